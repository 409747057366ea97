"""The chronicle (大事记): dated entries and entries marked ※.

In the room: the lines of one month. Not in the room: finding a chronicle (``segmentation``).
"""

import re
from collections.abc import Sequence
from datetime import date

from documents.gazette import phrases
from documents.gazette.layout import Layout, soft_end
from documents.gazette.lines import Line
from documents.gazette.parsed import Chronicle, ChronicleEntry
from documents.text.normal import strip_blanks

# 3 月 24 日 · 4月8日、9日 · 9日、10日、12日 · 3日至5日 · 12—14日
_DATED = re.compile(
    r"(?P<date>(?:(?P<m>[0-9０-９]{1,2})\s?月\s?)?(?P<d>[0-9０-９]{1,2})\s?日?"
    r"(?:\s?(?:[、至到—–~-]|——)\s?(?:[0-9０-９]{1,2}\s?月\s?)?[0-9０-９]{1,2}\s?日?){0,5}(?<=日))\s*"
)
# ※3日至5日，… but not ※3日内…
_NO_DAY = tuple("内前后起")
_OTHER_MONTH = 0  # ※12月30日 in the chronicle of January: no day of it, and none for what follows
_MARKED = ("※", "★", "●", "◆", "▲", "△", "◇")
_BEFORE_DAY = "".join(_MARKED) + " \u3000"


def chronicle_head(lines: Sequence[Line]) -> tuple[int | None, int] | None:
    """The year (where printed) and month of the chronicle whose title opens these lines.

    Example: 峰口市大事记 | （2021年11月） is ``(2021, 11)``, as it is on one line.
    Returns None where no chronicle begins. Raises nothing.
    """
    found = phrases.chronicle_title(lines[0].text)
    if found or len(lines) < 2 or not lines[0].text.rstrip().endswith("大事记"):
        return found
    if lines[1].text[:1] not in "（(":
        return None
    return phrases.chronicle_title(lines[0].text + lines[1].text)


def read_chronicle(lines: Sequence[Line], year: int | None, month: int, layout: Layout) -> Chronicle:
    """Read a chronicle, title line first.

    Example: ``※ 市长主持会议。`` is an entry of the day before it.
    ``year`` may be None: entries then have no day. Returns the chronicle. Raises nothing.
    """
    size = 1 if phrases.chronicle_title(lines[0].text) else min(2, len(lines))
    title = "".join(line.text for line in lines[:size])
    entries: list[ChronicleEntry] = []
    current: list[Line] = []
    days: list[tuple[str, int | None]] = []
    day: int | None = None
    for line in lines[size:]:
        head = _head(line, current[-1] if current else None, month, layout)
        if head is None and current:
            current.append(line)
            continue
        if current:
            entries.append(_entry(current, days[-1], year, month))
        text, number = head or ("", None)
        day = number if number is not None else day
        days.append((text, day))
        current = [line]
    if current:
        entries.append(_entry(current, days[-1], year, month))
    return Chronicle(strip_blanks(title), tuple(entries), lines[0].number, lines[-1].number)


def _head(line: Line, before: Line | None, month: int, layout: Layout) -> tuple[str, int | None] | None:
    """The printed date and day that open an entry; no date and no day for one that says neither."""
    if line.text.startswith(_MARKED):
        bare = line.text.lstrip(_BEFORE_DAY)
        own = _DATED.match(bare)
        if own is None or bare.startswith(_NO_DAY, own.end()):
            return "", None
        return own["date"], int(own["d"]) if int(own["m"] or month) == month else _OTHER_MONTH
    match = _DATED.match(line.text)
    if not match or (match["m"] and int(match["m"]) != month) or not 1 <= int(match["d"]) <= 31:
        return None
    if before is not None and not soft_end(before.text) and layout.column is not None:
        return None
    return match["date"], int(match["d"])


def _entry(lines: list[Line], head: tuple[str, int | None], year: int | None, month: int) -> ChronicleEntry:
    printed, day = head
    text = "".join(line.text for line in lines).lstrip(_BEFORE_DAY)
    body = text[len(printed) :].strip()
    on = None
    if year and day:
        try:
            on = date(year, month, day)
        except ValueError:
            on = None
    return ChronicleEntry(on, strip_blanks(printed), body, lines[0].number, lines[-1].number)
