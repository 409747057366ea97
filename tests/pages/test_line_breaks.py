"""Numerals keep their units at the ends of lines; nothing else is held, nothing is lost."""

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.templatetags.reading import held, iso_day, stands_by
from documents.text.line_breaks import hold_numbers
from regulations.rendering import render_inline


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("自2023年2月10日起", ["2023年", "2月", "10日"]),
        ("晋市政办〔2023〕5号", ["5号"]),
        ("第5号令", ["第5号"]),
        ("补助3.5万元，占地120平方公里", ["3.5万元", "120平方公里"]),
        ("2021—2025年", ["2021—2025年"]),
        ("不低于98.5%", ["98.5%"]),
        ("在3个工作日内", ["3个"]),
        ("依照本法第一千二百六十条第二款", ["第一千二百六十条", "第二款"]),
        ("处二万元以上二十万元以下罚款", ["二万元", "二十万元"]),
        ("不低于百分之三十", ["百分之三十"]),
        ("一百二十日内", ["一百二十日"]),
        ("统一规定，三人以上，第三人，十分必要，一一列明", []),
        ("GB/T 9704-2012", []),
        ("4.3.2", []),
        ("", []),
    ],
)
def test_a_numeral_is_held_with_its_unit(text: str, spans: list[str]) -> None:
    assert re.findall(r'<span class="nb">(.*?)</span>', hold_numbers(text)) == spans


@given(st.text(alphabet="2023年5号第十二条款百分之〔〕.,，%—万元平方公里<>&'\" 甲"))
def test_the_words_stay_what_they_are(text: str) -> None:
    """Taking the tags away gives the words back, whatever they are."""
    assert unescape(re.sub(r"<[^>]*>", "", hold_numbers(escape(text)))) == text


def test_the_number_of_an_escaped_sign_is_no_numeral() -> None:
    assert hold_numbers(escape("'年")) == "&#x27;年"


def test_official_text_holds_its_numerals_and_its_marks() -> None:
    told = render_inline("自2023年起", (), [(1, 3)])
    assert told == '自<mark>20</mark><span class="nb">23年</span>起'


def test_held_words_are_escaped() -> None:
    assert held("<b>5号</b>") == '&lt;b&gt;<span class="nb">5号</span>&lt;/b&gt;'


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("晋城市人民政府办公室", ["晋城市", "人民政府", "办公室"]),
        ("晋城市水务局", ["晋城市", "水务局"]),
        ("<i>", ["&lt;i&gt;"]),
    ],
)
def test_an_organ_breaks_only_between_its_parts(name: str, parts: list[str]) -> None:
    assert stands_by(name).split("<wbr>") == parts


@pytest.mark.parametrize(("value", "told"), [("2020-05-28", "2020年5月28日"), ("去年", "去年"), (None, "")])
def test_a_date_kept_as_text_is_told_in_chinese(value: str | None, told: str) -> None:
    assert re.sub(r"<[^>]*>", "", iso_day(value)) == told
