"""Headings glued to their text without a stop: 6.4 技术保障筹建专家库,确保…

In the room: cutting such a heading where its sisters end. Not in the room: headings that a
stop or bold print parts from their text (``regulations.structure.headings``).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from documents.gazette.blocks import Block

_LONGEST_HEADING = 24
_FURTHEST_CUT = 12
_LEAST_SISTERS = 2


def cut_glued_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Mark how far a glued decimal heading reaches, by the ending that its sisters share.

    Example: beside 6.1 资金保障 and 6.3 通信保障, 6.4 技术保障筹建… ends after 保障.
    Returns the blocks, ``bold`` set to the length of such a heading. Raises nothing.
    """
    sisters: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for block in blocks:
        words = _words(block)
        if words and len(words) <= _LONGEST_HEADING:
            sisters[_parent(block)].append(words[-2:])
    return tuple(_cut(block, sisters) for block in blocks)


def _cut(block: Block, sisters: dict[tuple[int, ...], list[str]]) -> Block:
    words = _words(block)
    if len(words) <= _LONGEST_HEADING or block.bold or 0 <= words.find("。") <= _LONGEST_HEADING:
        return block
    endings = Counter(sisters.get(_parent(block), ()))
    for ending, count in endings.most_common():
        at = words.find(ending)
        if count >= _LEAST_SISTERS and 2 <= at <= _FURTHEST_CUT:
            return replace(block, bold=len(block.text) - len(words) + at + len(ending), alone=False)
    return block


def _words(block: Block) -> str:
    if block.marker is None or block.marker.kind != "decimal" or len(block.marker.path) < 2:
        return ""
    return block.text[block.marker.length :].strip()


def _parent(block: Block) -> tuple[int, ...]:
    return block.marker.path[:-1] if block.marker else ()
