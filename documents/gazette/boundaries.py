"""Where documents and texts begin by a person's word, laid over the segmentation.

In the room: documents and their texts begun at a line, or joined to what stands before. Not in the
room: how the pipeline finds beginnings by itself (``segmentation``, ``parts``), who said so and why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from documents.gazette import phrases
from documents.gazette.anchors import (
    ACTIVE,
    CONTRADICTED,
    DOCUMENT,
    MOOT,
    NOTHING,
    Boundary,
    BoundaryOutcome,
    find_anchor,
)
from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.gazette.organs import genre_of
from documents.gazette.parts import PartLines
from documents.gazette.source import SourceText
from documents.gazette.spans import DocumentSpan, Segments
from documents.text.normal import ends_sentence, normal_title

_GONE = "新的解析中找不到这一行。"
_SEVERAL = "新的解析中有几处相同的行，无法确定是哪一处。"
_FURNITURE = "这一行已作页眉、页脚或目录移出，不能作为起点。"
_NEWER = "同一行另有较新的更正，这一项没有套用。"
_AGREES = "新的解析已与更正一致。"
_NO_DOCUMENT_BEFORE = "这一行前面没有可以并入的公文。"
_OUTSIDE = "这一行不在任何公文之内。"
_FRAME = "这一行是公文的题名、主送机关、署名或正文的第一行，不能作为附件的起点。"
_ONE_ACT = "这份文件读作单独一件法规，没有公文和附件之分。"

_HEAD_LINES = 12
_TITLE_LINES = 4
_WIDEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """A boundary inside a document, at the clean line of this number."""

    id: int
    begins: str
    number: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The segments after what people said of documents; what they said of texts is still to do."""

    segments: Segments
    wishes: tuple[Wish, ...]
    outcomes: tuple[BoundaryOutcome, ...]


def move_documents(
    source: SourceText, lines: Sequence[Line], segments: Segments, boundaries: Sequence[Boundary]
) -> Moved:
    """Begin and join documents where people say so.

    Example: a ``document`` boundary at a title line splits the document that holds the line.
    Returns the segments, the wishes for the texts inside, and an outcome for each boundary that is
    settled here. Raises nothing.
    """
    placed, outcomes = _place(source, lines, boundaries)
    wishes: list[Wish] = []
    for at, boundary in sorted(placed.items()):
        segments, state, note = _lay(lines, segments, at, boundary.begins)
        if state:
            outcomes.append(BoundaryOutcome(boundary.id, state, note))
        elif not any(span.start <= at < span.end for span in segments.documents):
            outcomes.append(_outside(boundary))
        if state in ("", ACTIVE) and boundary.begins != DOCUMENT:
            wishes.append(Wish(boundary.id, boundary.begins, lines[at].number))
    return Moved(segments, tuple(wishes), tuple(outcomes))


def _lay(lines: Sequence[Line], segments: Segments, at: int, begins: str) -> tuple[Segments, str, str]:
    """The segments with one boundary, its state and note; no state where a text may settle it."""
    starts = any(span.start == at for span in segments.documents)
    if begins == DOCUMENT:
        return (segments, MOOT, _AGREES) if starts else (_begin(lines, segments, at), ACTIVE, "")
    if not starts:
        return segments, "", ""
    joined = _join(segments, at)
    return (joined, ACTIVE, "") if joined else (segments, CONTRADICTED, _NO_DOCUMENT_BEFORE)


def _outside(boundary: Boundary) -> BoundaryOutcome:
    if boundary.begins == NOTHING:
        return BoundaryOutcome(boundary.id, MOOT, _AGREES)
    return BoundaryOutcome(boundary.id, CONTRADICTED, _OUTSIDE)


