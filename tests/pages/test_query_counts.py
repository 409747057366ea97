"""Each kind of page asks a fixed number of queries: not one more, not one less, however much it shows."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regulations.models import Regulation
from search.services import index_regulations
from tests.pages.library import Library, more_acts

ACT = "/r/mczbf-2024-12-1/"
COUNTS = {
    "/": 13,
    "/issues/": 1,
    "/issues/mczb-2024-3/": 7,
    "/chronicles/": 1,
    "/chronicles/mczb-2024-2-dsj/": 2,
    "/issuers/": 1,
    "/issuers/mcszfbgs/": 5,
    "/acts/": 4,
    "/acts/?status=in_force": 5,
    "/acts/?status=repealed&level=national": 5,
    "/acts/?title=电梯&sort=title&page=9": 4,
    ACT: 9,
    ACT + "art_2/item_1/": 9,
    ACT + "art_2/?peek=1": 2,
    ACT + "?source=1": 12,
    ACT + "?pick=1": 9,
    ACT + "?pick=art_1&pick=art_2": 9,
    ACT + "?find=电梯": 9,
    ACT + "?on=2029-04-01": 9,
    ACT + "chain/": 6,
    "/r/mczbf-2024-12/": 8,
    "/r/mczbf-2024-13/": 8,
    "/r/mczbf-2019-31/": 9,
    "/r/tezhongshebei/": 4,
    "/r/wuzhangai/": 2,
    "/compare/mczbf-2019-31/mczbf-2024-12-1/": 4,
    "/register/": 2,
    "/stale/": 1,
    "/cleanup/": 1,
    "/search/": 0,
    "/suggest/?q=电梯": 1,
    "/report/": 0,
    "/report/?r=mczbf-2024-12-1&path=art_2": 3,
    "/check/": 0,
    "/help/": 0,
    "/help/search/": 0,
    "/help/statuses/": 0,
    "/help/modes/": 0,
    "/robots.txt": 0,
    "/sitemap.xml": 4,
    "/feeds/expiry.atom": 1,
    "/feeds/expiry.ics": 2,
}
# What finds and what does not. The words that a search knows are read once for each process, so these are
# asked for twice.
SEARCHES = {"/search/?q=电梯": 7, "/search/?q=督导": 4}
KEPT_FOR_A_WHILE = (
    "search.vocabulary.KEPT_SECONDS",
    "search.backends.postgres.KEPT_SECONDS",
    "search.backends.postgres.SMALL_KEPT_SECONDS",
    "search.backends.tantivy_index.LOOK_SECONDS",
)
NOT_THERE = {"/nowhere/": 0, "/r/nowhere/": 2, "/r/mczbf-2024-99/": 2, ACT + "art_99/": 10}


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(("address", "queries"), COUNTS.items())
def test_a_page_asks_a_fixed_number_of_queries(
    client: Client,
    library: Library,
    address: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
    more_acts(library)
    cache.clear()
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.fixture
def kept_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process whose search keeps for an hour what it reads now and then."""
    for name in KEPT_FOR_A_WHILE:
        monkeypatch.setattr(name, 3600.0)


@pytest.mark.parametrize(("address", "queries"), SEARCHES.items())
def test_a_search_asks_a_fixed_number_of_queries(
    client: Client,
    library: Library,
    address: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
    kept_answers: None,
) -> None:
    _index_all()
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
    more_acts(library)
    _index_all()
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def _index_all() -> None:
    index_regulations(list(Regulation.objects.filter(is_stub=False).values_list("pk", flat=True)))


@pytest.mark.parametrize(("address", "queries"), NOT_THERE.items())
def test_what_is_not_there_asks_a_fixed_number_too(
    client: Client,
    library: Library,
    address: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 404


def test_the_totals_of_the_home_page_are_kept(
    client: Client, library: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/")
    with django_assert_num_queries(COUNTS["/"] - 2):
        client.get("/")
