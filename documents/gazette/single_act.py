"""A file that is one act and no gazette: title, history, text.

In the room: telling such a file, and its three pieces. Not in the room: gazettes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.gazette import phrases
from documents.gazette.annexes import split_annexes
from documents.gazette.blocks import Block
from documents.gazette.furniture import find_furniture
from documents.gazette.layout import has_open_bracket, measure_layout
from documents.gazette.lines import Line, clean_lines
from documents.gazette.lumps import split_lumps
from documents.gazette.markers import read_markers
from documents.gazette.organs import genre_of
from documents.gazette.parts import PartLines
from documents.gazette.pipeline import PartDraft, draft_part
from documents.gazette.source import DroppedLine, SourceText
from documents.text.dates import find_dates
from documents.text.normal import ends_sentence, normal_title

_INFO_END = "<!-- INFO END -->"
_HEAD_LINES = 60
_TITLE_LINES = 5
_PARAGRAPH_LINES = 40
_DATED = re.compile(r"(?:[12][0-9]{3}|二[〇○零])\s?[^\s]{0,3}\s?年")
# （2019年… · （经… · （云岭省第十二届人民代表大会常务委员会第五次会议于2019年…
_BRACKETED = re.compile(
    r"[（(［〔【\[]\s*(?:经|根据|(?:[^（()）《》。；，,]{2,60}?(?<![0-9]))?(?:[12][0-9]{3}|二[〇○零]))"
)
_EVENT = re.compile(r"通过|公布|发布|批准|颁布|修正|修订|修改|施行|令第|印发|会议")
# 根据2018年8月9日省人大常委会《关于修改…的决定》第一次修正
_AMENDED = re.compile(r"(?:根据|依据)\s?(?:[12][0-9]{3}|二[〇○零])")
# 省人民代表大会常务委员会第二十八次会议于1997年5月30日通过 · 自1998年1月1日起施行
_ENDS_WITH_EVENT = re.compile(r"(?:通过|批准|公布|发布|颁布|修正|修订|施行|实施|废止)[）)。]?$")
_PROVISION = re.compile(r"第[^，。]{1,7}[条章]|制定本")
_SHORT = 40
_NARROW = 16
_LONGEST = 4000
_LONGEST_SENTENCE = 160
_CONTENTS = re.compile(r"^目\s*[录次]$")


@dataclass(frozen=True, slots=True)
class ActDraft:
    """One act: its title, its history, its text, its annexes, and the page furniture left out."""

    title: str
    title_lines: tuple[Line, ...]
    history: tuple[Block, ...]
    part: PartDraft
    annexes: tuple[PartDraft, ...]
    line_start: int
    line_end: int
    dropped: tuple[DroppedLine, ...]


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
    dropped = find_furniture(source, 1)
    skipped = {drop.line for drop in dropped} | ({mark} if mark else set())
    lines = clean_lines(source, frozenset(skipped))
    if not lines:
        return None
    titles, history, body = _marked_head(lines, mark) if mark else _split_head(lines)
    own_title = _own_title(titles) if mark else _told_once(titles)
    title = normal_title("".join(line.text for line in own_title))
    layout = measure_layout(body or lines)
    own, annexes = split_annexes(split_lumps(body) if layout.column is None else body)
    part = draft_part(PartLines("body", title, (), tuple(own)), layout)
    first = lines[0].number
    kept = tuple(drop for drop in dropped if drop.line != mark)
    drafts = tuple(draft_part(annex, layout) for annex in annexes)
    return ActDraft(title, tuple(titles), tuple(history), part, drafts, first, lines[-1].number, kept)


def _marked_head(lines: Sequence[Line], mark: int) -> tuple[list[Line], list[Block], list[Line]]:
    """Headings over the mark are title (and part), other lines history; some print it below the mark."""
    head = [line for line in lines if line.number < mark]
    body = [line for line in lines if line.number > mark]
    titles = [line for line in head if line.level] or head[:1]
    history = [_block([line]) for line in head if line not in titles]
    below, size = _history(body, 0)
    return titles, [*history, *below], body[size:]


def _own_title(titles: Sequence[Line]) -> Sequence[Line]:
    """A title cut into two headings; what follows a complete one is the name of a part."""
    size = 1
    while size < len(titles) and not _is_complete(titles[:size]):
        size += 1
    return titles[:size] if _is_complete(titles[:size]) else titles[:1]


def _is_complete(titles: Sequence[Line]) -> bool:
    title = _joined(titles)
    return genre_of(title) is not None or title.endswith(("法", "法典", "解释", "决议", "修正案"))


def _split_head(lines: Sequence[Line]) -> tuple[list[Line], list[Block], list[Line]]:
    """Title lines first, then paragraphs of history with days, then the text."""
    size = 0
    while size < min(len(lines), _TITLE_LINES) and not _ends_title(lines, size):
        size += 1
    size = _past_repeat(lines, max(size, 1))
    history, at = _history(lines, size)
    return list(lines[:size]), history, list(lines[at:])


def _told_once(titles: Sequence[Line]) -> Sequence[Line]:
    """A page prints its heading and then the act's title once more."""
    return next(
        (titles[:at] for at in range(1, len(titles)) if _joined(titles[:at]) == _joined(titles[at:])), titles
    )


