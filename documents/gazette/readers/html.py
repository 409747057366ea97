"""Web pages as government sites publish acts: the printed words, blocks and tables.

In the room: character sets, blocks to lines, data tables against layout tables. Not in the
room: which parts of a page are its frame (``page_frame``), scripts, styles, pictures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, product
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from documents.gazette.readers.assembly import PARAGRAPH_INDENT, LineDesk, bold_head
from documents.gazette.readers.decoding import MAX_DAMAGED_SHARE, MOVED_SIGNS, damage_findings, decode_text
from documents.gazette.readers.page_frame import is_hidden, is_unprinted, name_frame
from documents.gazette.source import SourceText, Span, UnreadableSource

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
CHINESE_CHARSETS = ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk")
BLANKS = re.compile(r"[ \t\r\n\f\v]+")
# style="text-indent: 2em"
INDENT_STYLE = re.compile(r"text-indent\s*:\s*(?!0(?:\D|$))[0-9.]+", re.IGNORECASE)
RIGHT_STYLE = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)
CENTRE_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)

BLOCK_NAMES = (
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
    " legend details"
)
BLOCKS = frozenset(BLOCK_NAMES.split())
BLANK_SIGNS = "\xa0\u2002\u2003\u3000 "
BOLD_TAGS = ("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th")
# style="font-weight:bold"  style="font-family:黑体,SimHei"
WEIGHT = re.compile(r"font-weight\s*:\s*(bolder|bold|normal|lighter|[0-9]{3})", re.IGNORECASE)
BOLD_FACE = re.compile(r"font-family\s*+:\s*+['\"]?\s*+(?:[^;]{0,20}黑体|simhei|方正小标宋)", re.IGNORECASE)
MAX_DEPTH = 180
MAX_SPAN = 64
MAX_CELL_CHARS = 2_000
MAX_COLUMNS = 128
MAX_TABLE_CELLS = 20_000


def read_html(data: bytes) -> SourceText:
    """Read a web page; nothing outside it is fetched, no script runs.

    Example: ``read_html("<html><p>第一条</p>".encode()).lines[0].text`` is ``"第一条"``.
    Returns: a line for each printed block, tables as cells. Raises: UnreadableSource.
    """
    desk = LineDesk()
    text = _decode(data, desk)
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(XML_DECLARATION.sub("", text), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSource("网页内容已损坏，不能读取。") from error
    body = root.find("body")
    _Walk(desk).read(body if body is not None else root)
    return desk.finish("html")


def _decode(data: bytes, desk: LineDesk) -> str:
    """The bytes decide; what a page declares is believed only where they leave it open."""
    found = CHARSET.search(data[:4096])
    declared = found.group(1).decode().lower() if found else ""
    try:
        text, findings = decode_text(data)
    except UnreadableSource:
        chinese = declared in CHINESE_CHARSETS
        text = data.decode("gb18030", errors="replace").translate(MOVED_SIGNS) if chinese else ""
        if not text.strip() or text.count("\ufffd") > MAX_DAMAGED_SHARE * len(text):
            raise
        desk.findings.extend(damage_findings(text, "gb18030"))
        return text.replace("\x00", "")
    desk.findings.extend(findings)
    if declared in CHINESE_CHARSETS and _is_utf8(data):
        desk.note("charset-differs", "info", f"网页声明的编码是 {declared}，实际是 UTF-8，已按 UTF-8 读取。")
    elif declared.startswith("utf") and not _is_utf8(data) and not findings:
        desk.note("charset-differs", "info", f"网页声明的编码是 {declared}，与实际不符，已按实际编码读取。")
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii()


@dataclass(slots=True)
class _Walk:
    """One pass over a page; ``words`` gathers the line that is being read, ``goes_on`` says
    that only a soft break stands before it."""

    desk: LineDesk
    words: list[str] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)
    bold: bool = False
    frame: str | None = None
    indent: bool = False
    goes_on: bool = False
    counted: dict[Any, int] = field(default_factory=dict)

    def read(self, node: Any, depth: int = 0) -> None:
        """Read an element with all under it."""
        if depth > MAX_DEPTH:
            self._add(" ".join(node.itertext()))
            return
        if not isinstance(node.tag, str) or is_unprinted(node) or is_hidden(node):
            return
        outer, self.bold = self.bold, _is_bold(node, self.bold)
        self._read_element(node, depth)
        self.bold = outer

    def _read_element(self, node: Any, depth: int) -> None:
        if node.tag == "br":
            self.end_line(soft=True)
        elif node.tag == "table":
            self.end_line()
            self._read_table(node, depth)
        elif node.tag in BLOCKS:
            self._read_block(node, depth)
        else:
            self._read_children(node, depth)

    def _read_block(self, node: Any, depth: int) -> None:
        self.end_line()
        frame = self.frame
        self.frame = frame or name_frame(node)
        style = node.get("style") or ""
        right = RIGHT_STYLE.search(style) or node.get("align") == "right"
        centred = CENTRE_STYLE.search(style) or node.get("align") == "center"
        self.indent = bool((INDENT_STYLE.search(style) or right) and not centred)
        if node.tag == "li":
            self._add(self._list_label(node))
        self._read_children(node, depth, keep=node.tag == "pre")
        self.end_line()
        self.frame, self.indent = frame, False

    def _list_label(self, node: Any) -> str:
        """The number that a browser prints before an item of a numbered list."""
        parent = node.getparent()
        if parent is None or parent.tag != "ol" or "list-style" in (parent.get("style") or ""):
            return ""
        start = node.get("value") or parent.get("start") or "1"
        first = int(start) if start.isdecimal() and len(start) < 6 else 1
        number = self.counted[parent] + 1 if parent in self.counted and not node.get("value") else first
        self.counted[parent] = number
        kind = parent.get("type") or "1"
        if kind in ("a", "A") and number <= 26:
            return f"{chr(ord(kind) + number - 1)}. "
        return f"{number}. "

    def _read_children(self, node: Any, depth: int, keep: bool = False) -> None:
        self._take(node.text, keep)
        for child in node:
            self.read(child, depth + 1)
            self._take(child.tail, keep)

    def _take(self, text: str | None, keep: bool) -> None:
        if not text:
            return
        if not keep:
            self._add(BLANKS.sub(" ", text))
            return
        first, *rest = text.split("\n")
        self._add(first)
        for line in rest:
            self.end_line(soft=True)
            self._add(line)

    def _add(self, words: str) -> None:
        self.words.append(words)
        self.marks += [self.bold] * len(words)

    def end_line(self, soft: bool = False) -> None:
        """Lay the gathered words down; after a soft end the next line is of the same paragraph."""
        whole, marks = "".join(self.words), self.marks
        text = whole.strip(" \n\t\r")
        self.words.clear()
        self.marks = []
        bare = text.strip(BLANK_SIGNS)
        went_on, self.goes_on = self.goes_on, soft and bool(bare)
        if not bare:
            return
        if self.frame:
            self.desk.drop_line(bare, self.frame)
            return
        lead = text[: len(text) - len(text.lstrip(BLANK_SIGNS))]
        indented = (self.indent and not went_on) or "　" in lead or "\u2003" in lead or len(lead) >= 2
        if indented or not went_on:
            self.desk.open_paragraph()
        bold = bold_head(bare, marks[whole.index(bare) :])
        self.desk.add_line((PARAGRAPH_INDENT if indented else "") + bare.replace("\xa0", " "), bold=bold)

    def _read_table(self, node: Any, depth: int) -> None:
        frame = self.frame or name_frame(node)
        rows = _own_rows(node)
        if frame is None and _is_data_table(node, rows):
            for caption in node.findall("caption"):
                self.read(caption, depth + 1)
            self.desk.open_paragraph()
            grid, spans = _fill_grid(rows)
            self.desk.add_table(grid, spans=spans)
            return
        outer, self.frame = self.frame, frame
        self._read_children(node, depth)
        self.end_line()
        self.frame = outer


def _is_bold(node: Any, outer: bool) -> bool:
    """Whether an element's words are bold by its tag or its style."""
    style = node.get("style") or ""
    weight = WEIGHT.search(style)
    if weight:
        return weight[1].lower() in ("bold", "bolder") or (weight[1].isdigit() and int(weight[1]) >= 600)
    return outer or node.tag in BOLD_TAGS or BOLD_FACE.search(style) is not None


