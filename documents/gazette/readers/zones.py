"""What stands on a page in reading order: bands from the top, in each band column after column.

In the room: zones, pages of three columns, tables among rows. Not in the room: finding a
page's gutter (``columns``), running heads, lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from documents.gazette.readers.columns import Gutter, Placed, find_gutter, has_two_texts, part_runs
from documents.gazette.readers.glyphs import Run, build_rows
from documents.gazette.readers.unruled import find_unruled_tables


@dataclass(frozen=True, slots=True)
class Zone:
    """A column, or the whole width, and what stands in it in reading order."""

    x0: float
    x1: float
    blocks: tuple[Placed, ...]


def order_blocks(
    runs: Sequence[Run], tables: Sequence[Placed], gutter: Gutter | None, inner: Sequence[Gutter] = ()
) -> list[Zone]:
    """Put rows and tables in reading order: bands from the top, in each band left before right.

    Example: a title over two columns gives three zones: title, left, right.
    ``inner`` are the further gutters of the file's pages of three columns. Returns: the zones. Raises: nothing.
    """
    if not runs and not tables:
        return []
    x0 = min(item.x0 for item in (*runs, *tables))
    x1 = max(item.x1 for item in (*runs, *tables))
    if gutter is None:
        return [Zone(x0, x1, tuple(sorted((*_set_blocks(runs), *tables), key=_level)))]
    spanning, columns = _part_columns(runs, gutter, (x0, x1), inner)
    over = [table for table in tables if gutter.side_of(table) == 0]
    spans: list[Placed] = [*build_rows(spanning), *over]
    filled = [
        (
            left,
            right,
            [*_set_blocks(own), *(t for t in tables if t not in over and _stands_in(t, left, right))],
        )
        for left, right, own in columns
    ]
    zones: list[Zone] = []
    for span in [*sorted(spans, key=_level), None]:
        limit = _level(span) if span is not None else float("inf")
        for left, right, column in filled:
            above = tuple(sorted((b for b in column if _level(b) < limit), key=_level))
            column[:] = [b for b in column if _level(b) >= limit]
            if above:
                zones.append(Zone(left, right, above))
        if span is not None:
            zones.append(Zone(x0, x1, (span,)))
    return zones


def find_inner_gutters(pages: Sequence[tuple[Sequence[Run], Gutter | None]]) -> list[Gutter]:
    """The gutters inside one side of a page, where a page has three columns.

    Example: beside the gutter at 210 a second one at 383.
    Returns: each place once. Raises: nothing.
    """
    found: dict[int, Gutter] = {}
    for runs, gutter in pages:
        for side in part_runs(runs, gutter)[1:] if gutter else ():
            inner = find_gutter(side)
            if inner is not None and has_two_texts(side, inner):
                found.setdefault(round(inner.middle / 12), inner)
    return list(found.values())


def _part_columns(
    runs: Sequence[Run], gutter: Gutter, within: tuple[float, float], inner: Sequence[Gutter]
) -> tuple[list[Run], list[tuple[float, float, list[Run]]]]:
    """What spans the page, and its columns; a side that has a gutter of its own is two of three."""
    spanning, left, right = part_runs(runs, gutter)
    columns = []
    for start, end, side in ((within[0], gutter.left, left), (gutter.right, within[1], right)):
        second = _second_gutter(side, (start, end), inner)
        if second is None:
            columns.append((start, end, side))
            continue
        over, first, last = part_runs(side, second)
        spanning += over
        columns += [(start, second.left, first), (second.right, end, last)]
    return spanning, columns


def _second_gutter(side: list[Run], within: tuple[float, float], known: Sequence[Gutter]) -> Gutter | None:
    """The gutter inside one side: its own, or the file's where nothing lies over that."""
    own = find_gutter(side)
    if own is not None and has_two_texts(side, own):
        return own
    for gutter in known:
        places = {gutter.side_of(run) for run in side} if within[0] < gutter.left < within[1] else set()
        if places == {-1, 1}:
            return gutter
    return None


def _stands_in(placed: Placed, left: float, right: float) -> bool:
    return left - 1 <= (placed.x0 + placed.x1) / 2 <= right + 1


def _set_blocks(runs: Sequence[Run]) -> list[Placed]:
    """The rows of one column, those that make a table taken together."""
    rows = build_rows(runs)
    found = find_unruled_tables(rows, median(run.size for run in runs)) if runs else []
    taken = {id(row) for _, own in found for row in own}
    return [*(table for table, _ in found), *(row for row in rows if id(row) not in taken)]


def _level(block: Placed) -> float:
    return block.top + 0.5 * min(block.bottom - block.top, 20.0)
