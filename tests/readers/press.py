"""A printer of gazettes: paragraphs set in columns, with all that a printed page adds.

In the room: settings by lot, line breaking, bands of columns, tables, running heads, the
drawing. Not in the room: what the paragraphs say, any expectation.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
NOT_FIRST = "，。；：、！？）》〉】〕”’％%…—"
NOT_LAST = "《〈（〔【“‘"
WORD = re.compile(r"[0-9]+(?:\.[0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)
CENTRED = ("masthead", "title", "number", "chapter", "section", "part-title", "history", "order")
SET_RIGHT = ("signature", "date")
LARGE = {"masthead": 2.0, "title": 1.6, "part-title": 1.45, "order": 1.5, "chapter": 1.1}

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is to be printed: a paragraph, a table (``rows``), a picture, a new page.

    ``bold`` counts the signs at its head that are printed bold."""

    kind: str
    text: str = ""
    bold: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """How one issue is laid out; lengths in points."""

    page: tuple[float, float] = (595.0, 842.0)
    columns: int = 2
    size: float = 10.5
    leading: float = 1.6
    margin: float = 56.0
    gutter: float = 24.0
    gutter_rule: bool = False
    wide_titles: bool = False
    new_pages: bool = True
    balanced: bool = False
    justified: bool = True
    hanging: bool = False
    kinsoku: bool = True
    bold: str = "double"
    shift: float = 0.3
    head: str = "both"
    foot: str = "— {} —"
    head_rule: bool = True
    ruled: bool = True
    repeated_header: bool = True
    right_first: bool = False
    drawn_blanks: bool = False
    turned: bool = False
    spaced_chapters: bool = True

    @property
    def width(self) -> float:
        """Of one column."""
        return (self.page[0] - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns


def draw_lots(seed: int, columns: int = 2) -> Setting:
    """Choose a setting, the same for the same seed."""
    dice = Random(seed)
    wide_titles, new_pages = dice.random() < 0.4, dice.random() < 0.6
    page = dice.choice(((595.0, 842.0), (595.0, 842.0), (524.0, 737.0), (612.0, 792.0)))
    return Setting(
        page=page,
        columns=columns,
        size=dice.choice((9.0, 10.0, 10.5, 11.0, 12.0)),
        leading=dice.choice((1.35, 1.5, 1.6, 1.8, 2.0)),
        margin=dice.choice((42.0, 50.0, 60.0, 70.0)),
        gutter=dice.choice((14.0, 18.0, 24.0, 32.0)),
        gutter_rule=dice.random() < 0.3,
        wide_titles=wide_titles,
        new_pages=new_pages,
        balanced=new_pages and dice.random() < 0.3,
        justified=dice.random() < 0.6,
        hanging=dice.random() < 0.3,
        kinsoku=dice.random() < 0.85,
        bold=dice.choice(("double", "double", "stroke", "none")),
        shift=dice.choice((0.2, 0.3, 0.5)),
        head=dice.choice(("both", "sides", "centre", "name", "none")),
        foot=dice.choice(("— {} —", "{}", "·{}·", "第 {} 页", "- {} -", "{} / {all}", "")),
        head_rule=dice.random() < 0.6,
        ruled=dice.random() < 0.7,
        repeated_header=dice.random() < 0.5,
        right_first=dice.random() < 0.1,
        drawn_blanks=dice.random() < 0.3,
        turned=dice.random() < 0.08,
        spaced_chapters=dice.random() < 0.5,
    )


@dataclass(slots=True)
class Slug:
    """One line of print, or one row of a table, or a picture."""

    kind: str
    text: str = ""
    size: float = 0.0
    height: float = 0.0
    indent: float = 0.0
    bold: int = 0
    last: bool = False
    cells: tuple[tuple[str, ...], ...] = ()
    header: "Slug | None" = None


def width_of(text: str, size: float) -> float:
    """The width of set words."""
    return sum(size / 2 if ord(char) < 128 else size for char in text)


def break_lines(text: str, width: float, size: float, indent: float, setting: Setting) -> Iterator[str]:
    """Break a paragraph into lines."""
    line, used = "", indent
    for word in WORD.findall(text):
        wide = width_of(word, size)
        over = used + wide > width + 0.01
        if (
            over
            and line
            and not (setting.kinsoku and word in NOT_FIRST and _may_hang(used, wide, width, setting))
        ):
            carry = ""
            if setting.kinsoku and (line[-1] in NOT_LAST or word in NOT_FIRST) and len(line) > 1:
                line, carry = line[:-1], line[-1]
            yield line
            line, used = carry, width_of(carry, size)
        if not line and word == " ":
            continue
        line += word
        used += wide
    if line:
        yield line


def _may_hang(used: float, wide: float, width: float, setting: Setting) -> bool:
    return setting.hanging and used <= width + 0.01


@dataclass
class Press:
    """One PDF in the making."""

    setting: Setting
    name: str
    column_name: str = "市政府文件"
    number: int = 0
    buffer: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.canvas = Canvas(self.buffer, pagesize=self._sheet(), invariant=1)
        self.top = self.setting.page[1] - 74
        self.y = self.top
        self.total = 0

    def _sheet(self) -> tuple[float, float]:
        wide, high = self.setting.page
        return (high, wide) if self.setting.turned else (wide, high)

    def print_issue(self, front: Sequence[Paragraph], body: Sequence[Paragraph]) -> bytes:
        """Print the front over the full width, each of its pages parted by a ``page``, then the body."""
        self._open_page(bare=True) if front else self._open_page()
        for paragraph in front:
            if paragraph.kind == "page":
                self._turn(bare=True)
            else:
                self._set_band(list(self._slugs(paragraph, self._full_width())), 1)
        if front:
            self._turn()
        band: list[Slug] = []
        for index, paragraph in enumerate(body):
            if paragraph.kind == "page":
                if self.setting.new_pages and index:
                    band = self._flush(band, self.setting.balanced)
                    self._turn()
            elif self._is_wide(paragraph):
                band = self._flush(band, True)
                slugs = list(self._slugs(paragraph, self._full_width()))
                if self.y - sum(slug.height for slug in slugs) - 5 * self.setting.size < 66:
                    self._turn()
                self._set_band(slugs, 1)
            else:
                band += self._slugs(paragraph, self.setting.width)
        self._flush(band, self.setting.balanced)
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def _is_wide(self, paragraph: Paragraph) -> bool:
        return paragraph.kind == "wide-table" or (
            self.setting.wide_titles and paragraph.kind in ("title", "order")
        )

    def _full_width(self) -> float:
        return self.setting.page[0] - 2 * self.setting.margin

    def _flush(self, band: list[Slug], balanced: bool) -> list[Slug]:
        """Columns above what spans the page end at one height."""
        self._set_band(band, self.setting.columns, balanced)
        return []

    def _slugs(self, paragraph: Paragraph, width: float) -> Iterator[Slug]:
        setting = self.setting
        if paragraph.kind == "picture":
            yield Slug("picture", height=6 * setting.size)
            return
        if paragraph.rows:
            yield from self._table_slugs(paragraph, width)
            return
        size = round(setting.size * LARGE.get(paragraph.kind, 1.0), 1)
        centred = paragraph.kind in CENTRED
        text = paragraph.text
        if paragraph.kind == "chapter" and setting.spaced_chapters and len(text.partition("　")[2]) == 2:
            text = text[:-1] + "　" + text[-1]
        indent = 0.0 if centred or paragraph.kind in (*SET_RIGHT, "addressees", "toc", "label") else 2 * size
        measure = width - 2 * size if centred else width
        lines = list(break_lines(text, measure, size, indent, setting))
        bold = (
            len(text) if paragraph.kind in ("title", "part-title", "chapter", "masthead") else paragraph.bold
        )
        high = size * (1.4 if size > 1.2 * setting.size else setting.leading)
        for index, line in enumerate(lines):
            own = max(0, min(len(line), bold))
            bold -= len(line)
            yield Slug(
                paragraph.kind, line, size, high, indent if not index else 0, own, index == len(lines) - 1
            )

    def _table_slugs(self, paragraph: Paragraph, width: float) -> Iterator[Slug]:
        size = self.setting.size - 1
        count = len(paragraph.rows[0])
        wide = width / count
        header: Slug | None = None
        for row in paragraph.rows:
            cells = tuple(tuple(break_lines(cell, wide - 8, size, 0, self.setting)) for cell in row)
            high = max(len(cell) for cell in cells) * size * 1.3 + 6
            slug = Slug("row", "", size, high, wide, cells=cells, header=header)
            yield slug
            header = header or slug

    def _set_band(self, slugs: list[Slug], columns: int, balanced: bool = False) -> None:
        """Fill the rest of the page column by column, turning pages while lines are left."""
        while slugs:
            room = self.y - 66
            frames, rest = self._fill(slugs, room, columns)
            if rest and frames and sum(map(len, frames)) == 0:
                self._turn()
                continue
            if not rest and balanced and columns > 1:
                frames = self._balance(slugs, room, columns)
            self._draw_frames(frames, columns)
            slugs = rest
            if rest:
                self._turn()

    def _fill(self, slugs: list[Slug], room: float, columns: int) -> tuple[list[list[Slug]], list[Slug]]:
        frames: list[list[Slug]] = []
        rest = list(slugs)
        for _ in range(columns):
            frame: list[Slug] = []
            used = 0.0
            while rest and used + rest[0].height <= room:
                slug = rest[0]
                if not frame and slug.header and self.setting.repeated_header and self.y == self.top:
                    frame.append(slug.header)
                    used += slug.header.height
                    if used + slug.height > room:
                        break
                used += slug.height
                frame.append(rest.pop(0))
            frames.append(frame)
        return frames, rest

    def _balance(self, slugs: list[Slug], room: float, columns: int) -> list[list[Slug]]:
        height = room
        best = self._fill(slugs, room, columns)[0]
        while height > 30:
            frames, rest = self._fill(slugs, height, columns)
            if rest:
                break
            best = frames
            height -= 8
        return best

    def _draw_frames(self, frames: list[list[Slug]], columns: int) -> None:
        width = self.setting.width if columns > 1 else self._full_width()
        places = [
            (self.setting.margin + index * (width + self.setting.gutter), frame)
            for index, frame in enumerate(frames)
        ]
        lowest = self.y
        for left, frame in reversed(places) if self.setting.right_first else places:
            y = self.y
            for slug in frame:
                self._draw(slug, left, width, y)
                y -= slug.height
            lowest = min(lowest, y)
        if columns == 2 and self.setting.gutter_rule and all(frames):
            middle = places[1][0] - self.setting.gutter / 2
            self.canvas.line(middle, self.y, middle, lowest)
        self.y = lowest

    def _draw(self, slug: Slug, left: float, width: float, top: float) -> None:
        if slug.kind == "picture":
            self.canvas.rect(left + 20, top - slug.height + 4, width - 40, slug.height - 8)
            self.canvas.line(left + 20, top - slug.height + 4, left + width - 20, top - 4)
            return
        if slug.cells:
            self._draw_row(slug, left, top)
            return
        own = width_of(slug.text, slug.size)
        x, stretch = left + slug.indent, 0.0
        if slug.kind in CENTRED:
            x = left + (width - own) / 2
        elif slug.kind in SET_RIGHT:
            x = left + width - own - 3 * slug.size
        elif self.setting.justified and not slug.last and len(slug.text) > 1:
            stretch = max((width - slug.indent - own) / (len(slug.text) - 1), 0.0)
            stretch = stretch if stretch < 0.3 * slug.size else 0.0
        self._write(slug.text, x, top - slug.size, slug.size, slug.bold, stretch)

    def _write(self, text: str, x: float, y: float, size: float, bold: int, stretch: float = 0.0) -> None:
        mode = self.setting.bold
        head, rest = (text[:bold], text[bold:]) if mode == "stroke" else ("", text)
        if head:
            self._words(head, x, y, size, stretch, 2)
            x += width_of(head, size) + stretch * len(head)
        self._words(rest, x, y, size, stretch, 0)
        if bold and mode == "double":
            self._words(text[:bold], x + self.setting.shift, y, size, stretch, 0)

    def _words(self, text: str, x: float, y: float, size: float, stretch: float, mode: int) -> None:
        if not self.setting.drawn_blanks:
            for match in re.finditer(r"[^ 　]+", text):
                before = text[: match.start()]
                start = x + width_of(before, size) + stretch * len(before)
                self._one(match[0], start, y, size, stretch, mode)
            return
        self._one(text, x, y, size, stretch, mode)

    def _one(self, text: str, x: float, y: float, size: float, stretch: float, mode: int) -> None:
        words = self.canvas.beginText(x, y)
        words.setFont(FONT, size)
        words.setTextRenderMode(mode)
        words.setCharSpace(stretch)
        words.textOut(text)
        self.canvas.drawText(words)

    def _draw_row(self, slug: Slug, left: float, top: float) -> None:
        for index, cell in enumerate(slug.cells):
            x = left + index * slug.indent
            if self.setting.ruled:
                self.canvas.rect(x, top - slug.height, slug.indent, slug.height)
            for number, line in enumerate(cell):
                self._one(line, x + 4, top - 2 - slug.size - number * slug.size * 1.3, slug.size, 0, 0)

    def _turn(self, bare: bool = False) -> None:
        self.canvas.showPage()
        self._open_page(bare)

    def _open_page(self, bare: bool = False) -> None:
        self.number += 1
        self.y = self.top
        if self.setting.turned:
            self.canvas.translate(self.setting.page[1], 0)
            self.canvas.rotate(90)
        if bare:
            return
        wide, high = self.setting.page
        margin, y = self.setting.margin, high - 46
        column = "" if self.setting.head == "name" else self.column_name
        if self.setting.head in ("both", "sides", "name"):
            swap = self.setting.head == "sides" and self.number % 2 == 0
            left, right = (column, self.name) if swap else (self.name, column)
            self._one(left, margin, y, 9, 0, 0)
            self._one(right, wide - margin - width_of(right, 9), y, 9, 0, 0)
        elif self.setting.head == "centre":
            words = f"{self.name} · {self.number}"
            self._one(words, (wide - width_of(words, 9)) / 2, y, 9, 0, 0)
        if self.setting.head_rule and self.setting.head != "none":
            self.canvas.line(margin, y - 5, wide - margin, y - 5)
        if self.setting.foot:
            words = self.setting.foot.format(self.number, all=48)
            self._one(words, (wide - width_of(words, 9)) / 2, 34, 9, 0, 0)
