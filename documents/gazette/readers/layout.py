"""Pages of runs and tables to lines in reading order, with furniture set apart.

In the room: the order of the work on a paged file, paragraph indents, tables that go on
over a page end. Not in the room: PDF libraries, OCR, how columns or furniture are found.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from documents.gazette.readers.assembly import PARAGRAPH_INDENT, LineDesk
from documents.gazette.readers.columns import (
    Gutter,
    choose_gutter,
    find_gutter,
    find_wide_tables,
    repeated_gutters,
    split_at_gutter,
)
from documents.gazette.readers.furniture import PageRows, find_furniture
from documents.gazette.readers.glyphs import Box, Row, Run, build_rows, turn_box_back
from documents.gazette.readers.held_rows import MAX_HELD_ROWS, find_captions, find_notes, goes_on, may_end
from documents.gazette.readers.page_ends import join_tables
from documents.gazette.readers.ruled import PageTable
from documents.gazette.readers.side_print import find_side_print, strip_words
from documents.gazette.readers.zones import Zone, find_inner_gutters, order_blocks

MIN_INDENT_EMS = 1.5
BODY_INDENT_EMS = 2.6
TITLE_SIZE = 1.15
CENTRE_EMS = 1.5
CLOSE_EMS = 0.5
MIN_MIDDLE_EMS = 0.8
EDGE_STEP = 2.0
SAME_COLUMN_EDGE = 4.0
MIN_MARGIN_PAGES = 3
SENTENCE_ENDS = "。；："


class Scan(Enum):
    """What a page that is a picture holds besides: hardly any words, or words laid under it."""

    BARE = "bare"
    WITH_WORDS = "with words"


@dataclass(slots=True)
class Page:
    """What stands on one page, turned upright; ``strays`` run across the main direction."""

    number: int
    width: float
    height: float
    turn: int
    runs: list[Run]
    tables: list[PageTable]
    strays: list[Row]
    scan: Scan | None = None

    @property
    def is_bare(self) -> bool:
        """Whether no text was read from it, but for a head or a number beside a picture."""
        return self.scan is Scan.BARE or not (self.runs or self.tables or self.strays)


@dataclass(frozen=True, slots=True)
class Measure:
    """What holds for the whole file: the em of the body, the edges where lines start and end."""

    em: float
    edges: Counter[int]
    ends: Counter[int]


def lay_out(pages: Sequence[Page], desk: LineDesk) -> None:
    """Lay all pages down on the desk: running heads, the columns, running feet.

    Example: a page of two columns gives its left lines, then its right lines.
    Returns: nothing. Raises: as ``LineDesk.add_line``.
    """
    beside = find_side_print([page.runs for page in pages])
    for page, strips in zip(pages, beside, strict=True):
        taken = {id(run) for strip in strips for run in strip}
        page.runs = [run for run in page.runs if id(run) not in taken]
    upright = [PageRows(tuple(build_rows(page.runs)), _upright_height(page)) for page in pages]
    furniture = find_furniture(upright)
    for page, found in zip(pages, furniture, strict=True):
        taken = {id(run) for row, _ in found for run in row.runs}
        page.runs = [run for run in page.runs if id(run) not in taken]
    gutters = _find_gutters(pages)
    if _take_wide_tables(pages, gutters):
        gutters = _find_gutters(pages)
    for page, gutter in zip(pages, gutters, strict=True):
        page.runs = split_at_gutter(page.runs, gutter) if gutter else page.runs
    inner = find_inner_gutters([(page.runs, gutter) for page, gutter in zip(pages, gutters, strict=True)])
    zones = [
        order_blocks(page.runs, page.tables, gutter, inner)
        for page, gutter in zip(pages, gutters, strict=True)
    ]
    measure = _measure(zones)
    join_tables(zones, measure.em)
    margins = Counter("".join(row.text.split()) for page in pages for row in page.strays)
    layer = _Layer(desk, measure)
    for page, found, page_zones, strips in zip(pages, furniture, zones, beside, strict=True):
        middle = _upright_height(page) / 2
        _drop_rows(desk, page, [item for item in found if item[0].top < middle])
        for zone in page_zones:
            layer.lay(page, zone)
        _lay_strays(desk, page, margins)
        for strip in strips:
            desk.drop_line(strip_words(strip), "页边文字", page.number)
        _drop_rows(desk, page, [item for item in found if item[0].top >= middle][::-1])
    layer.release()


def _upright_height(page: Page) -> float:
    return page.width if page.turn in (90, 270) else page.height


def _find_gutters(pages: Sequence[Page]) -> list[Gutter | None]:
    gutters = [find_gutter(page.runs) for page in pages]
    known = repeated_gutters(gutters) or list(dict.fromkeys(gutter for gutter in gutters if gutter))
    return [choose_gutter(page.runs, gutter, known) for page, gutter in zip(pages, gutters, strict=True)]


def _take_wide_tables(pages: Sequence[Page], gutters: Sequence[Gutter | None]) -> bool:
    """Set tables without rules apart that lie over the gutter; whether there were any."""
    any_found = False
    for page, gutter in zip(pages, gutters, strict=True):
        found = find_wide_tables(page.runs, gutter) if gutter else []
        taken = {id(run) for _, rows in found for row in rows for run in row.runs}
        page.tables += [table for table, _ in found]
        page.runs = [run for run in page.runs if id(run) not in taken]
        any_found = any_found or bool(found)
    return any_found


def _measure(zones: Sequence[Sequence[Zone]]) -> Measure:
    sizes: Counter[float] = Counter()
    edges: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for zone in (zone for page_zones in zones for zone in page_zones):
        for row in _rows(zone):
            sizes[round(row.size * 2) / 2] += sum(len(run.glyphs) for run in row.runs)
            edges[round(row.x0 / EDGE_STEP)] += 1
            ends[round(row.x1 / EDGE_STEP)] += 1
    em = sizes.most_common(1)[0][0] if sizes else 10.0
    return Measure(em, edges, ends)


def _rows(zone: Zone) -> list[Row]:
    return [block for block in zone.blocks if isinstance(block, Row)]


def _drop_rows(desk: LineDesk, page: Page, found: Sequence[tuple[Row, str]]) -> None:
    for row, reason in found:
        desk.drop_line(row.text, reason, page.number, _page_box(page, row.box))


def _lay_strays(desk: LineDesk, page: Page, margins: Counter[str]) -> None:
    """Print across the page: a line, or furniture where pages repeat it."""
    for row in page.strays:
        if margins["".join(row.text.split())] >= MIN_MARGIN_PAGES:
            desk.drop_line(row.text, "页边文字", page.number)
        else:
            desk.add_line(row.text, page.number)


def _page_box(page: Page, box: Box) -> Box:
    x0, top, x1, bottom = turn_box_back(box, page.turn, page.width, page.height)
    return (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))


class _Layer:
    """Lays zone after zone; notes and captions wait for the end of the paragraph they stand in."""

    def __init__(self, desk: LineDesk, measure: Measure) -> None:
        self.desk, self.measure = desk, measure
        self.open_table: PageTable | None = None
        self.held: list[tuple[Page, Row]] = []
        self.waited = 0
        self.last = ""

    def lay(self, page: Page, zone: Zone) -> None:
        """Lay the rows and tables of a zone; a table that ends it may go on in the next."""
        rows = _rows(zone)
        em = self.measure.em
        places = {key: (indented, inset) for key, indented, inset in _indents(zone, self.measure)}
        apart = {id(row) for row in (*find_notes(rows, em), *find_captions(rows, zone.x0, zone.x1, em))}
        for index, block in enumerate(zone.blocks):
            if isinstance(block, PageTable):
                self._table(page, block, index == 0)
            elif isinstance(block, Row) and id(block) in apart:
                self.held.append((page, block))
            elif isinstance(block, Row):
                self._row(page, block, *places[id(block)])

    def _table(self, page: Page, table: PageTable, first: bool) -> None:
        boxes = [_page_box(page, box) for box in table.boxes]
        cells = [[_page_box(page, box) for box in row] for row in table.cells]
        if first and self.open_table is not None and _goes_on(self.open_table, table):
            self.desk.continue_table(table.rows, page.number, boxes, cells, table.spans)
        else:
            self.release()
            self.desk.add_table(table.rows, page.number, boxes, cells, table.spans)
        self.open_table = table

    def _row(self, page: Page, row: Row, indented: bool, inset: bool) -> None:
        self.waited += bool(self.held)
        if indented or (may_end(self.last) and (inset or self.waited > MAX_HELD_ROWS)):
            self.release()
        text = row.text
        indent = PARAGRAPH_INDENT if indented else ""
        self.desk.add_line(indent + text, page.number, _page_box(page, row.box), row.count_bold())
        self.open_table, self.last = None, text

    def release(self) -> None:
        """Lay down what waits, each note as a paragraph."""
        for page, row in self.held:
            indent = "" if goes_on(row) else PARAGRAPH_INDENT
            self.desk.add_line(indent + row.text, page.number, _page_box(page, row.box), row.count_bold())
        if self.held:
            self.open_table = None
        self.held, self.waited = [], 0


def _goes_on(last: PageTable, table: PageTable) -> bool:
    """The same columns, counted from the table's own left edge."""
    pairs = zip(last.columns, table.columns, strict=False)
    return len(last.columns) == len(table.columns) and all(
        abs((one - last.x0) - (other - table.x0)) <= SAME_COLUMN_EDGE for one, other in pairs
    )


