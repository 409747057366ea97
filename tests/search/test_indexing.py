"""Entries follow the texts; the read index follows the outbox."""

from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from regulations.models import Provision, Regulation
from search import indexer, services, vocabulary
from search.backends.base import Unavailable
from search.backends.tantivy_index import TantivyBackend
from search.index_files import Mark, WriterBusy, live_generation, read_mark, writer_lock
from search.models import QueryMiss, SearchEntry, SearchOutbox
from search.query import parse_query
from search.selectors import search
from tests.search.library import Library


def titles(backend: TantivyBackend, typed: str) -> set[str]:
    return {hit.row.title for hit in search(parse_query(typed), backend=backend).hits}


def test_one_entry_a_text_and_one_a_place(library: Library) -> None:
    kinds = SearchEntry.objects.filter(regulation=library.waste).values_list("kind", flat=True)
    assert sorted(kinds) == ["act", "provision", "provision", "provision", "provision"]


def test_indexing_twice_changes_nothing(library: Library) -> None:
    before = list(
        SearchEntry.objects.order_by("title_key", "place", "kind", "tsv").values_list("place", "tsv")
    )
    services.index_regulations([library.waste.pk, library.cabs.pk, library.law.pk])
    assert (
        list(SearchEntry.objects.order_by("title_key", "place", "kind", "tsv").values_list("place", "tsv"))
        == before
    )


def test_a_changed_text_replaces_its_entries(library: Library) -> None:
    Provision.objects.filter(version__regulation=library.waste, cite="第四条").update(text="依法给予警告。")
    services.index_regulations([library.waste.pk])
    results = search(parse_query("给予警告"))
    assert [hit.row.place for hit in results.hits] == ["第四条"]


def test_dates_of_life_are_copied(library: Library) -> None:
    Regulation.objects.filter(pk=library.waste.pk).update(repealed_on="2023-12-01")
    assert services.refresh_dates([library.waste.pk, library.law.pk]) == 1
    assert services.refresh_dates([library.waste.pk]) == 0
    entry = SearchEntry.objects.filter(regulation=library.waste).first()
    assert str(entry and entry.repealed_on) == "2023-12-01"


def test_removed_texts_leave_a_change(library: Library) -> None:
    services.remove_regulations([library.law.pk])
    assert not SearchEntry.objects.filter(regulation=library.law).exists()
    assert SearchOutbox.objects.filter(regulation_id=library.law.pk).count() == 2


def test_misses_are_counted_without_a_trace(db: None) -> None:
    for _ in range(2):
        services.count_miss("囍囍 囍")
    services.count_miss("  ")
    assert list(QueryMiss.objects.values_list("text", "count")) == [("囍囍 囍", 2)]
    assert {field.name for field in QueryMiss._meta.fields} == {"id", "text", "count", "last_on"}


def follow_up(follower: indexer.Follower) -> None:
    """Follow until the change is in: open transactions of other tests on the server hold the mark back."""
    deadline = monotonic() + 60
    while not follower.follow():
        assert monotonic() < deadline, "the change never reached the index"
        sleep(0.05)


def catch_up(follower: indexer.Follower) -> None:
    """Follow until the mark has passed the last change, whatever other tests keep open."""
    last = SearchOutbox.objects.aggregate(last=Max("transaction"))["last"]
    deadline = monotonic() + 60
    while (mark := read_mark(follower.index)) is None or mark.position <= last:
        assert monotonic() < deadline, "the mark never passed the last change"
        if not follower.follow():
            sleep(0.05)


