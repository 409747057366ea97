"""What writes entries: called in the transaction that changes a text.

In the room: making and removing entries, the outbox. Not in the room: finding (selectors), the
read index (indexer).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db import connection, transaction
from django.db.models import F, QuerySet

from documents.models import Chronicle, ChronicleEntry, Document
from documents.models.organ import Level
from documents.text.titles import title_key
from regulations.models import Provision, Regulation, Version
from search import vocabulary
from search.entry_texts import gather
from search.entry_writing import write_entries
from search.lexicon import read_folder
from search.models import QueryMiss, SearchEntry, SearchOutbox, Synonym
from search.segmenter import Segmenter

BATCH = 200
_COLUMNS = (
    "version_id", "parent_id", "article_id", "kind", "label", "heading", "text", "path", "cite", "table",
)  # fmt: skip
DATES = ("effective_on", "expires_on", "repealed_on", "spent_on")
_OF_ENTRY, _OF_ACT = (", ".join(f"{table}.{name}" for name in DATES) for table in ("entry", "act"))
_DATED = f"""
    UPDATE {SearchEntry._meta.db_table} entry SET ({", ".join(DATES)}) = ({_OF_ACT})
      FROM {Regulation._meta.db_table} act
     WHERE act.id = entry.regulation_id AND act.id = ANY(%s) AND ({_OF_ENTRY}) IS DISTINCT FROM ({_OF_ACT})
    RETURNING act.id
"""


def index_regulations(ids: Sequence[int]) -> int:
    """Write the entries of these texts anew; stubs and texts without a version get none.

    Example: ``index_regulations([regulation.pk])``.
    Returns the number of entries written. Raises what the database raises.
    """
    written = 0
    ids = sorted(set(ids))
    for start in range(0, len(ids), BATCH):
        chosen = ids[start : start + BATCH]
        with transaction.atomic():
            segmenter = vocabulary.segmenter(vocabulary.hold_dictionary())
            SearchEntry.objects.filter(regulation_id__in=chosen).delete()
            entries = (entry for reg in _with_texts(chosen) for entry in _entries_of(*reg, segmenter))
            written += write_entries(entries, segmenter)
            SearchOutbox.objects.bulk_create(SearchOutbox(regulation_id=pk) for pk in chosen)
    return written


def index_chronicles(ids: Sequence[int]) -> int:
    """Write the entries of these chronicles anew: the chronicle itself and each of its entries, none
    while it is not public.

    Returns the number of entries written. Raises what the database raises.
    """
    with transaction.atomic():
        segmenter = vocabulary.segmenter(vocabulary.hold_dictionary())
        SearchEntry.objects.filter(chronicle_id__in=ids).delete()
        written = write_entries(_chronicle_entries(ids, segmenter), segmenter)
        SearchOutbox.objects.bulk_create(SearchOutbox(chronicle_id=pk) for pk in sorted(set(ids)))
    return written


def hear_of_texts(ids: Sequence[int]) -> None:
    """The listener for changed texts."""
    index_regulations(ids)


def hear_of_lives(ids: Sequence[int]) -> None:
    """The listener for changed lives."""
    refresh_dates(ids)


def hear_of_chronicles(ids: Sequence[int]) -> None:
    """The listener for changed chronicles."""
    index_chronicles(ids)


def remove_regulations(ids: Sequence[int]) -> None:
    """Take these texts out of the search; call it before or after their rows go."""
    with transaction.atomic():
        vocabulary.hold_dictionary()
        SearchEntry.objects.filter(regulation_id__in=ids).delete()
        SearchOutbox.objects.bulk_create(SearchOutbox(regulation_id=pk) for pk in sorted(set(ids)))


def refresh_dates(ids: Sequence[int]) -> int:
    """Copy changed dates of life to the entries of these texts, whose words stay as they are.

    Example: ``refresh_dates([repealed.pk])`` is 1, and 0 a second time.
    Returns the number of texts whose entries changed. Raises what the database raises.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        vocabulary.hold_dictionary()
        cursor.execute(_DATED, [list(ids)])
        changed = sorted({pk for (pk,) in cursor.fetchall()})
        SearchOutbox.objects.bulk_create(SearchOutbox(regulation_id=pk) for pk in changed)
    return len(changed)


