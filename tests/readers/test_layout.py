"""Pages to lines: nothing is lost, whatever stands where."""

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.gazette.readers.assembly import LineDesk, clean_text
from documents.gazette.readers.columns import Gutter, find_gutter, repeated_gutters
from documents.gazette.readers.glyphs import Glyph, Row, build_runs
from documents.gazette.readers.layout import Page, lay_out
from documents.gazette.readers.ruled import read_ruled_table
from documents.gazette.readers.zones import order_blocks
from documents.gazette.source import UnreadableSource

WORDS = st.tuples(
    st.text(alphabet="第一条市县人民政府0123（）。", min_size=1, max_size=25),
    st.integers(0, 560),
    st.integers(0, 820),
    st.sampled_from([6, 9, 10.5, 22]),
)

LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def glyphs_of(text: str, x: float, y: float, size: float) -> list[Glyph]:
    return [
        Glyph(char, x + index * size, y, x + (index + 1) * size, y + size, size)
        for index, char in enumerate(text)
    ]


def page_of(number: int, glyphs: list[Glyph]) -> Page:
    return Page(number, 595, 842, 0, build_runs(glyphs), [], [])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=25), min_size=1, max_size=4))
def test_every_sign_stands_in_a_line(pages: list[list[tuple[str, int, int, float]]]) -> None:
    drawn = [[glyph for word in page for glyph in glyphs_of(*word)] for page in pages]
    desk = LineDesk()
    lay_out([page_of(number, glyphs) for number, glyphs in enumerate(drawn, 1)], desk)
    written = Counter("".join("".join(line.text.split()) for line in desk.lines).translate(LOWERED))
    assert written == Counter(glyph.text for glyphs in drawn for glyph in glyphs)
    assert [line.number for line in desk.lines] == list(range(1, len(desk.lines) + 1))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.integers(0, 300)] * 4).map(lambda c: (c[0], c[1], c[0] + 40, c[1] + 20)), min_size=4
    ),
    st.lists(WORDS, max_size=8),
)
def test_every_sign_stands_in_a_cell_or_is_left_over(
    cells: list[tuple[float, float, float, float]], words: list[tuple[str, int, int, float]]
) -> None:
    glyphs = [glyph for word in words for glyph in glyphs_of(*word)]
    table, rest = read_ruled_table(cells, glyphs, 842)
    inside = "".join(cell for row in table.rows for cell in row) if table else ""
    assert Counter("".join(inside.split())) + Counter(g.text for g in rest) == Counter(g.text for g in glyphs)


def test_a_page_of_scattered_signs_is_laid_out_in_bounded_time() -> None:
    glyphs = [
        Glyph("甲", x * 7.0, y * 7.0, x * 7.0 + 3, y * 7.0 + 3, 3) for x in range(80) for y in range(115)
    ]
    started = time.monotonic()
    lay_out([page_of(1, glyphs)], LineDesk())
    assert time.monotonic() - started < 20


def test_an_empty_page_has_no_order() -> None:
    assert order_blocks([], [], None) == []
    assert find_gutter([]) is None


def test_a_gutter_seen_once_is_not_the_files() -> None:
    assert repeated_gutters([Gutter(280, 300), None, Gutter(200, 210)]) == []
    assert repeated_gutters([Gutter(280, 300), Gutter(281, 299)]) == [Gutter(280, 300)]


def test_rows_of_a_column_keep_their_order_beside_a_spanning_row() -> None:
    left = [glyphs_of("左栏的文字排在前面" * 2, 40, 100 + 20 * n, 10) for n in range(6)]
    right = [glyphs_of("右栏的文字排在后面" * 2, 320, 100 + 20 * n, 10) for n in range(6)]
    runs = build_runs([glyph for line in left + right for glyph in line])
    zones = order_blocks(runs, [], find_gutter(runs))
    texts = [block.text[:2] for zone in zones for block in zone.blocks if isinstance(block, Row)]
    assert texts == ["左栏"] * 6 + ["右栏"] * 6


def test_too_much_text_is_refused() -> None:
    desk = LineDesk()
    for _ in range(10):
        desk.add_line("甲" * 1_000_000)
    with pytest.raises(UnreadableSource, match="过多"):
        desk.add_line("甲")


@pytest.mark.parametrize(
    ("text", "wanted"), [("甲\r\n乙", "甲 乙"), ("甲\x00乙\x1f", "甲乙"), ("甲\t乙", "甲\t乙")]
)
def test_lines_hold_no_line_ends_or_controls(text: str, wanted: str) -> None:
    assert clean_text(text) == wanted
