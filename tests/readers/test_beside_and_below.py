"""Print that is no line of a column: names down the margin, notes, captions, further columns."""

import pytest

from documents.gazette.readers.pdf import read_pdf
from documents.gazette.source import SourceText
from tests.readers.drawing import SIZE, WIDTH, Sheet, article_text, break_words

MARGIN = "明川市人民政府公报"
CHARS = 14


def texts(source: SourceText) -> list[str]:
    """The lines that are not dropped, without blanks."""
    dropped = {drop.line for drop in source.dropped}
    return ["".join(line.text.split()) for line in source.lines if line.text and line.number not in dropped]


def print_of(pages: int, margin: str = MARGIN, upright: bool = True) -> SourceText:
    """Pages of one column with a name in the outer margin, right on odd pages."""
    sheet = Sheet()
    for page in range(1, pages + 1):
        sheet.column(80, 90, break_words([article_text(page * 10 + n) for n in range(1, 9)], 38))
        x = WIDTH - 30 if page % 2 else 30
        if upright:
            for at, sign in enumerate(margin):
                sheet.put(x, 300 + 14 * at, sign, size=9, align="centre")
        else:
            sheet.put(x, 300, margin, size=8, align="centre")
        sheet.turn_page(page)
    return read_pdf(sheet.bytes())


@pytest.mark.parametrize(("margin", "upright"), [(MARGIN, True), ("政府文件", False)])
def test_a_name_down_the_outer_margin_is_dropped(margin: str, upright: bool) -> None:
    source = print_of(3, margin, upright)
    assert [drop.text for drop in source.dropped if drop.reason == "页边文字"] == [margin] * 3
    assert not any(sign in "".join(texts(source)) for sign in ("公报", "文件"))


def test_what_one_page_alone_prints_beside_the_text_stays() -> None:
    source = print_of(1)
    assert [drop.reason for drop in source.dropped] == ["页码"]
    assert set("".join(texts(source))) >= set(MARGIN)


def test_a_column_of_serials_is_no_margin() -> None:
    sheet = Sheet()
    for page in (1, 2):
        for row in range(12):
            sheet.put(60, 90 + 20 * row, str(row + 1))
            sheet.put(120, 90 + 20 * row, f"第{page}批第{row + 1}个老旧小区改造工程项目")
        sheet.turn_page(page)
    source = read_pdf(sheet.bytes())
    assert [drop.reason for drop in source.dropped] == ["页码", "页码"]


def with_foot(lines: tuple[str, ...], size: float = 8) -> list[str]:
    """Two pages; the first ends inside a sentence, with print under its rule."""
    sheet = Sheet()
    body = break_words([article_text(number) for number in range(1, 30)], 42)
    sheet.column(60, 80, body[:38])
    sheet.canvas.line(60, 842 - 745, 200, 842 - 745)
    for at, line in enumerate(lines):
        sheet.put(60, 758 + 12 * at, line, size=size)
    sheet.turn_page(1)
    sheet.column(60, 80, body[38:])
    sheet.turn_page(2)
    return texts(read_pdf(sheet.bytes()))


NOTES = ("①本表所称人口为常住人口，由统计部门提供，仅供参考，", "以公布的为准。", "② 数据来自年鉴。")


def test_notes_wait_for_the_end_of_the_paragraph() -> None:
    found = with_foot(NOTES)
    plain = with_foot(())
    bare = ["".join(note.split()) for note in NOTES]
    at = found.index(bare[0])
    assert found[at : at + 3] == bare
    assert found[:at] + found[at + 3 :] == plain
    assert found[at - 1].endswith("。")
    assert found[at + 3].startswith("甲")


def test_a_note_waits_however_long_the_paragraph_was_before_it() -> None:
    body = [
        "".join(article_text(n) for n in range(1, 100)).replace("。", "，")[42 * n :][:42] for n in range(96)
    ]
    body[75] = body[75][:-1] + "；"
    sheet = Sheet()
    for page in (1, 2, 3):
        sheet.column(60, 80, body[38 * (page - 1) :][:38])
        if page == 2:
            sheet.put(60, 758, NOTES[2], size=8)
        sheet.turn_page(page)
    found = texts(read_pdf(sheet.bytes()))
    assert found.index("②数据来自年鉴。") == len(body)


@pytest.mark.parametrize(
    "lines", [("附近居民可以向社区申请补助。",), ("（一）小号字印的条文。", "（二）也是条文。")]
)
def test_small_print_without_a_mark_stays_where_it_is(lines: tuple[str, ...]) -> None:
    found = with_foot(lines)
    assert found.index(lines[0]) == 38


def with_picture(caption: str, size: float = 9) -> list[str]:
    """A sentence that goes on under a picture with a caption."""
    sheet = Sheet()
    body = break_words([article_text(number) for number in range(1, 8)], 42)
    sheet.column(60, 80, body[:5])
    sheet.canvas.rect(150, 842 - 330, 300, 170, fill=1)
    sheet.put(60 + 21 * SIZE, 350, caption, size=size, align="centre")
    sheet.column(60, 380, body[5:])
    sheet.turn_page(1)
    return texts(read_pdf(sheet.bytes()))


def test_a_caption_waits_for_the_end_of_the_paragraph() -> None:
    found = with_picture("图1　区域位置示意图")
    at = found.index("图1区域位置示意图")
    assert at > 5
    assert found[at - 1].endswith("。")
    assert found[at + 1].startswith("甲")


def test_words_about_a_picture_are_no_caption() -> None:
    assert with_picture("图1所示区域，由自然资源部门划定。").index("图1所示区域，由自然资源部门划定。") == 5


def test_three_columns_with_a_short_last_page() -> None:
    sheet = Sheet()
    lines = break_words([article_text(number) for number in range(1, 60)], CHARS)
    sheet.put(WIDTH / 2, 70, "安岭市城市排水条例", size=16, align="centre")
    places = [(page, x) for page in (1, 2) for x in (45, 218, 391)]
    for page, x in places:
        take = 38 if (page, x) != (2, 391) else 5
        own, lines = lines[:take], lines[take:]
        sheet.column(x, 100, own)
        if x == 391:
            sheet.turn_page(page)
    found = texts(read_pdf(sheet.bytes()))
    assert found[0] == "安岭市城市排水条例"
    numbers = [line[1:4] for line in found if line.startswith("甲")]
    assert numbers == sorted(numbers)
    assert len(numbers) > 45


def test_a_title_in_the_middle_of_unequal_columns_comes_first() -> None:
    sheet = Sheet()
    sheet.put(WIDTH / 2, 70, "安岭市排水条例", size=16, align="centre")
    sheet.column(60, 100, break_words([article_text(n) for n in range(1, 12)], 15))
    sheet.column(250, 100, break_words([article_text(n) for n in range(12, 30)], 27))
    sheet.turn_page(1)
    assert texts(read_pdf(sheet.bytes()))[:1] == ["安岭市排水条例"]
