"""Tables without rules: rows of words that stand under one another in columns.

In the room: blank corridors between columns, lines of one cell, what proves a table. Not in
the room: ruled tables, columns of running text, where a page's furniture is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from documents.gazette.readers.glyphs import Box, Row, Run
from documents.gazette.readers.ruled import PageTable, join_cell

MIN_CORRIDOR_EMS = 0.45
MAX_STEP_EMS = 4.5
SAME_STEP = 1.2
RUNNING_FILL = 0.9
RUNNING_SHARE = 0.7
MIN_ROWS = 3
MAX_ROWS = 120
MAX_TRIES = 8
MAX_HEAD_SIGNS = 16
MAX_COLUMNS = 20
LOST_EMS = 2.5
MAX_HEADS = 60
NO_HEAD = frozenset("0123456789０１２３４５６７８９，。；：！？")
# 3  ·  十二
NUMBER = re.compile(r"[0-9]{1,4}|[一二三四五六七八九十]{1,3}")
FIGURES = re.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Neighbouring rows and the corridors that they leave open together."""

    rows: tuple[Row, ...]
    corridors: tuple[tuple[float, float], ...]

    def column_of(self, run: Run) -> int:
        """Which column a run stands in, from 0."""
        middle = (run.x0 + run.x1) / 2
        return sum(1 for gap in self.corridors if middle > (gap[0] + gap[1]) / 2)


def find_unruled_tables(rows: Sequence[Row], em: float) -> list[tuple[PageTable, list[Row]]]:
    """Find the tables among the rows of a column, or of a page, by the blanks between words.

    Example: a header of three words and numbered rows of three words under it.
    Returns: each table with the rows that it takes. Raises: nothing.
    """
    ordered = sorted(rows, key=lambda row: row.top)
    found = []
    index = heads = 0
    while index < len(ordered) and heads < MAX_HEADS:
        heading = _could_head(ordered[index])
        heads += heading
        table = _prove(_grow(ordered[index : index + MAX_ROWS], em)) if heading else None
        if table is None:
            index += 1
            continue
        found.append(table)
        index += len(table[1])
    return found


def _could_head(row: Row) -> bool:
    """Two words or more, short, without figures and stops."""
    return 1 < len(row.runs) <= MAX_COLUMNS and all(
        len(run.glyphs) <= MAX_HEAD_SIGNS and not any(glyph.text in NO_HEAD for glyph in run.glyphs)
        for run in row.runs
    )


def _grow(rows: Sequence[Row], em: float) -> list[_Candidate]:
    """The beginnings of the rows that keep a corridor open, longest last."""
    gaps = tuple((a.x1, b.x0) for a, b in pairwise(rows[0].runs) if b.x0 - a.x1 >= MIN_CORRIDOR_EMS * em)
    grown: list[_Candidate] = []
    for index, row in enumerate(rows[:MAX_ROWS]):
        far = index and row.top - rows[index - 1].top > MAX_STEP_EMS * em
        kept = tuple(part for gap in gaps for part in _clear(gap, row.runs, em))
        if far or not kept or (len(kept) < len(gaps) and len(row.runs) < 2):
            break
        gaps = kept
        grown.append(_Candidate(tuple(rows[: index + 1]), gaps))
    return grown


def _clear(gap: tuple[float, float], runs: Sequence[Run], em: float) -> Iterator[tuple[float, float]]:
    """What of a corridor stays open beside the runs of a row."""
    middle = (gap[0] + gap[1]) / 2
    left = max([gap[0], *(run.x1 for run in runs if (run.x0 + run.x1) / 2 <= middle)])
    right = min([gap[1], *(run.x0 for run in runs if (run.x0 + run.x1) / 2 > middle)])
    if right - left >= MIN_CORRIDOR_EMS * em:
        yield (left, right)


def _prove(grown: Sequence[_Candidate]) -> tuple[PageTable, list[Row]] | None:
    """The beginning of most columns, then rows, that is proved; few tries for each count of columns."""
    tries: Counter[int] = Counter()
    for candidate in sorted(grown, key=lambda one: (-len(one.corridors), -len(one.rows))):
        lines = candidate.rows
        tries[len(candidate.corridors)] += 1
        if tries[len(candidate.corridors)] > MAX_TRIES:
            continue
        if len(lines) < MIN_ROWS or _has_lost_column(candidate) or _is_running_text(candidate, lines):
            continue
        for blocks in (_part_at_steps(candidate, lines), _part_at_numbers(candidate, lines)):
            grid = [_cells(candidate, block) for block in blocks]
            if grid and _is_table(grid):
                return _as_table(candidate, blocks, grid), list(lines)
    return None


def _has_lost_column(candidate: _Candidate) -> bool:
    """Words of the header far apart in one column: the cells below touch, and none can be told."""
    return any(
        candidate.column_of(left) == candidate.column_of(right) and right.x0 - left.x1 >= LOST_EMS * left.size
        for left, right in pairwise(candidate.rows[0].runs)
    )


