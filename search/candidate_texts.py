"""The rows and words behind some entries: what ranking weighs, what a page shows.

In the room: two statements, prepared, because composing and planning them took longer than running
them. Entries that may not be shown are left out here, whatever an index says. Not in the room: which
entries (backends), their order (ranking).
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from documents.models import GazetteIssue
from regulations.status import LifeFacts, status_on
from search.models import SearchEntry
from search.normal_form import fold
from search.prepared import Prepared, array
from search.ranking import Fields

_PUBLIC = """
     WHERE entry.id = ANY($1) AND entry.is_public
       AND (document.id IS NULL OR document.publication = 'published')
"""
_OF_ENTRIES = """
      FROM search_searchentry entry
      LEFT JOIN regulations_regulation regulation ON regulation.id = entry.regulation_id
      LEFT JOIN documents_document document ON document.id = regulation.document_id
"""
# the divisions of a whole text help to find it; its own heading is its title
_WORDS = "entry.title, CASE WHEN entry.kind = 'act' THEN '' ELSE entry.heading END, entry.context, entry.body"
_CANDIDATES = Prepared(
    "search_candidates",
    f"""
    SELECT entry.id, entry.kind, entry.level, entry.is_wrapper, entry.expires_on, entry.repealed_on,
           entry.regulation_id, regulation.document_id, entry.chronicle_id, {_WORDS}
           {_OF_ENTRIES}{_PUBLIC}
    """,
    "bigint[]",
)
_ROWS = Prepared(
    "search_rows",
    f"""
    SELECT entry.id, entry.place, entry.level, entry.issuer,
           entry.effective_on, entry.expires_on, entry.repealed_on, entry.spent_on,
           entry.regulation_id, regulation.document_id, entry.provision_id, entry.chronicle_id, {_WORDS},
           regulation.slug, regulation.title, regulation.doc_number, regulation.issuer,
           document.doc_number, document.title, issue.name, issue.year, issue.number,
           provision.label, provision.cite, provision.heading, provision.path,
           chronicle.slug, chronicle_entry.date_text
           {_OF_ENTRIES}
      LEFT JOIN documents_gazetteissue issue ON issue.id = entry.issue_id
      LEFT JOIN regulations_provision provision ON provision.id = entry.provision_id
      LEFT JOIN documents_chronicle chronicle ON chronicle.id = entry.chronicle_id
      LEFT JOIN documents_chronicleentry chronicle_entry ON chronicle_entry.id = entry.chronicle_entry_id
           {_PUBLIC}
    """,
    "bigint[]",
)


class Words(NamedTuple):
    """The words of an entry as stored, and what ranking asks of it."""

    pk: int
    kind: str
    level: str
    is_wrapper: bool
    expires_on: date | None
    repealed_on: date | None
    regulation_id: int | None
    document_id: int | None
    chronicle_id: int | None
    title: str
    heading: str
    context: str
    body: str

    def fields(self, on: date, *, plain: bool = False) -> Fields:
        """The same for ranking on a day, with folded words; ``plain`` where no word asked for needs
        that."""
        words = self.title, self.heading, self.context, self.body
        title, heading, context, body = words if plain else map(fold, words)
        return Fields(
            self.pk, _act_key(self.regulation_id, self.document_id, self.chronicle_id), title, heading, context, body, national=self.level == "national",
            lapsed=self._has_ended(on), wrapper=self.is_wrapper, whole=self.kind == SearchEntry.Kind.ACT,
        )  # fmt: skip

    def _has_ended(self, on: date) -> bool:
        if self.regulation_id is None:
            return False
        ended = self.expires_on is not None and self.expires_on < on
        return ended or (self.repealed_on is not None and self.repealed_on <= on)


class EntryRow(NamedTuple):
    """An entry with the columns of its rows that a page shows, and its words as stored; those of an
    act, a document or a chronicle are None where it belongs to none."""

    pk: int
    place: str
    level: str
    issuer: str
    effective_on: date | None
    expires_on: date | None
    repealed_on: date | None
    spent_on: date | None
    regulation_id: int | None
    document_id: int | None
    provision_id: int | None
    chronicle_id: int | None
    title: str
    heading: str
    context: str
    body: str
    act_slug: str
    act_title: str
    act_number: str
    act_issuer: str
    document_number: str | None
    document_title: str
    issue_name: str | None
    issue_year: int | None
    issue_number: int | None
    label: str
    cite: str
    place_heading: str
    path: str | None
    chronicle_slug: str
    date_text: str | None

    @property
    def act_key(self) -> str:
        """What counts as one act: the document, the law, the chronicle."""
        return _act_key(self.regulation_id, self.document_id, self.chronicle_id)

    @property
    def act_address(self) -> str:
        """The page of the act or chronicle."""
        if self.regulation_id is None:
            return reverse("documents:chronicle", args=[self.chronicle_slug])
        return f"/r/{self.act_slug}/"

    @property
    def address(self) -> str:
        """The page of the hit, at its place."""
        return f"{self.act_address}{self.path}/" if self.path else self.act_address

    @property
    def issue_label(self) -> str:
        """The gazette issue as far as its print names it, empty for a law."""
        if self.issue_name is None:
            return ""
        return GazetteIssue(name=self.issue_name, year=self.issue_year, number=self.issue_number).label

    def status(self, on: date) -> str:
        """The status of the act on a day, empty for a chronicle."""
        if self.regulation_id is None:
            return ""
        life = LifeFacts(self.effective_on, self.expires_on, self.repealed_on, self.spent_on)
        return status_on(on, life).code


def read_words(ids: Sequence[int]) -> dict[int, Words]:
    """The words of these entries by id; those that may not be shown are missing.

    Returns them in no order that matters. Raises nothing.
    """
    return {row[0]: Words._make(row) for row in _CANDIDATES.fetch(array(ids))} if ids else {}


def read_rows(ids: Sequence[int]) -> dict[int, EntryRow]:
    """The rows of these entries by id; those that may not be shown are missing.

    Returns them in no order that matters. Raises nothing.
    """
    return {row[0]: EntryRow._make(row) for row in _ROWS.fetch(array(ids))} if ids else {}


def _act_key(regulation: int | None, document: int | None, chronicle: int | None) -> str:
    if regulation is None:
        return f"c{chronicle}"
    return f"d{document}" if document else f"r{regulation}"
