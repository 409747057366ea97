"""The pipeline: from a source to documents with whole paragraphs, stage by stage.

In the room: the order of the stages, and the drafts that they hand on. Not in the room:
provisions, citations, dates of effect (the rules, further on).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents.gazette import organs, phrases
from documents.gazette.anchors import Boundary, BoundaryOutcome
from documents.gazette.attachments import absent_attachments, listed_attachments, mentioned_attachment
from documents.gazette.beginnings import is_speech
from documents.gazette.blocks import Block, build_blocks, chapter_titles
from documents.gazette.boundaries import Wish, move_documents, move_parts, settle
from documents.gazette.chronicle import read_chronicle
from documents.gazette.contents import (
    Contents,
    columns_between,
    contents_inside,
    is_contents_head,
    opens_body,
    read_contents,
    stands_in_document,
)
from documents.gazette.flattened import rebuild_flattened
from documents.gazette.frame import Frame, part_columns, read_frame
from documents.gazette.furniture import find_furniture
from documents.gazette.glued import cut_glued_headings
from documents.gazette.item_heads import settle_items
from documents.gazette.last_heads import cut_last_headings
from documents.gazette.layout import Layout, measure_layout
from documents.gazette.lines import Line, clean_lines
from documents.gazette.masthead import column_of_head, read_masthead
from documents.gazette.numbering import read_scheme
from documents.gazette.parsed import Chronicle, Masthead
from documents.gazette.parts import PartLines, split_parts
from documents.gazette.rows import rebuild_rows
from documents.gazette.segmentation import segment_documents
from documents.gazette.source import DroppedLine, Finding, SourceText
from documents.gazette.spans import DocumentSpan, Segments

_LAST_CONTENTS = 1200
_ISSUED_AS = "通知"
_ISSUES = re.compile(r"印发|转发|批转|下发")


@dataclass(frozen=True, slots=True)
class PartDraft:
    """One text before its provisions are built."""

    role: str
    title: str
    scheme: str
    head: tuple[Block, ...]
    blocks: tuple[Block, ...]
    chapters: tuple[str, ...]
    findings: tuple[Finding, ...]
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """One document before the rules are read."""

    title: str
    number: str | None
    issuers: tuple[str, ...]
    doc_type: str | None
    column: str | None
    page: int | None
    addressees: str | None
    signed_on: date | None
    publicity: str | None
    line_start: int
    line_end: int
    opening: tuple[Block, ...]
    closing: tuple[Block, ...]
    parts: tuple[PartDraft, ...]
    attachment_list: tuple[str, ...]
    findings: tuple[Finding, ...]
    boundaries: tuple[BoundaryOutcome, ...] = ()


@dataclass(frozen=True, slots=True)
class GazetteDraft:
    """One source file after the pipeline."""

    source: SourceText
    masthead: Masthead
    contents: Contents
    front: tuple[Line, ...]
    documents: tuple[DocumentDraft, ...]
    chronicles: tuple[Chronicle, ...]
    dropped: tuple[DroppedLine, ...]
    boundaries: tuple[BoundaryOutcome, ...] = ()


def run_pipeline(source: SourceText, boundaries: Sequence[Boundary] = ()) -> GazetteDraft:
    """Run all stages on one source; ``boundaries`` are where people say that documents begin.

    Example: ``run_pipeline(source).documents[0].title``.
    Returns the draft of a gazette; a source without documents has none. Raises nothing.
    """
    dropped = find_furniture(source, _body_start(source))
    lines = clean_lines(source, frozenset(drop.line for drop in dropped))
    contents = read_contents(lines)
    layout = measure_layout(lines[contents.end :])
    moved = move_documents(source, lines, segment_documents(lines, contents), boundaries)
    segments = moved.segments
    firsts = {span.first - contents.end for span in segments.documents}
    heads = [*_columns_of_heads(dropped), *columns_between(lines[contents.end :], firsts)]
    documents = tuple(
        _draft(lines, span, contents, layout, heads, moved.wishes) for span in segments.documents
    )
    front = _around(lines, segments)
    masthead = read_masthead([line.text for line in front], [drop.text for drop in dropped])
    year = masthead.year or _usual_year(documents)
    chronicles = tuple(
        read_chronicle(lines[span.start : span.end], span.year or year, span.month, layout)
        for span in segments.chronicles
    )
    settled = [*moved.outcomes, *(outcome for draft in documents for outcome in draft.boundaries)]
    return GazetteDraft(
        source, masthead, contents, front, documents, chronicles, tuple(dropped), settle(boundaries, settled)
    )


def _body_start(source: SourceText) -> int:
    """The line from which running heads are furniture: after the contents, if there are any."""
    listed = False
    for line in source.lines:
        text = line.text.strip()
        if not listed and line.number > _LAST_CONTENTS:
            return 1
        if listed and text and (opens_body(text) or text.startswith(("第一条", "**第一条"))):
            return line.number
        if not listed and text and stands_in_document(text):
            return 1
        listed = listed or is_contents_head(text)
    return 1


def _around(lines: Sequence[Line], segments: Segments) -> tuple[Line, ...]:
    inside = [(span.first, span.end) for span in segments.documents]
    inside += [(span.start, span.end) for span in segments.chronicles]
    taken = bytearray(len(lines))
    for start, end in inside:
        taken[start:end] = b"\x01" * (end - start)
    return tuple(line for line, used in zip(lines, taken, strict=True) if not used)


def _usual_year(documents: Sequence[DocumentDraft]) -> int | None:
    years = [document.signed_on.year for document in documents if document.signed_on]
    return max(set(years), key=years.count) if years else None


def _doc_type(span: DocumentSpan, frame: Frame) -> str | None:
    if span.order and span.number:
        return "公告" if "公告" in span.number else "令"
    return organs.document_type(frame.title) or (_ISSUED_AS if _lacks_type(frame.title) else None)


def _lacks_type(title: str) -> bool:
    """A title 关于印发…方案 that has lost its 的通知: what issues another text is a notice."""
    return _ISSUES.search(title) is not None and organs.document_type(title) is None


def _columns_of_heads(dropped: Sequence[DroppedLine]) -> list[tuple[int, str]]:
    """Running heads that name a column, by line."""
    return [(drop.line, column) for drop in dropped if (column := column_of_head(drop.text))]


def _column(heads: Sequence[tuple[int, str]], lines: Sequence[Line], span: DocumentSpan) -> str | None:
    """The column that the heads of a document's own pages name."""
    last = lines[span.end - 1].number
    before = lines[span.start - 1].number if span.start else 0
    own = next((column for line, column in heads if before < line <= last and line > 0), None)
    above = [column for line, column in heads if line < 0 and -line < lines[span.start].number]
    return own or (above[-1] if above else None)


