"""The read index as a backend: fast, derived, never trusted for permission or existence.

In the room: opening the live generation, answering from it, noticing that it lags. Texts are
always fetched from PostgreSQL. Not in the room: writing (indexer).
"""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy
from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from search import vocabulary
from search.backends.base import TOP, Candidate, Found, Request, Unavailable
from search.backends.tantivy_query import Translator
from search.index_files import Mark, live_generation, open_generation, read_mark
from search.models import SearchOutbox
from search.planner import Alternative
from search.segmenter import CODE_VERSION

LOOK_SECONDS = 0.3
LAG_SECONDS = 5.0
MOST_COUNTED = 20_000
MOST_KEPT = 20_000
STATUSES = ("in_force", "not_yet", "expired", "repealed", "spent", "unknown")
TERM_FACETS = ("level", "issuer", "year", "genre", "topic", "issue")

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Open:
    path: Path
    index: tantivy.Index
    mark: Mark
    translator: Translator


class TantivyBackend:
    """Answers from this host's index; raises ``Unavailable`` where it must not be asked."""

    name = "tantivy"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._open: _Open | None = None
        self._looked = 0.0
        self._counted: dict[Alternative, int] = {}

    def frequencies(self, alternatives: Sequence[Alternative]) -> tuple[dict[Alternative, int], int]:
        """Counts up to 20,000, kept until the index changes."""
        opened = self._current()
        searcher = opened.index.searcher()
        for way in alternatives:
            if way not in self._counted:
                query = opened.translator.alternative(way)
                count = _total(searcher.search(query, 1)) if query is not None else 0
                self._counted[way] = min(count, MOST_COUNTED)
        return {way: self._counted[way] for way in alternatives}, max(1, searcher.num_docs - 1)

    def count(self, request: Request) -> int:
        """How many entries match."""
        opened = self._current()
        return _total(opened.index.searcher().search(opened.translator.matching(request), 1))

    def find(self, request: Request, *, limit: int = TOP, facets: bool = False) -> Found:
        """The best matches by BM25, the exact total, the exact facets."""
        opened = self._current()
        searcher = opened.index.searcher()
        query = opened.translator.scoring(request)
        answer = searcher.search(query, limit, weight_by_field="worth")
        addresses = [address for _, address in answer.hits]
        ids = searcher.fast_field_values("entry", addresses)
        candidates = tuple(
            Candidate(int(entry), float(score))
            for (score, _), entry in zip(answer.hits, ids, strict=True)
            if entry is not None
        )
        counts = self._facets(opened, searcher, request) if facets else {}
        return Found(_total(answer), candidates, counts)

    def _facets(
        self, opened: _Open, searcher: tantivy.Searcher, request: Request
    ) -> Mapping[str, Mapping[str, int]]:
        query = opened.translator.matching(request)
        wanted = {name: {"terms": {"field": name, "size": 65_000}} for name in TERM_FACETS}
        answer = searcher.aggregate(query, wanted)
        found: dict[str, dict[str, int]] = {
            name: {_key(b["key"]): b["doc_count"] for b in answer[name]["buckets"]} for name in TERM_FACETS
        }
        found["status"] = {}
        for code in STATUSES:
            both = [
                (tantivy.Occur.Must, query),
                (tantivy.Occur.Must, opened.translator.status(code, request.on)),
            ]
            count = _total(searcher.search(tantivy.Query.boolean_query(both), 1))
            if count:
                found["status"][code] = count
        return found

    def _current(self) -> _Open:
        """The open index, looked after every third of a second."""
        now = time.monotonic()
        if self._open is None or now - self._looked > LOOK_SECONDS:
            self._looked = now
            self._look()
        if self._open is None:
            raise Unavailable("没有可用的检索索引")
        return self._open

    def _look(self) -> None:
        try:
            opened = self._reopened()
        except (ValueError, OSError) as error:
            log.warning("检索索引打不开：%s", error)
            opened = None
        if opened is None or self._open is None or opened.mark != self._open.mark:
            self._counted.clear()
        self._open = opened if opened and not _lags(opened.mark) else None

    def _reopened(self) -> _Open | None:
        path = live_generation(self._folder or Path(settings.SEARCH_INDEX_DIR))
        if path is None:
            return None
        if self._open is not None and self._open.path == path:
            self._open.index.reload()
            index, translator = self._open.index, self._open.translator
        else:
            index = open_generation(path)
            translator = Translator(index.schema)
        mark = read_mark(index)
        return _Open(path, index, mark, translator) if mark else None


def _lags(mark: Mark) -> bool:
    """Whether an index is of another dictionary, or a change has waited longer than it may."""
    if mark.version != CODE_VERSION * 1_000_000 + vocabulary.segmenter().dictionary.version:
        return True
    waiting = SearchOutbox.objects.filter(transaction__gte=mark.position).aggregate(first=Min("created_at"))[
        "first"
    ]
    return waiting is not None and (timezone.now() - waiting).total_seconds() > LAG_SECONDS


def _total(answer: tantivy.SearchResult) -> int:
    """The exact number of matches; the wheel's type stub leaves the attribute out."""
    return int(getattr(answer, "count", 0) or 0)


def _key(value: object) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)
