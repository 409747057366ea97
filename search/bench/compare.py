"""``python -m search.bench.compare --size 10000 --size 100000``: the engines side by side.

In the room: one run on a database of its own, the engines taking turns query by query.
Not in the room: relevance (the judged queries measure that).
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django

CLASSES = ("rare", "medium", "common", "mixed")
BOUNDS = {"rare": (2e-5, 5e-4), "medium": (5e-4, 2e-2), "common": (5e-2, 1.0)}
PAGE = 20


def main() -> None:
    """Read the command line, start a database of its own, measure each size."""
    parser = argparse.ArgumentParser(prog="search.bench.compare")
    parser.add_argument("--size", type=int, action="append", required=True)
    parser.add_argument("--laws", default=os.environ.get("LAWS", "../shared/laws"))
    parser.add_argument("--each", type=int, default=50, help="queries a class")
    arguments = parser.parse_args()
    from jincheng_gov.localservices.services import Services

    with tempfile.TemporaryDirectory(prefix="jc-bench-") as temporary:
        os.environ.pop("DATABASE_URL", None)
        services = Services(Path(temporary), durable=False, ours=("DATABASE_URL",))
        try:
            os.environ.update(
                services.start(), SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="jincheng_gov.settings"
            )
            os.environ["VAR_DIR"] = temporary
            django.setup()
            for size in sorted(arguments.size):
                measure(size, Path(arguments.laws), Path(temporary) / f"index-{size}", arguments.each)
        finally:
            services.remove()


def measure(size: int, laws: Path, folder: Path, each: int) -> None:
    """Build, index and query one size; print its table."""
    from django.core.management import call_command
    from django.db import connection

    from search import indexer, services, vocabulary
    from search.bench.corpus import read_articles, write_corpus

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    vocabulary.forget()
    articles = read_articles(laws)
    indexing = 0.0
    for ids in write_corpus(articles, size):
        started = time.perf_counter()
        services.index_regulations(ids)
        indexing += time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE search_searchentry")
        cursor.execute("SELECT pg_total_relation_size('search_searchentry') / 1000000")
        megabytes = cursor.fetchone()[0]
    started = time.perf_counter()
    indexer.rebuild(folder)
    building = time.perf_counter() - started
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    print(f"\n== {size} 条：入库索引 {indexing:.1f} 秒（{size / indexing:.0f} 条/秒，{megabytes} MB），"
          f"tantivy {building:.1f} 秒（{disk:.0f} MB）")  # fmt: skip
    compare(folder, each)


def compare(folder: Path, each: int) -> None:
    """Time each engine on the same queries, in turns; print p50 and p95 by class."""
    from search.backends.postgres import PostgresBackend
    from search.backends.tantivy_index import TantivyBackend
    from search.query import parse_query
    from search.selectors import search

    quick, sure = TantivyBackend(folder), PostgresBackend()
    engines: dict[str, Callable[[str], object]] = {
        "tantivy raw": lambda text: _raw(quick, text),
        "product": lambda text: search(parse_query(text), backend=quick, page_size=PAGE),
        "product, PG only": lambda text: search(parse_query(text), backend=sure, page_size=PAGE),
        "ts_rank, all": _rank_all,
    }
    times: dict[tuple[str, str], list[float]] = {}
    unequal = 0
    for name, text in _queries(quick, each):
        for engine, ask in engines.items():
            started = time.perf_counter()
            ask(text)
            times.setdefault((engine, name), []).append((time.perf_counter() - started) * 1000)
        unequal += _totals(quick, text) != _totals(sure, text)
    for engine in engines:
        spent = [t for name in CLASSES for t in times.get((engine, name), ())]
        common = times.get((engine, "common"), [0.0])
        print(
            f"{engine:18} p50 {statistics.median(spent):8.1f}  p95 {_p95(spent):8.1f}  common p95 {_p95(common):8.1f} ms"
        )
    print(f"totals and facets unequal between the two backends: {unequal}")


def _queries(backend: Any, each: int) -> list[tuple[str, str]]:
    """Queries of one to four words by how common the words are."""
    from search.models import SearchEntry
    from search.tsvector import read_vector

    chance = random.Random(7)
    total = SearchEntry.objects.count()
    counts: dict[str, int] = {}
    for literal in SearchEntry.objects.filter(pk__gt=0).order_by("?").values_list("tsv", flat=True)[:5000]:
        for term in {term for term, _, _ in read_vector(literal) if len(term) > 1 and "~" not in term}:
            counts[term] = counts.get(term, 0) + 1
    sampled = min(total, 5000)
    words = {
        name: sorted(w for w, n in counts.items() if low < n / sampled <= high and not w.isascii())
        for name, (low, high) in BOUNDS.items()
    }
    words["mixed"] = [*words["rare"][:200], *words["medium"], *words["common"]]
    return [
        (name, " ".join(chance.sample(words[name], min(len(words[name]), chance.randint(1, 4)))))
        for _ in range(each)
        for name in CLASSES
        if words[name]
    ]


def _request(backend: Any, text: str) -> Any:
    from jincheng_gov.clock import today
    from search import vocabulary
    from search.backends.base import Request
    from search.planner import alternatives_of, make_plan, weigh
    from search.query import Filters, parse_query

    plan = make_plan(parse_query(text, expand=False), vocabulary.segmenter(), vocabulary.lexicon())
    plan = weigh(plan, *backend.frequencies(alternatives_of(plan)))
    return Request(plan, (tuple(range(len(plan.groups))),), Filters(), today())


def _raw(backend: Any, text: str) -> object:
    """Twenty best of all words with the total, nothing else."""
    return backend.find(_request(backend, text), limit=PAGE)


def _totals(backend: Any, text: str) -> object:
    found = backend.find(_request(backend, text), limit=1, facets=True)
    return found.total, {name: dict(counts) for name, counts in found.facets.items()}


def _rank_all(text: str) -> object:
    """What a plain full-text page does: rank every match, count every match."""
    from django.db import connection

    from search.tsvector import quote

    query = "&".join(quote(word) for word in text.split())
    table = "search_searchentry"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE tsv @@ %s::tsquery", [query])
        total = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT id FROM {table} WHERE tsv @@ %s::tsquery ORDER BY ts_rank(tsv, %s::tsquery) DESC LIMIT {PAGE}",
            [query, query],
        )
        return total, cursor.fetchall()


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


if __name__ == "__main__":
    main()
