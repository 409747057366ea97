"""A connection kept between requests: seen to stand without a statement, seen to be gone."""

import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper as DjangosWrapper

from jincheng_gov.live_postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Iterator[DatabaseWrapper]:
    wrapper = connection.copy()
    assert isinstance(wrapper, DatabaseWrapper)
    wrapper.connect()
    yield wrapper
    wrapper.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    answers: list[bool] = []
    djangos = DjangosWrapper.is_usable

    def ask(wrapper: DjangosWrapper) -> bool:
        answers.append(djangos(wrapper))
        return answers[-1]

    monkeypatch.setattr(DjangosWrapper, "is_usable", ask)
    return answers


def _say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _number_of(wrapper: DatabaseWrapper) -> int:
    return int(wrapper.connection.get_backend_pid())


def _until_heard(wrapper: DatabaseWrapper, asked: list[bool]) -> bool:
    deadline = time.monotonic() + 10
    usable = wrapper.is_usable()
    while not asked and time.monotonic() < deadline:
        time.sleep(0.01)
        usable = wrapper.is_usable()
    return usable


def test_a_quiet_connection_is_usable_and_asked_nothing(kept: DatabaseWrapper, asked: list[bool]) -> None:
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert kept.is_usable()
    assert asked == []


def test_a_connection_that_the_server_ended_is_not_usable(kept: DatabaseWrapper, asked: list[bool]) -> None:
    _say(f"SELECT pg_terminate_backend({_number_of(kept)})")
    assert _until_heard(kept, asked) is False
    assert asked == [False]


def test_a_connection_with_something_unread_is_asked_and_kept(
    kept: DatabaseWrapper, asked: list[bool]
) -> None:
    with kept.cursor() as cursor:
        cursor.execute("LISTEN kept_connection")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("NOTIFY kept_connection")
    other.close()
    assert _until_heard(kept, asked) is True
    assert asked == [True]
    assert kept.is_usable()
    assert asked == [True]


def test_a_closed_connection_is_not_usable(kept: DatabaseWrapper) -> None:
    kept.connection.close()
    assert kept.is_usable() is False


def test_the_next_request_opens_a_connection_where_the_server_ended_it(kept: DatabaseWrapper) -> None:
    number = _number_of(kept)
    _say(f"SELECT pg_terminate_backend({number})")
    time.sleep(0.2)
    kept.close_if_unusable_or_obsolete()
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (number,)
