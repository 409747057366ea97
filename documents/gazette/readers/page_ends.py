"""Tables without rules that go on over the end of a column or a page.

In the room: the rows on both sides of an end, tried as one table. Not in the room: ruled
tables (their columns tell), what proves a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from documents.gazette.readers.columns import Placed
from documents.gazette.readers.glyphs import Row, Run
from documents.gazette.readers.ruled import PageTable
from documents.gazette.readers.unruled import MAX_ROWS, find_unruled_tables
from documents.gazette.readers.zones import Zone

MAX_LOOSE = 6


def join_tables(pages: Sequence[list[Zone]], em: float) -> None:
    """Take rows on both sides of a column's or page's end together where both make one table.

    Example: the header and two rows at a foot, three more rows at the next head.
    Returns: nothing, the zones are replaced in their lists. Raises: nothing.
    """
    places = [(zones, index) for zones in pages for index in range(len(zones))]
    for (zones, index), (next_zones, next_index) in pairwise(places):
        joined = _join(zones[index], next_zones[next_index], em)
        if joined is not None:
            zones[index], next_zones[next_index] = joined


def _join(zone: Zone, following: Zone, em: float) -> tuple[Zone, Zone] | None:
    above, below = _last_rows(zone), _first_rows(following)
    if not above or not below or all(len(row.runs) < 2 for row in below[:2]):
        return None
    best: tuple[int, tuple[Zone, Zone]] | None = None
    for right, down in _shifts(zone, following, above, below):
        moved = [_move(row, right, down) for row in below]
        for table, rows in find_unruled_tables([*above, *moved], em):
            places = [at for at, row in enumerate(moved) if row is rows[-1]]
            starts = [at for at, row in enumerate(above) if row is rows[0]]
            if not places or not starts or (best and best[0] >= len(table.columns)):
                continue
            before = _rows_before(zone) if starts[0] == 0 else 0
            parts = _part(table, before, rows, above, (right, down))
            if parts:
                zones = _replaced(zone, following, above[starts[0] :], below[: places[0] + 1], parts)
                best = len(table.columns), zones
    return best[1] if best else None


def _last_rows(zone: Zone) -> list[Row]:
    """The lines of the table that ends a column, or its last loose rows."""
    last = zone.blocks[-1]
    if isinstance(last, PageTable):
        return list(last.lines)
    rows: list[Row] = []
    for block in zone.blocks[: -MAX_LOOSE - 1 : -1]:
        if not isinstance(block, Row):
            break
        rows.insert(0, block)
    while rows and len(rows[0].runs) < 2:
        rows.pop(0)
    return rows


def _rows_before(zone: Zone) -> int:
    last = zone.blocks[-1]
    return last.before if isinstance(last, PageTable) else 0


def _first_rows(zone: Zone) -> list[Row]:
    rows: list[Row] = []
    for block in zone.blocks[:MAX_ROWS]:
        if isinstance(block, Row):
            rows.append(block)
        else:
            own = list(block.lines) if isinstance(block, PageTable) and not rows else []
            return own or rows
    return rows


def _shifts(
    zone: Zone, following: Zone, above: Sequence[Row], below: Sequence[Row]
) -> Iterator[tuple[float, float]]:
    """How far the following rows are moved to stand under those before."""
    steps = [b.top - a.top for rows in (above, below) for a, b in pairwise(rows)]
    if not steps:
        return
    across = {round(zone.x0 - following.x0, 1), 0.0, round(above[0].x0 - below[0].x0, 1)}
    for step in dict.fromkeys((max(step for step in steps), min(steps))):
        for right in sorted(across, key=abs):
            yield right, above[-1].top + step - below[0].top


def _move(row: Row, right: float, down: float) -> Row:
    runs = [
        Run(run.glyphs, run.x0 + right, run.top + down, run.x1 + right, run.bottom + down) for run in row.runs
    ]
    return Row(runs, row.top + down, row.bottom + down)


def _part(
    table: PageTable, before: int, rows: Sequence[Row], above: Sequence[Row], shift: tuple[float, float]
) -> tuple[PageTable, PageTable] | None:
    """The table in two at the end of the column; a row cut by the end stays with the first."""
    limit = above[-1].bottom
    size = sum(1 for box in table.boxes if box[1] < limit)
    if not before < size < len(table.rows):
        return None
    right, down = shift
    count = sum(1 for row in rows if any(row is other for other in above))
    first = replace(
        table,
        rows=table.rows[before:size],
        boxes=table.boxes[before:size],
        cells=table.cells[before:size],
        top=table.boxes[before][1],
        bottom=table.boxes[size - 1][3],
        lines=tuple(rows[:count]),
        before=before,
    )
    back = [(b[0] - right, b[1] - down, b[2] - right, b[3] - down) for b in table.boxes[size:]]
    second = replace(
        table,
        rows=table.rows[size:],
        boxes=tuple(back),
        cells=tuple(
            tuple((c[0] - right, c[1] - down, c[2] - right, c[3] - down) for c in row)
            for row in table.cells[size:]
        ),
        columns=tuple(edge - right for edge in table.columns),
        x0=table.x0 - right,
        x1=table.x1 - right,
        top=back[0][1],
        bottom=back[-1][3],
        lines=tuple(_move(row, -right, -down) for row in rows[:count]),
        before=size,
    )
    return first, second


def _replaced(
    zone: Zone,
    following: Zone,
    above: Sequence[Row],
    below: Sequence[Row],
    parts: tuple[PageTable, PageTable],
) -> tuple[Zone, Zone]:
    first, second = parts
    kept = tuple(block for block in zone.blocks if not _among(block, above))
    rest = tuple(block for block in following.blocks if not _among(block, below))
    second = replace(second, lines=(*second.lines, *below))
    return replace(zone, blocks=(*kept, first)), replace(following, blocks=(second, *rest))


def _among(block: Placed, rows: Sequence[Row]) -> bool:
    taken = {id(row) for row in rows}
    return id(block) in taken or (
        isinstance(block, PageTable) and any(id(line) in taken for line in block.lines)
    )
