"""Tables of Word files as grids.

In the room: the cells of a row, cells merged across and down, rows that a tracked change
deleted. Not in the room: the words of a cell, what table is mere layout.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from documents.gazette.readers.word_runs import own_nodes, value_of
from documents.gazette.source import Span

MAX_SPAN = 64


@dataclass(slots=True)
class GridCell:
    """A cell at its place in the grid, with what it covers."""

    node: Any
    row: int
    column: int
    down: int = 1
    across: int = 1

    @property
    def span(self) -> Span:
        """The place that it covers."""
        return Span(self.row, self.column, self.down, self.across)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table; each has one place, merged ones the first that they cover."""

    cells: tuple[GridCell, ...]
    height: int
    width: int

    def lay_out(self, words: Sequence[str]) -> tuple[list[list[str]], list[Span]]:
        """Rows of words, blank where a merged cell covers a place, and the merged cells.

        Example: ``grid.lay_out([text(cell.node) for cell in grid.cells])``.
        Returns: rows and spans. Raises: ValueError where words and cells are not as many.
        """
        rows = [[""] * self.width for _ in range(self.height)]
        for cell, text in zip(self.cells, words, strict=True):
            rows[cell.row][cell.column] = text
        return rows, [cell.span for cell in self.cells if cell.down * cell.across > 1]


def read_grid(table: Any) -> Grid:
    """Place the cells of a table.

    Example: ``read_grid(table).width`` is ``3``.
    Returns: the grid. Raises: nothing.
    """
    cells: list[GridCell] = []
    standing: dict[int, GridCell] = {}
    height = width = 0
    rows = (row for row in own_nodes(table, qn("w:tr")) if _table_of(row) is table and not _is_deleted(row))
    for level, row in enumerate(rows):
        column = _grid_gap(row, "w:gridBefore")
        reached: dict[int, GridCell] = {}
        for node in (cell for cell in own_nodes(row, qn("w:tc")) if _row_of(cell) is row):
            across, _, goes_on = _merging(node)
            above = standing.get(column)
            if goes_on and above is not None and above.across == across:
                above.down += 1
                reached[column] = above
            elif _goes_across(node) and reached:
                cell = reached[max(reached)]
                cell.across += across
            else:
                cells.append(GridCell(node, level, column, 1, across))
                reached[column] = cells[-1]
            column += across
        standing = {at: cell for at, cell in reached.items() if _merging(cell.node)[1]}
        height, width = level + 1, max(width, column + _grid_gap(row, "w:gridAfter"))
    return Grid(tuple(cells), height, width)


def _merging(cell: Any) -> tuple[int, bool, bool]:
    """How many columns a cell spans, whether it opens a merge downwards, whether it goes on with one."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, False, False
    span = value_of(properties.find(qn("w:gridSpan"))) or "1"
    merge = properties.find(qn("w:vMerge"))
    goes_on = merge is not None and merge.get(qn("w:val")) in (None, "continue")
    return (
        max(min(int(span), MAX_SPAN), 1) if span.isdecimal() else 1,
        merge is not None and not goes_on,
        goes_on,
    )


def _goes_across(cell: Any) -> bool:
    """Older files merge across by marks rather than by a width."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:hMerge')}")
    return merge is not None and merge.get(qn("w:val")) in (None, "continue")


def _is_deleted(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _grid_gap(row: Any, name: str) -> int:
    value = value_of(row.find(f"{qn('w:trPr')}/{qn(name)}")) or "0"
    return min(int(value), MAX_SPAN) if value.isdecimal() else 0


def _table_of(node: Any) -> Any:
    return next(node.iterancestors(qn("w:tbl")))


def _row_of(node: Any) -> Any:
    return next(node.iterancestors(qn("w:tr")))
