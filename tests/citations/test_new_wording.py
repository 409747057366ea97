"""What a decision says itself, and what it only gives to the act that it changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.citations.effects import find_effects
from regulations.citations.new_wording import own_sentences
from regulations.citations.passages import Passage
from tests.citations.samples import make_document, make_part

TITLE = "甲市人民政府关于修改《甲市丙办法》的决定"


def said(*texts: str) -> list[str]:
    passages = [Passage(0, f"h_{at}", "", text, "clause") for at, text in enumerate(texts, 1)]
    return [sentence.text for sentence in own_sentences(passages)]


@pytest.mark.parametrize(
    ("texts", "own"),
    [
        (["第九条修改为：“《丁办法》同时废止。”"], ["第九条修改为："]),
        (["增加一条，作为第六条：“本办法自印发之日起施行。”"], ["增加一条，作为第六条："]),
        (
            ["第二十条改为第二十一条，修改为：“甲。”《丁办法》废止。"],
            ["第二十条改为第二十一条，修改为：", "《丁办法》废止。"],
        ),
        (
            ["第三条修改为：", "“甲。", "（一）乙。”", "四、删去第五条。"],
            ["第三条修改为：", "四、删去第五条。"],
        ),
        (
            ["第三条修改为：“甲。", "“乙。”", "本决定自印发之日起施行。"],
            ["第三条修改为：", "本决定自印发之日起施行。"],
        ),
        # no words are given to another act
        (["落实“放管服”改革。", "《丁办法》同时废止。"], ["落实“放管服”改革。", "《丁办法》同时废止。"]),
        (
            ["将第五条中的“规划局”删去。《丁办法》同时废止。"],
            ["将第五条中的“规划局”删去。", "《丁办法》同时废止。"],
        ),
        (["以“一窗受理”为目标，", "甲。"], ["以“一窗受理”为目标，", "甲。"]),
        # a quotation that never ends
        (["第三条修改为：“甲。", "《丁办法》同时废止。"], ["第三条修改为：", "《丁办法》同时废止。"]),
    ],
)
def test_words_given_to_another_act_are_left_out(texts: list[str], own: list[str]) -> None:
    assert said(*texts) == own


@given(st.lists(st.text("甲修改为：“”。，《》\n", max_size=12), max_size=6))
def test_sentences_lie_in_their_passages_in_order(texts: list[str]) -> None:
    passages = [Passage(0, str(at), "", text, "clause") for at, text in enumerate(texts)]
    found = list(own_sentences(passages))
    for sentence in found:
        assert sentence.passage.text[sentence.start : sentence.end] == sentence.text
    places = [(int(sentence.passage.path), sentence.start) for sentence in found]
    assert places == sorted(places)


def test_a_decision_ends_nothing_by_the_words_that_it_gives() -> None:
    texts = [
        "第八条修改为：“本办法自2020年5月1日起施行，有效期五年。《甲市丁规定》同时废止。”",
        "本决定自2023年4月1日起施行。",
    ]
    document = make_document(make_part(texts, title=TITLE, role="body"), title=TITLE, doc_type="决定")
    found = [(e.kind, e.on) for e in find_effects(document)]
    assert ("take_effect", date(2023, 4, 1)) in found
    assert not {"repeal", "replace", "expire"} & {kind for kind, _ in found}
