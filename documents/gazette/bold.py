"""Fake bold: each run of glyphs printed twice, undone line by line.

In the room: finding the doubled head of a line and halving it. Not in the room: real bold
of Markdown, and whether the number that comes out is the next one.
"""

import re
from dataclasses import dataclass

# a run ends at each change between Chinese, Latin, figures, blanks, punctuation
_RUN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff〇○]+|[A-Za-zＡ-Ｚａ-ｚⅠ-Ⅻ]+|[0-9０-９]+|[\s\u3000\ufffd]+"
    r"|[^\u3400-\u9fff\uf900-\ufaff〇○A-Za-zＡ-Ｚａ-ｚⅠ-Ⅻ0-9０-９\s\u3000\ufffd]+"
)
_FILLERS = frozenset("—…-–.·•*=_~# ")
_SPLIT_DECIMAL = re.compile(r"(?<=[^\s][0-9])\. (?=[0-9])")
_LONGEST_REPEAT = 40
_LONGEST_LINE = 600
# 1.环境监测环境监测 : only the words are bold
_PLAIN_MARKER = re.compile(
    r"\s{0,8}(?:[0-9０-９]{1,2}\s?[.．、]|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)\s{0,8}"
)


@dataclass(frozen=True, slots=True)
class Undoubled:
    """A line with its fake bold undone; ``bold`` counts the characters of the text that
    were doubled, ``whole`` says that all of the line was."""

    text: str
    bold: int
    whole: bool


def undouble(text: str, carried: bool = False) -> Undoubled:
    """Undo the fake bold at the head of a line.

    Example: ``undouble("（（一一））明确范围明确范围。。本意见").text`` is ``"（一）明确范围。本意见"``.
    ``carried`` says that the line before was bold to its end, so that less evidence is
    asked of this one (``案案``). Returns the line and the length of its bold head. Raises nothing.
    """
    if len(text) > _LONGEST_LINE:
        return Undoubled(text, 0, False)
    marker = _PLAIN_MARKER.match(text)
    if marker and marker.end() < len(text):
        words = _undouble(text[marker.end() :], False)
        if words.bold:
            return Undoubled(marker.group() + words.text, marker.end() + words.bold, words.whole)
    return _undouble(text, carried)


def _undouble(text: str, carried: bool) -> Undoubled:
    first = _RUN.match(text.lstrip())
    if not first or (_halve(first.group()) is None and not first.group().startswith("“")):
        return Undoubled(text, 0, False)
    kept: list[str] = []
    doubled = evidence = 0
    end = 0
    for match in _RUN.finditer(text):
        run = match.group()
        if run.isspace() or run.strip("\ufffd \u3000") == "":
            kept.append(run)
            end = match.end()
            continue
        half = _halve(run)
        if half is None:
            half = _doubled_prefix(run) if evidence >= 2 else ""
            kept.append(half)
            end = match.start() + 2 * len(half)
            break
        kept.append(half)
        doubled += len(half)
        evidence += 2 if half == "." and kept[-2:-1] and kept[-2].isdigit() else _evidence(run, half)
        end = match.end()
    if evidence < (1 if carried else 2) or not any(map(str.isalnum, kept[0] if len(kept) == 1 else "甲")):
        return Undoubled(text, 0, False)
    head = _SPLIT_DECIMAL.sub(".", "".join(kept))
    rest = text[end:]
    return Undoubled(head + rest, len(head.rstrip()), not rest.strip())


def _halve(run: str) -> str | None:
    size = len(run)
    if size % 2 or size == 0:
        return None
    half = size // 2
    if set(run) <= _FILLERS and run[0] != "." and size < 4:
        return None
    if run[:half] == run[half:]:
        return run[:half]
    if run[0::2] == run[1::2]:
        return run[0::2]
    return None


def _doubled_prefix(run: str) -> str:
    for size in range(min(len(run) // 2, _LONGEST_REPEAT), 1, -1):
        if run[:size] == run[size : 2 * size]:
            return run[:size]
    return ""


def _evidence(run: str, half: str) -> int:
    """Doubled words and brackets prove bold; doubled figures and filler marks do not."""
    if half.isdigit() and half.isascii():
        return 0
    if set(run) <= _FILLERS:
        return 1
    if half.isalpha():
        return min(len(half), 3) if len(half) > 1 else 1
    return 2
