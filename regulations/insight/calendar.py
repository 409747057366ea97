"""iCalendar (RFC 5545) of days, pure: all-day events, text escaped, lines folded at 75 octets.

Not in the room: which days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_OCTETS = 75
_REMINDERS = (90, 30, 7)


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something that happens on a day; ``uid`` stays the same when it is told again."""

    uid: str
    on: date
    summary: str
    description: str
    url: str
    changed_at: datetime


def write_calendar(name: str, events: Iterable[DayEvent]) -> str:
    """A calendar with these events, each with reminders 90, 30 and 7 days before.

    Example: ``write_calendar("届满提醒", [])`` begins with ``BEGIN:VCALENDAR``.
    Returns text with CRLF line ends. Raises nothing.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//jincheng_gov//expiry//ZH", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:P1D"]
    for event in events:
        lines += _event_lines(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in fold_line(line))


def _event_lines(event: DayEvent) -> list[str]:
    stamp = event.changed_at.strftime("%Y%m%dT%H%M%SZ")
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(event.summary)}",
        f"DESCRIPTION:{_escaped(event.description)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        *(line for days in _REMINDERS for line in _reminder(event, days)),
        "END:VEVENT",
    ]


def _reminder(event: DayEvent, days: int) -> list[str]:
    words = f"DESCRIPTION:{_escaped(event.summary)}"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", words, f"TRIGGER:-P{days}D", "END:VALARM"]


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def fold_line(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets, no character torn; all but the first begin with a blank.

    Example: ``list(fold_line("SUMMARY:x"))`` is ``["SUMMARY:x"]``.
    Returns the pieces without line ends. Raises nothing.
    """
    piece, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + width
    yield piece
