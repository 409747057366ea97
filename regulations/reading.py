"""Reading a gazette or an act: the pure way from a source to documents with their rules.

In the room: the order in which the stages run, and what one stage hands to the next. Not in
the room: the stages themselves, the database.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from documents.gazette.anchors import ACTIVE, Boundary
from documents.gazette.annexes import annex_label
from documents.gazette.blocks import Block
from documents.gazette.boundaries import refuse_in_one_act
from documents.gazette.organs import genre_of
from documents.gazette.parsed import HistoryEvent, Paragraph, ParsedDocument, ParsedIssue, Part
from documents.gazette.pipeline import DocumentDraft, GazetteDraft, PartDraft, run_pipeline
from documents.gazette.single_act import ActDraft, has_act_head, read_single_act
from documents.gazette.source import DroppedLine, Finding, SourceText, Table
from documents.text.normal import normal_title
from regulations.citations.acts import find_document_acts
from regulations.citations.catalogue import check_catalogue
from regulations.citations.life import read_life
from regulations.parse_format import to_json
from regulations.structure.annexes import Annex, with_annexes
from regulations.structure.headings import split_division
from regulations.structure.history import read_history
from regulations.structure.outline import build_outline
from regulations.structure.public_day import PublicDay, public_day, public_day_of

__all__ = ["read_gazette", "read_rules", "to_json"]

_TRANSMITS = re.compile(
    r"印发给|印发你们|现印发|现予印发|予以印发|现予公布|予以公布|现予发布|予以发布|现下发|现转发|转发给"
)
_ASKS = re.compile(r"^(?:请|望|希|特此)")


def read_gazette(source: SourceText, boundaries: Sequence[Boundary] = ()) -> ParsedIssue:
    """Read one source file: an issue of a gazette, or a file that is one act.

    Example: ``read_gazette(read_source(data, "2023-02.md")).documents[0].title``.
    ``boundaries`` are where people say that documents begin. Returns the parsed issue; ``gazette``
    is None for one act. Raises nothing.
    """
    parsed = _read(source, boundaries)
    if boundaries and not parsed.boundaries:
        parsed = replace(parsed, boundaries=refuse_in_one_act(boundaries))
    return parsed


def _read(source: SourceText, boundaries: Sequence[Boundary]) -> ParsedIssue:
    if has_act_head(source):
        act = read_single_act(source)
        return _one_act(source, act) if act else _empty(source, source.dropped)
    draft = run_pipeline(source, boundaries)
    begun = any(outcome.state == ACTIVE for outcome in draft.boundaries)
    if not begun and not draft.chronicles and not draft.contents.entries and _is_one_act(draft):
        act = read_single_act(source)
        return _one_act(source, act) if act else _empty(source, draft.dropped)
    return _issue(draft)


def _is_one_act(draft: GazetteDraft) -> bool:
    """A file without documents, or with one act printed whole from its first lines on."""
    if len(draft.documents) != 1:
        return not draft.documents
    document = draft.documents[0]
    alone = document.number is None and not document.addressees and not document.issuers
    return alone and len(draft.front) <= 2 and draft.masthead.number is None


def _empty(source: SourceText, dropped: tuple[DroppedLine, ...]) -> ParsedIssue:
    finding = Finding("no-text", "error", 0, "文件中没有可识别的正文。")
    return ParsedIssue(source, None, (), "", (), (), dropped, (*source.findings, finding), source.tables)


def _issue(draft: GazetteDraft) -> ParsedIssue:
    documents = tuple(_document(document, draft.source.tables) for document in draft.documents)
    front = "\n".join(line.text for line in draft.front)
    findings = (*draft.source.findings, *_contents_findings(draft))
    return ParsedIssue(
        draft.source, draft.masthead, draft.contents.entries, front, documents, draft.chronicles,
        draft.dropped, findings, draft.source.tables, draft.boundaries,
    )  # fmt: skip


def _contents_findings(draft: GazetteDraft) -> list[Finding]:
    """The table of contents says which documents exist."""
    numbers = {document.number for document in draft.documents}
    titles = {document.title for document in draft.documents}
    return [
        Finding("contents-unmatched", "warning", 0, f"目录所列“{entry.title}”未在正文中找到。")
        for entry in draft.contents.entries
        if entry.doc_number not in numbers and entry.title not in titles
    ]


def _document(draft: DocumentDraft, tables: Sequence[Table]) -> ParsedDocument:
    parts: list[Part] = []
    findings = list(draft.findings)
    issues = any(part.role == "enclosure" for part in draft.parts)
    for part in draft.parts:
        built, found = _part(part, tables)
        if draft.number is None or parts:
            built = replace(built, history=_own_history(part))
        if part.role == "body" and issues and not _says_more(part):
            built = replace(built, role="notice")
        parts.append(built)
        findings += found
    parsed = ParsedDocument(
        title=draft.title, doc_number=draft.number, issuers=draft.issuers, doc_type=draft.doc_type,
        column=draft.column, addressees=draft.addressees, signed_on=draft.signed_on,
        publicity=draft.publicity, line_start=draft.line_start, line_end=draft.line_end, page=draft.page,
        paragraphs=_document_paragraphs(draft), parts=tuple(parts),
        attachment_list=draft.attachment_list, findings=tuple(findings),
    )  # fmt: skip
    return read_rules(parsed)


def _own_history(part: PartDraft) -> tuple[HistoryEvent, ...]:
    """An act printed whole tells its history in brackets under its title."""
    return read_history([block.text for block in part.blocks[:3] if block.text[:1] in "（("])


def read_rules(document: ParsedDocument) -> ParsedDocument:
    """Acts named, dates and terms, read off the finished tree.

    Example: ``read_rules(replace(document, signed_on=date(2024, 5, 1)))`` after a correction.
    Returns the document with its parts' life and the acts it names. Raises nothing.
    """
    notice = document.parts[0] if len(document.parts) > 1 else None
    parts = tuple(
        _with_life(part, public_day_of(document, index), notice if index else None)
        for index, part in enumerate(document.parts)
    )
    document = replace(document, parts=parts)
    acts = find_document_acts(document)
    findings = dict.fromkeys((*document.findings, *check_catalogue(document)))
    return replace(
        document, legal_basis=acts.legal_basis, cites=acts.cites, abolishes=acts.abolishes,
        findings=tuple(findings),
    )  # fmt: skip


def _with_life(part: Part, public: PublicDay, notice: Part | None) -> Part:
    life = read_life(part, public.on, notice, day_inferred=public.inferred)
    return replace(
        part, effective_on=life.effective_on, effective_inferred=life.effective_inferred,
        expires_on=life.expires_on, validity=life.validity, trial=life.trial, interpreter=life.interpreter,
    )  # fmt: skip


def _says_more(part: PartDraft) -> bool:
    """Whether a notice says more than that it issues something."""
    own = takewhile(lambda block: block.kind != "attachments", part.blocks)
    sentences = [piece.strip() for block in own for piece in block.text.split("。") if piece.strip()]
    return any(not _TRANSMITS.search(piece) and not _ASKS.match(piece) for piece in sentences)


def _part(draft: PartDraft, tables: Sequence[Table]) -> tuple[Part, list[Finding]]:
    provisions, clashes = build_outline(draft.blocks, tables)
    part = Part(
        title=draft.title, genre=genre_of(draft.title), role=draft.role,
        scheme=_scheme(draft), line_start=draft.line_start, line_end=draft.line_end,
        chapters=draft.chapters, provisions=provisions, paragraphs=_paragraphs((*draft.head, *draft.blocks)),
    )  # fmt: skip
    return part, [*draft.findings, *clashes]


def _scheme(draft: PartDraft) -> str:
    kinds = {
        block.marker.kind for block in draft.blocks if block.marker and block.kind in ("heading", "article")
    }
    rows = sum(block.kind == "table" for block in draft.blocks)
    if "article" in kinds:
        return "mixed" if kinds & {"h1", "h2"} else "articles"
    if "decimal" in kinds:
        return "decimal"
    if kinds:
        return "outline"
    if rows and rows * 2 >= len(draft.blocks):
        return "table"
    return "outline" if any(block.marker for block in draft.blocks) else "plain"


def _document_paragraphs(draft: DocumentDraft) -> tuple[Paragraph, ...]:
    own, *others = draft.parts
    blocks = [*draft.opening, *own.head, *own.blocks, *draft.closing]
    for part in others:
        blocks += [*part.head, *part.blocks]
    return _paragraphs(blocks)


def _paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(block.kind, _printed(block), block.line_start, block.line_end) for block in blocks)


def _printed(block: Block) -> str:
    """A paragraph as a reader wants it."""
    if block.kind == "title":
        return normal_title(block.text)
    if block.kind == "chapter" and block.marker:
        return f"{block.marker.label} {split_division(block)}".rstrip()
    return block.text


def _one_act(source: SourceText, act: ActDraft) -> ParsedIssue:
    part, findings = _part(act.part, source.tables)
    part, found = _with_annexes(part, act.annexes, source.tables)
    findings += found
    history = read_history([block.text for block in act.history])
    part = replace(part, history=history)
    opening = [Block("title", line.text, line.number, line.number) for line in act.title_lines]
    opening += act.history
    document = ParsedDocument(
        title=act.title, doc_number=None, issuers=(), doc_type=None, column=None, addressees=None,
        signed_on=public_day(None, part.history).on, publicity=None, line_start=act.line_start, line_end=act.line_end,
        page=None, paragraphs=(*_paragraphs(opening), *part.paragraphs), parts=(part,), findings=tuple(findings),
    )  # fmt: skip
    document = read_rules(document)
    return ParsedIssue(source, None, (), "", (document,), (), act.dropped, source.findings, source.tables)


def _with_annexes(
    part: Part, drafts: Sequence[PartDraft], tables: Sequence[Table]
) -> tuple[Part, list[Finding]]:
    """An act with its annexes at its end."""
    if not drafts:
        return part, []
    built = [(annex_label(draft.head[0].text), *_part(draft, tables)) for draft in drafts]
    annexes = [Annex(label, p.title, p.provisions, p.line_start, p.line_end) for label, p, _ in built]
    whole = replace(
        part, provisions=with_annexes(part.provisions, annexes), line_end=annexes[-1].line_end,
        paragraphs=(*part.paragraphs, *(told for _, p, _ in built for told in p.paragraphs)),
    )  # fmt: skip
    return whole, [finding for _, _, found in built for finding in found]