def _part_at_steps(candidate: _Candidate, lines: Sequence[Row]) -> list[list[Row]]:
    """Lines to table rows: by the first column where each line fills it, else by wider steps."""
    anchored = [any(candidate.column_of(run) == 0 for run in row.runs) for row in lines]
    if all(anchored) and all(len(row.runs) > 1 for row in lines):
        return [[row] for row in lines]
    steps = [below.top - above.top for above, below in pairwise(lines)]
    limit = SAME_STEP * min(steps)
    blocks = [[lines[0]]]
    for row, step in zip(lines[1:], steps, strict=True):
        if step > limit:
            blocks.append([row])
        else:
            blocks[-1].append(row)
    if len(blocks) < MIN_ROWS:
        return []
    first_filled = all(
        any(candidate.column_of(run) == 0 for row in block for run in row.runs) for block in blocks
    )
    return blocks if first_filled else []


def _part_at_numbers(candidate: _Candidate, lines: Sequence[Row]) -> list[list[Row]]:
    """Each number in the first column opens a row; the lines under it are of its cells."""
    blocks = [[lines[0]]]
    for row in lines[1:]:
        label = "".join(
            glyph.text for run in row.runs if candidate.column_of(run) == 0 for glyph in run.glyphs
        )
        if NUMBER.fullmatch(label.strip()):
            blocks.append([row])
        elif label or len(blocks) == 1:
            return []
        else:
            blocks[-1].append(row)
    return blocks if len(blocks) >= MIN_ROWS else []


def _cells(candidate: _Candidate, block: Sequence[Row]) -> tuple[str, ...]:
    parts: list[list[str]] = [[] for _ in range(len(candidate.corridors) + 1)]
    for row in block:
        groups: dict[int, list[Run]] = {}
        for run in row.runs:
            groups.setdefault(candidate.column_of(run), []).append(run)
        for column, runs in groups.items():
            parts[column].append(Row(runs, row.top, row.bottom).text)
    return tuple(join_cell(lines) for lines in parts)


def _is_table(grid: Sequence[tuple[str, ...]]) -> bool:
    """A full header, a word in the first column of each row, and a count or a column of figures."""
    header, body = grid[0], grid[1:]
    if len(body) < MIN_ROWS - 1 or not all(header) or any(FIGURES.search(cell) for cell in header):
        return False
    if not all(row[0] and sum(map(bool, row)) >= 2 for row in body) or not all(
        map(any, zip(*body, strict=True))
    ):
        return False
    if any(cell[: len(cell) // 2] * 2 == cell for cell in header):  # a header printed again, run into one
        return False
    if any(all(word in cell for word, cell in zip(header, row, strict=True)) for row in body):
        return False  # a header printed again at a page's head, run into a row
    labels = [row[0] for row in body]
    if all(map(NUMBER.fullmatch, labels)):
        return _counts_on(labels)
    full = all(all(row) for row in body)
    figures = any(all(FIGURES.search(row[column]) for row in body) for column in range(1, len(header)))
    return len(header) >= 3 and full and figures


def _counts_on(labels: Sequence[str]) -> bool:
    numbers = [int(label) if label.isdigit() else _small(label) for label in labels]
    return all(after == before + 1 for before, after in pairwise(numbers))


def _small(label: str) -> int:
    digits = "零一二三四五六七八九"
    tens, ten, ones = label.rpartition("十")
    if not ten:
        return digits.index(label) if len(label) == 1 else -1
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0)


def _is_running_text(candidate: _Candidate, lines: Sequence[Row]) -> bool:
    """Whether some column holds lines that fill it one after the other, as set text does."""
    columns: dict[int, list[float]] = {}
    edges: dict[int, tuple[float, float]] = {}
    for row in lines:
        for run in row.runs:
            column = candidate.column_of(run)
            left, right = edges.get(column, (run.x0, run.x1))
            edges[column] = (min(left, run.x0), max(right, run.x1))
    for row in lines:
        for run in row.runs:
            column = candidate.column_of(run)
            left, right = edges[column]
            columns.setdefault(column, []).append((run.x1 - run.x0) / max(right - left, 1.0))
    em = median(row.size for row in lines)
    for column, fills in columns.items():
        wide = edges[column][1] - edges[column][0] >= 12 * em
        full = sum(1 for fill in fills if fill >= RUNNING_FILL)
        if wide and len(fills) >= MIN_ROWS and full >= RUNNING_SHARE * len(fills):
            return True
    return False


def _as_table(
    candidate: _Candidate, blocks: Sequence[Sequence[Row]], grid: Sequence[tuple[str, ...]]
) -> PageTable:
    lines = [row for block in blocks for row in block]
    x0, x1 = min(row.x0 for row in lines), max(row.x1 for row in lines)
    edges = [x0, *((left + right) / 2 for left, right in candidate.corridors), x1]
    boxes: list[Box] = []
    cells: list[tuple[Box, ...]] = []
    for block in blocks:
        top, bottom = min(row.top for row in block), max(row.bottom for row in block)
        boxes.append((x0, top, x1, bottom))
        cells.append(tuple((left, top, right, bottom) for left, right in pairwise(edges)))
    return PageTable(
        tuple(grid),
        tuple(boxes),
        tuple(cells),
        tuple(edges[:-1]),
        x0,
        boxes[0][1],
        x1,
        boxes[-1][3],
        tuple(lines),
    )
