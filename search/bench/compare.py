"""``python -m search.bench.compare --size 10000 --size 100000``: the engines side by side.

In the room: what is measured and in which order, the demands. Each size is a process with a
database of its own; with ``--keep`` its corpus is made once and used again.
Not in the room: relevance (the judged queries measure that).
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from search.bench import figures, load
from search.bench.place import Built, database, index_of, read_built

if TYPE_CHECKING:
    from search.bench.engines import Engines

LARGE = 1_000_000
MIDDLE = 100_000
Times = dict[str, dict[str, list[float]]]


def main() -> None:
    """Read the command line, measure each size in a process of its own, compare their growth."""
    parser = argparse.ArgumentParser(prog="search.bench.compare")
    parser.add_argument("--size", type=int, action="append", required=True)
    parser.add_argument("--laws", type=Path, default=Path("../shared/laws"))
    parser.add_argument("--gazettes", type=Path, default=Path("../shared/gazettes"))
    parser.add_argument("--keep", type=Path, help="folder in which corpora are kept")
    parser.add_argument("--build-only", action="store_true", help="make the corpora, ask nothing")
    parser.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.within:
        measure(arguments.keep, arguments)
        return
    with tempfile.TemporaryDirectory(prefix="jc-bench-") as temporary:
        folder = arguments.keep or Path(temporary)
        for size in sorted(arguments.size):
            command = [sys.executable, "-m", "search.bench.compare", "--within", "--size", str(size)]
            command += [
                "--keep",
                str(folder / str(size)),
                "--laws",
                str(arguments.laws),
                "--gazettes",
                str(arguments.gazettes),
            ]
            subprocess.run([*command, *(["--build-only"] if arguments.build_only else [])], check=True)
        _print_growth(folder, sorted(arguments.size))


def measure(folder: Path, arguments: argparse.Namespace) -> None:
    """Make the corpus of one size if need be, ask all engines, print the tables."""
    size = arguments.size[0]
    with database(folder):
        from search.bench.build import build
        from search.bench.plain import open_plain

        made_now = read_built(folder) is None
        built = build(folder, size, arguments.laws, arguments.gazettes)
        _print_built(built, made_now)
        open_plain(folder)
        if arguments.build_only:
            return
        from search import indexer
        from search.bench.queries import make_queries

        indexer.open_follower(index_of(folder)).follow()
        engines = engines_of(folder)
        queries = make_queries(engines.index)
        times = take_turns(engines.by_name(), queries)
        facets = take_turns({"tantivy aggregation": engines.raw_facets, "product": engines.facets}, queries)
        figures.print_times(f"{size} 条，{len(queries)} 个查询，逐条轮流", times)
        figures.print_times("分面", facets)
        unequal = [text for _, text in queries if not engines.are_equal(text)]
        print(f"  两个后端总数或分面不等：{len(unequal)} / {len(queries)} {unequal[:3] or ''}")
        rates = _rates(folder, [text for _, text in queries])
        idle, writing, visible = _while_writing(folder, engines, queries)
        _print_memory(engines)
        _print_demands(built, times, facets, rates, (idle, writing, visible), len(unequal))
        (folder / "p95.json").write_text(
            json.dumps({name: figures.p95(_whole(by_class)) for name, by_class in times.items()})
        )


def engines_of(folder: Path) -> "Engines":
    """The engines over the corpus of a folder."""
    from search.backends.postgres import PostgresBackend
    from search.backends.tantivy_index import TantivyBackend
    from search.bench.engines import Engines
    from search.bench.plain import open_plain
    from search.index_files import live_generation, open_generation

    generation = live_generation(index_of(folder))
    assert generation is not None
    index = open_generation(generation)
    return Engines(TantivyBackend(index_of(folder)), PostgresBackend(), index, open_plain(folder))


def take_turns(engines: Mapping[str, Callable[[str], object]], queries: Sequence[tuple[str, str]]) -> Times:
    """The milliseconds of each engine by class; all engines get one query before any gets the next.

    Each has answered all of them once before, so that nothing is read from a cold disk.
    """
    for _, text in queries:
        for ask in engines.values():
            ask(text)
    times: Times = {engine: {name: [] for name, _ in queries} for engine in engines}
    for name, text in queries:
        for engine, ask in engines.items():
            started = time.perf_counter()
            ask(text)
            times[engine][name].append((time.perf_counter() - started) * 1000)
    return times


def _rates(folder: Path, queries: Sequence[str]) -> dict[str, float]:
    from search.bench.engines import PRODUCT, RAW, TS_RANK

    rates = {name: load.throughput(folder, name, queries) for name in (RAW, PRODUCT, TS_RANK)}
    print(
        f"\n{load.CLIENTS} 个客户端同时，{load.SECONDS:g} 秒："
        + "，".join(f"{k} {v:.1f}/秒" for k, v in rates.items())
    )
    return rates


def _while_writing(
    folder: Path, engines: "Engines", queries: Sequence[tuple[str, str]]
) -> tuple[float, float, float]:
    """The product's p95 idle and while acts are written, and the longest wait for a change."""
    from search.bench.engines import PRODUCT

    product = {PRODUCT: engines.by_name()[PRODUCT]}
    idle = figures.p95(_whole(take_turns(product, queries)[PRODUCT]))
    with load.writer_running(folder):
        engines.answered.clear()
        writing = figures.p95(_whole(take_turns(product, queries)[PRODUCT]))
        answered = dict(engines.answered)
    with load.indexer_running(folder):
        time.sleep(3)
        waited = load.seconds_until_visible(lambda word: bool(_total(engines, word)))
    print(f"\n空闲 p95 {idle:.2f} 毫秒，写入时 {writing:.2f} 毫秒（{answered}）；变更可见：最长 {max(waited):.2f} 秒，"
          f"中位 {figures.percentile(waited, 0.5):.2f} 秒")  # fmt: skip
    return idle, writing, max(waited)


