"""The rows and words behind some entries: what ranking weighs and a page shows.

In the room: reading entries with their act, provision and text in a fixed number of queries;
entries that may not be shown are left out here, whatever an index says.
Not in the room: which entries (backends), their order (ranking).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.urls import reverse

from regulations.models import Provision
from regulations.querysets import status_case
from search.entry_texts import paragraphs
from search.models import SearchEntry
from search.normal_form import fold
from search.ranking import Fields

Texts = dict[int, list[str]]

_RELATED = ("regulation__document__issue", "provision", "chronicle__issue", "chronicle_entry")
_DEFERRED = ("tsv", "provision__text", "provision__table")
_PUBLIC = Q(is_public=True) & (
    Q(regulation__document__isnull=True) | Q(regulation__document__publication="published")
)
# one statement written out: the ORM took longer to compose it than PostgreSQL to answer it
_WORDS = """
SELECT e.id, e.kind, e.level, e.is_wrapper, e.expires_on, e.repealed_on, e.regulation_id, r.document_id,
       e.chronicle_id, e.provision_id, COALESCE(r.title, c.title), r.issuer, r.doc_number, p.heading,
       above3.heading, above2.heading, above1.heading, item.date_text, item.text
  FROM search_searchentry e
  LEFT JOIN regulations_regulation r ON r.id = e.regulation_id
  LEFT JOIN documents_document d ON d.id = r.document_id
  LEFT JOIN documents_chronicle c ON c.id = e.chronicle_id
  LEFT JOIN documents_chronicleentry item ON item.id = e.chronicle_entry_id
  LEFT JOIN regulations_provision p ON p.id = e.provision_id
  LEFT JOIN regulations_provision above1 ON above1.id = p.parent_id
  LEFT JOIN regulations_provision above2 ON above2.id = above1.parent_id
  LEFT JOIN regulations_provision above3 ON above3.id = above2.parent_id
 WHERE e.id = ANY(%s) AND e.is_public AND (d.id IS NULL OR d.publication = 'published')
"""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an entry as stored, and what ranking asks of it."""

    entry_id: int
    act: str
    title: str
    heading: str
    context: str
    body: str
    national: bool
    lapsed: bool
    wrapper: bool
    whole: bool

    def folded(self) -> Fields:
        """The same with folded words, for ranking."""
        return Fields(
            entry_id=self.entry_id,
            act=self.act,
            title=fold(self.title),
            heading=fold(self.heading),
            context=fold(self.context),
            body=fold(self.body),
            national=self.national,
            lapsed=self.lapsed,
            wrapper=self.wrapper,
            whole=self.whole,
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


def read_words(ids: Sequence[int], on: date) -> dict[int, Words]:
    """The words of these entries without their rows; those that may not be shown are missing.

    Returns them by id, in three queries. Raises nothing.
    """
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [list(ids)])
        rows = [_Row(*row) for row in cursor.fetchall()]
    bodies = _bodies([row.provision for row in rows if row.provision])
    wholes = _whole_texts([row.regulation for row in rows if row.kind == SearchEntry.Kind.ACT])
    return {row.pk: _words(row, bodies, wholes, on) for row in rows}


class _Row(NamedTuple):
    pk: int
    kind: str
    level: str
    is_wrapper: bool
    expires_on: date | None
    repealed_on: date | None
    regulation: int
    document: int | None
    chronicle: int | None
    provision: int | None
    title: str
    issuer: str
    doc_number: str
    heading: str | None
    above3: str | None
    above2: str | None
    above1: str | None
    item_date: str | None
    item_text: str | None


def _words(row: _Row, bodies: Texts, wholes: Texts, on: date) -> Words:
    if not row.regulation:
        context, body = row.item_date or "", row.item_text or ""
    elif row.provision is None:
        context, body = f"{row.issuer} {row.doc_number}", "\n".join(wholes.get(row.regulation, ()))
    else:
        context = " ".join(filter(None, (row.above3, row.above2, row.above1)))
        body = "\n".join(bodies.get(row.provision, ()))
    ended = bool(row.repealed_on and row.repealed_on <= on) or bool(row.expires_on and row.expires_on < on)
    return Words(
        entry_id=row.pk,
        act=_act_key(row.regulation, row.document, row.chronicle),
        title=row.title,
        heading=row.heading or "",
        context=context,
        body=body,
        national=row.level == "national",
        lapsed=bool(row.regulation) and ended,
        wrapper=row.is_wrapper,
        whole=row.kind == SearchEntry.Kind.ACT,
    )


def _act_key(regulation: int | None, document: int | None, chronicle: int | None) -> str:
    """What counts as one act among the first hits: the document, the law, the chronicle."""
    if regulation is None:
        return f"c{chronicle}"
    return f"d{document}" if document else f"r{regulation}"


def read_entries(
    ids: Sequence[int], on: date, known: Mapping[int, Words] | None = None
) -> dict[int, EntryRow]:
    """The rows of these entries by id; those withdrawn or gone are missing.

    ``known`` are words already read. Returns them in no order that matters. Raises nothing.
    """
    known = known or {}
    words = {**known, **read_words([pk for pk in ids if pk not in known], on)}
    entries = (
        SearchEntry.objects.filter(_PUBLIC, pk__in=ids)
        .annotate(status=status_case(on))
        .select_related(*_RELATED)
        .defer(*_DEFERRED)
    )
    return {entry.pk: _row(entry, words[entry.pk]) for entry in entries if entry.pk in words}


def _row(entry: SearchEntry, words: Words) -> EntryRow:
    status: str = "" if entry.chronicle_id else getattr(entry, "status")  # noqa: B009
    return EntryRow(entry, status, words.title, words.heading, words.context, words.body)


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
