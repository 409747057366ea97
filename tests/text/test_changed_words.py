"""The words that a correction changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.changed_words import AROUND, CUT, LONGEST, ChangedWords, changed_words

LONG = "围绕2019年我市经济社会发展总体要求和主要预期目标，坚持稳中求进工作总基调。"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("自发布之日施行。", "自印发之日施行。", ("自", "发布", "印发", "之日施行。")),
        ("甲乙", "甲丙乙", ("甲", "", "丙", "乙")),
        ("甲丙乙", "甲乙", ("甲", "丙", "", "乙")),
        ("甲甲甲", "甲甲", ("甲甲", "甲", "", "")),
        ("", "甲", ("", "", "甲", "")),
        ("甲", "甲", ("甲", "", "", "")),
        (LONG, LONG + "试", (CUT + LONG[-AROUND:], "", "试", "")),
        (LONG, "试" + LONG, ("", "", "试", LONG[:AROUND] + CUT)),
    ],
)
def test_what_differs_is_told_with_a_few_words_around(
    before: str, after: str, found: tuple[str, str, str, str]
) -> None:
    assert changed_words(before, after) == ChangedWords(*found)


def test_a_text_that_is_all_new_is_cut() -> None:
    change = changed_words("甲" * 999, "乙" * 999)
    assert (len(change.gone), change.come[-1]) == (LONGEST + 1, CUT)


SHORT = st.text("甲乙丙", max_size=AROUND)


@given(SHORT, SHORT)
def test_short_texts_are_told_whole(before: str, after: str) -> None:
    change = changed_words(before, after)
    assert change.lead + change.gone + change.rest == before
    assert change.lead + change.come + change.rest == after
