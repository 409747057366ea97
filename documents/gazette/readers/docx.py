"""Word files: the body's paragraphs and tables as they are printed.

In the room: the walk through the body, automatic numbers, merged cells, notes. Not in the
room: the archive's dangers (``archive``), number formats (``word_numbering``), macros,
pictures, heads and feet of pages.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from documents.gazette.readers.archive import check_archive, open_macro_free
from documents.gazette.readers.assembly import PARAGRAPH_INDENT, LineDesk, bold_head
from documents.gazette.readers.word_numbering import read_numbering
from documents.gazette.source import SourceText, UnreadableSource

BROKEN = "Word 文档已损坏或不完整，打不开。"
BOLD_FACE = re.compile(r"黑|小标宋|hei|bold", re.IGNORECASE)
MAX_DEPTH = 40
NOTES_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
SKIPPED = {qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:txbxContent", "w:instrText")}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
CONTAINERS = {
    qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:moveTo", "w:smartTag")
}
FIXED_SIGNS = {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:br"): "\n", qn("w:cr"): "\n"}


def read_docx(data: bytes) -> SourceText:
    """Read a Word file; macros are never run, outside references never followed.

    Example: ``read_docx(Path("2023-2.docx").read_bytes()).format`` is ``"docx"``.
    Returns: one line for each paragraph, tables as cells. Raises: UnreadableSource.
    """
    check_archive(data)
    desk = LineDesk()
    try:
        document = docx.Document(io.BytesIO(open_macro_free(data, desk)))
        body = document.element.body
        _Walk(document, desk).read_block(body, 0)
    except (UnreadableSource, MemoryError):
        raise
    except Exception as error:
        raise UnreadableSource(BROKEN) from error
    return desk.finish("docx")


class _Walk:
    """One pass through a document's body."""

    def __init__(self, document: Any, desk: LineDesk) -> None:
        self.desk = desk
        self.numbering = read_numbering(_numbering_element(document))
        self.styles = {
            style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))
        }
        self.notes = dict(_notes(document))

    def read_block(self, parent: Any, depth: int) -> None:
        """Read paragraphs and tables under a body, a cell or a container, in order."""
        if depth > MAX_DEPTH:
            raise UnreadableSource("Word 文档的表格或控件嵌套过深，已停止读取。")
        for node in parent:
            if node.tag == qn("w:p"):
                self._read_paragraph(node, depth)
            elif node.tag == qn("w:tbl"):
                self._read_table(node, depth)
            elif node.tag in CONTAINERS:
                self.read_block(node, depth + 1)

    def _read_paragraph(self, node: Any, depth: int) -> None:
        indent = PARAGRAPH_INDENT if self._is_indented(node) else ""
        for index, (part, marks) in enumerate(self._printed_lines(node)):
            text = part.strip(" \t\xa0")
            if not text.strip("　"):
                continue
            if index == 0 or text.startswith(PARAGRAPH_INDENT):
                self.desk.open_paragraph()
            plain = index > 0 or text.startswith(PARAGRAPH_INDENT)
            bare = text.lstrip("　")
            bold = bold_head(bare, marks[part.index(bare) :])
            self.desk.add_line(text if plain else indent + text, bold=bold)
        for box in node.iter(qn("w:txbxContent")):
            if not any(parent.tag == FALLBACK for parent in box.iterancestors()):
                self.read_block(box, depth + 1)
        for number in node.iter(qn("w:footnoteReference"), qn("w:endnoteReference")):
            for line in self.notes.get((number.tag, number.get(qn("w:id"))), ()):
                self.desk.open_paragraph()
                self.desk.add_line(PARAGRAPH_INDENT + "注：" + line)

    def _printed_lines(self, node: Any) -> Iterator[tuple[str, list[bool]]]:
        """The lines of a paragraph, its automatic number first, with a mark for each bold sign."""
        label = self._label(node)
        own = self._is_bold_style(node)
        words = [(word, own if bold is None else bold) for word, bold in _marked_words(node)]
        text = label + "".join(word for word, _ in words)
        marks = [bool(words and words[0][1])] * len(label) + [bold for word, bold in words for _ in word]
        start = 0
        for part in text.split("\n"):
            yield part, marks[start : start + len(part)]
            start += len(part) + 1

    def _is_bold_style(self, node: Any) -> bool:
        """Whether the paragraph's style is bold."""
        name = _value(node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        for _ in range(MAX_DEPTH):
            style = self.styles.get(name) if name else None
            if style is None:
                return False
            bold = _run_bold(style)
            if bold is not None:
                return bold
            name = _value(style.find(qn("w:basedOn")))
        return False

    def _read_table(self, node: Any, depth: int) -> None:
        rows = [self._read_row(row) for row in node.iter(qn("w:tr")) if _table_of(row) is node]
        width = max((len(row) for row in rows), default=0)
        rows = [row + [""] * (width - len(row)) for row in rows]
        if len(rows) >= 2 and width >= 2:
            self.desk.open_paragraph()
            self.desk.add_table(rows)
            return
        for cell in node.iter(qn("w:tc")):
            if _table_of(cell) is node:
                self.read_block(cell, depth + 1)

    def _read_row(self, row: Any) -> list[str]:
        """Cells of a row; cells merged away stand as blanks."""
        cells: list[str] = [""] * _grid_gap(row, "w:gridBefore")
        for cell in row.iter(qn("w:tc")):
            if _row_of(cell) is not row:
                continue
            properties = cell.find(qn("w:tcPr"))
            span, merged = _merging(properties)
            cells.append("" if merged else self._cell_text(cell))
            cells += [""] * (span - 1)
        return cells

    def _cell_text(self, cell: Any) -> str:
        lines = [self._label(p) + "".join(_words(p)) for p in cell.iter(qn("w:p"))]
        return join_cell_lines([part for line in lines for part in line.split("\n")])

    def _label(self, node: Any) -> str:
        number_id, depth = None, None
        for properties in self._property_chain(node):
            numbers = properties.find(qn("w:numPr"))
            if numbers is None:
                continue
            number_id = number_id if number_id is not None else _value(numbers.find(qn("w:numId")))
            depth = depth if depth is not None else _value(numbers.find(qn("w:ilvl")))
        if number_id in (None, "0"):
            return ""
        return self.numbering.next_label(str(number_id), min(int(depth or "0"), 8))

    def _is_indented(self, node: Any) -> bool:
        """A first line set in by its format, or a paragraph set to the right (signature, date)."""
        aligned: str | None = None
        indented: bool | None = None
        for properties in self._property_chain(node):
            aligned = aligned or _value(properties.find(qn("w:jc")))
            indent = properties.find(qn("w:ind"))
            if indent is not None and indented is None:
                values = [indent.get(qn(f"w:{name}")) for name in ("firstLine", "firstLineChars")]
                given = [value for value in values if value is not None]
                indented = any(value not in ("0", "") for value in given) if given else None
        return aligned in ("right", "end") or (aligned != "center" and bool(indented))

    def _property_chain(self, node: Any) -> Iterator[Any]:
        """The paragraph's own properties, then those of its style and the styles under it."""
        own = node.find(qn("w:pPr"))
        if own is not None:
            yield own
        name = _value(own.find(qn("w:pStyle"))) if own is not None else None
        for _ in range(MAX_DEPTH):
            style = self.styles.get(name) if name else None
            if style is None:
                return
            properties = style.find(qn("w:pPr"))
            if properties is not None:
                yield properties
            name = _value(style.find(qn("w:basedOn")))


def join_cell_lines(lines: list[str]) -> str:
    """Lines of a table cell as one text; a blank only between Latin words.

    Example: ``join_cell_lines(["市住建局", "市交通局"])`` is ``"市住建局市交通局"``.
    Returns: the text. Raises: nothing.
    """
    text = ""
    for line in (line.strip() for line in lines):
        latin = text[-1:].isascii() and text[-1:].isalpha() and line[:1].isascii() and line[:1].isalpha()
        text += (" " if latin else "") + line
    return text


def _words(node: Any) -> Iterator[str]:
    return (word for word, _ in _marked_words(node))


def _run_bold(node: Any) -> bool | None:
    """Whether a run or a style is set bold or in a bold face; None where it does not say."""
    properties = node.find(qn("w:rPr"))
    if properties is None:
        return None
    mark, fonts = properties.find(qn("w:b")), properties.find(qn("w:rFonts"))
    if fonts is not None and BOLD_FACE.search(fonts.get(qn("w:eastAsia")) or ""):
        return True
    return None if mark is None else mark.get(qn("w:val")) not in ("0", "false")


def _marked_words(node: Any, bold: bool | None = None) -> Iterator[tuple[str, bool | None]]:
    """The printed words of a paragraph, with bold where a run says so: no deletions, no hidden runs,
    no text boxes."""
    for child in node:
        tag = child.tag
        if tag in SKIPPED or tag == FALLBACK or not isinstance(tag, str):
            continue
        if tag == qn("w:t"):
            yield child.text or "", bold
        elif tag in FIXED_SIGNS:
            if not (tag == qn("w:br") and child.get(qn("w:type")) in ("page", "column")):
                yield FIXED_SIGNS[tag], bold
        elif tag == qn("w:sym"):
            yield _symbol(child), bold
        elif not (tag == qn("w:r") and _is_hidden(child)):
            yield from _marked_words(child, _run_bold(child) if tag == qn("w:r") else bold)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def _symbol(node: Any) -> str:
    code = int(node.get(qn("w:char"), "FFFD"), 16)
    return chr(code) if not 0xE000 <= code <= 0xF8FF else "\ufffd"


def _numbering_element(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _notes(document: Any) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for kind in ("footnote", "endnote"):
        for relation in document.part.rels.values():
            if relation.reltype != NOTES_TYPE.format(kind + "s") or relation.is_external:
                continue
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            for note in etree.fromstring(relation.target_part.blob, parser).iter(qn(f"w:{kind}")):
                if note.get(qn("w:type")) is None:
                    lines = ["".join(_words(p)).strip() for p in note.iter(qn("w:p"))]
                    yield (qn(f"w:{kind}Reference"), note.get(qn("w:id"))), [line for line in lines if line]


def _table_of(node: Any) -> Any:
    return next(node.iterancestors(qn("w:tbl")))


def _row_of(node: Any) -> Any:
    return next(node.iterancestors(qn("w:tr")))


def _value(node: Any) -> str | None:
    value = None if node is None else node.get(qn("w:val"))
    return None if value is None else str(value)


def _merging(properties: Any) -> tuple[int, bool]:
    """How many columns a cell spans, and whether it is merged into the one above."""
    if properties is None:
        return 1, False
    span = _value(properties.find(qn("w:gridSpan"))) or "1"
    merge = properties.find(qn("w:vMerge"))
    merged = merge is not None and merge.get(qn("w:val")) in (None, "continue")
    return (min(int(span), 64) if span.isdecimal() else 1), merged


def _grid_gap(row: Any, name: str) -> int:
    value = _value(row.find(f"{qn('w:trPr')}/{qn(name)}")) or "0"
    return min(int(value), 64) if value.isdecimal() else 0
