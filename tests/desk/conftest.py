"""Staff of each role, and a library read from the invented issue."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from documents.models import SourceFile
    from tests.desk.library import Staff


@pytest.fixture(autouse=True)
def _no_counts() -> Iterator[None]:
    """Each test counts tries from nothing."""
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def staff(db: None) -> "Staff":
    """Make a user of a role."""
    from tests.desk.library import make_staff

    return make_staff


@pytest.fixture
def client_of(staff: "Staff") -> Any:
    """Make a logged-in client of a role."""
    from django.test import Client

    def make(role: str) -> Client:
        client = Client()
        client.force_login(staff(role))
        return client

    return make


@pytest.fixture
def source(db: None) -> "SourceFile":
    """The invented issue, read."""
    from tests.desk.library import load
    from tests.library.samples import NOTICE

    return load(NOTICE)
