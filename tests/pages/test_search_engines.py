"""Lists of persons can be kept out of search engines; readers of the site see no difference."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from documents.models import ActionRecord, Document
from documents.services.publication import decide_engines
from tests.pages.library import TITLE, Library

ACT = "/r/mczbf-2024-12-1/"


@pytest.fixture
def editor(db: None) -> User:
    """Somebody who decides."""
    return User.objects.create_user("editor")


def document_of(library: Library) -> Document:
    """The document that issues the rules."""
    assert library.rules.document is not None
    return library.rules.document


def test_search_engines_may_have_what_nobody_kept_out(client: Client, library: Library) -> None:
    answer = client.get(ACT)
    assert "X-Robots-Tag" not in answer
    assert 'content="noindex"' not in answer.content.decode()
    assert ACT in client.get("/sitemap-acts.xml").content.decode()


@pytest.mark.parametrize("address", [ACT, ACT + "art_2/", ACT + "?pick=art_1", "/r/mczbf-2024-12/"])
def test_what_is_kept_out_says_so(client: Client, library: Library, editor: User, address: str) -> None:
    assert decide_engines(document_ids=[document_of(library).pk], kept_out=True, user=editor) == 1
    answer = client.get(address)
    assert answer["X-Robots-Tag"] == "noindex"
    assert 'content="noindex"' in answer.content.decode()


def test_it_leaves_the_sitemap_and_nothing_else(client: Client, library: Library, editor: User) -> None:
    decide_engines(document_ids=[document_of(library).pk], kept_out=True, user=editor)
    sitemap = client.get("/sitemap-acts.xml").content.decode()
    assert ACT not in sitemap
    assert "/r/mczbf-2024-13/" in sitemap
    assert "/r/tezhongshebei/" in sitemap
    assert TITLE in client.get("/acts/").content.decode()


def test_it_is_written_down_once_and_can_be_taken_back(
    client: Client, library: Library, editor: User
) -> None:
    wanted = [document_of(library).pk]
    decide_engines(document_ids=wanted, kept_out=True, user=editor)
    assert decide_engines(document_ids=wanted, kept_out=True, user=editor) == 0
    assert decide_engines(document_ids=wanted, kept_out=False, user=editor) == 1
    assert "X-Robots-Tag" not in client.get(ACT)
    told = ActionRecord.objects.filter(verb="engines").order_by("pk").values_list("after", flat=True)
    assert list(told) == [{"kept_from_engines": True}, {"kept_from_engines": False}]


def test_administrators_do_it_on_the_list_of_documents(admin_client: Client, library: Library) -> None:
    document = document_of(library)
    form = {"action": "keep_out", "_selected_action": [document.pk]}
    assert admin_client.post("/admin/documents/document/", form).status_code == 302
    document.refresh_from_db()
    assert document.kept_from_engines
