"""Headings that stand inside the paragraph of the heading before: 通报。（四）加强宣传。各地要…

In the room: the last of a list, which no later number proves. Not in the room: numbers that
a later line finds missing (``blocks``).
"""

import re
from collections.abc import Sequence

from documents.gazette.blocks import Block, inline_cut, split_block
from documents.gazette.markers import Marker

_REACH = 400
_KINDS = ("h1", "h2")
# （四）加强宣传。 · 四、加强宣传。 : a few words and a stop
_RUN_IN = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}(?:[）)]|、)[^，。；、（）《》]{2,24}。")


def cut_last_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Cut a heading's paragraph where the next number opens a heading after a sentence.

    Example: ``（三）督导。市局要通报。（四）宣传。各地要报送。`` is two headings where no later line
    prints （四）. Returns all blocks in order. Raises nothing.
    """
    cut: list[Block] = []
    for index, block in enumerate(blocks):
        cut.append(block)
        while (at := _next_inside(cut[-1], blocks, index + 1)) > 0:
            cut[-1:] = split_block(cut[-1], at)
    return tuple(cut)


def _next_inside(block: Block, blocks: Sequence[Block], behind: int) -> int:
    """Where the heading after this one stands inside it; 0 where it stands elsewhere or nowhere."""
    marker = block.marker
    if marker is None or marker.kind not in _KINDS or block.kind != "heading":
        return 0
    at = inline_cut(block.text, marker.kind, marker.number + 1)
    if at <= 0 or block.text[at - 1] != "。" or not _RUN_IN.match(block.text, at):
        return 0
    following = _following(marker, blocks, behind)
    return 0 if following and 1 < following.number <= marker.number + 1 else at


def _following(marker: Marker, blocks: Sequence[Block], behind: int) -> Marker | None:
    """The next number of the same row, before a heading of a higher one."""
    for at in range(behind, min(len(blocks), behind + _REACH)):
        block = blocks[at]
        if block.kind == "heading" and block.marker and block.marker.kind in _KINDS:
            if block.marker.kind == marker.kind:
                return block.marker
            if block.marker.kind == "h1":
                return None
    return None
