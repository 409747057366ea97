"""Dates in all their spellings, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.dates import add_months, add_years, find_dates, read_date


@pytest.mark.parametrize(
    "text",
    [
        "2023年4月1日",
        "2023 年 4 月 1 日",
        "二〇二三年四月一日",
        "２０２３年４月１日",
        "2023-04-01",
        "2023.4.1",
    ],
)
def test_every_spelling(text: str) -> None:
    assert read_date(text) == date(2023, 4, 1)
    assert [found.on for found in find_dates(f"自{text}起施行")] == [date(2023, 4, 1)]


@pytest.mark.parametrize(
    "text", ["二OO六年二月二十日", "二00六年二月二十日", "二〇○六年二月二十日", "二Ｏ０六年二月二十日"]
)
def test_zeros_of_a_year_in_any_print(text: str) -> None:
    wanted = date(2006, 2, 20) if "０" not in text else None
    assert read_date(text) == wanted


def test_partial_dates_say_what_is_missing() -> None:
    (found,) = find_dates("自4月15日起施行")
    assert (found.year, found.month, found.day, found.on) == (None, 4, 15, None)
    (found,) = find_dates("到2025年12月")
    assert (found.year, found.day, found.on) == (2025, None, None)


@pytest.mark.parametrize(("text", "day"), [("1995年8月l日", 1), ("1995年8月Il日", 11), ("1995年8月l5日", 15)])
def test_letters_that_scanning_took_for_figures(text: str, day: int) -> None:
    assert read_date(text) == date(1995, 8, day)


@pytest.mark.parametrize(
    "text", ["l995日", "lI", "2023年2月30日", "2023年13月1日", "123月4日", "1.2.3", "691.0平方公里", "三月"]
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()
    assert read_date(text) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.text("甲，。 ", max_size=5))
def test_span_gives_the_words_back(day: date, before: str) -> None:
    text = f"{before}{day.year}年{day.month}月{day.day}日止"
    (found,) = find_dates(text)
    assert found.on == day
    assert read_date(text[found.start : found.end]) == day


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [(date(2024, 2, 29), 1, date(2025, 2, 28)), (date(2023, 2, 11), 5, date(2028, 2, 11))],
)
def test_anniversaries(start: date, years: int, end: date) -> None:
    assert add_years(start, years) == end


def test_months_end_in_the_month() -> None:
    assert add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)
    with pytest.raises(ValueError, match="no such year"):
        add_months(date(9999, 12, 1), 1)
