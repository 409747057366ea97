"""What a backend is asked and what it answers; both backends pass one conformance suite.

In the room: the interface. Not in the room: words (planner), order of the hits (ranking).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from search.planner import Alternative, Plan
from search.query import Filters

FACETS = ("level", "issuer", "year", "genre", "status", "topic", "issue")
TOP = 32
ENOUGH = 10
MOST_COUNTED = 20_000
MOST_COUNTED_TOGETHER = 2_000
NEW, OLD = "new", "old"

Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Request:
    """A weighed plan, the sets of its groups that make a match, the filters, today or ``on``.
    ``local`` leaves national law out. ``order`` lists by worth where empty, else by the day of taking
    effect, ``new`` or ``old`` first; what has no such day comes last."""

    plan: Plan
    sets: tuple[tuple[int, ...], ...]
    filters: Filters
    on: date
    kinds: tuple[str, ...] = ()
    local: bool = False
    order: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that matches, with the backend's own estimate of its worth."""

    entry_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What matches: how many, how many of these are no national law (exact up to ``ENOUGH``), the
    best of them; ``capped`` says that there are more than ``total``."""

    total: int = 0
    local: int = 0
    candidates: tuple[Candidate, ...] = ()
    capped: bool = False


class Unavailable(Exception):
    """This backend cannot answer now; another has to."""


class SearchBackend(Protocol):
    """The verbs of a backend."""

    name: str

    def frequencies(self, alternatives: Sequence[Alternative]) -> tuple[dict[Alternative, int], int]:
        """In how many entries each alternative stands, and how many entries there are."""

    def find(self, request: Request, *, limit: int = TOP) -> Found:
        """The first matches in the order asked for and how many there are."""

    def facets(self, request: Request) -> Facets:
        """Exact counts of all that matches, by facet and value."""


def is_one_token(way: Alternative) -> bool:
    """Whether an alternative is a single token of an index, which is counted without looking at texts."""
    return len(way.terms) == 1 and (not way.terms[0].grams or len(way.terms[0].text) <= len("二字"))