def move_parts(
    parts: tuple[PartLines, ...], wishes: Iterable[Wish], issues: bool = False
) -> tuple[tuple[PartLines, ...], tuple[BoundaryOutcome, ...]]:
    """Begin and join the texts of one document where people say so.

    Example: a ``nothing`` wish at the first line of an attachment joins it to the text before.
    ``issues`` says that the document is a notice that issues a text. Returns the texts and an
    outcome for each wish. Raises nothing.
    """
    outcomes = []
    for wish in wishes:
        starts = {_first_number(part): at for at, part in enumerate(parts) if at}
        at = starts.get(wish.number)
        if wish.begins == NOTHING:
            if at is None:
                outcomes.append(BoundaryOutcome(wish.id, MOOT, _AGREES))
                continue
            parts = (*parts[: at - 1], _joined(parts[at - 1], parts[at]), *parts[at + 1 :])
            outcomes.append(BoundaryOutcome(wish.id, ACTIVE))
            continue
        if at is not None:
            outcomes.append(BoundaryOutcome(wish.id, MOOT, _AGREES))
            continue
        split = _split(parts, wish.number, issues)
        outcomes.append(
            BoundaryOutcome(wish.id, ACTIVE) if split else BoundaryOutcome(wish.id, CONTRADICTED, _FRAME)
        )
        parts = split or parts
    return parts, tuple(outcomes)


def settle(
    boundaries: Sequence[Boundary], outcomes: Iterable[BoundaryOutcome]
) -> tuple[BoundaryOutcome, ...]:
    """One outcome for each boundary, in their order; a boundary that did something is active.

    Example: a document made an attachment is joined and begun: one boundary, active.
    Returns outcomes. Raises nothing.
    """
    by_id: dict[int, BoundaryOutcome] = {}
    for outcome in outcomes:
        before = by_id.get(outcome.id)
        if before is None or (before.state != ACTIVE and outcome.state == ACTIVE):
            by_id[outcome.id] = outcome
    unsettled = "解析没有走到这一处。"
    return tuple(by_id.get(each.id, BoundaryOutcome(each.id, CONTRADICTED, unsettled)) for each in boundaries)


def refuse_in_one_act(boundaries: Sequence[Boundary]) -> tuple[BoundaryOutcome, ...]:
    """The outcomes for a file that is one act: it has no documents to begin.

    Example: ``refuse_in_one_act([boundary])[0].state`` is ``"contradicted"``.
    Returns one outcome for each boundary. Raises nothing.
    """
    return tuple(BoundaryOutcome(each.id, CONTRADICTED, _ONE_ACT) for each in boundaries)


def _place(
    source: SourceText, lines: Sequence[Line], boundaries: Sequence[Boundary]
) -> tuple[dict[int, Boundary], list[BoundaryOutcome]]:
    """Boundaries by index of clean line; of two at one line the newer counts."""
    texts = [line.text for line in source.lines]
    indexes = {line.number: at for at, line in enumerate(lines)}
    placed: dict[int, Boundary] = {}
    outcomes = []
    for boundary in boundaries:
        found = find_anchor(texts, boundary.anchor)
        if found.line is None:
            note = _SEVERAL if found.several else _GONE
            outcomes.append(BoundaryOutcome(boundary.id, CONTRADICTED, note))
            continue
        at = indexes.get(source.lines[found.line - 1].number)
        if at is None:
            outcomes.append(BoundaryOutcome(boundary.id, CONTRADICTED, _FURNITURE))
            continue
        if at in placed:
            outcomes.append(BoundaryOutcome(placed[at].id, CONTRADICTED, _NEWER))
        placed[at] = boundary
    return placed, outcomes


def _begin(lines: Sequence[Line], segments: Segments, at: int) -> Segments:
    """A document from ``at`` to the end of what held the line, or to the next beginning."""
    spans = list(segments.documents)
    chronicles = list(segments.chronicles)
    starts = [*(span.start for span in spans), *(chronicle.start for chronicle in chronicles)]
    end = min([start for start in starts if start > at], default=len(lines))
    for number, span in enumerate(spans):
        if span.start < at < span.end:
            end = span.end
            spans[number] = replace(span, title_end=min(span.title_end, at), body=min(span.body, at), end=at)
    for number, chronicle in enumerate(chronicles):
        if chronicle.start <= at < chronicle.end:
            end = chronicle.end
            chronicles[number] = replace(chronicle, end=at)
    spans.append(_span_at(lines, at, end))
    return Segments(
        tuple(sorted(spans, key=lambda span: span.start)),
        tuple(chronicle for chronicle in chronicles if chronicle.start < chronicle.end),
    )


