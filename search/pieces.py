"""A stretch of a query without blanks, cut into what is known of it and the words between.

In the room: which known word begins where, verbs said twice, single characters side by side. Not in
the room: what a piece is looked for by (planner).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.lexicon import Lexicon
from search.quantities import quantity_at
from search.segmenter import Segmenter

LONGEST_RUN = 12
LEAST_TERM = 2
# 清不清 · 修没修 · 合不合法
_ASKED_TWICE = re.compile(r"(?P<verb>(?!人)[一-鿿])[不没](?P=verb)")
# 灰太大 · 味儿特别重 · 路很难走
_DEGREE = re.compile(r"(?:太|很|挺|好|真|有点|有些|特别|非常|这么|那么|越来越|实在太)(?=[一-鿿])")
_BEFORE_DEGREE, _AFTER_DEGREE = 3, 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a chunk: ``kind`` is key, filler, term, quantity, word or run."""

    start: int
    text: str
    kind: str

    @property
    def is_bare(self) -> bool:
        """Whether it is a single character of no known word."""
        return self.kind == "word" and len(self.text) == 1


def without_asking(chunk: str, lexicon: Lexicon) -> Iterator[str]:
    """A chunk cut where it asks by saying a verb twice, so that no word is read across that.

    Example: 过年前清不清 gives 过年前 and 清, 收费合不合法 gives 收费 and 合法; 能不能 is known and stays.
    """
    last = 0
    for match in _ASKED_TWICE.finditer(chunk):
        if not lexicon.match_at(chunk, match.start(), frozenset()):
            yield chunk[last : match.start()]
            last = match.end() - 1
    yield chunk[last:]


def without_degrees(chunk: str, lexicon: Lexicon) -> str:
    """A chunk without the words of degree that part a known word: 工地灰太大 gives 工地灰大.

    Example: 人太多 stays where 人多 is no known word. Raises nothing.
    """
    at = 0
    while match := _DEGREE.search(chunk, at):
        before, after = chunk[: match.start()], chunk[match.end() :]
        joins = any(
            before[-left:] + after[:right] in lexicon.synonyms
            for left in range(1, min(_BEFORE_DEGREE, len(before)) + 1)
            for right in range(1, _AFTER_DEGREE + 1)
        )
        chunk, at = (before + after, match.start()) if joins else (chunk, match.end())
    return chunk


def pieces(chunk: str, segmenter: Segmenter, lexicon: Lexicon) -> Iterator[Piece]:
    """A chunk cut into known words, fillers, terms, quantities and other words, side by side.

    Example: 网约车管里 gives the key 网约车 and the word 管, then the filler 里.
    """
    words = segmenter.words(chunk)
    ends = frozenset(end for start, word in words for end in (start, start + len(word)))
    terms: dict[int, str] = {}
    for start, term in segmenter.dictionary.find(chunk):
        terms.setdefault(start, term)
    at = 0
    while at < len(chunk):
        known = lexicon.match_at(chunk, at, ends)
        term = terms.get(at, "")
        if len(term) == LEAST_TERM and not {at, at + LEAST_TERM} <= ends:
            term = ""
        quantity = quantity_at(chunk, at)
        if len(quantity) > max(len(known), len(term)):
            known, kind = quantity, "quantity"
        elif known and len(known) >= len(term):
            kind = "key" if known in lexicon.synonyms else "filler"
        elif term:
            known, kind = term, "term"
        else:
            end = min((e for e in ends if e > at), default=len(chunk))
            shorter, key = _across(chunk, at, end, ends, segmenter, lexicon)
            known, kind = chunk[at : shorter or end], "word"
            ends |= {shorter, shorter + len(key)} if key else set()
        yield Piece(at, known, kind)
        at += len(known)


def _across(
    chunk: str, at: int, end: int, ends: frozenset[int], segmenter: Segmenter, lexicon: Lexicon
) -> tuple[int, str]:
    """A known word that takes the single character after an unknown word and the end of that:
    通高|铁 is 通|高铁, but 殴打|车主, 城区|政府 and, where 储备 is an official word, 储备|药 stay.

    Returns where it starts, and the word; 0 and nothing where there is none.
    """
    right = end + 1
    if right not in ends or lexicon.is_official(chunk[at:end]):
        return 0, ""
    for start in range(at + 1, end):
        key = chunk[start:right]
        known = key in lexicon.synonyms or key in lexicon.fillers
        if known and len(segmenter.words(chunk[at:start])) == 1:
            return start, key
    return 0, ""


def join_singles(cut: Sequence[Piece]) -> Iterator[Piece]:
    """Single characters side by side are one unknown word: 引 客 is 引客."""
    run: list[Piece] = []
    for piece in cut:
        single = piece.is_bare
        if run and not (single and piece.start == run[-1].start + 1):
            yield _joined(run)
            run = []
        if single:
            run.append(piece)
        else:
            yield piece
    if run:
        yield _joined(run)


def _joined(run: Sequence[Piece]) -> Piece:
    text = "".join(piece.text for piece in run[:LONGEST_RUN])
    return Piece(run[0].start, text, "run" if len(run) > 1 else "word")
