"""A file that is one act and no gazette: title, history, text.

In the room: telling such a file, and its three pieces. Not in the room: gazettes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.gazette.layout import measure_layout
from documents.gazette.lines import Line, clean_lines
from documents.gazette.markers import read_markers
from documents.gazette.parts import PartLines
from documents.gazette.pipeline import PartDraft, draft_part
from documents.gazette.source import SourceText
from documents.text.dates import find_dates
from documents.text.normal import ends_sentence, normal_title

_INFO_END = "<!-- INFO END -->"
_HEAD_LINES = 60
_CONTENTS = re.compile(r"^目\s*[录次]$")


@dataclass(frozen=True, slots=True)
class ActDraft:
    """One act: its title, its history lines, its text."""

    title: str
    title_lines: tuple[Line, ...]
    history: tuple[Line, ...]
    part: PartDraft
    line_start: int
    line_end: int


def has_act_head(source: SourceText) -> bool:
    """Whether a file marks the end of an act's head, as the collections of laws do.

    Example: a file with the line ``<!-- INFO END -->`` is one act.
    Returns a truth value. Raises nothing.
    """
    return any(line.text.strip() == _INFO_END for line in source.lines[:400])


def read_single_act(source: SourceText) -> ActDraft | None:
    """Read a file as one act.

    Example: ``# 中央储备粮管理条例``, history lines, then 第一条.
    Returns None for a file without any text. Raises nothing.
    """
    mark = next((line.number for line in source.lines[:400] if line.text.strip() == _INFO_END), None)
    skipped = frozenset({mark}) if mark else frozenset()
    lines = clean_lines(source, skipped)
    if not lines:
        return None
    if mark:
        head = [line for line in lines if line.number < mark]
        body = [line for line in lines if line.number > mark]
        titles = [line for line in head if line.level] or head[:1]
        history = [line for line in head if not line.level and line not in titles]
    else:
        titles, history, body = _split_head(lines)
    title = normal_title("".join(line.text for line in titles[:1])) if mark else _joined(titles)
    part = draft_part(PartLines("body", title, (), tuple(body)), measure_layout(body or lines))
    first = titles[0].number if titles else lines[0].number
    return ActDraft(title, tuple(titles), tuple(history), part, first, lines[-1].number)


def _joined(lines: Sequence[Line]) -> str:
    return normal_title("".join(line.text for line in lines))


def _split_head(lines: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Title lines first, then lines of history with dates, then the text."""
    index = 0
    while index < min(len(lines), 5) and not _opens_text(lines[index]) and not _is_history(lines[index]):
        if index and ends_sentence(lines[index].text):
            break
        index += 1
    titles = list(lines[: max(index, 1)])
    at = len(titles)
    while at < min(len(lines), _HEAD_LINES) and _is_history(lines[at]) and not _opens_text(lines[at]):
        at += 1
    return titles, list(lines[len(titles) : at]), list(lines[at:])


def _is_history(line: Line) -> bool:
    text = line.text.strip()
    bracketed = text[:1] in "（(" or text[-1:] in "）)"
    return bool(find_dates(text)) and (bracketed or len(text) <= 80) and not read_markers(text)[:1]


def _opens_text(line: Line) -> bool:
    if _CONTENTS.match(line.text):
        return True
    return any(marker.kind in ("part", "chapter", "article", "h1") for marker in read_markers(line.text))
