"""Entries as documents of the read index.

In the room: what of an entry stands in which field. Tokens are placed by the same hand as those of
the entry's vector, so both backends hold the same. Not in the room: files (index_files).
"""

from collections.abc import Iterable, Iterator

import tantivy
from django.db.models import QuerySet

from search.index_files import NO_TOKEN, TEXTS, grams_of
from search.models import SearchEntry
from search.segmenter import Segmenter
from search.tsvector import LAST_POSITION, FieldTokens, TokenPlacer
from search.turning_days import UNKNOWN, turning_days

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
    """The day that hits are listed by, and the turns of a text's life; a chronicle has none."""
    if not row["regulation_id"]:
        return {"effective": UNKNOWN}
    names = ("effective_on", "expires_on", "repealed_on", "spent_on")
    effective, expires, repealed, spent = (row[name] for name in names)
    turns = turning_days(effective, expires, repealed, spent)  # type: ignore[arg-type]
    return {"effective": effective.toordinal() if effective else UNKNOWN, **turns._asdict()}  # type: ignore[attr-defined]
