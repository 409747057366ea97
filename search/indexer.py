"""The writer of the read index: follows the outbox, builds anew, keeps the dictionary published.

In the room: one writer a host. What it does is safe to repeat: a change is replayed by writing
all entries of the changed text again. Not in the room: reading the index (backends).
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import tantivy
from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from search import dictionary_growth, services, vocabulary
from search.index_documents import documents_of, owner_of
from search.index_files import (
    HEAP,
    Mark,
    live_generation,
    make_live,
    new_generation,
    open_generation,
    read_mark,
    remove_others,
    write_mark,
    writer_lock,
)
from search.models import SearchEntry, SearchOutbox
from search.segmenter import CODE_VERSION

PAUSE_SECONDS = 0.4
MOST_CHANGES = 300
QUIET_ROUNDS = 75
KEPT_DAYS = 7
REWRITING = 7_014_159

log = logging.getLogger(__name__)


@dataclass
class Follower:
    """An open index and its writer."""

    folder: Path
    index: tantivy.Index
    writer: tantivy.IndexWriter
    changed: set[int] = field(default_factory=set)
    quiet_rounds: int = 0

    def follow(self) -> int:
        """Bring the index up to the last committed change; the number of texts written.

        The mark never passes the last change: a number above it may belong to a transaction that
        was undone, and a server that loses its power may give that number once more.
        """
        mark = read_mark(self.index)
        assert mark is not None
        horizon = oldest_open_transaction()
        changes = SearchOutbox.objects.filter(transaction__gte=mark.position, transaction__lt=horizon)
        rows = list(
            changes.order_by("transaction", "seq").values_list("transaction", "regulation_id", "chronicle_id")
        )
        if not rows:
            self.quiet_rounds += 1
            return 0
        self.quiet_rounds = 0
        self.changed.update(row[1] for row in rows if row[1])
        written = 0
        for start in range(0, len(rows), MOST_CHANGES):
            chosen = rows[start : start + MOST_CHANGES]
            last = start + MOST_CHANGES >= len(rows)
            position = chosen[-1][0] + 1 if last else chosen[-1][0]
            written += self._replace({(row[1], row[2]) for row in chosen})
            write_mark(self.writer, Mark(position, mark.version))
            self.writer.commit()
            self.index.reload()
        return written

    def close(self) -> None:
        """Free the index for another writer; what was not committed is read from the outbox again."""
        self.writer.rollback()
        self.writer.wait_merging_threads()

    def _replace(self, owners: set[tuple[int | None, int | None]]) -> int:
        for regulation, chronicle in owners:
            owner = owner_of(regulation_id=regulation, chronicle_id=chronicle)
            self.writer.delete_documents_by_term("owner", owner)
        regulations = [regulation for regulation, _ in owners if regulation]
        chronicles = [chronicle for _, chronicle in owners if chronicle]
        entries = SearchEntry.objects.filter(
            Q(regulation_id__in=regulations) | Q(chronicle_id__in=chronicles)
        )
        for document in documents_of(entries, vocabulary.segmenter()):
            self.writer.add_document(document)
        return len(owners)


def run(folder: Path | None = None, *, stopped: Callable[[], bool] = lambda: False) -> None:
    """Write the index of this host until ``stopped``; raises ``WriterBusy`` where another does."""
    folder = folder or Path(settings.SEARCH_INDEX_DIR)
    with writer_lock(folder):
        remove_others(folder)
        take_shipped_words()
        rewrite_outdated()
        _keep_following(folder, open_follower(folder), stopped)


def _keep_following(folder: Path, follower: Follower, stopped: Callable[[], bool]) -> None:
    """Follow until ``stopped``; what ends it, a lost database too, leaves the index free for the next."""
    rounds = 0
    try:
        while not stopped():
            if _is_outdated(follower):
                follower = rebuild(folder, follower)
            follower.follow()
            grow_when_quiet(follower)
            rounds += 1
            if rounds % 1000 == 0:
                forget_old_changes()
            time.sleep(PAUSE_SECONDS)
    finally:
        follower.close()


def open_follower(folder: Path) -> Follower:
    """The live index ready for writing, built anew where it is missing, damaged or outdated."""
    generation = live_generation(folder)
    if generation is not None:
        try:
            index = open_generation(generation)
            mark = read_mark(index)
            if mark and mark.version == wanted_version() and _reaches(mark):
                return Follower(folder, index, index.writer(HEAP, 1))
        except (ValueError, OSError) as error:
            log.warning("检索索引不可用，重建：%s", error)
    return rebuild(folder)


def rebuild(folder: Path, old: Follower | None = None) -> Follower:
    """Build a new generation from all entries beside the live one, then swap."""
    started = time.monotonic()
    version, position = wanted_version(), _after_last_change()
    generation = new_generation(folder)
    index = open_generation(generation)
    writer = index.writer(HEAP, 1)
    count = 0
    for document in documents_of(SearchEntry.objects.all(), vocabulary.segmenter()):
        writer.add_document(document)
        count += 1
    write_mark(writer, Mark(position, version))
    writer.commit()
    index.reload()
    del old
    make_live(folder, generation)
    changed = set() if dictionary_growth.has_grown() else set(_held())
    log.info("检索索引已建：%d 条，%.1f 秒", count, time.monotonic() - started)
    return Follower(folder, index, writer, changed)


def take_shipped_words() -> None:
    """Take the thesaurus files of this code into the tables; unchanged files cost two look-ups."""
    services.load_thesaurus()
    dictionary_growth.take_shipped_terms()


def rewrite_outdated() -> int:
    """Write anew the entries whose tokens come from rules that are no longer those of the code.

    Returns the number of entries written; nought while another host does it. Raises what the
    database raises.
    """
    outdated = SearchEntry.objects.filter(analyzer_version__lt=CODE_VERSION * 1_000_000)
    with _only_host() as alone:
        if not alone or not outdated.exists():
            return 0
        regulations, chronicles = (
            sorted(pk for pk in outdated.values_list(owner, flat=True).distinct() if pk)
            for owner in ("regulation_id", "chronicle_id")
        )
        written = services.index_regulations(regulations) + services.index_chronicles(chronicles)
    log.info("检索条目已按新规则重写：%d 条", written)
    return written


def grow_when_quiet(follower: Follower) -> int | None:
    """Take the words of new texts into the dictionary once nothing has changed for a while.

    Returns the published version, None where it is not yet time. Raises what the database raises.
    """
    if follower.quiet_rounds < QUIET_ROUNDS or not follower.changed:
        return None
    ids, follower.changed, follower.quiet_rounds = sorted(follower.changed), set(), 0
    dictionary_growth.propose_organs()
    dictionary_growth.propose_terms(ids)
    return dictionary_growth.publish()


def wanted_version() -> int:
    """The analyzer version that an index must hold to be of use."""
    return CODE_VERSION * 1_000_000 + vocabulary.published_version()


def oldest_open_transaction() -> int:
    """Below this number every transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")
        return int(cursor.fetchone()[0])


