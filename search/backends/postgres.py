"""The backend that is always right: entries and their GIN index in PostgreSQL.

In the room: a request as a queryset, the first order of what it finds. Where more match than
the cap, only so many are scored and counted, and as many local ones apart, since they are what a
city's library is for. A vector lies outside its row, so many rows are judged by ``head`` alone.
"""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Case, Count, F, Func, Min, Q, Value, When

from documents.models.organ import Level
from regulations.models import Regulation
from regulations.querysets import status_case
from search.backends.base import (
    MOST_COUNTED,
    MOST_COUNTED_TOGETHER,
    NEW,
    TOP,
    Candidate,
    Facets,
    Found,
    Request,
    is_one_token,
)
from search.models import SearchEntry
from search.planner import Alternative, Term
from search.query import Filters
from search.tsvector import alternative_query, group_query, match_query, term_query

CAP = 2000
PLENTY = 500
FEW = 200
COMMON = 2_000
MOST_KEPT = 20_000
KEPT_SECONDS = 300.0
# a library that is being filled is counted anew so often
SMALL_KEPT_SECONDS = 5.0
ANYWHERE, IN_HEADING = 1.0, 0.5
LOCAL_GAIN = 2.0
_TABLE = SearchEntry._meta.db_table
_LOCAL = "(level <> 'national')"
# a vector lies outside its row: to read the table row by row costs far more than the planner thinks
_BY_INDEX = "SET LOCAL enable_seqscan = off; "


class Matches(Func):
    """``tsv @@ query`` as a condition."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = models.BooleanField()
    conditional = True

    def __init__(self, query: str) -> None:
        super().__init__(F("tsv"), Func(Value(query), template="%(expressions)s::tsquery"))


class PostgresBackend:
    """Answers from the table of entries."""

    name = "postgresql"

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Count everything anew at the next use."""
        self._counted: dict[Alternative, tuple[float, int]] = {}
        self._common: dict[str, int] = {}
        self._common_read = -1e9
        self._all = (-1e9, 0)

    def frequencies(self, alternatives: Sequence[Alternative]) -> tuple[dict[Alternative, int], int]:
        """Counts up to 20,000 (2,000 where several tokens are wanted), kept for minutes or until the
        number of entries is another; a count of none is never kept. How common the commonest words
        are is known to PostgreSQL's statistics.
        """
        now = time.monotonic()
        total = self._total(now)
        if now - self._common_read > KEPT_SECONDS:
            self._common, self._common_read = _common_words(), now
        if len(self._counted) > MOST_KEPT:
            self._counted.clear()
        counts: dict[Alternative, int] = {}
        wanted: dict[Alternative, str] = {}
        for way in alternatives:
            query = alternative_query(way)
            known = self._counted.get(way)
            if len(way.terms) == 1 and not way.terms[0].grams and way.terms[0].text in self._common:
                counts[way] = self._common[way.terms[0].text]
            elif known is not None and now - known[0] <= KEPT_SECONDS:
                counts[way] = known[1]
            elif query:
                wanted[way] = query
        for way, count in _count_all(wanted).items():
            counts[way] = count
            if count:
                self._counted[way] = (now, count)
        return counts, total

    def _total(self, now: float) -> int:
        """About how many entries there are; where it is another number, nothing counted before is kept."""
        read, total = self._all
        if now - read > (KEPT_SECONDS if total >= MOST_COUNTED else SMALL_KEPT_SECONDS):
            self._all = (now, _count_entries())
            if self._all[1] != total:
                self._counted.clear()
        return max(1, self._all[1])

    def find(self, request: Request, *, limit: int = TOP) -> Found:
        """The best matches by a score that PostgreSQL can compute, among the first 2,000 it meets."""
        if request.order:
            return _by_day(request, limit)
        found = _find(request, limit)
        if not found.capped or found.local >= PLENTY or request.local or request.filters.level:
            return found
        local = _find(replace(request, local=True), limit)
        best = {candidate.entry_id: candidate for candidate in (*found.candidates, *local.candidates)}
        ordered = sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.entry_id))
        return replace(found, local=local.total, candidates=tuple(ordered[:limit]))

    def facets(self, request: Request) -> Facets:
        """Exact counts of all that matches."""
        return count_facets(matching(request), request)


