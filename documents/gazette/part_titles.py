"""Which lines are the title of a text that a document carries.

In the room: titles that a notice or a list gives, titles that nothing announces, and when two mean the
same. Not in the room: where a text begins (``parts``), titles of documents (``title_lines``).
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from documents.gazette import phrases
from documents.gazette.blocks import names_end
from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.text.dates import find_dates
from documents.text.normal import ends_sentence, match_form, normal_title

WIDEST_TITLE = 60
_TITLE_LINES = 5
_ALIKE = 0.84
_ROUGHLY_ALIKE = 0.75
_SHORTEST_LINE = 2
_TITLE_REST = re.compile(
    r"[（(]\s*(?:试行|暂行|草案|征求意见稿|[0-9]{0,4}年?修[订改正][稿版]?|共?\s?[0-9]{1,4}\s?[件项个条]|第?[一二三四五六七八九十0-9]{1,4}[批期版]"
    r"|[0-9]{4}年?(?:\s?[-—–~至]{1,2}\s?[0-9]{4}年?)?[版度]?)\s*[）)]"
)


def untold_title(lines: Sequence[Line], index: int, end: int) -> int:
    """How many lines at ``index`` look like a title that nothing announces.

    Example: 停车场名单 | （共20处） over a table gives 2.
    Returns a count, 0 for none. Raises nothing.
    """
    size = 0
    while index + size < end and size < _TITLE_LINES:
        line = lines[index + size]
        if ends_sentence(line.text) or line.cells or line.width > WIDEST_TITLE or read_markers(line.text):
            break
        if phrases.attachment_label(line.text) or (size and line.page_start):
            break
        if size and ((lines[index].level and not line.level) or _is_dated_note(line.text)):
            break
        title = "".join(before.text for before in lines[index : index + size])
        if size and names_end(normal_title(title)) and not _ends_title(title, line.text):
            break
        size += 1
    return size if size < 4 or (index + size < end) else 1


def _is_dated_note(text: str) -> bool:
    """（市民政局　2023年1月8日） under a title says whose text it is, and since when."""
    return text[:1] in "（(" and bool(find_dates(text[:WIDEST_TITLE]))


def _ends_title(title: str, text: str) -> bool:
    """Whether a line is the rest of a title that could end before it: （试行）, or one last sign (分工 | 表)."""
    return text.startswith(("（", "(")) or (
        len(text) <= _SHORTEST_LINE and names_end(normal_title(title + text))
    )


def match_title(lines: Sequence[Line], index: int, end: int, form: str, exact: bool = False) -> int:
    """How many lines from ``index`` on make a title that a notice or a list gives.

    Example: 明川市停车场 | 管理办法 for the match form 明川市停车场管理办法 gives 2.
    ``exact`` asks for the very title, else a slip or two may differ. Returns a count, 0 for none. Raises nothing.
    """
    joined = ""
    best = (0.0, 0)
    for size in range(1, _TITLE_LINES + 1):
        if index + size > end:
            break
        line = lines[index + size - 1]
        if (
            line.cells
            or len(line.text) > 2 * WIDEST_TITLE
            or (ends_sentence(line.text) and line.text[-1] in "。；;")
        ):
            break
        joined += match_form(line.text)
        if size == 1 and not _same_start(joined, form):
            return 0
        if joined == form:
            return size + _has_rest(lines, index + size, end)
        if len(joined) > len(form) + 6 or (exact and not form.startswith(joined)):
            break
        if not exact and abs(len(joined) - len(form)) <= 6:
            ratio = SequenceMatcher(None, joined, form, autojunk=False).ratio()
            best = max(best, (ratio, -size))
    return -best[1] if best[0] >= _ALIKE and not exact else 0


def _has_rest(lines: Sequence[Line], index: int, end: int) -> bool:
    """Whether the line under a title holds the rest of it in brackets: （试行） · （共3件）."""
    return index < end and _TITLE_REST.fullmatch(lines[index].text.strip()) is not None


def _same_start(joined: str, form: str) -> bool:
    size = min(4, len(joined), len(form))
    return size >= 2 and (joined[:size] == form[:size] or joined[-3:] == form[-3:])


def alike(one: str, other: str) -> bool:
    """Whether two titles in match form mean the same text: equal, one in the other, or nearly so.

    Example: 停车场名单 and 明川市停车场名单.
    Returns a truth value. Raises nothing.
    """
    if not one or not other:
        return False
    return other in one or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ROUGHLY_ALIKE
