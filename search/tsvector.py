"""The words of an entry as tokens with places and weights, and as literals for PostgreSQL.

In the room: weights, positions, limits, quoting, for both indexes and the query. Pure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.normal_form import fold
from search.planner import Alternative, Group, Term
from search.segmenter import Segmenter, bigrams

WEIGHTS = "ABCD"
LAST_POSITION = 16_383
MOST_POSITIONS = 250
GAP = 10
MOST_KNOWN = 5_000


@dataclass(frozen=True, slots=True)
class FieldTokens:
    """The tokens of one field of an entry; positions count from the entry's first character."""

    weight: str
    words: Sequence[tuple[int, str]]
    grams: Sequence[tuple[int, str]]


class TokenPlacer:
    """Places the tokens of entries; what stands above many bodies is cut once."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._known: dict[tuple[str, int, str], FieldTokens] = {}

    def place(self, fields: Sequence[str]) -> list[FieldTokens]:
        """The tokens of title, heading, context and body, within the limits of a tsvector.

        Example: the title 民政 alone has the word 民政 and the bigram ~民政, both at 1.
        Returns the fields that have words. Raises nothing.
        """
        found = []
        base = 1
        for text, weight in zip(fields, WEIGHTS, strict=True):
            if text:
                found.append(self._field(text, base, weight))
                base += len(text) + GAP
        return found if base < MOST_POSITIONS else list(_limited(found))

    def _field(self, text: str, base: int, weight: str) -> FieldTokens:
        key = (text, base, weight)
        known = self._known.get(key)
        if known is None:
            folded = fold(text)
            words = [(base + at, term) for at, term in self._segmenter.placed_words(folded)]
            known = FieldTokens(weight, words, [(base + at, term) for at, term in bigrams(folded)])
            if weight != "D":
                if len(self._known) >= MOST_KNOWN:
                    self._known.clear()
                self._known[key] = known
        return known


def vector_literal(fields: Sequence[FieldTokens]) -> str:
    """The tsvector of all tokens.

    Example: the title 民政 alone gives ``'民政':1A '~民政':1A``.
    Returns a literal for a column of type tsvector. Raises nothing.
    """
    found: dict[str, str] = {}
    for field in fields:
        for tokens in (field.words, field.grams):
            for at, term in tokens:
                known = found.get(term)
                found[term] = f"{known},{at}{field.weight}" if known else f"{at}{field.weight}"
    return " ".join([f"{quote(term)}:{places}" for term, places in found.items()])


def head_literal(fields: Sequence[FieldTokens]) -> str:
    """The tsvector of the words above the body: what a quick look at a match asks for."""
    return vector_literal([FieldTokens(f.weight, f.words, ()) for f in fields if f.weight != "D"])


def title_literal(fields: Sequence[FieldTokens]) -> str:
    """The tsvector of the title alone: what tells an act by its name."""
    return vector_literal([field for field in fields if field.weight == "A"])


def _limited(fields: Iterable[FieldTokens]) -> Iterator[FieldTokens]:
    """The tokens that a tsvector keeps: 250 places of one, none beyond the last position."""
    counts: dict[str, int] = {}
    for field in fields:
        kept = []
        for tokens in (field.words, field.grams):
            held = []
            for at, term in sorted(tokens):
                counts[term] = counts.get(term, 0) + 1
                if counts[term] <= MOST_POSITIONS:
                    held.append((min(at, LAST_POSITION), term))
            kept.append(held)
        yield FieldTokens(field.weight, kept[0], kept[1])


def quote(term: str) -> str:
    """A lexeme as a quoted literal.

    Example: ``quote("a'b")`` is ``"'a''b'"``.
    """
    if "'" in term or "\\" in term:
        term = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{term}'"


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
