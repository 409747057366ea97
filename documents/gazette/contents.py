"""The table of contents: which documents exist, in which column, on which page.

In the room: the lines from 目录 to the first document. Not in the room: the documents.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from documents.gazette import organs, phrases
from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.gazette.parsed import TocEntry
from documents.text.document_numbers import find_document_numbers
from documents.text.normal import normal_title, squeeze, strip_blanks

_COLUMN = re.compile(r"^[【\[〖［]\s*+(?P<name>[^】\]〗］]{2,30})\s*[】\]〗］]$")
# ·市政府规章· · ★人事任免 : the ornament alone does not make a column, its words must
_ORNAMENTED = re.compile(r"^[·•●◆★▲■◇☆§○]{1,3}\s*+(?P<name>[\u4e00-\u9fff、\s]{2,24}?)\s*[·•●◆★▲■◇☆§○]{0,3}$")
# .....(3) · …… 12 · (城政发〔2024〕2号) (3) · /3
_PAGE = re.compile(
    r"(?:(?<![.…·。\s—\-])(?:[.…·。\s—\-]{2,}+|\s)|[/／])[（(]?\s*+(?P<page>[0-9０-９]{1,4})\s*+[）)]?\s*$|[（(](?P<bracketed>[0-9０-９]{1,4})[）)]\s*$"
)
# 3　明川市人民政府关于… : the page may stand first
_PAGE_FIRST = re.compile(r"(?P<page>[0-9０-９]{1,3})[\s\u3000]+(?=[\u4e00-\u9fff《“])")
_BRACKETED = re.compile(r"[（(]\s*$")
_ORDER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,30}?(?:人民政府|委员会))?(?:(?<!\s)\s++)?令\s*+[（(]?\s*+第\s*(?P<n>[0-9０-９]{1,4})\s*号\s*[）)]?$"
)
# 市政府文件 · 人事任免 : a column without brackets
_PLAIN_COLUMN = re.compile(
    r"(?!.*关于)[\u4e00-\u9fff、]{0,14}(?:文件|规章|政府令|任免|名单|解读|公告|通告|大事记|选登|决定|决议|专栏|信息|统计|公报|报告|其他|讲话|要闻|法规|纪事|政务)"
)
_HEADS = re.compile(r"(?:本期|总)?(?:目录|目次|要目)(?:contents)?", re.IGNORECASE)
_LEAST_PAGES = 2
_FRONT_LINES = 600
_FIRST_ENTRIES = 3
_SHORTEST_SENTENCE = 10
_SHORTEST_ADDRESSEES = 8
_LONGEST_COLUMN = 30
_TITLE_LINES = 5
_SHORTEST_TITLE = 6
# 3. 南澜市人民政府… · ● 云州市… : entries may be numbered or marked
_ENTRY_MARK = re.compile(r"^(?:[0-9]{1,3}\s?[.．、]\s*(?=[\u4e00-\u9fff《])|[·•●◆★▲■◇☆○]\s*)")


_GENRE_END = re.compile(r".*(?:办法|规定|条例|细则|决定|规则|制度)(?:[（(][^（()）]{1,8}[）)])?")
_INSIDE_HEAD = 12
_INSIDE_LINES = 400


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries, the squeezed titles, and the index of the line after the last entry."""

    entries: tuple[TocEntry, ...] = ()
    titles: frozenset[str] = frozenset()
    end: int = 0

    def may_open(self, text: str) -> bool:
        """Whether a line may begin one of the titles of the table."""
        form = squeeze(text[:40])
        return len(form) >= 4 and any(
            title.startswith(form) or form.startswith(title) for title in self.titles
        )

    def entry_of(self, title: str, number: str | None) -> TocEntry | None:
        """The entry of a document, by number or else by title."""
        key = squeeze(title)
        for entry in self.entries:
            if number and entry.doc_number == number:
                return entry
        return next((entry for entry in self.entries if squeeze(entry.title) == key), None)


def read_contents(lines: Sequence[Line]) -> Contents:
    """Read the table of contents of an issue.

    Example: ``晋城市…的通知 (晋市政发〔2023〕1 号).....(6)`` is an entry of page 6.
    Returns the entries and where they end; no entries where there is no table. Raises nothing.
    """
    start = next((i for i, line in enumerate(lines[:_FRONT_LINES]) if is_contents_head(line.text)), None)
    if start is None or _is_inside(lines, start):
        return Contents()
    body = _first_body(lines, start + 1)
    reader = _Reader(lines[start + 1 : body])
    end = _read_entries(reader, lines, start + 1, body)
    titles = frozenset(squeeze(entry.title) for entry in reader.entries)
    return Contents(tuple(reader.entries), titles, end)


def is_column(text: str) -> bool:
    """Whether a line is the name of a column in brackets.

    Example: ``is_column("【市政府文件】")`` is true.
    Returns a truth value. Raises nothing.
    """
    return column_name(text) is not None


