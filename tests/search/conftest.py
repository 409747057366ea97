"""Fixtures of the search: its words, a small library, an index of each test's own."""

from __future__ import annotations

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
def fresh_index(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of the test's own, which is asked whatever it lags."""
    settings.SEARCH_INDEX_DIR = str(tmp_path / "index")
    # a test that is undone in the end never commits its changes, so an index cannot follow them
    monkeypatch.setattr("search.backends.tantivy_index.LAG_SECONDS", 3600.0)


@pytest.fixture
def library(db: None) -> Library:
    """A few acts, indexed."""
    from tests.search.library import build_library

    return build_library()
