"""When a law began whose text was made anew: its first day, not that of the newest text.

In the room: the day out of the texts held and what their heads tell. Not in the room: what clauses of the
newest text say (``regulations.citations.life``), the text in force on a day (``regulations.editions``).
"""

from collections.abc import Iterable
from datetime import date

from documents.gazette.parsed import HistoryEvent
from regulations.models import Version
from regulations.structure.public_day import public_day

_CHANGED = ("修正", "修订")


def began_on(versions: Iterable[Version], clause_day: date) -> tuple[date, str] | None:
    """The first day of a law before the day that its newest text names, and how it is known.

    Example: 2007年8月30日通过 2024年6月28日修订, 自2024年11月1日起施行: from the text of 2007, where it is
    held (``stated``), else from the day of its adoption (``inferred``). A text that was only amended after
    its clause keeps the clause. Returns None where nothing is told of an earlier day. Raises nothing.
    """
    found: list[tuple[date, str]] = []
    for version in versions:
        events = [HistoryEvent(kind, _day(on), by) for kind, on, by in version.history]
        changes = [event.on for event in events if event.kind in _CHANGED and event.on]
        made = public_day(None, events).on
        if not changes and version.first_day:
            found.append((version.first_day, "stated" if version.effective_on else "inferred"))
        elif changes and made and min(changes) <= clause_day:
            found.append((made, "inferred"))
    earlier = [each for each in found if each[0] < clause_day]
    return min(earlier, key=lambda each: (each[1] != "stated", each[0]), default=None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
