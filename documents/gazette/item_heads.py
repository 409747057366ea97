"""Which paragraphs 1. 2. 3. are headings, and which are items of a list.

In the room: the paragraphs of one text that are numbered by figures, judged with their
sisters. Not in the room: which figures count at all (``numbering``), the tree.
"""

from collections.abc import Sequence
from dataclasses import replace

from documents.gazette.blocks import Block
from documents.gazette.layout import soft_end
from documents.text.normal import ends_sentence

_SHORT_LINE = 34
_SHORT_CLAUSES = 26
_LONGEST_RUN_IN = 24
_SHORTEST_RUN_IN = 4
_SHORTEST_TEXT = 10
_BRACKETS = "（(〔［["
_MOSTLY = 0.9
_BREAKS = frozenset(("chapter", "article", "attachments", "table"))


def settle_items(blocks: Sequence[Block], scheme: str) -> tuple[Block, ...]:
    """Of the paragraphs 1. those that the print sets off, that stand alone over text, or that
    all open with a short head, are headings; the rest are items of a list.

    Example: ``1. 加强源头管理`` over a paragraph is a heading, ``1.申请人提交材料。`` is not.
    Returns the blocks with their kinds settled. Raises nothing.
    """
    if scheme == "decimal":
        return tuple(blocks)
    settled = _with_headings(blocks, scheme)
    settled = _with_cut_items_joined(settled)
    if scheme == "articles" or any(block.bold or block.alone for block in settled):
        return tuple(settled)
    return tuple(_with_run_in_heads(settled))


def _with_headings(blocks: Sequence[Block], scheme: str) -> list[Block]:
    settled = list(blocks)
    after: int | None = None
    for index in range(len(settled) - 1, -1, -1):
        block = settled[index]
        if block.kind == "heading":
            after = None
        if not (block.marker and _is_item(block)):
            continue
        following = settled[index + 1] if index + 1 < len(settled) else None
        under_siblings = after == block.marker.number + 1 and _is_short_line(block)
        if _is_set_off(block) or under_siblings or _stands_over_text(block, following, scheme):
            settled[index] = replace(block, kind="heading")
            after = block.marker.number
        else:
            after = None
    return settled


def _is_item(block: Block) -> bool:
    return block.kind == "item" and block.marker is not None and block.marker.kind == "h3"


def _is_set_off(block: Block) -> bool:
    return block.alone or (block.marker is not None and block.bold >= block.marker.length + 2)


def _stands_over_text(block: Block, following: Block | None, scheme: str) -> bool:
    if following is None or scheme == "articles" or not _is_short_line(block):
        return False
    size = len(following.text)
    sentence = size > 30 and ends_sentence(following.text)
    long_duty = size >= 3 * len(block.text) and soft_end(following.text)
    under = following.kind == "text" and (sentence or long_duty)
    return under or bool(following.marker and following.marker.kind in ("h4", "h5"))


def _is_short_line(block: Block) -> bool:
    words = len(block.text) - (block.marker.length if block.marker else 0)
    if words < 2 or block.line_start != block.line_end or soft_end(block.text) or block.text[-1:] in "，,、":
        return False
    return len(block.text) <= _SHORT_LINE and (
        not _has_comma(block.text) or len(block.text) <= _SHORT_CLAUSES
    )


def _has_comma(text: str) -> bool:
    return "，" in text or "," in text


def _runs(blocks: Sequence[Block]) -> list[list[int]]:
    """The indexes of the paragraphs 1. 2. 3. … that are counted in one go, through headings too."""
    runs: list[list[int]] = []
    current: list[int] = []
    for index, block in enumerate(blocks):
        marker = block.marker
        if marker and marker.kind == "h3":
            last = blocks[current[-1]].marker if current else None
            if last and marker.number == last.number + 1:
                current.append(index)
            else:
                current = [index]
                runs.append(current)
        elif block.kind in _BREAKS:
            current = []
    return runs


def _with_cut_items_joined(blocks: list[Block]) -> list[Block]:
    """An item that the end of a page cut after a clause looks like a heading over the next
    page; its sisters, whole sentences all of them, tell that it is none."""
    joined = list(blocks)
    gone: set[int] = set()
    for run in _runs(blocks):
        for index in run:
            sisters = [blocks[other] for other in run if other != index]
            whole = len(sisters) >= 2 and all(_is_item(other) and soft_end(other.text) for other in sisters)
            if whole and _is_cut(blocks, index):
                joined[index] = _joined(blocks[index], blocks[index + 1])
                gone.add(index + 1)
    return [block for index, block in enumerate(joined) if index not in gone]


def _is_cut(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if block.kind != "heading" or _is_set_off(block) or following is None or following.kind != "text":
        return False
    return _has_comma(block.text) and not soft_end(block.text)


def _joined(block: Block, following: Block) -> Block:
    return replace(block, kind="item", text=block.text + following.text, line_end=following.line_end)


def _with_run_in_heads(blocks: list[Block]) -> list[Block]:
    """Where nothing is set off in print, paragraphs that all open with a short head are headings."""
    settled = list(blocks)
    for run in _runs(blocks):
        heads = [index for index in run if _has_run_in_head(blocks, index)]
        if len(run) < 2 or len(heads) < _MOSTLY * len(run):
            continue
        for index in heads:
            settled[index] = replace(settled[index], kind="heading")
    return settled


def _has_run_in_head(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    if block.marker is None or not _is_item(block):
        return False
    words = block.text[block.marker.length :].strip()
    stop = words.find("。")
    head, rest = words[:stop], words[stop + 1 :].strip()
    if not rest and index + 1 < len(blocks) and blocks[index + 1].kind == "text":
        rest = blocks[index + 1].text
    if not _SHORTEST_RUN_IN <= stop <= _LONGEST_RUN_IN or len(rest) < _SHORTEST_TEXT:
        return False
    clauses = head.count("，") + head.count(",")
    return rest[0] not in _BRACKETS and clauses <= 1 and not any(sign in head for sign in "；;：:、《")