def undo_a_transaction() -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        transaction.set_rollback(True)
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
class TestFollowing:
    """The writer of the read index, over real commits."""

    @pytest.fixture(autouse=True)
    def rows(self, transactional_db: None) -> None:
        from tests.search.library import build_library

        self.library = build_library()

    def test_the_index_follows_changes(self, tmp_path: Path) -> None:
        follower = indexer.open_follower(tmp_path)
        backend = TantivyBackend(tmp_path)
        assert titles(backend, "给予警告") == set()
        Provision.objects.filter(cite="第四条").update(text="依法给予警告。")
        services.index_regulations([self.library.waste.pk])
        follow_up(follower)
        backend._looked = 0.0
        assert titles(backend, "给予警告") == {"明川市城市厨余垃圾管理办法"}
        catch_up(follower)
        assert follower.follow() == 0

    def test_nothing_committed_is_lost_by_a_cut(self, tmp_path: Path) -> None:
        follower = indexer.open_follower(tmp_path)
        services.remove_regulations([self.library.law.pk])
        follower.writer.rollback()
        del follower
        follower = indexer.open_follower(tmp_path)
        follow_up(follower)
        assert "中华人民共和国固体废物污染环境防治法" not in titles(TantivyBackend(tmp_path), "固体废物")

    def test_a_damaged_index_is_built_anew_and_swapped(self, tmp_path: Path) -> None:
        del (first := [indexer.open_follower(tmp_path)])[0]
        generation = live_generation(tmp_path)
        assert generation
        (generation / "meta.json").write_text("{")
        with pytest.raises(Unavailable):
            TantivyBackend(tmp_path).facets(None)  # type: ignore[arg-type]
        indexer.open_follower(tmp_path)
        assert live_generation(tmp_path) != generation
        assert titles(TantivyBackend(tmp_path), "厨余垃圾 罚款")
        assert not first

    def test_an_index_of_another_dictionary_is_not_asked(self, tmp_path: Path) -> None:
        from search.models import DictionaryVersion

        indexer.open_follower(tmp_path)
        DictionaryVersion.objects.update_or_create(pk=1, defaults={"number": 99})
        vocabulary.forget()
        with pytest.raises(Unavailable):
            TantivyBackend(tmp_path).frequencies([])
        mark = read_mark(indexer.open_follower(tmp_path).index)
        assert mark
        assert mark.version == indexer.wanted_version()

    def test_the_dictionary_grows_when_all_is_quiet(self, tmp_path: Path) -> None:
        follower = indexer.open_follower(tmp_path)
        assert indexer.grow_when_quiet(follower) is None
        follower.quiet_rounds = indexer.QUIET_ROUNDS
        assert indexer.grow_when_quiet(follower) == 1
        assert "明川市" in vocabulary.segmenter().dictionary.places
        follower.quiet_rounds = indexer.QUIET_ROUNDS
        assert indexer.grow_when_quiet(follower) is None

    def test_one_writer_a_host(self, tmp_path: Path) -> None:
        with writer_lock(tmp_path), pytest.raises(WriterBusy), writer_lock(tmp_path):
            pass

    def test_the_command_runs_once(self, settings, tmp_path: Path) -> None:
        settings.SEARCH_INDEX_DIR = str(tmp_path)
        call_command("run_indexer", "--once")
        assert live_generation(tmp_path)

    def test_the_mark_passes_no_number_that_a_fallen_server_may_give_again(self, tmp_path: Path) -> None:
        """A transaction that was undone need not be on the disk when the power goes."""
        undo_a_transaction()
        follower = indexer.open_follower(tmp_path)
        services.index_regulations([self.library.waste.pk])
        last = SearchOutbox.objects.order_by("-transaction").values_list("transaction", flat=True)[0]
        undone = [undo_a_transaction() for _ in range(3)]
        for mark in (read_mark(follower.index), self.followed(follower), self.built_anew(tmp_path, follower)):
            assert mark
            assert mark.position <= last + 1 <= min(undone)

    def followed(self, follower: indexer.Follower) -> Mark | None:
        follow_up(follower)
        return read_mark(follower.index)

    def built_anew(self, folder: Path, follower: indexer.Follower) -> Mark | None:
        return read_mark(indexer.rebuild(folder, follower).index)

    def test_an_index_that_followed_all_outlives_the_forgotten_changes(self, tmp_path: Path) -> None:
        services.index_regulations([self.library.waste.pk])
        follower = indexer.open_follower(tmp_path)
        catch_up(follower)
        generation = live_generation(tmp_path)
        SearchOutbox.objects.update(created_at=timezone.now() - timedelta(days=indexer.KEPT_DAYS + 1))
        count = SearchOutbox.objects.count()
        assert indexer.forget_old_changes() == count - 1 > 0
        follower.close()
        indexer.open_follower(tmp_path).close()
        assert live_generation(tmp_path) == generation

    def test_an_index_that_missed_forgotten_changes_is_built_anew(self, tmp_path: Path) -> None:
        indexer.open_follower(tmp_path).close()
        generation = live_generation(tmp_path)
        services.index_regulations([self.library.waste.pk])
        services.index_regulations([self.library.law.pk])
        SearchOutbox.objects.update(created_at=timezone.now() - timedelta(days=indexer.KEPT_DAYS + 1))
        assert indexer.forget_old_changes()
        indexer.open_follower(tmp_path).close()
        assert live_generation(tmp_path) != generation

    def test_an_open_transaction_holds_the_mark_back(self, tmp_path: Path) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")
            assert cursor.fetchone()[0] == indexer.oldest_open_transaction()
