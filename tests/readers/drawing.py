"""Small PDFs drawn for tests.

In the room: a sheet on which words are set at places, in columns or in ruled tables. Not in
the room: any expectation.
"""

import io
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
SIZE = 10.5
LEADING = 17.0
LINE_CHARS = 21

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Sheet:
    """A PDF in the making; ``y`` counts from the top as readers of pages do."""

    def __init__(self, **options: Any) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), invariant=1, **options)

    def put(self, x: float, y: float, text: str, size: float = SIZE, align: str = "left") -> None:
        """Set words at a place."""
        self.canvas.setFont(FONT, size)
        draw = {"left": "drawString", "centre": "drawCentredString", "right": "drawRightString"}[align]
        getattr(self.canvas, draw)(x, HEIGHT - y, text)

    def column(self, x: float, y: float, lines: Sequence[str], leading: float = LEADING) -> float:
        """Set lines under one another; two full-width blanks at the head are an indent."""
        for line in lines:
            bare = line.lstrip("　")
            self.put(x + SIZE * (len(line) - len(bare)), y, bare)
            y += leading
        return y

    def table(
        self, x: float, y: float, rows: Sequence[Sequence[str]], wide: float, high: float = 20.0
    ) -> None:
        """Set a ruled table of equal columns."""
        for level, row in enumerate(rows):
            for index, words in enumerate(row):
                top = y + level * high
                self.canvas.rect(x + index * wide, HEIGHT - top - high, wide, high)
                self.put(x + index * wide + 3, top + high - 6, words, size=9)

    def turn_page(self, number: int | None = None, head: str = "", end: bool = True) -> None:
        """Set head and number of the page and go on to the next."""
        if head:
            self.put(60, 40, head, size=9)
        if number is not None:
            self.put(WIDTH / 2, HEIGHT - 30, f"— {number} —", size=9, align="centre")
        if end:
            self.canvas.showPage()

    def bytes(self) -> bytes:
        """The finished file."""
        self.canvas.save()
        return self.buffer.getvalue()


def break_words(paragraphs: Sequence[str], chars: int = LINE_CHARS) -> list[str]:
    """Break paragraphs into print lines, each first line set in by two blanks."""
    lines = []
    for paragraph in paragraphs:
        text = "　　" + paragraph
        lines += [text[start : start + chars] for start in range(0, len(text), chars)]
    return lines


def two_columns(pages: int, head: str = "明川市人民政府公报 2024·市政府文件", gutter: float = 29.0) -> bytes:
    """A gazette of numbered articles in two columns."""
    sheet = Sheet()
    number = 0
    for page in range(1, pages + 1):
        for x in (60.0, 60.0 + LINE_CHARS * SIZE + gutter):
            paragraphs = [article_text(number + offset) for offset in range(1, 11)]
            number += 10
            sheet.column(x, 80, break_words(paragraphs))
        sheet.turn_page(page, head)
    return sheet.bytes()


def article_text(number: int) -> str:
    """The words of an invented article, long enough to be broken over three lines."""
    words = "市人民政府有关部门应当按照各自职责做好城市排水设施的规划建设和维护管理工作保障排水安全"
    turn = number * 7 % len(words)
    return f"甲{number:03d}" + words[turn:] + words[:turn] + "。"
