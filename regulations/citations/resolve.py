"""Which held act a citation means: one candidate or a status, never the first of several.

In the room: the rule, over light candidates that a caller has looked up by keys. Not in the
room: the look-up, stubs, the choice of an edition's row.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from documents.text.document_numbers import parse_document_number
from documents.text.titles import title_key
from regulations.citations.model import INNER, NUMBER, Citation
from regulations.citations.titles import issued_title, undoubled_keys

RESOLVED, NOT_HELD, AMBIGUOUS, UNCLEAR = "resolved", "not_held", "ambiguous", "unclear"
# the key of 市政府令第5号
_SOME_ORDER = re.compile(r"[省市县区州盟旗]?政府令\|")
_ABOUT = ("关于", "印发", "转发")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A held act. ``document`` is shared by the texts of one document, ``ordinal`` 0 its own text.
    ``is_law`` marks national law: its editions are one act, ``issued_on`` is then the day of the first,
    None where only a late one is known. ``repealed_on`` or ``expires_on`` end it."""

    id: int
    title_key: str
    number_key: str = ""
    issuer: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    repealed_on: date | None = None
    expires_on: date | None = None
    document: int | None = None
    ordinal: int = 0
    level: str = "unknown"
    is_law: bool = False
    is_stub: bool = False


@dataclass(frozen=True, slots=True)
class Citing:
    """The act that cites: where it stands and when it was issued.

    ``amended`` marks a text that later decisions may have changed without a word in its head, as
    in the national collection: an act issued later may well be meant."""

    document: int | None = None
    regulation: int | None = None
    issued_on: date | None = None
    issuer: str = ""
    level: str = "unknown"
    amended: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """``status`` resolved, not_held, ambiguous or unclear; ``reason`` is Chinese for the clerk.

    ``successor`` is the held act of the same title that came after the one meant: 1993年通过的《甲法》."""

    status: str
    id: int | None
    reason: str
    candidates: tuple[int, ...] = ()
    successor: int | None = None


def keys_of(citation: Citation) -> tuple[str, str]:
    """The number key and the title key by which a caller looks candidates up.

    Example: 《中华人民共和国公司法》 has the keys ``("", "公司法")``.
    Returns empty strings for what the citation does not say. Raises nothing.
    """
    number = parse_document_number(citation.doc_number) if citation.doc_number else None
    key = number.key if number else (citation.doc_number or "")
    return key, title_key(citation.title) if citation.title else ""


def resolve_citation(citation: Citation, candidates: Iterable[Candidate], citing: Citing) -> Resolution:
    """The one act that a citation means.

    Example: a number that two texts of one document share leads, with a title, to that text and,
    without one, to the document's own text.
    Returns a Resolution; stubs among the candidates are never a result. Raises nothing.
    """
    number, title = keys_of(citation)
    if citation.kind == INNER:
        return Resolution(UNCLEAR, None, "本文内引用")
    if not number and not title:
        return Resolution(UNCLEAR, None, "简称没有前文")
    held = [c for c in candidates if not c.is_stub]
    if citation.own and not number:
        return _own(title, held, citing)
    if number:
        hit = _by_number(number, title, [c for c in held if c.number_key == number])
        if hit:
            return hit
        same = _texts_first([c for c in held if c.title_key == title and _same_order(number, c.number_key)])
        if title and len(same) == 1:
            return Resolution(RESOLVED, same[0].id, "题名相同，令号相同")
        held = [c for c in held if not c.number_key]
    if not title or citation.kind == NUMBER:
        return Resolution(NOT_HELD, None, "未收录此文号")
    return _by_title(citation, title, held, citing)


def _same_order(cited: str, held: str) -> bool:
    """市政府令第5号, whose number does not say which city's, for 晋城市人民政府令第5号."""
    ours, theirs = (key.replace("人民政府令", "政府令") for key in (cited, held))
    return ours == theirs or (bool(_SOME_ORDER.match(ours)) and theirs.endswith(ours))


def _own(title: str, held: Sequence[Candidate], citing: Citing) -> Resolution:
    mine = [c for c in held if c.document is not None and c.document == citing.document]
    exact = _texts_first([c for c in mine if c.title_key == title])
    issued = [c for c in mine if c.ordinal > 0]
    if len(exact) == 1:
        return Resolution(RESOLVED, exact[0].id, "本文件")
    if not exact and len(issued) == 1:
        return Resolution(RESOLVED, issued[0].id, "本文件印发的文件")
    if not exact and citing.regulation is not None and len(mine) <= 1:
        return Resolution(RESOLVED, citing.regulation, "本文件")
    return _several(exact) if exact else Resolution(UNCLEAR, None, "本文件中没有此题名")


def _texts_first(same: Sequence[Candidate]) -> list[Candidate]:
    """Where an order and the text that it issues bear one title, the text is meant."""
    issued = {c.document for c in same if c.document is not None and c.ordinal > 0}
    return [c for c in same if c.ordinal > 0 or c.document not in issued]


def _by_number(number: str, title: str, same: Sequence[Candidate]) -> Resolution | None:
    if not same:
        return None
    if title:
        exact = _texts_first([c for c in same if c.title_key == title])
        if len(exact) == 1:
            return Resolution(RESOLVED, exact[0].id, "文号、题名相同")
        if len(exact) > 1:
            return _several(exact)
    documents = {c.document if c.document is not None else -c.id for c in same}
    if len(documents) > 1:
        return _several(same)
    wrapper = min(same, key=lambda c: c.ordinal)
    if not title:
        return Resolution(RESOLVED, wrapper.id, "文号相同")
    near = [c for c in same if _near(title, c.title_key)]
    if len(near) == 1:
        return Resolution(RESOLVED, near[0].id, "文号相同，题名相近")
    if near:
        return Resolution(RESOLVED, wrapper.id, "文号相同，题名相近")
    return Resolution(UNCLEAR, None, "文号相同，题名不同", tuple(c.id for c in same))


