"""A text ready to print: its tree, the links and notes laid over it, the page that it is printed for.

In the room: plain data and the printed form of markers. Not in the room: HTML, Django, queries.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.page_regions import Geometry, pages_of

CONTAINERS = frozenset({"part", "subpart", "chapter", "section"})
UNITS = frozenset({"article", "heading"})
LISTED = frozenset({"item", "subitem"})

_CHINESE_NUMERAL = re.compile(r"[〇零一二三四五六七八九十百千]+")
_WESTERN_NUMERAL = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Link:
    """A citation's span. ``kind``: cite (held), stub (not held), dead (repealed or expired),
    doubt (several candidates or none), absent (an attachment not printed); ``hint`` is told to mouse
    and screen reader. Without ``href`` the words are marked and lead nowhere."""

    start: int
    end: int
    href: str
    kind: str = "cite"
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A line in the margin of an article; without ``href`` it is plain text."""

    text: str
    href: str = ""
    kind: str = ""


@dataclass(slots=True)
class Node:
    """One provision, ready to print; ``links`` and ``heading_links`` are spans of its own words."""

    kind: str
    path: str
    label: str = ""
    heading: str = ""
    text: str = ""
    cite: str = ""
    level: int = 0
    line_start: int = 0
    line_end: int = 0
    table: Mapping[str, Sequence[object]] | None = None
    links: list[Link] = field(default_factory=list)
    heading_links: list[Link] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def is_division(self) -> bool:
        """Whether it holds articles or headings without being one: 编 分编 章 节, or a kind of later days."""
        if self.kind in UNITS:
            return False
        return self.kind in CONTAINERS or any(
            child.kind in UNITS or child.is_division for child in self.children
        )

    @property
    def runs_in(self) -> bool:
        """Whether the heading and its first paragraph are one line of print."""
        first = next((child for child in self.children if child.kind == "clause"), None)
        return first is not None and first is self.children[0] and first.line_start == self.line_start

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class SourceView:
    """The source lines beside the text: line number to words, and lines left out to reasons."""

    lines: Mapping[int, str]
    dropped: Mapping[int, str]
    findings: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The printed pages that a text stands on.

    ``geometry`` maps lines to page and box, ``numbers`` pages of the file to printed numbers, as far as
    they are known; ``sizes`` are the pages' width and height in points, empty where no picture is wanted;
    ``kept`` is the part of a query that links carry on (the chosen day).
    """

    source: int
    issue: str
    geometry: Geometry
    numbers: Mapping[int, int]
    sizes: Sequence[tuple[float, float]] = ()
    kept: str = ""

    def name(self, page: int) -> str:
        """第17页 as printed, or the page of the file."""
        return f"第{self.numbers[page]}页" if page in self.numbers else f"文件第{page}页"

    def picture(self, page: int) -> str:
        """The address of a page's picture."""
        return f"/sources/{self.source}/pages/{page}.webp"

    def viewer(self, page: int, start: int, end: int) -> str:
        """The page that shows a printed page whole, some lines of it marked."""
        return f"/issues/{self.issue}/pages/{page}/?lines={start}-{end}{self.kept}"

    def marks(self, start: int, end: int) -> list[Note]:
        """The printed pages that some lines stand on, as notes; none where the number is not known."""
        pages = [page for page in pages_of(self.geometry, start, end) if page in self.numbers]
        return [Note(f"第{self.numbers[page]}页", self.viewer(page, start, end), "pg") for page in pages]


@dataclass(frozen=True, slots=True)
class Page:
    """What the rendering of one text must know beside the tree.

    ``address`` is the text's address without fragment; ``named`` the path that the reader asked
    for; ``words`` are marked wherever they stand; ``sheets`` the printed pages where they are known;
    ``choosing`` puts a box to tick before each article, for a print of some of them.
    """

    address: str
    named: str = ""
    words: tuple[str, ...] = ()
    source: SourceView | None = None
    sheets: Sheets | None = None
    choosing: bool = False


def chosen_nodes(roots: Sequence[Node], paths: Collection[str]) -> list[Node]:
    """The nodes at ``paths`` in printed order; what stands inside a chosen one is not told twice.

    >>> [node.path for node in chosen_nodes([Node("article", "art_1"), Node("article", "art_2")], {"art_2"})]
    ['art_2']
    """
    found: list[Node] = []
    for node in roots:
        if node.path in paths:
            found.append(node)
        else:
            found += chosen_nodes(node.children, paths)
    return found


def anchor(path: str) -> str:
    """The HTML id of a path.

    >>> anchor("art_21/para_1/item_3")
    'art_21-para_1-item_3'
    """
    return path.replace("/", "-")


def place_address(act: str, path: str) -> str:
    """The page of a place in an act, opened at the place even without script.

    >>> place_address("/r/a/", "art_2/para_1")
    '/r/a/art_2/para_1/#art_2-para_1'
    """
    return f"{act}{path}/#{anchor(path)}" if path else act


def printed_label(label: str, path: str = "") -> str:
    """A marker with the stop that official style prints after it, none in decimal numbering.

    >>> printed_label("三"), printed_label("2"), printed_label("（五）"), printed_label("2", "s_2")
    ('三、', '2.', '（五）', '2')
    """
    if path.startswith("s_"):
        return label
    if _CHINESE_NUMERAL.fullmatch(label):
        return label + "、"
    return label + "." if _WESTERN_NUMERAL.fullmatch(label) else label
