"""One rule over four dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.status import CODES, LifeFacts, last_day, status_on

DAY = timedelta(days=1)
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
maybe = st.one_of(st.none(), days)
facts = st.builds(LifeFacts, effective_on=maybe, expires_on=maybe, repealed_on=maybe, spent_on=maybe)

TERM = LifeFacts(effective_on=date(2023, 2, 11), expires_on=date(2028, 2, 10))


@pytest.mark.parametrize(
    ("day", "life", "code"),
    [
        (date(2023, 2, 10), TERM, "not_yet"),
        (date(2023, 2, 11), TERM, "in_force"),
        (date(2028, 2, 10), TERM, "in_force"),
        (date(2028, 2, 11), TERM, "expired"),
        (date(2023, 3, 29), LifeFacts(date(2017, 1, 1), repealed_on=date(2023, 3, 29)), "repealed"),
        (date(2023, 3, 28), LifeFacts(date(2017, 1, 1), repealed_on=date(2023, 3, 29)), "in_force"),
        (date(2023, 3, 29), LifeFacts(repealed_on=date(2023, 3, 29)), "repealed"),
        (date(2023, 3, 28), LifeFacts(repealed_on=date(2023, 3, 29)), "unknown"),
        (date(2024, 1, 1), LifeFacts(date(2023, 1, 1), spent_on=date(2024, 1, 1)), "spent"),
        (date(2023, 12, 31), LifeFacts(date(2023, 1, 1), spent_on=date(2024, 1, 1)), "in_force"),
        (date(2024, 1, 1), LifeFacts(), "unknown"),
    ],
)
def test_boundaries(day: date, life: LifeFacts, code: str) -> None:
    assert status_on(day, life).code == code


def test_expired_act_that_is_repealed_later_stays_expired() -> None:
    life = LifeFacts(date(2010, 1, 1), date(2015, 12, 31), date(2020, 1, 1))
    status = status_on(date(2021, 1, 1), life)
    assert (status.code, status.since, status.until) == ("expired", date(2016, 1, 1), date(2015, 12, 31))


def test_until_is_the_last_day_in_force() -> None:
    life = LifeFacts(date(2017, 1, 1), date(2028, 1, 1), date(2023, 3, 29))
    assert status_on(date(2020, 1, 1), life).until == date(2023, 3, 28)
    assert status_on(date(2020, 1, 1), LifeFacts(date(2017, 1, 1))).until is None


@given(days, facts)
def test_always_a_known_code_that_has_begun(day: date, life: LifeFacts) -> None:
    status = status_on(day, life)
    assert status.code in CODES
    assert status.since is None or status.since <= day


@given(days, facts)
def test_in_force_ends_on_its_last_day(day: date, life: LifeFacts) -> None:
    if status_on(day, life).code != "in_force":
        return
    end = last_day(life)
    assert life.effective_on is not None
    assert life.effective_on <= day
    assert end is None or day <= end
    if end is not None:
        assert status_on(end, life).code == "in_force"
        assert status_on(end + DAY, life).code in ("expired", "repealed", "spent")


@given(days, days, facts)
def test_what_is_over_stays_over(day: date, later: date, life: LifeFacts) -> None:
    over = ("expired", "repealed")
    first, second = sorted((day, later))
    if status_on(first, life).code in over:
        assert status_on(second, life).code in over