def _indents(zone: Zone, measure: Measure) -> Iterator[tuple[int, bool, bool]]:
    """For each row whether it opens a paragraph, and whether it stands away from the edge at all."""
    rows = _rows(zone)
    left = _left_edge(zone, rows, measure)
    right = _right_edge(zone, rows, measure)
    centred = [_is_in_the_middle(row, left, right, measure.em) for row in rows]
    for index, row in enumerate(rows):
        among = centred[index] and any((*centred[max(index - 1, 0) : index], *centred[index + 1 : index + 2]))
        inset = row.x0 - left >= MIN_MIDDLE_EMS * measure.em
        yield id(row), _is_indented(row, left, right, measure.em, among), inset


def _is_in_the_middle(row: Row, left: float, right: float, em: float) -> bool:
    """As far from one edge as from the other, and at neither; a line that ends a sentence is text."""
    if row.text[-1:] in SENTENCE_ENDS:
        return False
    before, after = row.x0 - left, right - row.x1
    plainly = before > BODY_INDENT_EMS * em and abs(before - after) <= CENTRE_EMS * em
    return plainly or (before >= MIN_MIDDLE_EMS * em and abs(before - after) <= CLOSE_EMS * em)


def _is_indented(row: Row, left: float, right: float, em: float, among_centred: bool) -> bool:
    before, after = row.x0 - left, right - row.x1
    if before < MIN_INDENT_EMS * em or row.size > TITLE_SIZE * em:
        return False
    if before <= BODY_INDENT_EMS * em:
        return not (among_centred and abs(before - after) <= CLOSE_EMS * em)
    return abs(before - after) > CENTRE_EMS * em


