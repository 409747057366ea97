"""One suite for both backends: the same matches, filters, facets, snippets, exact hits."""

from datetime import date
from pathlib import Path

import pytest

from jincheng_gov.clock import freeze_today
from regulations.models import Regulation
from search import indexer, services
from search.backends.base import FACETS, SearchBackend
from search.backends.postgres import PostgresBackend
from search.backends.tantivy_index import TantivyBackend
from search.query import Filters, parse_query
from search.selectors import SearchResults, search
from tests.search.library import Library

TODAY = date(2024, 1, 1)


@pytest.fixture(params=["postgresql", "tantivy"])
def backend(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> SearchBackend:
    """Each backend in turn over the same library."""
    if request.param == "postgresql":
        return PostgresBackend()
    folder = tmp_path / "suite"
    indexer.rebuild(folder)
    return TantivyBackend(folder)


def ask(backend: SearchBackend, typed: str, filters: Filters | None = None, **more: object) -> SearchResults:
    with freeze_today(TODAY):
        return search(parse_query(typed, filters), backend=backend, **more)  # type: ignore[arg-type]


def places(results: SearchResults) -> list[tuple[str, str]]:
    return [(hit.row.title[:5], hit.row.place) for hit in results.hits]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("厨余垃圾 罚款", "第四条"),
        ("泔水能不能喂猪", "第三条"),
        ("滴滴司机要什么证", "第二条"),
        ("打车绕路", "第三条"),
        ("“饲喂畜禽”", "第三条"),
        ("垃圾用于饲", "第三条"),
        ("城市厨余垃圾管理办法第4条", "第四条"),
        ("明政办〔2021〕4号 第三条", "第三条"),
        ("网络预约出租汽车经营服务管理实施细则 第二条", "第二条"),
    ],
)
def test_the_place_asked_for_comes_first(backend: SearchBackend, typed: str, place: str) -> None:
    assert ask(backend, typed).hits[0].row.place == place


@pytest.mark.parametrize(
    "typed",
    ["明政办〔2023〕1号", "明政办[2023] 1 号", "2023年1号", "明川市城市厨余垃圾管理办法", "厨余垃圾管理办法"],
)
def test_an_act_by_number_or_title(backend: SearchBackend, library: Library, typed: str) -> None:
    results = ask(backend, typed)
    assert results.exact
    assert results.hits[0].row.regulation_id == library.waste.pk
    assert results.hits[0].row.provision_id is None


@pytest.mark.parametrize("typed", ["公室", "囍囍", "-厨余垃圾", "厨余垃圾 -厨余", "标题:囍"])
def test_what_is_not_found(backend: SearchBackend, typed: str) -> None:
    assert ask(backend, typed).total == 0


def test_a_word_across_two_words_does_not_match(backend: SearchBackend) -> None:
    assert places(ask(backend, "民政")) == [("明川市城市", "第二条")]


def test_national_law_stands_behind_the_city(backend: SearchBackend) -> None:
    results = ask(backend, "厨余垃圾 饲喂畜禽")
    levels = [hit.row.level for hit in results.hits]
    assert levels[0] == "city"
    assert "national" in levels


def test_a_chronicle_is_found(backend: SearchBackend, library: Library) -> None:
    results = ask(backend, "市长调研厨余垃圾处理项目")
    assert results.hits[0].row.chronicle_id == library.chronicle.pk


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(level=("national",)), 3),
        (Filters(level=("city",)), 11),
        (Filters(year=(2021,)), 4),
        (Filters(year=(1999,)), 0),
        (Filters(issuer=("明川",)), 9),
        (Filters(issuer=("明(川",)), 0),
        (Filters(status=("repealed",)), 4),
        (Filters(status=("in_force",)), 8),
        (Filters(status=("in_force",), on=date(2022, 1, 1)), 7),
        (Filters(status=("not_yet",), on=date(2020, 1, 1)), 12),
        (Filters(status=("expired",), on=date(2030, 1, 1)), 5),
        (Filters(status=("nonsense",)), 0),
        (Filters(status=("nonsense", "repealed")), 4),
        (Filters(genre=("办法",)), 5),
    ],
)
def test_filters_alone_count_exactly(backend: SearchBackend, filters: Filters, count: int) -> None:
    assert ask(backend, "", filters).total == count


def test_search_within_one_act(backend: SearchBackend, library: Library) -> None:
    results = ask(backend, "厨余垃圾", Filters(regulation=library.law.pk))
    assert {hit.row.regulation_id for hit in results.hits} == {library.law.pk}