def _total(engines: "Engines", word: str) -> int:
    return engines.product(f"“{word}”").total


def _print_built(built: Built, made_now: bool) -> None:
    note = "" if made_now else "（已有的语料）"
    print(f"\n== {built.size} 条{note}：入库索引 {built.indexing_seconds:.0f} 秒，"
          f"{built.size / built.indexing_seconds:.0f} 条/秒；tantivy {built.reading_seconds:.0f} 秒，"
          f"{built.size / built.reading_seconds:.0f} 条/秒")  # fmt: skip
    print(f"   磁盘：条目表 {built.table} MB（其中 GIN {built.gin} MB），tantivy {built.tantivy} MB；"
          f"对照用的朴素表 {built.baseline} MB")  # fmt: skip


def _print_memory(engines: "Engines") -> None:
    memory = psutil.Process().memory_info()
    print(f"内存：查询进程 RSS {memory.rss / 1e6:.0f} MB（其中映射文件 {memory.shared / 1e6:.0f} MB），"
          f"索引 {engines.index.searcher().num_segments} 段")  # fmt: skip


def _print_demands(
    built: Built,
    times: Times,
    facets: Times,
    rates: Mapping[str, float],
    writing: tuple[float, float, float],
    unequal: int,
) -> None:
    from search.bench.engines import PG_ONLY, PRODUCT, RAW, RAW_IDS, TS_RANK

    p95 = {name: figures.p95(_whole(by_class)) for name, by_class in times.items()}
    facet = {name: figures.p95(_whole(by_class)) for name, by_class in facets.items()}
    idle, while_writing, visible = writing
    large, middle = built.size >= LARGE, built.size == MIDDLE
    demand = figures.print_demand
    print("\n要求（－：只对另一规模提出）：")
    demand("product p95 / raw tantivy p95", p95[PRODUCT] / p95[RAW], 2, asked=large)
    print(f"      against raw tantivy that gives numbers for texts: {p95[PRODUCT] / p95[RAW_IDS]:.2f}")
    demand("ts_rank p95 / product p95", p95[TS_RANK] / p95[PRODUCT], 20, at_most=False, asked=large)
    demand(
        "facets p95 / tantivy aggregation", facet["product"] / facet["tantivy aggregation"], 2, asked=large
    )
    demand("PostgreSQL only p95 / ts_rank p95", p95[PG_ONLY] / p95[TS_RANK], 0.5, asked=middle)
    demand("totals or facets unequal", unequal, 0)
    served = rates[PRODUCT] / rates[TS_RANK]
    demand("four clients: product / ts_rank, queries a second", served, 20, at_most=False, asked=large)
    demand("provisions a second in batches", built.size / built.indexing_seconds, 1000, at_most=False)
    demand("p95 while writing / idle", while_writing / idle, 1.5, asked=large)
    demand("seconds until a change is visible, longest", visible, 2)


def _print_growth(folder: Path, sizes: Sequence[int]) -> None:
    held = {size: json.loads((folder / str(size) / "p95.json").read_text()) for size in sizes
            if (folder / str(size) / "p95.json").exists()}  # fmt: skip
    if len(held) < 2:
        return
    print("\np95 随规模（毫秒）：")
    for engine in next(iter(held.values())):
        print(f"  {engine:26}" + "".join(f"{size:>10}: {found[engine]:8.2f}" for size, found in held.items()))
    if MIDDLE in held and LARGE in held:
        figures.print_demand(
            "growth of p95, 100k to 1M", held[LARGE]["product"] / held[MIDDLE]["product"], 10
        )


def _whole(by_class: Mapping[str, Sequence[float]]) -> list[float]:
    return [time for times in by_class.values() for time in times]


if __name__ == "__main__":
    main()
