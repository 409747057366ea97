"""The acts that a document names: its legal basis, all it cites, what it repeals.

In the room: the three lists of a parsed document. Not in the room: spans, resolution, dates.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.gazette.parsed import ActReference, ParsedDocument
from documents.text.document_numbers import parse_document_number
from documents.text.normal import ends_sentence
from documents.text.titles import title_key
from regulations.citations.aliases import Aliases
from regulations.citations.catalogue import EXPIRE, REPEAL, read_catalogue
from regulations.citations.extract import collect_aliases, find_citations
from regulations.citations.model import ACT, NUMBER, SHORT_NAME, Citation
from regulations.citations.passages import (
    SKIPPED_KINDS,
    Passage,
    document_passages,
    own_titles,
    part_passages,
    split_sentences,
)
from regulations.citations.repeals import find_repeals, say_repeals
from regulations.structure.history import read_history

# 根据 · 依据 · 按照 · 为深入贯彻落实 · 结合
_BASIS_LEAD = re.compile(
    r"根据|依据|依照|按照|遵照|参照|结合|按(?=《)|为了?[\u4e00-\u9fff]{0,8}(?:贯彻|落实|执行|实施)"
    r"|(?P<weak>(?:^|[，,])(?:深入|全面|认真|切实|坚决|严格){0,2}(?:贯彻|落实))|经[\u4e00-\u9fff]{0,10}同意"
)
# 制定本办法 · 特制定本方案 · 现提出如下意见 · 现就…通知如下
_PURPOSE = re.compile(
    r"(?:制定|制订|编制|修订|出台|起草|拟定|提出|形成|发布|公布|印发|下发|转发|开展|通知|通告|公告|决定|批复|意见|如下|现就|现将|实施|做好)"
)
_BASIS_HEADING = re.compile(
    r"^(?:编制|制定|法律|规划|编写|工作|政策|主要)?(?:目的|原则)?[和与及、]?(?:编制|制定|法律)?依据(?:[和与及、]原则)?$"
)
_MADE_HERE = re.compile(
    r"(?:制定|制订|编制|修订|提出|出台)(?:了?本|此|《|以下|如下|该|[\u4e00-\u9fff]{0,6}(?:方案|意见|办法|细则|计划|预案)[。；]?$)|(?:制定|制订|编制)[，。；]|现就|现将|通知如下|公告如下|意见如下"
)
# 、 · 和 · ，以及国务院办公厅
_JOINED = re.compile(r"[，,、\s]{0,2}(?:以及|和|及|与|并)?[^，,；]{0,30}")
_ISSUED = re.compile(
    r"(?:现将|决定对|对|将|制定(?:了|出台)?|印发(?:了)?|修订(?:了)?|编制(?:了)?|形成(?:了)?)(?:原)?$"
)
_OPENING_SENTENCES = 6
_OPENING_ARTICLES = 3


@dataclass(frozen=True, slots=True)
class DocumentActs:
    """``legal_basis`` ⊆ ``cites``, ``abolishes`` ⊆ ``cites``; each act once."""

    legal_basis: tuple[ActReference, ...]
    cites: tuple[ActReference, ...]
    abolishes: tuple[ActReference, ...]


def find_document_acts(document: ParsedDocument, known: frozenset[str] = frozenset()) -> DocumentActs:
    """The acts that a document names, each once, in the order of their first mention.

    Example: 根据《甲法》，制定本办法。《乙办法》（市政办〔2017〕8号）同时废止。 cites two acts.
    Returns titles and numbers in normal form; the document's own texts are left out.
    """
    aliases = document_aliases(document, known)
    own_number = _key(document.doc_number)
    repealed = [
        ActReference(r.target.title, r.target.doc_number)
        for r in find_repeals(document, aliases)
        if r.target_path is None
    ]
    repealed += [row.target for row in read_catalogue(document) if row.kind in (REPEAL, EXPIRE)]
    cited: list[ActReference] = []
    for text in _texts(document):
        cited += _references(find_citations(text, aliases), aliases, own_number)
    basis = [
        ref
        for _, group in _basis_citations(document, aliases)
        for ref in _references(group, aliases, own_number)
    ]
    merged = _once([*cited, *basis, *repealed])
    return DocumentActs(_pick(basis, merged), merged, _pick(repealed, merged))


def find_roles(
    document: ParsedDocument, aliases: Aliases
) -> dict[tuple[int, str], dict[tuple[str, str], str]]:
    """What acts are named for, place by place: as basis, or to end them.

    Example: 《甲办法》同时废止 in 第九条 of the first text is
    ``{(0, "art_9"): {("", "甲办法"): "repeal"}}``.
    Returns, by (part, path), roles by (number key, title key). Raises nothing.
    """
    roles: dict[tuple[int, str], dict[tuple[str, str], str]] = {}

    def note(part: int, path: str, number: str | None, title: str | None, role: str) -> None:
        key = (_key(number) or "", title_key(title or ""))
        roles.setdefault((part, path), {})[key] = role

    for passage, group in _basis_citations(document, aliases):
        for cite in group:
            if cite.kind in (ACT, NUMBER, SHORT_NAME):
                note(passage.part, passage.path, cite.doc_number, cite.title, "basis")
    for found in say_repeals(document, aliases):
        if found.target_path is None:
            place = found.passage
            note(place.part, place.path, found.target.doc_number, found.target.title, "repeal")
    for row in read_catalogue(document):
        if row.kind in (REPEAL, EXPIRE):
            place = row.passage
            note(place.part, place.path, row.target.doc_number, row.target.title, "repeal")
    return roles


def find_former_acts(document: ParsedDocument, aliases: Aliases) -> frozenset[tuple[int, str, int]]:
    """Where a document's own title stands for a former act that it ends.

    Example: 1993年发布的《甲办法》同时废止 in a new 甲办法.
    Returns (part, path, start) of each. Raises nothing.
    """
    return frozenset(
        (found.passage.part, found.passage.path, found.start)
        for found in say_repeals(document, aliases)
        if not found.target.doc_number and aliases.is_own(found.target.title or "")
    )


def document_aliases(document: ParsedDocument, known: frozenset[str] = frozenset()) -> Aliases:
    """The table of short names of a document.

    Example: （以下简称《暂行办法》） in its first article counts in all its parts.
    Returns a table for ``find_citations``.
    """
    texts = [p.text for p in document.paragraphs] or [p.text for p in document_passages(document)]
    return collect_aliases(texts, own_titles(document), known)


def _texts(document: ParsedDocument) -> Iterator[str]:
    if document.paragraphs:
        yield from (p.text for p in document.paragraphs if p.kind not in SKIPPED_KINDS)
    else:
        yield from (p.text for p in document_passages(document))


def _references(
    citations: Iterable[Citation], aliases: Aliases, own_number: str | None
) -> list[ActReference]:
    out = []
    for cite in citations:
        if cite.kind not in (ACT, NUMBER):
            continue
        number = _key(cite.doc_number)
        if number and number == own_number:
            continue
        if cite.title and not number and aliases.is_own(cite.title):
            continue
        out.append(ActReference(cite.title, cite.doc_number))
    return out


def _basis_citations(document: ParsedDocument, aliases: Aliases) -> Iterator[tuple[Passage, list[Citation]]]:
    for index, part in enumerate(document.parts):
        passages = list(part_passages(part, index))
        for passage in passages:
            if passage.kind != "heading" and _BASIS_HEADING.match(passage.heading.strip()):
                yield passage, list(find_citations(passage.text, aliases))
        yield from _opening_basis(passages, aliases)


def _opening_basis(passages: list[Passage], aliases: Aliases) -> Iterator[tuple[Passage, list[Citation]]]:
    """The basis clause in the first sentences of a part, or in its first articles."""
    seen = 0
    for passage in passages:
        number = re.match(r"art_(\d+)", passage.path)
        if _is_bare_heading(passage) or (number and int(number[1]) > _OPENING_ARTICLES):
            continue
        if passage.path.startswith("pre") and passage.text[:1] in "（(" and read_history([passage.text]):
            continue
        for sentence in split_sentences(passage):
            seen += ends_sentence(sentence.text)
            first = passage.path.startswith("pre") or (number and int(number[1]) == 1)
            found = _basis_in(sentence.text, aliases, strict=not first and (bool(passage.path) or seen > 3))
            if found:
                yield passage, found
            if seen >= _OPENING_SENTENCES and not number:
                return


def _is_bare_heading(passage: Passage) -> bool:
    """一、总体要求 is one; 一、根据《甲法》，制定本规则。 is a numbered paragraph."""
    return passage.kind == "heading" and not ("《" in passage.text and _MADE_HERE.search(passage.text))


def _basis_in(sentence: str, aliases: Aliases, strict: bool) -> list[Citation]:
    lead = _BASIS_LEAD.search(sentence)
    if lead is None or ((strict or lead["weak"]) and not _MADE_HERE.search(sentence)):
        return []
    citations = _led(sentence, [c for c in find_citations(sentence, aliases) if c.start >= lead.start()])
    opens = not strict and lead.start() <= 3
    if not citations or not (opens or _PURPOSE.search(sentence, citations[0].end)):
        return []
    return citations


def _led(sentence: str, citations: list[Citation]) -> list[Citation]:
    """The citations that a lead word governs: no clause of its own stands between. 现将《X》印发 and
    对《X》作如下修改 name what is issued or changed, no basis."""
    out: list[Citation] = []
    last = 0
    for cite in citations:
        gap = sentence[last : cite.start]
        leads = list(_BASIS_LEAD.finditer(gap))
        rest = gap[leads[-1].end() :] if leads else gap
        joined = bool(out) and last == out[-1].end and bool(_JOINED.fullmatch(rest))
        led = "，" not in rest and "," not in rest if leads else joined
        if led and not _ISSUED.search(gap):
            out.append(cite)
        last = cite.end
    return out


def _key(number: str | None) -> str | None:
    parsed = parse_document_number(number) if number else None
    return parsed.key if parsed else number


def _once(references: Iterable[ActReference]) -> tuple[ActReference, ...]:
    """Each act once: a title without a number is the same title with one."""
    kept: list[ActReference] = []
    for ref in references:
        at = next((i for i, other in enumerate(kept) if _same(ref, other)), None)
        if at is None:
            kept.append(ref)
        else:
            old = kept[at]
            kept[at] = ActReference(old.title or ref.title, old.doc_number or ref.doc_number)
    whole = [ref for ref in kept if ref.title and ref.doc_number]
    return tuple(ref for ref in kept if ref in whole or not any(_same(ref, other) for other in whole))


def _same(left: ActReference, right: ActReference) -> bool:
    numbers = _key(left.doc_number), _key(right.doc_number)
    if numbers[0] and numbers[1]:
        return numbers[0] == numbers[1] and (
            not left.title or not right.title or title_key(left.title) == title_key(right.title)
        )
    if left.title and right.title:
        return title_key(left.title) == title_key(right.title)
    return False


def _pick(wanted: Iterable[ActReference], merged: Iterable[ActReference]) -> tuple[ActReference, ...]:
    pool, out = list(merged), []
    for ref in wanted:
        hit = next((m for m in pool if _same(ref, m)), ref)
        if hit not in out:
            out.append(hit)
    return tuple(out)
