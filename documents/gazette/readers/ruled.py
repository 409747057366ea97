"""Ruled tables of a PDF page: from the boxes of cells to a grid of words.

In the room: the grid of cell boxes, words of a cell, what is a frame and no table. Not in
the room: how rules are found on a page, tables without rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.gazette.readers.glyphs import Box, Glyph, Row, build_rows, build_runs
from documents.gazette.source import Span

SAME_EDGE = 3.0
FRAME_CELL_SHARE = 0.45
MIN_LONE_CELLS = 3  # a header alone at the foot of a page


@dataclass(frozen=True, slots=True, eq=False)
class PageTable:
    """A table on a page: rows of cells, merged cells blank after the first (``spans``), a box for
    each row and for each cell; a cell that a merged one covers has its box. ``lines`` are the printed
    lines of a table without rules, with those of its ``before`` rows on earlier pages."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]
    cells: tuple[tuple[Box, ...], ...]
    columns: tuple[float, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    lines: tuple[Row, ...] = ()
    before: int = 0
    spans: tuple[Span, ...] = ()


def read_ruled_table(
    cells: Sequence[Box], glyphs: Sequence[Glyph], page_height: float
) -> tuple[PageTable | None, list[Glyph]]:
    """Fill the boxes of cells with the glyphs that stand in them.

    Example: four boxes in a square give two rows of two cells.
    Returns: the table, or None for a frame, and the glyphs left over. Raises: nothing.
    """
    lefts, tops = _edges([c[0] for c in cells]), _edges([c[1] for c in cells])
    if len(lefts) < 2 or _is_frame(cells, page_height) or (len(tops) < 2 and len(lefts) < MIN_LONE_CELLS):
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
    places = _cell_boxes(cells, boxes, [*lefts, x1])
    spans = _merged_cells(cells, lefts, tops)
    return PageTable(rows, boxes, places, tuple(lefts), x0, tops[0], x1, limits[-1], spans=spans), rest


def _merged_cells(cells: Sequence[Box], lefts: Sequence[float], tops: Sequence[float]) -> tuple[Span, ...]:
    """The cells that reach over the beginning of another row or column; where two claim one place, the first."""
    spans: list[Span] = []
    taken: set[tuple[int, int]] = set()
    for x0, top, x1, bottom in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        row, column = _place(tops, top), _place(lefts, x0)
        down = sum(1 for other in tops[row + 1 :] if other < bottom - SAME_EDGE) + 1
        across = sum(1 for other in lefts[column + 1 :] if other < x1 - SAME_EDGE) + 1
        covered = {(row + y, column + x) for y in range(down) for x in range(across)}
        if not covered & taken:
            taken |= covered
            spans += [Span(row, column, down, across)] if len(covered) > 1 else []
    return tuple(spans)


def _cell_boxes(
    cells: Sequence[Box], rows: Sequence[Box], lefts: Sequence[float]
) -> tuple[tuple[Box, ...], ...]:
    """For each place of the grid the box of the cell that covers it, else the place itself."""
    grid = []
    for _, top, _, bottom in rows:
        level = (top + bottom) / 2
        here = [cell for cell in cells if cell[1] <= level <= cell[3]]
        places = []
        for left, right in pairwise(lefts):
            middle = (left + right) / 2
            cover = next((cell for cell in here if cell[0] <= middle <= cell[2]), None)
            places.append(cover or (left, top, right, bottom))
        grid.append(tuple(places))
    return tuple(grid)


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
    return join_cell([row.text for row in build_rows(build_runs(glyphs))])


def join_cell(lines: Sequence[str]) -> str:
    """Lines of a cell are one text: a blank only between Latin words.

    Example: ``join_cell(["市住房城乡", "建设局"])`` is ``"市住房城乡建设局"``.
    Returns: the text. Raises: nothing.
    """
    text = ""
    for words in lines:
        latin = text[-1:].isalnum() and text[-1:].isascii() and words[:1].isalnum() and words[:1].isascii()
        text += (" " if latin and not words[:1].isdigit() else "") + words
    return text
