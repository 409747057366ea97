"""The dates of an act's life as three numbers, of which one range each tells its status on any day.

In the room: ``regulations.status.status_on`` written so that no date needs to be looked at within
another: each turn comes no later than the next, and a sign tells the kind. Not in the room: how an index
holds and is asked such numbers (index_documents, tantivy_query, tantivy_status).
"""

from datetime import date
from typing import NamedTuple

NEVER = 9_999_999
UNKNOWN = -1


class TurningDays(NamedTuple):
    """The days as ordinals: from ``starts`` the act is in force, from ``spent`` no longer; from ``ends``
    it is repealed, or expired where that is negative. An act whose start is unknown has as ``starts``
    its end, negative."""

    starts: int
    spent: int
    ends: int


def turning_days(
    effective_on: date | None, expires_on: date | None, repealed_on: date | None, spent_on: date | None
) -> TurningDays:
    """The turns of a life; ``expires_on`` is a last day, the others are first ones.

    Example: in force from day 10, expired after day 20, is ``(10, 21, -21)``.
    A repeal after the term's end is none. Returns NEVER for what does not come. Raises nothing.
    """
    ends = expires_on.toordinal() + 1 if expires_on else NEVER
    lapses = bool(expires_on)
    if repealed_on and repealed_on.toordinal() < ends:
        ends, lapses = repealed_on.toordinal(), False
    starts = min(effective_on.toordinal(), ends) if effective_on else -ends
    spent = min(max(spent_on.toordinal(), starts), ends) if spent_on and starts > 0 else ends
    return TurningDays(starts, spent, -ends if lapses else ends)
