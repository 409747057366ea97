"""Numbers and dates that changed, with what they count.

In the room: pairing the figures of changed stretches and naming their subject by the words before
or after. Not in the room: words that changed otherwise.
"""

import re
from dataclasses import dataclass

from regulations.comparison.difference import Difference
from regulations.comparison.words import Word

_STOPS = re.compile(r"[，,。；;：:、！？\n（）()“”\"《》]")
_LONGEST = 18


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure that gave way to another: 不少于 40艘 → 46艘. ``subject`` is what the text says of it."""

    subject: str
    left: str
    right: str
    kind: str


def changed_figures(left: str, right: str, difference: Difference) -> tuple[FigureChange, ...]:
    """The figures that another figure of the same kind replaced, in order of the right print.

    Example: 储备冲锋舟不少于40艘 against …46艘 gives subject 储备冲锋舟不少于, ``40艘`` and ``46艘``.
    Returns pairs; figures that came or went alone are not among them. Raises nothing.
    """
    found: list[FigureChange] = []
    for stretch in difference.replaced:
        ours = [word for word in stretch.left if word.figure]
        theirs = [word for word in stretch.right if word.figure]
        for mine, other in _pairs(ours, theirs):
            subject = _subject(right, other)
            found.append(
                FigureChange(
                    subject, left[mine.start : mine.end], right[other.start : other.end], other.figure
                )
            )
    return tuple(found)


def _pairs(ours: list[Word], theirs: list[Word]) -> list[tuple[Word, Word]]:
    """Figures in order, each with the next one of its kind and unit on the other side."""
    pairs: list[tuple[Word, Word]] = []
    at = 0
    for mine in ours:
        for place in range(at, len(theirs)):
            if _measure(theirs[place]) == _measure(mine):
                if theirs[place].key != mine.key:
                    pairs.append((mine, theirs[place]))
                at = place + 1
                break
    return pairs


def _measure(word: Word) -> tuple[str, str]:
    """What a figure is measured in: ``("number", "艘")``; all dates are one."""
    return word.figure, "" if word.figure == "date" else re.sub(r"[0-9.万亿]", "", word.key)


def _subject(text: str, figure: Word) -> str:
    before = _STOPS.split(text[: figure.start])[-1].strip()
    if len(before) >= 2:
        return before[-_LONGEST:]
    after = _STOPS.split(text[figure.end :])[0].strip()
    return (before + "…" + after[:_LONGEST]) if after else before
