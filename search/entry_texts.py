"""The words of an entry: which text of the rules stands in which weighted field.

In the room: gathering title, heading, context and body of articles, headings and whole texts
from their rows. Not in the room: tokens, tables of the search.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from regulations.models import Provision

OWN = frozenset({Provision.Kind.ARTICLE, Provision.Kind.HEADING})
DIVISIONS = frozenset({Provision.Kind.PART, Provision.Kind.CHAPTER, Provision.Kind.SECTION})


@dataclass(slots=True)
class EntryText:
    """The fields of one entry by weight: title, heading, context (headings above), body."""

    provision: Provision | None
    title: str
    heading: str = ""
    context: str = ""
    body: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The body as one text, a paragraph a line."""
        return "\n".join(self.body)


def gather(title: str, provisions: Iterable[Provision]) -> Iterator[EntryText]:
    """The entries of one text: first the text as a whole, then its articles and headings.

    ``provisions`` come in printed order. What belongs to no article is told by the whole.
    Returns an iterator that begins with the entry of the whole text. Raises nothing.
    """
    whole = EntryText(None, title)
    entries: dict[int, EntryText] = {}
    names: dict[int, str] = {}
    divisions: list[str] = []
    for provision in provisions:
        above = names.get(provision.parent_id or 0, "")
        if provision.kind in DIVISIONS:
            divisions.append(provision.heading)
        own = provision.kind in OWN or provision.article_id == provision.pk
        if provision.kind in DIVISIONS or own:
            names[provision.pk] = f"{above} {provision.heading}".strip()
        if own:
            entry = EntryText(provision, title, provision.heading, above)
            entries[provision.pk] = entry
        else:
            entry = entries.get(provision.article_id or 0, whole)
        entry.body += paragraphs(provision.text, provision.table)
    whole.heading = " ".join(divisions)
    yield whole
    yield from entries.values()


def paragraphs(text: str, table: object) -> list[str]:
    """The own words of a node, label and heading left out: its text, or the rows of its table."""
    if text:
        return [text]
    return [" ".join(row) for row in table_rows(table)]


def table_rows(table: object) -> Sequence[Sequence[str]]:
    """The cells of a stored table as rows of words."""
    rows = table.get("rows", ()) if isinstance(table, dict) else table
    if not isinstance(rows, list | tuple):
        return ()
    return [[str(cell) for cell in row if cell] for row in rows if isinstance(row, list | tuple)]
