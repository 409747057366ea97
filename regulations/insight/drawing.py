"""A chain laid out as a drawing: boxes in rows and the lines between them; plain numbers, no HTML.

Not in the room: which acts belong to the chain (``chain``), the SVG itself (a template).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from regulations.insight.chain import WIDEST, Chain, Link

BOX, GAP, DROP = 172, 14, 46
LINE = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """How many boxes stand side by side, how high they are, how many signs of a title a line takes and
    how many lines; ``small`` is the longest number that fits below."""

    columns: int = WIDEST
    height: int = 92
    line: int = LINE
    lines: int = 3
    small: int = 18


# for telephones: larger letters, so shorter lines in higher boxes
NARROW = Layout(columns=2, height=122, line=9, lines=4, small=14)


@dataclass(frozen=True, slots=True)
class Box:
    """One act: its place and the words in it, already cut into lines."""

    link: Link
    x: int
    y: int
    lines: Sequence[str]
    small: str
    here: bool

    @property
    def centre(self) -> int:
        """The middle, from the left edge of the drawing."""
        return self.x + BOX // 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a basis down to what is based on it."""

    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def path(self) -> str:
        """The line as an SVG path, bent in the middle."""
        middle = (self.y1 + self.y2) // 2
        return f"M{self.x1} {self.y1}C{self.x1} {middle} {self.x2} {middle} {self.x2} {self.y2}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole, with its size and the height of its boxes in pixels."""

    width: int
    height: int
    box_height: int
    boxes: Sequence[Box]
    lines: Sequence[Line]


def draw_chain(chain: Chain, layout: Layout | None = None) -> Drawing:
    """Lay out a chain: national law on top, the act in its row, what rests on it below.

    A layer with more acts than ``layout.columns`` takes several rows, for narrow screens.
    Returns the drawing; without bases and followers it is one box. Raises nothing.
    """
    layout = layout or Layout()
    rows = [row for layer in chain.above for row in _broken(layer.links, layout.columns)]
    here = len(rows)
    rows += [[chain.start], *(row for layer in chain.below for row in _broken(layer.links, layout.columns))]
    width = max(len(row) for row in rows) * (BOX + GAP) + GAP
    boxes: dict[str, Box] = {}
    for at, row in enumerate(rows):
        left = (width - len(row) * (BOX + GAP) + GAP) // 2
        for place, link in enumerate(row):
            x, y = left + place * (BOX + GAP), GAP // 2 + at * (layout.height + DROP)
            words = wrap_title(link.act.title, layout.line, layout.lines)
            boxes[link.key] = Box(link, x, y, words, _small(link, layout.small), at == here)
    lines = [line for box in boxes.values() for line in _lines(box, boxes, layout.height)]
    height = len(rows) * (layout.height + DROP) - DROP + GAP
    return Drawing(width, height, layout.height, list(boxes.values()), lines)


def _broken(links: Sequence[Link], columns: int) -> list[Sequence[Link]]:
    return [links[at : at + columns] for at in range(0, len(links), columns)]


def _lines(box: Box, boxes: dict[str, Box], height: int) -> list[Line]:
    found = []
    for key in sorted(box.link.ties):
        near = boxes.get(key)
        if near is None:
            continue
        upper, lower = (box, near) if box.y < near.y else (near, box)
        found.append(Line(upper.centre, upper.y + height, lower.centre, lower.y))
    return found


def _small(link: Link, longest: int) -> str:
    number = link.act.doc_number
    return number if number and len(number) <= longest else link.act.get_level_display()


def wrap_title(title: str, width: int = LINE, most: int = 3) -> list[str]:
    """A title in at most so many lines, the rest as an ellipsis.

    >>> wrap_title("中华人民共和国突发事件应对法", 7)
    ['中华人民共和国', '突发事件应对法']
    """
    lines = [title[at : at + width] for at in range(0, len(title), width)]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: width - 1] + "…"]
    return lines or ["（无题名）"]
