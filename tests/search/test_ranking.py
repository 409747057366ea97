"""The order of hits: variety of acts, mentions, several official words of one group, whole phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import ranking
from search.backends.base import TOP, Candidate
from search.planner import Alternative, Group, Plan, Term
from search.ranking import FIRST, MOST_OF_ONE_ACT, Fields, explain, is_of_one_act, rank, score, spread
from search.selectors import _joined


def group(*words: str, weight: float = 5.0) -> Group:
    return Group(words[0], tuple(Alternative((Term(word),)) for word in words), weight)


def order(plan: Plan, *fields: Fields) -> list[int]:
    return [each.entry_id for each in rank(plan, fields)]


def test_several_official_words_of_one_group_tell_more_than_one() -> None:
    plan = Plan(groups=(group("放鞭炮", "烟花爆竹", "禁止燃放"),))
    one = Fields(1, "a", "t", body="烟花爆竹的批发企业应当登记其他事项。")
    both = Fields(2, "b", "t", body="禁止燃放烟花爆竹的地点由政府公布。其他")
    assert order(plan, one, both) == [2, 1]


def test_a_word_that_is_looked_for_in_two_ways_counts_once() -> None:
    once = Plan(groups=(group("网约车"),))
    ways = (Alternative((Term("网约车"),)), Alternative((Term("网约车", grams=True),)))
    twice = Plan(groups=(Group("网约车", ways, 5.0),))
    fields = Fields(1, "a", "t", body="网约车经营服务")
    assert score(once, fields) == pytest.approx(score(twice, fields))


def test_an_act_comes_before_a_mere_mention_in_a_chronicle() -> None:
    plan = Plan(groups=(group("老旧小区"),))
    mention = Fields(1, "大事记", "t", body="调研老旧小区改造", mention=True)
    act = Fields(2, "a", "t", body="推进老旧小区改造的任务由住建局负责")
    assert order(plan, mention, act) == [2, 1]


def test_a_word_of_the_title_outweighs_a_word_repeated_in_a_long_body() -> None:
    plan = Plan(groups=(group("厨余垃圾"), group("处罚", weight=2.0)))
    repeated = Fields(1, "a", "厨余垃圾管理办法", body="厨余垃圾" * 4 + "投放收集运输处理" * 25)
    penal = Fields(2, "a", "厨余垃圾管理办法", body="违反本办法规定的，由城市管理部门依法予以处罚。")
    assert order(plan, repeated, penal) == [2, 1]


def test_a_word_lost_in_a_long_text_is_hardly_held(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Plan(groups=(group("大货车", "货车", "载货汽车"), group("限行")))
    lost = Fields(1, "a", "t", body="货车载货汽车" * 30 + "其他事项安排" * 120 + "限行")
    both = Fields(2, "b", "t", body="货车在市区限行的时段由公安机关规定。" + "其他条件" * 9)
    assert order(plan, lost, both) == [2, 1]
    monkeypatch.setattr(ranking, "HELD_FROM", 1e-9)
    assert order(plan, lost, both) == [1, 2]


@pytest.mark.parametrize("words", ["限行", "限行限行限行"])
def test_a_word_held_well_enough_counts_whole(words: str) -> None:
    plan = Plan(groups=(group("限行"),))
    assert explain(plan, Fields(1, "a", "t", body=words)).factors["覆盖"] == pytest.approx(1.0)
    lost = Fields(2, "a", "t", body=words[:2] + "其他事项安排" * 400)
    assert 0 < explain(plan, lost).factors["覆盖"] < 1
    assert explain(plan, Fields(3, "a", "t", body="其他")).factors["覆盖"] == 0


def test_what_holds_the_whole_phrase_comes_first() -> None:
    plan = Plan(groups=(group("续航"),), bonus=(Term("续航里", grams=True),))
    word = Fields(1, "a", "t", body="可续航五小时，续航由机组掌握")
    phrase = Fields(2, "b", "t", body="车辆的续航里程不少于四百公里，" + "其他条件" * 10)
    assert order(plan, word, phrase) == [2, 1]


@given(st.lists(st.sampled_from("abc"), max_size=60))
def test_one_act_fills_the_first_ten_only_where_there_are_no_others(acts: list[str]) -> None:
    fields = [Fields(at, act, "t") for at, act in enumerate(acts)]
    counts = {act: acts.count(act) for act in acts}
    first = [each.act for each in spread(fields)[:FIRST]]
    if not is_of_one_act(fields):
        others = len(acts) - max(counts.values())
        assert max(map(first.count, first)) <= max(MOST_OF_ONE_ACT, FIRST - others)


def test_hits_that_are_named_count_among_the_five_of_their_act() -> None:
    fields = [Fields(at, "甲" if at < 8 else f"乙{at}", "题名") for at in range(20)]
    assert [each.act for each in spread(fields, ["甲"])[: FIRST - 1]].count("甲") == MOST_OF_ONE_ACT - 1
    assert [each.act for each in spread(fields, ["丙"])[: FIRST - 1]].count("甲") == MOST_OF_ONE_ACT
    assert {each.entry_id for each in spread(fields, ["甲"])} == set(range(20))


@pytest.mark.parametrize(("others", "is_one"), [(0, True), (4, True), (5, False), (30, False)])
def test_candidates_of_one_act(others: int, is_one: bool) -> None:
    fields = [Fields(at, "a", "t") for at in range(30)]
    fields += [Fields(100 + at, f"other-{at}", "t") for at in range(others)]
    assert is_of_one_act(fields) is is_one


def test_stricter_candidates_stay_however_wider_ones_are_ordered() -> None:
    strict = (Candidate(7, 1.0), Candidate(8, 0.5))
    wider = tuple(Candidate(at, 9.0) for at in range(TOP))
    joined = [candidate.entry_id for candidate in _joined(strict, wider)]
    assert joined[:2] == [7, 8]
    assert sorted(joined) == list(range(TOP))


def test_stricter_candidates_leave_room_for_wider_ones() -> None:
    strict = tuple(Candidate(at, 1.0) for at in range(100))
    joined = _joined(strict, (Candidate(1000, 0.1),))
    assert [candidate.entry_id for candidate in joined[:TOP]][-1] == 1000
