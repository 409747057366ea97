"""What a document does to acts, its own texts included: the effects with their evidence.

In the room: one list out of life clauses, repeals, catalogues, amendments, renewals, notes.
Not in the room: which held act a target is, confirmation by people, the status on a day.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from documents.gazette.parsed import ActReference, ParsedDocument, Part
from documents.text.titles import title_key
from regulations.citations.acts import document_aliases
from regulations.citations.aliases import Aliases
from regulations.citations.amendments import find_amendments
from regulations.citations.catalogue import AMEND, EXPIRE, RENEW, REPEAL, CatalogueRow, read_catalogue
from regulations.citations.life import Evidence, PartLife, read_life
from regulations.citations.passages import Passage, document_passages, part_passages, split_sentences
from regulations.citations.renewals import find_extent, find_renewals
from regulations.citations.repeals import RepealFound, find_repeals, stated_list_day
from regulations.citations.spent import campaign_spent_from, lasts, spent_from
from regulations.structure.public_day import public_day_of

TAKE_EFFECT, REPLACE, SPEND, NOTE = "take_effect", "replace", "spend", "note"
_ROW_WORDS = {REPEAL: "目录废止", EXPIRE: "目录宣布失效", AMEND: "目录修改", RENEW: "目录继续有效"}
# 以往规定与本办法不一致的，以本办法为准
_NOTE = re.compile(
    r"(?:不一致|不相符|抵触|不符|有冲突|相冲突|相矛盾|不同)的?[^。；]{0,10}?[，,][^。；]{0,12}?(?:以本[\u4e00-\u9fff]{2,8}为准|按照?本[\u4e00-\u9fff]{2,8}执行)"
)


@dataclass(frozen=True, slots=True)
class EffectFound:
    """One effect. ``kind``: take_effect, expire, repeal, replace, amend, renew, spend, note.

    ``target`` is the act acted on, None where it is the document's own part ``part``.
    ``on`` is the first day of the effect (of ``expire`` for an own part: the last day in force;
    of ``renew``: the new last day); None where unknown. ``months`` is a renewal's length.
    ``source_part`` and ``path`` say where the clause stands, ``quote`` is it,
    ``start``/``end`` its span in that provision's text. ``inferred`` marks a date or kind that
    no clause prints. ``target_path`` is set where only a provision of the target is touched.
    """

    kind: str
    target: ActReference | None
    part: int | None
    on: date | None
    source_part: int
    path: str
    cite: str
    quote: str
    start: int
    end: int
    inferred: bool
    confidence: float
    target_path: str | None = None
    target_cite: str | None = None
    how: str = ""
    months: int | None = None


def find_effects(document: ParsedDocument, known: frozenset[str] = frozenset()) -> tuple[EffectFound, ...]:
    """All effects of a document, in the order: own life, repeals, changes, renewals, notes.

    Example: 本细则自2023年3月29日起实施，有效期5年。《甲》同时废止。 has three.
    Returns effects with evidence; what only sounds like a repeal makes none. Raises nothing.
    """
    aliases = document_aliases(document, known)
    lives = read_lives(document)
    out = list(_life_effects(document, lives))
    rows = read_catalogue(document)
    listed = {title_key(row.target.title or "") for row in rows}
    repealed = [
        found
        for found in find_repeals(document, aliases)
        if found.target.doc_number or title_key(found.target.title or "") not in listed
    ]
    out += [_repeal_effect(document, lives, r) for r in repealed]
    ended = {_target_key(r.target) for r in repealed}
    changes = list(_amend_effects(document, lives, aliases))
    detailed = {title_key(e.target.title or "") for e in changes if e.target}
    told = [
        row
        for row in rows
        if _target_key(row.target) not in ended
        and not (row.kind == AMEND and title_key(row.target.title or "") in detailed)
    ]
    out += _row_effects(document, lives, told)
    out += changes
    listed_kept = {_target_key(row.target) for row in rows if row.kind == RENEW}
    out += [
        e for e in _renew_effects(document, aliases) if e.target and _target_key(e.target) not in listed_kept
    ]
    out += _notes(document)
    return tuple(out)


def read_lives(document: ParsedDocument) -> dict[int, PartLife]:
    """The life of each part of a document, by the part's index.

    Example: of a notice and its 办法, the notice's sentence 现予公布，自…起施行 counts for the 办法.
    Returns one entry for each part. Raises nothing.
    """
    notice = document.parts[0] if document.parts and document.parts[0].role in ("notice", "body") else None
    lives = {}
    for index, part in enumerate(document.parts):
        issued = notice if index and part.role == "enclosure" else None
        public = public_day_of(document, index)
        lives[index] = read_life(part, public.on, issued, day_inferred=public.inferred)
    return lives


def _target_key(target: ActReference) -> str:
    return target.doc_number or title_key(target.title or "")


def _life_effects(document: ParsedDocument, lives: dict[int, PartLife]) -> Iterator[EffectFound]:
    """Start and end of each part; what no clause says follows from the signing date, the
    enclosure (for an attachment) or the year in the title, and is marked as inferred."""
    leader = 0
    for index, part in enumerate(document.parts):
        life = lives[index]
        leader = index if part.role == "enclosure" else leader
        follows = lives[leader] if part.role == "attachment" else PartLife()
        if life.effective_on and life.effective_evidence:
            yield _stated(TAKE_EFFECT, index, life.effective_on, life.effective_evidence, life)
        else:
            on = follows.effective_on or public_day_of(document, index).on
            yield from _inferred(TAKE_EFFECT, index, on, 0.9)
        if life.expires_on and life.expires_evidence:
            yield _stated(EXPIRE, index, life.expires_on, life.expires_evidence, life)
        elif follows.expires_on:
            yield from _inferred(EXPIRE, index, follows.expires_on, 0.85)
        else:
            yield from _inferred(SPEND, index, _spent(document, leader, part), 0.85, part.title)


def _stated(kind: str, index: int, on: date, evidence: Evidence, life: PartLife) -> EffectFound:
    source = 0 if evidence.in_notice else index
    return EffectFound(
        kind, None, index, on, source, evidence.path, evidence.cite, evidence.quote, evidence.start,
        evidence.end, life.effective_inferred, 0.85 if life.effective_inferred else 0.97,
    )  # fmt: skip


def _inferred(
    kind: str, index: int, on: date | None, confidence: float, quote: str = ""
) -> Iterator[EffectFound]:
    if on:
        yield EffectFound(kind, None, index, on, index, "", "", quote, 0, 0, True, confidence)


def _spent(document: ParsedDocument, leader: int, part: Part) -> date | None:
    """By the part's own title; where it names no year, by that of the document that issues only
    it. An attachment goes with its enclosure."""
    if part.role == "attachment":
        return _spent(document, leader, document.parts[leader]) if leader else None
    kind = None if part.role == "enclosure" else document.doc_type
    own = spent_from(part.title, kind, document.signed_on) or campaign_spent_from(
        part.title, (passage.text for passage in part_passages(part)), document.signed_on
    )
    issued = [p for p in document.parts if p.role == "enclosure"]
    if own or lasts(part.title) or len(issued) > 1:
        return own
    return spent_from(document.title, document.doc_type, document.signed_on)


def _day_of(document: ParsedDocument, lives: dict[int, PartLife], part: int) -> tuple[date | None, bool]:
    """‘At the same time’: when the text that says so takes effect, or what its notice issues."""
    life = lives.get(part)
    if life and life.effective_on:
        anew = _taking_effect_anew(document.parts[part])
        if anew and anew > life.effective_on:
            return anew, True
        return life.effective_on, life.effective_inferred
    issued = [
        lives[i].effective_on
        for i, p in enumerate(document.parts)
        if part == 0 and p.role == "enclosure" and lives[i].effective_on
    ]
    if len(set(issued)) == 1:
        return issued[0], True
    return public_day_of(document, part).on, True


def _taking_effect_anew(part: Part) -> date | None:
    """From its publication on, says a text that an order of its own published anew (修订) in place of
    the first one: what it ends did not end with the first. A decision (决定) that changes some words of
    a text leaves this clause as it was."""
    revisions = [
        event.on for event in part.history if event.kind == "修订" and event.on and _is_whole(event.by)
    ]
    if not revisions:
        return None
    published = [event.on for event in part.history if event.kind == "公布" and event.on]
    day = min((on for on in published if on >= max(revisions)), default=max(revisions))
    return read_life(part, day).effective_on


def _is_whole(revised_by: str) -> bool:
    """国务院令第696号 revises the whole text; 《…的决定》 and an unknown hand may not."""
    return bool(revised_by) and "《" not in revised_by and "决定" not in revised_by


def _repeal_effect(document: ParsedDocument, lives: dict[int, PartLife], found: RepealFound) -> EffectFound:
    place = found.passage
    day, inferred = (found.on, False) if found.on else _day_of(document, lives, place.part)
    own = {title_key(part.title) for part in document.parts}
    kind = REPLACE if title_key(found.target.title or "") in own else REPEAL
    if found.target_path:
        kind = AMEND
    return EffectFound(
        kind, found.target, None, day, place.part, place.path, place.cite, found.quote,
        found.start, found.end, inferred, found.confidence, found.target_path, found.target_cite,
        "宣布失效" if found.expired else "废止",
    )  # fmt: skip


def _row_effects(
    document: ParsedDocument, lives: dict[int, PartLife], rows: Iterable[CatalogueRow]
) -> Iterator[EffectFound]:
    reach: dict[str, tuple[date | None, int | None, bool]] = {}
    for row in rows:
        place = row.passage
        if row.kind not in reach:
            reach[row.kind] = _reach_of_rows(document, lives, row.kind)
        day, months, inferred = reach[row.kind]
        confidence = 0.9 if row.target.doc_number else 0.75
        kind, how = REPEAL if row.kind == EXPIRE else row.kind, _ROW_WORDS[row.kind]
        if kind == RENEW and (day or months):
            how = "目录延长有效期"
        yield EffectFound(
            kind, row.target, None, day, place.part, place.path, place.cite, row.quote, row.start, row.end,
            inferred, confidence, how=how, months=months,
        )  # fmt: skip


def _reach_of_rows(
    document: ParsedDocument, lives: dict[int, PartLife], kind: str
) -> tuple[date | None, int | None, bool]:
    """The day, or the months, that a decision gives to all rows of one kind, and whether it is inferred."""
    if kind == RENEW:
        return *find_extent(document), False
    stated = stated_list_day(document) if kind in (REPEAL, EXPIRE) else None
    day, inferred = (stated, False) if stated else _day_of(document, lives, 0)
    return day, None, inferred


def _amend_effects(
    document: ParsedDocument, lives: dict[int, PartLife], aliases: Aliases
) -> Iterator[EffectFound]:
    for change in find_amendments(document, aliases):
        place = change.passage
        day, inferred = _day_of(document, lives, 0)
        yield EffectFound(
            AMEND, change.target, None, day, place.part, place.path, place.cite, change.quote,
            change.start, change.end, inferred, change.confidence, change.target_path,
            change.target_cite, change.how,
        )  # fmt: skip


def _renew_effects(document: ParsedDocument, aliases: Aliases) -> Iterator[EffectFound]:
    for found in find_renewals(document, aliases):
        place = found.passage
        yield EffectFound(
            RENEW, found.target, None, found.until, place.part, place.path, place.cite, found.quote,
            found.start, found.end, False, 0.85, months=found.months,
        )  # fmt: skip


def _notes(document: ParsedDocument) -> Iterator[EffectFound]:
    for passage in document_passages(document):
        if "为准" not in passage.text and "执行" not in passage.text:
            continue
        for sentence in split_sentences(passage):
            if _NOTE.search(sentence.text):
                yield _note(document, passage, sentence.text, sentence.start, sentence.end)


def _note(document: ParsedDocument, passage: Passage, text: str, start: int, end: int) -> EffectFound:
    return EffectFound(
        NOTE, None, passage.part, public_day_of(document, passage.part).on, passage.part, passage.path, passage.cite,
        text.strip(), start, end, False, 1.0,
    )  # fmt: skip