def _span_at(lines: Sequence[Line], start: int, end: int) -> DocumentSpan:
    """The head of a document that begins at ``start``: its title down to number or addressees."""
    for at in range(start, min(end, start + _HEAD_LINES)):
        text = lines[at].text
        number = phrases.number_on_line(text)
        if number:
            return DocumentSpan(start, at, at + 1, end, number)
        order = phrases.order_on_line(text)
        if order:
            return _order_at(lines, start, at, end, order)
        if at > start and phrases.is_addressed(text):
            return DocumentSpan(start, at, at, end, None)
        if ends_sentence(text):
            break
    size = max(1, _title_size(lines[start:end]))
    return DocumentSpan(start, start + size, start + size, end, None)


def _order_at(
    lines: Sequence[Line], start: int, at: int, end: int, order: tuple[str, str, str | None]
) -> DocumentSpan:
    organ, word, number = order
    body = at + 1
    if number is None and body < end:
        number = phrases.order_number(lines[body].text)
        body += number is not None
    named = f"{organ}{word}{number}" if number else None
    return DocumentSpan(start, at, body, end, named, order=number is not None, organ=organ)


def _join(segments: Segments, at: int) -> Segments | None:
    """Without the document that begins at ``at``: its lines belong to the one before."""
    spans = list(segments.documents)
    number = next(n for n, span in enumerate(spans) if span.start == at)
    if not number:
        return None
    before, span = spans[number - 1], spans[number]
    if any(before.end <= chronicle.start < at for chronicle in segments.chronicles):
        return None
    spans[number - 1 : number + 1] = [replace(before, end=span.end)]
    return replace(segments, documents=tuple(spans))


def _first_number(part: PartLines) -> int:
    return min((line.number for line in (*part.head, *part.lines)), default=0)


def _joined(before: PartLines, part: PartLines) -> PartLines:
    added = sorted((*part.head, *part.lines), key=lambda line: line.number)
    return replace(before, lines=(*before.lines, *added))


def _split(parts: tuple[PartLines, ...], number: int, issues: bool) -> tuple[PartLines, ...] | None:
    """The texts with one more that begins at the line, None where no text can begin there."""
    for at, part in enumerate(parts):
        cut = next((n for n, line in enumerate(part.lines) if line.number == number), None)
        if cut is None:
            continue
        if cut == 0 and at == 0:
            return None
        enclosed = issues and not any(each.role == "enclosure" for each in parts)
        fresh = _part_from(part.lines[cut:], enclosed)
        return (*parts[:at], replace(part, lines=part.lines[:cut]), fresh, *parts[at + 1 :])
    return None


def _part_from(lines: tuple[Line, ...], enclosed: bool) -> PartLines:
    label = phrases.attachment_label(lines[0].text)
    top = 1 if label else 0
    title = label[1] if label else ""
    if not title:
        size = _title_size(lines[top:])
        title = normal_title("".join(line.text for line in lines[top : top + size]))
        top += size
    role = "enclosure" if enclosed and not label else "attachment"
    return PartLines(role, normal_title(title) or lines[0].text, lines[:top], lines[top:])


def _title_size(lines: Sequence[Line]) -> int:
    """How many lines from the first on look like a title."""
    size = 0
    for line in lines[:_TITLE_LINES]:
        if ends_sentence(line.text) or line.cells or line.width > _WIDEST_TITLE or read_markers(line.text):
            break
        if size and (line.page_start or line.gap > lines[size - 1].gap > 0):
            break
        size += 1
        if genre_of(normal_title("".join(each.text for each in lines[:size]))):
            break
    return size