def matching(request: Request) -> models.QuerySet[SearchEntry]:
    """The entries that match a request, in no order."""
    entries = filtered(request)
    plan = request.plan
    query = match_query(plan.groups, request.sets) if plan.groups else ""
    excluded = "|".join(filter(None, (term_query(term) for term in plan.nots)))
    if query:
        # one condition, so that the index answers what is excluded too
        entries = entries.filter(Matches(f"({query})&!({excluded})" if excluded else query))
    elif excluded:
        entries = entries.exclude(Matches(excluded))
    for term in plan.musts:
        entries = entries.filter(_holds(term))
    for term in plan.titles:
        entries = entries.filter(_holds(term, "A"))
    return entries


def filtered(request: Request) -> models.QuerySet[SearchEntry]:
    """The public entries that the filters let through."""
    entries = SearchEntry.objects.filter(is_public=True)
    if request.local:
        entries = entries.exclude(level=Level.NATIONAL)
    if request.kinds:
        entries = entries.filter(kind__in=request.kinds)
    entries = entries.filter(filter_condition(request.filters))
    return _in_status(entries, request) if request.filters.status else entries


def filter_condition(filters: Filters) -> Q:
    """The filters but that of status as a condition on entries."""
    condition = Q()
    for name in ("level", "year", "genre", "topic"):
        if values := getattr(filters, name):
            condition &= Q(**{f"{name}__in": values})
    if filters.issuer or filters.bodies:
        bodies = (*filters.bodies, *_bodies_named(filters.issuer))
        condition &= Q(issuer__in=bodies) if bodies else Q(pk__isnull=True)
    if filters.issue:
        condition &= Q(issue_id__in=filters.issue)
    if filters.regulation:
        condition &= Q(regulation_id=filters.regulation)
    if filters.acts is not None:
        condition &= Q(regulation_id__in=filters.acts or (0,))
    return condition


def count_facets(entries: models.QuerySet[SearchEntry], request: Request) -> dict[str, dict[str, int]]:
    """Exact counts of all matches by each facet, from one pass.

    What a facet says is said of a whole text, so the matches are counted by text first.
    """
    dimensions = ("level", "issuer", "year", "genre", "topic", "issue_id", "status")
    found: dict[str, dict[str, int]] = {name.removesuffix("_id"): defaultdict(int) for name in dimensions}
    for *values, count in _counted_by_text(entries, request, dimensions):
        for name, value in zip(dimensions, values, strict=True):
            if value not in (None, ""):
                found[name.removesuffix("_id")][str(value)] += count
    return {name: dict(counts) for name, counts in found.items()}


def _counted_by_text(
    entries: models.QuerySet[SearchEntry], request: Request, dimensions: Sequence[str]
) -> list[tuple[Any, ...]]:
    by_text = entries.order_by().values("regulation_id", "chronicle_id")
    texts = by_text.annotate(first=Min("pk"), held=Count("pk")).values("first", "held")
    told = SearchEntry.objects.annotate(status=_status_or_none(request)).values("pk", *dimensions)
    try:
        (counted, matched), (rows, asked) = texts.query.sql_with_params(), told.query.sql_with_params()
    except EmptyResultSet:
        return []
    columns = ", ".join(f"told.{name}" for name in dimensions)
    statement = f"""{_BY_INDEX}
        WITH counted AS MATERIALIZED ({counted})
        SELECT {columns}, sum(counted.held)::bigint
          FROM counted JOIN ({rows}) AS told ON told.pk = counted.first GROUP BY {columns}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [*matched, *asked])
        return cursor.fetchall()


def _status_or_none(request: Request) -> Case:
    """The status of a text; a chronicle has none."""
    return Case(When(regulation__isnull=True, then=Value("")), default=status_case(request.on))


def _in_status(entries: models.QuerySet[SearchEntry], request: Request) -> models.QuerySet[SearchEntry]:
    return entries.annotate(status=status_case(request.on)).filter(
        regulation__isnull=False, status__in=request.filters.status
    )


def _holds(term: Term, weights: str = "") -> Matches | Q:
    query = term_query(term, weights)
    return Matches(query) if query else Q(pk__isnull=True)


def _bodies_named(parts: Sequence[str]) -> list[str]:
    """The bodies whose name holds any of some words: there are few bodies, and many entries of each."""
    if not parts:
        return []
    named = Q()
    for part in parts:
        named |= Q(issuer__contains=part)
    return list(Regulation.objects.filter(named).order_by().values_list("issuer", flat=True).distinct())


def _find(request: Request, limit: int) -> Found:
    """What one statement tells: the matches up to the cap, scored, and how many they are."""
    columns = ["id", "level", "length", "heading", "head", "tsv"]
    within, values = matching(request).values(*columns)[: CAP + 1].query.sql_with_params()
    score, weights = _score(request)
    statement = f"""{_BY_INDEX}
        WITH hits AS MATERIALIZED ({within}),
             counted AS (SELECT *, count(*) OVER () AS n, count(*) FILTER (WHERE {_LOCAL}) OVER () AS m FROM hits)
        SELECT id, {score} AS score, n, m FROM counted ORDER BY score DESC, id LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *weights, limit])
        rows = cursor.fetchall()
    if not rows:
        return Found()
    total, local = rows[0][2:]
    candidates = tuple(Candidate(pk, float(score)) for pk, score, _, _ in rows)
    return Found(min(total, CAP), local, candidates, capped=total > CAP)


