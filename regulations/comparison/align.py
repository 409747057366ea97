"""Which provision of one text answers which of another.

In the room: likeness of two provisions by words and heading, the pairing, what left its place.
Not in the room: numbers of articles, which say nothing about likeness; the words that changed.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from regulations.comparison.words import compared_form

ENOUGH = 0.34
CANDIDATES = 6
COMMON = 40
_HEADING_SHARE = 0.45


@dataclass(frozen=True)
class Unit:
    """A provision to compare: an article, a numbered heading with its paragraphs, a table.

    ``within`` is the path of the division that it stands in; ``pieces`` are its paragraphs, each
    to be compared alone where the whole has no answer.
    """

    path: str
    cite: str
    heading: str
    text: str
    label: str = ""
    within: str = ""
    pieces: tuple["Unit", ...] = ()

    @cached_property
    def form(self) -> str:
        """Heading and text as they are compared."""
        return compared_form(f"{self.heading}\n{self.text}")

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring characters of heading and text."""
        return _pairs_of(self.form)

    @cached_property
    def heading_pairs(self) -> frozenset[str]:
        """The pairs of the heading alone."""
        return _pairs_of(compared_form(self.heading))


def _pairs_of(form: str) -> frozenset[str]:
    plain = "".join(filter(str.isalnum, form))
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset(filter(None, (plain,)))


def likeness(left: Unit, right: Unit) -> float:
    """How alike two provisions are, from 0 to 1; the same heading weighs almost as much as the text.

    Example: two provisions with the same words have 1.0, whatever their numbers.
    Returns a share. Raises nothing.
    """
    if left.form == right.form:
        return 1.0
    whole = _dice(left.pairs, right.pairs)
    if not left.heading_pairs or not right.heading_pairs:
        return whole
    heading = _dice(left.heading_pairs, right.heading_pairs)
    return max(whole, _HEADING_SHARE * heading + (1 - _HEADING_SHARE) * whole)


def _dice(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def pair_units(left: Sequence[Unit], right: Sequence[Unit], least: float = ENOUGH) -> dict[int, int]:
    """For the index of each left unit that has an answer, the index of it on the right.

    Example: ``pair_units([a, b], [b, c])`` is ``{1: 0}`` where ``a`` and ``c`` have nothing in common.
    Returns a one-to-one mapping; a unit without a likely answer is not in it. Raises nothing.
    """
    paired = _same_words(left, right)
    taken = set(paired.values())
    ours = [at for at in range(len(left)) if at not in paired]
    theirs = [at for at in range(len(right)) if at not in taken]
    scored = [
        (score, -abs(mine / max(len(left), 1) - other / max(len(right), 1)), -mine, -other)
        for mine, other in _likely(left, right, ours, theirs)
        if (score := likeness(left[mine], right[other])) >= least
    ]
    for _, _, mine, other in sorted(scored, reverse=True):
        if -mine not in paired and -other not in taken:
            paired[-mine] = -other
            taken.add(-other)
    return paired


def _same_words(left: Sequence[Unit], right: Sequence[Unit]) -> dict[int, int]:
    """Units whose words are the same; of several, the first with the first."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in reversed(range(len(right))):
        places[right[at].form].append(at)
    return {
        at: places[unit.form].pop() for at, unit in enumerate(left) if places.get(unit.form) and unit.form
    }


def _likely(
    left: Sequence[Unit], right: Sequence[Unit], ours: Iterable[int], theirs: Iterable[int]
) -> Iterable[tuple[int, int]]:
    """For each left unit the few right ones that share most of its rarer pairs."""
    postings: dict[str, list[int]] = defaultdict(list)
    for other in theirs:
        for pair in right[other].pairs:
            postings[pair].append(other)
    for mine in ours:
        shared: Counter[int] = Counter()
        for pair in left[mine].pairs:
            holders = postings.get(pair, ())
            if len(holders) <= COMMON:
                for other in holders:
                    shared[other] += 1
        ranked = sorted(
            shared, key=lambda other: -shared[other] / math.sqrt(len(right[other].pairs) + 1)
        )
        yield from ((mine, other) for other in ranked[:CANDIDATES])


def out_of_order(paired: dict[int, int]) -> set[int]:
    """The left units whose answers left the common order: the fewest that had to move.

    Example: ``out_of_order({0: 1, 1: 2, 2: 0})`` is ``{2}``.
    Returns left indices. Raises nothing.
    """
    lefts = sorted(paired)
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for mine in lefts:
        place = bisect_left(tails, paired[mine])
        if place == len(tails):
            tails.append(paired[mine])
            ends.append(mine)
        else:
            tails[place], ends[place] = paired[mine], mine
        if place:
            before[mine] = ends[place - 1]
    kept: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        kept.add(at)
        at = before.get(at)
    return set(lefts) - kept
