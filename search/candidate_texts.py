"""The rows and words behind some entries: what ranking weighs and a page shows.

In the room: reading entries with their act, provision and text in a fixed number of queries;
entries that may not be shown are left out here, whatever an index says.
Not in the room: which entries (backends), their order (ranking).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from regulations.models import Provision
from regulations.querysets import status_case
from search.entry_texts import paragraphs_of
from search.models import SearchEntry
from search.normal_form import fold
from search.ranking import Fields

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
    def act(self) -> str:
        """What counts as one act among the first hits: the document, the law, the chronicle."""
        regulation = self.entry.regulation
        if regulation is None:
            return f"c{self.entry.chronicle_id}"
        return f"d{regulation.document_id}" if regulation.document_id else f"r{regulation.pk}"

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

    @property
    def fields(self) -> Fields:
        """The folded words for ranking."""
        entry = self.entry
        return Fields(
            entry_id=entry.pk,
            act=self.act,
            title=fold(self.title),
            heading=fold(self.heading),
            context=fold(self.context),
            body=fold(self.body),
            national=entry.level == "national",
            lapsed=self.status in LAPSED,
            wrapper=entry.is_wrapper,
            whole=entry.kind == SearchEntry.Kind.ACT,
        )


def read_entries(ids: Sequence[int], on: date) -> dict[int, EntryRow]:
    """The rows of these entries by id; those withdrawn or gone are missing.

    Returns them in no order that matters, in four queries. Raises nothing.
    """
    entries = (
        SearchEntry.objects.filter(pk__in=ids, is_public=True)
        .annotate(status=status_case(on))
        .select_related(*_RELATED)
        .defer("tsv", *_LATER)
    )
    held = [entry for entry in entries if _may_show(entry)]
    bodies = _bodies([e.provision_id for e in held if e.provision_id])
    wholes = _whole_texts(
        [e.regulation_id for e in held if e.kind == SearchEntry.Kind.ACT and e.regulation_id]
    )
    return {entry.pk: _row(entry, bodies, wholes) for entry in held}


def _may_show(entry: SearchEntry) -> bool:
    document = entry.regulation.document if entry.regulation else None
    return document is None or document.publication == "published"


def _row(entry: SearchEntry, bodies: dict[int, list[str]], wholes: dict[int, list[str]]) -> EntryRow:
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


def _bodies(ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = (
        Provision.objects.filter(article_id__in=list(ids))
        .only("article_id", "text", "table")
        .order_by("version_id", "position")
    )
    for row in rows:
        found[row.article_id or 0] += paragraphs_of(row)
    return found


def _whole_texts(ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = (
        Provision.objects.filter(
            version__regulation_id__in=list(ids), version__is_current=True, article__isnull=True
        )
        .select_related("version")
        .order_by("version_id", "position")
    )
    for row in rows:
        found[row.version.regulation_id] += paragraphs_of(row)
    return found
