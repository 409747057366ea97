"""How many statements a search takes, and how those that stand prepared behave."""

from pathlib import Path

import pytest
from django.db import DataError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from jincheng_gov.prepared import Prepared, array
from search import indexer, vocabulary
from search.backends import tantivy_index
from search.backends.tantivy_index import TantivyBackend
from search.bench.engines import request_of
from search.candidate_texts import read_rows
from search.models import DictionaryVersion, SearchEntry, Synonym
from search.query import parse_query
from search.selectors import search
from search.title_lookup import Titled, find_titles
from tests.search.library import Library


@pytest.fixture
def quick(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TantivyBackend:
    monkeypatch.setattr(tantivy_index, "LOOK_SECONDS", 1e6)
    monkeypatch.setattr(vocabulary, "KEPT_SECONDS", 1e6)
    indexer.rebuild(tmp_path / "suite")
    return TantivyBackend(tmp_path / "suite")


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        ("厨余垃圾 罚款", 2),
        ("泔水能不能喂猪", 2),
        ("城市厨余垃圾管理办法第4条", 3),
        ("明政办〔2021〕4号", 2),
        ("“饲喂畜禽” -罚款", 1),
        ("钛合金鱼竿", 1),
        ("", 0),
    ],
)
def test_a_search_takes_few_statements(
    quick: TantivyBackend, typed: str, most: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    search(parse_query(typed), backend=quick)
    with django_assert_num_queries(most):
        search(parse_query(typed), backend=quick, facets=True)


@pytest.mark.django_db
class TestPrepared:
    """Statements under a name."""

    def test_is_prepared_once_a_connection(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        doubled = Prepared("test_doubled", "SELECT $1 * 2", "int")
        assert doubled.fetch("4") == [(8,)]
        with django_assert_num_queries(1):
            assert doubled.fetch("5") == [(10,)]

    def test_a_statement_that_fails_may_be_tried_again(self) -> None:
        inverse = Prepared("test_inverse", "SELECT 100 / $1", "int")
        for _ in range(2):
            with pytest.raises(DataError), transaction.atomic():
                inverse.fetch("0")
        assert inverse.fetch("4") == [(25,)]

    def test_what_could_not_be_prepared_is_prepared_when_it_can(self) -> None:
        later = Prepared("test_later", "SELECT count(*) FROM test_of_statements WHERE id > $1", "int")
        with pytest.raises(Exception, match="test_of_statements"), transaction.atomic():
            later.fetch("0")
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE test_of_statements (id int) ON COMMIT DROP")
        assert later.fetch("0") == [(0,)]

    @pytest.mark.parametrize("value", ["'; DROP TABLE search_searchentry; --", "%s", "$1", "\\", "甲"])
    def test_a_value_is_a_value(self, value: str) -> None:
        assert Prepared("test_same", "SELECT $1", "text").fetch(value) == [(value,)]

    def test_an_array_of_numbers(self) -> None:
        assert array([3, 1]) == "{3,1}"
        assert Prepared("test_array", "SELECT cardinality($1)", "bigint[]").fetch(array([])) == [(0,)]


class TestRows:
    """What may not be shown is not read, whatever an index says."""

    def test_an_entry_that_is_not_public(self, library: Library) -> None:
        entry = SearchEntry.objects.filter(regulation=library.waste)[0]
        assert entry.pk in read_rows([entry.pk])
        SearchEntry.objects.filter(pk=entry.pk).update(is_public=False)
        assert not read_rows([entry.pk])

    def test_ids_that_no_entry_has(self, library: Library) -> None:
        assert read_rows([]) == read_rows([10**12]) == {}

    def test_the_words_are_those_stored(self, library: Library) -> None:
        rows = read_rows(list(SearchEntry.objects.values_list("pk", flat=True)))
        assert rows.keys() == set(SearchEntry.objects.values_list("pk", flat=True))
        for entry in SearchEntry.objects.all():
            row = rows[entry.pk]
            own = "" if entry.kind == SearchEntry.Kind.ACT else entry.heading
            assert (row.title, row.heading, row.context, row.body) == (
                entry.title,
                own,
                entry.context,
                entry.body,
            )
            assert bool(row.chronicle_slug) == (row.regulation_id is None)


class TestTitles:
    """Titles are looked up by their own words alone."""

    def test_an_issuer_is_no_title(self, library: Library) -> None:
        assert SearchEntry.objects.filter(kind="act", context__contains="明川市人民政府").exists()
        assert not find_titles("人民政府", "人民政府").acts
        worded = find_titles("囍囍", "囍囍", ["'人民政府'", "'厨余垃圾'"]).worded
        assert [[act.regulation_id for act in acts] for acts in worded] == [[], [library.waste.pk]]
        assert find_titles("囍囍", "囍囍") == Titled()

    def test_only_whole_texts_have_a_vector_of_titles(self, library: Library) -> None:
        named = SearchEntry.objects.filter(named__isnull=False)
        assert set(named.values_list("kind", flat=True)) == {SearchEntry.Kind.ACT}
        assert named.count() == SearchEntry.objects.filter(kind="act").count()


class TestThesaurusNumber:
    """The database counts the changes of the thesaurus."""

    def number(self) -> int:
        return DictionaryVersion.objects.filter(pk=1).values_list("thesaurus", flat=True).first() or 0

    @pytest.mark.django_db
    def test_any_change_counts(self) -> None:
        seen = [self.number()]
        row = Synonym.objects.create(everyday="囍囍", official="囍")
        seen.append(self.number())
        Synonym.objects.filter(pk=row.pk).update(is_active=False)
        seen.append(self.number())
        row.delete()
        seen.append(self.number())
        assert seen == sorted(set(seen))

    @pytest.mark.django_db
    def test_a_change_is_read_and_nothing_else_is(
        self, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        monkeypatch.setattr(vocabulary, "KEPT_SECONDS", -1.0)
        before = vocabulary.lexicon()
        with django_assert_num_queries(1):
            assert vocabulary.lexicon() is before
        Synonym.objects.create(everyday="囍囍", official="囍")
        assert "囍囍" in vocabulary.lexicon().synonyms


def test_a_place_with_the_words_in_its_heading_is_kept_among_many(library: Library, tmp_path: Path) -> None:
    headed = SearchEntry.objects.filter(kind="provision").exclude(heading="").order_by("-length")[0]
    SearchEntry.objects.filter(kind="provision").exclude(pk=headed.pk).update(heading="")
    indexer.rebuild(tmp_path / "headed")
    backend = TantivyBackend(tmp_path / "headed")
    request = request_of(headed.heading, backend)
    assert headed.pk in [candidate.entry_id for candidate in backend.find(request, limit=1).candidates]
