"""The printed words of a Word paragraph, run by run.

In the room: what of a paragraph prints, tracked changes taken as accepted, bold by run.
Not in the room: styles, numbers, paragraphs among each other, tables.
"""

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

BOLD_FACE = re.compile(r"黑|小标宋|hei|bold", re.IGNORECASE)
# w:rt: the reading printed small above a sign
SKIPPED = {
    qn(name)
    for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:txbxContent", "w:instrText", "w:rt", "w:delText")
}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATH_WORDS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FIXED_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:noBreakHyphen"): "-",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
}
CHANGES = tuple(qn(name) for name in ("w:ins", "w:del", "w:moveFrom", "w:moveTo"))

Marked = tuple[str, bool | None]


def marked_words(node: Any, bold: bool | None = None) -> Iterator[Marked]:
    """The printed words of a paragraph, with bold where a run says so: no deletions, no hidden runs,
    no text boxes.

    Example: ``"".join(word for word, _ in marked_words(paragraph))``.
    Returns: word after word; bold is None where a run says nothing. Raises: nothing.
    """
    for child in node:
        tag = child.tag
        if tag in SKIPPED or tag == FALLBACK or not isinstance(tag, str):
            continue
        if tag in (qn("w:t"), MATH_WORDS):
            yield child.text or "", bold
        elif tag in FIXED_SIGNS:
            if not (tag == qn("w:br") and child.get(qn("w:type")) in ("page", "column")):
                yield FIXED_SIGNS[tag], bold
        elif tag == qn("w:sym"):
            yield _symbol(child), bold
        elif not (tag == qn("w:r") and _is_hidden(child)):
            yield from marked_words(child, run_bold(child) if tag == qn("w:r") else bold)


def words_of(node: Any) -> str:
    """The printed words of a paragraph in one.

    Example: ``words_of(paragraph)`` is ``"第一条 为了"``.
    Returns: the words. Raises: nothing.
    """
    return "".join(word for word, _ in marked_words(node))


def run_bold(node: Any) -> bool | None:
    """Whether a run or a style is set bold or in a bold face.

    Example: ``run_bold(style)``.
    Returns: yes, no, or None where it does not say. Raises: nothing.
    """
    properties = node.find(qn("w:rPr"))
    if properties is None:
        return None
    mark, fonts = properties.find(qn("w:b")), properties.find(qn("w:rFonts"))
    if fonts is not None and BOLD_FACE.search(fonts.get(qn("w:eastAsia")) or ""):
        return True
    return None if mark is None else mark.get(qn("w:val")) not in ("0", "false")


def own_nodes(node: Any, *tags: str) -> Iterator[Any]:
    """What of these stands under a node and not in a text box inside it, nor in the double of one.

    Example: ``list(own_nodes(cell, qn("w:p")))``.
    Returns: the elements in order. Raises: nothing.
    """
    for child in node:
        if child.tag in tags:
            yield child
        if child.tag != FALLBACK and child.tag != qn("w:txbxContent"):
            yield from own_nodes(child, *tags)


def has_deleted_mark(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on with it.

    Example: two paragraphs that a tracked change made one.
    Returns: yes or no. Raises: nothing.
    """
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(mark.find(qn(name)) is not None for name in ("w:del", "w:moveFrom"))


def value_of(node: Any) -> str | None:
    """The value that a property element states.

    Example: ``value_of(properties.find(qn("w:jc")))`` is ``"center"``.
    Returns: the value, None for an absent element. Raises: nothing.
    """
    value = None if node is None else node.get(qn("w:val"))
    return None if value is None else str(value)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def _symbol(node: Any) -> str:
    try:
        code = int(node.get(qn("w:char"), "FFFD"), 16)
        return chr(code) if not 0xE000 <= code <= 0xF8FF else "\ufffd"
    except (ValueError, OverflowError):
        return "\ufffd"
