"""The review of one source: its lines beside the structure read from them, and all that is open in it.

In the room: the page for one document (or one law), in a fixed number of queries. Not in the room:
what is done about it (``regulations.services``).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from documents.models import Correction, Document, DroppedLine, Finding, SourceFile, SourceText, TocEntry
from documents.page_images import sheet_sizes
from regulations.citations.provisions import cite_of_path
from regulations.desk_selectors import OpenCitation, with_candidates
from regulations.models import Citation, Effect, Provision, Regulation, Version
from regulations.parser_mark import parser_mark
from regulations.services.inner_references import NOT_PRINTED

DOCUMENT_FIELDS = ("title", "doc_number", "signed_on", "column")
_HAS_HEADING = frozenset({"part", "chapter", "section", "heading", "article"})


@dataclass(frozen=True, slots=True)
class Line:
    """One source line; ``dropped`` says why it stands in no text, ``begins`` what starts here."""

    number: int
    text: str
    dropped: str
    findings: Sequence[Finding]
    begins: str = ""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """The place of one source line on its page, in points."""

    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the file: its picture's measures, and where the document's lines stand on it."""

    number: int
    width: float
    height: float
    lines: Sequence[SheetLine]


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
    line_start: int
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
    boundaries: Sequence[Correction]
    sheets: Sequence[Sheet]
    view: str
    last_line: int

    @property
    def doc_values(self) -> Sequence[Value]:
        """The values of the document itself."""
        return self.texts[0].values if self.texts and self.document else ()

    @property
    def named_corrections(self) -> list[tuple[str, Correction]]:
        """The corrections, each with its place as it is cited; an empty one for a value of the document."""
        cites = {
            (text.regulation.ordinal or 0, node.row.path): node.row.cite
            for text in self.texts
            for node in text.nodes
        }
        return [
            (cites.get((row.ordinal, row.path)) or cite_of_path(row.path) or row.path, row)
            for row in self.corrections
        ]

    @property
    def takes_boundaries(self) -> bool:
        """Whether a person may say where documents begin: in an issue, and in a file where none was found."""
        unread = self.source.is_unwritten and bool(self.lines)
        return getattr(self.source, "issue", None) is not None or unread

    @property
    def awaits_consent(self) -> bool:
        """Whether the file waits for a person who may publish."""
        return self.source.state == SourceFile.State.WAITING

    @property
    def is_outdated(self) -> bool:
        """Whether the parser has changed since it read the file."""
        return self.source.state == SourceFile.State.DONE and self.source.pipeline_version != parser_mark()

    @property
    def drafts(self) -> int:
        """How many documents of the source are drafts."""
        return sum(row.publication == Document.Publication.DRAFT for row in self.documents)


def review_page(source_id: int, document_id: int | None, view: str = "") -> ReviewPage:
    """The review of a source, at one document (the first where none is named).

    ``view`` is ``all`` for the lines of the whole file, ``pages`` for the pictures of its pages. Raises ``SourceFile.DoesNotExist``; an unknown document is taken as none named.
    """
    source = SourceFile.objects.select_related("text", "issue", "uploaded_by").get(pk=source_id)
    documents = _documents(source)
    at = next((n for n, row in enumerate(documents) if row.pk == document_id), 0)
    document = documents[at] if documents else None
    corrections = _corrections(source, document)
    texts = _texts(source, document, corrections)
    findings = _findings(source, document)
    acts = [text.regulation.pk for text in texts]
    read = getattr(source, "text", None)
    paged = bool(read and read.format == "pdf" and read.geometry)
    return ReviewPage(
        source=source,
        documents=documents,
        document=document,
        texts=texts,
        lines=_lines(source, None if view == "all" else document, findings, _starts(documents, texts)),
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
        paged=paged,
        toc_missing=list(TocEntry.objects.filter(issue__source=source, document=None)),
        boundaries=_boundaries(source),
        sheets=_sheets(read, document) if paged and read and view == "pages" else (),
        view=view if view == "all" or (paged and view == "pages") else "",
        last_line=read.text.count("\n") + 1 if read else 0,
    )


def place_words(regulation: Regulation, path: str) -> str:
    """The place at a path as it is cited, as far as it is known. One query where the path alone does not tell."""
    node = Provision.objects.filter(version__regulation=regulation, version__is_current=True, path=path)
    return cite_of_path(path) or node.values_list("cite", flat=True).first() or path


def _boundaries(source: SourceFile) -> list[Correction]:
    """What people said of where documents begin, in this file and in other files of its issue."""
    key = source.issue.key if getattr(source, "issue", None) else ""
    wanted = Q(source=source) | (Q(issue_key=key) if key else Q(pk=None))
    rows = Correction.objects.filter(wanted, field=Correction.Field.BOUNDARY)
    return list(rows.select_related("user", "revoked_by").order_by("-id"))


def _starts(documents: Sequence[Document], texts: Sequence[ReviewText]) -> dict[int, str]:
    starts = {text.line_start: "part" for text in texts if text.regulation.ordinal}
    return starts | {row.line_start: "document" for row in documents}


def _sheets(read: SourceText, document: Document | None) -> list[Sheet]:
    """The pages that a document stands on, with its lines."""
    sizes = sheet_sizes(read)
    first, last = (document.line_start, document.line_end) if document else (1, read.text.count("\n") + 1)
    on: dict[int, list[SheetLine]] = defaultdict(list)
    for number in range(first, last + 1):
        place = read.geometry.get(str(number), ())
        if len(place) == 5:
            page, x0, top, x1, bottom = place
            on[int(page)].append(SheetLine(number, x0, top, x1 - x0, bottom - top))
    return [Sheet(page, *sizes[page - 1], lines) for page, lines in sorted(on.items()) if page <= len(sizes)]


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
    return ReviewText(regulation, version.line_start, _values(regulation, at[""]), nodes)


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


def _lines(
    source: SourceFile, document: Document | None, findings: Sequence[Finding], starts: Mapping[int, str]
) -> list[Line]:
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
        Line(number, every[number - 1], dropped.get(number, ""), at[number], starts.get(number, ""))
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
