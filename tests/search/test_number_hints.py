"""Parts of document numbers in odd forms, and the acts they name."""

import pytest

from search.exact import find_exact
from search.named_titles import is_one_slip
from search.number_hints import (
    may_be_organ,
    read_hint,
    with_plain_orders,
    with_plain_ordinals,
    with_plain_years,
    without_order_after_title,
)
from search.query import parse_query
from search.selectors import search
from search.services import index_regulations
from tests.search.library import Library, make_act, new_source


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("(2023)11号", ("", 2023, "11")), ("(2023)11", ("", 2023, "11")), ("2023年11号文", ("", 2023, "11")),
        ("2023年第11号文件", ("", 2023, "11")), ("2023-11号", ("", 2023, "11")), ("2023 11号", ("", 2023, "11")),
        ("明政办(23)5号", ("明政办", 2023, "5")), ("明政办{2023}5号", ("明政办", 2023, "5")),
        ("明政办<2023>5号", ("明政办", 2023, "5")), ("明政办2023/5号", ("明政办", 2023, "5")),
        ("明政办《2023》5号", ("明政办", 2023, "5")), ("明政办2023-5", ("明政办", 2023, "5")), ("市政府办公室2019年37号", ("市政府办公室", 2019, "37")),
        ("市政办37号", ("市政办", None, "37")), ("明环发十二号", ("明环发", None, "12")), ("11号文", ("", None, "11")),
        ("5号令", ("令", None, "5")), ("政府令第五号", ("政府令", None, "5")), ("明川市政府5号令", ("明川市政府令", None, "5")),
        ("五号", ("", None, "5")), ("第5号", ("", None, "5")), ("119号", ("", None, "119")),
    ],
)  # fmt: skip
def test_parts_of_numbers(typed: str, hint: tuple[str, int | None, str]) -> None:
    assert read_hint(typed) == hint


@pytest.mark.parametrize(
    "typed",
    ["", "2023年", "2021-2025", "2021-2025年规划", "规划2021-25", "10号楼", "三号线", "第5", "号", "厨余垃圾 2023",
     "1号文件精神", "零号", "管理办法第5条"],
)  # fmt: skip
def test_what_is_no_part_of_a_number(typed: str) -> None:
    assert read_hint(typed) is None


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("二〇二三年五号", "2023年五号"), ("明政办(二○二三)五号", "明政办(2023)五号"), ("一九八四年", "1984年"),
     ("二十三年", "二十三年"), ("一二三四五", "一二三四五")],
)  # fmt: skip
def test_years_in_chinese_numerals(typed: str, plain: str) -> None:
    assert with_plain_years(typed) == plain


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("国务院641号令", "国务院令第641号"), ("国务院第641号令", "国务院令第641号"), ("国务院令641号", "国务院令第641号"),
        ("住建部 37号令", "住建部令第37号"), ("市城管局五号令", "市城管局令第五号"),
        ("国务院令第641号", "国务院令第641号"), ("641号令", "641号令"), ("国务院641号", "国务院641号"),
        ("国务院641号令全文", "国务院641号令全文"), ("排水办法5号令", "排水办法5号令"), ("", ""),
    ],
)  # fmt: skip
def test_an_order_as_it_is_spoken(typed: str, plain: str) -> None:
    assert with_plain_orders(typed) == plain


@pytest.mark.parametrize("typed", ["国务院641号令", "国务院第641号令", "国务院令641号", "国务院令第641号"])
def test_a_spoken_order_is_a_whole_number(typed: str) -> None:
    number = parse_query(typed).number
    assert number
    assert (number.organ, number.serial) == ("国务院令", "641")


def test_the_order_that_brought_a_title_is_left_out() -> None:
    assert without_order_after_title("城市排水管理办法5号令") == "城市排水管理办法"
    assert without_order_after_title("政府5号令") == "政府5号令"


