"""What each backend does in its own way: statuses by ranges, frequencies, the cap of PostgreSQL."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulations.status import CODES, LifeFacts, status_on
from search import indexer, services, vocabulary
from search.backends import backends, postgres
from search.backends.base import Request
from search.backends.postgres import PostgresBackend
from search.backends.tantivy_index import TantivyBackend
from search.backends.tantivy_query import Translator
from search.backends.tantivy_status import read_statuses, status_aggregation
from search.index_documents import _days
from search.index_files import schema
from search.models import SearchEntry
from search.planner import Alternative, Plan, Term, alternatives_of, make_plan, weigh
from search.query import Filters, parse_query
from search.selectors import search
from tests.search.library import Library

TODAY = date(2024, 1, 1)
DAYS = st.none() | st.integers(-3, 3).map(lambda n: TODAY + timedelta(days=n))


def request_for(typed: str, backend: Any) -> Request:
    plan = make_plan(parse_query(typed), vocabulary.segmenter(), vocabulary.lexicon())
    plan = weigh(plan, *backend.frequencies(alternatives_of(plan)))
    return Request(plan, (tuple(range(len(plan.groups))),), Filters(), TODAY)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(DAYS, DAYS, DAYS, DAYS, st.booleans()), max_size=12))
def test_statuses_by_ranges_are_those_of_the_rule(lives: list[tuple[Any, ...]]) -> None:
    import tantivy

    index = tantivy.Index(schema())
    index.register_tokenizer("spaced", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = index.writer(15_000_000, 1)
    wanted: dict[str, int] = {}
    for effective, expires, repealed, spent, is_text in lives:
        row = {"effective_on": effective, "expires_on": expires, "repealed_on": repealed, "spent_on": spent}
        if not is_text:
            row = dict.fromkeys(row)
        document = tantivy.Document()
        for name, day in _days({**row, "regulation_id": 1 if is_text else None}).items():
            document.add_integer(name, day)
        writer.add_document(document)
        if is_text:
            code = status_on(TODAY, LifeFacts(effective, expires, repealed, spent)).code
            wanted[code] = wanted.get(code, 0) + 1
    writer.commit()
    index.reload()
    searcher = index.searcher()
    answer = searcher.aggregate(tantivy.Query.all_query(), status_aggregation(TODAY))
    assert read_statuses(answer, TODAY) == wanted
    asked = {code: searcher.search(Translator(index).status(code, TODAY), 1) for code in CODES}
    assert {code: answer.count for code, answer in asked.items() if answer.count} == wanted


@pytest.mark.parametrize("typed", ["厨余垃圾", "驾驶员 绕道", "办法", "民政", "畜禽养殖", "囍囍"])
def test_both_count_words_alike(library: Library, tmp_path: Path, typed: str) -> None:
    indexer.rebuild(tmp_path / "i")
    plan = make_plan(parse_query(typed), vocabulary.segmenter(), vocabulary.lexicon())
    ways = alternatives_of(plan)
    one, other = PostgresBackend().frequencies(ways), TantivyBackend(tmp_path / "i").frequencies(ways)
    assert one == other


@pytest.mark.parametrize("typed", ["厨余垃圾", "厨余垃圾 -罚款", "厨余垃圾 -罚款 -驾驶员 -甩客"])
def test_what_is_excluded_is_asked_for_in_one_condition(library: Library, typed: str) -> None:
    request = request_for(typed, PostgresBackend())
    asked = str(postgres.matching(replace(request, sets=((0,),))).query)
    assert asked.count("@@") == 1
    assert asked.count("&!(") == ("-" in typed)


def test_what_is_excluded_alone_leaves_the_rest(library: Library) -> None:
    request = replace(request_for("-厨余垃圾", PostgresBackend()), sets=())
    held = set(postgres.matching(request).values_list("pk", flat=True))
    assert held
    assert held == set(SearchEntry.objects.values_list("pk", flat=True)) - set(
        postgres.matching(replace(request_for("厨余垃圾", PostgresBackend()), sets=((0,),))).values_list(
            "pk", flat=True
        )
    )


def test_words_that_stand_in_no_row_are_not_counted(library: Library) -> None:
    nothing = Alternative((Term("囍囍", grams=True),))
    assert PostgresBackend().frequencies([nothing])[0] == {nothing: 0}


class TestCap:
    @pytest.fixture(autouse=True)
    def low(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgres, "CAP", 3)

    def test_more_than_the_cap_is_said(self, library: Library) -> None:
        backend = PostgresBackend()
        found = backend.find(request_for("明川市", backend))
        assert found.capped
        assert found.total == 3

    def test_local_ones_are_scored_even_if_they_come_late(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres, "CAP", 1)
        SearchEntry.objects.filter(chronicle=library.chronicle).delete()
        services.index_regulations([library.waste.pk])
        backend = PostgresBackend()
        found = backend.find(request_for("厨余垃圾", backend))
        levels = list(
            SearchEntry.objects.filter(pk__in=[c.entry_id for c in found.candidates]).values_list(
                "level", flat=True
            )
        )
        assert levels.count("city") >= 2

    def test_facets_stay_exact(self, library: Library) -> None:
        backend = PostgresBackend()
        assert backend.facets(request_for("厨余垃圾", backend))["level"] == {"city": 6, "national": 1}

    def test_under_the_cap_nothing_is_said(self, library: Library) -> None:
        backend = PostgresBackend()
        found = backend.find(request_for("甩客", backend))
        assert (found.total, found.capped) == (1, False)


def test_nothing_is_found_by_nothing(library: Library) -> None:
    found = PostgresBackend().find(Request(Plan(titles=(Term("囍"),)), ((),), Filters(), TODAY))
    assert (found.total, found.candidates) == (0, ())


@pytest.mark.parametrize(("wanted", "names"), [(True, ["tantivy", "postgresql"]), (False, ["postgresql"])])
def test_the_read_index_can_be_switched_off(settings: Any, wanted: bool, names: list[str]) -> None:
    settings.SEARCH_READ_INDEX = wanted
    assert [backend.name for backend in backends()] == names


def test_without_the_read_index_postgresql_answers(library: Library, settings: Any) -> None:
    settings.SEARCH_READ_INDEX = False
    indexer.rebuild(Path(settings.SEARCH_INDEX_DIR))
    assert search(parse_query("厨余垃圾 罚款")).backend == "postgresql"


@pytest.mark.parametrize(
    ("name", "statements"), [("postgresql", 4), ("tantivy", 2)], ids=["postgresql", "tantivy"]
)
def test_statements_of_a_search(
    library: Library, tmp_path: Path, django_assert_num_queries: Any, name: str, statements: int
) -> None:
    """Titles, rows; PostgreSQL alone counts the words and finds the matches as well."""
    indexer.rebuild(tmp_path / "i")
    backend = PostgresBackend() if name == "postgresql" else TantivyBackend(tmp_path / "i")
    search(parse_query("畜禽 罚款"), backend=backend)
    with django_assert_num_queries(statements):
        search(parse_query("驾驶员"), backend=backend)


def test_counts_of_a_library_that_has_grown_are_not_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = alternatives_of(make_plan(parse_query("驾驶员"), vocabulary.segmenter(), vocabulary.lexicon()))
    backend = PostgresBackend()
    counts, total = backend.frequencies(ways)
    SearchEntry.objects.filter(provision__text__contains="驾驶员").delete()
    assert backend.frequencies(ways) == (counts, total)
    monkeypatch.setattr(postgres, "SMALL_KEPT_SECONDS", -1.0)
    fewer, left = backend.frequencies(ways)
    assert left == SearchEntry.objects.count() < total
    assert sum(fewer.values()) < sum(counts.values())
