"""A line of a source known again by its words and its neighbours, after the file has changed.

In the room: making an anchor, finding its line in another text, and what a person says of the line.
Not in the room: what follows for documents and texts (``boundaries``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from documents.text.normal import match_form

DOCUMENT, PART, NOTHING = "document", "part", "nothing"
ACTIVE, MOOT, CONTRADICTED = "active", "moot", "contradicted"
NEIGHBOURS = 3
_ALIKE = 0.8
_SHORTEST_PIECE = 6
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line in match form, with its nearest lines that say something, nearest first.

    ``line`` is its number where the file is the very one that the anchor was made on.
    """

    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Boundary:
    """What a person says begins at a line: a ``document``, a ``part`` of one, or ``nothing``."""

    id: int
    begins: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class BoundaryOutcome:
    """What became of it: active, moot or contradicted; ``note`` is Chinese and says why."""

    id: int
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchor's line stands now: its number, or None with ``several`` saying why."""

    line: int | None
    several: bool = False


def make_anchor(texts: Sequence[str], number: int) -> Anchor | None:
    """The anchor of line ``number`` (counted from 1).

    Example: ``make_anchor(["题名", "", "正文。"], 1).after`` is ``("正文",)``.
    Returns None for a line that does not exist or says nothing. Raises nothing.
    """
    if not 1 <= number <= len(texts) or not _form(texts[number - 1]):
        return None
    before = _near(texts, range(number - 2, -1, -1))
    after = _near(texts, range(number, len(texts)))
    return Anchor(_form(texts[number - 1]), before, after, number)


def find_anchor(texts: Sequence[str], anchor: Anchor) -> Found:
    """The line that an anchor means: the same words, told apart by the neighbours.

    Example: ``find_anchor(texts, make_anchor(texts, 7)).line`` is ``7``.
    A line that is worded alike or cut elsewhere is taken only where neighbours speak for it.
    Returns no line rather than the first of several. Raises nothing.
    """
    forms = [(number, form) for number, text in enumerate(texts, 1) if (form := _form(text))]
    same = [at for at, (_, form) in enumerate(forms) if form == anchor.text]
    scored = [(_likeness(forms, at, anchor), at) for at in same]
    if not scored:
        scored = [
            (score, at)
            for at, (_, form) in enumerate(forms)
            if (score := _likeness(forms, at, anchor)) >= 2 and _alike(form, anchor.text)
        ]
    best = max((score for score, _ in scored), default=0)
    numbers = [forms[at][0] for score, at in scored if score == best]
    if anchor.line in numbers:
        return Found(anchor.line)
    if len(numbers) == 1:
        return Found(numbers[0])
    return Found(None, several=bool(numbers))


def _form(text: str) -> str:
    return match_form(text)[:_LONGEST]


def _near(texts: Sequence[str], numbers: range) -> tuple[str, ...]:
    found: list[str] = []
    for at in numbers:
        form = _form(texts[at])
        if form:
            found.append(form)
        if len(found) == NEIGHBOURS:
            break
    return tuple(found)


def _likeness(forms: Sequence[tuple[int, str]], at: int, anchor: Anchor) -> int:
    """How many of the neighbours stand beside the line, in any order of print."""
    above = {form for _, form in forms[max(0, at - NEIGHBOURS) : at]}
    below = {form for _, form in forms[at + 1 : at + 1 + NEIGHBOURS]}
    return sum(form in above for form in anchor.before) + sum(form in below for form in anchor.after)


def _alike(form: str, wanted: str) -> bool:
    if min(len(form), len(wanted)) >= _SHORTEST_PIECE and (
        form.startswith(wanted) or wanted.startswith(form)
    ):
        return True
    return SequenceMatcher(None, form, wanted, autojunk=False).ratio() >= _ALIKE
