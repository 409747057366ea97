"""How many lines an article of a long text will take, before a browser has laid it out.

In the room: counting characters into lines. Not in the room: markup (``rendering``), the height of a line
and of a gap (the stylesheet).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regulations.printed import LISTED, Node

LINE_WIDE, LINE_NARROW = 38, 21
INDENT = 2.5


class Room(NamedTuple):
    """Lines on a wide page and on a phone, and the gaps between paragraphs and lists."""

    wide: int
    narrow: int
    gaps: int


def room_of(node: Node, own: Sequence[Node]) -> Room:
    """The room of an article with these parts of its own.

    Example: an article of one sentence of 40 characters: ``room_of(node, ()) == Room(2, 2, 0)``.
    """
    blocks = [*_first(node), *_blocks(own, 0)]
    wide, narrow = (
        sum(max(1, -int(-chars // (width - INDENT * depth))) for chars, depth, _ in blocks)
        for width in (LINE_WIDE, LINE_NARROW)
    )
    gaps = sum(begins for _, _, begins in blocks) - 1
    return Room(max(wide, 1), max(narrow, 1), max(gaps, 0))


def _first(node: Node) -> Iterator[tuple[int, int, bool]]:
    if node.text or (node.heading and not node.runs_in):
        yield len(node.heading) + len(node.text), 0, True


def _blocks(nodes: Sequence[Node], depth: int) -> Iterator[tuple[int, int, bool]]:
    """Each paragraph and item: its characters, how deep it is set, whether it begins a block of the article."""
    listing = False
    for node in nodes:
        listed = node.kind in LISTED
        if node.text or node.heading or not node.children:
            begins = depth == 0 and not (listed and listing)
            yield len(node.heading) + len(node.text), depth + listed, begins
        yield from _blocks(node.children, depth + listed)
        listing = listed
