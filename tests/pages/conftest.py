"""A library for the tests of pages, and the day on which they judge."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest

from jincheng_gov.clock import freeze_today

if TYPE_CHECKING:
    from tests.pages.library import Library


@pytest.fixture
def library(db: None) -> "Library":
    """The small library of an invented city."""
    from tests.pages.library import build

    return build()


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with freeze_today(date(2026, 11, 20)):
        yield
