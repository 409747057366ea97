"""The day on which the tests judge."""

from collections.abc import Iterator
from datetime import date

import pytest

from jincheng_gov.clock import freeze_today

DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with freeze_today(DAY):
        yield
