"""A word that lies only across others is neither marked nor counted, and no cut goes through solid words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import across
from search.highlight import find_spans, make_snippet
from search.lexicon import read_solid
from search.ranking import Fields, rank
from search.segmenter import Dictionary, Segmenter


@pytest.mark.parametrize(
    ("word", "text", "count"),
    [("民政", "市人民政府", 0), ("民政", "市人民政府民政局", 1), ("管理", "管理局管理", 2), ("公室", "办公室", 0),
     ("城市", "晋城市城市排水", 1), ("民政", "", 0)],
)  # fmt: skip
def test_how_often_a_word_stands_by_itself(word: str, text: str, count: int) -> None:
    assert across.count_of(word, text) == count
    assert len(find_spans(text, [word])) == count


def test_a_snippet_shows_the_word_and_not_what_lies_across() -> None:
    text = "市人民政府" * 40 + "。由民政局负责。"
    snippet = make_snippet(text, ["民政"])
    assert [snippet.text[span.start : span.end + 1] for span in snippet.spans] == ["民政局"]


def test_a_name_full_of_government_is_not_about_civil_affairs() -> None:
    from search.planner import Alternative, Group, Plan, Term

    plan = Plan(groups=(Group("民政", (Alternative((Term("民政"),)),), 5.0),))
    much = Fields(1, "a", "t", body="人民政府" * 20 + "民政局")
    twice = Fields(2, "b", "t", body="民政局和民政机构" + "其他事项" * 18)
    assert [fields.entry_id for fields in rank(plan, [much, twice])] == [2, 1]


def test_the_table_is_what_the_dictionary_makes() -> None:
    jieba = pytest.importorskip("jieba")
    reference = jieba.Tokenizer()
    reference.initialize()
    from search.segmenter import default_cutter

    made = across.from_dictionary(
        reference.FREQ, lambda word: set(reference.cut_for_search(word, HMM=False)), default_cutter().tag
    )
    assert made == dict(across._table())


def test_no_cut_goes_through_a_solid_word(segmenter: Segmenter) -> None:
    solid = Segmenter(segmenter.cutter, Dictionary(places=read_solid()))
    assert "公室" not in {token.term for token in solid.tokens("市政府外事办公室等部门")}
    assert "办公室" in {token.term for token in solid.tokens("市政府外事办公室等部门")}


@given(st.text(alphabet="人民政府办公室城市晋管理", max_size=30))
def test_spans_never_overlap_and_stand_for_the_word(text: str) -> None:
    for word in ("民政", "公室", "城市", "管理"):
        spans = find_spans(text, [word])
        assert all(text[span.start : span.end] == word for span in spans)
        assert len(spans) == across.count_of(word, text)
