"""Entries into their table, in bulk: one COPY for all entries of a batch of texts.

In the room: the columns of an entry and how they are written. Not in the room: what stands in
them (services), the read index (indexer).
"""

from collections.abc import Iterable, Iterator, Sequence
from io import TextIOBase

from django.db import connection, models

from search.models import SearchEntry
from search.segmenter import Segmenter
from search.tsvector import TokenPlacer, head_literal, title_literal, vector_literal

VECTORS = ("head", "tsv", "named")
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ("\0", ""))


def write_entries(entries: Iterable[SearchEntry], segmenter: Segmenter) -> int:
    """Write entries whose words are set; their vectors are made on the way.

    Example: ``write_entries([SearchEntry(kind="act", regulation=act, title=act.title)], segmenter)``.
    Returns how many were written. Raises what the database raises.
    """
    fields = [field for field in SearchEntry._meta.concrete_fields if not field.primary_key]
    # read before the COPY begins: it has the connection for itself
    lines = _Lines(list(entries), [field for field in fields if field.name not in VECTORS], segmenter)
    columns = ", ".join([*(str(field.column) for field in lines.fields), *VECTORS])
    table = SearchEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", lines)
        # entries wait in a list that each search reads whole; a batch leaves none behind
        cursor.execute("SELECT gin_clean_pending_list(index) FROM unnest(%s::regclass[]) index", [_indexes()])
    return lines.count


class _Lines(TextIOBase):
    """The lines of a COPY, made as PostgreSQL takes them, so that both work at once."""

    def __init__(
        self,
        entries: Iterable[SearchEntry],
        fields: Sequence["models.Field[object, object]"],
        segmenter: Segmenter,
    ) -> None:
        self.fields = fields
        self.count = 0
        self._names = [field.attname for field in fields]
        self._placer = TokenPlacer(segmenter)
        self._lines = self._written(entries)
        self._rest = ""

    def read(self, size: int | None = -1, /) -> str:
        """At least one line; an empty string at the end."""
        parts, length = [self._rest], len(self._rest)
        while size is None or size < 0 or length < size:
            line = next(self._lines, "")
            if not line:
                break
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        cut = len(text) if size is None or size < 0 else size
        self._rest = text[cut:]
        return text[:cut]

    def _written(self, entries: Iterable[SearchEntry]) -> Iterator[str]:
        for entry in entries:
            tokens = self._placer.place((entry.title, entry.heading, entry.context, entry.body))
            named = title_literal(tokens) if entry.kind == SearchEntry.Kind.ACT else None
            values = [getattr(entry, name) for name in self._names]
            values += [head_literal(tokens), vector_literal(tokens), named]
            self.count += 1
            yield "\t".join([_written(value) for value in values]) + "\n"


def _written(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return _escaped(value)
    return ("t" if value else "f") if isinstance(value, bool) else str(value)


def _escaped(text: str) -> str:
    for character, written in _ESCAPES:
        text = text.replace(character, written)
    return text


def _indexes() -> list[str]:
    return [str(index.name) for index in SearchEntry._meta.indexes if {*VECTORS} & {*index.fields}]
