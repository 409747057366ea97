"""The rows and words behind some entries: what ranking weighs and a page shows.

In the room: few statements, written out because the ORM took longer to compose them than PostgreSQL
to answer. Entries that may not be shown are left out here, whatever an index says.
Not in the room: which entries (backends), their order (ranking).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.urls import reverse

from documents.models import Chronicle, ChronicleEntry, Document, GazetteIssue
from regulations.models import Provision, Regulation
from regulations.status import LifeFacts, status_on
from search.model_rows import Picked
from search.models import SearchEntry
from search.normal_form import fold
from search.ranking import Fields

CHRONICLE = "c"
_FROM = """
  FROM search_searchentry entry
  LEFT JOIN regulations_regulation regulation ON regulation.id = entry.regulation_id
  LEFT JOIN documents_document document ON document.id = regulation.document_id
"""
_WHERE = """
 WHERE entry.id = ANY(%s) AND entry.is_public
   AND (document.id IS NULL OR document.publication = 'published')
"""
_WORDS = f"""
SELECT entry.id, entry.kind, entry.level, entry.is_wrapper, entry.expires_on, entry.repealed_on,
       entry.regulation_id, regulation.document_id, entry.chronicle_id,
       entry.title, entry.heading, entry.context, entry.body
{_FROM}{_WHERE}
"""
_ENTRY = Picked("entry", SearchEntry, without=("head", "tsv", "title", "heading", "context", "body"))
_OF_ACTS = (
    _ENTRY,
    Picked("regulation", Regulation, above="entry", without=("created_at", "updated_at")),
    Picked("document", Document, above="regulation", without=("addressees", "head", "attachment_list")),
    Picked("issue", GazetteIssue, above="document", without=("front_matter",)),
    Picked("provision", Provision, above="entry", without=("text", "table")),
)
_OF_CHRONICLES = (
    _ENTRY,
    Picked("chronicle", Chronicle, above="entry"),
    Picked("issue", GazetteIssue, above="chronicle", without=("front_matter",)),
    Picked("chronicle_entry", ChronicleEntry, above="entry", without=("text",)),
)
_ACT_ROWS = f"""
SELECT {", ".join(picked.columns for picked in _OF_ACTS)}
{_FROM}
  LEFT JOIN documents_gazetteissue issue ON issue.id = document.issue_id
  LEFT JOIN regulations_provision provision ON provision.id = entry.provision_id
{_WHERE}
"""
_CHRONICLE_ROWS = f"""
SELECT {", ".join(picked.columns for picked in _OF_CHRONICLES)}
  FROM search_searchentry entry
  JOIN documents_chronicle chronicle ON chronicle.id = entry.chronicle_id
  JOIN documents_gazetteissue issue ON issue.id = chronicle.issue_id
  LEFT JOIN documents_chronicleentry chronicle_entry ON chronicle_entry.id = entry.chronicle_entry_id
 WHERE entry.id = ANY(%s) AND entry.is_public
"""


@dataclass(slots=True)
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

    def fields(self, *, plain: bool = False) -> Fields:
        """The same for ranking, with folded words; ``plain`` where no word asked for needs that."""
        words = (self.title, self.heading, self.context, self.body)
        title, heading, context, body = words if plain else map(fold, words)
        return Fields(
            self.entry_id, self.act, title, heading, context, body,
            self.national, self.lapsed, self.wrapper, self.whole,
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


def read_words(ids: Sequence[int], on: date) -> dict[int, Words]:
    """The words of these entries without their rows; those that may not be shown are missing.

    Returns them by id, from one statement. Raises nothing.
    """
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [list(ids)])
        return {row[0]: _words(_Row(*row), on) for row in cursor.fetchall()}


def read_entries(
    ids: Sequence[int], on: date, known: Mapping[int, Words] | None = None
) -> dict[int, EntryRow]:
    """The rows of these entries by id; those withdrawn or gone are missing.

    ``known`` are words already read. Returns them in no order that matters. Raises nothing.
    """
    known = known or {}
    words = {**known, **read_words([pk for pk in ids if pk not in known], on)}
    entries: list[SearchEntry] = []
    chronicles = [pk for pk in ids if pk in words and words[pk].act.startswith(CHRONICLE)]
    others = [pk for pk in ids if pk in words and not words[pk].act.startswith(CHRONICLE)]
    for statement, tables, chosen in (
        (_ACT_ROWS, _OF_ACTS, others),
        (_CHRONICLE_ROWS, _OF_CHRONICLES, chronicles),
    ):
        if chosen:
            with connection.cursor() as cursor:
                cursor.execute(statement, [chosen])
                entries += [Picked.assemble(tables, row) for row in cursor.fetchall()]
    return {entry.pk: _shown(entry, words[entry.pk], on) for entry in entries}


class _Row(NamedTuple):
    pk: int
    kind: str
    level: str
    is_wrapper: bool
    expires_on: date | None
    repealed_on: date | None
    regulation: int | None
    document: int | None
    chronicle: int | None
    title: str
    heading: str
    context: str
    body: str


def _words(row: _Row, on: date) -> Words:
    ended = bool(row.repealed_on and row.repealed_on <= on) or bool(row.expires_on and row.expires_on < on)
    whole = row.kind == SearchEntry.Kind.ACT
    return Words(
        entry_id=row.pk,
        act=_act_key(row.regulation, row.document, row.chronicle),
        title=row.title,
        # the divisions of a whole text help to find it; its own heading is its title
        heading="" if whole else row.heading,
        context=row.context,
        body=row.body,
        national=row.level == "national",
        lapsed=bool(row.regulation) and ended,
        wrapper=row.is_wrapper,
        whole=whole,
    )


def _act_key(regulation: int | None, document: int | None, chronicle: int | None) -> str:
    """What counts as one act among the first hits: the document, the law, the chronicle."""
    if regulation is None:
        return f"{CHRONICLE}{chronicle}"
    return f"d{document}" if document else f"r{regulation}"


def _shown(entry: SearchEntry, words: Words, on: date) -> EntryRow:
    life = LifeFacts(entry.effective_on, entry.expires_on, entry.repealed_on, entry.spent_on)
    status = "" if entry.regulation_id is None else status_on(on, life).code
    return EntryRow(entry, status, words.title, words.heading, words.context, words.body)
