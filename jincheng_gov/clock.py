"""The one clock: which day it is in Asia/Shanghai.

In the room: today, and a way for tests to set it. Not in the room: rules about dates.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_frozen: ContextVar[date | None] = ContextVar("frozen_day", default=None)


def today() -> date:
    """Return the day on which status is judged when nobody names another.

    >>> today()  # doctest: +SKIP
    datetime.date(2026, 11, 22)
    """
    return _frozen.get() or datetime.now(SHANGHAI).date()


@contextmanager
def freeze_today(day: date) -> Iterator[date]:
    """Make ``today()`` return ``day`` inside the block.

    >>> with freeze_today(date(2023, 5, 1)):
    ...     today()
    datetime.date(2023, 5, 1)
    """
    token = _frozen.set(day)
    try:
        yield day
    finally:
        _frozen.reset(token)
