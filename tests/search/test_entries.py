"""Entries in their table: written in bulk, with words and vectors, without loss of any character."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from regulations.models import Provision
from search import indexer, services
from search.index_documents import spaced_grams
from search.models import SearchEntry
from search.segmenter import Dictionary, RjiebaCutter, Segmenter
from search.title_lookup import find_titles
from search.tsvector import LAST_POSITION, MOST_POSITIONS, TokenPlacer, head_literal, vector_literal
from tests.search.library import Library

PLACER = TokenPlacer(Segmenter(RjiebaCutter(), Dictionary(frozenset({"厨余垃圾"}))))
AWKWARD = "行一\t制表\\反斜\n行二 16\n'引号' \\N \0"


def test_words_are_written_as_they_are(library: Library) -> None:
    place = Provision.objects.filter(version__regulation=library.waste)[0]
    Provision.objects.filter(pk=place.pk).update(text=AWKWARD.replace("\0", ""))
    services.index_regulations([library.waste.pk])
    entry = SearchEntry.objects.get(provision=place)
    assert entry.body == AWKWARD.replace("\0", "")
    assert entry.title == library.waste.title
    assert entry.place == "第一条"
    assert entry.effective_on == date(2023, 3, 1)
    assert entry.repealed_on is None


def test_a_batch_leaves_no_entries_waiting(library: Library) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_entry_tsv')")
        assert cursor.fetchone() == (0,)


def test_the_head_holds_words_above_the_body_only(library: Library) -> None:
    entry = SearchEntry.objects.get(regulation=library.cabs, place="第二条")
    assert "'驾驶员'" in entry.head
    assert "~" not in entry.head
    assert "从业资格证" not in entry.head


def test_the_vector_of_a_title() -> None:
    literal = vector_literal(PLACER.place(("民政", "", "", "")))
    assert literal == "'民政':1A '~民政':1A"
    assert head_literal(PLACER.place(("民政", "", "", "罚款"))) == "'民政':1A"


def test_a_vector_keeps_within_its_limits() -> None:
    many = PLACER.place(("", "", "", "罚款" * (MOST_POSITIONS + 50)))
    assert sum(term == "~罚款" for _, term in many[0].grams) == MOST_POSITIONS
    far = PLACER.place(("", "", "", "甲" * LAST_POSITION + "罚款处理"))
    assert {at for at, term in far[0].grams if term in ("~罚款", "~款处")} == {LAST_POSITION}


@pytest.mark.parametrize("text", ["", "。，", "甲"])
def test_what_has_no_bigram_has_no_spaced_text(text: str) -> None:
    assert spaced_grams(PLACER.place(("", "", "", text))) == ""


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet="厨余垃圾处理。4.3罚款 \n", max_size=60),
    st.text(alphabet="管理办法（试行）", max_size=12),
)
def test_the_nth_word_of_the_spaced_text_stands_at_place_n(body: str, title: str) -> None:
    fields = PLACER.place((title, "", "", body))
    words = spaced_grams(fields).split(" ")
    placed = {(at, term) for field in fields for at, term in field.grams}
    assert {(at, word) for at, word in enumerate(words) if word not in ("_", "")} == placed


def test_entries_of_older_rules_are_written_anew(library: Library) -> None:
    entries = SearchEntry.objects.filter(regulation=library.waste)
    entries.update(analyzer_version=1_000_000, body="")
    chronicle = SearchEntry.objects.filter(chronicle=library.chronicle)
    chronicle.update(analyzer_version=0)
    assert indexer.rewrite_outdated() == entries.count() + chronicle.count()
    assert not entries.filter(place="第三条", body="").exists()
    assert indexer.rewrite_outdated() == 0


class TestTitles:
    @pytest.mark.parametrize(
        "key", ["厨余垃圾管理办法", "厨余垃圾管理办发", "明川市城市厨余垃圾管理办法", "厨余垃圾"]
    )
    def test_a_title_or_half_of_it(self, library: Library, key: str) -> None:
        assert [act.regulation_id for act in find_titles(key, key).acts] == [library.waste.pk]

    @pytest.mark.parametrize("key", ["饲喂畜禽", "囍", "", "'||'", "%", "废物厨余垃圾理办法"])
    def test_what_no_title_holds(self, library: Library, key: str) -> None:
        assert not find_titles(key, key).acts

    def test_an_act_that_is_not_public_is_not_named(self, library: Library) -> None:
        SearchEntry.objects.filter(regulation=library.waste).update(is_public=False)
        assert not find_titles("厨余垃圾管理办法", "厨余垃圾管理办法").acts

    def test_a_stub_of_that_title(self, library: Library) -> None:
        library.law.__class__.objects.filter(pk=library.law.pk).update(is_stub=True)
        services.remove_regulations([library.law.pk])
        found = find_titles(library.law.title_key, library.law.title)
        assert found.stubs == (library.law.pk,)
        assert not found.acts