def _past_repeat(lines: Sequence[Line], size: int) -> int:
    """Behind the same title a second time, where it stands there."""
    title = _joined(lines[:size])
    ends = range(size + 1, min(len(lines), size + _TITLE_LINES) + 1)
    return next((end for end in ends if _joined(lines[size:end]) == title), size)


def _joined(lines: Sequence[Line]) -> str:
    return normal_title("".join(line.text for line in lines))


def _history(lines: Sequence[Line], start: int) -> tuple[list[Block], int]:
    """The paragraphs of history from a line on, and where the text begins."""
    history: list[Block] = []
    at = start
    while at < min(len(lines), start + _HEAD_LINES) and not _opens_text(lines[at]):
        end = at + 1
        while (
            end < len(lines) and end - at < _PARAGRAPH_LINES and not _opens_history(lines[at:end], lines[end])
        ):
            end += 1
        block = _block(lines[at:end])
        if not (
            _is_history(block.text) or _is_number(block.text) or (history and _goes_on(history[-1], block))
        ):
            break
        history.append(block)
        at = end
    return history, at


def _is_number(text: str) -> bool:
    """云岭省人民代表大会常务委员会公告第12号"""
    found = phrases.order_on_line(text)
    return found is not None and found[2] is not None


def _goes_on(before: Block, block: Block) -> bool:
    """国务院 | 中央军委发布 : a short line with the event of the line before, or with its organ."""
    short = len(block.text) <= _SHORT and block.text[-1:] not in "。；：:"
    return short and (_EVENT.search(block.text) is not None or _EVENT.search(before.text) is None)


def _ends_title(lines: Sequence[Line], size: int) -> bool:
    line = lines[size]
    if _opens_text(line) or _DATED.match(line.text) or _BRACKETED.match(line.text):
        return True
    return size > 0 and (_is_complete(lines[:size]) or ends_sentence(line.text))


def _opens_history(before: Sequence[Line], line: Line) -> bool:
    """Whether a line begins the next paragraph of the history, or ends it."""
    text = "".join(one.text for one in before)
    if _opens_text(line) or _BRACKETED.match(line.text):
        return True
    if _AMENDED.match(line.text) and _ENDS_WITH_EVENT.search(text) and not has_open_bracket(text):
        return True
    closed = text[-1:] in "）)。]〕】" or not has_open_bracket(text)
    return closed and (
        _DATED.match(line.text) is not None or line.indent or line.gap > 0 or _ends_early(before, line, text)
    )


def _ends_early(before: Sequence[Line], line: Line, text: str) -> bool:
    """Whether a short line ends its paragraph; lines of a narrow column are short and go on."""
    last = before[-1].width
    if last >= _NARROW:
        return False
    if _ENDS_WITH_EVENT.search(text) and not line.text.startswith("的"):
        return True
    widest = max(one.width for one in before) if len(before) > 1 else line.width
    return last + 2 < widest


def _block(lines: Sequence[Line]) -> Block:
    return Block("text", "".join(line.text for line in lines), lines[0].number, lines[-1].number)


def _is_history(text: str) -> bool:
    """A date and an event; a line that does not open with the date ends with the event."""
    dates = find_dates(text[:_LONGEST])
    if not dates:
        return False
    if _AMENDED.match(text):
        return _ENDS_WITH_EVENT.search(text) is not None
    if _DATED.match(text) or _BRACKETED.match(text):
        return _EVENT.search(text) is not None or dates[0].end >= len(text) - _SHORT
    sentence = len(text) <= _LONGEST_SENTENCE and "。" not in text[:-1] and not _PROVISION.search(text)
    return sentence and _ENDS_WITH_EVENT.search(text) is not None


def _opens_text(line: Line) -> bool:
    if _CONTENTS.match(line.text):
        return True
    return any(marker.kind in ("part", "chapter", "article", "h1") for marker in read_markers(line.text))
