"""Which provision of one text answers which of another.

In the room: likeness of two provisions by words and heading, the pairing, what left its place.
Not in the room: numbers of articles, which say nothing about likeness; the words that changed.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from regulations.comparison.units import Unit

ENOUGH = 0.34
ENOUGH_NEARBY = 0.16
CANDIDATES = 8
COMMON = 40
_HEADING_SHARE = 0.45

Pairing = dict[int, int]


class Scale:
    """Weighs what two provisions share: the rarer a pair of characters in both texts, the more it says."""

    def __init__(self, left: Sequence[Unit], right: Sequence[Unit]) -> None:
        held = Counter(pair for unit in (*left, *right) for pair in unit.pairs)
        total = len(left) + len(right)
        self._weight = {pair: math.log(1 + total / count) for pair, count in held.items()}

    def likeness(self, left: Unit, right: Unit) -> float:
        """How alike two provisions are, from 0 to 1; the heading weighs almost as much as the text.

        Example: two provisions with the same words have 1.0, whatever their numbers.
        Returns a share. Raises nothing.
        """
        if left.form == right.form:
            return 1.0
        whole = self._share(left.pairs, right.pairs, 0.5)
        if not left.heading_pairs or not right.heading_pairs:
            return whole
        even = self._share(left.heading_pairs, right.heading_pairs, 0.5)
        shorter = self._share(left.heading_pairs, right.heading_pairs, None)
        heading = (even + shorter) / 2
        return max(whole, _HEADING_SHARE * heading + (1 - _HEADING_SHARE) * whole)

    def _share(self, ours: frozenset[str], theirs: frozenset[str], mean: float | None) -> float:
        """What is shared, of the mean weight of both or, without ``mean``, of the lighter one."""
        one, other = self._sum(ours), self._sum(theirs)
        base = min(one, other) if mean is None else mean * (one + other)
        return self._sum(ours & theirs) / base if base else 0.0

    def _sum(self, pairs: Iterable[str]) -> float:
        weight = self._weight
        return sum(weight.get(pair, 0.0) for pair in pairs)


def pair_units(left: Sequence[Unit], right: Sequence[Unit], least: float = ENOUGH) -> Pairing:
    """For the index of each left unit that has an answer, the index of it on the right.

    Example: ``pair_units([a, b], [b, c])`` is ``{1: 0}`` where ``a`` and ``c`` have nothing in common.
    Returns a one-to-one mapping; a unit without a likely answer is not in it. Raises nothing.
    """
    scale = Scale(left, right)
    paired = _same_words(left, right)
    taken = set(paired.values())
    ours = [at for at in range(len(left)) if at not in paired]
    theirs = [at for at in range(len(right)) if at not in taken]
    scored = [
        (scale.likeness(left[mine], right[other]), mine, other)
        for mine, other in _likely(left, right, ours, theirs)
    ]
    _take_best([each for each in scored if each[0] >= least], paired, len(left), len(right))
    _pair_divisions(left, right, paired)
    nearby = [each for each in scored if each[0] >= ENOUGH_NEARBY]
    houses = _houses(left), _houses(right)
    neighbours = _Between(paired)
    _take_best(
        [each for each in nearby if neighbours(each[1], each[2]) or _same_house(each, houses, paired)],
        paired, len(left), len(right),
    )  # fmt: skip
    _pair_divisions(left, right, paired)
    return paired


def _same_words(left: Sequence[Unit], right: Sequence[Unit]) -> Pairing:
    """Units whose words are the same; of several, the first with the first."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in reversed(range(len(right))):
        places[right[at].form].append(at)
    return {
        at: places[unit.form].pop() for at, unit in enumerate(left) if unit.form and places.get(unit.form)
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
        shared: dict[int, float] = defaultdict(float)
        for pair in left[mine].pairs:
            holders = postings.get(pair, ())
            if len(holders) <= COMMON:
                for other in holders:
                    shared[other] += (3.0 if pair in left[mine].heading_pairs else 1.0) / len(holders)
        ranked = sorted(shared, key=lambda other: -shared[other] / math.sqrt(len(right[other].pairs) + 9))
        alike = [other for other in ranked if left[mine].bare == right[other].bare]
        yield from ((mine, other) for other in alike[:CANDIDATES])


def _take_best(scored: Iterable[tuple[float, int, int]], paired: Pairing, ours: int, theirs: int) -> None:
    """The likeliest pairs first, each unit once; among equals the one that moves least."""
    taken = set(paired.values())
    for _, mine, other in sorted(scored, key=lambda s: (-s[0], abs(s[1] / ours - s[2] / theirs), s[1], s[2])):
        if mine not in paired and other not in taken:
            paired[mine] = other
            taken.add(other)


def _houses(units: Sequence[Unit]) -> list[int | None]:
    """For each unit the index of the division that it stands in."""
    places = {unit.path: at for at, unit in enumerate(units)}
    return [places.get(unit.within) if unit.within != unit.path else None for unit in units]


def _pair_divisions(left: Sequence[Unit], right: Sequence[Unit], paired: Pairing) -> None:
    """Divisions whose headings were written anew answer each other where most of what they hold does."""
    ours, theirs = _houses(left), _houses(right)
    votes = Counter(
        (ours[mine], theirs[other])
        for mine, other in paired.items()
        if ours[mine] is not None and theirs[other] is not None
    )
    held = Counter(at for at in ours if at is not None)
    taken = set(paired.values())
    for (mine, other), count in votes.most_common():
        if mine is None or other is None or mine in paired or other in taken:
            continue
        if 2 * count >= held[mine] or count >= 3:
            paired[mine] = other
            taken.add(other)


def _same_house(
    each: tuple[float, int, int], houses: tuple[list[int | None], list[int | None]], paired: Pairing
) -> bool:
    mine, other = houses[0][each[1]], houses[1][each[2]]
    return mine is not None and other is not None and paired.get(mine) == other


class _Between:
    """Whether two units stand between the same neighbours that are paired and in order."""

    def __init__(self, paired: Pairing) -> None:
        kept = sorted(set(paired) - out_of_order(paired))
        self._lefts, self._rights = kept, [paired[at] for at in kept]

    def __call__(self, mine: int, other: int) -> bool:
        return bisect_right(self._lefts, mine) == bisect_right(self._rights, other)


def out_of_order(paired: Pairing) -> set[int]:
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
        tails[place : place + 1] = [paired[mine]]
        ends[place : place + 1] = [mine]
        if place:
            before[mine] = ends[place - 1]
    kept: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        kept.add(at)
        at = before.get(at)
    return set(lefts) - kept
