"""A catalogue's table whose cells lie one after the other, row by row or column by column.

In the room: putting cells together by the sequence of the serial numbers. Not in the room: what a row
says (``catalogue``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.text.document_numbers import find_document_numbers
from documents.text.numerals import read_number
from regulations.citations.passages import Passage

_SERIAL = re.compile(r"[0-9０-９]{1,4}\s{0,2}[.．、]?")
_TITLE_ENDS = re.compile(
    r"(?:通知|意见|决定|办法|规定|细则|规则|方案|条例|公告|通告|批复|计划|规划|纲要|预案|措施|制度|标准|令|函|报告|政策|章程)"
    r"(?:（[^（）]{1,12}）)?[。；;]?$"
)
# 甲办法的通知明川市人民政府关于… : two titles in one line
_BETWEEN_TITLES = re.compile(
    r"(?:(?<=的通知)|(?<=的意见)|(?<=的决定)|(?<=的公告)|(?<=的通告)|(?<=的批复)|(?<=的函))"
    r"(?=[\u4e00-\u9fff]{2,30}?(?:关于|印发))"
)
# …〔2000〕12号13明川市…
_GLUED_SERIAL = re.compile(r"(?<=号)[0-9]{1,6}(?=[\u4e00-\u9fff]|$)")
_COLUMN_HEADS = frozenset(
    {"文件名称", "名称", "文件标题", "标题", "文号", "发文字号", "文件文号", "备注", "序号"}
)
_LEAST = 2


@dataclass(frozen=True, slots=True)
class LaidRow:
    """One row put together: its serial number, its words, the passage where it begins."""

    serial: int
    words: str
    passage: Passage


def lay_rows(passages: Iterable[Passage]) -> tuple[LaidRow, ...]:
    """The rows of a flattened table, by serials that run 1, 2, 3 …

    Example: cells 1 · 甲的通知 · 甲政发〔2001〕3号 · 2 · 乙的通知 · … are rows 1 and 2; serials that all
    stand first, then all titles, then all numbers, are put side by side where they are as many.
    Returns nothing where no such sequence of at least two rows stands. Raises nothing.
    """
    cells = [
        _Cell(line.strip(), passage)
        for passage in passages
        for line in passage.text.split("\n")
        if line.strip()
    ]
    starts = _sequence(cells)
    if len(starts) >= _LEAST and starts[-1] - starts[0] == len(starts) - 1:
        return _by_column(cells[starts[-1] + 1 :], len(starts))
    rows = _by_row(cells)
    return rows if len(rows) >= _LEAST else ()


@dataclass(frozen=True, slots=True)
class _Cell:
    words: str
    passage: Passage


def _sequence(cells: Sequence[_Cell]) -> list[int]:
    """Where the serials 1, 2, 3 … stand alone, each the first of its value after the one before."""
    starts: list[int] = []
    for at, cell in enumerate(cells):
        if _serial(cell.words) == len(starts) + 1:
            starts.append(at)
    return starts


def _serial(words: str) -> int | None:
    return read_number(words.rstrip(".．、 ")) if _SERIAL.fullmatch(words) else None


def _by_row(cells: Sequence[_Cell]) -> tuple[LaidRow, ...]:
    """Row by row; a serial may have run into the number before it: …〔2000〕12号13明川市…"""
    rows: list[LaidRow] = []
    serial, place = 0, None
    pieces: list[str] = []
    for cell in cells:
        if _serial(cell.words) == serial + 1:
            rows += _row(serial, "".join(pieces), place)
            serial, pieces, place = serial + 1, [], None
            continue
        at = 0
        for glued in _GLUED_SERIAL.finditer(cell.words) if serial else ():
            if int(glued.group()) == serial + 1:
                pieces.append(cell.words[at : glued.start()])
                rows += _row(serial, "".join(pieces), place or cell.passage)
                serial, pieces, place, at = serial + 1, [], cell.passage, glued.end()
        pieces.append(cell.words[at:])
        place = place or cell.passage
    rows += _row(serial, "".join(pieces), place)
    return tuple(rows)


def _row(serial: int, words: str, place: Passage | None) -> list[LaidRow]:
    return [LaidRow(serial, words, place)] if serial and words and place else []


def _by_column(cells: Sequence[_Cell], count: int) -> tuple[LaidRow, ...]:
    """Titles and numbers beside their serials; nothing where there are not as many titles."""
    titles: list[tuple[str, Passage]] = []
    numbers: list[str] = []
    words = ""
    for cell in cells:
        found = find_document_numbers(cell.words)
        if found and not words and found[0].start == 0 and found[-1].end == len(cell.words):
            numbers += [each.number.text for each in found]
            continue
        if not words and cell.words in _COLUMN_HEADS:
            continue
        pieces = [piece for piece in _BETWEEN_TITLES.split(words + cell.words) if piece]
        whole = pieces if _TITLE_ENDS.search(pieces[-1]) else pieces[:-1]
        titles += [(piece, cell.passage) for piece in whole]
        words = "" if len(whole) == len(pieces) else pieces[-1]
    if words or len(titles) != count:
        return ()
    paired = numbers if len(numbers) == count else [""] * count
    return tuple(
        LaidRow(serial, f"{title}（{number}）" if number else title, place)
        for serial, ((title, place), number) in enumerate(zip(titles, paired, strict=True), 1)
    )
