"""The tsvector of an entry as a literal, made by us so that PostgreSQL needs no parser.

In the room: weights, positions, quoting, for both the index and the query. Pure.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from search.planner import Alternative, Group, Term
from search.segmenter import Segmenter, bigrams

WEIGHTS = "ABCD"
LAST_POSITION = 16_383
MOST_POSITIONS = 250
GAP = 10
_LEXEME = re.compile(r"'(?P<term>(?:[^']|'')*)':(?P<places>[0-9ABCD,]+)")


def vector_literal(fields: Sequence[str], segmenter: Segmenter) -> str:
    """The tsvector of title, heading, context and body.

    Example: the title 民政 alone gives ``'民政':1A '~民政':1A``.
    Returns a literal for a column of type tsvector. Raises nothing.
    """
    found: dict[str, list[str]] = {}
    base = 1
    for text, weight in zip(fields, WEIGHTS, strict=True):
        for token in segmenter.tokens(text):
            places = found.setdefault(token.term, [])
            if len(places) < MOST_POSITIONS:
                places.append(f"{min(base + token.position, LAST_POSITION)}{weight}")
        base += len(text) + GAP if text else 0
    return " ".join(f"{quote(term)}:{','.join(places)}" for term, places in found.items())


def read_vector(literal: str) -> list[tuple[str, int, str]]:
    """The tokens of a tsvector as PostgreSQL prints it, by position: lexeme, position, weight.

    Example: ``read_vector("'民政':1A,9")`` is ``[("民政", 1, "A"), ("民政", 9, "D")]``.
    Returns them sorted by position. Raises nothing.
    """
    found = []
    for match in _LEXEME.finditer(literal):
        term = match["term"].replace("''", "'").replace("\\\\", "\\")
        for place in match["places"].split(","):
            weight = place[-1] if place[-1] in WEIGHTS else "D"
            found.append((term, int(place.rstrip(WEIGHTS)), weight))
    found.sort(key=lambda token: token[1])
    return found


def quote(term: str) -> str:
    """A lexeme as a quoted literal.

    Example: ``quote("a'b")`` is ``"'a''b'"``.
    """
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def term_query(term: Term, weights: str = "") -> str:
    """One term as tsquery: a lexeme, or bigrams at their distances.

    Example: ``term_query(Term("民政局", grams=True))`` is ``('~民政'<1>'~政局')``.
    Returns text for a cast to tsquery, empty where the term has no lexeme. Raises nothing.
    """
    suffix = f":{weights}" if weights else ""
    if not any(character.isalnum() for character in term.text):
        return ""
    if not term.grams:
        return quote(term.text) + suffix
    grams = bigrams(term.text)
    if not grams:
        return ""
    parts = [quote(grams[0][1]) + suffix]
    for (before, _), (at, gram) in pairwise(grams):
        parts.append(f"<{at - before}>{quote(gram)}{suffix}")
    return "(" + "".join(parts) + ")"


def alternative_query(alternative: Alternative, weights: str = "") -> str:
    """All terms of an alternative, in fields of some weights only where these are named."""
    return _join((term_query(term, weights) for term in alternative.terms), "&")


def group_query(group: Group, weights: str = "") -> str:
    """Any alternative of a group, in fields of some weights only where these are named."""
    return _join((alternative_query(way, weights) for way in group.alternatives), "|")


def match_query(groups: Sequence[Group], sets: Iterable[Iterable[int]]) -> str:
    """Any of the required sets of groups, each with all its groups."""
    written = [group_query(group) for group in groups]
    return _join((_join((written[i] for i in chosen), "&") for chosen in sets), "|")


def _join(parts: Iterable[str], operator: str) -> str:
    held = [part for part in parts if part]
    return held[0] if len(held) == 1 else f"({operator.join(held)})" if held else ""
