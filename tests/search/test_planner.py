"""Groups, synonyms, relaxing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.lexicon import Entry, Lexicon, build_lexicon, read_folder, read_thesaurus
from search.planner import (
    MOST_GROUPS,
    MOST_WEIGHED,
    Group,
    Plan,
    alternatives_of,
    make_plan,
    required_sets,
    weigh,
)
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


NAMES = [
    "养犬",
    "停车",
    "供热",
    "供水",
    "燃气",
    "电梯",
    "物业",
    "绿化",
    "消防",
    "噪声",
    "油烟",
    "秸秆",
    "烟花",
    "出租",
]


def test_of_many_words_the_rarest_are_looked_for(segmenter: Segmenter, lexicon: Lexicon) -> None:
    plan = make_plan(parse_query(" ".join(NAMES), expand=False), segmenter, lexicon)
    assert len(plan.groups) == len(NAMES)
    counts = {way: 10 + 50 * (len(NAMES) - NAMES.index(way.terms[0].text)) for way in alternatives_of(plan)}
    weighed = weigh(plan, counts, 10_000)
    assert surfaces(weighed) == NAMES[:-11:-1]
    assert set(weighed.left) == set(NAMES[:4])
    assert weighed.ignored == ()


def test_ten_words_are_all_looked_for(segmenter: Segmenter, lexicon: Lexicon) -> None:
    plan = make_plan(parse_query(" ".join(NAMES[:10])), segmenter, lexicon)
    weighed = weigh(plan, dict.fromkeys(alternatives_of(plan), 5), 10_000)
    assert set(surfaces(weighed)) == set(NAMES[:10])
    assert weighed.left == weighed.ignored == ()


def test_a_word_that_stands_nowhere_takes_no_place_among_the_ten(
    segmenter: Segmenter, lexicon: Lexicon
) -> None:
    plan = make_plan(parse_query(" ".join(["囍囍囍", *NAMES[:10]]), expand=False), segmenter, lexicon)
    counts = {way: 0 if way.terms[0].text == "囍囍囍" else 5 for way in alternatives_of(plan)}
    weighed = weigh(plan, counts, 10_000)
    assert set(surfaces(weighed)) == set(NAMES[:10])
    assert (weighed.ignored, weighed.left) == (("囍囍囍",), ())


def test_a_word_that_is_left_leads_to_no_other(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry(NAMES[0], ("犬只",), "x"), Entry(NAMES[-1], ("租赁",), "x")], ())
    plan = make_plan(parse_query(" ".join(NAMES)), segmenter, lexicon)
    rare = {"出租", "租赁"}
    counts = {way: 2 if way.terms[0].text in rare else 900 for way in alternatives_of(plan)}
    counts |= {way: 9000 for way in alternatives_of(plan) if way.terms[0].text in {"养犬", "犬只"}}
    weighed = weigh(plan, counts, 10_000)
    assert NAMES[0] in weighed.left
    assert [told.typed for told in weighed.expansions] == [NAMES[-1]]


def test_more_words_than_are_weighed_are_named(segmenter: Segmenter, lexicon: Lexicon) -> None:
    words = [f"{a}{b}" for a in "甲乙丙丁戊己庚" for b in "子丑寅卯辰"]
    query = replace(parse_query("厨余垃圾"), chunks=tuple(words))
    plan = make_plan(query, segmenter, lexicon)
    assert len(plan.groups) == MOST_WEIGHED
    assert plan.left == tuple(words[MOST_WEIGHED:])


@settings(deadline=None)
@given(st.lists(st.integers(0, 900), min_size=14, max_size=14))
def test_no_word_is_lost_in_silence(segmenter: Segmenter, lexicon: Lexicon, counted: list[int]) -> None:
    plan = make_plan(parse_query(" ".join(NAMES), expand=False), segmenter, lexicon)
    count = dict(zip(NAMES, counted, strict=True))
    weighed = weigh(plan, {way: count.get(way.terms[0].text, 0) for way in alternatives_of(plan)}, 10_000)
    assert sorted((*surfaces(weighed), *weighed.left, *weighed.ignored)) == sorted(NAMES)
    assert len(weighed.groups) <= MOST_GROUPS
    assert max((count[word] for word in surfaces(weighed)), default=0) <= min(
        (count[word] for word in weighed.left), default=900
    )


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
