"""What the gazette's pages show: issues by year, the chronicle by day.

In the room: reads for pages, each a fixed number of queries. Not in the room: the status of texts,
which stands above this app.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Prefetch, Q

from documents.models import Chronicle, ChronicleEntry, Document, GazetteIssue


@dataclass(frozen=True, slots=True)
class IssueYear:
    """The issues of one year; ``year`` is None where the print does not say it."""

    year: int | None
    issues: Sequence[GazetteIssue]


@dataclass(frozen=True, slots=True)
class ChronicleDay:
    """The entries of one day of a chronicle, ``label`` as printed or in words."""

    label: str
    anchor: str
    entries: Sequence[ChronicleEntry]


def issues_by_year() -> list[IssueYear]:
    """The public issues with ``document_count`` and ``chronicle_count``, newest year first. One query."""
    public = Q(documents__publication=Document.Publication.PUBLISHED)
    issues = GazetteIssue.objects.public().annotate(
        document_count=Count("documents", filter=public, distinct=True),
        chronicle_count=Count("chronicles", distinct=True),
    )
    # Counting drops the order of the model, so it is named here.
    issues = issues.defer("front_matter").order_by(
        F("year").desc(nulls_last=True), "name", F("number").desc(nulls_last=True), "id"
    )
    return [IssueYear(year, list(rows)) for year, rows in groupby(issues, key=lambda issue: issue.year)]


def chronicles_listed() -> list[Chronicle]:
    """The public chronicles with their issues and ``entry_count``, newest first. One query."""
    return list(
        Chronicle.objects.public()
        .select_related("issue")
        .defer("issue__front_matter")
        .annotate(entry_count=Count("entries"))
        .order_by(
            F("issue__year").desc(nulls_last=True), F("issue__number").desc(nulls_last=True), "position", "id"
        )
    )


def chronicle_by_slug(slug: str) -> Chronicle:
    """One public chronicle with its entries at hand. Two queries; raises ``Chronicle.DoesNotExist``."""
    return (
        Chronicle.objects.public()
        .select_related("issue")
        .prefetch_related(Prefetch("entries", ChronicleEntry.objects.order_by("position")))
        .get(slug=slug)
    )


def days_of(chronicle: Chronicle) -> list[ChronicleDay]:
    """The entries of a chronicle by their printed day, in printed order. No query after prefetch.

    Entries without a day are of the day before them; where none stands before, none is known.
    """
    days: list[ChronicleDay] = []
    for printed, rows in groupby(chronicle.entries.all(), key=lambda entry: entry.date_text):
        label = printed or ("同日" if days else "日期未印")
        days.append(ChronicleDay(label, f"day_{len(days) + 1}", list(rows)))
    return days
