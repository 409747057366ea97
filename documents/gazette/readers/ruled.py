"""Ruled tables of a PDF page: from the boxes of cells to a grid of words.

In the room: the grid of cell boxes, words of a cell, what is a frame and no table. Not in
the room: how rules are found on a page, tables without rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.gazette.readers.glyphs import Box, Glyph, build_rows, build_runs

SAME_EDGE = 3.0
FRAME_CELL_SHARE = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class RuledTable:
    """A table on a page: rows of cells, merged cells blank after the first, a box for each row."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]
    columns: tuple[float, ...]
    x0: float
    top: float
    x1: float
    bottom: float


def read_ruled_table(
    cells: Sequence[Box], glyphs: Sequence[Glyph], page_height: float
) -> tuple[RuledTable | None, list[Glyph]]:
    """Fill the boxes of cells with the glyphs that stand in them.

    Example: four boxes in a square give two rows of two cells.
    Returns: the table, or None for a frame, and the glyphs left over. Raises: nothing.
    """
    lefts, tops = _edges([c[0] for c in cells]), _edges([c[1] for c in cells])
    if len(lefts) < 2 or len(tops) < 2 or _is_frame(cells, page_height):
        return None, list(glyphs)
    inside, rest = _sort_into_cells(cells, glyphs)
    if not any(inside):
        return None, list(glyphs)
    grid = [["" for _ in lefts] for _ in tops]
    for cell, members in zip(cells, inside, strict=True):
        grid[_place(tops, cell[1])][_place(lefts, cell[0])] += _cell_text(members)
    x0, x1 = min(c[0] for c in cells), max(c[2] for c in cells)
    limits = [*tops[1:], max(c[3] for c in cells)]
    boxes = tuple((x0, top, x1, bottom) for top, bottom in zip(tops, limits, strict=True))
    rows = tuple(tuple(row) for row in grid)
    return RuledTable(rows, boxes, tuple(lefts), x0, tops[0], x1, limits[-1]), rest


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SAME_EDGE:
            edges.append(value)
    return edges


def _place(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _is_frame(cells: Sequence[Box], page_height: float) -> bool:
    """Rules around columns of print make a few huge cells."""
    tallest = max(cell[3] - cell[1] for cell in cells)
    return len(cells) <= 6 and tallest > FRAME_CELL_SHARE * page_height


def _sort_into_cells(cells: Sequence[Box], glyphs: Sequence[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
    inside: list[list[Glyph]] = [[] for _ in cells]
    rest: list[Glyph] = []
    x0, top = min(c[0] for c in cells), min(c[1] for c in cells)
    x1, bottom = max(c[2] for c in cells), max(c[3] for c in cells)
    by_top = sorted(range(len(cells)), key=lambda index: cells[index][1])
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        home = None
        if x0 <= x <= x1 and top <= y <= bottom:
            home = next((i for i in by_top if _holds(cells[i], x, y)), None)
        if home is None:
            rest.append(glyph)
        else:
            inside[home].append(glyph)
    return inside, rest


def _holds(cell: Box, x: float, y: float) -> bool:
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _cell_text(glyphs: Sequence[Glyph]) -> str:
    """Lines of a cell are one text: a blank only between Latin words."""
    text = ""
    for row in build_rows(build_runs(glyphs)):
        words = row.text
        latin = text[-1:].isalnum() and text[-1:].isascii() and words[:1].isalnum() and words[:1].isascii()
        text += (" " if latin and not words[:1].isdigit() else "") + words
    return text
