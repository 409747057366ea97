"""What is typed: numbers, places, phrases, fields; and what only looks like them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import LONGEST_QUERY, QueryTooLong, parse_query


@pytest.mark.parametrize(
    "typed",
    ["明政办〔2023〕5号", "明政办[2023]5号", "明政办（2023） 5 号", "明政办2023年5号", "明政办2023 5号",
     "明政办〔２０２３〕５号", "明政办〔2023〕五号"],
)  # fmt: skip
def test_a_document_number_in_any_spelling(typed: str) -> None:
    query = parse_query(typed)
    assert query.number
    assert query.number.text == "明政办〔2023〕5号"
    assert not query.chunks


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("厨余垃圾管理办法第16条", "第十六条"),
        ("厨余垃圾管理办法 第十六条第二款", "第十六条"),
        ("厨余垃圾管理办法 16条", "第十六条"),
        ("厨余垃圾管理办法第壹拾陆条", "第十六条"),
        ("厨余垃圾管理办法第二十壹条", "第二十一条"),
        ("厨余垃圾管理办法第廿三条", "第二十三条"),
        ("厨余垃圾管理办法第卅条", "第三十条"),
        ("厨余垃圾管理办法第16條", "第十六条"),
        ("刑法第壹佰叁拾叁条之一", "第一百三十三条之一"),
        ("城市排水办法第二十一条之一", "第二十一条之一"),
        ("地震应急预案 4.3.2", "4.3.2"),
        ("水污染防治计划 三（五）1", "三（五）1"),
        ("水污染防治计划 三、（五）", "三（五）"),
        ("水污染防治实施方案三(五)", "三（五）"),
        ("安全生产的意见 二（三）4", "二（三）4"),
    ],
)
def test_a_place_beside_an_act(typed: str, place: str) -> None:
    query = parse_query(typed)
    assert query.place == place
    assert query.chunks


@pytest.mark.parametrize(
    "typed",
    [
        "条件",
        "第一次会议",
        "691.0平方公里",
        "3.5%",
        "5条例",
        "2023年",
        "物业管理条例",
        "条款项",
        "1.5米",
        "名单三（五个）",
        "二（三）班",
    ],
)
def test_what_is_no_place(typed: str) -> None:
    assert parse_query(typed).place == ""


@pytest.mark.parametrize("typed", ["2023年", "1号文件精神", "厨余垃圾 2023", "第5号", "12345"])
def test_what_is_no_number(typed: str) -> None:
    assert parse_query(typed).number is None


def test_part_of_a_number_is_a_hint() -> None:
    assert parse_query("2023年5号").hint == ("", 2023, "5")
    assert parse_query("5号令").hint == ("令", None, "5")


@pytest.mark.parametrize(
    ("typed", "words"), [("五号", ("五号",)), ("119号", ("119号",)), ("5号文", ()), ("5号令", ())]
)
def test_a_bare_number_may_as_well_be_a_word(typed: str, words: tuple[str, ...]) -> None:
    query = parse_query(typed)
    assert query.hint
    assert query.chunks == words


def test_phrases_exclusions_and_fields() -> None:
    query = parse_query("“厨余垃圾” 收运 -罚款 年份:2023 状态:有效 标题:办法 层级:市")
    assert query.phrases == ("厨余垃圾",)
    assert query.excluded == ("罚款",)
    assert query.chunks == ("收运",)
    assert query.title_words == ("办法",)
    assert query.filters.year == (2023,)
    assert query.filters.status == ("in_force",)
    assert query.filters.level == ("city",)


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    assert parse_query("2021-2025年规划").excluded == ()


def test_nothing_asked() -> None:
    assert parse_query("  \0 ").is_empty
    assert parse_query("？！…").is_empty
    assert not parse_query("年份:2023").is_empty


def test_too_long_is_refused() -> None:
    with pytest.raises(QueryTooLong):
        parse_query("厨" * (LONGEST_QUERY + 1))


@settings(deadline=None)
@given(st.text(max_size=LONGEST_QUERY))
def test_any_text_is_a_query(typed: str) -> None:
    query = parse_query(typed)
    assert all(any(c.isalnum() for c in chunk) for chunk in query.chunks)
