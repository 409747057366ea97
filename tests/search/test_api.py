"""The REST view: its shape, its refusals, what hostile queries end in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from regulations.models import Regulation
from search.query import LONGEST_QUERY
from tests.search.library import Library

HOSTILE = (
    "", " ", "a" * 10_000, "!" * 200, "&|!<->()'\\", "'", "\\", ":*", "'; DROP TABLE x;--", ".*(a+)+$", "🙂" * 50,
    "\0", "a\0b", "\u202e\u200b", "标题:' 文号:\\", "“", "“”-", "-", "--", "(((((", "《" * 200, "零" * 290,
    "厨余垃圾 " * 50, "年份:abc", "机关:%_%", "AND OR NOT", "第99999999条", "1.2.3.4.5.6.7.8", "的了吗", "^[a-z]+$",
    "<script>alert(1)</script>", "%00", "ⅠⅡⅢⅣ级", "条" * 250, "标题:“” -", "晋市政办〔9999〕99999号", "\ufffd",
)  # fmt: skip


@pytest.fixture
def ask(library: Library, client: Client) -> Callable[..., Any]:
    """Asks the API."""
    client.raise_request_exception = False

    def get(**query: Any) -> Any:
        return client.get("/api/v1/search/", query)

    return get


def test_the_shape_that_programs_read(ask: Callable[..., Any]) -> None:
    answer = ask(q="厨余垃圾 罚款", page_size=5).json()
    first = answer["results"][0]
    assert first["document"]["doc_number"] == "明政办〔2023〕1号"
    assert first["document"]["level"] == "city"
    assert first["provision"]["path"] == "第四条"
    assert first["provision"]["part"] == "明川市城市厨余垃圾管理办法"
    assert len(answer["results"]) <= 5


def test_a_chronicle_is_a_document_without_number(ask: Callable[..., Any]) -> None:
    first = ask(q="市长调研").json()["results"][0]
    assert first["document"]["doc_number"] == ""
    assert first["document"]["title"] == "2023年1月大事记"
    assert first["provision"] is None


def test_expansion_is_shown_and_can_be_switched_off(ask: Callable[..., Any]) -> None:
    assert ask(q="泔水").json()["expansions"][0]["typed"] == "泔水"
    assert ask(q="泔水", expand=0).json()["count"] == 0


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_end_well(ask: Callable[..., Any], text: str) -> None:
    response = ask(q=text)
    assert response.status_code in (200, 400)
    assert (response.status_code == 400) == (len(" ".join(text.split())) > LONGEST_QUERY)


@pytest.mark.parametrize(
    "query",
    [{"foo": "1"}, {"level": "x"}, {"on": "2020-13-01"}, {"page": "0"}, {"page": "99", "page_size": "100"},
     {"year": "٣"}, {"issuer": "\0"}, {"regulation": "-1"}, {"status": "gone"}, {"expand": "2"}],
)  # fmt: skip
def test_what_is_no_parameter_is_refused(ask: Callable[..., Any], query: dict[str, str]) -> None:
    assert ask(q="厨余", **query).status_code == 400


def test_the_explanation_is_for_staff(ask: Callable[..., Any], admin_client: Client) -> None:
    assert "explanation" not in ask(q="厨余垃圾", explain=1).json()["results"][0]
    first = admin_client.get("/api/v1/search/", {"q": "厨余垃圾", "explain": "1"}).json()["results"][0]
    assert first["explanation"]["words"]


def test_nothing_found_is_said(ask: Callable[..., Any]) -> None:
    assert "没有找到" in ask(q="囍囍囍").json()["message"]


def test_queries_of_a_page_do_not_grow(ask: Callable[..., Any], django_assert_max_num_queries: Any) -> None:
    ask(q="厨余垃圾 罚款")
    with django_assert_max_num_queries(10):
        ask(q="厨余垃圾 罚款", page_size=50)


def test_the_order_of_days_is_a_parameter(ask: Callable[..., Any]) -> None:
    def days(order: str) -> list[str]:
        rows = ask(q="垃圾", sort=order).json()["results"]
        slugs = [row["url"].split("/")[2] for row in rows]
        known = dict(Regulation.objects.values_list("slug", "effective_on"))
        return [str(known[slug]) for slug in slugs if known.get(slug)]

    assert days("new") == sorted(days("new"), reverse=True)
    assert days("old") == sorted(days("old"))
    assert len(set(days("new"))) > 1
    assert ask(q="垃圾", sort="best").status_code == 400
