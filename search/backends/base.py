"""What a backend is asked and what it answers; both backends pass one conformance suite.

In the room: the interface. Not in the room: words (planner), order of the hits (ranking).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from search.planner import Alternative, Plan
from search.query import Filters

FACETS = ("level", "issuer", "year", "genre", "status", "topic", "issue")
TOP = 100


@dataclass(frozen=True, slots=True)
class Request:
    """A weighed plan, the sets of its groups that make a match, the filters, today or ``on``.
    ``local`` leaves national law out."""

    plan: Plan
    sets: tuple[tuple[int, ...], ...]
    filters: Filters
    on: date
    kinds: tuple[str, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that matches, with the backend's own estimate of its worth."""

    entry_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """All that matches: how many, the best of them, and counts by facet where asked."""

    total: int
    candidates: tuple[Candidate, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    capped: bool = False


class Unavailable(Exception):
    """This backend cannot answer now; another has to."""


class SearchBackend(Protocol):
    """The verbs of a backend."""

    name: str

    def frequencies(self, alternatives: Sequence[Alternative]) -> tuple[dict[Alternative, int], int]:
        """In how many entries each alternative stands, and how many entries there are."""

    def count(self, request: Request) -> int:
        """How many entries match."""

    def find(self, request: Request, *, limit: int = TOP, facets: bool = False) -> Found:
        """The best matches, the total and the facets."""
