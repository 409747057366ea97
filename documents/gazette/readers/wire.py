"""What passes from the reading process to the asking one: a source as JSON, an exit status.

In the room: both directions. Not in the room: processes, formats.
"""

import json
from typing import Any

from documents.gazette.source import CellPlace, DroppedLine, Finding, SourceLine, SourceText, Span, Table

READ, REFUSED, OUT_OF_MEMORY = 0, 3, 4


def encode_source(source: SourceText) -> bytes:
    """Write a source as JSON.

    Example: ``decode_source(encode_source(source)) == source``.
    Returns: UTF-8 bytes. Raises: nothing.
    """
    record = {
        "format": source.format,
        "lines": [(line.text, line.page, line.box, line.bold) for line in source.lines],
        "tables": [
            (t.header, t.rows, t.line_start, t.line_end, _places(t), _spans(t)) for t in source.tables
        ],
        "findings": [(f.code, f.severity, f.line, f.message) for f in source.findings],
        "ocr": source.ocr,
        "pages": source.pages,
        "dropped": [(d.line, d.text, d.reason) for d in source.dropped],
    }
    return json.dumps(record, ensure_ascii=False).encode("utf-8", errors="replace")


def decode_source(data: bytes) -> SourceText:
    """Read a source back from JSON.

    Example: ``decode_source(encode_source(source)).format`` is the source's format.
    Returns: the source. Raises: ValueError, KeyError or TypeError for anything else.
    """
    record: dict[str, Any] = json.loads(data)
    return SourceText(
        format=record["format"],
        lines=tuple(
            SourceLine(number, text, page, _box(box), bold)
            for number, (text, page, box, bold) in enumerate(record["lines"], 1)
        ),
        tables=tuple(
            Table(
                tuple(header), tuple(map(tuple, rows)), start, end, _read_places(places), _read_spans(spans)
            )
            for header, rows, start, end, places, spans in record["tables"]
        ),
        findings=tuple(Finding(*finding) for finding in record["findings"]),
        ocr=record["ocr"],
        pages=record["pages"],
        dropped=tuple(DroppedLine(*dropped) for dropped in record["dropped"]),
    )


def _places(table: Table) -> list[list[tuple[Any, ...]]]:
    return [[(place.line, place.page, place.box) for place in row] for row in table.places]


def _spans(table: Table) -> list[tuple[int, int, int, int]]:
    return [(span.row, span.column, span.down, span.across) for span in table.spans]


def _read_spans(rows: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(row, column, down, across) for row, column, down, across in rows)


def _read_places(rows: list[list[Any]]) -> tuple[tuple[CellPlace, ...], ...]:
    return tuple(tuple(CellPlace(line, page, _box(box)) for line, page, box in row) for row in rows)


def _box(box: list[float] | None) -> tuple[float, float, float, float] | None:
    return None if box is None else (box[0], box[1], box[2], box[3])