def load_thesaurus() -> tuple[int, int]:
    """Make the table of synonyms say what the files say, but for rows that a person has edited.

    Returns how many rows were added and removed. Raises ``ValueError`` at a broken file.
    """
    wanted = {
        (entry.everyday, official): (entry.topic, entry.both_ways)
        for entry in read_folder()
        for official in entry.official
    }
    with transaction.atomic():
        standing = {(row.everyday, row.official): row for row in Synonym.objects.all()}
        gone = [row.pk for pair, row in standing.items() if pair not in wanted and not row.edited]
        Synonym.objects.filter(pk__in=gone).delete()
        other = [
            row
            for pair, row in standing.items()
            if pair in wanted and not row.edited and (row.field, row.both_ways) != wanted[pair]
        ]
        for row in other:
            row.field, row.both_ways = wanted[row.everyday, row.official]
        Synonym.objects.bulk_update(other, ("field", "both_ways"), batch_size=1000)
        new = [
            Synonym(everyday=everyday, official=official, field=topic, both_ways=both_ways)
            for (everyday, official), (topic, both_ways) in wanted.items()
            if (everyday, official) not in standing
        ]
        Synonym.objects.bulk_create(new, batch_size=1000, ignore_conflicts=True)
    vocabulary.forget()
    return len(new), len(gone)


def remove_synonyms(rows: QuerySet[Synonym]) -> None:
    """Take rows out of the thesaurus: those that its files hold are switched off, others deleted."""
    shipped = {(entry.everyday, official) for entry in read_folder() for official in entry.official}
    kept = [row.pk for row in rows if (row.everyday, row.official) in shipped]
    with transaction.atomic():
        rows.exclude(pk__in=kept).delete()
        Synonym.objects.filter(pk__in=kept).update(is_active=False, edited=True)


def count_miss(text: str) -> None:
    """Count a query that found nothing."""
    text = " ".join(text.split())[:300]
    if not text:
        return
    if not QueryMiss.objects.filter(text=text).update(count=F("count") + 1):
        QueryMiss.objects.bulk_create([QueryMiss(text=text)], ignore_conflicts=True)


def _with_texts(ids: Sequence[int]) -> Iterator[tuple[Regulation, list[Provision]]]:
    regulations = Regulation.objects.filter(pk__in=ids).select_related("document").in_bulk()
    versions = dict(
        Version.objects.filter(regulation_id__in=ids, is_current=True).values_list("pk", "regulation_id")
    )
    rows = (
        Provision.objects.filter(version_id__in=versions).only(*_COLUMNS).order_by("version_id", "position")
    )
    for version_id, provisions in groupby(rows, key=lambda row: row.version_id):
        yield regulations.pop(versions[version_id]), list(provisions)
    for pk in versions.values():
        if pk in regulations:
            yield regulations[pk], []


def _entries_of(
    regulation: Regulation, provisions: Sequence[Provision], segmenter: Segmenter
) -> Iterator[SearchEntry]:
    document = regulation.document
    about = f"{regulation.issuer} {regulation.doc_number}"
    year = _year(regulation)
    shared = {
        "regulation": regulation,
        "issue_id": document.issue_id if document else None,
        "title": regulation.title,
        "title_key": regulation.title_key,
        "number_key": regulation.number_key,
        "level": regulation.level,
        "issuer": regulation.issuer,
        "year": year,
        "genre": regulation.genre,
        "topic": regulation.topic,
        "is_wrapper": regulation.role == Regulation.Role.NOTICE,
        "is_public": document is None or document.publication == Document.Publication.PUBLISHED,
        "analyzer_version": segmenter.version,
        **{name: getattr(regulation, name) for name in DATES},
    }
    for text in gather(regulation.title, provisions):
        place = text.provision
        yield SearchEntry(
            kind=SearchEntry.Kind.PROVISION if place else SearchEntry.Kind.ACT,
            provision=place,
            place=place.cite if place else "",
            label=place.label if place else "",
            path=place.path if place else "",
            length=len(text.text),
            heading=text.heading,
            context=text.context if place else f"{text.context} {about}".strip(),
            body=text.text,
            **shared,
        )


def _year(regulation: Regulation) -> int | None:
    if regulation.document and regulation.document.number_year:
        return regulation.document.number_year
    day = regulation.issued_on or regulation.effective_on
    return day.year if day else None


def _chronicle_entries(ids: Sequence[int], segmenter: Segmenter) -> Iterator[SearchEntry]:
    by_chronicle: dict[int, list[ChronicleEntry]] = defaultdict(list)
    for row in ChronicleEntry.objects.filter(chronicle_id__in=ids).order_by("chronicle_id", "position"):
        by_chronicle[row.chronicle_id].append(row)
    for chronicle in Chronicle.objects.public().filter(pk__in=ids).select_related("issue"):
        shared = {
            "kind": SearchEntry.Kind.CHRONICLE,
            "chronicle": chronicle,
            "issue_id": chronicle.issue_id,
            "title": chronicle.title,
            "title_key": title_key(chronicle.title)[:500],
            "level": Level.CITY,
            "year": chronicle.issue.year,
            "analyzer_version": segmenter.version,
        }
        yield SearchEntry(**shared)
        for row in by_chronicle[chronicle.pk]:
            yield SearchEntry(
                chronicle_entry=row,
                place=row.date_text[:200],
                length=len(row.text),
                context=row.date_text,
                body=row.text,
                **shared,
            )
