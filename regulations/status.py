"""The status of an act on a day: one rule over four dates.

In the room: the rule, the same as ``regulations.querysets.status_case`` in SQL. Not in the room:
how the dates are found, which effects count, words for people.
"""

from dataclasses import dataclass
from datetime import date, timedelta

NOT_YET, IN_FORCE, EXPIRED = "not_yet", "in_force", "expired"
REPEALED, SPENT, UNKNOWN = "repealed", "spent", "unknown"
CODES = (NOT_YET, IN_FORCE, EXPIRED, REPEALED, SPENT, UNKNOWN)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LifeFacts:
    """The dates of an act's life and how each is known (stated, inferred, confirmed).

    ``effective_on`` is the first day in force, ``expires_on`` the last one; on ``repealed_on``
    and ``spent_on`` the act is no longer in force. None is unknown.
    """

    effective_on: date | None = None
    expires_on: date | None = None
    repealed_on: date | None = None
    spent_on: date | None = None
    effective_basis: str = ""
    expires_basis: str = ""
    repealed_basis: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """``since`` is the first day of this status, ``until`` the last day in force, each None where
    unknown or open; ``by`` names the date that decides it."""

    code: str
    since: date | None
    until: date | None
    basis: str
    by: str


def status_on(day: date, facts: LifeFacts) -> Status:
    """The status of an act on a day.

    Example: with ``expires_on`` 2028-02-10 it is in force on that day and expired on the next.
    An expired act that is repealed later stays expired; no start at all is ``unknown``.
    Returns a Status. Raises nothing.
    """
    last = last_day(facts)
    start, end, repeal = facts.effective_on, facts.expires_on, facts.repealed_on
    lapsed_first = end is not None and repeal is not None and end < repeal
    if repeal is not None and repeal <= day and not lapsed_first:
        return Status(REPEALED, repeal, last, facts.repealed_basis, "repealed_on")
    if end is not None and end < day:
        return Status(EXPIRED, end + _DAY, last, facts.expires_basis, "expires_on")
    if start is None:
        return Status(UNKNOWN, None, last, "", "")
    if start > day:
        return Status(NOT_YET, None, last, facts.effective_basis, "effective_on")
    if facts.spent_on is not None and facts.spent_on <= day:
        return Status(SPENT, facts.spent_on, last, "inferred", "spent_on")
    return Status(IN_FORCE, start, last, facts.effective_basis, "effective_on")


def last_day(facts: LifeFacts) -> date | None:
    """The last day in force as far as known today.

    Example: repealed on 2023-03-29 ends on 2023-03-28, where the term does not end before.
    Returns None for an act without a known end. Raises nothing.
    """
    ends = [facts.expires_on] if facts.expires_on else []
    ends += [day - _DAY for day in (facts.repealed_on, facts.spent_on) if day and day > date.min]
    return min(ends, default=None)
