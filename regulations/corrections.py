"""Corrections by people, laid over a parse.

In the room: which value of a parse a correction changes, and whether it still fits. Not in the room:
the database, who corrected and why, how a changed document is read again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from documents.gazette.parsed import Paragraph, ParsedDocument, ParsedIssue, Part, Provision

ACTIVE, MOOT, CONTRADICTED = "active", "moot", "contradicted"
DOCUMENT_FIELDS = frozenset({"doc_number", "signed_on", "column"})
PROVISION_FIELDS = frozenset({"heading", "text", "level"})


@dataclass(frozen=True, slots=True)
class Correction:
    """One value set by a person. ``identity`` names the document as the parse itself gives it."""

    id: int
    identity: str
    ordinal: int
    path: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction: active, moot or contradicted; ``note`` is Chinese and says why."""

    id: int
    state: str
    note: str = ""


Laid = tuple[ParsedDocument, Outcome]
_MOOT = "新的解析已与更正一致。"
_GONE = "新的解析中找不到更正所指的地方。"
_OTHER = "新的解析在此处读作“{now}”，与更正时的原值不同，更正没有套用。"


def apply_corrections(
    parsed: ParsedIssue, corrections: Sequence[Correction], identities: Sequence[str]
) -> tuple[ParsedIssue, tuple[Outcome, ...]]:
    """Lay corrections over a parse, in order; ``identities`` are those of its documents, in order.

    Example: ``apply_corrections(parsed, [Correction(1, "晋市政办|2023|5", 0, "", "title", "旧", "新")], ids)``.
    Returns the parse with what fits applied, and one outcome for each correction. Raises nothing.
    """
    documents = list(parsed.documents)
    places = {identity: at for at, identity in enumerate(identities)}
    outcomes = []
    for correction in corrections:
        at = places.get(correction.identity)
        if at is None:
            outcomes.append(Outcome(correction.id, CONTRADICTED, _GONE))
            continue
        documents[at], outcome = _lay(documents[at], correction)
        outcomes.append(outcome)
    return replace(parsed, documents=tuple(documents)), tuple(outcomes)


def stored(text: str) -> str:
    """A text as the database keeps it, without NUL."""
    return text.replace("\x00", "\ufffd")


def _lay(document: ParsedDocument, correction: Correction) -> Laid:
    if correction.ordinal >= len(document.parts):
        return document, Outcome(correction.id, CONTRADICTED, _GONE)
    if correction.field in PROVISION_FIELDS:
        return _lay_on_provision(document, correction)
    now = value_of(document, correction.ordinal, correction.field)
    outcome = _judge(correction, now)
    if outcome.state != ACTIVE:
        return document, outcome
    if correction.field == "title":
        return _with_title(document, correction), outcome
    return _with_document_value(document, correction), outcome


def value_of(document: ParsedDocument, ordinal: int, field: str) -> str:
    """What a parse says of a document or of one of its texts.

    Example: ``value_of(document, 0, "signed_on") == "2023-05-01"``.
    Returns a string, empty where the parse says nothing. Raises ``IndexError`` for a text it lacks.
    """
    if field == "title":
        return stored((document.parts[ordinal].title if ordinal else "") or document.title)
    if field == "signed_on":
        return document.signed_on.isoformat() if document.signed_on else ""
    return (document.doc_number if field == "doc_number" else document.column) or ""


def _judge(correction: Correction, now: str) -> Outcome:
    now = stored(now)
    if now == correction.after:
        return Outcome(correction.id, MOOT, _MOOT)
    if now != correction.before or not _readable(correction):
        return Outcome(correction.id, CONTRADICTED, _OTHER.format(now=now[:60]))
    return Outcome(correction.id, ACTIVE)


def _readable(correction: Correction) -> bool:
    if correction.field == "level":
        return correction.after.isascii() and correction.after.isdigit()
    return correction.field != "signed_on" or not correction.after or _day(correction.after) is not None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _with_document_value(document: ParsedDocument, correction: Correction) -> ParsedDocument:
    after = correction.after or None
    if correction.field == "doc_number":
        return replace(document, doc_number=after)
    if correction.field == "column":
        return replace(document, column=after)
    return replace(document, signed_on=_day(correction.after))


def _with_title(document: ParsedDocument, correction: Correction) -> ParsedDocument:
    """The document's own text bears its title; an issued text has one of its own."""
    parts = list(document.parts)
    at = correction.ordinal
    if at:
        parts[at] = replace(parts[at], title=correction.after)
        return replace(document, parts=tuple(parts))
    if stored(parts[0].title) == correction.before:
        parts[0] = replace(parts[0], title=correction.after)
    return replace(document, title=correction.after, parts=tuple(parts))


