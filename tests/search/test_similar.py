"""Provisions of other acts that read like one: the same from both backends, on a page and in the API."""

from pathlib import Path

import pytest
from django.test import Client

from documents.models import Document
from regulations.models import Provision, Regulation
from search import indexer, services
from search.backends.postgres import PostgresBackend
from search.backends.tantivy_index import TantivyBackend
from search.candidate_texts import EntryRow
from search.models import SearchEntry
from search.similar import entry_at, find_similar
from tests.search.library import Library

TEXT = "厨余垃圾收集、运输单位应当密闭运输，不得沿途遗撒滴漏，建立转移联单台账。"


def place(act: Regulation, cite: str) -> EntryRow:
    path = Provision.objects.get(version__regulation=act, cite=cite).path
    row = entry_at(act.slug, path)
    assert row
    return row


@pytest.fixture
def alike(library: Library) -> Library:
    """One article each of two acts reads nearly the same."""
    for act, text in ((library.waste, TEXT), (library.law, f"固体废物和{TEXT}")):
        first = Provision.objects.filter(version__regulation=act).exclude(cite="").order_by("pk").first()
        assert first
        Provision.objects.filter(pk=first.pk).update(text=text)
    services.index_regulations([library.waste.pk, library.law.pk])
    return library


def twin_of(act: Regulation) -> EntryRow:
    entry = SearchEntry.objects.get(regulation=act, body__contains="沿途遗撒滴漏", kind="provision")
    return place(act, entry.place)


def test_the_twin_in_another_act_comes_first(alike: Library) -> None:
    found = find_similar(twin_of(alike.waste), backend=PostgresBackend())
    assert [each.row.regulation_id for each in found][:1] == [alike.law.pk]
    assert found[0].alike > 0.5
    assert {"滴漏", "联单"} & set(found[0].words) or len(found[0].words) >= 2
    assert found[0].snippet.text in found[0].row.body
    assert all(each.row.regulation_id != alike.waste.pk for each in found)


def test_both_backends_find_the_same(alike: Library, tmp_path: Path) -> None:
    indexer.open_follower(tmp_path).close()
    row = twin_of(alike.waste)
    answers = [
        [(each.row.pk, round(each.alike, 6)) for each in find_similar(row, backend=backend)]
        for backend in (PostgresBackend(), TantivyBackend(tmp_path))
    ]
    assert answers[0] == answers[1] != []


def test_what_has_no_like_says_so(alike: Library, client: Client) -> None:
    row = place(alike.cabs, "第一条")
    assert find_similar(row) == ()
    page = client.get(f"/similar/{row.act_slug}/{row.path}/").content.decode()
    assert "没有找到用词相近的条款" in page


def test_the_page_and_the_api_name_the_twin(alike: Library, client: Client) -> None:
    row = twin_of(alike.waste)
    page = client.get(f"/similar/{row.act_slug}/{row.path}/").content.decode()
    assert alike.law.title in page
    answer = client.get("/api/v1/search/similar/", {"slug": row.act_slug, "place": row.path}).json()
    assert [each["title"] for each in answer] == [alike.law.title]
    assert 0 < answer[0]["alike"] <= 1


def test_a_part_of_an_article_stands_for_the_article(alike: Library) -> None:
    row = twin_of(alike.waste)
    assert entry_at(row.act_slug, f"{row.path}/para_9/item_2") == row


@pytest.mark.parametrize("path", ["art_999", "x\0y", "para_1", "…"])
def test_no_such_place(alike: Library, client: Client, path: str) -> None:
    assert entry_at(alike.waste.slug, path) is None
    assert client.get(f"/similar/{alike.waste.slug}/{path}/").status_code == 404
    answer = client.get("/api/v1/search/similar/", {"slug": alike.waste.slug, "place": path})
    assert answer.status_code in (400, 404)


def test_a_withdrawn_text_is_similar_to_nothing(alike: Library, client: Client) -> None:
    row = twin_of(alike.waste)
    Document.objects.filter(pk=alike.waste.document_id).update(publication=Document.Publication.WITHDRAWN)
    assert entry_at(row.act_slug, str(row.path)) is None
    assert all(each.row.regulation_id != alike.waste.pk for each in find_similar(twin_of(alike.law)))


def test_unknown_parameters_are_refused(db: None, client: Client) -> None:
    assert client.get("/api/v1/search/similar/?slug=a&place=b&x=1").status_code == 400
    assert client.get("/api/v1/search/similar/").status_code == 400
