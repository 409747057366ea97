"""What differs between a text and its correction: the words that went, those that came, and a few around.

In the room: one stretch from the first difference to the last. Not in the room: several changes told
apart (``regulations.comparison``), HTML.
"""

from dataclasses import dataclass

AROUND = 12
LONGEST = 200
CUT = "…"


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """``lead`` and ``rest`` stand in both texts, ``gone`` in the old one alone, ``come`` in the new one."""

    lead: str
    gone: str
    come: str
    rest: str


def changed_words(before: str, after: str) -> ChangedWords:
    """The stretch in which two texts differ, with what stands around it.

    Example: ``changed_words("本办法自发布之日施行。", "本办法自印发之日施行。")`` has ``gone`` 发布 and ``come`` 印发.
    Returns: the words, long ones cut and marked with …; all empty but for lead or rest where nothing differs.
    Raises: nothing.
    """
    shared = _shared(before, after)
    behind = _shared(before[shared:][::-1], after[shared:][::-1])
    end = len(before) - behind
    lead, rest = before[:shared], before[end:]
    return ChangedWords(
        lead if len(lead) <= AROUND else CUT + lead[-AROUND:],
        _short(before[shared:end]),
        _short(after[shared : len(after) - behind]),
        rest if len(rest) <= AROUND else rest[:AROUND] + CUT,
    )


def _shared(one: str, other: str) -> int:
    """How many signs two texts share from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST] + CUT
