"""Attachments of a document: which were printed and where, which the gazette left out.

In the room: matching the list of names with the texts held, mentions that lead to nothing printed.
Not in the room: queries, HTML.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.models import Document
from documents.text.titles import title_key
from regulations.models import Citation, Regulation

# 附件 2   附表   附图3
_MENTION = re.compile(r"附[件表图录]")
# 应急联络表（见网络）
_ELSEWHERE = re.compile(r"[（(]见.{1,12}[）)]$")
SHORTEST_KEY = 4


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment as the document lists it; ``act`` is its text where it was printed."""

    name: str
    act: Regulation | None


def attachments_of(document: Document | None, texts: Sequence[Regulation]) -> list[Attachment]:
    """The attachments that a document lists, each with its text where the library has it. No query."""
    if document is None:
        return []
    by_key = {title_key(text.title): text for text in texts if text.ordinal}
    return [Attachment(name, _printed(name, by_key)) for name in document.attachment_list]


def _printed(name: str, by_key: dict[str, Regulation]) -> Regulation | None:
    key = title_key(_ELSEWHERE.sub("", name))
    if key in by_key:
        return by_key[key]
    near = [text for other, text in by_key.items() if len(key) >= SHORTEST_KEY and other.endswith(key)]
    return near[0] if len(near) == 1 else None


def names_attachment(citation: Citation) -> bool:
    """Whether a mention without a target names an attachment: it was not printed, so nothing is unclear."""
    inner = citation.kind == Citation.Kind.INNER and citation.target_id is None
    return inner and _MENTION.match(citation.quote.strip()) is not None


def unprinted_mentions(citations: Iterable[Citation]) -> list[str]:
    """The attachments that a text mentions and the gazette did not print, each once: ['附件2', '附件3']."""
    quotes = ("".join(citation.quote.split()) for citation in citations if names_attachment(citation))
    return list(dict.fromkeys(quotes))
