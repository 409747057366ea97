"""Four clients at once, and searching while a writer commits.

In the room: processes of their own, each with its connection. Not in the room: queries in turns.
"""

import itertools
import multiprocessing
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path

from search.bench.place import index_of, prepare

SECONDS = 12.0
CLIENTS = 4
PAUSE = 0.25
SAMPLES = 8
_spawn = multiprocessing.get_context("spawn")


def throughput(folder: Path, engine: str, queries: Sequence[str], clients: int = CLIENTS) -> float:
    """Queries a second that some clients get answered, each a process that asks without a pause."""
    start = _spawn.Event()
    answers: multiprocessing.Queue[int] = _spawn.Queue()
    ready: multiprocessing.Queue[int] = _spawn.Queue()
    workers = [
        _spawn.Process(target=_ask, args=(folder, engine, queries, at, start, ready, answers), daemon=True)
        for at in range(clients)
    ]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.get(timeout=120)
    start.set()
    total = sum(answers.get(timeout=SECONDS * 20) for _ in workers)
    for worker in workers:
        worker.join(timeout=60)
    return total / SECONDS


@contextmanager
def indexer_running(folder: Path) -> Iterator[None]:
    """The writer of the read index at work in a process of its own."""
    stop = _spawn.Event()
    follower = _spawn.Process(target=_follow, args=(folder, stop), daemon=True)
    follower.start()
    try:
        yield
    finally:
        stop.set()
        follower.join(timeout=60)


@contextmanager
def writer_running(folder: Path) -> Iterator[None]:
    """An act written anew four times a second, the index following."""
    stop = _spawn.Event()
    writer = _spawn.Process(target=_write, args=(folder, stop), daemon=True)
    with indexer_running(folder):
        writer.start()
        time.sleep(3)
        try:
            yield
        finally:
            stop.set()
            writer.join(timeout=60)


def seconds_until_visible(is_found: Callable[[str], bool]) -> list[float]:
    """How long after its commit a changed provision is found, for some changes; the indexer runs."""
    from regulations.models import Provision, Regulation
    from search import services

    waited = []
    acts = Regulation.objects.filter(slug__startswith="bench-").order_by("pk").values_list("pk", flat=True)
    for act in acts[:SAMPLES]:
        word = "囍" + "".join(chr(0x4E00 + int(c, 16) * 97) for c in uuid.uuid4().hex[:5])
        place = Provision.objects.filter(version__regulation_id=act, kind="article").order_by("position")[0]
        Provision.objects.filter(pk=place.pk).update(text=f"{place.text}{word}")
        services.index_regulations([act])
        started = time.perf_counter()
        while not is_found(word) and time.perf_counter() - started < 30:
            time.sleep(0.02)
        waited.append(time.perf_counter() - started)
        Provision.objects.filter(pk=place.pk).update(text=place.text)
        services.index_regulations([act])
    return waited


def _ask(
    folder: Path,
    engine: str,
    queries: Sequence[str],
    offset: int,
    start: Event,
    ready: "multiprocessing.Queue[int]",
    answers: "multiprocessing.Queue[int]",
) -> None:
    prepare(folder)
    from search.bench.compare import engines_of

    ask = engines_of(folder).by_name()[engine]
    turn = itertools.cycle([*queries[offset * 13 :], *queries[: offset * 13]])
    for _ in range(3):
        ask(next(turn))
    ready.put(offset)
    start.wait()
    done, end = 0, time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        ask(next(turn))
        done += 1
    answers.put(done)


def _follow(folder: Path, stop: Event) -> None:
    prepare(folder)
    from search import indexer

    indexer.run(index_of(folder), stopped=stop.is_set)


def _write(folder: Path, stop: Event) -> None:
    prepare(folder)
    from regulations.models import Regulation
    from search import services

    acts = list(Regulation.objects.order_by("?").values_list("pk", flat=True)[:400])
    for act in itertools.cycle(acts):
        services.index_regulations([act])
        if stop.wait(PAUSE):
            return
