"""What a reader returns: the lines of one source file, whatever its format.

In the room: the frozen types between the readers and the pipeline. Not in the room:
decoding, layout analysis, any meaning of a line.
"""

from dataclasses import dataclass, field

# an issue of a thousand pages has a tenth of either
MAX_CHARS = 10_000_000
MAX_LINES = 200_000
TOO_LONG = "文件的文字过多（超过 1000 万字或 20 万行），不像一份公报，已停止读取。"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader or the pipeline noticed or had to assume.

    ``code`` is a stable kebab-case name (``article-gap``), ``severity`` one of ``info``,
    ``warning``, ``error``; ``message`` is Chinese that a clerk understands; ``line`` counts
    from 1, 0 where no line applies.
    """

    code: str
    severity: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source; ``number`` counts from 1. ``page`` (from 1) and ``box``
    (x0, top, x1, bottom in PDF points) are known for paged formats only. ``bold`` counts the
    signs at the head of the stripped text that are printed bold, where a reader can tell."""

    number: int
    text: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    bold: int = 0


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a table's cell stands: its source line, and in paged formats its page and box.

    A cell that a merged one covers has the place of the merged one."""

    line: int
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell: where it begins (rows count from 0, the header's) and how many rows and
    columns it covers. Its words stand once, where it begins; the places that it covers are blank."""

    row: int
    column: int
    down: int
    across: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table read as cells; ``line_start``/``line_end`` are the source lines it covers.

    ``places`` has a row for the header and for each row, in them a place for each cell; it is
    empty where a table was rebuilt from flattened text. ``spans`` are its merged cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line_start: int
    line_end: int
    places: tuple[tuple[CellPlace, ...], ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file as lines.

    ``format``: plain, markdown, pdf, docx, html. ``ocr`` marks text read from pictures.
    ``dropped`` are lines that the reader itself recognised as page furniture, with reasons.
    """

    format: str
    lines: tuple[SourceLine, ...]
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    ocr: bool = False
    pages: int | None = None
    dropped: tuple["DroppedLine", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class DroppedLine:
    """A source line left out of every text, with the reason in Chinese."""

    line: int
    text: str
    reason: str


class UnreadableSource(ValueError):
    """The bytes cannot be read as a gazette; the message is Chinese and fit to show."""
