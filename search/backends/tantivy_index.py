"""The read index as a backend: fast, derived, never trusted for permission or existence.

In the room: opening the live generation, answering from it, noticing that it lags. Texts are
always fetched from PostgreSQL. Not in the room: writing (indexer).
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from tantivy import Query

from search import vocabulary
from search.backends.base import (
    ENOUGH,
    FACETS,
    MOST_COUNTED,
    MOST_COUNTED_TOGETHER,
    TOP,
    Candidate,
    Facets,
    Found,
    Request,
    Unavailable,
    is_one_token,
)
from search.backends.tantivy_query import Translator
from search.backends.tantivy_status import read_statuses, status_aggregation
from search.index_files import Mark, live_generation, open_generation, read_mark
from search.models import SearchOutbox
from search.planner import Alternative
from search.segmenter import CODE_VERSION

LOOK_SECONDS = 0.3
LAG_SECONDS = 5.0
KEPT_SECONDS = 60.0
MOST_KEPT = 20_000
FEW = 50
TERM_FACETS = tuple(name for name in FACETS if name != "status")

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
        self._looked = -1e9
        self._counted: dict[Alternative, tuple[float, int]] = {}

    def frequencies(self, alternatives: Sequence[Alternative]) -> tuple[dict[Alternative, int], int]:
        """Counts up to 20,000, read from the dictionary of the index where it has them."""
        opened = self._current()
        searcher = opened.index.searcher()
        counts = {way: self._frequency(way, opened, searcher) for way in alternatives}
        return counts, max(1, searcher.num_docs - 1)

    def find(self, request: Request, *, limit: int = TOP) -> Found:
        """The best matches by BM25 and the exact total."""
        opened = self._current()
        searcher = opened.index.searcher()
        answer = searcher.search(opened.translator.scoring(request), limit, weight_by_field="worth")
        addresses = [address for _, address in answer.hits]
        ids = searcher.fast_field_values("entry", addresses)
        candidates = tuple(
            Candidate(int(entry), float(score))
            for (score, _), entry in zip(answer.hits, ids, strict=True)
            if entry is not None
        )
        total = _total(answer)
        local = int(sum(value or 0 for value in searcher.fast_field_values("local", addresses)))
        if local < ENOUGH and len(addresses) < total:
            query = opened.translator.matching(replace(request, local=True))
            local = _total(searcher.search(query, 1))
        return Found(total, local, candidates)

    def facets(self, request: Request) -> Facets:
        """Exact counts from one pass over the matches."""
        opened = self._current()
        wanted: dict[str, Any] = {name: {"terms": {"field": name, "size": 65_000}} for name in TERM_FACETS}
        query = opened.translator.matching(request)
        answer = opened.index.searcher().aggregate(query, wanted | status_aggregation(request.on))
        found = {
            name: {_key(bucket["key"]): bucket["doc_count"] for bucket in answer[name]["buckets"]}
            for name in TERM_FACETS
        }
        return {**found, "status": read_statuses(answer, request.on)}

    def _frequency(self, way: Alternative, opened: _Open, searcher: tantivy.Searcher) -> int:
        known = self._counted.get(way)
        now = time.monotonic()
        if known is not None and known[1] and now - known[0] < KEPT_SECONDS:
            return known[1]
        tokens = [opened.translator.tokens(term) for term in way.terms]
        bound = min(
            (searcher.doc_freq(field, text) for field, texts in tokens for _, text in texts), default=0
        )
        single = is_one_token(way)
        if bound and (not single or bound <= FEW):
            query = opened.translator.alternative(way)
            bound = _total(searcher.search(Query.const_score_query(query, 0.0), 1)) if query else 0
        if len(self._counted) >= MOST_KEPT:
            self._counted.clear()
        self._counted[way] = (now, min(bound, MOST_COUNTED if single else MOST_COUNTED_TOGETHER))
        return self._counted[way][1]

    def _current(self) -> _Open:
        """The open index, looked after every third of a second."""
        now = time.monotonic()
        if now - self._looked > LOOK_SECONDS:
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
