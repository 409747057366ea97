"""Running heads, running feet and page numbers, known by repetition at one place.

In the room: the outermost rows of each page and what they share with other pages. Not in
the room: columns, what the words mean beyond page numbers and labels of attachments.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from documents.gazette.readers.glyphs import Row

EDGE_ROWS = 3
EDGE_SHARE = 0.16
BAND = 8.0
MIN_PAGES = 3
MAX_HEAD_CHARS = 60
MAX_HEAD_SIZE = 1.3
APART = 1.15
SMALL_HEAD = 0.95
MOST_PAGES = 0.6

HEAD, FOOT, PAGE_NUMBER = "页眉", "页脚", "页码"

DIGITS = re.compile(r"[0-9０-９]+")
# — 9 —   · 12 ·   第 3 页   3 / 96
NUMBER_ROW = re.compile(
    r"[-—–－·•.．~\s]*+(?:第\s*+)?#\s*+(?:页\s*+)?(?:[/／共,，]++\s*+#\s*+页?)?[-—–－·•.．~\s]*+"
)
DECORATED = re.compile(r"[-—–－·•~第]+\s*#")
# 附件1  附表 2  第3章 : a label at the head of a page is text
LABEL_ROW = re.compile(
    r"[（(【]?(?:附件|附表|附录|附图|附:|附：|表#|图#|第[#一二三四五六七八九十百]+[章节条编期])|.*〔#〕"
)


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of one page over its whole width, with the page's height."""

    rows: tuple[Row, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Edge:
    """One of the outermost rows of a page; ``depth`` 0 is the outermost, ``EDGE_ROWS`` a mere neighbour."""

    page: int
    side: str
    depth: int
    row: Row
    key: str

    @property
    def band(self) -> int:
        """The place on the page, coarse enough for uneven print."""
        return round((self.row.top + self.row.bottom) / 2 / BAND)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the edges of all pages say together; ``pitch`` is the usual step from line to line."""

    keys: Counter[tuple[str, str, int]]
    bands: Counter[tuple[str, int]]
    offsets: Counter[tuple[str, int]]
    body_size: float
    pitch: float
    pages: int


def find_furniture(pages: Sequence[PageRows]) -> list[list[tuple[Row, str]]]:
    """Name the rows of each page that are furniture, with the reason.

    Example: 晋城市人民政府公报 at one place on 40 pages is 页眉 on each.
    Returns: for each page its furniture. Raises: nothing.
    """
    edges = [edge for index, page in enumerate(pages) for edge in _edges(index, page)]
    evidence = _gather(edges, pages)
    found: list[list[tuple[Row, str]]] = [[] for _ in pages]
    by_edge: dict[tuple[int, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        by_edge[(edge.page, edge.side)].append(edge)
    for group in by_edge.values():
        for edge in group:
            reason = _judge(edge, group, evidence)
            if reason is None:
                break
            found[edge.page].append((edge.row, reason))
    return found


def _edges(index: int, page: PageRows) -> Iterator[Edge]:
    """The outermost rows and, as their neighbour, one row more."""
    rows = sorted(page.rows, key=lambda row: row.top)
    for side, group in (("top", rows), ("bottom", rows[::-1])):
        for depth, row in enumerate(group[: EDGE_ROWS + 1]):
            outside = row.top if side == "top" else page.height - row.bottom
            is_near = depth < EDGE_ROWS and outside < EDGE_SHARE * page.height
            yield Edge(index, side, depth if is_near else EDGE_ROWS, row, _key(row.text))


def _key(text: str) -> str:
    return DIGITS.sub("#", "".join(text.split()))


def _gather(edges: Sequence[Edge], pages: Sequence[PageRows]) -> Evidence:
    places: set[tuple[int, str, str, int]] = set()
    offsets: Counter[tuple[str, int]] = Counter()
    for edge in (edge for edge in edges if edge.depth < EDGE_ROWS):
        for key in {edge.key, *_run_keys(edge.row)}:
            places.update((edge.page, edge.side, key, edge.band + step) for step in (-1, 0, 1))
        if NUMBER_ROW.fullmatch(edge.key):
            offsets[(edge.side, _printed_number(edge.row.text) - edge.page)] += 1
    keys = Counter((side, key, band) for _, side, key, band in places)
    sizes = [row.size for page in pages for row in page.rows]
    bands: Counter[tuple[str, int]] = Counter()
    for edge in edges:
        repeated = edge.depth < EDGE_ROWS and keys[(edge.side, edge.key, edge.band)] >= MIN_PAGES
        if repeated and _is_head_like(edge):
            bands[(edge.side, edge.band)] += 1
    size = median(sizes) if sizes else 0.0
    return Evidence(keys, bands, offsets, size, _usual_pitch(pages), len(pages))


def _usual_pitch(pages: Sequence[PageRows]) -> float:
    steps: list[float] = []
    for page in pages:
        rows = sorted(page.rows, key=lambda row: row.top)
        for index, row in enumerate(rows):
            below = (other for other in rows[index + 1 : index + 4] if _shares_width(row, other))
            steps += [other.top - row.top for other in below if other.top - row.bottom > -2][:1]
    return median(steps) if steps else 0.0


def _shares_width(row: Row, other: Row) -> bool:
    return min(row.x1, other.x1) - max(row.x0, other.x0) > 0.5 * min(row.x1 - row.x0, other.x1 - other.x0)


def _run_keys(row: Row) -> Iterator[str]:
    for run in row.runs:
        key = _key("".join(glyph.text for glyph in run.glyphs))
        if len(key.strip("#")) >= 4:
            yield key


def _printed_number(text: str) -> int:
    match = DIGITS.search(text)
    return int(match.group()[:6]) if match else 0


def _is_head_like(edge: Edge) -> bool:
    return 2 <= len(edge.key) <= MAX_HEAD_CHARS and not LABEL_ROW.match(edge.key)


def _judge(edge: Edge, group: Sequence[Edge], evidence: Evidence) -> str | None:
    if edge.depth >= EDGE_ROWS:
        return None
    if NUMBER_ROW.fullmatch(edge.key):
        return PAGE_NUMBER if _is_page_number(edge, group, evidence) else None
    if not _is_head_like(edge) or edge.row.size > MAX_HEAD_SIZE * evidence.body_size:
        return None
    reason = HEAD if edge.side == "top" else FOOT
    apart = _stands_apart(edge, group, evidence)
    enough = MIN_PAGES if evidence.pages >= MIN_PAGES else 2
    seen = max(evidence.keys[(edge.side, key, edge.band)] for key in (edge.key, *_run_keys(edge.row)))
    few = 1 if evidence.pages <= 2 and "#" in edge.key and apart else 2
    named = edge.depth == 0 and "公报" in edge.key and seen >= few
    most = edge.depth == 0 and seen >= max(MIN_PAGES, MOST_PAGES * evidence.pages)
    small = edge.depth == 0 and edge.row.size <= SMALL_HEAD * evidence.body_size
    if named or most or (seen >= enough and (apart or (small and 2 * seen >= evidence.pages))):
        return reason
    in_band = evidence.bands[(edge.side, edge.band)] >= max(MIN_PAGES, evidence.pages // 2)
    return reason if in_band and edge.depth == 0 and apart else None


def _is_page_number(edge: Edge, group: Sequence[Edge], evidence: Evidence) -> bool:
    """A bare number is a page number where it runs with the pages or stands alone at the edge."""
    offset = _printed_number(edge.row.text) - edge.page
    if evidence.offsets[(edge.side, offset)] >= 2:
        return True
    return bool(DECORATED.match(edge.key)) or (edge.depth == 0 and _stands_apart(edge, group, evidence))


def _stands_apart(edge: Edge, group: Sequence[Edge], evidence: Evidence) -> bool:
    """The step to the next row inward is wider than from line to line, or that row is furniture too."""
    place = group.index(edge) + 1
    if place >= len(group):
        return NUMBER_ROW.fullmatch(edge.key) is not None
    inner = group[place]
    if abs(inner.row.top - edge.row.top) >= APART * evidence.pitch:
        return True
    return _judge(inner, group, evidence) is not None
