"""The page of results: what its address may hold, and what its form keeps."""

import re

import pytest
from django.http import QueryDict
from django.test import Client

from documents.models import GazetteIssue
from regulations.models import Regulation
from search.result_page import MOST_PARAMETERS, read_wish
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