def test_facets_are_exact(backend: SearchBackend) -> None:
    facets = ask(backend, "厨余垃圾", facets=True).facets
    assert set(facets) == set(FACETS)
    assert facets["level"] == {"city": 6, "national": 1}
    assert facets["status"] == {"in_force": 6}
    assert facets["year"] == {"2023": 6, "2020": 1}


def test_a_long_question_relaxes_and_says_so(backend: SearchBackend) -> None:
    results = ask(backend, "厨余垃圾 从业资格 民政 罚款")
    assert results.full == 0
    assert results.total > 0
    assert results.dropped


def test_snippets_are_substrings_of_the_stored_text(backend: SearchBackend) -> None:
    for hit in ask(backend, "厨余垃圾 罚款").hits:
        assert hit.snippet.text in hit.row.body


def test_pages_neither_repeat_nor_lose(backend: SearchBackend) -> None:
    whole = [hit.row.pk for hit in ask(backend, "明川市", page_size=50).hits]
    paged = [
        hit.row.pk for page in (1, 2, 3, 4) for hit in ask(backend, "明川市", page=page, page_size=3).hits
    ]
    assert paged == whole[:12]


def test_a_withdrawn_act_is_never_shown(backend: SearchBackend, library: Library) -> None:
    document = library.waste.document
    assert document
    document.publication = "withdrawn"
    document.save()
    assert all(hit.row.regulation_id != library.waste.pk for hit in ask(backend, "厨余垃圾 罚款").hits)
    assert not ask(backend, "明政办〔2023〕1号").hits


def test_both_backends_find_the_same(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "same"
    indexer.rebuild(folder)
    for typed in (
        "厨余垃圾",
        "驾驶员 绕道",
        "泔水 罚款 从业资格",
        "办法",
        "“本办法”",
        "畜禽 -厨余垃圾",
        "标题:细则",
    ):
        found = [
            ask(one, typed, facets=True, page_size=100) for one in (PostgresBackend(), TantivyBackend(folder))
        ]
        ids = [{hit.row.pk for hit in results.hits} for results in found]
        assert ids[0] == ids[1], typed
        assert found[0].total == found[1].total, typed
        assert found[0].facets == found[1].facets, typed


@pytest.mark.parametrize("typed", ["厨余垃圾", "管理", "垃圾 饲喂"])
def test_hits_stand_in_the_order_of_their_days(backend: SearchBackend, typed: str) -> None:
    Regulation.objects.filter(title__contains="网络预约").update(effective_on=None)
    services.refresh_dates(list(Regulation.objects.values_list("pk", flat=True)))
    backend = _anew(backend)
    by_worth, newest, oldest = (ask(backend, typed, order=order) for order in ("", "new", "old"))
    assert {hit.row.pk for hit in newest.hits} == {hit.row.pk for hit in oldest.hits}
    assert {hit.row.pk for hit in newest.hits} == {hit.row.pk for hit in by_worth.hits}
    assert newest.total == oldest.total == by_worth.total
    for results, sign in ((newest, -1), (oldest, 1)):
        days = [hit.row.effective_on for hit in results.hits]
        known = [day for day in days if day]
        assert days == sorted(known, key=lambda day: sign * day.toordinal()) + [None] * days.count(None)
    assert all(hit.explanation.words for hit in newest.hits)


def test_pages_in_the_order_of_days_hold_each_hit_once(backend: SearchBackend) -> None:
    whole = [hit.row.pk for hit in ask(backend, "厨余垃圾", order="new").hits]
    pages = [ask(backend, "厨余垃圾", order="new", page=page, page_size=2).hits for page in (1, 2, 3)]
    assert [hit.row.pk for page in pages for hit in page] == whole[:6]


def _anew(backend: SearchBackend) -> SearchBackend:
    """The backend as it answers after a change of the rows."""
    if isinstance(backend, PostgresBackend):
        return backend
    folder = backend._folder  # type: ignore[attr-defined]
    indexer.rebuild(folder)
    return TantivyBackend(folder)


def test_an_index_that_names_what_is_gone_does_not_answer(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries are written anew, with other keys, before their index is."""
    indexer.rebuild(tmp_path / "before")
    quick, sure = TantivyBackend(tmp_path / "before"), PostgresBackend()
    monkeypatch.setattr("search.selectors.backends", lambda: (quick, sure))

    def answer(**more: str) -> SearchResults:
        with freeze_today(TODAY):
            return search(parse_query("厨余垃圾"), **more)  # type: ignore[arg-type]

    before = answer()
    assert before.backend == "tantivy"
    services.index_regulations([library.waste.pk, library.law.pk])
    after, by_day = answer(), answer(order="new")
    assert (after.backend, by_day.backend) == ("postgresql", "postgresql")
    assert len(after.hits) == len(before.hits) == after.total == before.total
