"""The table of contents: which documents exist, in which column, on which page.

In the room: the lines from 目录 to the first document. Not in the room: the documents.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.gazette import organs, phrases
from documents.gazette.lines import Line
from documents.gazette.parsed import TocEntry
from documents.text.document_numbers import find_document_numbers
from documents.text.normal import normal_title, squeeze, strip_blanks

_COLUMN = re.compile(r"^[【\[〖［]\s*(?P<name>[^】\]〗］]{2,30})\s*[】\]〗］]$")
# ·市政府规章· · ★人事任免 : the ornament alone does not make a column, its words must
_ORNAMENTED = re.compile(r"^[·•●◆★▲■◇☆§○]{1,3}\s*(?P<name>[\u4e00-\u9fff、\s]{2,24}?)\s*[·•●◆★▲■◇☆§○]{0,3}$")
# .....(3) · …… 12 · (城政发〔2024〕2号) (3)
_PAGE = re.compile(
    r"(?:[.…·。\s\u3000\t—\-]{2,}|\s)[（(]?\s*(?P<page>[0-9０-９]{1,4})\s*[）)]?\s*$|[（(](?P<bracketed>[0-9０-９]{1,4})[）)]\s*$"
)
_BRACKETED = re.compile(r"[（(]\s*$")
_ORDER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,30}?(?:人民政府|委员会))?\s*令\s*[（(]?\s*第\s*(?P<n>[0-9０-９]{1,4})\s*号\s*[）)]?$"
)
# 市政府文件 · 人事任免 : a column without brackets
_PLAIN_COLUMN = re.compile(
    r"[\u4e00-\u9fff、]{0,14}(?:文件|规章|政府令|任免|解读|公告|大事记|文件选登|决定|专栏|信息|统计|公报|其他|讲话|要闻|法规|纪事|政务)"
)
_HEADS = ("目录", "本期目录", "目次")
# 3. 南澜市人民政府… · ● 云州市… : entries may be numbered or marked
_ENTRY_MARK = re.compile(r"^(?:[0-9]{1,3}\s?[.．、]\s*(?=[\u4e00-\u9fff《])|[·•●◆★▲■◇☆○]\s*)")


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

    def column_of(self, title: str, number: str | None) -> TocEntry | None:
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
    start = next((i for i, line in enumerate(lines[:600]) if squeeze(line.text) in _HEADS), None)
    if start is None or _first_body(lines, 0) < start:
        return Contents()
    end = _end_of_contents(lines, start + 1)
    entries = _read_entries(lines[start + 1 : end])
    titles = frozenset(squeeze(entry.title) for entry in entries)
    return Contents(entries, titles, end)


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


def columns_between(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """The columns that are printed between documents, by line, as negative numbers: they hold
    for all documents below them.

    Example: ``【市政府文件】`` on line 12 gives ``(-12, "市政府文件")``.
    Returns pairs in order. Raises nothing.
    """
    return [(-line.number, name) for line in lines if (name := column_name(line.text))]


def _first_body(lines: Sequence[Line], start: int) -> int:
    """The index of the first line that can only stand in a document."""
    for index in range(start, len(lines)):
        text = lines[index].text
        if len(text) >= 20 and "。" in text and not _PAGE.search(text):
            return index
        if phrases.is_addressed(text) and len(text) > 8:
            return index
    return len(lines)


def _end_of_contents(lines: Sequence[Line], start: int) -> int:
    """Entries end after the last page number before the first title comes a second time."""
    body = _first_body(lines, start)
    first = _first_title(lines, start, body)
    again = body
    for index in range(start + 2, body):
        form = squeeze(lines[index].text)
        alike = first.startswith(form) or form.startswith(first)
        if len(form) >= 6 and len(first) >= 8 and alike and not _PAGE.search(lines[index].text):
            again = index
            break
    end = again
    while end > start and not _PAGE.search(lines[end - 1].text):
        end -= 1
    if end > start:
        return end
    order = next((i for i in range(start + 1, again) if phrases.order_on_line(lines[i].text)), again)
    return order if again < body or order < again else _title_start(lines, start, body)


def _first_title(lines: Sequence[Line], start: int, end: int) -> str:
    for line in lines[start:end]:
        if not is_column(line.text):
            entry = _entry(_strip_page(_rows(line)[0])[0], None, None)
            return squeeze(entry.title) if entry else ""
    return ""


def _title_start(lines: Sequence[Line], start: int, body: int) -> int:
    index = body
    while index > start and not organs.starts_with_organ(lines[index - 1].text):
        index -= 1
    return max(start, index - 1)


def _read_entries(lines: Sequence[Line]) -> tuple[TocEntry, ...]:
    entries: list[TocEntry] = []
    column: str | None = None
    pending = ""
    paged = any(_PAGE.search(line.text) for line in lines)
    for line in lines:
        named = column_name(line.text)
        if named:
            column, pending = named, ""
            continue
        if paged and not pending and _PLAIN_COLUMN.fullmatch(strip_blanks(line.text)):
            column = strip_blanks(line.text)
            continue
        for row in _rows(line):
            bare, page = _strip_page(row)
            pending += bare
            if page is None and (paged or not _is_complete(row, pending)):
                continue
            entry = _entry(pending, column, page)
            pending = ""
            if entry:
                entries.append(entry)
    return tuple(entries)


def _rows(line: Line) -> tuple[str, ...]:
    return (" ".join(line.cells),) if line.cells else (line.text,)


def _is_complete(row: str, pending: str) -> bool:
    """Without page numbers an entry ends with its document number."""
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


_GENRE_END = re.compile(r".*(?:办法|规定|条例|细则|决定|规则|制度)(?:[（(][^（()）]{1,8}[）)])?")


def _split_order(words: str) -> tuple[str, str]:
    """Title and organ of an order may be printed as one: …管理办法晋城市人民政府."""
    match = _GENRE_END.match(words)
    return (match.group(), words[match.end() :]) if match else ("", words)


_INSIDE_HEAD = 12
_INSIDE_LINES = 400


def contents_inside(lines: Sequence[Line]) -> int:
    """How many lines at the head of a text are its own table of contents, and what stands before it.

    Example: 目录 | 一、总则 | 二、职责 | 一、总则 | … gives 3.
    Returns 0 where the first entry does not come a second time. Raises nothing.
    """
    head = lines[:_INSIDE_HEAD]
    start = next((i for i, line in enumerate(head) if squeeze(line.text) in _HEADS), None)
    if start is None or start + 1 >= len(lines):
        return 0
    first = squeeze(_strip_page(lines[start + 1].text)[0])
    for index in range(start + 2, min(len(lines), start + _INSIDE_LINES)):
        if first and squeeze(lines[index].text) == first:
            return index
    return 0
