"""Addresses for acts: new ones, that no act has and none has had.

In the room: the search for free ones, many at a time. Not in the room: what an address is made of,
addresses that lead on (``Redirect``).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, count, islice

from documents.models import FormerText
from regulations.models import Regulation

ASKED_AT_ONCE = 12


def free_addresses(stems: Sequence[str]) -> list[str]:
    """One free address for each stem: the stem, or the first of ``stem-2``, ``stem-3`` … that is free.

    Example: ``free_addresses(["a", "a"])`` is ``["a", "a-2"]`` where neither is taken. Two queries,
    two more for each dozen of names that a stem has used up. Raises nothing.
    """
    wanted = Counter(stems)
    offers = {stem: _numbered(stem) for stem in wanted}
    free: dict[str, list[str]] = {stem: [] for stem in wanted}
    given: set[str] = set()
    while short := [stem for stem in wanted if len(free[stem]) < wanted[stem]]:
        asked = {stem: list(islice(offers[stem], ASKED_AT_ONCE + wanted[stem])) for stem in short}
        taken = _taken([slug for slugs in asked.values() for slug in slugs])
        for stem, slugs in asked.items():
            left = wanted[stem] - len(free[stem])
            found = [slug for slug in slugs if slug not in taken and slug not in given][:left]
            free[stem] += found
            given.update(found)
    queues = {stem: iter(slugs) for stem, slugs in free.items()}
    return [next(queues[stem]) for stem in stems]


def free_address(stem: str) -> str:
    """The free address of one stem: ``free_address("zhidao-yijian")``."""
    return free_addresses([stem])[0]


def _numbered(stem: str) -> Iterator[str]:
    return chain([stem], (f"{stem}-{number}" for number in count(2)))


def _taken(slugs: Sequence[str]) -> set[str]:
    acts = Regulation.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    former = FormerText.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    return {*acts, *former}
