"""The columns of a page.

In the room: the gutter of a page, the gutter that a file repeats, what spans it. Not in the
room: reading order (``zones``), glyphs, tables' cells, running heads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Protocol

from documents.gazette.readers.glyphs import Row, Run, build_rows, overlap_share
from documents.gazette.readers.ruled import PageTable
from documents.gazette.readers.unruled import find_unruled_tables

MIN_GUTTER_EMS = 0.8
MIN_SUPPORT = 4
MIN_FILL = 0.5
MIN_COLUMN_EMS = 14
HANGING_SHARE = 0.15
SPLIT_EMS = 0.2
SPLIT_REACH = 2.0
HANGING = "，。、；：）》”’！？,.;:)"
TITLE_SIZE = 1.25
MIN_FULL_LINES = 3
MIN_TEXT_EMS = 8
WIDE_MARGIN_EMS = 4
LEVEL_SHARE = 0.3
LOOSE_SHARE = 0.2
SENTENCE_ENDS = "。；，："


class Placed(Protocol):
    """Anything that has a place on a page."""

    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Gutter:
    """The blank between two columns, from ``left`` to ``right``."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """The line that no column crosses."""
        return (self.left + self.right) / 2

    def side_of(self, placed: Placed) -> int:
        """-1 for the left column, 1 for the right, 0 across; points may hang into the gutter."""
        if placed.x1 <= self.middle + 1 or (placed.x1 < self.right and placed.x0 < self.left):
            return -1
        hangs_left = placed.x0 > self.left and (placed.x0 + placed.x1) / 2 > self.right + (
            self.right - self.left
        )
        return 1 if placed.x0 >= self.middle - 1 or hangs_left else 0


def find_gutter(runs: Sequence[Run]) -> Gutter | None:
    """Find the gutter of a page by its runs alone.

    Example: forty lines left and forty right of x=297 give a gutter around 297.
    Returns: the gutter, or None for one column. Raises: nothing.
    """
    if len(runs) < 2 * MIN_SUPPORT:
        return None
    em = median(run.size for run in runs)
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    crossings = _count_crossings(runs, x0, x1)
    low, high = int(0.3 * (x1 - x0)), int(0.7 * (x1 - x0))
    if high <= low:
        return None
    least = min(crossings[low : high + 1])
    hanging = int(HANGING_SHARE * max(crossings[low : high + 1]))
    gutter = _widest_gap(crossings, least + hanging, low, high, x0)
    if gutter is None or gutter.right - gutter.left < MIN_GUTTER_EMS * em:
        return None
    starts = sorted(run.x0 for run in runs if gutter.left + MIN_GUTTER_EMS * em <= run.x0 < gutter.right)
    if len(starts) > 1:
        gutter = Gutter(gutter.left, starts[0])
    support = _count_support(runs, gutter, x0, x1)
    if support >= max(MIN_SUPPORT, least) or has_two_texts(runs, gutter):
        return gutter
    narrow = Gutter(gutter.left, min([gutter.right, *starts]))
    return narrow if least == 0 and _is_short_right(runs, narrow, em) else None


def _is_short_right(runs: Sequence[Run], gutter: Gutter, em: float) -> bool:
    """A full left column of running text beside a right one that ends after a few lines."""
    left = [run for run in runs if gutter.side_of(run) < 0]
    right = [run for run in runs if gutter.side_of(run) > 0]
    if len(left) < 2 * MIN_SUPPORT or not right:
        return False
    x0 = min(run.x0 for run in left)
    filled = sum(1 for run in left if run.x1 - run.x0 >= 0.75 * (gutter.left - x0))
    starts_at_head = min(run.top for run in right) <= min(run.top for run in left) + 3 * em
    is_running_text = gutter.left - x0 >= MIN_COLUMN_EMS * em and filled >= 0.3 * len(left)
    return is_running_text and starts_at_head and 2 * len(right) <= len(left)


def choose_gutter(runs: Sequence[Run], own: Gutter | None, known: Sequence[Gutter]) -> Gutter | None:
    """Choose between the gutter a page seems to have and those that the file repeats.

    Example: a last page of three lines in each column takes the file's gutter.
    Returns: the gutter, or None where the page bears out none. Raises: nothing.
    """
    if not runs:
        return known[0] if known else None
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    limit = len(runs) if own is None else _crossed(runs, own)
    for gutter in known:
        crossing = _crossed(runs, gutter)
        if crossing > limit:
            continue
        few = 3 * crossing <= len(runs) and has_two_texts(runs, gutter, 1)
        if crossing == 0 or few or _count_support(runs, gutter, x0, x1) > crossing:
            return gutter
    return own


def _crossed(runs: Sequence[Run], gutter: Gutter) -> int:
    return sum(1 for run in runs if gutter.side_of(run) == 0)


def has_two_texts(runs: Sequence[Run], gutter: Gutter, least: int = MIN_FULL_LINES) -> bool:
    """Whether both sides hold running text, lines that start at the column's edge and fill it.

    Example: twenty full lines on each side, under a title over both.
    Returns: yes or no, whatever spans the page elsewhere. Raises: nothing.
    """
    em = median(run.size for run in runs)
    left = [run for run in runs if gutter.side_of(run) < 0]
    right = [run for run in runs if gutter.side_of(run) > 0]
    if not left or not right:
        return False
    edges = ((min(run.x0 for run in left), gutter.left), (gutter.right, max(run.x1 for run in right)))
    if any(end - start < MIN_TEXT_EMS * em for start, end in edges):
        return False
    return all(
        sum(1 for run in side if abs(run.x0 - start) <= em / 2 and end - run.x1 <= 1.5 * em) >= least
        for side, (start, end) in zip((left, right), edges, strict=True)
    )


def repeated_gutters(gutters: Sequence[Gutter | None]) -> list[Gutter]:
    """The gutters that stand at one place on two pages or more, most frequent first.

    Example: pages with gutters at 297, 297 and none give the one at 297.
    Returns: one gutter for each place. Raises: nothing.
    """
    groups: dict[int, list[Gutter]] = {}
    for gutter in gutters:
        if gutter is not None:
            groups.setdefault(round(gutter.middle / 12), []).append(gutter)
    frequent = sorted((g for g in groups.values() if len(g) > 1), key=len, reverse=True)
    return [group[0] for group in frequent]


def find_wide_tables(runs: Sequence[Run], gutter: Gutter) -> list[tuple[PageTable, list[Row]]]:
    """Find the tables without rules that lie over the gutter of a page of two columns.

    Example: five numbered rows of four words from margin to margin.
    Returns: each table with its rows. Raises: nothing.
    """
    found = find_unruled_tables(build_rows(runs), median(run.size for run in runs)) if runs else []
    return [(table, rows) for table, rows in found if _lies_over(rows, gutter)]


def _lies_over(rows: Sequence[Row], gutter: Gutter) -> bool:
    """Words on both sides at the same levels, and no sentences among them."""
    runs = [run for row in rows for run in row.runs]
    left = [run for run in runs if gutter.side_of(run) < 0]
    right = [run for run in runs if gutter.side_of(run) > 0]
    if not right or not left:
        return len(left) + len(right) < len(runs)
    alone = [run for run in right if all(overlap_share(run, other) < LEVEL_SHARE for other in left)]
    ends = [run for run in runs if run.glyphs[-1].text in SENTENCE_ENDS]
    return len(alone) <= LOOSE_SHARE * len(right) and len(ends) <= LOOSE_SHARE * len(runs)


def split_at_gutter(runs: Sequence[Run], gutter: Gutter) -> list[Run]:
    """Part runs that a point hanging over its column has chained to the other column.

    Example: ``……办法，`` and ``第二条……`` a quarter em apart become two runs.
    Returns: the runs, those that do not cross unchanged. Raises: nothing.
    """
    body = median(run.size for run in runs) if runs else 0.0
    parted: list[Run] = []
    for run in runs:
        cut = None
        if gutter.side_of(run) == 0 and run.size < TITLE_SIZE * body:
            cut = _find_cut(run, gutter)
        parted += [run] if cut is None else [_slice(run, 0, cut), _slice(run, cut, len(run.glyphs))]
    return parted


def _find_cut(run: Run, gutter: Gutter) -> int | None:
    for index, (before, after) in enumerate(pairwise(run.glyphs), 1):
        starts_column = abs(after.x0 - gutter.right) <= SPLIT_REACH
        hangs = before.text.strip() in HANGING and after.x0 >= before.x1 - 1
        apart = after.x0 - before.x1 >= SPLIT_EMS * run.size
        if starts_column and (hangs or apart) and before.x0 <= gutter.right:
            return index
    return None


def _slice(run: Run, start: int, end: int) -> Run:
    glyphs = run.glyphs[start:end]
    glyphs[0] = glyphs[0]._replace(text=glyphs[0].text.lstrip())
    return Run(
        glyphs,
        glyphs[0].x0,
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def _count_crossings(runs: Sequence[Run], x0: float, x1: float) -> list[int]:
    """For each point from ``x0`` on, how many runs lie over it."""
    steps = [0] * (int(x1 - x0) + 3)
    for run in runs:
        steps[int(run.x0 - x0) + 1] += 1
        steps[max(int(run.x1 - x0), int(run.x0 - x0) + 1)] -= 1
    total, counts = 0, []
    for step in steps:
        total += step
        counts.append(total)
    return counts


def _widest_gap(crossings: list[int], least: int, low: int, high: int, x0: float) -> Gutter | None:
    best: tuple[int, int] | None = None
    start: int | None = None
    for index in range(low, high + 2):
        open_here = index <= high and crossings[index] <= least
        if open_here and start is None:
            start = index
        elif not open_here and start is not None:
            if best is None or index - start > best[1] - best[0]:
                best = (start, index)
            start = None
    return Gutter(x0 + best[0], x0 + best[1]) if best else None


def _count_support(runs: Sequence[Run], gutter: Gutter, x0: float, x1: float) -> int:
    """Levels of the page where both columns are filled and nothing lies over the gutter."""
    height = max(median(run.bottom - run.top for run in runs), 4.0)
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    crossed: set[int] = set()
    for run in runs:
        level = int((run.top + run.bottom) / 2 // (1.5 * height))
        place = gutter.side_of(run)
        if place == 0:
            crossed.add(level)
        else:
            side = left if place < 0 else right
            side[level] = side.get(level, 0.0) + run.x1 - run.x0
    both = (left.keys() & right.keys()) - crossed
    if not both:
        return 0
    left_width, right_width = max(gutter.left - x0, 1.0), max(x1 - gutter.right, 1.0)
    fill_left = sum(min(left[level] / left_width, 1.0) for level in both) / len(both)
    fill_right = sum(min(right[level] / right_width, 1.0) for level in both) / len(both)
    return len(both) if min(fill_left, fill_right) >= MIN_FILL else 0


def part_runs(runs: Sequence[Run], gutter: Gutter) -> tuple[list[Run], list[Run], list[Run]]:
    """Part the runs of a page: what spans it, the left column, the right one.

    Example: a title over two columns stands in the first list.
    Returns: three lists. Raises: nothing.
    """
    spanning = [run for run in runs if gutter.side_of(run) == 0]
    body = median(run.size for run in runs) if runs else 0.0
    large = build_rows([run for run in runs if run.size >= TITLE_SIZE * body])
    wide = (
        *_over_all(large, runs),
        *(row for row in large if _is_wide_title(row, gutter)),
        *(row for row in build_rows(runs) if _is_set_wide(row, gutter, runs)),
    )
    taken = {id(run) for run in spanning}
    for run in (run for row in wide for run in row.runs):
        spanning += [run] if id(run) not in taken else []
        taken.add(id(run))
    rest = [run for run in runs if id(run) not in taken]
    joined = [run for run in rest if any(_continues(run, span) for span in spanning)]
    taken |= {id(run) for run in joined}
    rest = [run for run in rest if id(run) not in taken]
    left = [run for run in rest if gutter.side_of(run) < 0]
    right = [run for run in rest if gutter.side_of(run) > 0]
    return spanning + joined, left, right


def _over_all(large: Sequence[Row], runs: Sequence[Run]) -> list[Row]:
    """Large print over everything else on a page is no line of one column, wherever it stands."""
    titles = {id(run) for row in large for run in row.runs}
    below = min((run.top for run in runs if id(run) not in titles), default=0.0)
    return [row for row in large if row.bottom <= below]


def _is_wide_title(row: Row, gutter: Gutter) -> bool:
    """A large title set wide can have a gap at the very gutter."""
    return any(
        before.x1 <= gutter.middle <= after.x0 and after.x0 - before.x1 <= 2.5 * row.size
        for before, after in pairwise(row.runs)
    )


def _is_set_wide(row: Row, gutter: Gutter, runs: Sequence[Run]) -> bool:
    """目　录 over the middle of the page: as far from one margin as from the other."""
    if len(row.runs) != 2:
        return False
    left, right = row.runs
    before, after = gutter.middle - left.x1, right.x0 - gutter.middle
    close = 0 <= before <= 1.5 * row.size and abs(before - after) <= row.size / 2
    short = row.x1 - row.x0 <= 2 * WIDE_MARGIN_EMS * row.size
    return close and short and left.x0 - min(run.x0 for run in runs) > WIDE_MARGIN_EMS * row.size


def _continues(run: Run, span: Run) -> bool:
    gap = max(run.x0 - span.x1, span.x0 - run.x1)
    return overlap_share(run, span) >= 0.6 and gap <= 3 * span.size