def _draft(
    lines: list[Line],
    span: DocumentSpan,
    contents: Contents,
    layout: Layout,
    heads: Sequence[tuple[int, str]],
    wishes: Sequence[Wish],
) -> DocumentDraft:
    mixed = part_columns(lines, span)
    frame = read_frame(lines, span)
    split, outcomes = move_parts(
        split_parts(lines, span, frame, layout),
        [wish for wish in wishes if lines[span.start].number <= wish.number <= lines[span.end - 1].number],
        span.order or phrases.issues_something(frame.title),
    )
    parts = tuple(draft_part(part, layout) for part in split)
    entry = contents.entry_of(frame.title, span.number)
    closing = frame.closing
    last = lines[span.end - 1]
    every = [block for part in parts for block in part.blocks]
    listed = listed_attachments(every)
    return DocumentDraft(
        title=frame.title, number=span.number, issuers=frame.issuers,
        doc_type=_doc_type(span, frame),
        column=entry.column if entry else _column(heads, lines, span),
        page=entry.page if entry else None,
        addressees=frame.addressees,
        signed_on=closing.signed_on if closing else None,
        publicity=closing.publicity if closing else None,
        line_start=lines[span.start].number, line_end=last.number,
        opening=_opening(lines, span, frame), closing=_closing(lines, frame),
        parts=parts, attachment_list=listed,
        findings=(
            *((mixed,) if mixed else ()), *_document_findings(lines, span, frame), *_absent(listed, parts)
        ),
        boundaries=outcomes,
    )  # fmt: skip


def _absent(listed: Sequence[str], parts: Sequence[PartDraft]) -> list[Finding]:
    """Attachments that a document lists or mentions, and does not print."""
    if not listed and not any(part.role == "attachment" for part in parts):
        for block in (block for part in parts for block in part.blocks):
            label = mentioned_attachment(block.text)
            if label:
                message = f"正文提到“{label}”，未见附件目录，也未见附件。"
                return [Finding("attachment-unlisted", "info", block.line_start, message)]
        return []
    line = max(
        (block.line_end for part in parts for block in part.blocks if block.kind == "attachments"), default=0
    )
    return [
        Finding("attachment-absent", "info", line, f"附件“{name}”列在附件目录中，正文未见刊登。")
        for name in absent_attachments(listed, [part.title for part in parts[1:]])
    ]


