"""What the desk shows of texts: counts of the work, effects to decide, citations to lead, reports.

In the room: reads with a fixed number of queries. Not in the room: files and findings
(``documents.desk_selectors``), the review of one source (``review_selectors``), what lapses
(``insight.expiry``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from documents.models import Document, Finding, SourceFile
from regulations.models import Citation, Effect, ErrorReport, Regulation
from regulations.services.inner_references import NOT_PRINTED
from regulations.services.references import CandidatePool

GRAVE_KINDS = ("repeal", "replace", "expire", "renew", "amend", "note")
SURE = 0.85


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How much waits on each pile."""

    working: int
    drafts: int
    findings: int
    grave_findings: int
    effects: int
    citations: int
    reports: int


@dataclass(frozen=True, slots=True)
class OpenCitation:
    """A citation without a sure target, its sentence and the acts it may mean."""

    row: Citation
    before: str
    after: str
    candidates: Sequence[Regulation]


def desk_counts() -> DeskCounts:
    """The counts of the desk. Seven queries."""
    findings = Finding.objects.filter(resolved_at=None)
    return DeskCounts(
        working=SourceFile.objects.filter(
            kind=SourceFile.Kind.GAZETTE, state__in=("queued", "running", "failed", "waiting")
        ).count(),
        drafts=Document.objects.filter(publication=Document.Publication.DRAFT).count(),
        findings=findings.exclude(severity="info").count(),
        grave_findings=findings.filter(severity="error").count(),
        effects=effects_to_decide().count(),
        citations=open_citations().count(),
        reports=ErrorReport.objects.filter(state=ErrorReport.State.OPEN).count(),
    )


def effects_to_decide(*, every: bool = False) -> QuerySet[Effect]:
    """Effects that no person has judged: those that end or change acts and the unsure ones, or all."""
    rows = Effect.objects.filter(state=Effect.State.PROPOSED).select_related(
        "target", "by", "provision", "target__document__issue"
    )
    if not every:
        rows = rows.filter(Q(kind__in=GRAVE_KINDS) | Q(confidence__lt=SURE))
    return rows.order_by("confidence", "id")


def open_citations() -> QuerySet[Citation]:
    """Citations with several candidates or none, on which no person has decided.

    An attachment that the gazette did not print is left out: nobody could lead to it.
    """
    return (
        Citation.objects.filter(
            status__in=(Citation.Status.AMBIGUOUS, Citation.Status.UNCLEAR), decided_by=None
        )
        .exclude(reason=NOT_PRINTED)
        .select_related("provision", "regulation")
        .order_by("status", "regulation", "id")
    )


def with_candidates(rows: Sequence[Citation]) -> list[OpenCitation]:
    """Citations with the acts they may mean. Two queries."""
    pool = CandidatePool(rows)
    ids = {row.pk: [candidate.id for candidate in pool.of(row)] for row in rows}
    acts = Regulation.objects.in_bulk({pk for found in ids.values() for pk in found})
    out = []
    for row in rows:
        words = row.provision.heading if row.in_heading else row.provision.text
        candidates = [acts[pk] for pk in ids[row.pk][:8] if pk in acts]
        out.append(
            OpenCitation(
                row, words[max(0, row.start - 60) : row.start], words[row.end : row.end + 60], candidates
            )
        )
    return out


def reports(*, state: str = ErrorReport.State.OPEN) -> QuerySet[ErrorReport]:
    """Readers' reports in one state, oldest first while open."""
    rows = ErrorReport.objects.filter(state=state).select_related("regulation", "handled_by")
    return rows.order_by("id" if state == ErrorReport.State.OPEN else "-handled_at")


def text_at(address: str) -> tuple[Regulation, str] | None:
    """The text and path that a pasted address or slug names, None where there is no such text."""
    parts = [part for part in address.strip().split("?")[0].split("#")[0].split("/") if part]
    if "r" in parts:
        parts = parts[parts.index("r") + 1 :]
    if not parts:
        return None
    found = Regulation.objects.filter(slug=parts[0][:120].replace("\x00", "")).first()
    return (found, "/".join(parts[1:])[:200]) if found else None
