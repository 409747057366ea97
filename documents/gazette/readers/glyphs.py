"""Glyphs with coordinates to runs of print and to printed lines.

In the room: the glyph, the undoing of fake bold drawn twice, turned print, runs of
neighbouring glyphs, blanks between them. Not in the room: PDF libraries, columns, running
heads, paragraphs.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import NamedTuple

Box = tuple[float, float, float, float]

RUN_GAP = 0.6
SAME_ROW_OVERLAP = 0.5
TWIN_SHIFT = 0.3
MIN_BLANK = 0.08
LATIN_BLANK = 0.18
MIXED_BLANK = 0.45
MIN_SPACED_GLYPHS = 3
RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
RAISED_SIZE = 1.3
RAISED_STEP = 0.2


class Glyph(NamedTuple):
    """One printed sign; coordinates in points from the top left, ``size`` the em, ``bold``
    whether its font is bold or it was drawn twice."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False


@dataclass(slots=True, eq=False)
class Run:
    """Neighbouring glyphs of one row, without a gap wide enough to part columns.

    ``blank_at`` is where a blank was drawn last; a glyph after it starts with a blank."""

    glyphs: list[Glyph]
    x0: float
    top: float
    x1: float
    bottom: float
    blank_at: float = -1.0

    @property
    def size(self) -> float:
        """The em of the run: the median of its glyphs."""
        sizes = sorted(glyph.size for glyph in self.glyphs)
        return sizes[len(sizes) // 2]


@dataclass(slots=True, eq=False)
class Row:
    """One printed line: the runs that stand on one level, from left to right."""

    runs: list[Run]
    top: float
    bottom: float

    @property
    def x0(self) -> float:
        """Left edge of the print."""
        return min(run.x0 for run in self.runs)

    @property
    def x1(self) -> float:
        """Right edge of the print."""
        return max(run.x1 for run in self.runs)

    @property
    def size(self) -> float:
        """The em of the longest run."""
        return max(self.runs, key=lambda run: len(run.glyphs)).size

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def text(self) -> str:
        """The words of the line, blanks restored."""
        return row_text(self.runs)

    def count_bold(self) -> int:
        """How many signs at the head of the text are bold, blanks among them counted."""
        bold = list(takewhile(lambda glyph: glyph.bold, (glyph for run in self.runs for glyph in run.glyphs)))
        left = sum(len(glyph.text.strip()) for glyph in bold)
        if not left:
            return 0
        for place, char in enumerate(self.text, 1):
            left -= not char.isspace()
            if left == 0:
                return place
        return len(self.text)


def fold_glyph_text(text: str) -> str:
    """Radicals and compatibility ideographs of font tables become the ideographs they print.

    Example: ``fold_glyph_text("⽂")`` is ``"文"``.
    Returns: the text. Raises: nothing.
    """
    if text.startswith("(cid:"):
        return "\ufffd"
    if all("\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" for char in text):
        return unicodedata.normalize("NFKC", text)
    return text


def drop_twins(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Keep each sign once, marked bold, that is drawn again at nearly the same place.

    Example: two 第 half a point apart become one; 人人 side by side stay two.
    Returns: the glyphs in the order given. Raises: nothing.
    """
    seen: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    kept: list[Glyph] = []
    for glyph in glyphs:
        reach = TWIN_SHIFT * max(glyph.x1 - glyph.x0, 0.5)
        column, level = int(glyph.x0 // 4), int(glyph.top // 4)
        around = [(glyph.text, column + dx, level + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        twin = next(
            (at for key in around for at in seen.get(key, ()) if _is_near(kept[at], glyph, reach)), None
        )
        if twin is not None:
            kept[twin] = kept[twin]._replace(bold=True)
            continue
        seen[(glyph.text, column, level)].append(len(kept))
        kept.append(glyph)
    return kept


def _is_near(one: Glyph, other: Glyph, reach: float) -> bool:
    return abs(one.x0 - other.x0) <= reach and abs(one.top - other.top) <= reach


def turn_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Turn a box so that print drawn at ``turn`` degrees stands upright.

    Example: ``turn_box((0, 0, 10, 20), 180, 100, 200)`` is ``(90, 180, 100, 200)``.
    Returns: left, top, right, bottom. Raises: nothing.
    """
    x0, top, x1, bottom = box
    if turn == 90:
        return (height - bottom, x0, height - top, x1)
    if turn == 270:
        return (top, width - x1, bottom, width - x0)
    if turn == 180:
        return (width - x1, height - bottom, width - x0, height - top)
    return box


def turn_box_back(box: Box, turn: int, width: float, height: float) -> Box:
    """The inverse of ``turn_box`` for a page of this width and height.

    Example: ``turn_box_back(turn_box(box, 90, 5, 7), 90, 5, 7)`` is ``box``.
    Returns: left, top, right, bottom. Raises: nothing.
    """
    x0, top, x1, bottom = box
    if turn == 90:
        return (top, height - x1, bottom, height - x0)
    if turn == 270:
        return (width - bottom, x0, width - top, x1)
    return turn_box(box, turn, width, height)


def build_runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Chain glyphs from left to right into runs.

    Example: a left and a right column of one line give two runs.
    Returns: the runs by top, then left. Raises: nothing.
    """
    open_runs: dict[int, list[Run]] = defaultdict(list)
    runs: list[Run] = []
    for glyph in sorted(glyphs, key=lambda g: (g.x0, g.top)):
        run = _find_open_run(open_runs, glyph)
        if not glyph.text.strip():
            if run is not None:
                run.blank_at = (glyph.x0 + glyph.x1) / 2
            continue
        if run is None:
            run = Run([glyph], glyph.x0, glyph.top, glyph.x1, glyph.bottom)
            runs.append(run)
            for level in _levels(glyph.top, glyph.bottom):
                open_runs[level].append(run)
            continue
        run.glyphs.append(_as_printed(run, glyph))
        run.blank_at = -1.0
        run.x1 = max(run.x1, glyph.x1)
        run.top, run.bottom = min(run.top, glyph.top), max(run.bottom, glyph.bottom)
    return sorted(runs, key=lambda run: (run.top, run.x0))


def _as_printed(run: Run, glyph: Glyph) -> Glyph:
    """A raised figure stays raised (m², 10⁶); a drawn blank stays before its sign."""
    text = glyph.text
    base = next((other for other in run.glyphs[:-5:-1] if other.size >= RAISED_SIZE * glyph.size), None)
    if base is not None and text in RAISED and base.bottom - glyph.bottom >= RAISED_STEP * base.size:
        text = RAISED[text]
    blank = run.glyphs[-1].x0 < run.blank_at < glyph.x1
    if blank and glyph.x0 - run.x1 > MIN_BLANK * glyph.size:
        text = " " + text
    return glyph if text == glyph.text else glyph._replace(text=text)


def _levels(top: float, bottom: float) -> range:
    return range(int(top // 8), min(int(bottom // 8), int(top // 8) + 64) + 1)


def _find_open_run(open_runs: dict[int, list[Run]], glyph: Glyph) -> Run | None:
    level = int((glyph.top + glyph.bottom) / 2 // 8)
    nearby = open_runs.get(level)
    if not nearby:
        return None
    best: Run | None = None
    for run in nearby:
        last = run.glyphs[-1]
        em = max(last.size, glyph.size)
        if glyph.x0 - run.x1 > RUN_GAP * em or glyph.x0 < last.x0:
            continue
        if overlap_share(last, glyph) >= SAME_ROW_OVERLAP and (best is None or run.x1 > best.x1):
            best = run
    if len(nearby) > 32:
        open_runs[level] = [run for run in nearby if glyph.x0 - run.x1 <= 100]
    return best


def overlap_share(one: Glyph | Run | Row, other: Glyph | Run | Row) -> float:
    """How much of the lower of two things stands on the level of the other, 0 to 1.

    Example: two glyphs of one line give 1.0.
    Returns: the share. Raises: nothing.
    """
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    height = min(one.bottom - one.top, other.bottom - other.top)
    return max(shared, 0.0) / height if height > 0 else 0.0


def build_rows(runs: Iterable[Run]) -> list[Row]:
    """Join runs of one level into lines.

    Example: 目 and 录, set far apart, become one row.
    Returns: the rows from top to bottom. Raises: nothing.
    """
    rows: list[Row] = []
    for run in sorted(runs, key=lambda item: (item.top + item.bottom, item.x0)):
        for row in rows[-3:]:
            if overlap_share(row, run) >= SAME_ROW_OVERLAP and not _covers(row, run):
                row.runs.append(run)
                row.top, row.bottom = min(row.top, run.top), max(row.bottom, run.bottom)
                break
        else:
            rows.append(Row([run], run.top, run.bottom))
    for row in rows:
        row.runs.sort(key=lambda item: item.x0)
    return rows


def _covers(row: Row, run: Run) -> bool:
    """Two prints at one place are two lines, however close."""
    return any(
        min(other.x1, run.x1) - max(other.x0, run.x0) > 0.5 * min(other.x1 - other.x0, run.x1 - run.x0)
        for other in row.runs
    )


def row_text(runs: Sequence[Run]) -> str:
    """The words of runs on one level; gaps become blanks, evenly spaced print does not.

    Example: 目 and 录 far apart give ``"目 录"``.
    Returns: the text. Raises: nothing.
    """
    glue = "" if _is_letterspaced(runs) else " "
    return glue.join(run_text(run.glyphs) for run in runs)


def _is_letterspaced(runs: Sequence[Run]) -> bool:
    """Three or more single signs at even distances are one word set wide."""
    if len(runs) < MIN_SPACED_GLYPHS or any(len(run.glyphs) > 1 for run in runs):
        return False
    gaps = [after.x0 - before.x1 for before, after in pairwise(runs)]
    return max(gaps) - min(gaps) <= 0.25 * runs[0].size and max(gaps) <= 2 * runs[0].size


def run_text(glyphs: Sequence[Glyph]) -> str:
    """The words of one run; a blank where the print leaves a word's space.

    Example: the glyphs of ``GB 9704`` set with a thin gap give ``"GB 9704"``.
    Returns: the text. Raises: nothing.
    """
    parts = [glyphs[0].text] if glyphs else []
    for before, after in pairwise(glyphs):
        gap = (after.x0 - before.x1) / max(before.size, after.size, 0.1)
        both_latin = before.text.isascii() and after.text.isascii()
        if gap >= (LATIN_BLANK if both_latin else MIXED_BLANK) and not after.text.startswith(" "):
            parts.append(" ")
        parts.append(after.text)
    return "".join(parts)
