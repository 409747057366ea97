"""Document numbers in any spelling, cut out of running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.document_numbers import find_document_numbers, normalise, parse_document_number


@pytest.mark.parametrize(
    "text",
    [
        "晋市政办〔2023〕5号",
        "晋市政办[2023] 5 号",
        "晋市政办（2023）５号",
        "晋市政办〔二〇二三〕五号",
        "晋市政办2023年5号",
        "晋市政办2023 5号",
        "(晋市政办〔2023〕05号)",
        "晋市政办〔2023〕第5号",
        "晋市政办﹝2023﹞5",
    ],
)
def test_one_normal_form(text: str) -> None:
    assert normalise(text) == "晋市政办〔2023〕5号"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("晋城市人民政府令 (第 5 号)", "晋城市人民政府令第5号"),
        ("国务院令 第493号", "国务院令第493号"),
        ("建设部令\n\n第135号", "建设部令第135号"),
        ("交通运输部、公安部令2016年第60号", "交通运输部、公安部令2016年第60号"),
        ("HJ1235-2021", "HJ1235-2021"),
        ("GB/T 4754—2017", "GB/T4754-2017"),
    ],
)
def test_orders_and_standards(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("公开出让住宅用地按晋市政办函〔2014〕46号执行", ["晋市政办函〔2014〕46号"]),
        ("关于印发办法的通知（晋市政办〔2023〕9号）", ["晋市政办〔2023〕9号"]),
        ("（省经贸行办字〔1999〕315号）", ["省经贸行办字〔1999〕315号"]),
        ("（工信部原〔2021〕46号）", ["工信部原〔2021〕46号"]),
        ("原甲政发〔2009〕3号文件", ["甲政发〔2009〕3号"]),
        ("国发〔2023〕18号、晋政发〔2024〕3号", ["国发〔2023〕18号", "晋政发〔2024〕3号"]),
        ("根据2013年12月23日财政部令第6号修订", ["财政部令第6号"]),
        ("1998年7月3日市人民政府清政发〔1998〕67号文件", ["清政发〔1998〕67号"]),
        ("经清江市委员会办公室清办字〔2003〕6号同意", ["清办字〔2003〕6号"]),
        ("市政府办公室函〔2003〕6号", ["市政府办公室函〔2003〕6号"]),
    ],
)
def test_cut_out_of_a_sentence(text: str, numbers: list[str]) -> None:
    assert [found.number.text for found in find_document_numbers(text)] == numbers


@pytest.mark.parametrize(
    "text", ["凤台西街289号", "山里泉风景区 4号", "2023年4月1号", "第5号楼", "（2023年版）", "12号线"]
)
def test_no_number(text: str) -> None:
    assert find_document_numbers(text) == ()
    assert parse_document_number(text) is None


def test_orders_of_the_state_council_have_one_key() -> None:
    keys = {
        number.key
        for text in ("国令第641号", "国务院令第641号", "中华人民共和国国务院令第641号")
        if (number := parse_document_number(text))
    }
    assert keys == {"国务院令||641"}


def test_keys_tell_years_and_organs_apart() -> None:
    texts = ["晋市政办〔2023〕5号", "晋市政办〔2024〕5号", "晋市政发〔2023〕5号", "晋市政办〔2023〕51号"]
    assert len({number.key for text in texts if (number := parse_document_number(text))}) == 4


@given(st.sampled_from(["甲政发", "乙市政办函", "丙建〔"]), st.integers(1990, 2030), st.integers(1, 9999))
def test_span_gives_the_words_back(organ: str, year: int, serial: int) -> None:
    text = f"见《甲》（{organ.rstrip('〔')}〔{year}〕{serial}号）。"
    (found,) = find_document_numbers(text)
    assert text[found.start : found.end] == found.number.text


@given(st.text("晋政办〔2023〕5号令第（）()[] 年-HJ", max_size=60))
def test_normal_form_is_stable(text: str) -> None:
    for found in find_document_numbers(text):
        assert 0 <= found.start < found.end <= len(text)
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("国务院第641号令", "国务院令第641号"),
        ("甲市人民政府第12号令", "甲市人民政府令第12号"),
        ("甲市人民政府令12号", "甲市人民政府令第12号"),
        ("交通运输部2016年第60号令", "交通运输部令2016年第60号"),
        ("国家主席第二十号令", "国家主席令第20号"),
    ],
)
def test_an_order_with_its_word_behind_or_without_di(text: str, normal: str) -> None:
    assert normalise(text) == normal
    (found,) = find_document_numbers(f"违反{text}公布的规定")
    assert (found.number.text, found.start, found.end) == (normal, 2, 2 + len(text))


@pytest.mark.parametrize(
    "text",
    ["禁令3号区域", "口令12号", "依照第3号令办理", "命令2号机组", "责令12号楼停工", "市场第3号摊位"],
)
def test_words_that_are_no_order(text: str) -> None:
    assert find_document_numbers(text) == ()