def _right_edge(zone: Zone, rows: Sequence[Row], measure: Measure) -> float:
    """Where most full lines of the file end near this zone's end; points may hang over it."""
    outermost = max([zone.x1, *(row.x1 for row in rows)])
    reach = range(round((outermost - 2.5 * measure.em) / EDGE_STEP), round(outermost / EDGE_STEP) + 1)
    edge = max(reach, key=lambda end: (measure.ends[end], end))
    return edge * EDGE_STEP if measure.ends[edge] >= 3 else outermost


def _left_edge(zone: Zone, rows: Sequence[Row], measure: Measure) -> float:
    """The leftmost edge that several rows share; with few rows the one the file repeats."""
    if not rows:
        return zone.x0
    here = Counter(round(row.x0 / EDGE_STEP) for row in rows)
    shared = [edge for edge, count in here.items() if count + here[edge - 1] + here[edge + 1] >= 3]
    own = min(shared) * EDGE_STEP if shared else min(zone.x0, *(row.x0 for row in rows))
    reach = range(round((own - 3 * measure.em) / EDGE_STEP), round(own / EDGE_STEP))
    common = max(reach, key=lambda edge: measure.edges[edge], default=None)
    if common is not None and measure.edges[common] > 3 * max(measure.edges[round(own / EDGE_STEP)], 3):
        return common * EDGE_STEP
    return own
