"""The rows and words behind some entries: what ranking weighs, what a page shows.

In the room: one statement, prepared, because composing and planning it took longer than running it;
one for both uses, because to ask twice costs more than the columns of twenty more rows. Entries that
may not be shown are left out here, whatever an index says. Not in the room: which entries (backends),
their order (ranking).
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse

from documents.models import GazetteIssue
from jincheng_gov.prepared import Prepared, array
from regulations.status import LifeFacts, status_on
from search.models import SearchEntry
from search.normal_form import fold
from search.ranking import Fields

_ACT = SearchEntry.Kind.ACT.value

# what few entries have is asked for them alone; the divisions of a whole text help to find it; its own heading is its title
_ROWS = Prepared(
    "search_rows",
    """
    SELECT entry.id, entry.kind, entry.is_wrapper, entry.place, entry.level, entry.issuer,
           entry.effective_on, entry.expires_on, entry.repealed_on, entry.spent_on,
           entry.regulation_id, regulation.document_id, entry.provision_id, entry.chronicle_id,
           entry.label, entry.path, entry.title, CASE WHEN entry.kind = 'act' THEN '' ELSE entry.heading END, entry.context, entry.body,
           regulation.slug, regulation.doc_number, regulation.is_recognised,
           document.doc_number, document.title,
           CASE WHEN entry.issue_id IS NOT NULL THEN (
               SELECT ARRAY[name, year::text, number::text] FROM documents_gazetteissue WHERE id = entry.issue_id) END,
           CASE WHEN entry.chronicle_id IS NOT NULL THEN (
               SELECT slug FROM documents_chronicle WHERE id = entry.chronicle_id) END,
           CASE WHEN entry.chronicle_entry_id IS NOT NULL THEN (
               SELECT date_text FROM documents_chronicleentry WHERE id = entry.chronicle_entry_id) END
      FROM search_searchentry entry
      LEFT JOIN regulations_regulation regulation ON regulation.id = entry.regulation_id
      LEFT JOIN documents_document document ON document.id = regulation.document_id
     WHERE entry.id = ANY($1) AND entry.is_public
       AND (document.id IS NULL OR document.publication = 'published')
    """,
    "bigint[]",
)


class EntryRow(NamedTuple):
    """An entry with the columns of its rows that a page shows, and its words as stored; those of an
    act, a document or a chronicle are None where it belongs to none."""

    pk: int
    kind: str
    is_wrapper: bool
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
    label: str
    path: str
    title: str
    heading: str
    context: str
    body: str
    act_slug: str
    act_number: str
    act_is_recognised: bool | None
    document_number: str | None
    document_title: str
    issue: Sequence[str | None] | None
    chronicle_slug: str
    date_text: str | None

    @property
    def act_key(self) -> str:
        """What counts as one act: the document, the law, the chronicle."""
        if self.regulation_id is None:
            return f"c{self.chronicle_id}"
        return f"d{self.document_id}" if self.document_id else f"r{self.regulation_id}"

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
        if self.issue is None:
            return ""
        name, year, number = self.issue
        return GazetteIssue(name=name or "", year=_whole(year), number=_whole(number)).label

    def status(self, on: date) -> str:
        """The status of the act on a day, empty for a chronicle."""
        if self.regulation_id is None:
            return ""
        return _status_code(on, self.effective_on, self.expires_on, self.repealed_on, self.spent_on)

    def fields(self, on: date, *, plain: bool = False) -> Fields:
        """What ranking on a day asks of it, with folded words; ``plain`` where no word asked for needs
        that."""
        words = self.title, self.heading, self.context, self.body
        title, heading, context, body = words if plain else map(fold, words)
        return Fields(
            self.pk, self.act_key, title, heading, context, body, national=self.level == "national",
            lapsed=self._has_ended(on), wrapper=self.is_wrapper, whole=self.kind == _ACT,
            mention=self.regulation_id is None,
        )  # fmt: skip

    def _has_ended(self, on: date) -> bool:
        if self.regulation_id is None:
            return False
        ended = self.expires_on is not None and self.expires_on < on
        return ended or (self.repealed_on is not None and self.repealed_on <= on)


def read_rows(ids: Sequence[int]) -> dict[int, EntryRow]:
    """The rows of these entries by id; those that may not be shown are missing.

    Returns them in no order that matters. Raises nothing.
    """
    return {row[0]: EntryRow._make(row) for row in _ROWS.fetch(array(ids))} if ids else {}


@lru_cache(maxsize=4096)
def _status_code(
    on: date, effective: date | None, expires: date | None, repealed: date | None, spent: date | None
) -> str:
    """The texts of a library have few lives: what one day makes of each is worked out once."""
    return status_on(on, LifeFacts(effective, expires, repealed, spent)).code


def _whole(number: str | None) -> int | None:
    return None if number is None else int(number)
