"""Parameters that nobody types are answered like any other: a page, or that there is none."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.desk.library import make_staff
from tests.pages.library import Library

NUL = "a\x00b"
LONG = "9" * 5000
PUBLIC = (
    ("/acts/", "year", "0"),
    ("/acts/", "year", "0000"),
    ("/acts/", "issuer", NUL),
    ("/acts.csv", "year", "0"),
    ("/feeds/changes.atom", "issuer", NUL),
    ("/feeds/expiry.atom", "issuer", NUL),
    ("/feeds/expiry.ics", "issuer", NUL),
    ("/search/", "year", LONG),
    ("/search/", "q", NUL),
    ("/register/", "organ", NUL),
    ("/check/", "q", NUL),
)
DESK = (
    ("/desk/expiry/", "issuer", NUL),
    ("/desk/entries/", "words", NUL),
    ("/desk/entries/", "id", LONG),
    ("/desk/findings/", "code", NUL),
    ("/desk/history/", "user", NUL),
    ("/desk/uploads/known/", "sha", NUL),
)


def told(answer: Any) -> bytes:
    """The whole answer, that of a table row by row."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(("address", "name", "value"), PUBLIC)
def test_a_reader_is_answered(client: Client, library: Library, address: str, name: str, value: str) -> None:
    answer = client.get(f"{address}?{name}={quote(value)}")
    assert answer.status_code in (200, 404)
    assert told(answer)


@pytest.mark.parametrize(("address", "name", "value"), DESK)
def test_staff_are_answered(client: Client, library: Library, address: str, name: str, value: str) -> None:
    client.force_login(make_staff("reviewer"))
    assert client.get(f"{address}?{name}={quote(value)}&plan=1").status_code == 200