def draft_part(part: PartLines, layout: Layout) -> PartDraft:
    """Put one text together into paragraphs.

    Example: ``draft_part(part, layout).scheme`` is ``"articles"``.
    Returns the draft of the text. Raises nothing.
    """
    first, size = contents_inside(part.lines)
    above, _ = build_blocks(part.lines[:first], layout, "plain")
    listed = tuple(Block("text", line.text, line.number, line.number) for line in part.lines[first:size])
    rebuilt = rebuild_flattened(rebuild_rows(part.lines[size:]))
    scheme = read_scheme(rebuilt.lines)
    blocks, findings = build_blocks(rebuilt.lines, layout, scheme)
    blocks = cut_last_headings(settle_items(blocks, scheme))
    blocks = (*above, *listed, *cut_glued_headings(blocks))
    findings = (*rebuilt.findings, *findings)
    head = tuple(_head_blocks(part))
    numbers = [line.number for line in (*part.head, *part.lines)]
    return PartDraft(
        part.role, part.title, scheme, head, blocks, chapter_titles(blocks), findings,
        min(numbers, default=0), max(numbers, default=0),
    )  # fmt: skip


def _head_blocks(part: PartLines) -> list[Block]:
    blocks: list[Block] = []
    titles: list[Line] = []
    for line in part.head:
        if phrases.attachment_label(line.text):
            blocks.append(Block("caption", line.text, line.number, line.number))
        else:
            titles.append(line)
    if titles:
        text = "".join(line.text for line in titles)
        blocks.append(Block("title", text, titles[0].number, titles[-1].number))
    return blocks


def _opening(lines: Sequence[Line], span: DocumentSpan, frame: Frame) -> tuple[Block, ...]:
    blocks = [Block("number", line.text, line.number, line.number) for line in lines[span.first : span.start]]
    title = lines[span.start : span.title_end]
    if title:
        blocks.append(Block("title", "".join(line.text for line in title), title[0].number, title[-1].number))
    for line in lines[span.title_end : span.body]:
        blocks.append(Block("number", line.text, line.number, line.number))
    if frame.addressee_lines:
        text = "".join(line.text for line in frame.addressee_lines)
        first, last = frame.addressee_lines[0], frame.addressee_lines[-1]
        blocks.append(Block("addressees", text, first.number, last.number))
    return tuple(blocks)


def _closing(lines: Sequence[Line], frame: Frame) -> tuple[Block, ...]:
    if frame.closing is None:
        return ()
    blocks = []
    for line in lines[frame.closing.start : frame.closing.end]:
        if phrases.publicity_note(line.text):
            kind = "publicity"
        elif line.text[:1] in "（(" and not phrases.signing_date(line.text):
            kind = "text"
        else:
            kind = "date" if _is_day(line.text) else "signature"
        blocks.append(Block(kind, line.text, line.number, line.number))
    return tuple(blocks)


def _is_day(text: str) -> bool:
    return phrases.signing_date(text) is not None or phrases.is_unfilled_day(text)


def _document_findings(lines: Sequence[Line], span: DocumentSpan, frame: Frame) -> tuple[Finding, ...]:
    line = lines[span.start].number
    found: list[Finding] = []
    if is_speech(frame.title):
        return ()
    if _lacks_type(frame.title) and not span.order:
        message = f"题名未写文种，按印发类公文推定为“{_ISSUED_AS}”。"
        found.append(Finding("type-inferred", "info", line, message))
    if span.number is None:
        found.append(Finding("number-missing", "warning", line, "未印发文字号。"))
    if frame.closing is None:
        found.append(Finding("signing-missing", "warning", line, "未找到署名和成文日期。"))
    elif frame.closing.signed_on is None:
        number = lines[frame.closing.end - 1].number
        found.append(Finding("day-missing", "warning", number, "署名下的成文日期没有填写完整。"))
    elif phrases.signing_date(lines[frame.closing.start].text) and not frame.closing.signatures:
        number = lines[frame.closing.start].number
        found.append(Finding("signature-missing", "info", number, "只印有成文日期，未印署名。"))
    if not frame.issuers:
        found.append(Finding("issuer-missing", "warning", line, "未识别出发文机关。"))
    return tuple(found)
