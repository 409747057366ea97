"""Groups, synonyms, relaxing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.lexicon import Entry, Lexicon, build_lexicon, read_folder, read_thesaurus
from search.planner import Group, Plan, alternatives_of, make_plan, required_sets, weigh
from search.query import parse_query
from search.segmenter import Segmenter


def surfaces(plan: Plan) -> list[str]:
    return [group.surface for group in plan.groups]


def official(plan: Plan) -> set[str]:
    return {term.text for way in alternatives_of(plan) for term in way.terms}


@pytest.mark.parametrize(
    ("typed", "word"),
    [("滴滴", "网络预约出租汽车"), ("泔水", "厨余垃圾"), ("共享单车", "互联网租赁自行车"), ("下水道", "排水设施"),
     ("市住建局", "市住房和城乡建设局"), ("住房和城乡建设局", "住建局")],
)  # fmt: skip
def test_everyday_words_reach_official_ones(
    segmenter: Segmenter, lexicon: Lexicon, typed: str, word: str
) -> None:
    plan = make_plan(parse_query(typed), segmenter, lexicon)
    assert word in official(plan)
    assert plan.expansions


def test_expansion_can_be_switched_off(segmenter: Segmenter, lexicon: Lexicon) -> None:
    plan = make_plan(parse_query("泔水", expand=False), segmenter, lexicon)
    assert "厨余垃圾" not in official(plan)


def test_question_words_are_left_out(segmenter: Segmenter, lexicon: Lexicon) -> None:
    plan = make_plan(parse_query("秸秆能不能露天焚烧吗"), segmenter, lexicon)
    assert not {"能不能", "吗", "能", "不"} & set(surfaces(plan))
    assert "秸秆" in surfaces(plan)


def test_a_query_of_question_words_alone_still_asks(segmenter: Segmenter, lexicon: Lexicon) -> None:
    assert make_plan(parse_query("规定"), segmenter, lexicon).groups


def test_a_short_key_counts_only_between_words(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("打车", ("出租汽车",), "x")], ())
    assert "出租汽车" not in official(make_plan(parse_query("殴打车主"), segmenter, lexicon))
    assert "出租汽车" in official(make_plan(parse_query("半夜打车"), segmenter, lexicon))


def test_words_that_stand_nowhere_are_named(segmenter: Segmenter, lexicon: Lexicon) -> None:
    plan = make_plan(parse_query("厨余垃圾 囍囍囍"), segmenter, lexicon)
    counts = {way: 0 if any("囍" in t.text for t in way.terms) else 5 for way in alternatives_of(plan)}
    weighed = weigh(plan, counts, 100)
    assert surfaces(weighed) == ["厨余垃圾"]
    assert weighed.ignored == ("囍囍囍",)


@settings(deadline=None)
@given(st.lists(st.floats(0.1, 12), min_size=1, max_size=9), st.sampled_from([1.0, 0.7, 0.45, 0.25]))
def test_required_sets_reach_their_share_and_none_holds_another(weights: list[float], share: float) -> None:
    plan = Plan(
        groups=tuple(Group(str(at), (), weight) for at, weight in enumerate(sorted(weights, reverse=True)))
    )
    sets = required_sets(plan, share)
    assert sets
    for chosen in sets:
        reached = sum(plan.groups[at].weight for at in chosen)
        assert reached >= share * sum(group.weight for group in plan.groups[:6]) - 1e-6
        assert not any(set(other) < set(chosen) for other in sets)


def test_the_thesaurus_is_large_and_sound() -> None:
    entries = read_folder()
    assert len({entry.everyday for entry in entries}) >= 400
    assert len({entry.topic for entry in entries}) >= 10
    assert all(entry.official and entry.everyday not in entry.official for entry in entries)


def test_a_line_without_a_tab_is_refused() -> None:
    with pytest.raises(ValueError, match="制表符"):
        list(read_thesaurus(["滴滴 网约车"], "x"))
