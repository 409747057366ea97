"""The running text of a document, piece by piece, each with its address.

In the room: walking parts and provisions, cutting into sentences. Not in the room: what a
sentence says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.gazette.parsed import ParsedDocument, Part, Provision
from regulations.citations.titles import issued_title

SKIPPED_KINDS = frozenset({"title", "number", "addressees", "signature", "date", "publicity", "attachments"})
_SENTENCE = re.compile(r"[^。；;\n!！?？]+[。；;!！?？]?")


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of text: ``part`` is the part's index, ``path`` and ``cite`` the provision's,
    empty where the text has no address; ``kind`` the provision's or paragraph's, ``heading`` the
    nearest heading over it."""

    part: int
    path: str
    cite: str
    text: str
    kind: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """``passage.text[start:end]`` is ``text``."""

    passage: Passage
    start: int
    end: int
    text: str


def part_passages(part: Part, index: int = 0) -> Iterator[Passage]:
    """The texts of a part in printed order.

    Example: an article of two clauses gives the article's own text and that of each clause.
    Returns provisions' headings and texts; paragraphs where the part has no provisions.
    """
    if not part.provisions:
        for paragraph in part.paragraphs:
            if paragraph.kind not in SKIPPED_KINDS:
                yield Passage(index, "", "", paragraph.text, paragraph.kind)
        return
    for root in part.provisions:
        yield from _node_passages(root, index, "")


def _node_passages(node: Provision, index: int, above: str) -> Iterator[Passage]:
    heading = node.heading.strip() or above
    if node.heading.strip():
        yield Passage(index, node.path, node.cite, node.heading, "heading", heading)
    if node.text.strip():
        yield Passage(index, node.path, node.cite, node.text, node.kind, heading)
    for child in node.children:
        yield from _node_passages(child, index, heading)


def document_passages(document: ParsedDocument) -> Iterator[Passage]:
    """The texts of all parts of a document in order.

    Example: the notice's sentence, then the articles of the 办法 that it issues.
    Returns passages whose ``part`` indexes ``document.parts``.
    """
    for index, part in enumerate(document.parts):
        yield from part_passages(part, index)


def split_sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage, closing stop included; ；ends one too.

    Example: 甲。乙同时废止。 has two.
    Returns sentences with their place in the passage.
    """
    for match in _SENTENCE.finditer(passage.text):
        if match.group().strip():
            yield Sentence(passage, match.start(), match.end(), match.group())


def own_titles(document: ParsedDocument) -> tuple[str, ...]:
    """All titles under which a document speaks of itself.

    Example: the notice's title, 甲办法 that it issues, the titles of its attachments.
    Returns distinct titles as printed.
    """
    issued = issued_title(document.title)
    titles = [*(part.title for part in document.parts), issued or "", document.title]
    return tuple(dict.fromkeys(title for title in titles if title))
