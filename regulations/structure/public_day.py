"""The day on which an act became public, as far as its print tells.

In the room: the signing day, else the head's 公布, else the last of 通过 and 批准. Not in the room:
reading the head (``history``), when an act takes effect (``regulations.citations.life``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from documents.gazette.parsed import HistoryEvent, ParsedDocument


@dataclass(frozen=True, slots=True)
class PublicDay:
    """``on`` is None where the print tells no day; ``inferred`` where it tells only the adoption."""

    on: date | None = None
    inferred: bool = False


def public_day(signed_on: date | None, history: Iterable[HistoryEvent]) -> PublicDay:
    """The day that 自公布之日起 means.

    Example: （2023年6月30日市人大常委会通过 2023年7月29日省人大常委会批准） is 2023-07-29, inferred: what
    needs an approval is not public before it. A file of one act is signed on the day of its adoption, where
    its head tells no other. What is told after the first amendment is of the amendment.
    Returns no day where neither a signature nor the head tells one. Raises nothing.
    """
    first = takewhile(lambda event: event.kind not in ("修正", "修订"), history)
    days = {event.kind: event.on for event in reversed(list(first)) if event.on}
    made = max((days[kind] for kind in ("通过", "批准") if kind in days), default=None)
    on = signed_on if signed_on != made else None
    on = on or days.get("公布")
    return PublicDay(on) if on else PublicDay(made, made is not None)


def public_day_of(document: ParsedDocument, index: int = 0) -> PublicDay:
    """The day on which a part of a document became public: by the document, else by the part's own head.

    Example: an order of 2021-09-15 makes the 办法 that it issues public on that day.
    Returns no day where none is told. Raises nothing.
    """
    part = document.parts[index] if index < len(document.parts) else None
    head = part.history if part else ()
    return public_day(document.signed_on, head or (document.parts[0].history if document.parts else ()))
