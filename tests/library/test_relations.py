"""What stands around an act that very many others cite."""

from datetime import date
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from regulations.models import Citation, Provision
from regulations.page_selectors import relations
from tests.insight.rows import city_act, edition, law

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(("shown", "listed", "unlisted", "queries"), [(240, 5, 0, 2), (4, 2, 3, 3)])
def test_acts_that_cite_are_all_counted(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries,
    shown: int, listed: int, unlisted: int, queries: int, alone: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr(relations, "MOST_CITATIONS", shown)
    for name, single in (("_CITING", False), ("_CITING_ONE", True)):
        built = partial(relations._citing, single=single)
        monkeypatch.setattr(relations, name, relations.Statement(built))
    cited = law("中华人民共和国甲法", on=date(2010, 1, 1))
    for at in range(5):
        act = city_act(f"明川市第{at}号办法", on=date(2020, 1, 1 + at))
        edition(act, ["依据《甲法》第二条、《甲法》第三条。"])
        place = Provision.objects.filter(version__regulation=act, text__startswith="依据").get()
        for start, path in ((2, "art_2"), (10, "art_3/para_1")):
            Citation.objects.create(
                provision=place, regulation=act, start=start, end=start + 4, kind="act", quote="《甲法》",
                status="resolved", target=cited, target_path=path,
            )  # fmt: skip
    other = law("中华人民共和国乙法", on=date(2010, 1, 1))
    with django_assert_num_queries(queries):
        found = relations.read_relations([cited.pk] if alone else [cited.pk, other.pk], [], DAY)
    assert (len(found.cited_by), found.cited_total, found.cited_unlisted) == (listed, 5, unlisted)
    assert found.cited_paths == {"art_2": 5, "art_3": 5}
    assert found.cited_by[0].act.title == "明川市第4号办法"