def _by_day(request: Request, limit: int) -> Found:
    """All matches by the day of taking effect, those without one last."""
    entries = matching(request).order_by().values("id", "level", "effective_on")
    try:
        within, values = entries.query.sql_with_params()
    except EmptyResultSet:
        return Found()
    statement = f"""{_BY_INDEX}
        WITH hits AS MATERIALIZED ({within})
        SELECT id, count(*) OVER (), count(*) FILTER (WHERE {_LOCAL}) OVER () FROM hits
         ORDER BY effective_on {"DESC" if request.order == NEW else "ASC"} NULLS LAST, id LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, limit])
        rows = cursor.fetchall()
    if not rows:
        return Found()
    total, local = rows[0][1:]
    return Found(total, local, tuple(Candidate(pk, 0.0) for pk, _, _ in rows))


def _score(request: Request) -> tuple[str, list[str | float]]:
    """Rarity of the groups that an entry holds, more for a heading, less for length."""
    parts, values = ["0.0"], list[str | float]()
    is_relaxed = request.sets != (tuple(range(len(request.plan.groups))),)
    for group in request.plan.groups:
        looks = [("heading <> '' AND head @@ %s::tsquery", group_query(group, "B"), IN_HEADING)]
        if is_relaxed:
            vector = f"CASE WHEN n <= {FEW} THEN tsv ELSE head END"
            looks.append((f"{vector} @@ %s::tsquery", group_query(group), ANYWHERE))
        for look, query, worth in looks:
            parts.append(f"CASE WHEN {look} THEN %s::float8 ELSE 0.0 END")
            values += [query, group.weight * worth]
    wide = "(1.0 + 0.12 * ln(1.0 + length / 200.0::float8))"
    gain = f"CASE WHEN {_LOCAL} THEN {LOCAL_GAIN} ELSE 1.0 END::float8"
    constant = 0.01 if is_relaxed else request.plan.total_weight or 0.01
    return f"(%s::float8 + {' + '.join(parts)}) * {gain} / {wide}", [constant, *values]


def _count_all(queries: Mapping[Alternative, str]) -> dict[Alternative, int]:
    """Counts of entries that match each query, up to the most that matters."""
    if not queries:
        return {}
    ways = list(queries)
    parts: list[str] = []
    values: list[str | int] = []
    for at, way in enumerate(ways):
        most = MOST_COUNTED if is_one_token(way) else MOST_COUNTED_TOGETHER
        inner = f"SELECT 1 FROM {_TABLE} WHERE tsv @@ %s::tsquery LIMIT {most}"
        parts.append(f"SELECT {at}, count(*) FROM ({inner}) AS hits")
        values.append(queries[way])
    with connection.cursor() as cursor:
        cursor.execute(_BY_INDEX + " UNION ALL ".join(parts), values)
        return {ways[at]: int(count) for at, count in cursor.fetchall()}


def _count_entries() -> int:
    """The number of entries, an estimate where there are many."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {_TABLE} LIMIT {MOST_COUNTED}) AS entries")
        count = int(cursor.fetchone()[0])
        if count == MOST_COUNTED:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [_TABLE])
            count = max(count, int(cursor.fetchone()[0]))
    return count


def _common_words() -> dict[str, int]:
    """The commonest words of a large table with about how many entries hold them, from statistics."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs, reltuples"
            "  FROM pg_stats JOIN pg_class ON oid = %s::regclass"
            " WHERE tablename = %s AND attname = 'tsv' AND most_common_elems IS NOT NULL",
            [_TABLE, _TABLE],
        )
        row = cursor.fetchone()
    if row is None:
        return {}
    counts = {word: int(share * row[2]) for word, share in zip(row[0], row[1], strict=False)}
    return {word: min(count, MOST_COUNTED) for word, count in counts.items() if count >= COMMON}
