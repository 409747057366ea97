"""Words as citizens type them: fillers, boundaries, compounds, quantities, short names of bodies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.lexicon import Entry, Lexicon, build_lexicon
from search.pieces import without_degrees
from search.planner import Plan, alternatives_of, make_plan, weigh, with_official_issuers
from search.quantities import is_any_one, quantity_at, spellings
from search.query import Filters, parse_query
from search.segmenter import Dictionary, Segmenter
from search.selectors import search
from search.services import index_regulations
from tests.search.library import Library, make_act, new_source


def surfaces(plan: Plan) -> list[str]:
    return [group.surface for group in plan.groups]


def test_a_known_word_takes_the_character_that_a_cut_left_alone(segmenter: Segmenter) -> None:
    lexicon = build_lexicon(
        [Entry("高铁", ("高速铁路",), "x"), Entry("打车", ("出租汽车",), "x")], ("什么时候",)
    )
    assert "高铁" in surfaces(make_plan(parse_query("什么时候通高铁"), segmenter, lexicon))
    assert "打车" not in surfaces(make_plan(parse_query("殴打车主"), segmenter, lexicon))


def test_two_whole_words_are_not_torn(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("区政府", ("区人民政府",), "x")], ())
    assert "区政府" not in surfaces(make_plan(parse_query("城区政府"), segmenter, lexicon))


def test_what_stands_nowhere_falls_back_to_what_is_near(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("泔水", ("厨余垃圾",), "x")], ())
    plan = make_plan(parse_query("泔水桶"), segmenter, lexicon)
    counts = {way: int(way.terms[0].text == "厨余垃圾") for way in alternatives_of(plan)}
    weighed = weigh(plan, counts, 10)
    (group,) = weighed.groups
    assert {way.terms[0].text for way in group.alternatives} == {"厨余垃圾"}
    assert [(told.typed, set(told.official)) for told in weighed.expansions] == [("泔水桶", {"厨余垃圾"})]


def test_a_compound_that_stands_nowhere_is_looked_for_by_its_words(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("车位", ("停车位",), "x"), Entry("小区车位", ("囍囍囍",), "x")], ())
    plan = make_plan(parse_query("小区车位"), segmenter, lexicon)
    counts = {way: int(way.terms[0].text == "停车位") for way in alternatives_of(plan)}
    (group,) = weigh(plan, counts, 10).groups
    assert {way.terms[0].text for way in group.alternatives} == {"停车位"}


def test_with_other_words_switched_off_nothing_stands_for_what_stands_nowhere(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("车位", ("停车位",), "x")], ())
    plan = make_plan(parse_query("小区车位", expand=False), segmenter, lexicon)
    weighed = weigh(plan, {way: int(way.terms[0].text != "小区车位") for way in alternatives_of(plan)}, 10)
    assert weighed.expansions == ()
    assert not any(group.fallback for group in weighed.groups)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("过年前清不清", {"过年", "清"}),
        ("收费合不合法", {"收费", "合法"}),
        ("下水道修没修", {"下水道", "修"}),
        ("能不能", {"能不能"}),
        ("不得不", {"不得不"}),
    ],
)
def test_a_verb_said_twice_asks(typed: str, read: set[str], segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("下水道", ("排水设施",), "x")], ("能不能", "前"))
    assert set(surfaces(make_plan(parse_query(typed), segmenter, lexicon))) == read


def test_a_rare_word_tells_more_than_a_common_one_of_its_group(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("泔水", ("厨余垃圾", "管理"), "x")], ())
    plan = make_plan(parse_query("泔水"), segmenter, lexicon)
    counts = {
        way: {"泔水": 2, "厨余垃圾": 20, "管理": 900}[way.terms[0].text] for way in alternatives_of(plan)
    }
    (group,) = weigh(plan, counts, 1000).groups
    weights = {way.terms[0].text: way.weight for way in group.alternatives}
    assert weights["泔水"] > weights["厨余垃圾"] > weights["管理"]


def test_what_an_official_word_leads_to_adds_less(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("泔水", ("厨余垃圾",), "x"), Entry("厨余垃圾", ("餐厨垃圾",), "x")], ())
    for typed, other, weight in (("泔水", "厨余垃圾", 0.85), ("厨余垃圾", "餐厨垃圾", 0.6)):
        (group,) = make_plan(parse_query(typed), segmenter, lexicon).groups
        assert {way.terms[0].text: way.weight for way in group.alternatives}[other] == weight


def test_what_stands_somewhere_needs_no_fallback(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("泔水", ("厨余垃圾",), "x")], ())
    plan = make_plan(parse_query("泔水桶"), segmenter, lexicon)
    counts = dict.fromkeys(alternatives_of(plan), 3)
    weighed = weigh(plan, counts, 10)
    (group,) = weighed.groups
    assert {way.terms[0].text for way in group.alternatives} == {"泔水桶"}
    assert weighed.expansions == ()


def test_what_hardly_stands_anywhere_is_looked_for_in_parts_too(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("泔水", ("厨余垃圾",), "x")], ())
    plan = make_plan(parse_query("泔水桶"), segmenter, lexicon)
    weighed = weigh(plan, dict.fromkeys(alternatives_of(plan), 3), 50_000)
    (group,) = weighed.groups
    assert {"泔水桶", "泔水", "厨余垃圾"} <= {way.terms[0].text for way in group.alternatives}
    assert [(told.typed, told.official) for told in weighed.expansions] == [("泔水桶", ("泔水", "厨余垃圾"))]


def test_a_known_word_is_not_widened_however_rare(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("泔水", ("厨余垃圾",), "x"), Entry("泔水桶", ("收集容器",), "x")], ())
    plan = make_plan(parse_query("泔水桶"), segmenter, lexicon)
    (group,) = weigh(plan, dict.fromkeys(alternatives_of(plan), 1), 50_000).groups
    assert "泔水" not in {way.terms[0].text for way in group.alternatives}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("工地灰太大", {"工地", "灰大"}),
        ("灰特别大", {"灰大"}),
        ("灰大", {"灰大"}),
        ("太阳大", {"太阳"}),
        ("很", {"很"}),
    ],
)
def test_a_word_of_degree_parts_no_known_word(typed: str, read: set[str], segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("灰大", ("扬尘",), "x")], ())
    bare = Segmenter(segmenter.cutter)
    assert set(surfaces(make_plan(parse_query(typed), bare, lexicon))) == read


def test_a_word_of_degree_stays_where_it_parts_nothing_known(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("灰大", ("扬尘",), "x")], ())
    assert without_degrees("灰太多", lexicon) == "灰太多"
    assert without_degrees("灰太大人太多", lexicon) == "灰大人太多"
    assert without_degrees("太", lexicon) == "太"


def test_a_person_is_not_a_verb_said_twice(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("老人", ("老年人",), "x"), Entry("做饭", ("助餐",), "x")], ("没",))
    assert {"老人", "做饭"} <= set(surfaces(make_plan(parse_query("老人没人做饭"), segmenter, lexicon)))


@pytest.mark.parametrize(
    ("known", "typed", "read"),
    [
        (Entry("没证", ("未取得",), "x"), "没证明怎么办", {"证明"}),
        (Entry("没证", ("未取得",), "x"), "司机没证", {"司机", "没证"}),
        (Entry("备药", ("医药储备",), "x"), "备药的厂家", {"备药", "厂家"}),
    ],
)
def test_a_short_known_word_ends_where_words_end(
    known: Entry, typed: str, read: set[str], segmenter: Segmenter
) -> None:
    grown = Segmenter(segmenter.cutter, Dictionary(frozenset({known.everyday})))
    lexicon = build_lexicon([known], ("没", "怎么办", "的"))
    assert set(surfaces(make_plan(parse_query(typed), grown, lexicon))) == read


def test_an_official_word_is_not_cut_for_a_shorter_one(segmenter: Segmenter) -> None:
    lexicon = build_lexicon([Entry("备药", ("医药储备",), "x"), Entry("存货", ("储备",), "x")], ())
    assert "储备" in surfaces(make_plan(parse_query("储备药的厂家"), Segmenter(segmenter.cutter), lexicon))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("之前先办", set()),
        ("渣土先办证", {"渣土"}),
        ("未批先建", {"未批先建"}),
        ("未批", {"未批"}),
        ("引客", {"引客"}),
    ],
)
def test_an_adverb_makes_no_word_with_one_character(typed: str, read: set[str], segmenter: Segmenter) -> None:
    assert read <= set(surfaces(make_plan(parse_query(typed), segmenter, build_lexicon([], ()))))
    assert "先办" not in surfaces(
        make_plan(parse_query(f"{typed}什么"), segmenter, build_lexicon([], ("什么",)))
    )


@pytest.mark.parametrize(("typed", "one"), [("一层", True), ("1年", True), ("两层", False), ("一级", False),
                                            ("1万元", False), ("一定", False), ("11层", False)])  # fmt: skip
def test_one_of_a_unit_is_no_more_than_a(typed: str, one: bool) -> None:
    assert is_any_one(typed) is one


def test_one_of_a_unit_weighs_little(segmenter: Segmenter) -> None:
    plan = make_plan(parse_query("出租一层装修两层"), Segmenter(segmenter.cutter), build_lexicon([], ()))
    assert {group.surface: group.light for group in plan.groups if "层" in group.surface} == {
        "一层": True,
        "两层": False,
    }


def test_an_official_word_that_is_missing_leads_to_its_like() -> None:
    lexicon = build_lexicon([Entry("狗", ("犬只", "养犬管理"), "x")], ())
    assert lexicon.near("养犬管理") == ("犬只",)
    assert lexicon.near("渣土") == ()


@pytest.mark.parametrize(
    ("typed", "others"),
    [("65岁", {"65周岁", "六十五岁", "六十五周岁"}), ("三天", {"3日", "三日", "3天"}), ("三十日内", {"30日内"}),
     ("5万元", {"五万元"})],
)  # fmt: skip
def test_a_quantity_in_its_other_spellings(typed: str, others: set[str]) -> None:
    assert others <= set(spellings(typed))
    assert quantity_at(f"满{typed}老人", 1) == typed


@pytest.mark.parametrize("text", ["2023年", "65", "岁", "1234567元", "一定", "第3年"])
def test_what_is_no_quantity(text: str) -> None:
    assert not any(quantity_at(text, start) for start in range(len(text)))
    assert spellings(text) == (text,)


@given(st.text(alphabet="0123456789一二三十百岁天年元米第", max_size=12))
def test_any_quantity_is_among_its_spellings(text: str) -> None:
    for start in range(len(text)):
        if found := quantity_at(text, start):
            assert text.startswith(found, start)
            assert found in spellings(found)


def test_ages_are_found_however_they_are_written(library: Library) -> None:
    from regulations.models import Provision
    from search import services

    Provision.objects.filter(version__regulation=library.cabs, cite="第二条").update(
        text="年满六十五周岁的乘客优先。"
    )
    services.index_regulations([library.cabs.pk])
    assert [hit.row.place for hit in search(parse_query("65岁")).hits] == ["第二条"]


def test_issuers_by_short_names() -> None:
    lexicon = build_lexicon([Entry("住建局", ("住房和城乡建设局",), "units", both_ways=True)], ())
    wide = with_official_issuers(Filters(issuer=("市住建局", "明川区政府办")), lexicon).issuer
    assert {"市住建局", "市住房和城乡建设局", "明川区人民政府办公室"} <= set(wide)
    assert with_official_issuers(Filters(), Lexicon()) == Filters()


def test_what_holds_both_ways_never_widens_a_word_to_a_part_of_it() -> None:
    entries = [
        Entry("政府", ("人民政府",), "units", both_ways=True),
        Entry("团委", ("共青团",), "units", both_ways=True),
    ]
    synonyms = build_lexicon(entries, ()).synonyms
    assert synonyms["政府"] == ("人民政府",)
    assert "人民政府" not in synonyms
    assert synonyms["市人民政府"] == ("市政府",)
    assert synonyms["共青团"] == ("团委",)


@pytest.mark.parametrize(
    ("typed", "titles"),
    [("厨余垃圾 机关:明川市政府", {"明川市城市厨余垃圾管理办法"}), ("状态:废止 驾驶员", {"明川市网络预约出租汽车经营服务管理实施细则"}),
     ("类型:实施细则 驾驶员", {"明川市网络预约出租汽车经营服务管理实施细则"}), ("年份:二〇二三年 厨余垃圾", {"明川市城市厨余垃圾管理办法", "2023年1月大事记"})],
)  # fmt: skip
def test_fields(library: Library, typed: str, titles: set[str]) -> None:
    assert {hit.row.title for hit in search(parse_query(typed)).hits} == titles


@pytest.mark.parametrize("typed", ["状态:胡说 厨余垃圾", "年份:去年 厨余垃圾", "层级:天上 厨余垃圾"])
def test_a_value_that_no_field_has_stays_a_word(typed: str) -> None:
    query = parse_query(typed)
    assert not query.filters
    assert len(query.chunks) == 2


@pytest.mark.parametrize(
    ("typed", "filters"),
    [("固体废物污染环境防治法", Filters(level=("city",))), ("厨余垃圾管理办法 第三条", Filters(year=(2019,))),
     ("明政办〔2023〕1号", Filters(status=("repealed",)))],
)  # fmt: skip
def test_filters_hold_for_what_is_named_too(library: Library, typed: str, filters: Filters) -> None:
    results = search(parse_query(typed, filters))
    assert not results.exact
    assert not results.not_held


@pytest.mark.parametrize("typed", ["主城区饮用水预案", "城区饮用水预案"])
def test_a_shortened_title_may_hold_part_of_a_word(library: Library, typed: str) -> None:
    plan_of_water = make_act(
        title="明川市主城区饮用水水源地应急预案", doc_number="明政办〔2022〕8号", level="city",
        articles={"1.1": "编制目的"}, source=new_source("water"), issue=None,
    )  # fmt: skip
    index_regulations([plan_of_water.pk])
    results = search(parse_query(typed))
    assert results.exact
    assert results.hits[0].row.title == plan_of_water.title
