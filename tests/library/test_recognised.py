"""A text read from pictures says so on its page, in lists, among hits, in answers to programs."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from documents.gazette.readers import isolated
from documents.gazette.source import SourceText
from documents.services import sources
from regulations.models import Regulation
from regulations.services import ingest
from tests.library.samples import LAW, NOTICE

pytestmark = pytest.mark.django_db
WORDS = "文字由识别得来"


def load(text: str, name: str, *, scanned: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ingest a text as if its lines had come from pictures, or not."""

    def read(*arguments: Any, **named: Any) -> SourceText:
        return replace(isolated.read_isolated(*arguments, **named), ocr=scanned)

    monkeypatch.setattr(ingest, "read_isolated", read)
    source, _ = sources.register_source(data=text.encode(), name=name)
    assert ingest.ingest_source(source.pk)


@pytest.mark.parametrize("scanned", [True, False])
def test_the_mark_shows_wherever_the_text_shows(
    scanned: bool, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(NOTICE, "a.txt", scanned=scanned, monkeypatch=monkeypatch)
    act = Regulation.objects.filter(document__isnull=False).order_by("-ordinal")[0]
    issue = act.document.issue  # type: ignore[union-attr]
    pages = [act.get_absolute_url(), f"/issues/{issue.slug}/", f"/search/?q={act.title}"]
    assert [WORDS in client.get(page).content.decode() for page in pages] == [scanned] * 3
    answer = client.get(f"/api/v1/regulations/{act.slug}/").json()
    assert answer["is_recognised"] is scanned
    hits = client.get("/api/v1/search/", {"q": act.title}).json()["results"]
    assert hits
    assert {hit["document"]["is_recognised"] for hit in hits} == {scanned}


def test_a_better_copy_of_the_same_issue_takes_the_mark_away(monkeypatch: pytest.MonkeyPatch) -> None:
    load(NOTICE, "a.txt", scanned=True, monkeypatch=monkeypatch)
    assert Regulation.objects.filter(is_recognised=True).exists()
    load(NOTICE + "\n", "b.txt", scanned=False, monkeypatch=monkeypatch)
    assert not Regulation.objects.filter(is_recognised=True).exists()


def test_acts_that_are_only_cited_have_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    load(LAW, "b.md", scanned=True, monkeypatch=monkeypatch)
    assert set(Regulation.objects.filter(is_stub=True).values_list("is_recognised", flat=True)) <= {False}
    assert Regulation.objects.get(is_stub=False).is_recognised
