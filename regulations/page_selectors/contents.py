"""The contents beside a text, read off its tree.

In the room: which provisions are worth an entry. Not in the room: queries, HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from regulations.printed import UNITS, Node, anchor, printed_label

WORDY = 22
MANY_ARTICLES = 80
MANY_ENTRIES = 60


@dataclass(slots=True)
class Entry:
    """One line of the contents. ``numbers`` are articles without a heading, set side by side;
    ``folded`` where what stands below it is shown on demand."""

    label: str
    href: str
    span: str = ""
    children: list["Entry"] = field(default_factory=list)
    numbers: list["Entry"] = field(default_factory=list)
    folded: bool = False

    @property
    def size(self) -> int:
        """How many lines it and all below it take."""
        return 1 + sum(child.size for child in self.children)


def contents_of(roots: Sequence[Node]) -> list[Entry]:
    """The contents of a text: divisions with their articles, headings two deep.

    >>> [entry.label for entry in contents_of([Node("chapter", "chp_1", "第一章", "总则")])]
    ['第一章　总则']
    """
    articles = sum(node.kind == "article" for root in roots for node in root.walk())
    entries = _entries(roots, 0, articles <= MANY_ARTICLES)
    if entries and not any(node.heading for node in roots):
        return [Entry("正文", "#zhengwen", numbers=entries)]
    if sum(entry.size for entry in entries) > MANY_ENTRIES:
        for entry in entries:
            entry.folded = bool(entry.children)
    return entries


def _entries(nodes: Sequence[Node], depth: int, with_numbers: bool) -> list[Entry]:
    entries: list[Entry] = []
    for node in nodes:
        if node.is_division:
            entries.append(_division(node, depth, with_numbers))
        elif node.kind == "heading" and node.heading and depth < 2:
            entry = Entry(_label(node), f"#{anchor(node.path)}")
            entry.children = _entries(node.children, depth + 1, with_numbers)
            entries.append(entry)
        elif node.kind == "article" and (node.heading or with_numbers):
            entries.append(Entry(_label(node), f"#{anchor(node.path)}"))
    return entries


def _division(node: Node, depth: int, with_numbers: bool) -> Entry:
    entry = Entry(_label(node), f"#{anchor(node.path)}")
    articles = [child for child in node.children if child.kind == "article"]
    if articles:
        entry.span = _span(articles[0].path, articles[-1].path)
    if any(article.heading for article in articles):
        entry.children = _entries(node.children, depth + 1, with_numbers)
        return entry
    if with_numbers:
        entry.numbers = [Entry(article.label, f"#{anchor(article.path)}") for article in articles]
    entry.children = _entries(
        [child for child in node.children if child.is_division], depth + 1, with_numbers
    )
    return entry


def _span(first: str, last: str) -> str:
    """The articles of a division in figures: 26—39条, from the paths art_26 and art_39."""
    numbers = list(dict.fromkeys(path.removeprefix("art_").replace("_", "之") for path in (first, last)))
    return f"{'—'.join(numbers)}条"


def _label(node: Node) -> str:
    label = printed_label(node.label, node.path)
    words = node.heading.replace("\n", "")
    if len(words) > WORDY:
        words = words[: WORDY - 1] + "…"
    gap = "" if not label or label.endswith(("、", "）", ")")) or not words else "　"
    return label + gap + words


def count_units(roots: Sequence[Node]) -> tuple[int, str]:
    """How many citable units a text has, and their measure word: (15, "条")."""
    articles = sum(node.kind == "article" for root in roots for node in root.walk())
    if articles:
        return articles, "条"
    return sum(node.kind in UNITS for root in roots for node in root.walk()), "段"