def _own_rows(table: Any) -> list[Any]:
    return [
        row for row in table.iter("tr") if next(row.iterancestors("table")) is table and not is_hidden(row)
    ]


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_data_table(table: Any, rows: Sequence[Any]) -> bool:
    """Two rows and columns of short cells; long cells or tables inside are page layout."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return False
    filled = [row for row in rows if _cells(row)]
    if len(filled) < 2 or max((len(_cells(row)) for row in filled), default=0) < 2:
        return False
    return all(len(_cell_text(cell)) <= MAX_CELL_CHARS for row in filled for cell in _cells(row))


def _fill_grid(rows: Sequence[Any]) -> tuple[list[list[str]], list[Span]]:
    """Rows of words; places that a spanning cell covers stand as blanks, and the spanning cells."""
    covered: dict[tuple[int, int], bool] = {}
    grid: list[list[str]] = []
    spans: list[Span] = []
    for level, row in enumerate(rows):
        line: list[str] = []
        for cell in _cells(row):
            while covered.pop((level, len(line)), False):
                line.append("")
            start = len(line)
            room = max(MAX_COLUMNS - start, 1)
            across = _free_places(covered, level, start, min(_span(cell, "colspan"), room))
            down = min(_span(cell, "rowspan"), len(rows) - level)
            spans += [Span(level, start, down, across)] if down * across > 1 else []
            line += [_cell_text(cell)] + [""] * (across - 1)
            if len(covered) < MAX_TABLE_CELLS:
                under = product(range(level + 1, level + down), range(start, start + across))
                covered |= dict.fromkeys(under, True)
        while covered.pop((level, len(line)), False):
            line.append("")
        grid.append(line)
    return _without_empty_rows(grid, spans, [bool(_cells(row)) for row in rows])


def _without_empty_rows(
    grid: Sequence[list[str]], spans: Sequence[Span], filled: Sequence[bool]
) -> tuple[list[list[str]], list[Span]]:
    """Rows without a cell of their own count for cells that span them, and print nothing."""
    places = [0, *accumulate(filled)]
    kept = [
        Span(places[span.row], span.column, places[span.row + span.down] - places[span.row], span.across)
        for span in spans
    ]
    width = max(len(line) for line in grid)
    lines = [line + [""] * (width - len(line)) for line, own in zip(grid, filled, strict=True) if own]
    return lines, [span for span in kept if span.down * span.across > 1]


def _free_places(covered: Mapping[tuple[int, int], bool], level: int, start: int, across: int) -> int:
    """A cell that spans columns ends where one from above reaches down."""
    taken = (at for at in range(1, across) if (level, start + at) in covered)
    return next(taken, across)


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1


def _cell_text(cell: Any) -> str:
    return "".join(_cell_words(cell)).replace("\xa0", " ").strip(" 　")


def _cell_words(node: Any) -> Iterator[str]:
    if not isinstance(node.tag, str) or is_unprinted(node) or is_hidden(node):
        return
    yield BLANKS.sub(" ", node.text or "").strip()
    for child in node:
        yield from _cell_words(child)
        yield BLANKS.sub(" ", child.tail or "").strip()
