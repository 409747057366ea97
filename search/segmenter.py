"""Texts to index tokens: words, their parts, dictionary terms and bigrams, each at its place.

In the room: the two cutters behind one interface (jieba is the reference, rjieba does the
bulk work), the choice of true sub-words, the finder of dictionary terms. Not in the room:
what a query means, where terms come from.

A word that lies across two words of the cut is never a token: 人民政府 gives 人民 and 政府,
not 民政; 晋城市 gives 晋城, not 城市.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Protocol

import ahocorasick

from search.normal_form import fold

CODE_VERSION = 2
BIGRAM_MARK = "~"
WHOLE_FROM = 3
LONGEST_TERM = 24


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a text; ``position`` is the offset of its first character."""

    term: str
    position: int


class Cutter(Protocol):
    """What both segmenters offer: words of a text without a guess at unknown ones."""

    def cut(self, text: str) -> list[str]:
        """The non-overlapping words of a text, whose concatenation is the text."""

    def cut_all(self, text: str) -> list[str]:
        """All dictionary words of a text, overlapping ones too, by their first character."""

    def cut_parts(self, word: str) -> list[str]:
        """The dictionary words inside one word, overlapping ones too."""

    def knows(self, word: str) -> bool:
        """Whether the dictionary holds the word."""

    def tag(self, word: str) -> str:
        """The dictionary's tag of a word (n, v, d …), empty where it is no one word."""


class RjiebaCutter:
    """rjieba: the same algorithm and dictionary as jieba, for bulk work."""

    def __init__(self) -> None:
        import rjieba

        self._jieba = rjieba.Jieba()

    def cut(self, text: str) -> list[str]:
        """The words of a text, hidden Markov model off."""
        words: list[str] = self._jieba.cut(text, hmm=False)
        return words

    def cut_all(self, text: str) -> list[str]:
        """Full mode: 管理局长 gives 管理, 管理局, 管理局长, 局长 and single characters."""
        words: list[str] = self._jieba.cut_all(text)
        return words

    def cut_parts(self, word: str) -> list[str]:
        """Search mode: 人民政府 gives 人民, 民政, 政府, 人民政府."""
        parts: list[str] = self._jieba.cut_for_search(word, hmm=False)
        return parts

    def knows(self, word: str) -> bool:
        """Whether the dictionary holds the word."""
        return bool(self._jieba.has_word(word))

    def tag(self, word: str) -> str:
        """The dictionary's tag of a word."""
        tagged = self._jieba.tag(word, hmm=False)
        return str(tagged[0][1]) if len(tagged) == 1 else ""


class JiebaCutter:
    """jieba, the reference that the other is held to."""

    def __init__(self) -> None:
        import jieba

        self._jieba = jieba.Tokenizer()
        self._jieba.initialize()

    def cut(self, text: str) -> list[str]:
        """The words of a text, hidden Markov model off."""
        return list(self._jieba.cut(text, HMM=False))

    def cut_all(self, text: str) -> list[str]:
        """Full mode, as the other cutter but for single characters."""
        return list(self._jieba.cut(text, cut_all=True))

    def cut_parts(self, word: str) -> list[str]:
        """Search mode, as the other cutter."""
        return list(self._jieba.cut_for_search(word, HMM=False))

    def knows(self, word: str) -> bool:
        """Whether the dictionary holds the word."""
        return bool(self._jieba.FREQ.get(word))

    def tag(self, word: str) -> str:
        """The dictionary's tag of a word."""
        from jieba import posseg

        tagged = list(posseg.POSTokenizer(self._jieba).cut(word, HMM=False))
        return str(tagged[0].flag) if len(tagged) == 1 else ""


@dataclass(frozen=True)
class Dictionary:
    """Terms that are kept whole, and places, whose names no word may lie across."""

    terms: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    version: int = 0

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton | None:
        words = self.terms | self.places
        if not words:
            return None
        automaton = ahocorasick.Automaton()
        for word in words:
            automaton.add_word(word, len(word))
        automaton.make_automaton()
        return automaton

    def find(self, text: str) -> list[tuple[int, str]]:
        """All terms and places in a folded text with their offsets, longer ones first."""
        if self._automaton is None:
            return []
        found = [(end + 1 - length, -length) for end, length in self._automaton.iter(text)]
        return [(start, text[start : start - length]) for start, length in sorted(found)]


