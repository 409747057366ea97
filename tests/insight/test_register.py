"""Document numbers: held, cited only, missing between them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regulations.insight.register import register_index, year_register
from tests.insight.rows import cite, city_act, stub

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers() -> None:
    for serial in (2, 3, 9):
        city_act(f"明川市第{serial}号办法", number=f"明川政办〔2024〕{serial}号")
    city_act("草稿", number="明川政办〔2024〕4号", publication="draft")
    act = city_act("明川市二〇二三年办法", number="明川政办〔2023〕1号")
    cite(act, stub("被引的办法", "明川政办〔2024〕6号"), role="mention")
    stub("同号的另一写法", "明川政办〔2024〕6号")
    stub("国务院文件", "国发〔2024〕1号")
    stub("标准", "GB/T 9704-2012")
    city_act("没有文号的办法")


def test_the_index_counts_each_organ_and_year(numbers: None) -> None:
    found = register_index()
    assert [each.organ for each in found] == ["明川政办"]
    assert [(c.year, c.held, c.cited, c.missing, c.below, c.first, c.last) for c in found[0].years] == [
        (2024, 3, 1, 4, 1, 2, 9),
        (2023, 1, 0, 0, 0, 1, 1),
    ]


def test_one_known_number_says_nothing_of_those_below() -> None:
    """Number 46 alone: nothing is missing between, 45 are not known."""
    city_act("明川市办法", number="明川政办〔2022〕46号")
    (count,) = register_index()[0].years
    assert (count.missing, count.below, count.first, count.last) == (0, 45, 46, 46)
    assert [(e.state, e.first, e.last) for e in year_register("明川政办", 2022).entries] == [
        ("below", 1, 45),
        ("held", 46, 46),
    ]


def test_a_year_lists_every_serial(numbers: None) -> None:
    found = year_register("明川政办", 2024)
    assert [(e.state, e.first, e.last, e.times) for e in found.entries] == [
        ("below", 1, 1, 0), ("held", 2, 2, 0), ("held", 3, 3, 0), ("missing", 4, 5, 0),
        ("cited", 6, 6, 1), ("missing", 7, 8, 0), ("held", 9, 9, 0),
    ]  # fmt: skip
    assert len(found.entries[4].acts) == 2
    assert year_register("明川政", 2024).entries == []


def test_pages(client: Client, numbers: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        assert "明川政办" in client.get("/register/").content.decode()
    with django_assert_num_queries(3):
        page = client.get("/register/", {"organ": "明川政办", "year": "2024"}).content.decode()
    assert "4—5号" in page
    assert "最小已知号以前" in page
    assert "草稿" not in page
    assert "被引用 1 处" in page
    assert client.get("/register/", {"organ": "无此机关", "year": "2024"}).status_code == 404
    assert client.get("/register/", {"organ": "明川政办", "year": "soon"}).status_code == 200
