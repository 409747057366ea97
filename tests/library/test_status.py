"""One rule of status: the same in Python and in SQL, on any dates."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulations.models import Regulation
from regulations.querysets import status_case
from regulations.selectors import life_facts
from regulations.status import CODES, status_on

DAYS = st.one_of(st.none(), st.integers(0, 40).map(lambda n: date(2024, 1, 1) + timedelta(days=n)))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(DAYS, DAYS, DAYS, DAYS), min_size=1, max_size=12), on=st.integers(-2, 44))
def test_sql_and_python_agree(rows: list[tuple[date | None, ...]], on: int) -> None:
    """Whatever the dates and the day, both tell the same code."""
    day = date(2024, 1, 1) + timedelta(days=on)
    Regulation.objects.all().delete()
    Regulation.objects.bulk_create(
        Regulation(
            slug=f"r-{n}",
            title="甲",
            title_key="甲",
            effective_on=effective,
            expires_on=expires,
            repealed_on=repealed,
            spent_on=spent,
        )
        for n, (effective, expires, repealed, spent) in enumerate(rows)
    )
    told = dict(Regulation.objects.annotate(told=status_case(day)).values_list("pk", "told"))
    for row in Regulation.objects.all():
        assert told[row.pk] == status_on(day, life_facts(row)).code
        assert told[row.pk] in CODES
