"""Queries that found nothing are counted, on the page and by the API, without a trace of who asked."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from search.models import QueryMiss
from tests.search.library import Library
from tests.search.test_api import HOSTILE

MISSED = "钛合金鱼竿"
WHO = {"REMOTE_ADDR": "192.0.2.77", "HTTP_USER_AGENT": "somebody", "HTTP_X_FORWARDED_FOR": "192.0.2.78"}


def misses() -> list[tuple[str, int]]:
    return list(QueryMiss.objects.values_list("text", "count"))


@pytest.mark.parametrize("address", ["/search/", "/api/v1/search/"])
def test_each_time_counts_also_where_the_answer_has_not_changed(
    library: Library, client: Client, address: str
) -> None:
    first = client.get(address, {"q": MISSED}, **WHO)
    again: dict[str, Any] = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]} if "ETag" in first.headers else {}
    second = client.get(address, {"q": MISSED}, **WHO, **again)
    assert second.status_code == (304 if again else 200)
    assert misses() == [(MISSED, 2)]


def test_nothing_is_kept_of_who_asked(library: Library, client: Client) -> None:
    client.get("/search/", {"q": MISSED}, **WHO)
    kept = " ".join(str(value) for row in QueryMiss.objects.values() for value in row.values())
    assert not any(trace in kept for trace in WHO.values())


@pytest.mark.parametrize(
    "asked",
    [{"q": "厨余垃圾"}, {"q": ""}, {"q": "？！"}, {"q": "厨余垃圾", "level": "county"}, {"q": MISSED, "year": "2023"}],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/search/", "/api/v1/search/"])
def test_what_is_no_miss(library: Library, client: Client, address: str, asked: dict[str, str]) -> None:
    client.get(address, asked)
    assert misses() == []


@pytest.mark.parametrize(
    "text", [*HOSTILE, "标题:" * 60, "文号:x " * 60, "-“" * 140, "a" * 299], ids=str.__len__
)
def test_hostile_input_is_answered_everywhere(library: Library, client: Client, text: str) -> None:
    client.raise_request_exception = False
    asked = [
        client.get("/search/", {"q": text}), client.get(reverse("search:suggest"), {"q": text}),
        client.get("/api/v1/search/suggestions/", {"q": text}),
        client.get("/api/v1/search/", {"q": text, "regulation": str(library.waste.pk)}),
    ]  # fmt: skip
    assert {answer.status_code for answer in asked} <= {200, 400}


def test_an_unknown_title_is_told_apart(library: Library, client: Client) -> None:
    unknown = client.get("/search/", {"q": "明川市厨余垃圾养犬管理条例"}).content.decode()
    assert "本库没有题名是" in unknown
    assert "本库没有题名是" not in client.get("/search/", {"q": "厨余垃圾管理办法"}).content.decode()
    assert "本库没有题名是" not in client.get("/search/", {"q": "厨余垃圾 罚款"}).content.decode()
