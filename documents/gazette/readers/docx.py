"""Word files: the body's paragraphs and tables as they are printed.

In the room: the walk through the body, paragraph formats, notes, text boxes, heads and feet
set apart. Not in the room: the archive's dangers (``archive``), the words of runs
(``word_runs``), grids (``word_tables``), number formats (``word_numbering``), macros, pictures.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from documents.gazette.readers.archive import check_archive, open_words
from documents.gazette.readers.assembly import PARAGRAPH_INDENT, LineDesk, bold_head
from documents.gazette.readers.word_numbering import read_numbering
from documents.gazette.readers.word_runs import (
    CHANGES,
    has_deleted_mark,
    marked_words,
    own_nodes,
    run_bold,
    value_of,
    words_of,
)
from documents.gazette.readers.word_tables import Grid, read_grid
from documents.gazette.source import SourceText, UnreadableSource

BROKEN = "Word 文档已损坏或不完整，打不开。"
MAX_DEPTH = 40
NOTES_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
CONTAINERS = {
    qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:moveTo", "w:smartTag")
}
MARGINS = (("header", "页眉"), ("footer", "页脚"))


def read_docx(data: bytes) -> SourceText:
    """Read a Word file; macros are never run, outside references never followed.

    Example: ``read_docx(Path("2023-2.docx").read_bytes()).format`` is ``"docx"``.
    Returns: one line for each paragraph, tables as cells. Raises: UnreadableSource.
    """
    check_archive(data)
    desk = LineDesk()
    try:
        document = docx.Document(io.BytesIO(open_words(data, desk)))
        body = document.element.body
        _Walk(document, desk).read_block(body, 0)
        _note_what_is_unread(body, desk)
        _drop_margins(document, desk)
    except (UnreadableSource, MemoryError, RecursionError):
        raise
    except Exception as error:
        raise UnreadableSource(BROKEN) from error
    return desk.finish("docx")


def _note_what_is_unread(body: Any, desk: LineDesk) -> None:
    if next(body.iter(*CHANGES), None) is not None:
        desk.note("tracked-changes", "warning", "Word 文档带有修订痕迹，按接受全部修订后的文字读取，请核对。")
    if next(body.iter(qn("w:altChunk")), None) is not None:
        desk.note("embedded-part", "warning", "Word 文档里嵌有另一份文件，没有读取，请核对。")


def _drop_margins(document: Any, desk: LineDesk) -> None:
    """Heads and feet stand on each page; each text of them is told once."""
    for kind, reason in MARGINS:
        paragraphs = (p for part in _parts(document, kind) for p in own_nodes(_root_of(part), qn("w:p")))
        for text in dict.fromkeys(words_of(paragraph).strip() for paragraph in paragraphs):
            if text:
                desk.drop_line(text, reason)


def _parts(document: Any, kind: str) -> Iterator[Any]:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype == NOTES_TYPE.format(kind):
            yield relation.target_part


def _root_of(part: Any) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(part.blob, parser)


class _Walk:
    """One pass through a document's body."""

    def __init__(self, document: Any, desk: LineDesk) -> None:
        self.desk = desk
        numbers = next(_parts(document, "numbering"), None)
        self.numbering = read_numbering(None if numbers is None else numbers.element)
        self.styles = {
            style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))
        }
        self.standard = next(
            (name for name, style in self.styles.items()
             if style.get(qn("w:default")) in ("1", "true") and style.get(qn("w:type")) == "paragraph"),
            None,
        )  # fmt: skip
        self.notes = dict(_notes(document))

    def read_block(self, parent: Any, depth: int) -> None:
        """Read paragraphs and tables under a body, a cell or a container, in order."""
        if depth > MAX_DEPTH:
            raise UnreadableSource("Word 文档的表格或控件嵌套过深，已停止读取。")
        begun: list[Any] = []
        for node in parent:
            if node.tag == qn("w:p") and has_deleted_mark(node):
                begun.append(node)
            elif node.tag == qn("w:p"):
                self._read_paragraph([*begun, node], depth)
                begun = []
            elif node.tag == qn("w:tbl"):
                self._read_table(node, depth)
            elif node.tag in CONTAINERS:
                self.read_block(node, depth + 1)
        if begun:
            self._read_paragraph(begun, depth)

    def _read_paragraph(self, nodes: Sequence[Any], depth: int) -> None:
        """Read a paragraph; before the last node stand those whose ends a tracked change deleted."""
        indent = PARAGRAPH_INDENT if self._is_indented(nodes[-1]) else ""
        for index, (part, marks) in enumerate(self._printed_lines(nodes)):
            text = part.strip(" \t\xa0")
            if not text.strip("　"):
                continue
            if index == 0 or text.startswith(PARAGRAPH_INDENT):
                self.desk.open_paragraph()
            plain = index > 0 or text.startswith(PARAGRAPH_INDENT)
            bare = text.lstrip("　")
            bold = bold_head(bare, marks[part.index(bare) :])
            self.desk.add_line(text if plain else indent + text, bold=bold)
        self._read_attached(nodes, depth)

    def _read_attached(self, nodes: Sequence[Any], depth: int) -> None:
        """Text boxes that hang on paragraphs, and their notes."""
        for node in nodes:
            for box in own_nodes(node, qn("w:txbxContent")):
                self.read_block(box, depth + 1)
            for number in own_nodes(node, qn("w:footnoteReference"), qn("w:endnoteReference")):
                for line in self.notes.get((number.tag, number.get(qn("w:id"))), ()):
                    self.desk.open_paragraph()
                    self.desk.add_line(PARAGRAPH_INDENT + "注：" + line)

    def _printed_lines(self, nodes: Sequence[Any]) -> Iterator[tuple[str, list[bool]]]:
        """The lines of a paragraph, its automatic number first, with a mark for each bold sign."""
        own = self._is_bold_style(nodes[-1])
        words = [(word, own if bold is None else bold) for node in nodes for word, bold in marked_words(node)]
        said = "".join(word for word, _ in words)
        if len(nodes) > 1 and not said:
            return
        label = self._label(nodes[-1])
        text = label + (said.lstrip() if label else said)
        blanks = len(label) + len(said) - len(text)
        marks = [bold for word, bold in words for _ in word][blanks:]
        marks = [bool(words and words[0][1])] * len(label) + marks
        start = 0
        for part in text.split("\n"):
            yield part, marks[start : start + len(part)]
            start += len(part) + 1

    def _is_bold_style(self, node: Any) -> bool:
        """Whether the paragraph's style is bold."""
        bold = (run_bold(style) for _, style in self._style_chain(node))
        return next((told for told in bold if told is not None), False)

    def _read_table(self, node: Any, depth: int) -> None:
        grid = read_grid(node)
        texts = [self._cell_text(cell.node) for cell in grid.cells]
        nested = any(next(own_nodes(cell.node, qn("w:tbl")), None) is not None for cell in grid.cells)
        if grid.height < 2 or grid.width < 2 or (nested and _is_layout(grid, texts)):
            for cell in grid.cells:
                self.read_block(cell.node, depth + 1)
            return
        rows, spans = grid.lay_out(texts)
        self.desk.open_paragraph()
        self.desk.add_table(rows, spans=spans)
        for cell in grid.cells:
            for inner in own_nodes(cell.node, qn("w:tbl")):
                if next(inner.iterancestors(qn("w:tbl"))) is node:
                    self._read_table(inner, depth + 1)
            self._read_attached(_own_paragraphs(cell.node), depth)

    def _cell_text(self, cell: Any) -> str:
        lines = [self._label(p) + words_of(p) for p in _own_paragraphs(cell)]
        return join_cell_lines([part for line in lines for part in line.split("\n")])

    def _label(self, node: Any) -> str:
        """The automatic number of a paragraph, of its own or by its style."""
        number_id, depth, by_style = None, None, False
        for name, properties in self._property_chain(node):
            numbers = properties.find(qn("w:numPr"))
            if numbers is None:
                continue
            if number_id is None:
                number_id = value_of(numbers.find(qn("w:numId")))
                by_style = number_id is not None and name is not None
            depth = depth if depth is not None else value_of(numbers.find(qn("w:ilvl")))
        if number_id in (None, "0"):
            return ""
        level = int(depth) if depth is not None and depth.isdecimal() and len(depth) < 3 else 0
        if by_style:
            names = [name for name, _ in self._style_chain(node)]
            level = self.numbering.level_of_style(str(number_id), names, level)
        return self.numbering.next_label(str(number_id), min(level, 8))

    def _is_indented(self, node: Any) -> bool:
        """A first line set in by its format, or a paragraph set to the right (signature, date)."""
        aligned: str | None = None
        indented: bool | None = None
        for _, properties in self._property_chain(node):
            aligned = aligned or value_of(properties.find(qn("w:jc")))
            indent = properties.find(qn("w:ind"))
            if indent is not None and indented is None:
                values = [indent.get(qn(f"w:{name}")) for name in ("firstLine", "firstLineChars")]
                given = [value for value in values if value is not None]
                indented = any(value not in ("0", "") for value in given) if given else None
        return aligned in ("right", "end") or (aligned != "center" and bool(indented))

    def _style_chain(self, node: Any) -> Iterator[tuple[str, Any]]:
        """The paragraph's style and the styles that it builds on."""
        name = value_of(node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) or self.standard
        for _ in range(MAX_DEPTH):
            style = self.styles.get(name) if name else None
            if style is None or name is None:
                return
            yield name, style
            name = value_of(style.find(qn("w:basedOn")))

    def _property_chain(self, node: Any) -> Iterator[tuple[str | None, Any]]:
        """The paragraph's own properties, then those of its styles by their names."""
        own = node.find(qn("w:pPr"))
        if own is not None:
            yield None, own
        for name, style in self._style_chain(node):
            properties = style.find(qn("w:pPr"))
            if properties is not None:
                yield name, properties


def _is_layout(grid: Grid, texts: Sequence[str]) -> bool:
    """A table that only holds others: no cell without one has words."""
    return not any(
        text for cell, text in zip(grid.cells, texts, strict=True)
        if next(own_nodes(cell.node, qn("w:tbl")), None) is None
    )  # fmt: skip


def _own_paragraphs(cell: Any) -> list[Any]:
    """The paragraphs of a cell, those of tables inside it left out."""
    return [p for p in own_nodes(cell, qn("w:p")) if next(p.iterancestors(qn("w:tc"))) is cell]


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


def _notes(document: Any) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for kind in ("footnote", "endnote"):
        notes = (n for part in _parts(document, kind + "s") for n in _root_of(part).iter(qn(f"w:{kind}")))
        for note in notes:
            if note.get(qn("w:type")) is None:
                lines = [words_of(p).strip() for p in note.iter(qn("w:p"))]
                yield (qn(f"w:{kind}Reference"), note.get(qn("w:id"))), [line for line in lines if line]
