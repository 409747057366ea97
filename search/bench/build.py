"""A corpus into a database and an index, through the product's own indexing, with its pace.

In the room: making, indexing, the plain table that stands for a usual full-text page.
Not in the room: queries.
"""

import time
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from search import indexer, services, vocabulary
from search.bench.corpus import read_provisions, write_corpus
from search.bench.place import Built, index_of, megabytes, read_built, write_built

BASELINE = "bench_plain"
# words only, narrow, inside the row: what ts_rank reads fastest
_BASELINE = f"""
CREATE TABLE {BASELINE} AS
SELECT id, ts_delete(tsv, ARRAY(SELECT lexeme FROM unnest(tsv) WHERE lexeme LIKE '~%%')) AS tsv
  FROM search_searchentry;
ALTER TABLE {BASELINE} ADD PRIMARY KEY (id);
CREATE INDEX {BASELINE}_tsv ON {BASELINE} USING gin (tsv);
"""


def build(folder: Path, size: int, laws: Path, gazettes: Path) -> Built:
    """The corpus of a size, made unless it is there already; one that was kept follows the tables and
    the words of the code.

    Example: ``build(Path("/tmp/bench/10000"), 10_000, laws, gazettes).indexing_seconds``.
    Returns the figures of its making. Raises what the database raises.
    """
    built = read_built(folder)
    call_command("migrate", verbosity=0)
    if built is not None:
        indexer.take_shipped_words()
        return built
    call_command("flush", interactive=False, verbosity=0)
    vocabulary.forget()
    indexer.take_shipped_words()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {BASELINE}")
    indexing = 0.0
    for ids in write_corpus(read_provisions(laws, gazettes), size):
        started = time.perf_counter()
        services.index_regulations(ids)
        indexing += time.perf_counter() - started
    started = time.perf_counter()
    indexer.rebuild(index_of(folder))
    reading = time.perf_counter() - started
    sizes = _settle()
    built = Built(size, indexing, reading, *sizes, megabytes(index_of(folder)))
    write_built(folder, built)
    return built


def _settle() -> tuple[int, int, int]:
    """Statistics and the plain table; the megabytes of entries, their GIN, the plain table."""
    with connection.cursor() as cursor:
        cursor.execute(_BASELINE.replace("%%", "%"))
        cursor.execute(f"VACUUM ANALYZE search_searchentry, {BASELINE}")
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT pg_total_relation_size('search_searchentry') / 1000000,"
            " (pg_relation_size('search_entry_tsv') + pg_relation_size('search_entry_named')) / 1000000,"
            f" pg_total_relation_size('{BASELINE}') / 1000000"
        )
        table, gin, baseline = cursor.fetchone()
    return table, gin, baseline
