"""The review of one source: its lines beside the structure read from them, and all that is open in it.

In the room: the page for one document (or one law), in a fixed number of queries. Not in the room:
what is done about it (``regulations.services``).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from documents.models import Correction, Document, DroppedLine, Finding, SourceFile, SourceText, TocEntry
from regulations.desk_selectors import OpenCitation, with_candidates
from regulations.models import Citation, Effect, Provision, Regulation, Version
from regulations.services.references import NOT_PRINTED

DOCUMENT_FIELDS = ("title", "doc_number", "signed_on", "column")
_HAS_HEADING = frozenset({"part", "chapter", "section", "heading", "article"})


@dataclass(frozen=True, slots=True)
class Line:
    """One source line; ``dropped`` says why it stands in no text."""

    number: int
    text: str
    dropped: str
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Value:
    """A correctable value of a document or text."""

    field: str
    name: str
    value: str
    correction: Correction | None


@dataclass(slots=True)
class ReviewNode:
    """One provision with the values that can be corrected."""

    row: Provision
    corrections: list[Correction] = field(default_factory=list)

    @property
    def fields(self) -> list[str]:
        """What can be corrected here."""
        out = ["heading"] if self.row.kind in _HAS_HEADING and self.row.heading else []
        if self.row.text and self.row.kind != Provision.Kind.TABLE:
            out.append("text")
        if self.row.kind == Provision.Kind.HEADING:
            out.append("level")
        return out

    @property
    def depth(self) -> int:
        """How far to indent, bounded."""
        return min(self.row.level, 6)


@dataclass(frozen=True, slots=True)
class ReviewText:
    """One text of the document."""

    regulation: Regulation
    values: Sequence[Value]
    nodes: Sequence[ReviewNode]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All that the template of the review needs."""

    source: SourceFile
    documents: Sequence[Document]
    document: Document | None
    texts: Sequence[ReviewText]
    lines: Sequence[Line]
    findings: Sequence[Finding]
    ticked: Sequence[Finding]
    general: Sequence[Finding]
    effects: Sequence[Effect]
    citations: Sequence[OpenCitation]
    corrections: Sequence[Correction]
    previous: Document | None
    following: Document | None
    paged: bool
    toc_missing: Sequence[TocEntry]

    @property
    def doc_values(self) -> Sequence[Value]:
        """The values of the document itself."""
        return self.texts[0].values if self.texts and self.document else ()

    @property
    def drafts(self) -> int:
        """How many documents of the source are drafts."""
        return sum(row.publication == Document.Publication.DRAFT for row in self.documents)


def review_page(source_id: int, document_id: int | None) -> ReviewPage:
    """The review of a source, at one document (the first where none is named).

    Raises ``SourceFile.DoesNotExist``; an unknown document is taken as none named.
    """
    source = SourceFile.objects.select_related("text", "issue", "uploaded_by").get(pk=source_id)
    documents = _documents(source)
    at = next((n for n, row in enumerate(documents) if row.pk == document_id), 0)
    document = documents[at] if documents else None
    corrections = _corrections(source, document)
    texts = _texts(source, document, corrections)
    findings = _findings(source, document)
    acts = [text.regulation.pk for text in texts]
    geometry = getattr(source, "text", None)
    return ReviewPage(
        source=source,
        documents=documents,
        document=document,
        texts=texts,
        lines=_lines(source, document, findings),
        findings=[f for f in findings if f.resolved_at is None and f.line],
        ticked=[f for f in findings if f.resolved_at is not None],
        general=[f for f in findings if f.resolved_at is None and not f.line],
        effects=list(
            Effect.objects.filter(by__in=acts)
            .select_related("target", "by", "provision")
            .order_by("state", "id")
        ),
        citations=with_candidates(_open_citations(acts)),
        corrections=corrections,
        previous=documents[at - 1] if at else None,
        following=documents[at + 1] if at + 1 < len(documents) else None,
        paged=bool(geometry and geometry.geometry),
        toc_missing=list(TocEntry.objects.filter(issue__source=source, document=None)),
    )


