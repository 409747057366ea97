"""The read index as a backend: fast, derived, never trusted for permission or existence.

In the room: opening the live generation, answering from it, noticing that it lags. Texts are
always fetched from PostgreSQL. Not in the room: writing (indexer).
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

import tantivy
from django.conf import settings
from tantivy import Query

from jincheng_gov.prepared import Prepared
from search import vocabulary
from search.backends.base import (
    FACETS,
    MOST_COUNTED,
    MOST_COUNTED_TOGETHER,
    NEW,
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
from search.index_files import Mark, last_commit, live_generation, open_generation, read_mark
from search.models import SearchOutbox
from search.planner import Alternative
from search.segmenter import CODE_VERSION

LOOK_SECONDS = 0.3
LAG_SECONDS, ASK_SECONDS = 5.0, 2.0
KEPT_SECONDS = 60.0
MOST_KEPT = 20_000
FEW = 50
MOST_HEADED, HEADING_BOOST = 20, 1.2
TERM_FACETS = tuple(name for name in FACETS if name != "status")

_WAITED = Prepared(
    "search_waited",
    "SELECT extract(epoch FROM clock_timestamp() - min(created_at))::float8"
    f" FROM {SearchOutbox._meta.db_table} WHERE transaction >= $1",
    "bigint",
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Open:
    path: Path
    stamp: tuple[int, int]
    index: tantivy.Index
    # an index follows its folder by itself, even one that is being deleted; what was looked at stays
    searcher: tantivy.Searcher
    mark: Mark
    translator: Translator


class _Hit(NamedTuple):
    entry: int
    score: float
    local: bool


class TantivyBackend:
    """Answers from this host's index; raises ``Unavailable`` where it must not be asked."""

    name = "tantivy"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.forget()

    def forget(self) -> None:
        """Open the index and count everything anew at the next use."""
        self._open: _Open | None = None
        self._is_usable = False
        self._looked = -1e9
        self._asked: tuple[float, _Open | None, bool] = (-1e9, None, False)
        self._counted: dict[Alternative, tuple[float, int]] = {}

    def frequencies(self, alternatives: Sequence[Alternative]) -> tuple[dict[Alternative, int], int]:
        """Counts up to 20,000, read from the dictionary of the index where it has them."""
        opened = self._current()
        searcher = opened.searcher
        counts = {way: self._frequency(way, opened, searcher) for way in alternatives}
        return counts, max(1, searcher.num_docs - 1)

    def find(self, request: Request, *, limit: int = TOP) -> Found:
        """The best matches by BM25 and the exact total.

        Where not all can be had, those with the words in their own heading are looked for apart, and
        local ones where most of the best are national law.
        """
        opened = self._current()
        searcher = opened.searcher
        if request.order:
            return _by_day(searcher, opened.translator, request, limit)
        best, total = _best(searcher, opened.translator.scoring(request), limit)
        local = sum(hit.local for hit in best)
        found = {hit.entry: hit for hit in best}
        if 2 * local < len(best) < total:
            own = opened.translator.scoring(replace(request, local=True))
            more, local = _best(searcher, own, limit)
            found |= {hit.entry: hit for hit in more}
        if len(best) < total and _are_in_headings(request, opened.translator, searcher):
            headed, _ = _best(searcher, opened.translator.scoring(request, headed=True), MOST_HEADED)
            lift = HEADING_BOOST * request.plan.total_weight
            found |= {hit.entry: hit._replace(score=hit.score + lift) for hit in headed}
        ordered = sorted(found.values(), key=lambda hit: (-hit.score, hit.entry))
        return Found(total, local, tuple(Candidate(hit.entry, hit.score) for hit in ordered[:limit]))

    def facets(self, request: Request) -> Facets:
        """Exact counts from one pass over the matches."""
        opened = self._current()
        wanted: dict[str, Any] = {name: {"terms": {"field": name, "size": 65_000}} for name in TERM_FACETS}
        query = opened.translator.matching(request)
        answer = opened.searcher.aggregate(query, wanted | status_aggregation(request.on))
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
        """The open index, looked after every third of a second where that costs no statement."""
        now = time.monotonic()
        if now - self._looked > LOOK_SECONDS:
            self._looked = now
            self._look()
        if self._open is None or not self._is_usable:
            raise Unavailable("没有可用的检索索引")
        return self._open

    def _look(self) -> None:
        try:
            opened = self._reopened()
        except (ValueError, OSError) as error:
            log.warning("检索索引打不开：%s", error)
            opened = None
        self._open = opened
        self._is_usable = opened is not None and _is_of_these_words(opened.mark) and not self._lags(opened)

    def _lags(self, opened: _Open) -> bool:
        """Whether a change has waited longer than it may; asked again after a commit, or two seconds."""
        asked, of, lags = self._asked
        now = time.monotonic()
        if of is not opened or now - asked > ASK_SECONDS:
            waited = _WAITED.fetch(str(opened.mark.position))[0][0]
            lags = waited is not None and waited > LAG_SECONDS
            self._asked = (now, opened, lags)
        return lags

    def _reopened(self) -> _Open | None:
        """The live generation as of its last commit, opened or read anew only where it has changed."""
        path = live_generation(self._folder or Path(settings.SEARCH_INDEX_DIR))
        if path is None:
            return None
        stamp, held = last_commit(path), self._open
        if held is None or held.path != path:
            index = open_generation(path)
            translator = Translator(index)
        elif held.stamp == stamp:
            return held
        else:
            index, translator = held.index, held.translator
            index.reload()
        mark, searcher = read_mark(index), index.searcher()
        return _Open(path, stamp, index, searcher, mark, translator) if mark and searcher.num_docs else None


