"""Tables that text extraction left row by row, without rules: rebuilt where the numbers prove each row.

In the room: a header 序号 …, and under it rows that count 1, 2, 3 with as many cells as the
header. Not in the room: tables flattened column by column (``flattened``), tables with cells.
"""

from collections.abc import Sequence
from dataclasses import replace

from documents.gazette.lines import Line
from documents.text.normal import strip_blanks

_FIRST = "序号"
_MOST_COLUMNS = 9
_LONGEST_NAME = 14
_LEAST_STACKED = 2


def rebuild_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give the rows of tables without rules their cells.

    Example: 序号 名称 文号 | 1 甲办法 明政发〔2015〕9号 gives a row of three cells, and so do the
    same words one below the other. Returns all other lines unchanged. Raises nothing.
    """
    rebuilt: list[Line] = []
    index = 0
    while index < len(lines):
        rows, size = _table_at(lines, index)
        rebuilt += rows or [lines[index]]
        index += size or 1
    return tuple(rebuilt)


def _table_at(lines: Sequence[Line], index: int) -> tuple[list[Line], int]:
    """The rows of the table that a header opens, and how many lines they take."""
    line = lines[index]
    if line.text[:1] != _FIRST[0] or line.cells or not strip_blanks(line.text[:6]).startswith(_FIRST):
        return [], 0
    if strip_blanks(line.text) == _FIRST:
        return _stacked(lines, index)
    return _side_by_side(lines, index)


def _side_by_side(lines: Sequence[Line], index: int) -> tuple[list[Line], int]:
    columns = tuple(lines[index].text.split())
    if columns[0] != _FIRST or not 2 <= len(columns) <= _MOST_COLUMNS:
        return [], 0
    rows = [_row(lines[index : index + 1], columns)]
    for at in range(index + 1, len(lines)):
        cells = tuple(lines[at].text.split())
        if lines[at].cells or not cells or cells[0] != str(len(rows)):
            break
        if len(cells) != len(columns):
            return [], 0
        rows.append(_row(lines[at : at + 1], cells))
    return (rows, len(rows)) if len(rows) > 1 else ([], 0)


def _stacked(lines: Sequence[Line], index: int) -> tuple[list[Line], int]:
    until = min(len(lines), index + _MOST_COLUMNS + 1)
    first = next((at for at in range(index + 1, until) if lines[at].text.strip() == "1"), None)
    if first is None or any(len(line.text) > _LONGEST_NAME for line in lines[index:first]):
        return [], 0
    size = first - index
    rows: list[Line] = []
    for at in range(index, len(lines) - size + 1, size):
        cells = tuple(line.text.strip() for line in lines[at : at + size])
        if rows and cells[0] != str(len(rows)):
            break
        rows.append(_row(lines[at : at + size], cells))
    return (rows, len(rows) * size) if size >= 2 and len(rows) > _LEAST_STACKED else ([], 0)


def _row(lines: Sequence[Line], cells: tuple[str, ...]) -> Line:
    return replace(lines[0], text="", cells=cells, last=lines[-1].number)
