"""Since when a page is what it is: never older than its last change, met only where the ETag would be."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.http import parse_http_date
from hypothesis import given
from hypothesis import strategies as st
from redis.exceptions import RedisError

from documents.last_modified import forget, unchanged_since
from regulations.models import Regulation
from tests.pages.library import Library
from tests.pages.test_kept import PAGES

ACT = "/r/mczbf-2024-12-1/"
CLOCK = "documents.last_modified.time"


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def change(library: Library, validity: str) -> None:
    """Change what the page of the act says."""
    Regulation.objects.filter(pk=library.rules.pk).update(validity=validity)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_can_be_asked_for_by_its_date(client: Client, library: Library, address: str) -> None:
    date = client.get(address)["Last-Modified"]
    again = client.get(address, headers={"If-Modified-Since": date})
    assert again.status_code == 304
    assert again["Last-Modified"] == date


def test_the_date_stays_while_the_page_stays(client: Client, library: Library) -> None:
    with patch(CLOCK, return_value=1_790_000_000.9):
        first = client.get(ACT)["Last-Modified"]
    with patch(CLOCK, return_value=1_790_000_900.0):
        assert client.get(ACT)["Last-Modified"] == first
    assert parse_http_date(first) == 1_790_000_000


def test_the_cache_is_asked_once_in_some_seconds(client: Client, library: Library) -> None:
    with patch.object(cache._connections["default"], "get", wraps=cache.get) as asked:  # type: ignore[attr-defined]
        told = []
        for moment in (1_790_000_000.0, 1_790_000_001.5, 1_790_000_004.9, 1_790_000_005.1):
            with patch(CLOCK, return_value=moment):
                told.append(unchanged_since(_page(), '"a"'))
    assert told == [1_790_000_000] * 4
    assert asked.call_count == 2


def test_a_changed_page_has_a_later_date(client: Client, library: Library) -> None:
    with patch(CLOCK, return_value=1_790_000_000.0):
        first = client.get(ACT)["Last-Modified"]
    change(library, "有效期六年")
    with patch(CLOCK, return_value=1_790_000_005.0):
        answer = client.get(ACT, headers={"If-Modified-Since": first})
    assert answer.status_code == 200
    assert parse_http_date(answer["Last-Modified"]) == 1_790_000_005


def test_a_change_within_the_same_second_is_seen(client: Client, library: Library) -> None:
    with patch(CLOCK, return_value=1_790_000_000.1):
        first = client.get(ACT)["Last-Modified"]
        change(library, "有效期六年")
        answer = client.get(ACT, headers={"If-Modified-Since": first})
        assert answer.status_code == 200
        assert "Last-Modified" not in answer
    with patch(CLOCK, return_value=1_790_000_001.0):
        assert client.get(ACT)["Last-Modified"] > first


def test_a_page_that_is_again_what_it_was_is_not_as_old_as_it_was(client: Client, library: Library) -> None:
    validity = Regulation.objects.values_list("validity", flat=True).get(pk=library.rules.pk)
    with patch(CLOCK, return_value=1_790_000_000.0):
        first = client.get(ACT)
    change(library, "有效期六年")
    with patch(CLOCK, return_value=1_790_000_100.0):
        between = client.get(ACT)["Last-Modified"]
    change(library, validity)
    with patch(CLOCK, return_value=1_790_000_200.0):
        answer = client.get(ACT, headers={"If-Modified-Since": between})
    assert answer["ETag"] == first["ETag"]
    assert answer.status_code == 200
    assert parse_http_date(answer["Last-Modified"]) == 1_790_000_200


@pytest.mark.parametrize(
    "date", ["Fri, 01 Jan 2100 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "soon", ""]
)
def test_another_date_is_no_condition_met(client: Client, library: Library, date: str) -> None:
    client.get(ACT)
    assert client.get(ACT, headers={"If-Modified-Since": date}).status_code == 200


def test_the_etag_goes_before_the_date(client: Client, library: Library) -> None:
    date = client.get(ACT)["Last-Modified"]
    asked = {"If-None-Match": '"another"', "If-Modified-Since": date}
    assert client.get(ACT, headers=asked).status_code == 200


def test_reading_modes_have_dates_of_their_own(client: Client, library: Library) -> None:
    with patch(CLOCK, return_value=1_790_000_000.0):
        plain = client.get(ACT)["Last-Modified"]
    client.cookies["theme"] = "dark"
    with patch(CLOCK, return_value=1_790_000_100.0):
        assert client.get(ACT, headers={"If-Modified-Since": plain}).status_code == 200
    del client.cookies["theme"]
    with patch(CLOCK, return_value=1_790_000_200.0):
        assert client.get(ACT)["Last-Modified"] == plain


def test_what_is_not_there_has_no_date(client: Client, library: Library) -> None:
    assert "Last-Modified" not in client.get("/r/nowhere/")
    assert "Last-Modified" not in client.get(ACT + "art_99/")


def test_without_a_cache_pages_are_read_and_have_no_date(client: Client, library: Library) -> None:
    with patch.object(type(cache._connections["default"]), "get", side_effect=RedisError):  # type: ignore[attr-defined]
        answer = client.get(ACT, headers={"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"})
    assert answer.status_code == 200
    assert "Last-Modified" not in answer
    assert "ETag" in answer


def test_pages_of_people_with_a_session_are_theirs(
    admin_client: Client, client: Client, library: Library
) -> None:
    theirs = admin_client.get(ACT)
    assert "private" in theirs["Cache-Control"]
    assert "public" not in theirs["Cache-Control"]
    assert "Last-Modified" not in theirs
    assert admin_client.get(ACT, headers={"If-None-Match": theirs["ETag"]}).status_code == 304
    anyones = client.get(ACT)
    assert "public" in anyones["Cache-Control"]
    assert "private" not in anyones["Cache-Control"]
    for answer in (theirs, anyones):
        assert "Cookie" in answer["Vary"]


def _page() -> HttpRequest:
    return RequestFactory().get("/r/a/")


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.floats(0, 1.5)), min_size=1, max_size=40))
def test_no_date_is_shared_by_two_answers(visits: list[tuple[str, float]]) -> None:
    """Whatever is answered when: a date told once names one stretch of one answer."""
    cache.clear()
    forget()
    now, stretch, before = 1_790_000_000.0, 0, ""
    told: dict[int, int] = {}
    for tag, wait in visits:
        now += wait
        stretch += tag != before
        before = tag
        with patch(CLOCK, return_value=now):
            since = unchanged_since(_page(), tag)
        if since is not None:
            assert since <= now
            assert told.setdefault(since, stretch) == stretch
