"""From what was typed to what is looked for: groups of words, their official forms, what to relax.

In the room: pure decisions over a query, a segmenter and a lexicon. Not in the room: how an
index is asked (backends), how hits are ordered (ranking).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log

from search.lexicon import Lexicon
from search.normal_form import fold
from search.pieces import Piece, join_singles, pieces, without_asking, without_degrees
from search.quantities import is_any_one, spellings
from search.query import Filters, SearchQuery
from search.segmenter import Segmenter

MOST_GROUPS = 10
# so many are weighed; the rarest ten of them are looked for
MOST_WEIGHED = 30
MOST_REQUIRED = 6
MOST_ALTERNATIVES = 14
EXPANDED_WEIGHT = 0.85
# what an official word leads to adds less than what an everyday word stands for
ADDED_WEIGHT = 0.6
LEAST_GAIN, MOST_GAIN, RARITY_POWER = 0.5, 2.0, 0.5
PARTS_WEIGHT = 0.5
# a word in so many entries is not looked for in parts as well
COMMON = 1_000
# a word in so small a share of the entries is looked for by its parts as well
RARE_SHARE = 1 / 10_000
LIGHT_WEIGHT = 0.3
STEPS = (1.0, 0.7, 0.45, 0.25)
# where all of these find nothing, any of the rarest words will do
LAST_STEP = 0.1
SHORT_CHUNK = 8
FEW_GROUPS = 2
LONG_WORD = 4
_DENYING = frozenset("未非无")
_BARE_GOVERNMENT = re.compile(r"(?<!人民)政府")
_BARE_OFFICE = re.compile(r"(?<=政府)办$")
# adverbs, numbers, measures, directions, places, times, particles: 一路, 之间, 门口, 今年
LIGHT_TAGS = frozenset({"d", "m", "mq", "q", "f", "s", "p", "c", "r", "t", "u", "y", "e", "o", "z"})

# conjunctions, prepositions, particles, exclamations: 还是, 或者, 关于
SILENT_TAGS = frozenset({"c", "p", "u", "y", "e", "o"})


@dataclass(frozen=True, slots=True)
class Term:
    """One thing the index is asked for: a word, or with ``grams`` the characters in a row."""

    text: str
    grams: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to satisfy a group: all its terms."""

    terms: tuple[Term, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """One thing asked for, by any of its alternatives; ``weight`` is its rarity. ``fallback`` holds
    what is looked for where no alternative stands anywhere."""

    surface: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0
    light: bool = False
    fallback: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was typed and what was looked for as well, shown to the reader."""

    typed: str
    official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an index is asked: groups, of which ``required`` names the sets that make a match;
    ``musts`` and ``nots`` hold whatever is relaxed; ``bonus`` only lifts; ``ignored`` stand nowhere,
    ``left`` are more words than are looked for."""

    groups: tuple[Group, ...] = ()
    musts: tuple[Term, ...] = ()
    nots: tuple[Term, ...] = ()
    titles: tuple[Term, ...] = ()
    bonus: tuple[Term, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    ignored: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def total_weight(self) -> float:
        """The weight of all groups together."""
        return sum(group.weight for group in self.groups)


def make_plan(query: SearchQuery, segmenter: Segmenter, lexicon: Lexicon) -> Plan:
    """The plan of a query, not yet weighed.

    Example: 下水道堵了找谁修 gives groups for 下水道 (or 排水设施 …), 堵 (or 疏通 …), 修 (or 维修 …).
    Returns a plan with at most thirty groups; the rest is named in ``left``. Raises nothing.
    """
    groups: list[Group] = []
    bonus: list[Term] = []
    expansions: list[Expansion] = []
    known = lexicon if query.expand else _without_synonyms(lexicon)
    for chunk in (part for typed in query.chunks for part in without_asking(typed, lexicon) if part):
        found, phrase = _read_chunk(without_degrees(chunk, known), segmenter, known)
        for group, official in found:
            groups.append(group)
            if official:
                expansions.append(Expansion(group.surface, official))
        if phrase:
            bonus.append(phrase)
    groups = list({group.surface: group for group in groups}.values())
    return Plan(
        groups=tuple(groups[:MOST_WEIGHED]),
        musts=tuple(_exact(phrase, segmenter) for phrase in query.phrases),
        nots=tuple(_exact(word, segmenter) for word in query.excluded),
        titles=tuple(_exact(word, segmenter) for word in query.title_words),
        bonus=tuple(bonus[:6]),
        expansions=tuple(expansions),
        left=tuple(group.surface for group in groups[MOST_WEIGHED:]),
    )


def with_official_issuers(filters: Filters, lexicon: Lexicon) -> Filters:
    """The filters with the full names of the bodies beside the short ones that were typed.

    Example: the issuer 市住建局 also lets 市住房和城乡建设局 through, 城区政府 also 城区人民政府.
    Returns filters. Raises nothing.
    """
    names: dict[str, None] = {}
    for typed in filters.issuer:
        full = _BARE_GOVERNMENT.sub("人民政府", fold(typed))
        office = _BARE_OFFICE.sub("办公室", full)
        names |= dict.fromkeys((typed, full, office, *lexicon.synonyms.get(fold(typed), ())))
    return replace(filters, issuer=tuple(names))


def weigh(plan: Plan, frequencies: dict[Alternative, int], total: int) -> Plan:
    """The plan with the rarity of each group; what stands nowhere is left out and named, and so are the
    commonest of more groups than are looked for.

    Example: with 厨余垃圾 in 30 of 50,000 entries its group weighs about 7.4.
    Returns a plan of at most ten groups, which all occur, the rarest first. Raises nothing.
    """
    groups, missing, instead = [], [], []
    expanded = {expansion.typed for expansion in plan.expansions}
    for group in plan.groups:
        held = _held(group.alternatives, frequencies)
        is_known = group.surface in expanded or sum([frequencies[way] for way in held]) >= RARE_SHARE * total
        if not (held and is_known) and (wider := _held(group.fallback, frequencies)):
            instead.append(Expansion(group.surface, _told(wider)))
            held = _distinct((*held, *wider))
        if not held:
            missing.append(group.surface)
            continue
        if any(frequencies[a] >= COMMON and len(a.terms) == 1 for a in held):
            held = tuple(a for a in held if len(a.terms) == 1)
        rarity = {way: _rarity(frequencies[way], total) for way in held}
        mean = sum(rarity.values()) / len(rarity)
        held = tuple([Alternative(way.terms, way.weight * _gain(rarity[way], mean)) for way in held])
        weight = mean * (LIGHT_WEIGHT if group.light else 1.0)
        groups.append(replace(group, alternatives=held, weight=max(weight, 0.1)))
    groups.sort(key=lambda group: -group.weight)
    left = tuple(group.surface for group in groups[MOST_GROUPS:])
    typed = {expansion.typed for expansion in instead}
    told = (*(expansion for expansion in plan.expansions if expansion.typed not in typed), *instead)
    return replace(
        plan,
        groups=tuple(groups[:MOST_GROUPS]),
        ignored=(*plan.ignored, *missing),
        left=(*plan.left, *left),
        expansions=tuple(expansion for expansion in told if expansion.typed not in (*plan.left, *left)),
    )


def _rarity(frequency: int, total: int) -> float:
    df = min(total, frequency)
    return max(log(1 + (total - df + 0.5) / (df + 0.5)), 0.1)


def _gain(rarity: float, mean: float) -> float:
    """A rare alternative tells more, a common one less, than all of its group together."""
    return min(MOST_GAIN, max(LEAST_GAIN, float((rarity / mean) ** RARITY_POWER)))


def required_sets(plan: Plan, share: float) -> tuple[tuple[int, ...], ...]:
    """The smallest sets of groups (by index) that hold ``share`` of the weight of the rarest six.

    Example: with weights 7, 5, 1 and a share of 0.7 the sets are (0, 1).
    Returns them as sorted tuples; one empty set where there are no groups. Raises nothing.
    """
    weights = [group.weight for group in plan.groups[:MOST_REQUIRED]]
    if share >= 1 or not weights:
        return (tuple(range(len(plan.groups))),)
    goal = share * sum(weights) - 1e-9
    found: list[tuple[int, ...]] = []
    for size in range(1, len(weights) + 1):
        for chosen in combinations(range(len(weights)), size):
            if sum(weights[i] for i in chosen) >= goal and not any(set(f) <= set(chosen) for f in found):
                found.append(chosen)
    return tuple(found)


def alternatives_of(plan: Plan) -> list[Alternative]:
    """All distinct alternatives of a plan, whose frequencies are wanted."""
    return list(dict.fromkeys(a for group in plan.groups for a in (*group.alternatives, *group.fallback)))


def _held(ways: Sequence[Alternative], frequencies: dict[Alternative, int]) -> tuple[Alternative, ...]:
    return tuple(way for way in ways if frequencies.get(way, 0))


def _told(ways: Sequence[Alternative]) -> tuple[str, ...]:
    return tuple(dict.fromkeys("".join(term.text for term in way.terms) for way in ways))


def _read_chunk(
    chunk: str, segmenter: Segmenter, lexicon: Lexicon
) -> tuple[list[tuple[Group, tuple[str, ...]]], Term | None]:
    cut = [p for p in pieces(chunk, segmenter, lexicon) if any(c.isalnum() for c in p.text)]
    wanted = [p for p in cut if p.kind != "filler" and not _is_silent(p, segmenter)]
    if not wanted:
        wanted = [Piece(p.start, p.text, "word") for p in cut]
    wanted = [_without_adverb(p, segmenter) for p in join_singles(wanted)]
    if 2 <= len(chunk) <= SHORT_CHUNK and all(p.kind == "run" or p.is_bare for p in wanted):
        return [(Group(chunk, (Alternative((Term(chunk, grams=True),)),)), ())], None
    phrase = Term(chunk, grams=True) if 2 <= len(chunk) <= SHORT_CHUNK * 3 else None
    whole = phrase if len(wanted) > 1 else None
    groups: list[tuple[Group, tuple[str, ...]]] = []
    spare: list[tuple[Group, tuple[str, ...]]] = []
    for piece in wanted:
        tag = segmenter.cutter.tag(piece.text) if piece.kind == "word" else ""
        single = len(piece.text) == 1
        official = lexicon.synonyms.get(piece.text, ())
        group = _group(piece, official, whole, segmenter, lexicon)
        any_one = piece.kind == "quantity" and is_any_one(piece.text)
        light = not official and (single or any_one or tag in LIGHT_TAGS)
        found = (replace(group, light=light), official)
        if not single or piece.kind == "key" or len(wanted) == 1:
            groups.append(found)
        elif tag.startswith("n"):
            spare.append(found)
    if len(groups) < FEW_GROUPS:
        groups += spare
    is_cut_short = len(chunk) <= SHORT_CHUNK and all(p.kind != "filler" or len(p.text) == 1 for p in cut)
    return groups, phrase if len(wanted) > 1 or (len(cut) > 1 and is_cut_short) else None


def _without_adverb(piece: Piece, segmenter: Segmenter) -> Piece:
    """Two unknown characters of which the first is an adverb are no word: 先办 says 办; 未批 stays."""
    first, rest = piece.text[0], piece.text[1:]
    if piece.kind != "run" or len(rest) != 1 or first in _DENYING or segmenter.cutter.tag(first) != "d":
        return piece
    return Piece(piece.start + 1, rest, "word")


def _is_silent(piece: Piece, segmenter: Segmenter) -> bool:
    return piece.kind == "word" and not piece.is_bare and segmenter.cutter.tag(piece.text) in SILENT_TAGS


def _group(
    piece: Piece, official: Iterable[str], whole: Term | None, segmenter: Segmenter, lexicon: Lexicon
) -> Group:
    written = spellings(piece.text) if piece.kind == "quantity" else (piece.text,)
    ways = [way for text in written for way in _ways(text, segmenter, 1.0, in_parts=True)]
    if whole:
        ways.append(Alternative((whole,)))
    weight = ADDED_WEIGHT if lexicon.is_official(piece.text) else EXPANDED_WEIGHT
    for target in official:
        ways += _ways(target, segmenter, weight, in_parts=False)
    wider = () if official or piece.kind == "run" else lexicon.near(piece.text)
    spare = [way for word in wider for way in _ways(word, segmenter, EXPANDED_WEIGHT, in_parts=False)]
    if lexicon.synonyms:
        spare += _any_part(piece, segmenter, lexicon)
    return Group(piece.text, _distinct(ways), fallback=_distinct(spare))


def _any_part(piece: Piece, segmenter: Segmenter, lexicon: Lexicon) -> Iterator[Alternative]:
    """Any one word of a compound, or what it stands for: 车位 or 停车位 where 小区车位 stands nowhere."""
    words = segmenter.words(piece.text)
    if len(words) == 1 and len(piece.text) >= LONG_WORD:
        words = [*segmenter.parts(piece.text)]
    parts = [word for _, word in words if len(word) > 1]
    if piece.kind == "run" or len(parts) < FEW_GROUPS:
        return
    for part in parts:
        for word in (part, *lexicon.synonyms.get(part, ())):
            yield from _ways(word, segmenter, PARTS_WEIGHT, in_parts=False)


def _distinct(ways: Iterable[Alternative]) -> tuple[Alternative, ...]:
    best: dict[tuple[Term, ...], Alternative] = {}
    for way in ways:
        best.setdefault(way.terms, way)
    return tuple(best.values())[:MOST_ALTERNATIVES]


def _ways(text: str, segmenter: Segmenter, weight: float, *, in_parts: bool) -> Iterator[Alternative]:
    """The ways in which an index may hold a word: as a token, as characters in a row, in parts."""
    words = [word for _, word in segmenter.words(text)]
    is_term = text in segmenter.dictionary.terms or text in segmenter.dictionary.places
    if is_term or len(words) == 1 or segmenter.is_whole(text):
        yield Alternative((Term(text),), weight)
    if not segmenter.is_whole(text) and (len(text) >= 3 or (len(words) > 1 and not is_term)):
        yield Alternative((Term(text, grams=True),), weight)
    if len(words) == 1 and len(text) >= LONG_WORD:
        words = [word for _, word in segmenter.parts(text)]
    parts = [word for word in words if len(word) > 1]
    if in_parts and len("".join(parts)) == len(text) and len(parts) > 1:
        yield Alternative(tuple(Term(part) for part in parts), weight * PARTS_WEIGHT)


def _exact(text: str, segmenter: Segmenter) -> Term:
    """A quoted or excluded word: itself where it is one word, else its characters in a row."""
    text = fold(text)
    return Term(text, grams=len(text) > 1 and [word for _, word in segmenter.words(text)] != [text])


def _without_synonyms(lexicon: Lexicon) -> Lexicon:
    return Lexicon({}, lexicon.fillers)