def _near(cited: str, held: str) -> bool:
    """The same title with more or less of the organ and of 关于印发…的通知."""
    ours, theirs = _forms(cited), _forms(held)
    if ours & theirs:
        return True
    pairs = ((a, b) if len(a) <= len(b) else (b, a) for a in ours for b in theirs)
    return any(len(short) >= 6 and short in long for short, long in pairs)


def _forms(title: str) -> set[str]:
    inner = issued_title(title)
    return {title, title_key(inner)} if inner else {title}


def _by_title(citation: Citation, title: str, held: Sequence[Candidate], citing: Citing) -> Resolution:
    same = _texts_first([c for c in held if c.title_key == title and not _is_self(c, citing)])
    laws = [c for c in same if c.is_law]
    if len(laws) == 1 and (len(same) == 1 or not citation.doc_number):
        return _law(citation, laws[0], citing)
    if len(laws) > 1:
        return _several(laws)
    if same:
        return _by_date(citation, same, citing)
    for once in undoubled_keys(title):
        if any(c.title_key == once for c in held):
            found = _by_title(citation, once, held, citing)
            return replace(found, reason=f"{found.reason}（重复印的字除外）")
    return _by_tail(citation, title, held, citing)


def _law(citation: Citation, law: Candidate, citing: Citing) -> Resolution:
    """The law of this title, unless the words or the day say that a former act is meant."""
    first, stated = law.issued_on, citation.issued_on
    if first and stated and stated < first:
        return Resolution(NOT_HELD, None, "同名旧法，早于所收录者", (law.id,), law.id)
    if first and citing.issued_on and citing.issued_on < first:
        if not citing.amended:
            return Resolution(NOT_HELD, None, "同名法律晚于本文件", (law.id,), law.id)
        if stated != first:
            return Resolution(UNCLEAR, None, "同名法律晚于本文所知文本日期", (law.id,))
    return Resolution(RESOLVED, law.id, "题名相同")


def _is_self(candidate: Candidate, citing: Citing) -> bool:
    if candidate.id == citing.regulation:
        return True
    return candidate.document is not None and candidate.document == citing.document


def _by_date(citation: Citation, same: Sequence[Candidate], citing: Citing) -> Resolution:
    """Acts of one title: the one of the stated day, else the one in force when the citing act was
    issued; an act issued later cannot be meant."""
    if citation.issued_on:
        dated = [c for c in same if c.issued_on == citation.issued_on]
        if len(dated) == 1:
            return Resolution(RESOLVED, dated[0].id, "题名、日期相同")
        if all(c.issued_on for c in same):
            return Resolution(NOT_HELD, None, "题名相同，日期不同", tuple(c.id for c in same))
    day = citing.issued_on
    if day is None:
        return _one(same, "题名相同")
    earlier = [c for c in same if c.issued_on is None or c.issued_on <= day]
    if not earlier:
        return Resolution(NOT_HELD, None, "同名文件均晚于本文件", tuple(c.id for c in same))
    alive = [c for c in earlier if _alive(c, day)]
    alive = [c for c in alive if c.repealed_on != day] or alive
    return _one(alive or earlier, "题名相同，引用时有效" if alive else "题名相同")


def _alive(candidate: Candidate, day: date) -> bool:
    ended = candidate.repealed_on is not None and candidate.repealed_on < day
    return not ended and not (candidate.expires_on is not None and candidate.expires_on < day)


def _by_tail(citation: Citation, title: str, held: Sequence[Candidate], citing: Citing) -> Resolution:
    """《关于…的意见》 with its organ named before it: the organ's act whose title ends so."""
    if not citation.issuer or not title.startswith(_ABOUT) or len(title) < 8:
        return Resolution(NOT_HELD, None, "未收录")
    named = title_key(citation.issuer)
    fits = [
        c
        for c in held
        if c.title_key.endswith(title)
        and c.title_key[: -len(title)]
        and c.title_key[: -len(title)].endswith(named)
        and not _is_self(c, citing)
    ]
    return _by_date(citation, fits, citing) if fits else Resolution(NOT_HELD, None, "未收录")


def _one(fits: Sequence[Candidate], reason: str) -> Resolution:
    if len(fits) == 1:
        return Resolution(RESOLVED, fits[0].id, reason)
    return _several(fits)


def _several(fits: Sequence[Candidate]) -> Resolution:
    return Resolution(AMBIGUOUS, None, f"{len(fits)}个候选", tuple(c.id for c in fits))


def edition_on(editions: Iterable[tuple[int, date | None]], day: date | None) -> int | None:
    """The edition of an act in force on a day, out of pairs of id and first day.

    Example: of editions of 2009 and 2021, a day in 2019 has that of 2009.
    Returns the earliest edition for a day before all, the newest without a day, None for none.
    """
    rows = sorted(((on or date.min, key) for key, on in editions), key=lambda row: (row[0], row[1]))
    if not rows:
        return None
    if day is None:
        return rows[-1][1]
    past = [key for on, key in rows if on <= day]
    return past[-1] if past else rows[0][1]
