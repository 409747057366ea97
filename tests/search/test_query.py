"""What is typed: numbers, places, phrases, fields; and what only looks like them."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.normal_form import fold
from search.query import LONGEST_QUERY, QueryTooLong, SearchQuery, other_readings, parse_query


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
    assert parse_query("厨余垃圾-“罚款”").excluded == ()


@pytest.mark.parametrize(
    "typed", ["厨余垃圾 -“罚款”", "厨余垃圾 －「罚款」", '-"罚款" 厨余垃圾', "厨余垃圾 -罚款"]
)
def test_a_phrase_is_excluded(typed: str) -> None:
    query = parse_query(typed)
    assert (query.chunks, query.phrases, query.excluded) == (("厨余垃圾",), (), ("罚款",))


@pytest.mark.parametrize(
    "typed",
    ["”同时废止“", "”同时废止”", "“同时废止“", "‘同时废止’", "’同时废止‘", "「同时废止」", "“ 同时废止 ”。"],
)
def test_quotes_turned_either_way(typed: str) -> None:
    query = parse_query(typed)
    assert (query.phrases, query.chunks) == (("同时废止",), ())


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("“深化‘放管服’改革”", ("深化‘放管服’改革",)),
        ("“厨余垃圾”“罚款”", ("厨余垃圾", "罚款")),
        ("“同时废止", ()),
        ("同时废止”", ()),
        ("“”", ()),
    ],
)
def test_quotes_within_quotes_and_alone(typed: str, phrases: tuple[str, ...]) -> None:
    assert parse_query(typed).phrases == phrases


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("年份:2021-2023", (2021, 2022, 2023)), ("年份：2021年至2023年", (2021, 2022, 2023)),
        ("年份:2023~2021", (2021, 2022, 2023)), ("年份:2022、2023", (2022, 2023)), ("年份:2022/2023", (2022, 2023)),
        ("年份:2023", (2023,)), ("年份:2023-05", (2023,)), ("年份:二〇二三年", (2023,)), ("年份:23", ()),
    ],
)  # fmt: skip
def test_years_and_spans_of_years(typed: str, years: tuple[int, ...]) -> None:
    assert parse_query(typed).filters.year == years


@pytest.mark.parametrize(
    ("typed", "field", "values"),
    [
        ("机关:财政局、教育局", "issuer", ("财政局", "教育局")),
        ("机关：“财政局”，“教育局”", "issuer", ("财政局", "教育局")),
        ("机关:财政局，", "issuer", ("财政局",)),
        ("类型:办法、细则", "genre", ("办法", "细则")),
        ("类型:管理办法", "genre", ("办法",)),
        ("状态:失效、废止", "status", ("expired", "repealed")),
        ("状态:废止。", "status", ("repealed",)),
    ],
)
def test_lists_in_fields(typed: str, field: str, values: tuple[str, ...]) -> None:
    query = parse_query(typed)
    assert getattr(query.filters, field) == values
    assert query.chunks == ()


@pytest.mark.parametrize(
    ("typed", "chunks", "titles", "issuers", "years"),
    [
        ("厨余垃圾，年份：2023", ("厨余垃圾",), (), (), (2023,)),
        ("年份：2023，厨余垃圾", ("厨余垃圾",), (), (), (2023,)),
        ("标题:排水，机关:财政局", (), ("排水",), ("财政局",), ()),
        ("标题:排水、年份:2023", (), ("排水",), (), (2023,)),
        ("标题:《排水》", (), ("排水",), (), ()),
        ("标题:养犬、养猫", (), ("养犬、养猫",), (), ()),
        ("厨余垃圾年份:2023", ("厨余垃圾年份", "2023"), (), (), ()),
        ("“机关:财政局”", (), (), (), ()),
        ("标题:排水机关:财政局", (), ("排水机关:财政局",), (), ()),
        ("机关:“”", (), (), (), ()),
        ("机关:、 养犬", ("养犬",), (), (), ()),
    ],
)
def test_fields_between_commas(
    typed: str,
    chunks: tuple[str, ...],
    titles: tuple[str, ...],
    issuers: tuple[str, ...],
    years: tuple[int, ...],
) -> None:
    query = parse_query(typed)
    assert (query.chunks, query.title_words) == (chunks, titles)
    assert (query.filters.issuer, query.filters.year) == (issuers, years)


@pytest.mark.parametrize(
    ("typed", "phrases", "chunks"),
    [
        ("“二〇〇九年”", ("二〇〇九年",), ()),
        ("“二〇〇九年” 预算", ("二〇〇九年",), ("预算",)),
        ("二〇〇九年 “预算”", ("预算",), ("2009年",)),
    ],
)
def test_a_year_in_a_phrase_stays_as_typed(
    typed: str, phrases: tuple[str, ...], chunks: tuple[str, ...]
) -> None:
    query = parse_query(typed)
    assert (query.phrases, query.chunks) == (phrases, chunks)


@pytest.mark.parametrize(
    ("typed", "hint", "chunks"),
    [
        ("厨余垃圾 2023年5号", ("厨余垃圾", 2023, "5"), ("厨余垃圾",)),
        ("厨余垃圾管理办法2023年5号", ("厨余垃圾管理办法", 2023, "5"), ("厨余垃圾管理办法",)),
        ("市政府办公室2023年5号", ("市政府办公室", 2023, "5"), ()),
        ("明政办《2023》5号", ("明政办", 2023, "5"), ()),
        ("2023年5号", ("", 2023, "5"), ()),
    ],
)
def test_words_before_a_year_and_a_serial_are_kept(
    typed: str, hint: tuple[str, int, str], chunks: tuple[str, ...]
) -> None:
    query = parse_query(typed)
    assert query.hint == hint
    assert query.chunks == chunks


@pytest.mark.parametrize(
    ("typed", "beginning"),
    [
        ("文号:明政发2021", "明政发2021"),
        ("文号:2021", "2021"),
        ("文号:明政办", "明政办"),
        ("文号:明政发12", ""),
    ],
)
def test_a_number_that_ends_in_its_year_is_a_beginning(typed: str, beginning: str) -> None:
    query = parse_query(typed)
    assert query.filters.number == beginning
    assert (query.number is None and query.hint is None) is bool(beginning)


def read(typed: str) -> list[tuple[str, str]]:
    return [(reading.act, reading.place) for reading in other_readings(parse_query(typed))]


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("明川市“十四五”规划", [("明川市十四五规划", "")]),
        ("二〇二三年预算", [("二〇二三年预算", "")]),
        ("惠企20条", [("惠企20条", "")]),
        ("行政处罚法第33条罚款多少", [("行政处罚法第33条罚款多少", ""), ("行政处罚法", "第三十三条")]),
        ("行政处罚法 第33条 罚款", [("行政处罚法", "第三十三条")]),
        ("厨余垃圾管理办法(试行) 第3条是什么 -罚款", [("厨余垃圾管理办法试行", "第三条")]),
        ("“行政处罚法”第33条", [("行政处罚法", "第三十三条")]),
    ],
)
def test_what_else_may_be_a_title(typed: str, readings: list[tuple[str, str]]) -> None:
    assert read(typed) == readings


@pytest.mark.parametrize(
    "typed",
    [
        "厨余垃圾", "厨余垃圾 罚款", "厨余垃圾，罚款", "厨余垃圾 -罚款", "厨余垃圾 -“行政 处罚”", "厨余垃圾 年份:2023",
        "厨余垃圾，年份:2023", "机关:财政局 预算 支出", "标题:排水 罚款", "标题:排水办法 罚款第3条", "“厨余垃圾”",
        "“厨余垃圾管理办法”", "“厨余垃圾” 罚款", "泔水能不能喂猪？", "2023年 预算", "二〇二三年 预算", "排水办法第21条",
        "第21条", "3.15", "16条措施", "惠企20条措施", "一条龙服务", "物业管理 第三条 红线", "5号", "2023年5号",
        "明政办〔2023〕5号", "年份:2023", "",
    ],
)  # fmt: skip
def test_plain_words_are_read_once(typed: str) -> None:
    assert read(typed) == []


def test_nothing_asked() -> None:
    assert parse_query("  \0 ").is_empty
    assert parse_query("？！…").is_empty
    assert not parse_query("年份:2023").is_empty


def test_too_long_is_refused() -> None:
    with pytest.raises(QueryTooLong):
        parse_query("厨" * (LONGEST_QUERY + 1))


_SIGNS = '“”‘’「」"《》()〔〕-、,，;。.:： 第条款项之号令年发办院法至'
_WORDS = [
    "厨余垃圾",
    "办法",
    "标题:",
    "机关：",
    "年份:",
    "状态:",
    "文号:",
    "2023",
    "二〇二三年",
    "廿",
    "16",
    "国务院",
]
_TYPED = st.lists(st.sampled_from([*_SIGNS, *_WORDS]), max_size=60).map("".join) | st.text()


@settings(deadline=None)
@given(_TYPED.filter(lambda typed: len(typed) <= LONGEST_QUERY))
def test_any_text_is_a_query(typed: str) -> None:
    query = parse_query(typed)
    assert all(any(c.isalnum() for c in chunk) for chunk in query.chunks)
    assert all(isinstance(reading, SearchQuery) and reading.chunks for reading in other_readings(query))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["厨余", "罚款", "“收运”", " ", " -", "，", "”", "“", "第三者", "办法"]), max_size=40
    )
)
def test_what_is_read_stands_in_what_was_typed(typed: list[str]) -> None:
    folded = " ".join(fold("".join(typed)).split())
    query = parse_query("".join(typed)[:LONGEST_QUERY])
    for part in (*query.chunks, *query.phrases, *query.excluded):
        assert part in folded


@pytest.mark.parametrize(
    "typed", ["第10000条", "二〇二〇二〇条", "物业管理条例第99999条", "第〇〇〇〇〇〇〇条"]
)
def test_an_article_that_no_act_has_is_words(typed: str) -> None:
    assert parse_query(typed).place == ""
    assert parse_query(typed).chunks


@pytest.mark.parametrize(
    "part", ["-“", "二〇", "〔2", "机关:a,", "标题:", "号令", "第3、", "‘“", "((", "国务院", "三(五)"]
)
def test_the_longest_query_is_read_at_once(part: str) -> None:
    typed = (part * LONGEST_QUERY)[:LONGEST_QUERY]
    began = perf_counter()
    other_readings(parse_query(typed))
    assert perf_counter() - began < 0.5
