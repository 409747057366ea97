"""Glyphs to runs and lines: twins, blanks, turned print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.gazette.readers.glyphs import (
    Glyph,
    build_rows,
    build_runs,
    drop_twins,
    fold_glyph_text,
    turn_box,
    turn_box_back,
)


def line(
    text: str, x: float = 0.0, y: float = 0.0, size: float = 10.0, step: float | None = None
) -> list[Glyph]:
    advance = size if step is None else step
    return [
        Glyph(char, x + index * advance, y, x + index * advance + size, y + size, size)
        for index, char in enumerate(text)
    ]


def words(glyphs: list[Glyph]) -> list[str]:
    return [row.text for row in build_rows(build_runs(glyphs))]


def test_bold_drawn_twice_is_read_once() -> None:
    assert words(drop_twins(line("第一条") + line("第一条", x=0.4))) == ["第一条"]


def test_bold_drawn_four_times_is_read_once() -> None:
    copies = [glyph for x in (0, 0.3) for y in (0, 0.3) for glyph in line("总则", x=x, y=y)]
    assert words(drop_twins(copies)) == ["总则"]


@pytest.mark.parametrize("text", ["人人有责", "1111", "……", "哈哈哈哈"])
def test_repeated_signs_side_by_side_stay(text: str) -> None:
    assert words(drop_twins(line(text))) == [text]


def test_narrow_figures_side_by_side_stay() -> None:
    glyphs = [Glyph("1", 5.0 * i, 0, 5.0 * i + 5, 10, 10) for i in range(4)]
    assert words(drop_twins(glyphs)) == ["1111"]


def test_the_same_word_one_line_below_stays() -> None:
    assert words(drop_twins(line("第一条") + line("第一条", y=12))) == ["第一条", "第一条"]


def test_a_wide_gap_becomes_one_blank() -> None:
    assert words(line("目") + line("录", x=40)) == ["目 录"]


def test_even_letterspacing_becomes_none() -> None:
    assert words(line("管理办法", step=20)) == ["管理办法"]


def test_a_drawn_blank_is_kept_however_narrow() -> None:
    glyphs = [*line("条"), Glyph(" ", 10, 0, 12.5, 10, 10), *line("为", x=12.5)]
    assert words(glyphs) == ["条 为"]


def test_loose_setting_makes_no_blanks() -> None:
    assert words(line("为了加强管理", step=11.5)) == ["为了加强管理"]


def test_print_on_two_levels_is_two_lines() -> None:
    assert words(line("下", y=14) + line("上")) == ["上", "下"]


def test_a_raised_figure_stays_raised_in_its_line() -> None:
    raised = Glyph("2", 20, -2, 23, 4, 6)
    assert words([*line("平m"), raised, *line("内", x=24)]) == ["平m²内"]


@pytest.mark.parametrize("top", [4.0, 3.0])
def test_a_small_figure_that_is_not_raised_stays_plain(top: float) -> None:
    small = Glyph("2", 20, top, 23, top + 6, 6)
    assert words([*line("CO"), small]) == ["CO2"]


@pytest.mark.parametrize(
    ("drawn", "read"), [("⽂", "文"), ("（", "（"), ("１", "１"), ("(cid:12)", "\ufffd")]
)
def test_font_table_signs_are_folded(drawn: str, read: str) -> None:
    assert fold_glyph_text(drawn) == read


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.tuples(*[st.integers(0, 500) for _ in range(4)]),
)
def test_turning_can_be_undone(turn: int, corners: tuple[int, int, int, int]) -> None:
    x0, x1 = sorted(corners[:2])
    top, bottom = sorted(corners[2:])
    box = (float(x0), float(top), float(x1), float(bottom))
    assert turn_box_back(turn_box(box, turn, 595, 842), turn, 595, 842) == box
