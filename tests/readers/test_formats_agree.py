"""The same issue reads the same from Word, web page and two-column PDF."""

from pathlib import Path

import pytest

from documents.gazette.readers import SourceText
from documents.gazette.readers.formats import read_format
from fixtures.build import build_issue, issue_keys


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
