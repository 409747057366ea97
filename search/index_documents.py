"""Entries as documents of the read index.

In the room: what of an entry stands in which field. Tokens are placed by the same hand as those of
the entry's vector, so both backends hold the same. Not in the room: files (index_files).
"""

from collections.abc import Iterable, Iterator
from datetime import date

import tantivy
from django.db.models import QuerySet

from search.index_files import NO_TOKEN, TEXTS, grams_of
from search.models import SearchEntry
from search.segmenter import Segmenter
from search.tsvector import LAST_POSITION, FieldTokens, TokenPlacer

NEVER = 9_999_999
UNKNOWN = -1
NO_TEXT = -2
LOCAL_WORTH = 2.0
CHUNK = 2000
_COLUMNS = (
    "pk", "kind", "regulation_id", "chronicle_id", "issue_id", "level", "issuer", "year", "genre", "topic",
    "is_wrapper", "effective_on", "expires_on", "repealed_on", "spent_on", "title", "heading", "context", "body",
)  # fmt: skip
_WEIGHTS = dict(zip(TEXTS, ("ABCD", "A", "B"), strict=True))


def owner_of(*, regulation_id: int | None = None, chronicle_id: int | None = None) -> str:
    """The key under which all documents of one text or chronicle are replaced."""
    return f"r{regulation_id}" if regulation_id else f"c{chronicle_id}"


def documents_of(entries: QuerySet[SearchEntry], segmenter: Segmenter) -> Iterator[tantivy.Document]:
    """The documents of the public ones among some entries, read in chunks."""
    placer = TokenPlacer(segmenter)
    rows = entries.filter(is_public=True).order_by("pk").values(*_COLUMNS)
    for row in rows.iterator(chunk_size=CHUNK):
        yield _document(row, placer)


def day_number(day: date | None, missing: int) -> int:
    """A day as a number that ranges can be asked of."""
    return day.toordinal() if day else missing


def _document(row: dict[str, object], placer: TokenPlacer) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("owner", owner_of(regulation_id=row["regulation_id"], chronicle_id=row["chronicle_id"]))  # type: ignore[arg-type]
    fields = placer.place([str(row[name]) for name in ("title", "heading", "context", "body")])
    for name, weights in _WEIGHTS.items():
        held = [field for field in fields if field.weight in weights]
        if words := " ".join([term for field in held for _, term in field.words]):
            document.add_text(name, words)
        if grams := spaced_grams(held):
            document.add_text(grams_of(name), grams)
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
    local = row["level"] != "national"
    document.add_unsigned("local", int(local))
    document.add_float("worth", LOCAL_WORTH if local and not row["is_wrapper"] else 0.0)
    return document


def spaced_grams(fields: Iterable[FieldTokens]) -> str:
    """Bigrams as a text between blanks whose n-th word stands at place n; ``_`` stands for none.

    Example: ~民政 at 1 and ~政局 at 2 give ``"_ ~民政 ~政局"``.
    Returns an empty string for none. Raises nothing.
    """
    placed: list[str] = []
    beyond: list[str] = []
    for field in fields:
        for at, term in field.grams:
            if at >= LAST_POSITION:
                beyond += (NO_TOKEN, term)
                continue
            if (gap := at - len(placed)) > 0:
                placed += [NO_TOKEN] * gap
            placed.append(term)
    return " ".join(placed + beyond)


def _days(row: dict[str, object]) -> dict[str, int]:
    """The dates of life; a repeal after the term's end is none, as in the rule of status."""
    effective, expires, repealed, spent = (
        row[name] if isinstance(row[name], date) else None
        for name in ("effective_on", "expires_on", "repealed_on", "spent_on")
    )
    lapsed_first = bool(expires and repealed and expires < repealed)  # type: ignore[operator]
    return {
        "effective": day_number(effective, UNKNOWN) if row["regulation_id"] else NO_TEXT,  # type: ignore[arg-type]
        "expires": day_number(expires, NEVER),  # type: ignore[arg-type]
        "repealed": NEVER if lapsed_first else day_number(repealed, NEVER),  # type: ignore[arg-type]
        "spent": day_number(spent, NEVER),  # type: ignore[arg-type]
    }