@dataclass
class Segmenter:
    """Makes tokens with one cutter and one dictionary; both sides of the search use the same."""

    cutter: Cutter
    dictionary: Dictionary = field(default_factory=Dictionary)
    _parts: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict, repr=False)

    @property
    def version(self) -> int:
        """What the index stores beside its entries: rules and dictionary in one number."""
        return CODE_VERSION * 1_000_000 + self.dictionary.version

    def words(self, text: str) -> list[tuple[int, str]]:
        """The non-overlapping words of a folded text with their offsets, places kept whole."""
        return self._words(text, self._places(self.dictionary.find(text)) if self.dictionary.places else [])

    def _words(self, text: str, places: list[tuple[int, str]]) -> list[tuple[int, str]]:
        if not places:
            return self._cut(text, 0)
        words: list[tuple[int, str]] = []
        last = 0
        for start, place in places:
            if start < last:
                continue
            words += self._cut(text[last:start], last)
            words.append((start, place))
            last = start + len(place)
        return words + self._cut(text[last:], last)

    def parts(self, word: str) -> tuple[tuple[int, str], ...]:
        """The words that a longer word is made of, side by side: 管理局 gives 管理."""
        known = self._parts.get(word)
        if known is None:
            known = tuple(side_by_side(word, set(self.cutter.cut_parts(word)) - {word}))
            if len(self._parts) < 200_000:
                self._parts[word] = known
        return known

    def is_whole(self, word: str) -> bool:
        """Whether each occurrence of a word is a token, so that nothing is gained by its characters.

        Example: true of 管理局 and 网络预约出租汽车; false of 民政 (in 人民政府) and of 引客.
        """
        dictionary = self.dictionary
        known = word in dictionary.terms or word in dictionary.places or self.cutter.knows(word)
        return len(word) >= WHOLE_FROM and known

    def tokens(self, text: str) -> list[Token]:
        """All index tokens of a text: words, parts, terms, bigrams (marked with ``~``).

        Example: the terms of ``tokens("民政局")`` are 民政局, 民政, ~民政, ~政局.
        Returns them with offsets, in no order that matters. Raises nothing.
        """
        text = fold(text)
        return [Token(term, start) for start, term in (*self.placed_words(text), *bigrams(text))]

    def placed_words(self, text: str) -> set[tuple[int, str]]:
        """The same without bigrams, of a folded text, as pairs of offset and term: the bulk form."""
        terms = self.dictionary.find(text)
        found: set[tuple[int, str]] = set()
        for start, word in self._words(text, self._places(terms)):
            if not word[0].isalnum():
                continue
            # a number at the end of a line brings the line's end with it
            word = word.rstrip()
            found.add((start, word))
            if len(word) > 2:
                found.update([(start + offset, part) for offset, part in self.parts(word)])
        if terms:
            found.update(self._whole_terms(terms))
        at = 0
        for word in self.cutter.cut_all(text):
            if len(word) >= WHOLE_FROM and word[0].isalnum():
                at = text.index(word, at)
                found.add((at, word))
        return found

    def _cut(self, text: str, base: int) -> list[tuple[int, str]]:
        words = []
        for word in self.cutter.cut(text):
            words.append((base, word))
            base += len(word)
        return words

    def _places(self, terms: list[tuple[int, str]]) -> list[tuple[int, str]]:
        places = self.dictionary.places
        return [hit for hit in terms if hit[1] in places] if places else []

    def _whole_terms(self, terms: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Terms of two characters that lie across no place, all longer ones."""
        places = [(start, start + len(term)) for start, term in self._places(terms)]
        for start, term in terms:
            if len(term) >= WHOLE_FROM or not any(
                _lies_across(start, start + len(term), *place) for place in places
            ):
                yield start, term


def bigrams(text: str) -> list[tuple[int, str]]:
    """The bigrams of a folded text with offsets, those that hold a stop or blank left out."""
    solid = [character.isalnum() for character in text]
    return [
        (at, BIGRAM_MARK + text[at : at + 2])
        for at, (first, second) in enumerate(pairwise(solid))
        if first and second
    ]


def default_cutter() -> Cutter:
    """The cutter for bulk work, or the reference where its wheel is missing."""
    try:
        return RjiebaCutter()
    except ImportError:
        return JiebaCutter()


def side_by_side(word: str, parts: set[str]) -> Iterator[tuple[int, str]]:
    """Parts side by side from the left, the longest first, so none lies across two others."""
    start = 0
    while start < len(word) - 1:
        longest = next(
            (word[start:end] for end in range(len(word), start + 1, -1) if word[start:end] in parts), ""
        )
        if longest:
            yield start, longest
        start += len(longest) or 1


def _lies_across(start: int, end: int, place_start: int, place_end: int) -> bool:
    """Whether a span crosses the edge of a place: 城市排水 in 晋城市排水, not 晋城市人民政府."""
    overlaps = start < place_end and place_start < end
    contains = start <= place_start and place_end <= end
    inside_whole = (start, end) == (place_start, place_end)
    return overlaps and not contains and not inside_whole
