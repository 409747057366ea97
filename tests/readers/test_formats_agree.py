"""The same issue reads the same from Word, web page and two-column PDF."""

from pathlib import Path

import pytest

from documents.gazette.readers import SourceText, read_source
from documents.gazette.readers.formats import read_format
from fixtures.build import build_issue, issue_keys
from regulations.reading import read_gazette, to_json


def words(source: SourceText) -> str:
    dropped = {drop.line for drop in source.dropped}
    text = "".join(line.text for line in source.lines if line.number not in dropped)
    return "".join(text.split()).replace("³", "3")


def cells(source: SourceText) -> list[tuple[tuple[str, ...], ...]]:
    return [(table.header, *table.rows) for table in source.tables]


@pytest.mark.parametrize("key", issue_keys())
def test_words_and_tables_are_the_same(key: str, tmp_path: Path) -> None:
    read = {}
    for form in ("docx", "html", "pdf"):
        path = build_issue(key, form, tmp_path).path
        read[form] = read_format(path.read_bytes(), form)
    assert words(read["docx"]) == words(read["html"])
    assert words(read["docx"]).startswith(words(read["pdf"]))
    assert cells(read["docx"]) == cells(read["html"]) == cells(read["pdf"])


Fact = tuple[str | None, ...]


def facts(source: SourceText) -> list[Fact]:
    """Documents, texts, articles, headings and table cells in the order printed."""
    found: list[Fact] = []
    for document in to_json(read_gazette(source))["documents"]:
        found.append(("document", document["title"], document["doc_number"], document["signed_on"]))
        for part in document["parts"]:
            found.append(("part", part["title"], part["role"], part["scheme"], *part["chapters"]))
            found += [("article", article["label"], plain(article["text"])) for article in part["articles"]]
            found += [("heading", marker, plain(text)) for marker, text, _ in part["headings"]]
    return found


def plain(text: str) -> str:
    return "".join(text.split()).replace("³", "3")


@pytest.mark.parametrize("key", issue_keys())
def test_documents_articles_and_headings_are_the_same(key: str, tmp_path: Path) -> None:
    built = {form: build_issue(key, form, tmp_path).path for form in ("clean", "docx", "html", "pdf")}
    wanted = facts(read_source(built.pop("clean").read_bytes(), "clean"))
    assert any(fact[0] == "document" for fact in wanted)
    for form, path in built.items():
        assert facts(read_format(path.read_bytes(), form)) == wanted
