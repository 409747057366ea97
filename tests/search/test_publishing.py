"""Two connections at once: a text that changes while a dictionary is published gets its words."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from regulations.models import Provision
from search import dictionary_growth, services, vocabulary
from search.models import DictionaryTerm, DictionaryVersion, SearchEntry
from tests.search.library import Library, build_library

TERM = "石榴木雕"
SOON = 0.3
LONG = 20.0


@pytest.fixture
def library(transactional_db: None) -> Library:
    library = build_library()
    DictionaryVersion.objects.get_or_create(pk=1)
    DictionaryTerm.objects.create(term=TERM, version=0)
    vocabulary.forget()
    return library


@pytest.fixture
def other() -> Iterator[Callable[[Callable[[], object]], "Future[object]"]]:
    """Runs something in a thread with a connection of its own."""

    def alone(work: Callable[[], object]) -> object:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        yield lambda work: pool.submit(alone, work)


def change_text(library: Library) -> None:
    """The text comes to hold the new term, and its entries are written."""
    article = Provision.objects.filter(version__regulation=library.cabs).earliest("position")
    Provision.objects.filter(pk=article.pk).update(text=f"禁止倒卖{TERM}。")
    services.index_regulations([library.cabs.pk])


def versions(library: Library) -> set[int]:
    entries = SearchEntry.objects.filter(regulation=library.cabs, body__contains=TERM)
    return set(entries.values_list("analyzer_version", flat=True))


def test_a_text_that_changes_during_a_publish_waits_for_it(
    library: Library, other: Callable[[Callable[[], object]], "Future[object]"]
) -> None:
    with transaction.atomic():
        assert dictionary_growth.publish() == 1
        changed = other(lambda: change_text(library))
        with pytest.raises(TimeoutError):
            changed.result(SOON)
    changed.result(LONG)
    vocabulary.forget()
    assert versions(library) == {vocabulary.segmenter().version}
    assert vocabulary.segmenter().dictionary.version == 1


def test_a_publish_waits_for_a_text_that_changes(
    library: Library, other: Callable[[Callable[[], object]], "Future[object]"]
) -> None:
    with transaction.atomic():
        change_text(library)
        published = other(dictionary_growth.publish)
        with pytest.raises(TimeoutError):
            published.result(SOON)
    assert published.result(LONG) == 1
    assert versions(library) == {vocabulary.segmenter(1).version}


def test_writers_do_not_wait_for_each_other_nor_for_the_thesaurus(
    library: Library, other: Callable[[Callable[[], object]], "Future[object]"]
) -> None:
    written, ended = Event(), Event()

    def write() -> None:
        with transaction.atomic():
            services.index_regulations([library.waste.pk])
            written.set()
            assert ended.wait(LONG)

    held = other(write)
    assert written.wait(LONG)
    services.index_regulations([library.cabs.pk])
    assert services.load_thesaurus()[0] > 0
    ended.set()
    held.result(LONG)


def test_what_another_process_published_is_used_at_once(library: Library) -> None:
    assert vocabulary.segmenter().dictionary.version == 0
    DictionaryTerm.objects.filter(term=TERM).update(version=1)
    DictionaryVersion.objects.filter(pk=1).update(number=1)
    change_text(library)
    assert versions(library) == {vocabulary.segmenter(1).version}


def test_a_publish_that_fails_leaves_no_words_behind(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(ids: object) -> int:
        vocabulary.segmenter()
        raise RuntimeError

    monkeypatch.setattr(services, "index_chronicles", fail)
    with pytest.raises(RuntimeError):
        dictionary_growth.publish()
    assert vocabulary.segmenter().dictionary.version == 0
    assert TERM not in vocabulary.segmenter().dictionary.terms
