"""Entries as documents of the read index.

In the room: what of an entry stands in which field. Everything comes from the entry's own row,
tokens included, so both backends hold the same. Not in the room: files (index_files).
"""

from collections.abc import Iterable, Iterator
from datetime import date

import tantivy
from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast

from search.models import SearchEntry
from search.tsvector import read_vector

NEVER = 9_999_999
UNKNOWN = -1
LOCAL_WORTH = 2.0
CHUNK = 2000
_COLUMNS = (
    "pk", "kind", "regulation_id", "chronicle_id", "issue_id", "level", "issuer", "year", "genre", "topic",
    "is_wrapper", "effective_on", "expires_on", "repealed_on", "spent_on", "analyzer_version",
)  # fmt: skip


def owner_of(*, regulation_id: int | None = None, chronicle_id: int | None = None) -> str:
    """The key under which all documents of one text or chronicle are replaced."""
    return f"r{regulation_id}" if regulation_id else f"c{chronicle_id}"


def documents_of(entries: QuerySet[SearchEntry]) -> Iterator[tantivy.Document]:
    """The documents of the public ones among some entries, read in chunks."""
    rows = (
        entries.filter(is_public=True)
        .annotate(literal=Cast(F("tsv"), CharField()))
        .order_by("pk")
        .values(*_COLUMNS, "literal")
    )
    for row in rows.iterator(chunk_size=CHUNK):
        yield _document(row)


def day_number(day: date | None, missing: int) -> int:
    """A day as a number that ranges can be asked of."""
    return day.toordinal() if day else missing


def _document(row: dict[str, object]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("owner", owner_of(regulation_id=row["regulation_id"], chronicle_id=row["chronicle_id"]))  # type: ignore[arg-type]
    tokens = read_vector(str(row["literal"]))
    _add_tokens(document, "all", ((term, place) for term, place, _ in tokens))
    _add_tokens(document, "title", ((term, place) for term, place, weight in tokens if weight == "A"))
    _add_tokens(document, "heading", ((term, place) for term, place, weight in tokens if weight == "B"))
    for name in ("level", "issuer", "genre", "topic", "kind"):
        if row[name]:
            document.add_text(name, str(row[name]))
    for name, column in (
        ("entry", "pk"),
        ("year", "year"),
        ("issue", "issue_id"),
        ("regulation", "regulation_id"),
    ):
        if row[column]:
            document.add_unsigned(name, row[column])  # type: ignore[arg-type]
    for name, day in _days(row).items():
        document.add_integer(name, day)
    local = row["level"] != "national" and not row["is_wrapper"]
    document.add_float("worth", LOCAL_WORTH if local else 0.0)
    return document


def _days(row: dict[str, object]) -> dict[str, int]:
    """The dates of life; a repeal after the term's end is none, as in the rule of status."""
    effective, expires, repealed, spent = (
        row[name] if isinstance(row[name], date) else None
        for name in ("effective_on", "expires_on", "repealed_on", "spent_on")
    )
    lapsed_first = bool(expires and repealed and expires < repealed)  # type: ignore[operator]
    return {
        "effective": day_number(effective, UNKNOWN),  # type: ignore[arg-type]
        "expires": day_number(expires, NEVER),  # type: ignore[arg-type]
        "repealed": NEVER if lapsed_first else day_number(repealed, NEVER),  # type: ignore[arg-type]
        "spent": day_number(spent, NEVER),  # type: ignore[arg-type]
    }


def _add_tokens(document: tantivy.Document, name: str, tokens: Iterable[tuple[str, int]]) -> None:
    made = [tantivy.Token(term, place, 0, 0) for term, place in tokens]
    if made:
        document.add_pre_tokenized_text(name, tantivy.PreTokenizedString("", made))
