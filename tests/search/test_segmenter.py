"""Tokens: words and their parts, terms, bigrams; never a word that lies across two others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.normal_form import fold
from search.segmenter import Dictionary, JiebaCutter, RjiebaCutter, Segmenter

SAMPLES = (
    "明川市人民政府办公室关于印发城市排水管理办法的通知",
    "网络预约出租汽车驾驶员应当取得从业资格证",
    "县级以上人民政府应当将农村公路养护资金纳入本级财政预算",
    "违反本办法规定的，由城市管理部门责令限期改正",
)


def terms(segmenter: Segmenter, text: str) -> set[str]:
    return {token.term for token in segmenter.tokens(text)}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("人民政府", "民政"),
        ("晋城市人民政府", "城市"),
        ("办公室", "公室"),
        ("行政审批", "政审"),
        ("运城市", "城市"),
    ],
)
def test_false_words_are_no_tokens(segmenter: Segmenter, text: str, word: str) -> None:
    assert word not in terms(segmenter, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [("市民政局", "民政"), ("晋城市城市排水", "城市"), ("人民政府", "政府"), ("出租汽车", "汽车"),
     ("厨余垃圾处理", "厨余垃圾"), ("明川市人民政府", "明川市"), ("管理局", "管理")],
)  # fmt: skip
def test_true_words_are_tokens(segmenter: Segmenter, text: str, word: str) -> None:
    assert word in terms(segmenter, text)


def test_positions_give_the_words_back(segmenter: Segmenter) -> None:
    for text in SAMPLES:
        for token in segmenter.tokens(text):
            word = token.term.removeprefix("~")
            assert fold(text)[token.position : token.position + len(word)] == word


def test_bulk_cutter_is_held_to_the_reference() -> None:
    reference, bulk = JiebaCutter(), RjiebaCutter()
    for text in SAMPLES:
        assert bulk.cut(text) == reference.cut(text)
        assert sorted(bulk.cut_parts("人民政府")) == sorted(reference.cut_parts("人民政府"))


def test_no_short_term_lies_across_a_place() -> None:
    segmenter = Segmenter(RjiebaCutter(), Dictionary(frozenset({"市排"}), frozenset({"晋城市"})))
    assert "市排" not in terms(segmenter, "晋城市排水设施")
    assert "市排" in terms(segmenter, "本市排水设施")


@pytest.mark.parametrize(
    ("word", "text"),
    [("管理局", "城市管理局长办公室"), ("城市排水", "晋城市排水设施"), ("人民政府", "市人民政府令")],
)
def test_a_whole_word_is_a_token_wherever_it_stands(word: str, text: str) -> None:
    segmenter = Segmenter(RjiebaCutter(), Dictionary(frozenset({"城市排水"}), frozenset({"晋城市"})))
    assert segmenter.is_whole(word)
    assert word in terms(segmenter, text)


@pytest.mark.parametrize("word", ["民政", "引客", "管理局管", "号码百", ""])
def test_other_words_are_looked_for_by_their_characters(word: str) -> None:
    assert not Segmenter(RjiebaCutter()).is_whole(word)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="城市管理局长办公室人民政府网络预约出租汽车", max_size=40))
def test_both_cutters_agree_on_the_words_that_are_whole(text: str) -> None:
    found = [{w for w in cutter.cut_all(text) if len(w) > 2} for cutter in CUTTERS]
    assert found[0] == found[1]


CUTTERS = (JiebaCutter(), RjiebaCutter())
ANY = Segmenter(RjiebaCutter(), Dictionary(frozenset({"厨余垃圾"}), frozenset({"晋城市"})))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_text_is_cut_whole(text: str) -> None:
    segmenter = ANY
    folded = fold(text)
    assert len(folded) == len(text)
    assert "".join(word for _, word in segmenter.words(folded)) == folded
    for token in segmenter.tokens(text):
        assert token.term.strip("~")


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Ⅲ级响应", "三级响应"), ("IV级", " 四级"), ("ＡＢ，", "ab,"), ("〔2023〕", "(2023)")],
)
def test_folding_keeps_the_length(text: str, folded: str) -> None:
    assert fold(text) == folded
