"""The rendering of official text: nothing lost, nothing unescaped, spans where they belong."""

import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.page_selectors.contents import contents_of, count_units
from regulations.printed import Link, Node, Note, Page, SourceView, anchor, printed_label
from regulations.rendering import find_words, render_inline, render_text, sentence_around

PAGE = Page("/r/a/")
ANY_TEXT = st.text(alphabet=st.sampled_from("甲乙《》<>&\"'。\n ab1"), max_size=60)


def words(html: str) -> str:
    """The words that a reader sees."""
    return unescape(re.sub(r"<[^>]+>", "", html.replace("<br>", "\n")))


@given(ANY_TEXT, st.lists(st.tuples(st.integers(-2, 62), st.integers(-2, 62)), max_size=6))
def test_links_never_change_the_words(text: str, spans: list[tuple[int, int]]) -> None:
    html = render_inline(text, [Link(max(a, 0), b, '/r/b/?x=1&y="') for a, b in spans], [(1, 3), (2, 9)])
    assert words(html) == text


@given(ANY_TEXT, st.lists(st.sampled_from(["甲", "乙《", "ab", "b1", "<"]), max_size=4))
def test_marks_never_change_the_words(text: str, wanted: list[str]) -> None:
    assert words(render_inline(text, (), find_words(text, wanted))) == text


@given(ANY_TEXT, st.integers(0, 59), st.integers(1, 20))
def test_a_sentence_holds_its_span(text: str, start: int, size: int) -> None:
    end = min(start + size, len(text))
    if start >= end:
        return
    sentence, first, last = sentence_around(text, start, end)
    assert sentence[first:last] == text[start:end]


def test_a_long_sentence_is_cut_on_both_sides() -> None:
    sentence, first, last = sentence_around("前" * 200 + "《甲》" + "后" * 200, 200, 203)
    assert sentence[first:last] == "《甲》"
    assert len(sentence) <= 122
    assert sentence.startswith("…")
    assert sentence.endswith("…")


def test_hostile_text_is_escaped_everywhere() -> None:
    evil = "<script>alert('x')</script>"
    node = Node("article", "art_1", evil, evil, evil, evil, notes=[Note(evil, evil)])
    node.children = [Node("table", "art_1/tab_1", table={"header": [evil], "rows": [[evil]]})]
    source = SourceView({0: "", 1: evil}, {1: evil}, {})
    node.line_start = node.line_end = 1
    html = render_text([node], Page("/r/a/", words=("script",), source=source))
    assert "<script" not in html


def test_the_second_of_two_crossing_links_is_left_out() -> None:
    html = render_inline("《甲》《乙》", [Link(0, 3, "/a/"), Link(2, 6, "/b/"), Link(3, 6, "/c/")])
    assert 'href="/a/"' in html
    assert 'href="/b/"' not in html
    assert 'href="/c/"' in html


@pytest.mark.parametrize(("kind", "css"), [("cite", "cite"), ("stub", "cite stub"), ("dead", "cite dead")])
def test_kinds_of_citation_differ(kind: str, css: str) -> None:
    assert f'class="{css}"' in render_inline("《甲》", [Link(0, 3, "/a/", kind)])


def test_items_make_one_list_under_their_clause() -> None:
    clause = Node("clause", "art_1/para_1", text="应当：", cite="第一条第一款")
    clause.children = [
        Node("item", f"art_1/item_{n}", f"（{n}）", text="甲；", cite=f"第一条第（{n}）项") for n in "12"
    ]
    html = render_text([Node("article", "art_1", "第一条", cite="第一条", children=[clause])], PAGE)
    assert html.count("<ol") == 1
    assert 'id="art_1-item_2"' in html
    assert ">第（2）项</a>" in html


