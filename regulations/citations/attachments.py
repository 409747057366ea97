"""The list of attachments that a text prints at its end: which line names 附件2.

In the room: reading the list out of notes or of a heading 附件. Not in the room: the attachments'
own texts.
"""

import re
from collections.abc import Iterable, Iterator

from documents.gazette.parsed import Provision
from documents.text.numerals import ANY_NUMERAL, read_number

# 附件：1.甲流程图 · 附件:晋城市专业镇名单（见网络） · 附件：
_OPENS = re.compile(r"附\s{0,3}件\s{0,2}[:：]?\s{0,3}(?P<rest>.*)", re.DOTALL)
_ENTRY = re.compile(rf"(?P<n>{ANY_NUMERAL}{{1,3}})\s{{0,2}}[.．、:：]\s{{0,3}}\S")


def list_attachments(roots: Iterable[Provision]) -> dict[int, str]:
    """The place of each listed attachment, by its number.

    Example: notes 附件：1.甲流程图 and 2.乙名单 give ``{1: "note_1", 2: "note_2"}``; a list of one
    without a number is number 1.
    Returns paths of the tree, empty where nothing is listed. Raises nothing.
    """
    found: dict[int, str] = {}
    open_list = False
    for node in _walk(roots):
        if node.kind == "heading" and "".join(node.heading.split()) == "附件":
            _take_items(node, found)
        opens = _OPENS.fullmatch(node.text.strip()) if node.kind == "note" else None
        words = opens["rest"] if opens else node.text.strip()
        if node.kind != "note" or not (opens or open_list):
            open_list = False
            continue
        open_list = True
        entry = _ENTRY.match(words)
        number = read_number(entry["n"]) if entry else (1 if words and opens else None)
        if number:
            found.setdefault(number, node.path)
    return found


def _take_items(heading: Provision, found: dict[int, str]) -> None:
    for child in heading.children:
        number = read_number(child.label.strip("（）().．、 ")) if child.kind == "item" else None
        if number:
            found.setdefault(number, child.path)


def _walk(nodes: Iterable[Provision]) -> Iterator[Provision]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
