"""Where a heading ends and its paragraph begins.

In the room: one paragraph that opens with a marker. Not in the room: the tree.
"""

import re

from documents.gazette.blocks import Block

# （目的和依据） · 【适用范围】
_ARTICLE_HEADING = re.compile(
    r"[（(【\[](?P<words>[\u4e00-\u9fff、“”]{2,24})[）)】\]](?=[\s\u3000]|$|[\u4e00-\u9fff])"
)
# 修改为：“
_QUOTES_ON = re.compile(r"[：:]“")
_STOPS = "。：:；;"
_LONGEST_RUN_IN = 70


def split_heading(block: Block) -> tuple[str, str]:
    """The words of a heading without its marker, and the text that runs on after it.

    Example: ``（一）明确范围。本《意见》所指…`` gives ``明确范围`` and ``本《意见》所指…``; a stop inside a
    quotation (一、第三条修改为：“…。”) ends no heading, the quotation is the text.
    Returns heading and rest; a heading alone on its line has an empty rest. Raises nothing.
    """
    start = block.marker.length if block.marker else 0
    words = block.text[start:].strip()
    if block.bold > start + 1 and not block.alone:
        cut = block.bold - start - (len(block.text[start:]) - len(block.text[start:].lstrip()))
        head, rest = words[:cut], words[cut:]
        if rest and head[-1:] not in _STOPS and rest[0] in _STOPS:
            head, rest = head + rest[0], rest[1:]
        if "。" not in head[:-1]:
            return head.strip().rstrip(_STOPS), rest.strip()
    stop = words.find("。")
    quote = _QUOTES_ON.search(words[:stop])
    if quote and quote.start() > 0 and "”" not in words[quote.end() : stop]:
        return words[: quote.start()].strip(), words[quote.start() + 1 :].strip()
    if 0 <= stop < len(words) - 1:
        return words[:stop].strip(), words[stop + 1 :].strip()
    return words.rstrip(_STOPS).strip(), ""


def split_article(block: Block) -> tuple[str, str]:
    """The heading of an article in brackets, and its text without label and heading.

    Example: ``第一条 （目的和依据） 为了…`` gives ``目的和依据`` and ``为了…``.
    Returns an empty heading where none is printed. Raises nothing.
    """
    start = block.marker.length if block.marker else 0
    text = block.text[start:].strip()
    match = _ARTICLE_HEADING.match(text)
    return (match["words"].strip(), text[match.end() :].strip()) if match else ("", text)


def split_division(block: Block) -> str:
    """The words of a chapter's heading, its inner blanks gone.

    Example: ``第一章 总 则`` gives ``总则``.
    Returns a string. Raises nothing.
    """
    start = block.marker.length if block.marker else 0
    return "".join(block.text[start:].split())


def fits_heading(words: str) -> bool:
    """Whether words are short enough to be shown as a heading.

    Example: ``fits_heading("总则")`` is true.
    Returns a truth value. Raises nothing.
    """
    return len(words) <= _LONGEST_RUN_IN
