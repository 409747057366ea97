"""Snippets are pieces of the stored text, marked by spans, escaped."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search.highlight import Snippet, Span, find_spans, make_snippet

BODY = "第一款。" + "无关的文字，" * 40 + "处以五千元以下罚款。" + "后文" * 100


def test_the_window_holds_the_hit() -> None:
    snippet = make_snippet(BODY, ["罚款"])
    assert "罚款" in snippet.text
    assert snippet.cut_before
    assert snippet.cut_after


def test_longer_words_come_first_and_none_lies_over_another() -> None:
    assert find_spans("厨余垃圾", ["垃圾", "厨余垃圾", "余垃"]) == (Span(0, 4),)


def test_marks_follow_the_folded_form() -> None:
    assert find_spans("启动Ⅲ级响应ＡＢ", ["三级", "ab"]) == (Span(2, 4), Span(6, 8))


def test_html_is_escaped_before_marking() -> None:
    assert make_snippet("<b>罚款</b>", ["罚款"]).as_html() == "&lt;b&gt;<mark>罚款</mark>&lt;/b&gt;"
    assert "<script>" not in Snippet("<script>", (Span(0, 8),)).as_html()


def test_without_a_hit_the_beginning() -> None:
    assert make_snippet(BODY, ["没有"]).text == BODY[:110]


@settings(deadline=None)
@given(st.text(max_size=400), st.lists(st.text(max_size=6), max_size=5))
def test_any_snippet_is_a_substring(text: str, words: list[str]) -> None:
    snippet = make_snippet(text, words)
    assert snippet.text in text
    last = 0
    for span in snippet.spans:
        assert last <= span.start < span.end <= len(snippet.text)
        last = span.end
