"""Texts made to exhaust a regular expression, derived from the expression itself.

In the room: short words that parts of a pattern accept, long repeats of them, near misses.
Not in the room: the patterns, measuring.
"""

import re
from collections.abc import Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONG = 24  # a repeat that may run this far can make work
MOST_WORDS = 6
COMMON = "一0 《（第a。\t\n、"
KILLER = "\ue000"

Maker = tuple[str, str, str]


def text_of(maker: Maker, size: int) -> str:
    """A text of about ``size`` signs.

    Example: ``text_of(("", "ab", "!"), 4)`` is ``"abab!"``.
    """
    before, unit, after = maker
    return before + unit * max(size // len(unit), 1) + after


def makers(pattern: re.Pattern[str]) -> list[Maker]:
    """What stands before the repeated unit, the unit, what ends the text."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    whole = next(iter(_words(tree)), "")
    made: list[Maker] = []
    units: list[str] = []
    for before, body in _repeats(tree, ""):
        for unit in [word for word in _words(body) if word][:MOST_WORDS]:
            units.append(unit)
            made += [(before, unit, ""), (before, unit, KILLER), ("", before + unit, ""), ("", unit, KILLER)]
            made.append(("", before, KILLER) if before else ("", unit, "\n"))
    made += [("", one + other, end) for one, other in _pairs(units) for end in ("", KILLER)]
    made += [("", part, end) for part in (whole, whole[:-1], whole[1:]) if part for end in ("", KILLER)]
    made += [("", sign, KILLER) for sign in {*COMMON, *_literals(tree)}]
    return [maker for maker in dict.fromkeys(made) if maker[1]]


def _pairs(units: Sequence[str]) -> Iterator[tuple[str, str]]:
    distinct = list(dict.fromkeys(units))[:5]
    for one in distinct:
        yield from ((one, other) for other in distinct if one != other)


def _literals(tree: Any) -> set[str]:
    found = set()
    for operation, value in tree:
        if operation is codes.LITERAL:
            found.add(chr(value))
        for inner in _inner(operation, value):
            found |= _literals(inner)
    return found


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Each long repeat with a word for what stands before it."""
    for operation, value in tree:
        if operation in REPEATS and int(value[1]) >= LONG:
            yield before, value[2]
        for inner in _inner(operation, value):
            yield from _repeats(inner, before)
        before += next(iter(_words([(operation, value)])), "")


REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def _inner(operation: Any, value: Any) -> list[Any]:
    """The parts inside a part."""
    if operation in REPEATS:
        return [value[2]]
    if operation is codes.SUBPATTERN:
        return [value[3]]
    if operation is codes.BRANCH:
        return list(value[1])
    if operation is codes.ATOMIC_GROUP:
        return [value]
    if operation in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    if operation is codes.GROUPREF_EXISTS:
        return [part for part in value[1:] if part]
    return []


def _words(tree: Any) -> list[str]:
    """Up to a few words that a part accepts; lookaheads and references taken as empty."""
    words = [""]
    for operation, value in tree:
        words = [word + more for word in words for more in _word(operation, value)][:MOST_WORDS]
    return words


def _word(operation: Any, value: Any) -> list[str]:
    if operation is codes.LITERAL:
        return [chr(value)]
    if operation is codes.NOT_LITERAL:
        return [sign for sign in COMMON if ord(sign) != value][:MOST_WORDS]
    if operation is codes.ANY:
        return list(COMMON[:MOST_WORDS])
    if operation is codes.IN:
        return _members(value)
    if operation in REPEATS:
        least = int(value[0])
        return [word * max(least, 1) for word in _words(value[2])] if least else ["", *_words(value[2])[:2]]
    if operation is codes.BRANCH:
        return [word for part in value[1] for word in _words(part)[:2]][:MOST_WORDS] or [""]
    if operation is codes.SUBPATTERN:
        return _words(value[3])
    if operation is codes.ATOMIC_GROUP:
        return _words(value)
    if operation is codes.ASSERT:
        return [""]
    return [""]


def _members(value: Any) -> list[str]:
    """A few signs of a class: common ones first, then its own."""
    accepts = re.compile(_class_of(value), re.DOTALL).fullmatch
    own = [chr(item[1]) for item in value if item[0] is codes.LITERAL]
    own += [chr(item[1][0]) for item in value if item[0] is codes.RANGE]
    signs = [sign for sign in (*COMMON, *own) if accepts(sign)]
    return list(dict.fromkeys(signs))[:MOST_WORDS] or [""]


CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_WORD: r"\w", codes.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _class_of(value: Any) -> str:
    parts = []
    for operation, item in value:
        if operation is codes.NEGATE:
            parts.append("^")
        elif operation is codes.LITERAL:
            parts.append(re.escape(chr(item)))
        elif operation is codes.RANGE:
            parts.append(f"{re.escape(chr(item[0]))}-{re.escape(chr(item[1]))}")
        elif operation is codes.CATEGORY:
            parts.append(CATEGORIES[item])
    return f"[{''.join(parts)}]"