def column_name(text: str) -> str | None:
    """The name of the column that a line is, in brackets or between ornaments.

    Example: ``column_name("·人事任免·")`` is ``"人事任免"``.
    Returns None for any other line. Raises nothing.
    """
    if len(text) > 34:
        return None
    match = _COLUMN.match(text)
    if match:
        return strip_blanks(match["name"])
    match = _ORNAMENTED.match(text)
    name = strip_blanks(match["name"]) if match else ""
    return name if _PLAIN_COLUMN.fullmatch(name) else None


def columns_between(lines: Sequence[Line], firsts: Collection[int] = ()) -> list[tuple[int, str]]:
    """The columns that are printed between documents, by line, as negative numbers: they hold
    for all documents below them. ``firsts`` are the lines (by index) where documents begin: right
    above one, a column needs no brackets.

    Example: ``【市政府文件】`` on line 12 gives ``(-12, "市政府文件")``.
    Returns pairs in order. Raises nothing.
    """
    found = []
    for index, line in enumerate(lines):
        name = column_name(line.text) or (plain_column(line.text) if index + 1 in firsts else None)
        if name:
            found.append((-line.number, name))
    return found


def plain_column(text: str) -> str | None:
    """The name of a column without brackets or ornaments.

    Example: ``plain_column("市政府文件")`` is ``"市政府文件"``.
    Returns None for words that are no column's. Raises nothing.
    """
    bare = strip_blanks(text) if len(text) <= _LONGEST_COLUMN else ""
    return bare if _PLAIN_COLUMN.fullmatch(bare) else None


def _is_inside(lines: Sequence[Line], start: int) -> bool:
    """Whether 目录 heads the contents of one text: a document stands before it, or its entries are
    chapters and headings of that text."""
    if any(stands_in_document(line.text) for line in lines[:start]):
        return True
    entries = (
        read_markers(_strip_page(line.text)[0]) for line in lines[start + 1 : start + 1 + _FIRST_ENTRIES]
    )
    counted = [markers[0] for markers in entries if markers]
    chaptered = any(marker.kind in ("part", "chapter", "article") for marker in counted)
    return chaptered or (len(counted) == _FIRST_ENTRIES and _first_body(lines, 0) < start)


def stands_in_document(text: str) -> bool:
    """Whether a line can stand neither in a masthead nor in its notes: a number, an order, addressees.

    Example: ``stands_in_document("明政发〔2024〕3号")`` is true.
    Returns a truth value. Raises nothing.
    """
    if phrases.number_on_line(text) or phrases.order_on_line(text):
        return True
    return len(text) > _SHORTEST_ADDRESSEES and phrases.is_addressed(text)


def opens_body(text: str) -> bool:
    """Whether a line can only stand in a document: a sentence, or addressees.

    Example: ``opens_body("各县（市、区）人民政府：")`` is true.
    Returns a truth value. Raises nothing.
    """
    if len(text) >= _SHORTEST_SENTENCE and "。" in text and "。。" not in text and not _PAGE.search(text):
        return True
    return len(text) > _SHORTEST_ADDRESSEES and phrases.is_addressed(text)


def is_contents_head(text: str) -> bool:
    """Whether a line is the head of a table of contents.

    Example: ``is_contents_head("目 录")`` is true.
    Returns a truth value. Raises nothing.
    """
    return len(text) < 30 and _HEADS.fullmatch(squeeze(text)) is not None


def _first_body(lines: Sequence[Line], start: int) -> int:
    """The index of the first line that can only stand in a document."""
    return next((i for i in range(start, len(lines)) if opens_body(lines[i].text)), len(lines))


def _read_entries(reader: "_Reader", lines: Sequence[Line], start: int, body: int) -> int:
    """Take the lines of the table until a title of it comes a second time. Returns where it ends."""
    pages = [i for i in range(start, body) if reader.page_of(_row(lines[i])) is not None]
    end = pages[-1] + 1 if pages else body
    paged = start
    for index in range(start, end):
        if reader.entries and _comes_again(reader, lines, index, body):
            return paged if reader.pages_last else _without_columns(lines, start, index)
        if reader.take(lines[index]):
            paged = index + 1
    while reader.pages_first and end < body and not _ends_title(reader.pending):
        reader.take(lines[end])
        end += 1
    reader.flush()
    if pages:
        return end
    order = next((i for i in range(start + 1, body) if phrases.order_on_line(lines[i].text)), body)
    return order if order < body else _title_start(lines, start, body)


def _comes_again(reader: "_Reader", lines: Sequence[Line], index: int, body: int) -> bool:
    """Whether the lines from ``index`` on, none with a page, print a title that the table has named."""
    joined = ""
    for line in lines[index : min(body, index + _TITLE_LINES)]:
        if reader.page_of(line.text) is not None:
            return False
        joined += squeeze(line.text)
        if joined in reader.titles:
            return plain_column(joined) is None or reader.pages_last
    return False


def _without_columns(lines: Sequence[Line], start: int, end: int) -> int:
    """The name of a column right above the first document is printed for the document."""
    while end > start and (is_column(lines[end - 1].text) or plain_column(lines[end - 1].text)):
        end -= 1
    return end


