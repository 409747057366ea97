"""The page of results and the suggestions: what is found is shown at its place, hostile input is answered."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from documents.models import Chronicle
from regulations.models import Regulation
from search import indexer
from search.backends import backends
from search.services import index_chronicles, index_regulations
from tests.pages.library import OLD_TITLE, TITLE, Library


@pytest.fixture
def indexed(library: Library) -> Library:
    """The library with its search entries."""
    index_regulations(list(Regulation.objects.held().values_list("pk", flat=True)))
    index_chronicles(list(Chronicle.objects.values_list("pk", flat=True)))
    for act in Regulation.objects.all():
        act.short_key = act.title_key.removeprefix("明川市")
        act.save()
    return library


def read(client: Client, address: str, expected: int = 200, **query: str) -> str:
    """The page as text."""
    answer = client.get(address, query)
    assert answer.status_code == expected
    return answer.content.decode()


def test_a_hit_opens_at_its_place(client: Client, indexed: Library) -> None:
    page = read(client, "/search/", q="加装电梯 项目申请表")
    assert '<a href="/r/mczbf-2024-12-1/art_2/#art_2">第二条</a>' in page
    assert "<mark>" in page


def test_lapsed_acts_stand_below_until_switched(client: Client, indexed: Library) -> None:
    page = read(client, "/search/", q="电梯")
    assert page.index("现行有效与尚未施行") < page.index("已失效、已废止、执行完毕")
    by_rank = read(client, "/search/", q="电梯", first="rank")
    assert "现行有效与尚未施行" not in by_rank
    assert "现行的在前</a>" in by_rank


def test_facets_narrow_and_can_be_taken_back(client: Client, indexed: Library) -> None:
    page = read(client, "/search/", q="电梯", status="repealed")
    assert OLD_TITLE in page.replace("<mark>", "").replace("</mark>", "")
    assert "（已选，点此去掉）" in page


@pytest.mark.parametrize("read_index", [False, True])
def test_a_status_that_nothing_has_finds_nothing(
    client: Client, indexed: Library, settings: Any, read_index: bool
) -> None:
    settings.SEARCH_READ_INDEX = read_index
    page = read(client, "/search/", q="电梯", status="nonsense")
    assert TITLE not in page.replace("<mark>", "").replace("</mark>", "")


def test_nothing_found_is_said_and_helped(client: Client, indexed: Library) -> None:
    page = read(client, "/search/", q="钛合金鱼竿")
    assert "没有找到" in page
    assert "按机关、年份、体裁浏览" in page


def test_an_empty_query_asks_for_words(client: Client, indexed: Library) -> None:
    assert "写几个字再检索" in read(client, "/search/")


def test_a_query_longer_than_any_title_is_refused(client: Client, indexed: Library) -> None:
    assert "查询过长" in read(client, "/search/", expected=400, q="电" * 400)


@pytest.mark.parametrize(
    "query",
    [
        "<script>",
        "%",
        "'; drop",
        '"',
        "\\",
        "-",
        "标题:",
        "年份:99999",
        "（" * 200,
        "\0",
        "a:b:c",
        "第条",
        "〔〕号",
    ],
)
def test_hostile_queries_are_answered(client: Client, indexed: Library, query: str) -> None:
    answer = client.get(
        "/search/", {"q": query, "year": query, "status": query, "page": query, "level": query}
    )
    assert answer.status_code in (200, 400)
    assert "<script>alert" not in answer.content.decode()
    assert 'value="<script' not in answer.content.decode()


def test_drafts_are_neither_found_nor_suggested(client: Client, indexed: Library) -> None:
    assert "尚未公开的文件" not in read(client, "/search/", q="公开").replace("<mark>", "").replace(
        "</mark>", ""
    )
    assert "尚未公开" not in read(client, "/suggest/", q="尚未公开")


def test_titles_are_suggested_with_and_without_the_region(client: Client, indexed: Library) -> None:
    assert TITLE in read(client, "/suggest/", q="明川市既有住宅加")
    assert TITLE in read(client, "/suggest/", q="既有住宅加装")


@pytest.mark.parametrize("query", ["", "明", "\0\0", "%%%", "不存在的题名"])
def test_what_begins_no_title_suggests_nothing(client: Client, indexed: Library, query: str) -> None:
    assert "<option" not in read(client, "/suggest/", q=query)


def test_suggesting_takes_one_query(
    client: Client, indexed: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        read(client, "/suggest/", q="既有住宅")


MOST_QUERIES = 14
MOST_WITH_INDEX = 6


@pytest.mark.parametrize("words", ["电梯", "加装电梯 项目申请表", "钛合金鱼竿", "明川政办发〔2024〕12号"])
@pytest.mark.parametrize("more", [{}, {"status": "repealed"}, {"first": "rank"}])
def test_a_search_asks_few_queries(
    client: Client, indexed: Library, words: str, more: dict[str, str]
) -> None:
    assert 0 < _queries_of(client, {"q": words, **more}) <= MOST_QUERIES


@pytest.mark.parametrize("words", ["电梯", "加装电梯 项目申请表", "钛合金鱼竿", "明川政办发〔2024〕12号"])
def test_with_the_read_index_a_search_asks_fewer(
    client: Client, indexed: Library, words: str, settings: Any, tmp_path: Path
) -> None:
    settings.SEARCH_INDEX_DIR = str(tmp_path)
    indexer.rebuild(tmp_path)
    backends()[0]._looked = -1e9  # type: ignore[attr-defined]
    assert 0 < _queries_of(client, {"q": words}) <= MOST_WITH_INDEX


def test_a_search_without_words_asks_nothing(client: Client, indexed: Library) -> None:
    assert _queries_of(client, {}) == 0


def _queries_of(client: Client, query: dict[str, str]) -> int:
    read(client, "/search/", **query)
    with CaptureQueriesContext(connection) as asked:
        read(client, "/search/", **query)
    return len(asked)
