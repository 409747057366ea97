"""The desk on which readers of laid-out formats lay down lines, tables and dropped lines.

In the room: counting of lines, tables as grids with merged cells left blank, one line for
each table row, a table going on over a page end. Not in the room: any format, any layout.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from documents.gazette.readers.glyphs import Box
from documents.gazette.source import (
    MAX_CHARS,
    MAX_LINES,
    TOO_LONG,
    CellPlace,
    DroppedLine,
    Finding,
    SourceLine,
    SourceText,
    Span,
    Table,
    UnreadableSource,
)

PARAGRAPH_INDENT = "　　"
CELL_GLUE = "\t"
MAX_BOLD_SHARE = 0.6
REPEATED_HEADER = "续表重复的表头"


@dataclass(slots=True)
class LineDesk:
    """Collects what a reader finds, in reading order."""

    lines: list[SourceLine] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    dropped: list[DroppedLine] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    chars: int = 0

    def add_line(self, text: str, page: int | None = None, box: Box | None = None, bold: int = 0) -> int:
        """Lay down one line; line feeds inside become blanks. ``bold`` counts signs of its stripped text.

        Example: ``desk.add_line("第一条")`` is 1 on an empty desk.
        Returns: the line's number. Raises: UnreadableSource for more text than a gazette can hold.
        """
        self.chars += len(text)
        number = len(self.lines) + 1
        if self.chars > MAX_CHARS or number > MAX_LINES:
            raise UnreadableSource(TOO_LONG)
        self.lines.append(SourceLine(number, clean_text(text), page, box, bold))
        return number

    def open_paragraph(self) -> None:
        """Set the next line apart by a blank line, as plain text parts paragraphs.

        Example: called between the paragraphs of a Word file.
        Returns: nothing. Raises: as ``add_line``.
        """
        if self.lines and self.lines[-1].text:
            self.add_line("")

    def drop_line(self, text: str, reason: str, page: int | None = None, box: Box | None = None) -> None:
        """Lay down a line that is furniture, with the reason.

        Example: ``desk.drop_line("— 3 —", "页码")``.
        Returns: nothing. Raises: as ``add_line``.
        """
        number = self.add_line(text, page, box)
        self.dropped.append(DroppedLine(number, self.lines[-1].text, reason))

    def add_table(
        self,
        rows: Sequence[Sequence[str]],
        page: int | None = None,
        boxes: Sequence[Box] = (),
        cell_boxes: Sequence[Sequence[Box]] = (),
        spans: Sequence[Span] = (),
    ) -> None:
        """Lay down a table, its first row as header, one line for each row.

        Example: ``desk.add_table([["序号", "名称"], ["1", "甲"]])``.
        Returns: nothing. Raises: as ``add_line``.
        """
        cells = [tuple(clean_text(cell).strip() for cell in row) for row in rows]
        numbers = [
            self.add_line(CELL_GLUE.join(row), page, boxes[index] if boxes else None)
            for index, row in enumerate(cells)
        ]
        places = [
            _places(row, numbers[index], page, cell_boxes[index : index + 1])
            for index, row in enumerate(cells)
        ]
        self.tables.append(
            Table(cells[0], tuple(cells[1:]), numbers[0], numbers[-1], tuple(places), tuple(spans))
        )

    def continue_table(
        self,
        rows: Sequence[Sequence[str]],
        page: int,
        boxes: Sequence[Box],
        cell_boxes: Sequence[Sequence[Box]] = (),
        spans: Sequence[Span] = (),
    ) -> None:
        """Go on with the last table on a new page; a header printed again is dropped.

        Example: a list of projects over two pages becomes one table.
        Returns: nothing. Raises: as ``add_line``.
        """
        last = self.tables.pop()
        rest = [tuple(clean_text(cell).strip() for cell in row) for row in rows]
        added: list[tuple[str, ...]] = []
        places = list(last.places)
        repeated = _count_repeated(last, rest)
        for index, row in enumerate(rest):
            text = CELL_GLUE.join(row)
            if index < repeated:
                self.drop_line(text, REPEATED_HEADER, page, boxes[index])
                continue
            number = self.add_line(text, page, boxes[index])
            added.append(row)
            places.append(_places(row, number, page, cell_boxes[index : index + 1]))
        down = 1 + len(last.rows) - repeated
        moved = tuple(replace(span, row=span.row + down) for span in spans if span.row >= repeated)
        whole = last.rows + tuple(added)
        self.tables.append(
            Table(last.header, whole, last.line_start, len(self.lines), tuple(places), last.spans + moved)
        )

    def note(self, code: str, severity: str, message: str, line: int = 0) -> None:
        """Record something noticed or assumed.

        Example: ``desk.note("page-without-text", "warning", "第 3 页没有文字层。")``.
        Returns: nothing. Raises: nothing.
        """
        self.findings.append(Finding(code, severity, line, message))

    def finish(self, kind: str, *, pages: int | None = None, ocr: bool = False) -> SourceText:
        """Hand over what lies on the desk.

        Example: ``desk.finish("docx")``.
        Returns: the source. Raises: UnreadableSource where no line holds any text.
        """
        if not any(line.text.strip() for line in self.lines):
            raise UnreadableSource("文件里没有可以读取的文字。")
        return SourceText(
            format=kind,
            lines=tuple(self._told_bold()),
            tables=tuple(self.tables),
            findings=tuple(self.findings),
            ocr=ocr,
            pages=pages,
            dropped=tuple(self.dropped),
        )

    def _told_bold(self) -> list[SourceLine]:
        """Where most of the print is bold, bold tells nothing."""
        bold = sum(line.bold for line in self.lines)
        if bold <= MAX_BOLD_SHARE * self.chars:
            return self.lines
        return [replace(line, bold=0) for line in self.lines]


def _count_repeated(last: Table, rows: Sequence[tuple[str, ...]]) -> int:
    """How many rows at the head of a page print the table's header again, merged cells and all."""
    head = (last.header, *last.rows)[: head_size(last.spans)]
    return len(head) if tuple(rows[: len(head)]) == head else 0


def head_size(spans: Sequence[Span]) -> int:
    """How many rows a table's header takes: one, or as many as its merged cells reach down.

    Example: ``head_size([Span(0, 0, 2, 1), Span(0, 1, 1, 2)])`` is ``2``.
    Returns: the count. Raises: nothing.
    """
    return max((span.down for span in spans if span.row == 0), default=1)


def _places(
    row: Sequence[str], line: int, page: int | None, boxes: Sequence[Sequence[Box]]
) -> tuple[CellPlace, ...]:
    """A place for each cell of a row, with its box where the row's boxes are known."""
    known = boxes[0] if boxes else [None] * len(row)
    return tuple(CellPlace(line, page, box) for box in known)


def bold_head(text: str, marks: Sequence[bool]) -> int:
    """Count the signs at the head of a text that are bold, blanks among them taken along.

    Example: ``bold_head("一、甲 乙", [True, True, True, False, False])`` is ``3``.
    Returns: the count. Raises: nothing.
    """
    end = 0
    for place, (char, bold) in enumerate(zip(text, marks, strict=False), 1):
        if bold and not char.isspace():
            end = place
        elif not bold and not char.isspace():
            break
    return end


def clean_text(text: str) -> str:
    """Take line ends and control characters out of a line's text.

    Example: ``clean_text("甲\\r\\n乙\\x00")`` is ``"甲 乙"``.
    Returns: the text on one line. Raises: nothing.
    """
    if text.isprintable():
        return text
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return "".join(char for char in text if char == "\t" or not _is_control(char))


def _is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff"
