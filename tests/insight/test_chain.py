"""The chain of an act: bases above, followers below, succession by repeal."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regulations.insight.chain import WIDEST, read_chain
from regulations.insight.drawing import NARROW, draw_chain, wrap_title
from regulations.insight.titles import issued_title
from regulations.models import Regulation
from tests.insight.conftest import DAY
from tests.insight.rows import cite, city_act, edition, effect, law, stub

pytestmark = pytest.mark.django_db


def names(act: Regulation) -> tuple[list[list[str]], list[list[str]]]:
    chain = read_chain(act, DAY)
    return (
        [[link.act.title for link in layer.links] for layer in chain.above],
        [[link.act.title for link in layer.links] for layer in chain.below],
    )


@pytest.fixture
def act() -> Regulation:
    """国家法 ← 省条例（未收录）, 国家条例 ← 市办法 ← 区细则."""
    state = law("中华人民共和国防洪法", date(1998, 1, 1))
    edition(state, ["防洪。"], date(2016, 7, 2))
    rules = law("防汛条例", date(1991, 7, 2))
    cite(rules, state)
    act = city_act("明川市防汛办法")
    cite(act, rules)
    cite(act, stub("山西省防汛条例", level="province"))
    cite(act, act)
    below = city_act("东屏区防汛细则", issuer="明川市东屏区人民政府", level="county")
    cite(below, act)
    cite(city_act("东屏区草稿", publication="draft"), act)
    cite(city_act("只是提及的通知"), act, role="mention")
    return act


def test_layers_above_and_below(act: Regulation) -> None:
    above, below = names(act)
    assert above == [["中华人民共和国防洪法"], ["防汛条例", "山西省防汛条例"]]
    assert below == [["东屏区防汛细则"]]


def test_a_circle_of_bases_ends(act: Regulation) -> None:
    rules = Regulation.objects.get(title="防汛条例")
    cite(rules, act)
    above, _ = names(act)
    assert above[-1] == ["防汛条例", "山西省防汛条例"]


def test_the_widest_layers_are_cut_and_told(act: Regulation) -> None:
    for number in range(WIDEST + 3):
        cite(city_act(f"东屏区第{number}号细则"), act)
    layer = read_chain(act, DAY).below[0]
    assert (len(layer.links), len(layer.rest), layer.more) == (WIDEST, 4, 0)


def test_a_hidden_basis_is_not_drawn() -> None:
    act = city_act("明川市防汛办法")
    cite(act, city_act("草稿依据", publication="draft"))
    assert names(act) == ([], [])


def test_succession_follows_the_title() -> None:
    first = stub("明川市防汛办法（试行）", "明川政办〔2014〕4号")
    second = city_act("明川市防汛办法", number="明川政办〔2019〕4号", on=date(2019, 1, 1))
    third = city_act("明川市防汛办法", number="明川政办〔2024〕4号")
    other = stub("明川市养犬办法")
    effect(first, "repeal", date(2019, 1, 1), second)
    effect(second, "replace", date(2024, 2, 1), third)
    effect(other, "repeal", date(2024, 2, 1), third)
    effect(third, "replace", date(2026, 1, 1), city_act("明川市防汛办法"), state="rejected")
    for act in (second, third):
        line = read_chain(act, DAY).succession
        assert [each.act for each in line] == [first, second, third]
        assert [each.act for each in line if each.here] == [act]
    assert read_chain(other, DAY).succession == []


def test_a_drawing_has_a_box_for_each_and_lines_between(act: Regulation) -> None:
    drawing = draw_chain(read_chain(act, DAY))
    assert len(drawing.boxes) == 5
    assert len(drawing.lines) == 4
    assert all(box.x >= 0 and box.x < drawing.width and box.y < drawing.height for box in drawing.boxes)
    assert all(line.y1 < line.y2 for line in drawing.lines)
    narrow = draw_chain(read_chain(act, DAY), NARROW)
    assert (len(narrow.boxes), len(narrow.lines)) == (5, 4)
    assert narrow.width == drawing.width
    assert narrow.height > drawing.height
    assert max(len(words) for box in narrow.boxes for words in box.lines) <= 9
    alone = draw_chain(read_chain(city_act("独立的办法"), DAY))
    assert (len(alone.boxes), alone.lines) == (1, [])


def test_the_page_is_drawn_linked_and_told_in_words(
    client: Client, act: Regulation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Regulation.objects.filter(title="防汛条例").update(title="<防汛>条例")
    with django_assert_num_queries(8):
        page = client.get(f"/r/{act.slug}/chain/").content.decode()
    assert page.count('<svg class="drawing') == 2
    assert "&lt;防汛&gt;条例" in page
    assert page.count(f'href="/r/{Regulation.objects.get(title="东屏区防汛细则").slug}/"') == 3
    assert "草稿" not in page
    assert client.get("/r/no-such/chain/").status_code == 404


def test_stubs_have_a_chain_too(client: Client, act: Regulation) -> None:
    wanted = Regulation.objects.get(title="山西省防汛条例")
    assert "明川市防汛办法" in client.get(f"/r/{wanted.slug}/chain/").content.decode()


def test_titles_are_wrapped() -> None:
    assert wrap_title("甲" * 50) == ["甲" * 12, "甲" * 12, "甲" * 11 + "…"]
    assert wrap_title("") == ["（无题名）"]


def test_what_a_notice_issues() -> None:
    assert issued_title("明川市人民政府关于印发《明川市防汛办法》的通知") == "明川市防汛办法"
    assert issued_title("关于做好防汛工作的通知") == "关于做好防汛工作的通知"