@pytest.mark.parametrize(
    ("typed", "known", "may"),
    [("市政办", "明市政办", True), ("明市政办发", "明市政办", True), ("市政府办公室", "明川市人民政府办公室", True),
     ("明政办发", "明市政办", False), ("", "明市政办", True), ("政办", "", False)],
)  # fmt: skip
def test_which_organ_may_be_meant(typed: str, known: str, may: bool) -> None:
    assert may_be_organ(typed, known) is may


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [("管理办发", "管理办法", True), ("管办法", "管理办法", True), ("管管理办法", "管理办法", True),
     ("管理办法", "管理办法", False), ("管里办发", "管理办法", False), ("管理", "管理办法", False)],
)  # fmt: skip
def test_a_slip_of_one_character(one: str, other: str, slip: bool) -> None:
    assert is_one_slip(one, other) is slip
    assert is_one_slip(other, one) is slip


@pytest.mark.parametrize(
    "typed",
    ["明政办〔2023〕1号", "明政办发〔2023〕1号", "政办〔2023〕1号", "明政办{2023}1号", "明政办〔23〕1号", "2023年1号文",
     "文号:2023年1号", "明政办1号", "明政办二〇二三年一号", "明川市城市厨余拉圾管理办法", "城市厨余垃圾管理办法（试行）",
     "城市厨余垃圾管办法"],
)  # fmt: skip
def test_odd_spellings_name_the_act(library: Library, typed: str) -> None:
    first = search(parse_query(typed)).hits[0]
    assert first.exact
    assert first.row.regulation_id == library.waste.pk


@pytest.mark.parametrize(
    "typed", ["明政发〔2023〕1号", "2022年1号文", "明政办〔2023〕7号", "明川市餐饮油烟管理办法"]
)
def test_what_names_no_act(library: Library, typed: str) -> None:
    assert not search(parse_query(typed)).exact


def test_a_number_of_an_act_that_is_not_held_names_no_other(library: Library) -> None:
    from regulations.models import Regulation

    Regulation.objects.create(slug="stub", title="关于别的事", number_key="明政办发|2023|1", is_stub=True)
    results = search(parse_query("明政办发〔2023〕1号"))
    assert [act.slug for act in results.not_held] == ["stub"]
    assert not results.exact


@pytest.mark.parametrize(
    ("typed", "place"),
    [("厨余垃圾管理办法第三", "第三条"), ("厨余垃圾管理办法第3", "第三条"), ("地震应急预案4.3.2节", "4.3.2"),
     ("地震应急预案第4.3.2条", "4.3.2"), ("地震应急预案 4。3。2", "4.3.2"), ("民法典1165条", "第一千一百六十五条")],
)  # fmt: skip
def test_places_in_odd_forms(typed: str, place: str) -> None:
    assert parse_query(typed).place == place


@pytest.mark.parametrize("typed", ["疫情防控第一", "管理办法第一责任人", "排名第三"])
def test_what_only_looks_like_a_place(typed: str) -> None:
    assert parse_query(typed).place == ""


@pytest.mark.parametrize(
    ("typed", "is_named"),
    [
        ("厨余拉圾管理办法", True),
        ("地振应急预案", True),
        ("明川市地雳应急预案", True),
        ("地质应急预案", False),
        ("厨余垃圾管理条例", False),
        ("地震应急预警办法", False),
    ],
)
def test_a_slip_names_an_act_but_another_subject_does_not(
    typed: str, is_named: bool, library: Library
) -> None:
    act = make_act(
        title="明川市地震应急预案（试行）", doc_number="", level="city", source=new_source("slip"), issue=None,
        articles={"第一条": "地质灾害的防治另有规定。"},
    )  # fmt: skip
    index_regulations([act.pk])
    assert bool(find_exact(parse_query(typed)).entry_ids) is is_named


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("第二十壹条", "第二十一条"),
        ("第贰拾条第叁款", "第二十条第三款"),
        ("第廿一条", "第二十一条"),
        ("明政办(2023)第伍号", "明政办(2023)第五号"),
        ("第21條", "第21条"),
    ],
)
def test_formal_numerals_of_an_ordinal(typed: str, plain: str) -> None:
    assert with_plain_ordinals(typed) == plain


@pytest.mark.parametrize("typed", ["壹元", "肆意妄为", "陆地", "第一次叁加", "廿四节气", "第伍", "條例", ""])
def test_other_such_characters_stay(typed: str) -> None:
    assert with_plain_ordinals(typed) == typed
