"""A stored table as rows of cells to show: merged cells once, with what they cover.

In the room: which cells stand where, how many rows the header takes, the name of each column.
Not in the room: HTML, reading tables from files.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Span = tuple[int, int]
# 常务副总指挥:张利锋; not 单位：万元, which heads a column
_LABELLED = re.compile(r"(?!单\s*位)[^:：、，。()（）]{1,12}[:：]\s*\S")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to show; ``again`` repeats the words of one that reaches down to this row."""

    text: str
    column: int
    down: int = 1
    across: int = 1
    name: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of the header and of the body."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]


def build_grid(table: Mapping[str, Any]) -> Grid:
    """Lay a stored table out.

    Example: a header 县区 over two rows beside 任务 over two columns gives two head rows.
    Returns: the grid; a covered place has no cell, but one that repeats it where rows may be
    shown apart. Raises: nothing.
    """
    header = _words(table.get("header"))
    rows = [_words(row) for row in table.get("rows") or () if isinstance(row, list | tuple)]
    lines = [header, *rows] if header else rows
    spans = _fitting(table.get("spans") or (), lines)
    headed = bool(header) and not _is_one_of(header, rows)
    size = max((down for (row, _), (down, _) in spans.items() if row == 0), default=1) if headed else 0
    owners = _owners(spans)
    names = _column_names(lines[:size], owners)
    shown = [tuple(_cells(at, lines, spans, owners, names if at >= size else {})) for at in range(len(lines))]
    return Grid(tuple(shown[:size]), tuple(shown[size:]))


def _is_one_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a first line says what the lines below say, a post with its holder: 总指挥：… over 副总指挥：….

    A file of a format that gives each table a header line makes a header of it.
    """
    return any(
        _LABELLED.match(words) and any(at < len(row) and _LABELLED.match(row[at]) for row in rows)
        for at, words in enumerate(header)
    )


def _words(row: object) -> list[str]:
    cells = row if isinstance(row, list | tuple) else ()
    return ["" if cell is None else str(cell) for cell in cells]


def _fitting(spans: Sequence[Sequence[int]], lines: Sequence[Sequence[str]]) -> dict[Span, Span]:
    """The merged cells by their first place; those that do not fit the rows, or each other, are left out."""
    fitting: dict[Span, Span] = {}
    taken: set[Span] = set()
    for row, column, down, across in spans:
        places = {(row + y, column + x) for y in range(down) for x in range(across)}
        inside = all(0 <= y < len(lines) and 0 <= x < len(lines[y]) for y, x in places)
        if inside and not places & taken:
            taken |= places
            fitting[(row, column)] = (down, across)
    return fitting


def _owners(spans: Mapping[Span, Span]) -> dict[Span, Span]:
    """For each place that a merged cell covers, the place where it begins."""
    return {
        (row + y, column + x): (row, column)
        for (row, column), (down, across) in spans.items()
        for y in range(down)
        for x in range(across)
    }


def _column_names(head: Sequence[Sequence[str]], owners: Mapping[Span, Span]) -> dict[int, str]:
    """The words of the header over each column, from the top; a merged cell counts once."""
    names = {}
    for column in range(max(map(len, head), default=0)):
        places = [owners.get((row, column), (row, column)) for row in range(len(head))]
        told = [head[row][at] for (row, at), _ in groupby(places) if at < len(head[row])]
        names[column] = " ".join(filter(None, (words.replace("\n", "") for words in told)))
    return names


def _cells(
    row: int,
    lines: Sequence[Sequence[str]],
    spans: Mapping[Span, Span],
    owners: Mapping[Span, Span],
    names: Mapping[int, str],
) -> list[Cell]:
    cells = []
    for column, text in enumerate(lines[row]):
        name = names.get(column, "")
        first, at = owners.get((row, column), (row, column))
        if (first, at) == (row, column):
            down, across = spans.get((row, column), (1, 1))
            cells.append(Cell(text, column, down, across, name))
        elif at == column and first < row and names and lines[first][at]:
            cells.append(Cell(lines[first][at], column, name=name, again=True))
    return cells
