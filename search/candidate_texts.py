"""The rows and words behind some entries: what ranking weighs and a page shows.

In the room: reading entries with their act, provision and text in a fixed number of queries;
entries that may not be shown are left out here, whatever an index says.
Not in the room: which entries (backends), their order (ranking).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from regulations.models import Provision
from regulations.querysets import status_case
from search.entry_texts import paragraphs
from search.models import SearchEntry
from search.normal_form import fold
from search.ranking import Fields

Texts = dict[int, list[str]]

LAPSED = frozenset({"repealed", "expired"})
_RELATED = (
    "regulation__document__issue",
    "provision__parent__parent__parent",
    "chronicle__issue",
    "chronicle_entry",
)
_LATER = tuple(
    f"provision__{above}{name}"
    for above in ("", "parent__", "parent__parent__", "parent__parent__parent__")
    for name in ("table", "text")
    if above or name == "table"
)

_PUBLIC = Q(is_public=True) & (
    Q(regulation__document__isnull=True) | Q(regulation__document__publication="published")
)
_ABOVE = tuple(f"provision__{'parent__' * depth}heading" for depth in (1, 2, 3))
_NARROW = (
    "pk", "kind", "level", "is_wrapper", "status", "regulation_id", "regulation__document_id", "regulation__title",
    "regulation__issuer", "regulation__doc_number", "provision_id", "provision__heading", "chronicle_id",
    "chronicle__title", "chronicle_entry__date_text", "chronicle_entry__text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry with its rows and its words as stored."""

    entry: SearchEntry
    status: str
    title: str
    heading: str
    context: str
    body: str

    @property
    def act_address(self) -> str:
        """The page of the act or chronicle."""
        if self.entry.regulation:
            return self.entry.regulation.get_absolute_url()
        assert self.entry.chronicle is not None
        return reverse("documents:chronicle", args=[self.entry.chronicle.slug])

    @property
    def address(self) -> str:
        """The page of the hit, at its place."""
        provision = self.entry.provision
        if provision and self.entry.regulation:
            return f"{self.act_address}{provision.path}/"
        return self.act_address


def read_fields(ids: Sequence[int], on: date) -> dict[int, Fields]:
    """The folded words of these entries for ranking, without their rows; missing where not public.

    Returns them by id, in three queries. Raises nothing.
    """
    entries = (
        SearchEntry.objects.filter(_PUBLIC, pk__in=ids)
        .annotate(status=status_case(on))
        .values(*_NARROW, *_ABOVE)
    )
    rows = list(entries)
    bodies = _bodies([row["provision_id"] for row in rows if row["provision_id"]])
    wholes = _whole_texts([row["regulation_id"] for row in rows if row["kind"] == SearchEntry.Kind.ACT])
    return {row["pk"]: _fields(row, bodies, wholes) for row in rows}


def _fields(row: dict[str, Any], bodies: Texts, wholes: Texts) -> Fields:
    place, regulation = row["provision_id"], row["regulation_id"]
    if regulation is None:
        title, context, body = (
            row["chronicle__title"],
            row["chronicle_entry__date_text"],
            row["chronicle_entry__text"],
        )
    elif place is None:
        title, body = row["regulation__title"], "\n".join(wholes.get(regulation, ()))
        context = f"{row['regulation__issuer']} {row['regulation__doc_number']}"
    else:
        title, body = row["regulation__title"], "\n".join(bodies.get(place, ()))
        context = " ".join(filter(None, (row[name] for name in reversed(_ABOVE))))
    return Fields(
        entry_id=row["pk"],
        act=_act_key(regulation, row["regulation__document_id"], row["chronicle_id"]),
        title=fold(title),
        heading=fold(row["provision__heading"] or ""),
        context=fold(context or ""),
        body=fold(body or ""),
        national=row["level"] == "national",
        lapsed=regulation is not None and row["status"] in LAPSED,
        wrapper=row["is_wrapper"],
        whole=row["kind"] == SearchEntry.Kind.ACT,
    )


def _act_key(regulation: int | None, document: int | None, chronicle: int | None) -> str:
    """What counts as one act among the first hits: the document, the law, the chronicle."""
    if regulation is None:
        return f"c{chronicle}"
    return f"d{document}" if document else f"r{regulation}"


def read_entries(ids: Sequence[int], on: date) -> dict[int, EntryRow]:
    """The rows of these entries by id; those withdrawn or gone are missing.

    Returns them in no order that matters, in four queries. Raises nothing.
    """
    entries = (
        SearchEntry.objects.filter(_PUBLIC, pk__in=ids)
        .annotate(status=status_case(on))
        .select_related(*_RELATED)
        .defer("tsv", *_LATER)
    )
    held = list(entries)
    bodies = _bodies([e.provision_id for e in held if e.provision_id])
    wholes = _whole_texts(
        [e.regulation_id for e in held if e.kind == SearchEntry.Kind.ACT and e.regulation_id]
    )
    return {entry.pk: _row(entry, bodies, wholes) for entry in held}


def _row(entry: SearchEntry, bodies: Texts, wholes: Texts) -> EntryRow:
    status: str = getattr(entry, "status")  # noqa: B009
    if entry.chronicle:
        item = entry.chronicle_entry
        return EntryRow(
            entry, "", entry.chronicle.title, "", item.date_text if item else "", item.text if item else ""
        )
    regulation, provision = entry.regulation, entry.provision
    assert regulation is not None
    if provision is None:
        names = f"{regulation.issuer} {regulation.doc_number}"
        return EntryRow(entry, status, regulation.title, "", names, "\n".join(wholes.get(regulation.pk, ())))
    above = []
    node = provision.parent
    for _ in range(3):
        if node is None:
            break
        above.append(node.heading)
        node = node.parent if len(above) < 3 else None
    body = "\n".join(bodies.get(provision.pk, ()))
    return EntryRow(entry, status, regulation.title, provision.heading, " ".join(reversed(above)), body)


def _bodies(ids: Iterable[int]) -> Texts:
    found: Texts = defaultdict(list)
    rows = (
        Provision.objects.filter(article_id__in=list(ids))
        .order_by("version_id", "position")
        .values_list("article_id", "text", "table")
    )
    for article, text, table in rows:
        found[article or 0] += paragraphs(text, table)
    return found


def _whole_texts(ids: Iterable[int]) -> Texts:
    found: Texts = defaultdict(list)
    rows = (
        Provision.objects.filter(
            version__regulation_id__in=list(ids), version__is_current=True, article__isnull=True
        )
        .order_by("version_id", "position")
        .values_list("version__regulation_id", "text", "table")
    )
    for regulation, text, table in rows:
        found[regulation] += paragraphs(text, table)
    return found
