"""Fixtures of the search: its words, a small library, no index kept from another test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from search.lexicon import Lexicon
    from search.segmenter import Segmenter
    from tests.search.library import Library


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    """Rules of the search with the thesaurus' terms and two places."""
    from search import vocabulary
    from search.segmenter import Dictionary, Segmenter

    return Segmenter(
        vocabulary.cutter(), Dictionary(vocabulary.base_terms(), frozenset({"晋城市", "明川市"}))
    )


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The thesaurus as its files have it."""
    from search.lexicon import build_lexicon, read_fillers, read_folder

    return build_lexicon(read_folder(), read_fillers())


@pytest.fixture(autouse=True)
def fresh_vocabulary(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No word or index is kept from another test."""
    from search import vocabulary

    settings.SEARCH_INDEX_DIR = str(tmp_path / "index")
    # a test that is undone in the end never commits its changes, so an index cannot follow them
    monkeypatch.setattr("search.backends.tantivy_index.LAG_SECONDS", 3600.0)
    vocabulary.forget()
    yield
    vocabulary.forget()


@pytest.fixture
def library(db: None) -> Library:
    """A few acts, indexed."""
    from tests.search.library import build_library

    return build_library()
