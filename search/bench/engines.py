"""The engines that are compared: each answers a query with its first twenty and the total.

In the room: one function an engine. Not in the room: timing, tables of figures.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import tantivy
from django.db import connection

from jincheng_gov.clock import today
from search import vocabulary
from search.backends.base import Facets, Request, SearchBackend
from search.backends.postgres import PostgresBackend, count_facets, matching
from search.backends.tantivy_index import TERM_FACETS, TantivyBackend
from search.bench.build import BASELINE
from search.bench.plain import all_words, search_plain
from search.planner import alternatives_of, make_plan, weigh
from search.query import Filters, parse_query
from search.selectors import SearchResults, search
from search.tsvector import quote

PAGE = 20
# the same three of the product's own index
FIELDS = (("title", 4.0), ("heading", 2.0), ("all", 1.0))
RAW, RAW_IDS, PRODUCT = "tantivy, raw", "tantivy, raw, ids alone", "product"
PG_ONLY, TS_RANK = "product, PostgreSQL only", "ts_rank, all matches"


@dataclass(frozen=True, slots=True)
class Engines:
    """The product's two backends, the index below one of them, and a plain index beside it."""

    quick: TantivyBackend
    sure: PostgresBackend
    index: tantivy.Index
    plain: tantivy.Index
    answered: Counter[str] = field(default_factory=Counter)

    def by_name(self) -> Mapping[str, Callable[[str], object]]:
        """The engines in the order in which they take turns."""
        return {
            RAW: self.raw,
            RAW_IDS: self.raw_ids,
            PRODUCT: self.product,
            PG_ONLY: lambda text: search(parse_query(text), backend=self.sure, page_size=PAGE),
            TS_RANK: rank_all,
        }

    def product(self, text: str) -> SearchResults:
        """A search as the site makes it; who answered is counted."""
        results = search(parse_query(text), page_size=PAGE)
        self.answered[results.backend] += 1
        return results

    def raw(self, text: str) -> tuple[int, list[str]]:
        """Three boosted fields, all words, the total, the first twenty texts."""
        return search_plain(self.plain, text, PAGE)

    def raw_ids(self, text: str) -> tuple[int, list[Any]]:
        """The same over the product's index, but numbers for texts."""
        searcher = self.index.searcher()
        answer = searcher.search(all_words(self.index, text, FIELDS), PAGE)
        ids = searcher.fast_field_values("entry", [address for _, address in answer.hits])
        return int(getattr(answer, "count", 0)), ids

    def raw_facets(self, text: str) -> object:
        """The plain aggregation over the same matches: every facet but the status."""
        wanted = {name: {"terms": {"field": name, "size": 65_000}} for name in TERM_FACETS}
        return self.index.searcher().aggregate(all_words(self.index, text, FIELDS), wanted)

    def facets(self, text: str) -> Facets:
        """The facets of the product, status and all."""
        return self.quick.facets(request_of(text, self.quick))

    def are_equal(self, text: str) -> bool:
        """Whether total and facets of the read index are those of PostgreSQL."""
        request = request_of(text, self.quick)
        entries = matching(request)
        same_total = self.quick.find(request, limit=1).total == entries.count()
        facets = {name: dict(counts) for name, counts in self.quick.facets(request).items()}
        return same_total and facets == count_facets(entries, request)


def request_of(text: str, backend: SearchBackend) -> Request:
    """A query of which all words are wanted, as a backend is asked."""
    plan = make_plan(parse_query(text, expand=False), vocabulary.segmenter(), vocabulary.lexicon())
    plan = weigh(plan, *backend.frequencies(alternatives_of(plan)))
    return Request(plan, (tuple(range(len(plan.groups))),), Filters(), today())


def rank_all(text: str) -> object:
    """What a plain full-text page does: count every match, rank every match."""
    query = "&".join(quote(word) for word in text.split())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {BASELINE} WHERE tsv @@ %s::tsquery", [query])
        total = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT id FROM {BASELINE} WHERE tsv @@ %s::tsquery"
            f" ORDER BY ts_rank(tsv, %s::tsquery) DESC LIMIT {PAGE}",
            [query, query],
        )
        return total, cursor.fetchall()
