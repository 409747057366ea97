"""Numerals: both directions, and what is no numeral."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.numerals import read_number, write_number


@given(st.integers(0, 9999))
def test_what_is_written_is_read_back(number: int) -> None:
    assert read_number(write_number(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二十一", 21),
        ("两", 2),
        ("廿一", 21),
        ("一百零三", 103),
        ("二〇二三", 2023),
        ("二○二一", 2021),
        ("２１", 21),
        ("⑫", 12),
        ("三万五千", 35000),
        ("十", 10),
    ],
)
def test_every_spelling(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "第", "十十", "一二百", "二十一条", "x", "½", "三" * 40])
def test_no_numeral(text: str) -> None:
    assert read_number(text) is None


@given(st.text(max_size=30))
def test_never_raises(text: str) -> None:
    read_number(text)
