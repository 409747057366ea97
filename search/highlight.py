"""Snippets: pieces of the stored text, with the spans that show why it matched.

In the room: spans, windows, escaping. Not in the room: which words were asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple

from search.across import places_across
from search.normal_form import fold, needs_folding

WINDOW = 110
LEAD = 24
_STOPS = "。；！？\n"


class Span(NamedTuple):
    """``text[start:end]`` is a found word."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A substring of a stored text; spans count from its own first character."""

    text: str
    spans: tuple[Span, ...] = ()
    cut_before: bool = False
    cut_after: bool = False

    def as_html(self, tag: str = "mark") -> str:
        """The snippet escaped, found words in ``<mark>``.

        Example: ``Snippet("a<b", (Span(0, 1),)).as_html()`` is ``"<mark>a</mark>&lt;b"``.
        """
        parts, last = [], 0
        for span in self.spans:
            parts.append(escape(self.text[last : span.start]))
            parts.append(f"<{tag}>{escape(self.text[span.start : span.end])}</{tag}>")
            last = span.end
        body = "".join(parts) + escape(self.text[last:])
        return ("…" if self.cut_before else "") + body + ("…" if self.cut_after else "")


def find_spans(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """The places of some words in a text, longer words first, none over another or across one.

    Example: ``find_spans("厨余垃圾", ["垃圾", "厨余垃圾"])`` is one span from 0 to 4.
    Returns spans in order. Raises nothing.
    """
    wanted, plain = _longest_first(tuple(words))
    folded = text if plain else fold(text)
    taken = bytearray(len(folded))
    spans: list[Span] = []
    for word in wanted:
        at = folded.find(word)
        across = places_across(word, folded) if at >= 0 else ()
        while at >= 0:
            end = at + len(word)
            if at not in across and taken.find(1, at, end) < 0:
                taken[at:end] = b"\1" * len(word)
                spans.append(Span(at, end))
            at = folded.find(word, end)
    return tuple(sorted(spans))


def make_snippet(text: str, words: Iterable[str], window: int = WINDOW) -> Snippet:
    """The part of a text that holds most different words, not longer than ``window``.

    Example: ``make_snippet(body, ["罚款"]).text in body`` holds always.
    Returns a snippet; without a hit the beginning of the text. Raises nothing.
    """
    spans = find_spans(text, words)
    start = _window_start(text, spans, window)
    end = min(len(text), start + window)
    inside = tuple(Span(s.start - start, s.end - start) for s in spans if s.start >= start and s.end <= end)
    return Snippet(text[start:end], inside, cut_before=start > 0, cut_after=end < len(text))


@lru_cache(maxsize=100)
def _longest_first(words: tuple[str, ...]) -> tuple[list[str], bool]:
    """The words as they stand in folded texts, and whether they stand so in texts as stored."""
    wanted = sorted({fold(word) for word in words if word}, key=len, reverse=True)
    return wanted, not any(needs_folding(word) for word in wanted)


def _window_start(text: str, spans: Sequence[Span], window: int) -> int:
    if not spans or spans[-1].end <= window:
        return 0
    best, best_score = spans[0], 0
    most = len({text[s.start : s.end] for s in spans})
    for first in spans:
        inside = {
            text[s.start : s.end]
            for s in spans
            if first.start <= s.start and s.end <= first.start + window - LEAD
        }
        if len(inside) > best_score:
            best, best_score = first, len(inside)
            if best_score == most:
                break
    start = max(0, best.start - LEAD)
    stop = max(text.rfind(stop, start, best.start) for stop in _STOPS)
    return stop + 1 if stop >= 0 else min(start, max(0, len(text) - window))
