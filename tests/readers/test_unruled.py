"""Tables without rules: what proves them, what looks like one and is none."""

import pytest

from documents.gazette.readers.pdf import read_pdf
from documents.gazette.source import SourceText
from tests.readers.drawing import LEADING, LINE_CHARS, SIZE, Sheet, article_text, break_words

Rows = tuple[tuple[str, ...], ...]
PROJECTS: Rows = (
    ("序号", "名称", "责任单位"),
    ("1", "城北污水厂", "市水务局"),
    ("2", "老旧小区改造", "市住建局"),
    ("3", "农村公路", "市交通局"),
)


def put_rows(sheet: Sheet, x: float, y: float, rows: Rows, wide: float) -> float:
    for row in rows:
        for column, words in enumerate(row):
            sheet.put(x + column * wide, y, words)
        y += LEADING
    return y


def tables(source: SourceText) -> list[Rows]:
    return [(table.header, *table.rows) for table in source.tables]


def test_numbered_rows_under_a_header_are_a_table() -> None:
    sheet = Sheet()
    sheet.put(60, 80, "附件1")
    y = put_rows(sheet, 60, 110, PROJECTS, 120)
    sheet.put(60, y + 20, "以上项目由市人民政府督查室督办。")
    source = read_pdf(sheet.bytes())
    assert tables(source) == [PROJECTS]
    assert source.lines[-1].text == "以上项目由市人民政府督查室督办。"


def test_each_cell_knows_its_line_page_and_box() -> None:
    sheet = Sheet()
    put_rows(sheet, 60, 110, PROJECTS, 120)
    (table,) = read_pdf(sheet.bytes()).tables
    place = table.places[2][1]
    assert (place.line, place.page) == (3, 1)
    assert place.box is not None
    assert place.box[0] < 180 + SIZE < place.box[2]


def test_a_column_of_figures_proves_a_table_without_numbers() -> None:
    rows: Rows = (
        ("县区", "项目", "投资"),
        ("湖城县", "水厂", "300"),
        ("山阳县", "公路", "1200"),
        ("平川县", "学校", "90"),
    )
    sheet = Sheet()
    put_rows(sheet, 60, 110, rows, 120)
    assert tables(read_pdf(sheet.bytes())) == [rows]


@pytest.mark.parametrize(
    "rows",
    [
        (("甲", "乙"), ("丙", "丁"), ("戊", "己"), ("庚", "辛")),
        (
            ("姓名", "单位", "职务"),
            ("张明", "水务局", "局长"),
            ("李强", "住建局", "局长"),
            ("王方", "交通局", "局长"),
        ),
        (("序号", "名称", "单位"), ("1", "甲", "乙"), ("3", "丙", "丁"), ("2", "戊", "")),
        (("一", "二", "三"), ("1", "", ""), ("2", "", ""), ("3", "", "")),
    ],
)
def test_what_nothing_proves_is_left_as_lines(rows: Rows) -> None:
    sheet = Sheet()
    put_rows(sheet, 60, 110, rows, 120)
    source = read_pdf(sheet.bytes())
    assert source.tables == ()
    assert "".join(line.text for line in source.lines).replace(" ", "") == "".join(map("".join, rows))


def test_lines_of_one_cell_stand_closer_than_rows() -> None:
    sheet = Sheet()
    put_rows(sheet, 60, 100, PROJECTS[:1], 120)
    for number, words in enumerate((("城北污水", "处理厂"), ("老旧小区", "改造"), ("农村", "公路")), 1):
        y = 90 + number * 40
        sheet.put(60, y, str(number))
        sheet.put(180, y, words[0])
        sheet.put(180, y + 13, words[1])
        sheet.put(300, y, "市水务局")
    (table,) = read_pdf(sheet.bytes()).tables
    assert [row[1] for row in table.rows] == ["城北污水处理厂", "老旧小区改造", "农村公路"]


def test_a_table_over_a_column_end_is_one_table() -> None:
    sheet = Sheet()
    right = 60 + LINE_CHARS * SIZE + 29
    y = sheet.column(60, 80, break_words([article_text(n) for n in range(1, 12)])[:38])
    put_rows(sheet, 60, y, PROJECTS[:2], 75)
    y = put_rows(sheet, right, 80, PROJECTS[2:], 75)
    sheet.column(right, y + 10, break_words([article_text(n) for n in range(12, 22)])[:36])
    source = read_pdf(sheet.bytes())
    (table,) = source.tables
    assert table.rows == PROJECTS[1:]
    first = table.line_start
    assert [row[0].line for row in table.places] == [first, first + 1, first + 2, first + 3]


def test_a_table_over_both_columns_is_read_whole() -> None:
    sheet = Sheet()
    right = 60 + LINE_CHARS * SIZE + 29
    for x, first in ((60.0, 1), (right, 20)):
        sheet.column(x, 80, break_words([article_text(n) for n in range(first, first + 8)]))
    rows: Rows = tuple(
        (*row, words) for row, words in zip(PROJECTS, ("时限", "6月", "7月", "8月"), strict=True)
    )
    put_rows(sheet, 60, 650, rows, (right - 60) / 2)
    assert tables(read_pdf(sheet.bytes())) == [rows]


def test_cells_that_touch_are_left_as_lines() -> None:
    sheet = Sheet()
    put_rows(sheet, 60, 110, (*PROJECTS, ("4", "城乡供水一体化工程", "市水务局")), 75)
    source = read_pdf(sheet.bytes())
    assert all(len(table.header) == 3 and "4" not in table.rows[-1] for table in source.tables)


def test_two_columns_of_short_lines_are_no_table() -> None:
    sheet = Sheet()
    for x in (60.0, 320.0):
        y = 80.0
        for number in range(1, 20):
            sheet.put(x, y, f"（{number}）市水务局负责城市排水。")
            y += LEADING
    assert read_pdf(sheet.bytes()).tables == ()


def test_three_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    words = break_words([article_text(n) for n in range(1, 31)], 14)
    for column in range(3):
        sheet.column(50 + column * 170, 80, words[column * 40 : column * 40 + 40])
    read = "".join(line.text.strip() for line in read_pdf(sheet.bytes()).lines)
    assert read.replace("　", "") == "".join(words[:120]).replace("　", "")