def _documents(source: SourceFile) -> list[Document]:
    open_ = Q(findings__resolved_at=None) & ~Q(findings__severity="info")
    return list(
        Document.objects.filter(issue__source=source)
        .annotate(n_findings=Count("findings", filter=open_ & Q(findings__isnull=False)))
        .select_related("issue")
        .defer("issue__front_matter")
        .order_by("position")
    )


def _corrections(source: SourceFile, document: Document | None) -> list[Correction]:
    rows = Correction.objects.select_related("user", "revoked_by").order_by("-id")
    if document is not None:
        return list(rows.filter(document=document))
    return list(rows.filter(source=source))


def _texts(
    source: SourceFile, document: Document | None, corrections: Sequence[Correction]
) -> list[ReviewText]:
    versions = Version.objects.filter(source=source).select_related("regulation__document")
    if document is not None:
        versions = versions.filter(regulation__document=document)
    rows = sorted(versions, key=lambda version: version.regulation.ordinal or 0)
    provisions: dict[int, list[Provision]] = defaultdict(list)
    for node in Provision.objects.filter(version__in=rows).order_by("version", "position"):
        provisions[node.version_id].append(node)
    standing = [c for c in corrections if c.state != Correction.State.REVOKED]
    return [_text(version, provisions[version.pk], standing) for version in rows]


def _text(version: Version, rows: Sequence[Provision], standing: Sequence[Correction]) -> ReviewText:
    regulation = version.regulation
    own = [c for c in standing if c.ordinal == (regulation.ordinal or 0)]
    at: dict[str, list[Correction]] = defaultdict(list)
    for correction in own:
        at[correction.path].append(correction)
    nodes = [ReviewNode(row, at[row.path]) for row in rows]
    return ReviewText(regulation, _values(regulation, at[""]), nodes)


def _values(regulation: Regulation, corrections: Sequence[Correction]) -> list[Value]:
    document = regulation.document
    if document is None:
        return []
    by_field = {c.field: c for c in corrections}
    if regulation.ordinal:
        return [Value("title", "题名", regulation.title, by_field.get("title"))]
    shown = {
        "title": document.title,
        "doc_number": document.doc_number,
        "signed_on": document.signed_on.isoformat() if document.signed_on else "",
        "column": document.column,
    }
    return [
        Value(name, str(Correction.Field(name).label), shown[name], by_field.get(name))
        for name in DOCUMENT_FIELDS
    ]


def _findings(source: SourceFile, document: Document | None) -> list[Finding]:
    rows = Finding.objects.filter(source=source).select_related("resolved_by").order_by("line", "id")
    if document is not None:
        within = Q(document=None) & (Q(line=0) | Q(line__range=(document.line_start, document.line_end)))
        rows = rows.filter(Q(document=document) | within)
    return list(rows)


def _lines(source: SourceFile, document: Document | None, findings: Sequence[Finding]) -> list[Line]:
    try:
        every = source.text.text.split("\n")
    except SourceText.DoesNotExist:
        return []
    first, last = (document.line_start, document.line_end) if document else (1, len(every))
    dropped = dict(
        DroppedLine.objects.filter(source=source, line__range=(first, last)).values_list("line", "reason")
    )
    at: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.resolved_at is None:
            at[finding.line].append(finding)
    return [
        Line(number, every[number - 1], dropped.get(number, ""), at[number])
        for number in range(first, min(last, len(every)) + 1)
    ]


def _open_citations(acts: Sequence[int]) -> list[Citation]:
    return list(
        Citation.objects.filter(
            regulation__in=acts, status__in=(Citation.Status.AMBIGUOUS, Citation.Status.UNCLEAR)
        )
        .exclude(reason=NOT_PRINTED)
        .select_related("provision", "regulation")
        .order_by("provision__position", "start")
    )
