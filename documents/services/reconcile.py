"""A parsed issue laid over the rows that stand: matched rows keep their keys, the difference is written.

In the room: the issue, its documents, notes and chronicles. Not in the room: the texts of the
documents (``regulations.services.texts``).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Model

from documents.gazette.parsed import Chronicle as ParsedChronicle
from documents.gazette.parsed import Masthead, ParsedDocument, ParsedIssue
from documents.gazette.parsed import TocEntry as ParsedTocEntry
from documents.gazette.source import Finding as FoundFinding
from documents.models import (
    Chronicle,
    ChronicleEntry,
    Document,
    DroppedLine,
    Finding,
    GazetteIssue,
    Organ,
    SourceFile,
    SourceText,
    TocEntry,
)
from documents.organs import ascii_slug, initials, level_of
from documents.text.document_numbers import parse_document_number
from documents.text.titles import title_key

HEAD_KINDS = frozenset({"title", "number", "addressees", "signature", "date", "publicity", "attachments"})
_CLOSED = ("依申请公开", "不予公开", "不公开")


@dataclass(slots=True)
class ReconciledIssue:
    """What came of it: pairs in printed order, and documents that the new parse no longer has."""

    issue: GazetteIssue
    documents: list[tuple[Document, ParsedDocument]] = field(default_factory=list)
    gone: list[Document] = field(default_factory=list)
    chronicles: list[int] = field(default_factory=list)


def reconcile_issue(*, source: SourceFile, parsed: ParsedIssue) -> ReconciledIssue:
    """Write the issue of ``source``; call inside a transaction.

    ``gone`` documents are left for the caller, who first frees what hangs on them.
    """
    same_file = GazetteIssue.objects.filter(source=source).exists()
    issue = _issue_for(source, parsed)
    store_source_text(source=source, parsed=parsed)
    result = ReconciledIssue(issue=issue)
    _reconcile_documents(issue, parsed.documents, result, same_file=same_file)
    _write_toc(issue, parsed.toc, [row for row, _ in result.documents])
    _write_notes(source, parsed, result.documents)
    result.chronicles = _write_chronicles(issue, parsed.chronicles)
    return result


def store_source_text(*, source: SourceFile, parsed: ParsedIssue) -> None:
    """Keep the lines as read, with their place on the page where there is one."""
    geometry = {
        str(line.number): [line.page, *(line.box or ())]
        for line in parsed.source.lines
        if line.page is not None
    }
    SourceText.objects.update_or_create(
        source=source,
        defaults={
            "format": parsed.source.format,
            "ocr": parsed.source.ocr,
            "pages": parsed.source.pages,
            "text": clean("\n".join(line.text for line in parsed.source.lines)),
            "geometry": geometry,
        },
    )


def clean(text: str) -> str:
    """PostgreSQL stores no NUL; it is shown as the replacement character."""
    return text.replace("\x00", "\ufffd")


def changes_public(*, source: SourceFile, parsed: ParsedIssue) -> bool:
    """Whether a file that is to be held back would change an issue of which something is published."""
    issue = _standing_issue(source, parsed) if source.hold else None
    if issue is None or issue.source_id == source.pk:
        return False
    return issue.documents.filter(publication=Document.Publication.PUBLISHED).exists()


def _key_of(source: SourceFile, head: Masthead) -> str:
    if head.name and head.year and head.number:
        return f"{title_key(head.name)}|{head.year}|{head.number}"
    return f"source|{source.sha256}"


def _standing_issue(source: SourceFile, parsed: ParsedIssue) -> GazetteIssue | None:
    """The issue that a file tells anew: its own, the one of that number, or that of its documents."""
    key = _key_of(source, parsed.gazette or Masthead())
    return (
        GazetteIssue.objects.filter(source=source).first()
        or GazetteIssue.objects.filter(key=key).first()
        or (_issue_of_same_documents(parsed.documents) if key.startswith("source|") else None)
    )


def _issue_for(source: SourceFile, parsed: ParsedIssue) -> GazetteIssue:
    head = parsed.gazette or Masthead()
    key = _key_of(source, head)
    issue = _standing_issue(source, parsed) or GazetteIssue(slug=_issue_slug(head, source))
    issue.key, issue.source, issue.front_matter = key, source, clean(parsed.front_matter)
    issue.name, issue.year, issue.number = head.name or "", head.year, head.number
    issue.total_number, issue.published_on = head.total_number, head.published_on
    issue.frequency, issue.host = head.frequency or "", head.host or ""
    issue.save()
    return issue


def _issue_slug(head: Masthead, source: SourceFile) -> str:
    stem = f"{initials(head.name or 'gongbao')}-{head.year or 'x'}-{head.number or source.sha256[:8]}"
    return free_slug(GazetteIssue, stem)


def free_slug(model: type[Model], stem: str) -> str:
    """``stem``, or the first of ``stem-2``, ``stem-3`` … that no row has."""
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, n = stem, 1
    while slug in taken:
        n += 1
        slug = f"{stem}-{n}"
    return slug


def _issue_of_same_documents(documents: Sequence[ParsedDocument]) -> GazetteIssue | None:
    """An issue without a masthead is known again by its documents: more than half the same."""
    identities = [identity_of(d) for d in documents if d.doc_number]
    if not identities:
        return None
    row = (
        Document.objects.filter(identity__in=identities, issue__key__startswith="source|")
        .values("issue")
        .annotate(n=Count("pk"))
        .order_by("-n")
        .first()
    )
    if row is None or row["n"] * 2 <= len(identities):
        return None
    return GazetteIssue.objects.get(pk=row["issue"])


def identity_of(parsed: ParsedDocument) -> str:
    """What makes a document itself: its number, else issuers, title and date."""
    number = parse_document_number(parsed.doc_number) if parsed.doc_number else None
    if number is not None:
        return number.key
    return "|".join(("".join(parsed.issuers), title_key(parsed.title), str(parsed.signed_on or "")))[:600]


def _reconcile_documents(
    issue: GazetteIssue, documents: Sequence[ParsedDocument], result: ReconciledIssue, *, same_file: bool
) -> None:
    standing = {row.identity: row for row in issue.documents.all()}
    shown = [(row.line_start, row.line_end, row.publication) for row in standing.values() if same_file]
    seen: Counter[str] = Counter()
    organs = _organs({name for parsed in documents for name in parsed.issuers})
    for position, parsed in enumerate(documents):
        identity = identity_of(parsed)
        seen[identity] += 1
        if seen[identity] > 1:
            identity = f"{identity[:590]}#{seen[identity]}"
        row = standing.pop(identity, None) or Document(
            issue=issue, identity=identity, publication=_publication(issue.source, parsed, shown)
        )
        _fill(row, parsed, position)
        row.save()
        row.organs.set([organs[name] for name in dict.fromkeys(parsed.issuers)])
        result.documents.append((row, parsed))
    result.gone = list(standing.values())


def _organs(names: set[str]) -> dict[str, Organ]:
    found = {organ.name: organ for organ in Organ.objects.filter(name__in=names)}
    for name in sorted(names - found.keys()):
        slug = free_slug(Organ, ascii_slug(name, 100))
        found[name] = Organ.objects.create(name=name, slug=slug, level=level_of(name))
    return found


def _publication(source: SourceFile, parsed: ParsedDocument, shown: Sequence[tuple[int, int, str]]) -> str:
    """Hidden: what is marked as not open, what a person uploads without a mark or wants to see first.

    A document cut out of one that stands is shown as that one was, unless its own mark forbids it.
    """
    mark = parsed.publicity or ""
    closed = any(word in mark for word in _CLOSED)
    before = [state for first, last, state in shown if first <= parsed.line_start <= last]
    if before and not (closed and before[0] == Document.Publication.PUBLISHED):
        return before[0]
    if closed or source.hold or (source.uploaded_by_id and not mark):
        return Document.Publication.DRAFT
    return Document.Publication.PUBLISHED


def _fill(row: Document, parsed: ParsedDocument, position: int) -> None:
    number = parse_document_number(parsed.doc_number) if parsed.doc_number else None
    row.position = position
    row.title, row.title_key = clean(parsed.title)[:500], title_key(parsed.title)[:500]
    row.doc_number = (parsed.doc_number or "")[:100]
    row.number_key = (number.key if number else "")[:100]
    row.number_organ = (number.organ if number else "")[:60]
    row.number_year = (number.year if number else None) or (
        parsed.signed_on.year if parsed.signed_on else None
    )
    row.number_serial = int(number.serial) if number and number.serial.isdigit() else None
    row.issuers = list(parsed.issuers)
    row.level = document_level(parsed)
    row.doc_type, row.column = (parsed.doc_type or "")[:20], (parsed.column or "")[:50]
    row.addressees = clean(parsed.addressees or "")
    row.signed_on, row.publicity, row.page = parsed.signed_on, (parsed.publicity or "")[:50], parsed.page
    row.line_start, row.line_end = parsed.line_start, max(parsed.line_start, parsed.line_end)
    row.head = [[p.kind, clean(p.text)] for p in parsed.paragraphs if p.kind in HEAD_KINDS]
    row.attachment_list = list(parsed.attachment_list)


def document_level(parsed: ParsedDocument) -> str:
    """The level of a document: that of its first issuer, else of its title."""
    names = [*parsed.issuers, parsed.title]
    return next((level for level in map(level_of, names) if level != "unknown"), "unknown")


def _write_toc(issue: GazetteIssue, entries: Sequence[ParsedTocEntry], documents: list[Document]) -> None:
    by_number = {row.number_key: row for row in documents if row.number_key}
    by_title = {row.title_key: row for row in documents}
    issue.toc.all().delete()
    rows = []
    for position, entry in enumerate(entries):
        number = parse_document_number(entry.doc_number) if entry.doc_number else None
        document = (by_number.get(number.key) if number else None) or by_title.get(title_key(entry.title))
        rows.append(
            TocEntry(
                issue=issue,
                position=position,
                column=(entry.column or "")[:50],
                title=clean(entry.title)[:500],
                doc_number=(entry.doc_number or "")[:100],
                page=entry.page,
                document=document,
            )
        )
    TocEntry.objects.bulk_create(rows)


def _write_notes(
    source: SourceFile, parsed: ParsedIssue, documents: Iterable[tuple[Document, ParsedDocument]]
) -> None:
    DroppedLine.objects.filter(source=source).delete()
    dropped = {drop.line: drop for drop in parsed.dropped}
    DroppedLine.objects.bulk_create(
        DroppedLine(source=source, line=d.line, text=clean(d.text), reason=d.reason[:100])
        for d in dropped.values()
    )
    found: list[tuple[Document | None, FoundFinding]] = [(None, f) for f in parsed.findings]
    found += [(row, f) for row, document in documents for f in document.findings]
    write_findings(source=source, found=found)


def write_findings(*, source: SourceFile, found: Iterable[tuple[Document | None, FoundFinding]]) -> None:
    """Replace the open findings of a source; those that a person ticked off stay as they are."""
    standing = {(f.code, f.line, f.message): f for f in Finding.objects.filter(source=source)}
    wanted: dict[tuple[str, int, str], Finding] = {}
    for document, finding in found:
        key = (finding.code, finding.line, clean(finding.message))
        wanted.setdefault(
            key,
            Finding(
                source=source,
                document=document,
                code=key[0],
                severity=finding.severity,
                line=key[1],
                message=key[2],
            ),
        )
    moved = [f for key, f in standing.items() if key in wanted and f.document_id != wanted[key].document_id]
    for row in moved:
        row.document = wanted[row.code, row.line, row.message].document
    Finding.objects.bulk_update(moved, ["document"])
    gone = [f.pk for key, f in standing.items() if key not in wanted and f.resolved_at is None]
    Finding.objects.filter(pk__in=gone).delete()
    Finding.objects.bulk_create(row for key, row in wanted.items() if key not in standing)


def _write_chronicles(issue: GazetteIssue, chronicles: Sequence[ParsedChronicle]) -> list[int]:
    standing = {row.position: row for row in issue.chronicles.all()}
    ids = []
    for position, parsed in enumerate(chronicles):
        row = standing.pop(position, None) or Chronicle(
            issue=issue, position=position, slug=free_slug(Chronicle, f"{issue.slug}-dsj-{position + 1}")
        )
        row.title, row.line_start, row.line_end = (
            clean(parsed.title)[:200],
            parsed.line_start,
            parsed.line_end,
        )
        row.save()
        row.entries.all().delete()
        ChronicleEntry.objects.bulk_create(
            ChronicleEntry(
                chronicle=row,
                position=n,
                on=entry.on,
                date_text=entry.date_text[:100],
                text=clean(entry.text),
                line_start=entry.line_start,
                line_end=entry.line_end,
            )
            for n, entry in enumerate(parsed.entries)
        )
        ids.append(row.pk)
    Chronicle.objects.filter(pk__in=[row.pk for row in standing.values()]).delete()
    return ids