def _best(searcher: tantivy.Searcher, query: Query, limit: int) -> tuple[list[_Hit], int]:
    """The best matches of a query, local texts lifted, and how many there are."""
    answer = searcher.search(query, limit)
    addresses = [address for _, address in answer.hits]
    columns = (searcher.fast_field_values(name, addresses) for name in ("entry", "local", "worth"))
    hits = [
        _Hit(int(entry), float(score) * log2(2.0 + (worth or 0.0)), bool(local))
        for (score, _), entry, local, worth in zip(answer.hits, *columns, strict=True)
        if entry is not None
    ]
    return hits, _total(answer)


def _by_day(searcher: tantivy.Searcher, translator: Translator, request: Request, limit: int) -> Found:
    """The matches by the day of taking effect, those without one last, and how many there are."""
    total = _total(searcher.search(translator.matching(request), 1))
    local = _total(searcher.search(translator.matching(replace(request, local=True)), 1))
    direction = tantivy.Order.Desc if request.order == NEW else tantivy.Order.Asc
    addresses: list[Any] = []
    for known, order in ((True, direction), (False, tantivy.Order.Desc)):
        if rest := limit - len(addresses):
            query = translator.dated(request, known=known)
            answer = searcher.search(query, rest, count=False, order_by_field="effective", order=order)
            addresses += [address for _, address in answer.hits]
    entries = searcher.fast_field_values("entry", addresses)
    listed = tuple(Candidate(int(entry), 0.0) for entry in entries if entry is not None)
    return Found(total, local, listed)


def _are_in_headings(request: Request, translator: Translator, searcher: tantivy.Searcher) -> bool:
    """Whether any heading may hold all groups: each of their tokens stands in some heading."""
    for group in request.plan.groups:
        for way in group.alternatives:
            tokens = [translator.tokens(term, "heading") for term in way.terms]
            if all(searcher.doc_freq(field, text) for field, texts in tokens for _, text in texts):
                break
        else:
            return False
    return True


def _is_of_these_words(mark: Mark) -> bool:
    """Whether an index was made with the dictionary that queries are read by."""
    return mark.version == CODE_VERSION * 1_000_000 + vocabulary.segmenter().dictionary.version


def _total(answer: tantivy.SearchResult) -> int:
    """The exact number of matches; the wheel's type stub leaves the attribute out."""
    return int(getattr(answer, "count", 0) or 0)


def _key(value: object) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)