def _lay_on_provision(document: ParsedDocument, correction: Correction) -> Laid:
    part = document.parts[correction.ordinal]
    node = _find(part, correction)
    if node is None:
        return document, Outcome(correction.id, CONTRADICTED, _GONE)
    outcome = _judge(correction, field_of(node, correction.field))
    if outcome.state != ACTIVE:
        return document, outcome
    if correction.field == "level":
        changed = _with_level(part, node, int(correction.after))
    else:
        changed = _with_words(part, node, correction)
    parts = (*document.parts[: correction.ordinal], changed, *document.parts[correction.ordinal + 1 :])
    paragraphs = document.paragraphs
    if correction.field != "level":
        paragraphs = _mend_paragraphs(paragraphs, node, correction)
    return replace(document, parts=parts, paragraphs=paragraphs), outcome


def field_of(node: Provision, field: str) -> str:
    """One correctable value of a provision as a string: heading, text or level."""
    if field == "level":
        return str(node.level)
    return node.heading if field == "heading" else node.text


def _find(part: Part, correction: Correction) -> Provision | None:
    """The provision at the path; where the parse moved it, the only one that still says ``before``."""
    nodes = list(part.walk())
    at = next((node for node in nodes if node.path == correction.path), None)
    known = (correction.before, correction.after)
    if correction.field == "level" or (at and stored(field_of(at, correction.field)) in known):
        return at
    moved = [node for node in nodes if stored(field_of(node, correction.field)) == correction.before]
    return moved[0] if len(moved) == 1 and correction.before else at


def _with_words(part: Part, node: Provision, correction: Correction) -> Part:
    changed = (
        replace(node, heading=correction.after)
        if correction.field == "heading"
        else replace(node, text=correction.after)
    )
    provisions = _mapped(part.provisions, lambda each: changed if each.path == node.path else each)
    chapters = part.chapters
    if correction.field == "heading":
        chapters = tuple(_renamed(chapter, node, correction) for chapter in chapters)
    return replace(
        part,
        provisions=provisions,
        chapters=chapters,
        paragraphs=_mend_paragraphs(part.paragraphs, node, correction),
    )


def _renamed(chapter: str, node: Provision, correction: Correction) -> str:
    if node.label and chapter.startswith(node.label) and chapter.endswith(correction.before):
        return chapter.removesuffix(correction.before) + correction.after
    return chapter


def _mapped(nodes: Iterable[Provision], change: Callable[[Provision], Provision]) -> tuple[Provision, ...]:
    return tuple(replace(change(node), children=_mapped(node.children, change)) for node in nodes)


def _mend_paragraphs(
    paragraphs: Sequence[Paragraph], node: Provision, correction: Correction
) -> tuple[Paragraph, ...]:
    """The same words in the running text: the first paragraph of the provision's lines that has them."""
    out, open_ = [], bool(correction.before)
    for paragraph in paragraphs:
        within = paragraph.line_start <= node.line_end and paragraph.line_end >= node.line_start
        if open_ and within and correction.before in stored(paragraph.text):
            text = stored(paragraph.text).replace(correction.before, correction.after, 1)
            paragraph, open_ = replace(paragraph, text=text), False
        out.append(paragraph)
    return tuple(out)


@dataclass(slots=True)
class _Branch:
    """A node on its way to a new parent."""

    node: Provision
    depth: int
    below: list["_Branch"]


def _with_level(part: Part, node: Provision, level: int) -> Part:
    """Set a heading's depth; its own subtree moves with it, the printed order stays, paths stay."""
    own = {each.path for each in node.walk()}
    shift = level - node.level
    flat = [
        _Branch(each, depth + shift if each.path in own else depth, [])
        for each, depth in _walk(part.provisions, 0)
    ]
    return replace(part, provisions=_nested(flat))


def _walk(nodes: Iterable[Provision], depth: int) -> Iterator[tuple[Provision, int]]:
    for node in nodes:
        yield node, depth
        yield from _walk(node.children, depth + 1)


def _nested(flat: Sequence[_Branch]) -> tuple[Provision, ...]:
    """A tree from nodes in printed order: each under the last one before it that stands higher."""
    roots: list[_Branch] = []
    stack: list[_Branch] = []
    for branch in flat:
        while stack and stack[-1].depth >= branch.depth:
            stack.pop()
        (stack[-1].below if stack else roots).append(branch)
        stack.append(branch)
    return tuple(_built(root, 0) for root in roots)


def _built(branch: _Branch, depth: int) -> Provision:
    children = tuple(_built(child, depth + 1) for child in branch.below)
    end = max((branch.node.line_end, *(child.line_end for child in children)))
    return replace(branch.node, level=depth, children=children, line_end=end)
