"""Tables of PDF pages: cells, page ends, columns, what is no table."""

import pytest

from documents.gazette.readers.pdf import read_pdf
from documents.gazette.source import SourceText, Span
from tests.readers.drawing import (
    HEIGHT,
    WIDTH,
    Sheet,
    article_text,
    break_words,
)


def kept(source: SourceText) -> list[str]:
    dropped = {drop.line for drop in source.dropped}
    return [line.text for line in source.lines if line.number not in dropped]


def joined(source: SourceText) -> str:
    return "".join(kept(source)).replace("　", "")


def test_a_ruled_table_becomes_cells_and_lines() -> None:
    sheet = Sheet()
    sheet.put(60, 80, "附件1")
    rows = [("序号", "项目名称", "县区"), ("1", "甲项目", "湖城县"), ("2", "乙项目", "")]
    sheet.table(60, 100, rows, wide=120)
    sheet.put(60, 200, "表后的文字。")
    source = read_pdf(sheet.bytes())
    (table,) = source.tables
    assert (table.header, *table.rows) == tuple(rows)
    assert (table.line_start, table.line_end) == (2, 4)
    assert [line.text for line in source.lines] == [
        "附件1",
        "序号\t项目名称\t县区",
        "1\t甲项目\t湖城县",
        "2\t乙项目\t",
        "表后的文字。",
    ]


def test_a_table_over_a_page_end_is_one_table() -> None:
    sheet = Sheet()
    header = ("序号", "项目")
    sheet.table(60, 700, [header, ("1", "甲")], wide=120)
    sheet.turn_page(1)
    sheet.table(60, 80, [header, ("2", "乙")], wide=120)
    sheet.turn_page(2)
    source = read_pdf(sheet.bytes())
    (table,) = source.tables
    assert table.rows == (("1", "甲"), ("2", "乙"))
    assert "续表重复的表头" in [drop.reason for drop in source.dropped]


def test_a_table_in_the_right_column_stands_in_its_place() -> None:
    sheet = Sheet()
    sheet.column(60, 80, break_words([article_text(n) for n in range(1, 11)]))
    y = sheet.column(310, 80, break_words([article_text(n) for n in range(11, 14)]))
    sheet.table(310, y, [("序号", "名称"), ("1", "甲")], wide=100)
    sheet.column(310, y + 80, break_words([article_text(n) for n in range(14, 18)]))
    lines = kept(read_pdf(sheet.bytes()))
    assert lines.index("序号\t名称") == len(break_words([article_text(n) for n in range(1, 14)]))


def test_a_frame_round_the_page_is_no_table() -> None:
    sheet = Sheet()
    sheet.canvas.rect(50, 50, WIDTH - 100, HEIGHT - 100)
    sheet.canvas.line(297, 50, 297, HEIGHT - 50)
    sheet.column(60, 80, break_words([article_text(n) for n in range(1, 9)]))
    sheet.column(310, 80, break_words([article_text(n) for n in range(9, 17)]))
    source = read_pdf(sheet.bytes())
    assert source.tables == ()
    assert joined(source) == "".join(map(article_text, range(1, 17)))


def test_a_table_that_goes_on_in_the_next_column_is_one_table() -> None:
    sheet = Sheet()
    y = sheet.column(60, 80, break_words([article_text(n) for n in range(1, 12)]))
    sheet.table(60, y, [("序号", "名称"), ("1", "甲")], wide=100)
    sheet.table(310, 80, [("2", "乙"), ("3", "丙")], wide=100)
    sheet.column(310, 150, break_words([article_text(n) for n in range(12, 20)]))
    (table,) = read_pdf(sheet.bytes()).tables
    assert table.rows == (("1", "甲"), ("2", "乙"), ("3", "丙"))


def test_two_tables_of_other_columns_stay_two() -> None:
    sheet = Sheet()
    sheet.table(60, 700, [("序号", "名称"), ("1", "甲")], wide=100)
    sheet.turn_page(1)
    sheet.table(60, 80, [("序号", "名称", "县区"), ("1", "甲", "乙")], wide=100)
    assert len(read_pdf(sheet.bytes()).tables) == 2


