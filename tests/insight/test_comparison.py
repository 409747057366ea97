"""Two texts side by side: by heading and likeness, never by number; prints that mean the same are the same."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulations.comparison.align import out_of_order, pair_units
from regulations.comparison.compare import compare_texts
from regulations.comparison.difference import find_difference
from regulations.comparison.units import Unit
from regulations.comparison.words import compared_form, cut_words, figure_key


def article(number: str, text: str, heading: str = "") -> Unit:
    return Unit(path=f"art_{number}", cite=f"第{number}条", heading=heading, text=text, label=f"第{number}条")


SCOPE = article("一", "本市行政区域内既有住宅加装电梯适用本办法。")
PAPERS = article("二", "申请加装电梯应当提交申请表、业主表决结果和设计图纸。")
TERM = article("三", "本办法自2021年4月1日起施行，有效期三年。")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("有效期五年", "有效期5年"),
        ("（一）严格落实，压实责任。", "(一)严格落实,压实责任。"),
        ("坚 持“党政同责”", '坚持"党政同责"'),
        ("晋市政办〔2023〕5号", "晋市政办[2023] 5 号"),
        ("二〇二三年四月一日", "2023年4月1日"),
        ("突发事件应急处臵", "突发事件应急处置"),
        ("2021—2022年", "2021-2022 年"),
    ],
)
def test_variants_of_print_are_the_same(left: str, right: str) -> None:
    assert compared_form(left) == compared_form(right)
    assert find_difference(left, right).nothing


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("有效期五年", "有效期三年"),
        ("4月30日前", "4月15日前"),
        ("应当", "可以"),
        ("罚款1万元", "罚款10万元"),
        ("", "新增"),
    ],
)
def test_other_words_are_another_text(left: str, right: str) -> None:
    assert compared_form(left) != compared_form(right)
    assert not find_difference(left, right).nothing


def test_changed_words_are_whole_words_with_their_spans() -> None:
    left, right = (
        "各县（区）防汛责任人名单应当于4月30日前公布。",
        "各县（区）、村防汛责任人名单应当于4月15日前公布。",
    )
    found = find_difference(left, right)
    assert [left[a:b] for a, b in found.cut] == ["4月30日"]
    assert [right[a:b] for a, b in found.added] == ["、村", "4月15日"]


def test_a_paragraph_written_anew_is_not_torn_into_crumbs() -> None:
    left = "组织开展燃气管网排查，更换老旧管道，由市住建局负责，年底前完成。"
    right = "森林草原火灾高发时段严禁野外用火，乡镇街道设卡检查过往车辆。"
    found = find_difference(left, right)
    assert len(found.cut) == len(found.added) == 1


def test_numbers_of_articles_say_nothing() -> None:
    right = [
        article("一", "为了规范加装电梯工作，制定本办法。"),
        article("二", SCOPE.text),
        article("三", PAPERS.text),
    ]
    found = compare_texts([SCOPE, PAPERS], right)
    assert [(row.kind, row.renumbered) for row in found.rows] == [
        ("new", False),
        ("same", True),
        ("same", True),
    ]


def test_what_changed_its_place_moved_and_what_stayed_did_not() -> None:
    found = compare_texts([SCOPE, PAPERS, TERM], [PAPERS, SCOPE, TERM])
    assert sorted(row.kind for row in found.rows) == ["moved", "same", "same"]
    assert found.counts == {"changed": 0, "moved": 1, "new": 0, "gone": 0, "same": 2}


def test_what_is_gone_stands_where_it_stood() -> None:
    found = compare_texts([SCOPE, PAPERS, TERM], [SCOPE, TERM])
    assert [row.kind for row in found.rows] == ["same", "gone", "same"]


def test_a_unit_in_another_division_moved() -> None:
    def heads(within: Sequence[str]) -> list[Unit]:
        one = Unit("h_1", "一", "提高政治站位压实安全责任", "")
        two = Unit("h_2", "二", "强化能力建设推进依法行政", "")
        texts = ["开展燃气管网排查更换老旧管道。", "森林防火时段严禁野外用火。"]
        items = [
            Unit(f"x_{at}", "", "", text, within=home)
            for at, (text, home) in enumerate(zip(texts, within, strict=True))
        ]
        return [one, *[i for i in items if i.within == "h_1"], two, *[i for i in items if i.within == "h_2"]]

    found = compare_texts(heads(["h_1", "h_2"]), heads(["h_2", "h_2"]))
    assert [row.kind for row in found.rows] == ["same", "same", "moved", "same"]


def test_a_heading_finds_its_longer_form() -> None:
    left = [
        Unit("h_1", "三（十）", "煤矿", "严格落实特别规定，严厉打击超能力生产。"),
        Unit("h_2", "三（十一）", "燃气", "排查管网，更换老旧管道。"),
    ]
    right = [
        Unit("h_1", "三（一）", "燃气领域专项整治", "强化城镇燃气企业运行安全，更换老旧管道。"),
        Unit("h_2", "三（二）", "煤矿领域专项整治", "深入开展隐蔽致灾因素普查，严格落实特别规定。"),
    ]
    assert pair_units(left, right) == {0: 1, 1: 0}


def test_unlike_texts_have_no_pairs() -> None:
    assert pair_units([SCOPE], [article("一", "森林草原火灾高发时段严禁野外用火。")]) == {}
    assert compare_texts([], []).rows == ()


def test_paragraphs_of_a_unit_without_answer_are_held_alone() -> None:
    pieces = (
        Unit("h_9/para_1", "九", "", "煤矿：严厉打击超能力超强度生产，严格落实特别规定。"),
        Unit("h_9/para_2", "九", "", "消防：紧盯高层建筑和养老机构，拆除违规彩钢板。"),
    )
    whole = Unit("h_9", "九", "深入推进三年行动", "\n".join(p.text for p in pieces), pieces=pieces)
    right = [
        Unit("h_1", "一", "煤矿整治", "严厉打击超能力超强度生产行为，严格落实特别规定。"),
        Unit("h_2", "二", "消防整治", "紧盯高层建筑和养老机构，依法拆除违规彩钢板。"),
        Unit("h_3", "三", "网络安全", "关键信息基础设施定期检测评估。"),
    ]
    assert [row.kind for row in compare_texts([whole], right).rows] == ["changed", "changed", "new"]


def test_changed_figures_stand_apart_with_their_subject() -> None:
    left = article("一", "市级储备冲锋舟不少于40艘，发布预警后30分钟内叫应，4月30日前完成。")
    right = article("一", "市级储备冲锋舟不少于46艘，发布预警后15分钟内叫应，4月15日前完成。")
    found = [(f.subject, f.left, f.right) for _, f in compare_texts([left], [right]).figures]
    assert found == [
        ("市级储备冲锋舟不少于", "40艘", "46艘"),
        ("发布预警后", "30分钟", "15分钟"),
        ("…前完成", "4月30日", "4月15日"),
    ]


def test_figures_of_another_measure_are_no_pair() -> None:
    found = compare_texts(
        [article("一", "罚款二百元，情节严重的从重处罚。")], [article("一", "拘留三天，情节严重的从重处罚。")]
    )
    assert found.figures == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [("第十一条规定", []), ("一岗双责", []), ("有效期五年", ["5年"]), ("二〇二三年", ["2023年"])],
)
def test_what_is_a_figure(text: str, figures: list[str]) -> None:
    assert [word.key for word in cut_words(text) if word.figure] == figures


def test_figure_keys() -> None:
    assert figure_key("5,000万元") == "5000万元"
    assert figure_key("三十万元") == "30万元"


def test_the_fewest_are_said_to_have_moved() -> None:
    assert out_of_order({0: 1, 1: 2, 2: 0}) == {2}
    assert out_of_order({}) == set()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("根据规定办法市县（）、，。 \n五5年", max_size=30), max_size=8), st.randoms())
def test_nothing_is_lost(texts: list[str], random: "object") -> None:
    left = [article(str(at), text) for at, text in enumerate(texts)]
    right = [*left]
    random.shuffle(right)  # type: ignore[attr-defined]
    rows = compare_texts(left, right[: len(right) // 2 + 1]).rows
    assert sorted(row.left.path for row in rows if row.left) == sorted(unit.path for unit in left)
    assert len([row for row in rows if row.right]) == len(right[: len(right) // 2 + 1])


@given(st.text(max_size=60))
def test_spans_print_their_words(text: str) -> None:
    for word in cut_words(text):
        assert 0 <= word.start < word.end <= len(text)


def test_two_hundred_against_two_hundred_in_a_second() -> None:
    words = "严格落实责任推动检查整治隐患排查企业部门监管安全生产应急预案演练培训宣传煤矿燃气消防交通"
    left = [
        article(str(n), "".join(words[(n * 7 + at * at) % 44] for at in range(150)) + f"{n}年")
        for n in range(200)
    ]
    right = [article(str(n), unit.text[:60] + "并按规定报告" + unit.text[66:]) for n, unit in enumerate(left)]
    cut_words("预热")
    started = time.perf_counter()
    found = compare_texts(left, right)
    assert time.perf_counter() - started < 2.0
    assert found.counts["changed"] > 150
