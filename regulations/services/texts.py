"""The texts of a document laid over the rows that stand: regulations, versions, provisions.

In the room: which row a text keeps, and its tree. Not in the room: what the text says of other
acts (``references``, ``effects``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from documents.gazette.parsed import HistoryEvent, ParsedDocument, Part
from documents.gazette.parsed import Provision as ParsedProvision
from documents.models import Document, FormerText, SourceFile
from documents.organs import ascii_slug, initials
from documents.services.reconcile import clean
from documents.text.titles import short_key, title_key
from regulations.models import Citation, Provision, Redirect, Regulation, Version
from regulations.services.addresses import free_address
from regulations.services.stubs import drop_text, merge, text_key
from regulations.structure.public_day import public_day_of

OWN_KINDS = frozenset({"article", "heading"})
PARKED = 1_000_000_000
_ITEMS = frozenset({"item", "subitem"})
_COMPARED = (
    "parent_id",
    "article_id",
    "position",
    "kind",
    "level",
    "label",
    "heading",
    "text",
    "cite",
    "number",
    "suffix",
    "table",
    "line_start",
    "line_end",
)


@dataclass(frozen=True, slots=True)
class ReconciledText:
    """One text: its regulation, its version and the parsed part that it came from."""

    regulation: Regulation
    version: Version
    part: Part


def reconcile_texts(
    *, document: Document, parsed: ParsedDocument, source: SourceFile
) -> tuple[ReconciledText, ...]:
    """Write the texts of one document; call inside a transaction, with constraints deferred."""
    standing = list(document.regulations.all())
    result = []
    for ordinal, part in enumerate(parsed.parts):
        regulation = (
            _take(standing, part, ordinal)
            or _returned(document, ordinal)
            or _adopt_stub(document, parsed, part, ordinal)
            or Regulation(slug=free_address(_slug(document, parsed, ordinal)))
        )
        _fill(regulation, document, part, ordinal, _title(document, parsed, part, ordinal))
        regulation.issued_on = document.signed_on or public_day_of(parsed, ordinal).on
        regulation.save()
        _absorb_stubs(regulation, document, parsed, ordinal)
        version, _ = Version.objects.update_or_create(
            regulation=regulation,
            edition_on=None,
            defaults={
                "source": source,
                "scheme": part.scheme,
                "line_start": part.line_start,
                "line_end": max(part.line_start, part.line_end),
                "effective_on": part.effective_on,
                "history": history_rows(part.history),
            },
        )
        write_provisions(version=version, provisions=part.provisions)
        result.append(ReconciledText(regulation, version, part))
    for gone in standing:
        drop_text(gone)
    return tuple(result)


def history_rows(history: Iterable[HistoryEvent]) -> list[list[str | None]]:
    """The events of an act's head as a version keeps them: kind, day, hand.

    Example: ``[["通过", "2023-06-30", "市人大常委会"]]``. Raises nothing.
    """
    return [[event.kind, event.on.isoformat() if event.on else None, clean(event.by)] for event in history]


def _take(standing: list[Regulation], part: Part, ordinal: int) -> Regulation | None:
    """The row of the same title, else of the same ordinal and role; taken out of ``standing``.

    The document's own text is always the first, whatever it says besides.
    """
    key = title_key(part.title)[:500]
    found = next((r for r in standing if r.ordinal == 0), None) if ordinal == 0 else None
    found = found or next((r for r in standing if r.title_key == key and r.role == part.role), None)
    found = found or next((r for r in standing if r.ordinal == ordinal and r.role == part.role), None)
    if found is not None:
        standing.remove(found)
    return found


def _matching_stubs(document: Document, parsed: ParsedDocument, ordinal: int) -> Iterable[Regulation]:
    """Stubs that mean this text: same number and title; the wrapper also takes those that only
    know the number, or name it by a title that no text of the document bears."""
    if not document.number_key:
        return ()
    keys = [title_key(part.title)[:500] for part in parsed.parts]
    stubs = Regulation.objects.filter(is_stub=True, number_key=document.number_key)
    if ordinal:
        return stubs.filter(title_key=keys[ordinal])
    return stubs.exclude(title_key__in=keys[1:])


def _adopt_stub(document: Document, parsed: ParsedDocument, part: Part, ordinal: int) -> Regulation | None:
    return next(iter(_matching_stubs(document, parsed, ordinal)), None)


def _returned(document: Document, ordinal: int) -> Regulation | None:
    """A text that an earlier parse had and a later one lost, at its old address."""
    former = FormerText.objects.filter(key=text_key(document, ordinal)).order_by("-gone_at", "-pk").first()
    if former is None:
        return None
    standing = Regulation.objects.filter(slug=former.slug).first()
    if standing is not None and not standing.is_stub:
        return None
    return standing or Regulation(slug=former.slug)


def _absorb_stubs(regulation: Regulation, document: Document, parsed: ParsedDocument, ordinal: int) -> None:
    for stub in list(_matching_stubs(document, parsed, ordinal)):
        merge(old=stub, into=regulation)


def _slug(document: Document, parsed: ParsedDocument, ordinal: int) -> str:
    day = document.signed_on or public_day_of(parsed).on
    year = document.number_year or (day.year if day else None)
    if document.number_organ and document.number_serial:
        stem = f"{initials(document.number_organ)}-{year or 'x'}-{document.number_serial}"
    else:
        stem = f"{ascii_slug(document.title, 50)}-{year or 'x'}"
    return f"{stem}-{ordinal}" if ordinal else stem


def _title(document: Document, parsed: ParsedDocument, part: Part, ordinal: int) -> str:
    """An order is printed under the title of the text that it issues; its own name is its number."""
    title = clean(part.title or document.title)
    others = {title_key(p.title) for p in parsed.parts[1:]}
    return (
        document.doc_number if not ordinal and document.doc_number and title_key(title) in others else title
    )


def _fill(row: Regulation, document: Document, part: Part, ordinal: int, title: str) -> None:
    row.document, row.ordinal, row.role, row.is_stub = document, ordinal, part.role, False
    row.title, row.title_key, row.short_key = title[:500], title_key(title)[:500], short_key(title)[:500]
    row.doc_number, row.number_key = document.doc_number, document.number_key
    row.genre, row.level = (part.genre or "")[:20], document.level
    row.issuer = "、".join(document.issuers)[:200]
    row.interpreter, row.trial = (part.interpreter or "")[:200], part.trial
    row.validity = (part.validity or "")[:100]


def write_provisions(*, version: Version, provisions: Sequence[ParsedProvision]) -> bool:
    """Reconcile a version's tree by path; returns whether anything changed.

    Kept paths keep their primary key; gone paths lead to the nearest place that remains.
    """
    standing = {row.path: row for row in version.provisions.all()}
    flat = list(_flatten(provisions))
    ids = dict(zip((p.path for p, _, _ in flat), _ids(flat, standing), strict=True))
    fresh, changed = [], []
    for position, (parsed, parent, article) in enumerate(flat):
        row = _row(version, parsed, position, ids, parent, article)
        before = standing.pop(parsed.path, None)
        if before is None:
            fresh.append(row)
        elif any(getattr(before, name) != getattr(row, name) for name in _COMPARED):
            changed.append(row)
    Provision.objects.bulk_create(fresh, batch_size=1000)
    if changed:
        Provision.objects.bulk_update(changed, _fields(), batch_size=500)
    if standing:
        _redirect_gone(version, standing, ids)
        _park_decided([row.pk for row in standing.values()], list(ids.values()))
        Provision.objects.filter(pk__in=[row.pk for row in standing.values()]).delete()
    return bool(fresh or changed or standing)


def _park_decided(gone: Sequence[int], kept: Sequence[int]) -> None:
    """Citations that a person decided outlive their provision until their words are looked for anew."""
    if not kept:
        return
    parked = list(Citation.objects.filter(provision__in=gone, decided_by__isnull=False))
    for row in parked:
        length = row.end - row.start
        row.provision_id, row.start = kept[0], PARKED + row.pk % PARKED
        row.end = row.start + length
    Citation.objects.bulk_update(parked, ["provision", "start", "end"], batch_size=500)


def _fields() -> list[str]:
    return [name.removesuffix("_id") for name in _COMPARED]


def _flatten(
    provisions: Sequence[ParsedProvision], parent: str = "", article: str = ""
) -> Iterable[tuple[ParsedProvision, str, str]]:
    for node in provisions:
        alone = not article and node.kind in _ITEMS  # a text of numbered items: each is what people cite
        own = node.path if node.kind in OWN_KINDS or alone else article
        yield node, parent, own
        yield from _flatten(node.children, node.path, own)


def _ids(flat: Sequence[tuple[ParsedProvision, str, str]], standing: dict[str, Provision]) -> Iterable[int]:
    """Primary keys in order: those that stand, and fresh ones from the sequence in one query."""
    missing = sum(1 for parsed, _, _ in flat if parsed.path not in standing)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Provision._meta.db_table, missing],
        )
        fresh = iter([row[0] for row in cursor.fetchall()])
    for parsed, _, _ in flat:
        row = standing.get(parsed.path)
        yield row.pk if row else next(fresh)


def _row(
    version: Version,
    parsed: ParsedProvision,
    position: int,
    ids: dict[str, int],
    parent: str,
    article: str,
) -> Provision:
    table = None
    if parsed.table is not None:
        table = {
            "header": list(parsed.table.header),
            "rows": [list(row) for row in parsed.table.rows],
            "places": [[[place.line, place.page, place.box] for place in row] for row in parsed.table.places],
            "spans": [[span.row, span.column, span.down, span.across] for span in parsed.table.spans],
        }
    return Provision(
        id=ids[parsed.path],
        version=version,
        parent_id=ids.get(parent),
        article_id=ids.get(article),
        position=position,
        kind=parsed.kind,
        level=parsed.level,
        label=clean(parsed.label)[:200],
        heading=clean(parsed.heading),
        text=clean(parsed.text),
        path=parsed.path,
        cite=parsed.cite[:200],
        number=parsed.number,
        suffix=parsed.suffix,
        table=table,
        line_start=parsed.line_start,
        line_end=max(parsed.line_start, parsed.line_end),
    )


def _redirect_gone(version: Version, gone: dict[str, Provision], ids: dict[str, int]) -> None:
    """An old place leads to its nearest surviving ancestor, else to the text."""
    slug = version.regulation.slug
    for path in gone:
        place = path
        while place and place not in ids:
            place = place.rpartition("/")[0]
        Redirect.objects.update_or_create(
            slug=slug, path=path, defaults={"regulation": version.regulation, "new_path": place}
        )
