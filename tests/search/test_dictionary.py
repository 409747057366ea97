"""The dictionary grows by versions; the thesaurus is loaded without touching people's rows."""

from collections.abc import Sequence

import pytest
from django.db import transaction

from search import dictionary_growth, indexer, services, vocabulary
from search.models import DictionaryTerm, DictionaryVersion, SearchEntry, Synonym
from search.query import parse_query
from search.selectors import search
from tests.search.library import Library


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("云岭省明川市人民政府", ["云岭省", "明川市"]),
        ("湖城县住房和城乡建设局", ["湖城县"]),
        ("国务院", []),
        ("城市管理局", []),
    ],
)
def test_places_of_a_body(name: str, places: list[str]) -> None:
    assert list(dictionary_growth.places_of(name)) == places


@pytest.mark.parametrize(
    ("title", "subject"),
    [("明川市雪花岩石管理办法", "雪花岩石"), ("关于做好年度工作的通知", ""), ("办法", "")],
)
def test_the_subject_of_a_title(title: str, subject: str) -> None:
    assert dictionary_growth.subject_of(title) == subject


def test_a_published_term_is_in_index_and_query(library: Library) -> None:
    DictionaryTerm.objects.create(term="餐厨处理项目", version=0)
    DictionaryTerm.objects.create(term="理处理项", version=0)
    assert dictionary_growth.publish() == 1
    assert dictionary_growth.publish() == 1
    assert DictionaryVersion.objects.get().number == 1
    version = vocabulary.segmenter().version
    assert "餐厨处理项目" in vocabulary.segmenter().dictionary.terms
    assert SearchEntry.objects.exclude(analyzer_version=version).exists()
    assert search(parse_query("厨余垃圾处理项目")).hits[0].row.chronicle_id == library.chronicle.pk


def test_new_terms_come_from_titles_and_issuers(library: Library) -> None:
    assert dictionary_growth.propose_terms([library.waste.pk, library.cabs.pk]) > 0
    assert DictionaryTerm.objects.get(term="明川市").kind == "place"
    assert dictionary_growth.propose_terms([library.waste.pk, library.cabs.pk]) == 0


def test_a_place_keeps_words_from_lying_across_it(library: Library) -> None:
    dictionary_growth.propose_terms([library.waste.pk])
    dictionary_growth.publish()
    assert [hit.row.place for hit in search(parse_query("民政")).hits] == ["第二条"]


def test_reloading_the_thesaurus_leaves_edited_rows(db: None) -> None:
    edited = Synonym.objects.create(everyday="囍", official="喜事", edited=True)
    plain = Synonym.objects.create(everyday="囍囍", official="喜事")
    Synonym.objects.filter(everyday="泔水").delete()
    added, removed = services.load_thesaurus()
    assert added > 0
    assert removed == 1
    assert Synonym.objects.filter(pk=edited.pk).exists()
    assert not Synonym.objects.filter(pk=plain.pk).exists()
    assert services.load_thesaurus() == (0, 0)


def test_an_inactive_synonym_is_not_used(library: Library) -> None:
    assert search(parse_query("泔水")).total > 0
    Synonym.objects.filter(everyday="泔水").update(is_active=False)
    vocabulary.forget()
    assert search(parse_query("泔水")).total == 0


def test_files_that_came_with_newer_code_lead_to_a_new_version(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dictionary_growth.take_shipped_terms()
    assert dictionary_growth.take_shipped_terms() == first == 1
    assert not dictionary_growth.has_grown()
    newer = vocabulary.base_terms() | {"处理项"}
    monkeypatch.setattr(vocabulary, "base_terms", lambda: newer)
    assert "处理项" not in vocabulary.segmenter().dictionary.terms
    before = indexer.wanted_version()
    assert dictionary_growth.take_shipped_terms() == 2
    assert "处理项" in vocabulary.segmenter().dictionary.terms
    assert indexer.wanted_version() != before
    rewritten = SearchEntry.objects.filter(analyzer_version=vocabulary.segmenter().version)
    assert [entry.chronicle for entry in rewritten.filter(body__contains="处理项")] == [library.chronicle]
    assert not rewritten.exclude(body__contains="处理项").exclude(chronicle=library.chronicle).exists()


def test_a_publication_that_was_cut_short_leaves_no_term_waiting(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    dictionary_growth.take_shipped_terms()
    newer = vocabulary.base_terms() | {"处理项"}
    monkeypatch.setattr(vocabulary, "base_terms", lambda: newer)
    with monkeypatch.context() as cut:
        cut.setattr(services, "index_chronicles", _killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            dictionary_growth.take_shipped_terms()
    assert not DictionaryTerm.objects.filter(term="处理项").exists()
    assert vocabulary.published_version() == 1
    assert dictionary_growth.take_shipped_terms() == 2


def test_a_term_of_the_files_that_was_left_waiting_is_published(library: Library) -> None:
    dictionary_growth.take_shipped_terms()
    DictionaryTerm.objects.filter(term="厨余垃圾").update(version=0)
    assert dictionary_growth.take_shipped_terms() == 2
    assert DictionaryTerm.objects.get(term="厨余垃圾").version == 2


def test_a_term_of_the_texts_waits_for_its_own_publication(library: Library) -> None:
    first = dictionary_growth.take_shipped_terms()
    DictionaryTerm.objects.create(term="囍囍囍", source="题名")
    assert dictionary_growth.take_shipped_terms() == first
    assert DictionaryTerm.objects.get(term="囍囍囍").version == 0


def _killed(ids: Sequence[int]) -> int:
    raise KeyboardInterrupt


def test_terms_of_the_files_are_known_before_any_index_was_made(db: None) -> None:
    assert "厨余垃圾" in vocabulary.segmenter().dictionary.terms
    DictionaryTerm.objects.create(term="囍囍囍", source="题名", version=1)
    DictionaryVersion.objects.update_or_create(pk=1, defaults={"number": 1})
    vocabulary.forget()
    assert {"厨余垃圾", "囍囍囍"} <= vocabulary.segmenter().dictionary.terms


def test_changed_lines_of_the_files_reach_rows_that_nobody_edited(db: None) -> None:
    row = Synonym.objects.filter(everyday="网约车").first()
    assert row
    Synonym.objects.filter(pk=row.pk).update(both_ways=not row.both_ways, field="x")
    services.load_thesaurus()
    again = Synonym.objects.get(pk=row.pk)
    assert (again.both_ways, again.field) == (row.both_ways, row.field)


def test_a_removed_row_of_the_files_stays_switched_off(db: None) -> None:
    own = Synonym.objects.create(everyday="囍", official="喜事", edited=True)
    chosen = Synonym.objects.filter(everyday="泔水") | Synonym.objects.filter(pk=own.pk)
    services.remove_synonyms(chosen)
    services.load_thesaurus()
    rows = Synonym.objects.filter(everyday="泔水")
    assert rows
    assert not rows.filter(is_active=True)
    assert not Synonym.objects.filter(everyday="囍")
