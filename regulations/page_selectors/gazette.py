"""An issue of the gazette with the life of its texts.

In the room: the issue page and the year it stands in. Not in the room: single texts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Prefetch, Q

from documents.models import Chronicle, Document, DroppedLine, GazetteIssue, TocEntry
from regulations.models import Regulation


@dataclass(frozen=True, slots=True)
class Row:
    """One document in the table of contents, with the text whose life it shows."""

    document: Document
    act: Regulation | None
    texts: Sequence[Regulation]
    page: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column as printed (市政府文件), its documents in order."""

    name: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class IssuePage:
    """All that the template of an issue needs."""

    issue: GazetteIssue
    columns: Sequence[Column]
    chronicles: Sequence[Chronicle]
    statuses: Sequence[tuple[str, int]]
    year_issues: Sequence[GazetteIssue]
    earlier: GazetteIssue | None
    later: GazetteIssue | None
    toc_total: int
    toc_missing: Sequence[TocEntry]
    dropped: int
    documents: int


@dataclass(frozen=True, slots=True)
class Contents:
    """An issue's documents under their columns, without what its own page tells beside them."""

    issue: GazetteIssue
    columns: Sequence[Column]

    @property
    def documents(self) -> int:
        """How many documents stand in it."""
        return sum(len(column.rows) for column in self.columns)


def contents_of_newest(on: date) -> Contents | None:
    """The newest issue with its documents. Three queries."""
    issue = newest_issue()
    return Contents(issue, _columns([_row(each) for each in _documents(issue, on)])) if issue else None


def _columns(rows: Sequence[Row]) -> list[Column]:
    return [Column(name, list(group)) for name, group in groupby(rows, key=lambda row: row.document.column)]


def issue_page(slug: str, on: date, *, staff: bool = False) -> IssuePage:
    """One issue as printed, for staff also one of which nothing is published. Seven queries.

    Raises ``GazetteIssue.DoesNotExist``.
    """
    issues = GazetteIssue.objects.all() if staff else GazetteIssue.objects.public()
    issue = issues.select_related("source").get(slug=slug)
    rows = [_row(document) for document in _documents(issue, on)]
    toc = list(issue.toc.all())
    year = list(
        issues.filter(name=issue.name, year=issue.year).defer("front_matter").order_by("number", "id")
    )
    place = next((at for at, each in enumerate(year) if each.pk == issue.pk), 0)
    counts = Counter(getattr(row.act, "status_code", "unknown") for row in rows if row.act)
    return IssuePage(
        issue=issue,
        columns=_columns(rows),
        chronicles=list(
            issue.chronicles.public().annotate(entry_count=Count("entries")).order_by("position")
        ),
        statuses=counts.most_common(),
        year_issues=year,
        earlier=year[place - 1] if place else None,
        later=year[place + 1] if place + 1 < len(year) else None,
        toc_total=len(toc),
        toc_missing=[entry for entry in toc if entry.document_id is None],
        dropped=DroppedLine.objects.filter(source_id=issue.source_id).count(),
        documents=len(rows),
    )


def _documents(issue: GazetteIssue, on: date) -> list[Document]:
    texts = Regulation.objects.with_status(on).order_by("ordinal")
    return list(
        issue.documents.filter(publication=Document.Publication.PUBLISHED)
        .prefetch_related(Prefetch("regulations", texts, to_attr="texts"))
        .order_by("position")
    )


def _row(document: Document) -> Row:
    texts: list[Regulation] = getattr(document, "texts", [])
    own = texts[0] if texts else None
    issued = [text for text in texts if text.ordinal]
    shown = own
    if own is not None and own.role == Regulation.Role.NOTICE and issued:
        shown = issued[0]
    return Row(document, shown, texts, document.page)


def newest_issue() -> GazetteIssue | None:
    """The newest issue with a public document. One query."""
    public = Q(documents__publication=Document.Publication.PUBLISHED)
    return GazetteIssue.objects.filter(public).defer("front_matter").distinct().first()