@pytest.mark.parametrize("angle", [90, -90, 180])
def test_a_ruled_table_on_a_turned_page(angle: int) -> None:
    sheet = Sheet()
    sheet.canvas.translate(WIDTH / 2, HEIGHT / 2)
    sheet.canvas.rotate(angle)
    rows = [("序号", "项目名称", "县区"), ("1", "甲项目", "湖城县"), ("2", "乙项目", "东屏区")]
    sheet.table(-150, HEIGHT - 60, rows, wide=100)
    (table,) = read_pdf(sheet.bytes()).tables
    assert (table.header, *table.rows) == tuple(rows)


def test_merged_cells_stand_blank() -> None:
    sheet = Sheet()
    canvas = sheet.canvas
    for x, y, wide, high, words in [
        (60, 100, 100, 40, "县区"),
        (160, 100, 200, 20, "数量"),
        (160, 120, 100, 20, "甲"),
        (260, 120, 100, 20, "乙"),
        (60, 140, 100, 20, "湖城县"),
        (160, 140, 100, 20, "1"),
        (260, 140, 100, 20, "2"),
    ]:
        canvas.rect(x, HEIGHT - y - high, wide, high)
        sheet.put(x + 4, y + 14, words, size=9)
    (table,) = read_pdf(sheet.bytes()).tables
    assert (table.header, *table.rows) == (("县区", "数量", ""), ("", "甲", "乙"), ("湖城县", "1", "2"))


def boxes(sheet: Sheet, x: float, y: float, cells: list[tuple[int, int, int, int, str]]) -> None:
    """Rule cells by row, column, rows down, columns across, each 90 wide and 20 high."""
    for row, column, down, across, words in cells:
        left, top = x + 90 * column, y + 20 * row
        sheet.canvas.rect(left, HEIGHT - top - 20 * down, 90 * across, 20 * down)
        sheet.put(left + 3, top + 10 * down + 4, words, size=9)


HEAD = [(0, 0, 2, 1, "县区"), (0, 1, 1, 2, "任务"), (1, 1, 1, 1, "数量"), (1, 2, 1, 1, "单位")]


def test_merged_cells_of_a_ruled_table_are_told() -> None:
    sheet = Sheet()
    body = [(2, 0, 2, 1, "湖城县"), (2, 1, 1, 1, "3"), (2, 2, 1, 1, "处"), (3, 1, 1, 2, "合计8处")]
    boxes(sheet, 60, 100, [*HEAD, *body])
    (table,) = read_pdf(sheet.bytes()).tables
    assert (table.header, *table.rows) == (
        ("县区", "任务", ""), ("", "数量", "单位"), ("湖城县", "3", "处"), ("", "合计8处", ""),
    )  # fmt: skip
    assert table.spans == (Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(2, 0, 2, 1), Span(3, 1, 1, 2))


def test_a_header_of_two_rows_printed_again_is_dropped_whole() -> None:
    sheet = Sheet()
    boxes(sheet, 60, 700, [*HEAD, (2, 0, 1, 1, "湖城县"), (2, 1, 1, 1, "3"), (2, 2, 1, 1, "处")])
    sheet.turn_page(1)
    later = [
        (2, 0, 2, 1, "城区"),
        (2, 1, 1, 1, "5"),
        (2, 2, 1, 1, "处"),
        (3, 1, 1, 1, "6"),
        (3, 2, 1, 1, "座"),
    ]
    boxes(sheet, 60, 80, [*HEAD, *later])
    sheet.turn_page(2)
    source = read_pdf(sheet.bytes())
    (table,) = source.tables
    assert table.rows == (
        ("", "数量", "单位"), ("湖城县", "3", "处"), ("城区", "5", "处"), ("", "6", "座"),
    )  # fmt: skip
    assert table.spans == (Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(3, 0, 2, 1))
    assert [drop.reason for drop in source.dropped].count("续表重复的表头") == 2


def test_a_table_of_even_cells_has_no_merges() -> None:
    sheet = Sheet()
    sheet.table(60, 100, [("甲", "乙"), ("1", "2"), ("3", "4")], wide=90)
    assert read_pdf(sheet.bytes()).tables[0].spans == ()
