"""Page and API of one query agree; a facet counts what its choice shows; filters mean what they say."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from search.backends import backends
from search.backends.postgres import PostgresBackend
from search.query import Filters, parse_query
from search.result_page import PAGE_SIZE, read_wish, result_page
from search.selectors import search
from tests.search.library import Library

QUERIES = [
    "厨余垃圾",
    "泔水",
    "驾驶员 收费",
    "管理",
    "市民政局怎么管厨余垃圾的罚款",
    "“不得违规收费”",
    "类型:办法 垃圾",
    "",
]
CHOICES: list[dict[str, str]] = [
    {}, {"level": "city"}, {"level": "national"}, {"status": "in_force"}, {"year": "2023"},
    {"genre": "办法", "status": "in_force"}, {"issuer": "明川市人民政府"}, {"level": "city", "on": "2022-01-01"},
]  # fmt: skip


def flat(client: Client, asked: str, choice: dict[str, str]) -> dict[str, Any]:
    values = {"q": asked, "facets": "1", "page_size": "100", **choice}
    answer: dict[str, Any] = client.get("/api/v1/search/", values).json()
    return answer


@pytest.mark.parametrize(
    ("asked", "choice"),
    [(asked, choice) for asked in QUERIES for choice in CHOICES if asked or set(choice) - {"on"}],
    ids=str,
)
def test_the_grouped_page_and_the_flat_answer_agree(
    library: Library, client: Client, asked: str, choice: dict[str, str]
) -> None:
    answer = flat(client, asked, choice)
    params = QueryDict(mutable=True)
    params.update({"q": asked, **{name: value for name, value in choice.items() if name != "on"}})
    day = date.fromisoformat(choice["on"]) if "on" in choice else None
    page = result_page(read_wish(params, day))
    assert page.results.total == answer["count"]
    assert page.results.facets == answer["facets"]
    shown = [found.href for _, acts in page.groups for found in acts]
    assert len(shown) == len(set(shown)) == page.acts
    assert set(shown) == {hit["document"]["url"] for hit in answer["results"][:PAGE_SIZE]}
    hits = Counter(hit["document"]["url"] for hit in answer["results"][:PAGE_SIZE])
    for _, acts in page.groups:
        for found in acts:
            assert len(found.places) + found.more <= hits[found.href]
            assert all(place.href.startswith(found.href) for place in found.places)
            assert found.past == (found.status in ("expired", "repealed", "spent"))
    for facet in page.facets:
        for item in facet.choices:
            if not item.chosen:
                assert answer["facets"][facet.name][item.value] == item.count


@pytest.mark.parametrize("asked", QUERIES[:-1])
@pytest.mark.parametrize("on", [None, "2022-01-01"])
def test_a_facet_counts_what_its_choice_shows(
    library: Library, client: Client, asked: str, on: str | None
) -> None:
    day = {"on": on} if on else {}
    for name, counts in flat(client, asked, day)["facets"].items():
        for value, count in counts.items():
            assert flat(client, asked, {**day, name: value})["count"] == count, (name, value)


def test_the_day_alone_is_a_filter_too(library: Library, client: Client) -> None:
    assert parse_query("网约车", Filters(on=date(2022, 1, 1))).filters.on == date(2022, 1, 1)
    now, then = (flat(client, "网络预约出租汽车", choice) for choice in ({}, {"on": "2022-01-01"}))
    assert {hit["status"] for hit in now["results"]} == {"repealed"}
    assert {hit["status"] for hit in then["results"]} == {"in_force"}


def test_a_whole_name_is_that_body_alone(library: Library) -> None:
    from regulations.models import Regulation
    from search import services

    Regulation.objects.filter(pk=library.cabs.pk).update(issuer="明川市人民政府办公室")
    services.index_regulations([library.cabs.pk])
    assert {hit.row.regulation_id for hit in search(parse_query("机关:明川市人民政府 管理")).hits} == {
        library.waste.pk
    }
    both = {hit.row.regulation_id for hit in search(parse_query("机关:明川市 管理")).hits}
    assert both == {library.waste.pk, library.cabs.pk}


@pytest.mark.parametrize(
    ("field", "held"),
    [("明政办", {"waste", "cabs"}), ("明政办〔2023〕", {"waste"}), ("政办", {"waste", "cabs"}), ("2021年4", {"cabs"}),
     ("2023-1", {"waste"}), ("明政办[2021]4号", {"cabs"}), ("云政办", set()), ("明政办〔2019〕", set()), ("怎么办？", set())],
)  # fmt: skip
def test_the_beginning_of_a_number_as_a_field(library: Library, field: str, held: set[str]) -> None:
    acts = {library.waste.pk: "waste", library.cabs.pk: "cabs"}
    hits = search(parse_query(f"文号:{field}"), backend=PostgresBackend()).hits
    assert {acts[hit.row.regulation_id or 0] for hit in hits} == held


def test_an_unknown_title_is_told_in_both(library: Library, client: Client) -> None:
    assert "没有题名是" in flat(client, "明川市厨余垃圾管理条例", {})["message"]
    assert "没有题名是" in client.get("/search/", {"q": "明川市厨余垃圾管理条例"}).content.decode()
    assert flat(client, "厨余垃圾管理办法", {})["message"] == ""
    assert backends()[-1].name == "postgresql"
