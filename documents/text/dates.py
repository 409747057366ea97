"""Dates as Chinese official texts print them.

In the room: finding and reading of full and partial dates, and arithmetic of terms.
Not in the room: what a date means, and which year a date without a year belongs to.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from documents.text.numerals import read_number

_B = r"\s{0,3}"
# 2023 · ２０２３ · 二〇二三 · 二OO六 · 二00六
_YEAR = r"(?:[12１２][0-9０-９]{3}|[一二][零〇○Ｏ◯O0一二三四五六七八九]{3})"
# 4 · 十二 · 元
_MONTH = r"(?:[0-9０-９lI]{1,2}|十[一二]?|[一二三四五六七八九元])"
# 15 · 三十一 · 廿八 · l5, where scanning took a letter for the figure
_DAY = r"(?:[0-9０-９lI]{1,2}|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
# 2023年4月1日 · 二〇二三年四月一日 · 4月15日 · 2023年4月
_CHINESE = re.compile(
    rf"(?:(?<![0-9０-９零〇○一二三四五六七八九])(?P<y>{_YEAR}){_B}年{_B})?"
    rf"(?<![0-9０-９十])(?P<m>{_MONTH}){_B}月(?:{_B}(?P<d>{_DAY}){_B}[日号])?"
)
# 2023-04-01 · 2023.4.1 · 2023/4/1
_NUMERIC = re.compile(
    r"(?<![0-9.])(?P<y>(?:19|20)[0-9]{2})(?P<s>[-./])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])"
)
_ZEROS = str.maketrans("O0", "〇〇")
_ONES = str.maketrans("lI", "11")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ``text[start:end]`` gives its words back. ``year`` or ``day`` is
    None where the text does not print it; ``on`` is None unless all three are printed."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    @property
    def on(self) -> date | None:
        """The calendar day, where it is printed in full."""
        if self.year is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """All dates in a text, in order, impossible ones (2月30日) left out.

    Example: ``find_dates("自2023年4月1日起施行")[0].on`` is ``date(2023, 4, 1)``.
    Returns spans in characters of ``text``. Raises nothing.
    """
    found = [hit for pattern in (_CHINESE, _NUMERIC) for m in pattern.finditer(text) if (hit := _read(m))]
    return tuple(sorted(found, key=lambda hit: hit.start))


def read_date(text: str) -> date | None:
    """The one full date that a text is.

    Example: ``read_date("二〇二三年三月 三十日")`` is ``date(2023, 3, 30)``.
    Returns None where the text is anything else. Raises nothing.
    """
    bare = text.strip()
    for pattern in (_CHINESE, _NUMERIC):
        match = pattern.fullmatch(bare)
        hit = _read(match) if match else None
        if hit:
            return hit.on
    return None


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes 28 February in a common year.

    Example: ``add_years(date(2024, 2, 29), 1)`` is ``date(2025, 2, 28)``.
    Returns a date. Raises ValueError where the year leaves the calendar.
    """
    return add_months(day, 12 * years)


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or the month's last day.

    Example: ``add_months(date(2023, 1, 31), 1)`` is ``date(2023, 2, 28)``.
    Returns a date. Raises ValueError where the year leaves the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"no such year: {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _read_year(printed: str) -> int | None:
    """A year whose zeros may be printed as the letter O, or as figures among Chinese numerals."""
    return read_number(printed if printed[0] in "12１２" else printed.translate(_ZEROS))


def _read(match: re.Match[str]) -> FoundDate | None:
    year = _read_year(match["y"]) if match["y"] else None
    month = 1 if match["m"] == "元" else read_number(match["m"].translate(_ONES))
    day = read_number(match["d"].translate(_ONES)) if match["d"] else None
    if month is None or not 1 <= month <= 12:
        return None
    if year is None and day is None:
        return None
    if match["d"] and (day is None or not 1 <= day <= monthrange(year or 2000, month)[1]):
        return None
    return FoundDate(match.start(), match.end(), year, month, day)