def test_the_named_place_is_marked_and_no_other() -> None:
    nodes = [Node("article", f"art_{n}", f"第{n}条", text="甲。") for n in "12"]
    html = render_text(nodes, Page("/r/a/", named="art_2"))
    assert html.count("named") == 1
    assert '<article class="tiao named shown" id="art_2"' in html


def test_a_run_in_heading_joins_its_first_paragraph() -> None:
    child = Node("clause", "h_1/para_1", text="范围如下。")
    node = Node("heading", "h_1/h_2", "（二）", "明确范围", level=1, children=[child])
    html = render_text([node], PAGE)
    assert '<b class="run">明确范围。</b>范围如下。' in html


def test_a_heading_of_the_first_level_stands_alone() -> None:
    html = render_text([Node("heading", "h_1", "一", "提高认识")], PAGE)
    assert html.startswith('<h2 class="zhang" id="h_1">')
    assert words(html) == "一、提高认识"


def test_tables_carry_roles_and_labels_for_phones() -> None:
    table: dict[str, list[Any]] = {
        "header": ["层数", "万元"],
        "rows": [["四层", "18"], ["六层", "22.5"], ["合计", None]],
    }
    html = render_text([Node("table", "tab_1", table=table)], PAGE)
    assert html.count('role="cell"') == 6
    assert 'class="num" data-y="万元">22.5' in html
    assert 'class="num" data-y="层数"' not in html


def test_source_lines_show_what_was_left_out() -> None:
    source = SourceView({1: "第一条 甲", 2: "公报16", 3: "乙", 4: "  "}, {2: "页眉"}, {3: "叠印还原"})
    node = Node("article", "art_1", "第一条", text="甲乙", line_start=1, line_end=4)
    html = render_text([node], Page("/r/a/", source=source))
    assert "第 2 行移出正文：页眉" in html
    assert "第 3 行：叠印还原" in html
    assert html.count("<li data-n=") == 3


def test_no_source_no_margin() -> None:
    assert 'class="side"' not in render_text(
        [Node("article", "art_1", "第一条", text="甲", line_start=1)], PAGE
    )


@pytest.mark.parametrize(
    ("label", "printed"), [("三", "三、"), ("12", "12."), ("（二）", "（二）"), ("4.3.2", "4.3.2"), ("", "")]
)
def test_markers_are_printed_with_their_stops(label: str, printed: str) -> None:
    assert printed_label(label) == printed


def test_anchors_are_ids() -> None:
    assert anchor("art_21_1/para_2") == "art_21_1-para_2"


def test_contents_show_headings_and_ranges() -> None:
    articles = [Node("article", f"art_{n}", f"第{n}条") for n in "12"]
    entries = contents_of([Node("chapter", "chp_1", "第一章", "总则", children=articles)])
    assert entries[0].span == "1—2条"
    assert [number.label for number in entries[0].numbers] == ["第1条", "第2条"]


def test_contents_of_a_long_code_leave_numbers_out() -> None:
    articles = [Node("article", f"art_{n}", f"第{n}条") for n in range(200)]
    entries = contents_of([Node("chapter", "chp_1", "第一章", "总则", children=articles)])
    assert entries[0].numbers == []
    assert entries[0].span == "0—199条"


def test_units_are_articles_where_there_are_any() -> None:
    assert count_units([Node("article", "art_1"), Node("heading", "h_1")]) == (1, "条")
    assert count_units([Node("heading", "h_1")]) == (1, "段")
    assert count_units([]) == (0, "段")


def test_a_division_of_an_unknown_kind_still_holds_its_articles() -> None:
    article = Node("article", "art_1", "第一条", text="甲。")
    html = render_text([Node("subpart", "subpart_2", "第二分编", "所有权", children=[article])], PAGE)
    odd = render_text([Node("title", "tit_1", "第一题", "总则", children=[article])], PAGE)
    assert '<h2 class="zhang" id="subpart_2">' in html
    assert '<article class="tiao" id="art_1"' in html
    assert '<article class="tiao" id="art_1"' in odd
