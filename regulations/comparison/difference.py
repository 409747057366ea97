"""The words that changed between two prints of one provision.

In the room: spans of words that one side has and the other has not. Not in the room: which
provision answers which, HTML.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from regulations.comparison.words import Word, cut_words

LONG = 1500
REWRITTEN = 0.3
_SMALL = frozenset(',.、;:"()-·的和及与')

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A stretch of words on the left that gave way to one on the right; either may be empty."""

    left: tuple[Word, ...]
    right: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Spans cut from the left print and added in the right one."""

    cut: tuple[Span, ...]
    added: tuple[Span, ...]
    replaced: tuple[Replaced, ...]

    @property
    def nothing(self) -> bool:
        """Whether both say the same, whatever the print."""
        return not self.replaced


def find_difference(left: str, right: str) -> Difference:
    """The words by which two prints differ; blanks, punctuation width and numerals' spelling do not count.

    Example: ``find_difference("有效期三年", "有效期5年").added`` is ``((3, 5),)``.
    Returns spans in characters of each print. Raises nothing.
    """
    ours, theirs = cut_words(left), cut_words(right)
    keys = [word.key for word in ours], [word.key for word in theirs]
    if not ours or not theirs:
        return _whole(ours, theirs)
    long = max(len(ours), len(theirs)) > LONG
    codes = SequenceMatcher(None, *keys, autojunk=long).get_opcodes()
    if _shared(codes, ours) < REWRITTEN * min(_letters(ours), _letters(theirs)):
        return _whole(ours, theirs)
    stretches = _join(
        [Replaced(ours[a:b], theirs[c:d]) for _, a, b, c, d in codes], [code[0] for code in codes]
    )
    return _difference(stretches)


def _whole(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> Difference:
    """One side's words instead of the other's: a text written anew."""
    return _difference([Replaced(ours, theirs)] if ours or theirs else [])


def _difference(stretches: Sequence[Replaced]) -> Difference:
    return Difference(
        cut=_spans(stretch.left for stretch in stretches),
        added=_spans(stretch.right for stretch in stretches),
        replaced=tuple(stretches),
    )


def _shared(codes: Iterable[tuple[str, int, int, int, int]], ours: Sequence[Word]) -> int:
    return sum(_letters(ours[a:b]) for tag, a, b, _, _ in codes if tag == "equal")


def _letters(words: Sequence[Word]) -> int:
    return sum(len(word.key) for word in words if word.key not in _SMALL)


def _join(stretches: Sequence[Replaced], tags: Sequence[str]) -> list[Replaced]:
    """The changed stretches; two that only a comma or 的 holds apart are one."""
    joined: list[Replaced] = []
    bridge: Replaced | None = None
    for stretch, tag in zip(stretches, tags, strict=True):
        if tag == "equal":
            small = len(stretch.left) == 1 and stretch.left[0].key in _SMALL
            bridge = stretch if small and joined else None
            continue
        if bridge is not None and _both(joined[-1]) and _both(stretch):
            before = joined.pop()
            stretch = Replaced(
                before.left + bridge.left + stretch.left, before.right + bridge.right + stretch.right
            )
        joined.append(stretch)
        bridge = None
    return joined


def _both(stretch: Replaced) -> bool:
    return bool(stretch.left and stretch.right)


def _spans(stretches: Iterable[Sequence[Word]]) -> tuple[Span, ...]:
    return tuple((words[0].start, words[-1].end) for words in stretches if words)
