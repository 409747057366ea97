"""What the library holds, in numbers, for the home page.

In the room: the counts, those of millions of rows kept for some minutes. Not in the room: lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Count, F, Q
from redis.exceptions import RedisError

from documents.models import Document, GazetteIssue
from regulations.models import Citation, Provision, Regulation
from regulations.page_selectors.lists import STATUS_CODES, listed
from regulations.wording import status_sign

TOTALS_KEY, SECONDS_KEPT = "holdings:totals", 600


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of the bar of holdings."""

    sign: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the library holds, in numbers."""

    issues: int
    documents: int
    units: int
    citations: int
    linked: int
    laws: int
    statuses: Sequence[tuple[str, int]]
    total: int

    @property
    def bars(self) -> list[Bar]:
        """The statuses as parts of one bar a thousand wide."""
        bars: list[Bar] = []
        at = 0.0
        for code, count in self.statuses:
            width = 1000 * count / self.total
            bars.append(Bar(status_sign(code), f"{at:.1f}", f"{max(width - 2, 1):.1f}"))
            at += width
        return bars


def holdings(on: date) -> Holdings:
    """Counts of everything held, statuses without national laws. Four queries, two more for the totals."""
    own = listed(on).exclude(document=None)
    counts = dict(own.order_by().values_list(F("status_code")).annotate(n=Count("pk")))
    units, citations, linked = _totals()
    return Holdings(
        issues=GazetteIssue.objects.public().count(),
        documents=Document.objects.filter(publication=Document.Publication.PUBLISHED).count(),
        units=units,
        citations=citations,
        linked=linked,
        laws=Regulation.objects.held().filter(document=None).count(),
        statuses=[(code, counts[code]) for code in STATUS_CODES if counts.get(code)],
        total=sum(counts.values()),
    )


def _totals() -> tuple[int, int, int]:
    """Provisions that can be cited, citations, citations that lead somewhere; some minutes old at most."""
    try:
        known: tuple[int, int, int] | None = cache.get(TOTALS_KEY)
    except (RedisError, OSError):
        return _count_totals()
    if known is None:
        known = _count_totals()
        cache.set(TOTALS_KEY, known, SECONDS_KEPT)
    return known


def _count_totals() -> tuple[int, int, int]:
    links = Citation.objects.exclude(kind=Citation.Kind.INNER).aggregate(
        all=Count("pk"), linked=Count("pk", filter=Q(status=Citation.Status.RESOLVED))
    )
    units = Provision.objects.filter(kind__in=("article", "heading")).count()
    return units, links["all"], links["linked"]
