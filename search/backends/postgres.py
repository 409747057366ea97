"""The backend that is always right: entries and their GIN index in PostgreSQL.

In the room: a request as a queryset, the first order of what it finds. Where more match than
the cap, only so many are scored: local acts first, since they are what a city's library is for.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection, models
from django.db.models import Case, Count, F, Func, Q, Value, When
from django.db.models.functions import Ln

from documents.models.organ import Level
from regulations.querysets import status_case
from search.backends.base import TOP, Candidate, Found, Request
from search.models import SearchEntry
from search.planner import Alternative, Term
from search.query import Filters
from search.tsvector import alternative_query, group_query, match_query, term_query

CAP_LOCAL = 2000
CAP_NATIONAL = 500
MOST_COUNTED = 20_000
KEPT_SECONDS = 60.0
ANYWHERE, IN_HEADING, IN_BODY = 1.0, 0.5, 0.3


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
        self._counted: dict[str, tuple[float, int]] = {}

    def frequencies(self, alternatives: Sequence[Alternative]) -> tuple[dict[Alternative, int], int]:
        """Counts up to 20,000, kept for a minute; a count of none is never kept."""
        queries = {way: alternative_query(way) for way in alternatives}
        now = time.monotonic()
        wanted = [
            q for q in {*queries.values(), ""} if now - self._counted.get(q, (-1e9, 0))[0] > KEPT_SECONDS
        ]
        if len(self._counted) > 20_000:
            self._counted.clear()
            wanted = [*{*queries.values(), ""}]
        for query, count in zip(wanted, _count_all(wanted), strict=True):
            self._counted[query] = (now, count)
        counts = {query: self._counted[query][1] for query in {*queries.values(), ""}}
        for query in [query for query, count in counts.items() if not count]:
            del self._counted[query]
        return {way: counts[query] for way, query in queries.items() if query}, max(1, counts[""])

    def count(self, request: Request) -> int:
        """How many entries match."""
        return matching(request).count()

    def find(self, request: Request, *, limit: int = TOP, facets: bool = False) -> Found:
        """The best matches by a score that PostgreSQL can compute."""
        entries = matching(request)
        total = entries.count()
        if not total:
            return Found(0, facets=_no_facets(facets))
        capped = total > CAP_LOCAL + CAP_NATIONAL
        chosen = SearchEntry.objects.filter(pk__in=_capped_ids(entries)) if capped else entries
        rows = (
            chosen.annotate(score=_score(request)).order_by("-score", "pk").values_list("pk", "score")[:limit]
        )
        candidates = tuple(Candidate(pk, float(score)) for pk, score in rows)
        return Found(total, candidates, count_facets(entries, request) if facets else {}, capped)


def matching(request: Request) -> models.QuerySet[SearchEntry]:
    """The entries that match a request, in no order."""
    entries = filtered(request)
    plan = request.plan
    if plan.groups:
        query = match_query(plan.groups, request.sets)
        if query:
            entries = entries.filter(Matches(query))
    for term in plan.musts:
        entries = entries.filter(_holds(term))
    for term in plan.titles:
        entries = entries.filter(_holds(term, "A"))
    for term in plan.nots:
        entries = entries.exclude(_holds(term))
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
    if filters.issuer:
        condition &= _any(Q(issuer__contains=name) for name in filters.issuer)
    if filters.issue:
        condition &= Q(issue_id__in=filters.issue)
    if filters.regulation:
        condition &= Q(regulation_id=filters.regulation)
    return condition


def count_facets(entries: models.QuerySet[SearchEntry], request: Request) -> dict[str, dict[str, int]]:
    """Exact counts of all matches by each facet, from one pass."""
    dimensions = ("level", "issuer", "year", "genre", "topic", "issue_id", "status")
    rows = (
        entries.annotate(status=_status_or_none(request))
        .order_by()
        .values_list(*dimensions)
        .annotate(n=Count("pk"))
    )
    found: dict[str, dict[str, int]] = {name.removesuffix("_id"): defaultdict(int) for name in dimensions}
    for *values, count in rows:
        for name, value in zip(dimensions, values, strict=True):
            if value not in (None, ""):
                found[name.removesuffix("_id")][str(value)] += count
    return {name: dict(counts) for name, counts in found.items()}


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


def _any(conditions: Iterable[Q]) -> Q:
    joined = Q()
    for condition in conditions:
        joined |= condition
    return joined


def _capped_ids(entries: models.QuerySet[SearchEntry]) -> list[int]:
    local = entries.exclude(level=Level.NATIONAL).values_list("pk", flat=True)[:CAP_LOCAL]
    national = entries.filter(level=Level.NATIONAL).values_list("pk", flat=True)[:CAP_NATIONAL]
    return [*local, *national]


def _score(request: Request) -> models.Expression:
    """Rarity of the groups that an entry holds, more for a heading or body, less for length."""
    score: models.Expression = Value(0.0)
    for group in request.plan.groups:
        for weights, worth in (("", ANYWHERE), ("B", IN_HEADING), ("D", IN_BODY)):
            query = group_query(group, weights)
            gain = Value(group.weight * worth)
            score = score + Case(When(Matches(query), then=gain), default=Value(0.0))
    wide = Ln(1.0 + F("length") / 200.0)
    local = Case(When(level=Level.NATIONAL, then=Value(0.5)), default=Value(1.0))
    return models.ExpressionWrapper(score * local / (1.0 + 0.12 * wide), output_field=models.FloatField())


def _count_all(queries: Sequence[str]) -> list[int]:
    """Counts of entries that match each query, up to the most that matters."""
    table = SearchEntry._meta.db_table
    counts: list[int] = []
    with connection.cursor() as cursor:
        for query in queries:
            condition, values = ("WHERE tsv @@ %s::tsquery", [query]) if query else ("", [])
            limit = "" if not query else f"LIMIT {MOST_COUNTED}"
            cursor.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM {table} {condition} {limit}) AS hits", values
            )
            counts.append(int(cursor.fetchone()[0]))
    return counts


def _no_facets(wanted: bool) -> dict[str, dict[str, int]]:
    return (
        {name: {} for name in ("level", "issuer", "year", "genre", "topic", "issue", "status")}
        if wanted
        else {}
    )
