"""The page of results: what its address may hold, and what its form keeps."""

import re

import pytest
from django.http import QueryDict
from django.test import Client

from documents.models import GazetteIssue
from regulations.models import Regulation
from search.planner import Expansion
from search.query import SearchQuery
from search.result_page import MOST_PARAMETERS, ResultPage, Wish, read_wish
from search.selectors import SearchResults
from search.services import index_regulations
from tests.search.library import Library


def test_filters_chosen_twice_stay_in_the_form(library: Library, client: Client) -> None:
    page = client.get("/search/?q=厨余垃圾&level=city&level=national&page=2&expand=0").content.decode()
    form = page[page.index('class="find"') :].split("</form>")[0]
    kept = re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form)
    assert kept == [("level", "city"), ("level", "national")]


@pytest.mark.parametrize("name", ["topic", "status", "sort", "anything"])
def test_an_address_of_too_many_parameters_is_refused(library: Library, client: Client, name: str) -> None:
    address = "/search/?q=管理" + f"&{name}=x" * MOST_PARAMETERS
    answer = client.get(address)
    assert answer.status_code == 400
    assert "筛选条件过多" in answer.content.decode()
    assert len(answer.content) < 30_000


def test_as_many_parameters_as_are_allowed_are_read() -> None:
    wish = read_wish(QueryDict("q=管理" + "&level=city" * (MOST_PARAMETERS - 1)), None)
    assert not wish.error
    assert set(wish.query.filters.level) == {"city"}


def test_hits_are_counted_by_gazette_issue_and_topic(library: Library, client: Client) -> None:
    issue = GazetteIssue.objects.get(documents=library.waste.document)
    Regulation.objects.filter(pk=library.waste.pk).update(topic="环境卫生")
    index_regulations([library.waste.pk])
    page = client.get("/search/?q=厨余垃圾").content.decode()
    assert issue.label in page
    assert "环境卫生" in page
    within = client.get(f"/search/?q=厨余垃圾&issue={issue.pk}&topic=环境卫生").content.decode()
    assert library.waste.get_absolute_url() in within
    assert client.get("/search/?q=厨余垃圾&issue=987654&topic=x").status_code == 200


@pytest.mark.parametrize("issue", ["abc", "-1", "9" * 30, "１２", ""])
def test_an_issue_that_is_no_number_is_left_out(issue: str) -> None:
    assert read_wish(QueryDict(f"q=管理&issue={issue}"), None).query.filters.issue == ()


def test_an_act_is_said_to_hold_only_words_that_its_places_hold(library: Library, client: Client) -> None:
    page = client.get("/search/?q=厨余垃圾 驾驶员").content.decode()
    told = re.findall(r'<p class="why">含 ([^<；]*)', page)
    assert told
    assert all(("厨余垃圾" in words) != ("驾驶员" in words) for words in told)
    assert {"“厨余垃圾”", "“驾驶员”"} <= {words.strip() for words in told}


@pytest.mark.parametrize("address", ["/search/?q=厨余垃圾", "/acts/?title=管理"])
def test_choosing_a_day_keeps_each_filter(library: Library, client: Client, address: str) -> None:
    page = client.get(f"{address}&level=city&level=national&on=2024-01-01").content.decode()
    form = next(each for each in page.split("<form")[1:] if 'type="date"' in each).split("</form>")[0]
    assert re.findall(r'name="level" value="(\w+)"', form) == ["city", "national"]
    assert form.count('name="on"') == 1


def told_page(*expansions: Expansion) -> ResultPage:
    results = SearchResults(SearchQuery("泔水"), expansions=expansions)
    return ResultPage(Wish("泔水", results.query, 1, by_rank=False), results, (), 0, (), 1)


def test_a_few_other_words_are_told_whole() -> None:
    page = told_page(Expansion("泔水", ("厨余垃圾", "餐厨垃圾")), Expansion("司机", ("驾驶员",)))
    assert page.told == [("泔水", "厨余垃圾、餐厨垃圾"), ("司机", "驾驶员")]
    assert not page.is_told_in_part


@pytest.mark.parametrize(("words", "more"), [(1, True), (4, False)])
def test_many_other_words_are_told_in_part(words: int, more: bool) -> None:
    official = ("甲词", "乙词", "丙词", "丁词") if more else ("甲词",)
    page = told_page(*(Expansion(f"词{at}", official) for at in range(words)))
    assert page.is_told_in_part
    assert len(page.told) == min(words, 3)
    assert page.told[0][1] == ("甲词、乙词、丙词等" if more else "甲词")


def test_all_other_words_can_be_read_and_the_offer_comes_first(library: Library, client: Client) -> None:
    page = client.get("/search/?q=泔水 打车 厨余垃极管理").content.decode()
    assert page.index("您是不是要找") < page.index("已一并检索")
    told = page[page.index("已一并检索") :].split("</div>")[0]
    assert "<details><summary>全部说法</summary>" in told
    assert "餐饮垃圾" in told


def test_chosen_filters_are_said_beside_the_way_to_them(library: Library, client: Client) -> None:
    assert "筛选（已选）" in client.get("/search/?q=厨余垃圾&level=city").content.decode()
    assert "筛选（已选）" not in client.get("/search/?q=厨余垃圾").content.decode()
