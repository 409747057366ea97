"""Plain text and Markdown: decoded text to numbered lines, Markdown tables to cells.

In the room: the split at line feeds, pipe tables. Not in the room: decoding, what a line
or a heading mark means.
"""

import re

from documents.gazette.readers.sniff import MARKDOWN_TABLE_RULE, sniff_text
from documents.gazette.source import CellPlace, Finding, SourceLine, SourceText, Table

# a cell's bar that is not escaped
CELL_BAR = re.compile(r"(?<!\\)\|")


def source_from_text(text: str, findings: tuple[Finding, ...] = ()) -> SourceText:
    """Make a source of text that is decoded already.

    Example: ``source_from_text("甲\\n乙").lines[1].number`` is ``2``.
    Returns: the source, ``plain`` or ``markdown``. Raises: nothing.
    """
    lines = split_lines(text)
    kind = "markdown" if sniff_text(text) == "markdown" else "plain"
    tables = _pipe_tables(lines) if kind == "markdown" else ()
    return SourceText(format=kind, lines=lines, tables=tables, findings=findings)


def split_lines(text: str) -> tuple[SourceLine, ...]:
    """Split at line feeds only; lines count from 1.

    Example: ``split_lines("甲\\r\\n乙\\n")`` is the two lines 甲 and 乙.
    Returns: the lines without line ends. Raises: nothing.
    """
    parts = text.split("\n")
    if parts[-1] == "":
        parts.pop()
    return tuple(SourceLine(number, part.removesuffix("\r")) for number, part in enumerate(parts, 1))


def _pipe_tables(lines: tuple[SourceLine, ...]) -> tuple[Table, ...]:
    """A rule line ``|---|---|`` under a line with bars opens a table; it runs while bars go on."""
    tables: list[Table] = []
    index = 1
    while index < len(lines):
        if not (MARKDOWN_TABLE_RULE.fullmatch(lines[index].text.strip()) and "|" in lines[index - 1].text):
            index += 1
            continue
        end = index + 1
        while end < len(lines) and "|" in lines[end].text:
            end += 1
        rows = tuple(_pipe_cells(line.text) for line in lines[index + 1 : end])
        header = _pipe_cells(lines[index - 1].text)
        places = tuple(
            tuple(CellPlace(line.number) for _ in cells)
            for line, cells in zip((lines[index - 1], *lines[index + 1 : end]), (header, *rows), strict=True)
        )
        tables.append(Table(header, rows, lines[index - 1].number, lines[end - 1].number, places))
        index = end
    return tuple(tables)


def _pipe_cells(text: str) -> tuple[str, ...]:
    inner = text.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in CELL_BAR.split(inner))