def _title_start(lines: Sequence[Line], start: int, body: int) -> int:
    index = body
    while index > start and not organs.starts_with_organ(lines[index - 1].text):
        index -= 1
    return max(start, index - 1)


class _Reader:
    """The lines of a table, one after the other; pages stand behind the titles, before them, or nowhere."""

    def __init__(self, lines: Sequence[Line]) -> None:
        last = sum(_PAGE.search(_row(line)) is not None for line in lines)
        first = sum(_PAGE_FIRST.match(line.text) is not None for line in lines)
        self.pages_first = first >= _LEAST_PAGES and first > last
        self.pages_last = last > 0 and not self.pages_first
        self.entries: list[TocEntry] = []
        self.titles: set[str] = set()
        self.column: str | None = None
        self.pending = ""
        self.page: int | None = None

    def page_of(self, text: str) -> int | None:
        """The page that a line gives, in the manner of this table."""
        if not self.pages_first:
            return _strip_page(text)[1]
        match = _PAGE_FIRST.match(text)
        return int(match["page"]) if match else None

    def take(self, line: Line) -> bool:
        """Take one line; whether it gave a page."""
        named = column_name(line.text)
        if named is None and self._is_between():
            named = plain_column(line.text)
        if named:
            self.flush()
            self.column, self.pending = named, ""
            return False
        return self._take_row(_row(line))

    def flush(self) -> None:
        """Close the entry of a table without pages or with pages first."""
        if self.pending and not self.pages_last and (self.pages_first or _ends_title(self.pending)):
            self._close(self.page)

    def _is_between(self) -> bool:
        return not self.pending or (not self.pages_last and _ends_title(self.pending))

    def _take_row(self, row: str) -> bool:
        if self.pages_first:
            match = _PAGE_FIRST.match(row)
            if match:
                self.flush()
                self.pending, self.page = "", int(match["page"])
            self.pending += row[match.end() :] if match else row
            return match is not None
        bare, page = _strip_page(row)
        starts = organs.title_organs(squeeze(row)) is not None
        if not self.pages_last and starts and _ends_title(self.pending):
            self._close(None)
        self.pending += bare
        if page is not None or (not self.pages_last and _is_complete(row, self.pending)):
            self._close(page)
        return page is not None

    def _close(self, page: int | None) -> None:
        entry = _entry(self.pending, self.column, page)
        self.pending, self.page = "", None
        if entry:
            self.entries.append(entry)
            self.titles.add(squeeze(entry.title))


def _ends_title(text: str) -> bool:
    bare = normal_title(text)
    known = organs.document_type(bare) or organs.genre_of(bare) or phrases.chronicle_title(bare)
    return len(bare) >= _SHORTEST_TITLE and known is not None


def _row(line: Line) -> str:
    return " ".join(line.cells) if line.cells else line.text


def _is_complete(row: str, pending: str) -> bool:
    """Without page numbers an entry ends with its document number, a chronicle with its month."""
    if phrases.chronicle_title(row):
        return True
    found = find_document_numbers(row)
    return bool(found) and found[-1].end >= len(row.rstrip()) - 1 and len(pending) > 16


def _strip_page(text: str) -> tuple[str, int | None]:
    match = _PAGE.search(text)
    if not match:
        return text.rstrip(" .…·\t"), None
    page = match["page"] or match["bracketed"]
    return text[: match.start()].rstrip(" .…·\t"), int(page)


def _entry(text: str, column: str | None, page: int | None) -> TocEntry | None:
    text = _ENTRY_MARK.sub("", text.rstrip(" .…·\t").strip())
    number: str | None = None
    order = _ORDER.search(text)
    found = find_document_numbers(text)
    if order:
        head, organ = _split_order(order["organ"] or "")
        number = f"{organ}令第{int(order['n'])}号"
        text = _BRACKETED.sub("", text[: order.start()]) + head
    elif found and found[-1].end >= len(text) - 2:
        number = found[-1].number.text
        text = _BRACKETED.sub("", text[: found[-1].start])
    title = normal_title(text)
    return TocEntry(column, title, number, page) if len(title) >= 4 else None


def _split_order(words: str) -> tuple[str, str]:
    """Title and organ of an order may be printed as one: …管理办法晋城市人民政府."""
    match = _GENRE_END.match(words)
    return (match.group(), words[match.end() :]) if match else ("", words)


def contents_inside(lines: Sequence[Line]) -> tuple[int, int]:
    """Where a text prints its own table of contents near its head, first and end by index.

    Example: 目录 | 一、总则 | 二、职责 | 一、总则 | … gives ``(0, 3)``.
    Returns ``(0, 0)`` where the first entry does not come a second time. Raises nothing.
    """
    head = lines[:_INSIDE_HEAD]
    start = next((i for i, line in enumerate(head) if is_contents_head(line.text)), None)
    if start is None or start + 1 >= len(lines):
        return 0, 0
    first = squeeze(_strip_page(lines[start + 1].text)[0])
    for index in range(start + 2, min(len(lines), start + _INSIDE_LINES)):
        if first and squeeze(lines[index].text) == first:
            return start, index
    return 0, 0
