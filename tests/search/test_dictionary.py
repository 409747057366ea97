"""The dictionary grows by versions; the thesaurus is loaded without touching people's rows."""

import pytest

from search import dictionary_growth, services, vocabulary
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
    assert search(parse_query("厨余垃圾处理项目")).hits[0].row.entry.chronicle == library.chronicle


def test_new_terms_come_from_titles_and_issuers(library: Library) -> None:
    assert dictionary_growth.propose_terms([library.waste.pk, library.cabs.pk]) > 0
    assert DictionaryTerm.objects.get(term="明川市").kind == "place"
    assert dictionary_growth.propose_terms([library.waste.pk, library.cabs.pk]) == 0


def test_a_place_keeps_words_from_lying_across_it(library: Library) -> None:
    dictionary_growth.propose_terms([library.waste.pk])
    dictionary_growth.publish()
    assert [hit.row.entry.place for hit in search(parse_query("民政")).hits] == ["第二条"]


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