def _after_last_change() -> int:
    changes = SearchOutbox.objects.filter(transaction__lt=oldest_open_transaction())
    last = changes.order_by("-transaction").values_list("transaction", flat=True).first()
    return 0 if last is None else last + 1


def forget_old_changes() -> int:
    """Drop changes that every index has long followed; an index older than that is built anew.

    The last change stays: the marks of the indexes refer to it.
    """
    gone = timezone.now() - timedelta(days=KEPT_DAYS)
    last = SearchOutbox.objects.order_by("-seq").values("seq")[:1]
    return SearchOutbox.objects.filter(created_at__lt=gone).exclude(seq__in=last).delete()[0]


@contextmanager
def _only_host() -> Iterator[bool]:
    """Whether no other host is at the same work; the right is held while the block lasts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [REWRITING])
        alone = bool(cursor.fetchone()[0])
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [REWRITING])


def _reaches(mark: Mark) -> bool:
    """Whether the outbox still holds all that came after a mark."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint")
        newest = int(cursor.fetchone()[0])
    if mark.position > newest:
        return False
    first = SearchOutbox.objects.order_by("transaction").values_list("transaction", flat=True).first()
    return first is None or first <= mark.position or not _was_pruned()


def _was_pruned() -> bool:
    """Whether changes were dropped: the first number of the outbox is gone."""
    first = SearchOutbox.objects.order_by("seq").values_list("seq", flat=True).first()
    return first is not None and first > 1


def _held() -> list[int]:
    return [pk for pk in SearchEntry.objects.values_list("regulation_id", flat=True).distinct() if pk]


def _is_outdated(follower: Follower) -> bool:
    mark = read_mark(follower.index)
    live = live_generation(follower.folder)
    return live is None or mark is None or mark.version != wanted_version()
