"""The measurements: percentiles and ratios, corpora, queries that find something."""

import random
from pathlib import Path

import pytest

from search import indexer
from search.backends.postgres import PostgresBackend
from search.backends.tantivy_index import TantivyBackend
from search.bench.build import _BASELINE, BASELINE
from search.bench.corpus import PLACES, alter, read_provisions, write_corpus
from search.bench.engines import Engines, request_of
from search.bench.figures import p95, percentile, print_demand
from search.bench.literal import is_found
from search.bench.plain import open_plain, search_plain
from search.bench.queries import CLASSES, make_queries
from search.index_files import live_generation, open_generation
from search.models import SearchEntry
from search.normal_form import fold
from search.services import index_regulations

LAW = """# 某法

第一条 为了加强厨余垃圾管理，保护和改善生态环境，制定本法。

第二条 县级以上人民政府应当履行下列职责：

（一）编制厨余垃圾处理规划，安排资金；

## 第二章 罚则

第三条 违反本法规定的，由城市管理部门责令限期改正，处以一千元以上五千元以下罚款。
"""


@pytest.fixture
def provisions(tmp_path: Path) -> list[str]:
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "law.md").write_text(LAW, encoding="utf-8")
    return read_provisions(tmp_path / "laws", tmp_path / "none")


@pytest.mark.parametrize(("share", "time"), [(0.0, 1.0), (0.5, 3.0), (0.95, 5.0), (1.0, 5.0)])
def test_percentiles(share: float, time: float) -> None:
    assert percentile([5.0, 3.0, 1.0, 4.0, 2.0], share) == time


def test_the_percentile_of_nothing_is_nought() -> None:
    assert p95([]) == 0.0


@pytest.mark.parametrize(
    ("value", "at_most", "holds"), [(2.0, True, True), (2.1, True, False), (2.1, False, True)]
)
def test_a_demand_holds_or_not(
    value: float, at_most: bool, holds: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert print_demand("x", value, 2.0, at_most=at_most) is holds
    assert ("合" if holds else "否") in capsys.readouterr().out


def test_an_article_is_read_with_its_items(provisions: list[str]) -> None:
    assert len(provisions) == 3
    assert provisions[1].endswith("安排资金；")
    assert "罚则" not in "".join(provisions)


def test_altering_changes_names_and_numbers_only() -> None:
    altered = alter("甲乙市人民政府应当在30日内答复", random.Random(1))
    assert "甲乙市" not in altered
    assert "30" not in altered
    assert any(place in altered for place in PLACES)
    assert altered.endswith("日内答复")


def test_engines_agree_over_a_made_corpus(db: None, tmp_path: Path, provisions: list[str]) -> None:
    for ids in write_corpus(provisions, 120):
        index_regulations(ids)
    assert SearchEntry.objects.filter(kind="provision").count() == 120
    indexer.rebuild(tmp_path / "i")
    generation = live_generation(tmp_path / "i")
    assert generation
    index = open_generation(generation)
    engines = Engines(TantivyBackend(tmp_path / "i"), PostgresBackend(), index, open_plain(tmp_path))
    queries = make_queries(index, each=3)
    assert {name for name, _ in queries} <= set(CLASSES)
    assert queries == make_queries(index, each=3)
    for _, text in queries:
        assert engines.are_equal(text)
        total, texts = engines.raw(text)
        assert total == engines.quick.find(request_of(text, engines.quick), limit=1).total
        assert 0 < len(texts) <= 20
        assert all(word in fold(texts[0]) for word in text.split())
        assert engines.raw_ids(text)[0] == total


def test_the_plain_index_wants_every_word_in_any_field(
    db: None, tmp_path: Path, provisions: list[str]
) -> None:
    for ids in write_corpus(provisions, 40):
        index_regulations(ids)
    index = open_plain(tmp_path)
    held = SearchEntry.objects.filter(body__contains="罚款", kind="provision")
    total, texts = search_plain(index, "罚款 责令", 5)
    assert total == held.count() > 0
    assert len(texts) == min(5, total)
    assert set(texts) <= {f"{row.title}\n{row.heading}\n{row.context}\n{row.body}" for row in held}
    assert search_plain(index, "罚款 囍囍", 5) == (0, [])
    assert search_plain(index, "罚责", 5) == (0, [])


def test_the_plain_index_is_built_once(db: None, tmp_path: Path, provisions: list[str]) -> None:
    for ids in write_corpus(provisions, 6):
        index_regulations(ids)
    built = open_plain(tmp_path).searcher().num_docs
    assert built == SearchEntry.objects.count()
    SearchEntry.objects.all().delete()
    assert open_plain(tmp_path).searcher().num_docs == built


def test_the_plain_table_holds_words_and_no_bigrams(db: None, provisions: list[str]) -> None:
    from django.db import connection

    for ids in write_corpus(provisions, 40):
        index_regulations(ids)
    with connection.cursor() as cursor:
        cursor.execute(_BASELINE)
        cursor.execute(f"SELECT count(*), bool_or(tsv::text LIKE '%%~%%') FROM {BASELINE}")
        assert cursor.fetchone() == (41, False)


def test_literal_recall_asks_for_the_entry(db: None, provisions: list[str]) -> None:
    for ids in write_corpus(provisions, 40):
        index_regulations(ids)
    entry = SearchEntry.objects.filter(body__contains="罚款")[0]
    assert is_found(entry.pk, "责令限期改正")
    assert not is_found(entry.pk, "编制厨余垃圾处理规划")


def test_a_demand_of_another_size_gets_no_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    print_demand("x", 3.0, 2.0, asked=False)
    told = capsys.readouterr().out
    assert "－" in told
    assert not {"合", "否"} & set(told)
