"""The history of an act as its own head tells it: made, amended, in force.

In the room: the lines between a law's title and its text. Not in the room: the text.
"""

import re
from collections.abc import Sequence

from documents.gazette.parsed import HistoryEvent
from documents.text.dates import find_dates

_KINDS = (
    ("修正", re.compile(r"修正|修改")),
    ("修订", re.compile(r"修订")),
    ("公布", re.compile(r"公布|发布|通过|批准|颁布|印发")),
    ("施行", re.compile(r"施行|实施")),
)
_BLANKS = re.compile(r"[\s\u3000]+")


def read_history(lines: Sequence[str]) -> tuple[HistoryEvent, ...]:
    """Read the history lines of an act.

    Example: ``2003年8月15日 中华人民共和国国务院令第388号公布`` is the event 公布 of that day.
    Returns events in printed order; a line without a date is none. Raises nothing.
    """
    events: list[HistoryEvent] = []
    for line in lines:
        events += _events(line.strip().strip("（）()"))
    return tuple(events)


def _events(line: str) -> list[HistoryEvent]:
    dates = [found for found in find_dates(line) if found.on]
    events = []
    for index, found in enumerate(dates):
        end = dates[index + 1].start if index + 1 < len(dates) else len(line)
        words = line[found.end : end]
        kind = _kind(words)
        if kind:
            by = _BLANKS.sub(" ", words).strip(" ，,；;。自起（）()")
            events.append(HistoryEvent(kind, found.on, by))
    return events


def _kind(words: str) -> str | None:
    hits = [(match.end(), name) for name, pattern in _KINDS for match in pattern.finditer(words)]
    if not hits:
        return None
    tail = words[-8:]
    for name in ("修订", "修正", "施行", "公布"):
        if name in tail:
            return name
    if "起施行" in words or "起实施" in words:
        return "施行"
    return max(hits)[1]
