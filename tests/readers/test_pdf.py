"""PDF pages: columns, furniture, bold drawn twice, turned pages, indents."""

from typing import Any

import pytest

from documents.gazette.readers import pdf
from documents.gazette.readers.page_device import interpret_page
from documents.gazette.readers.pdf import read_pdf
from documents.gazette.source import SourceText, UnreadableSource
from tests.readers.drawing import (
    FONT,
    HEIGHT,
    LINE_CHARS,
    SIZE,
    WIDTH,
    Sheet,
    article_text,
    break_words,
    two_columns,
)


def kept(source: SourceText) -> list[str]:
    dropped = {drop.line for drop in source.dropped}
    return [line.text for line in source.lines if line.number not in dropped]


def joined(source: SourceText) -> str:
    return "".join(kept(source)).replace("　", "")


def test_two_columns_are_read_left_then_right() -> None:
    source = read_pdf(two_columns(2))
    assert joined(source) == "".join(article_text(number) for number in range(1, 41))


@pytest.mark.parametrize("gutter", [12.0, 21.0, 40.0])
def test_gutters_of_any_width(gutter: float) -> None:
    assert joined(read_pdf(two_columns(1, head="", gutter=gutter))) == "".join(
        map(article_text, range(1, 21))
    )


def test_paragraphs_start_with_two_blanks_and_go_on_without() -> None:
    lines = kept(read_pdf(two_columns(1)))
    assert [line for line in lines if line.startswith("　　")] == [
        "　　" + article_text(number)[: LINE_CHARS - 2] for number in range(1, 21)
    ]


def test_every_line_knows_page_and_place() -> None:
    source = read_pdf(two_columns(2))
    assert source.pages == 2
    assert all(line.page in (1, 2) and line.box is not None for line in source.lines)
    assert all(0 <= line.box[0] < line.box[2] <= WIDTH for line in source.lines if line.box)


def test_columns_whose_lines_stand_at_different_heights() -> None:
    sheet = Sheet()
    left, right = (
        break_words([article_text(n) for n in numbers]) for numbers in (range(1, 11), range(11, 21))
    )
    sheet.column(60, 80, left)
    sheet.column(310, 87, right)
    assert joined(read_pdf(sheet.bytes())) == "".join(map(article_text, range(1, 21)))


def test_a_title_over_both_columns_comes_first() -> None:
    sheet = Sheet()
    sheet.put(WIDTH / 2, 90, "明川市人民政府关于印发排水管理办法的通知", size=20, align="centre")
    sheet.column(60, 130, break_words([article_text(n) for n in range(1, 9)]))
    sheet.column(310, 130, break_words([article_text(n) for n in range(9, 17)]))
    lines = kept(read_pdf(sheet.bytes()))
    assert lines[0] == "明川市人民政府关于印发排水管理办法的通知"
    assert "".join(lines[1:]).replace("　", "") == "".join(map(article_text, range(1, 17)))


def test_a_title_in_the_middle_parts_the_columns_into_bands() -> None:
    sheet = Sheet()
    for start, y in ((1, 80), (9, 420)):
        sheet.column(60, y, break_words([article_text(n) for n in range(start, start + 4)]))
        sheet.column(310, y, break_words([article_text(n) for n in range(start + 4, start + 8)]))
    sheet.put(WIDTH / 2, 380, "明川市人民政府关于印发排水管理办法的通知", size=18, align="centre")
    text = joined(read_pdf(sheet.bytes()))
    first, second = text.split("明川市人民政府关于印发排水管理办法的通知")
    assert first == "".join(map(article_text, range(1, 9)))
    assert second == "".join(map(article_text, range(9, 17)))


def test_one_column_stays_one_column() -> None:
    sheet = Sheet()
    sheet.column(60, 80, break_words([article_text(n) for n in range(1, 15)], chars=44))
    assert joined(read_pdf(sheet.bytes())) == "".join(map(article_text, range(1, 15)))


def test_name_and_office_pairs_are_no_columns() -> None:
    sheet = Sheet()
    for row in range(8):
        sheet.put(60, 80 + row * LINE_CHARS, f"组员{row}：")
        sheet.put(330, 80 + row * LINE_CHARS, f"某局{row}")
    assert kept(read_pdf(sheet.bytes()))[0].split() == ["组员0：", "某局0"]


def test_a_short_last_page_takes_the_gutter_of_the_file() -> None:
    sheet = Sheet()
    for page in (1, 2):
        sheet.column(60, 80, break_words([article_text(page * 20 + n) for n in range(1, 11)]))
        sheet.column(310, 80, break_words([article_text(page * 20 + n) for n in range(11, 21)]))
        sheet.turn_page(page)
    sheet.column(60, 80, ["末页左一", "末页左二"])
    sheet.column(310, 80, ["末页右一"])
    assert kept(read_pdf(sheet.bytes()))[-3:] == ["末页左一", "末页左二", "末页右一"]


def test_running_heads_and_numbers_are_dropped_but_kept_as_lines() -> None:
    source = read_pdf(two_columns(4))
    reasons = [drop.reason for drop in source.dropped]
    assert reasons.count("页眉") == 4
    assert reasons.count("页码") == 4
    assert all(source.lines[drop.line - 1].text == drop.text for drop in source.dropped)


def test_the_head_of_another_column_name_is_dropped_with_the_rest() -> None:
    sheet = Sheet()
    for page, name in enumerate(["市政府令", "市政府文件", "市政府文件", "大事记"], 1):
        sheet.column(60, 80, break_words([article_text(n) for n in range(1, 6)]))
        sheet.put(WIDTH - 60, 40, name, size=9, align="right")
        sheet.turn_page(page, "明川市人民政府公报")
    assert [drop.text for drop in read_pdf(sheet.bytes()).dropped if drop.reason == "页眉"] == [
        "明川市人民政府公报 市政府令",
        "明川市人民政府公报 市政府文件",
        "明川市人民政府公报 市政府文件",
        "明川市人民政府公报 大事记",
    ]


def test_titles_that_open_pages_alike_are_no_running_heads() -> None:
    sheet = Sheet()
    for page in (1, 2, 3, 4):
        sheet.column(
            60,
            80,
            ["　　　　明川市人民政府办公室", "　　关于印发方案的通知", *break_words([article_text(1)] * 6)],
        )
        sheet.turn_page(page, "明川市人民政府公报")
    assert kept(read_pdf(sheet.bytes())).count("　　明川市人民政府办公室") == 4


def test_labels_of_attachments_that_open_pages_are_text() -> None:
    sheet = Sheet()
    for page in (1, 2, 3):
        sheet.put(60, 80, f"附件{page}")
        sheet.column(60, 130, break_words([article_text(page)] * 4))
        sheet.turn_page(page)
    assert [line for line in kept(read_pdf(sheet.bytes())) if line.startswith("附件")] == [
        "附件1",
        "附件2",
        "附件3",
    ]


def test_a_year_at_the_foot_of_the_text_is_no_page_number() -> None:
    sheet = Sheet()
    lines = break_words([article_text(n) for n in range(1, 15)])[:42]
    sheet.column(60, 60, [*lines, "2024"])
    assert kept(read_pdf(sheet.bytes()))[-1] == "2024"


def test_bold_drawn_twice_is_read_once() -> None:
    sheet = Sheet()
    for shift in (0, 0.4):
        sheet.put(60 + shift, 80, "（一）严格落实责任。")
    assert kept(read_pdf(sheet.bytes())) == ["（一）严格落实责任。"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_turned_by_their_flag(turn: int) -> None:
    sheet = Sheet()
    sheet.canvas.setPageRotation(turn)
    canvas = sheet.canvas
    if turn == 90:
        canvas.transform(0, 1, -1, 0, WIDTH, 0)
    elif turn == 180:
        canvas.transform(-1, 0, 0, -1, WIDTH, HEIGHT)
    else:
        canvas.transform(0, -1, 1, 0, 0, WIDTH)
    sheet.column(60, HEIGHT - 500, ["第一条 横排的页面", "第二条 照样读出"])
    assert kept(read_pdf(sheet.bytes())) == ["第一条 横排的页面", "第二条 照样读出"]


@pytest.mark.parametrize("angle", [90, -90, 180])
def test_print_turned_without_a_flag(angle: int) -> None:
    sheet = Sheet()
    sheet.canvas.translate(WIDTH / 2, HEIGHT / 2)
    sheet.canvas.rotate(angle)
    sheet.column(-100, HEIGHT - 50, ["第一条 横排的页面", "第二条 照样读出"])
    source = read_pdf(sheet.bytes())
    assert kept(source) == ["第一条 横排的页面", "第二条 照样读出"]
    assert all(line.box and 0 <= line.box[0] < line.box[2] <= WIDTH for line in source.lines)


def test_print_across_the_page_is_not_lost() -> None:
    sheet = Sheet()
    sheet.column(60, 80, break_words([article_text(1)]))
    sheet.canvas.translate(580, 400)
    sheet.canvas.rotate(90)
    sheet.canvas.setFont("STSong-Light", 9)
    sheet.canvas.drawString(0, 0, "侧边文字")
    assert kept(read_pdf(sheet.bytes()))[-1] == "侧边文字"


def test_centred_titles_are_not_indented_and_signatures_are() -> None:
    sheet = Sheet()
    middle = 60 + LINE_CHARS * SIZE / 2
    sheet.put(middle, 60, "关于排水管理的通知", align="centre")
    sheet.column(60, 80, break_words([article_text(n) for n in range(1, 5)]))
    sheet.put(60 + LINE_CHARS * SIZE - 10, 300, "明川市人民政府", align="right")
    lines = kept(read_pdf(sheet.bytes()))
    assert lines[0] == "关于排水管理的通知"
    assert lines[-1] == "　　明川市人民政府"


def test_contents_keep_titles_with_their_pages() -> None:
    sheet = Sheet()
    sheet.put(WIDTH / 2, 80, "目 录", size=16, align="centre")
    for row in range(5):
        sheet.put(
            60,
            120 + row * 20,
            f"明川市人民政府关于第{row}件事的通知（明政发〔2024〕{row}号）" + "…" * 8 + f"（{row + 3}）",
        )
    lines = kept(read_pdf(sheet.bytes()))
    assert lines[0] == "目 录"
    assert lines[2].endswith("…（4）")


def test_print_in_the_margin_of_every_page_is_furniture() -> None:
    sheet = Sheet()
    for page in (1, 2, 3):
        sheet.column(60, 80, break_words([article_text(page * n) for n in range(1, 4)]))
        sheet.canvas.rotate(90)
        sheet.canvas.setFont("STSong-Light", 9)
        sheet.canvas.drawString(300, -580, "市政府文件")
        sheet.canvas.showPage()
    assert [drop.reason for drop in read_pdf(sheet.bytes()).dropped] == ["页边文字"] * 3


def test_one_broken_page_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet()
    for page in (1, 2):
        sheet.put(60, 80, f"第{page}页的文字")
        sheet.canvas.showPage()

    def interpret(raw: Any) -> bool:
        if raw.page_number == 1:
            raise ValueError("broken")
        return interpret_page(raw)

    monkeypatch.setattr(pdf, "interpret_page", interpret)
    source = read_pdf(sheet.bytes())
    assert kept(source) == ["第2页的文字"]
    assert [finding.code for finding in source.findings] == ["unreadable-page"]


def test_a_page_without_text_is_named() -> None:
    sheet = Sheet()
    sheet.put(60, 80, "第一页")
    sheet.canvas.showPage()
    sheet.canvas.rect(0, 0, 5, 5)
    sheet.canvas.showPage()
    source = read_pdf(sheet.bytes())
    assert [(finding.code, "第 2 页" in finding.message) for finding in source.findings] == [
        ("page-without-text", True)
    ]


def test_a_scan_without_text_is_refused_in_words() -> None:
    sheet = Sheet()
    sheet.canvas.rect(0, 0, 5, 5)
    sheet.canvas.showPage()
    with pytest.raises(UnreadableSource, match="扫描件"):
        read_pdf(sheet.bytes())


def test_points_may_hang_over_a_narrow_gutter() -> None:
    sheet = Sheet()
    left = ["市人民政府应当加强城市排水设施的规划建设，"] * 3 + [
        "市人民政府应当加强城市排水设施的规划建设和"
    ] * 9
    sheet.column(60, 80, [line.rstrip("，") + "理，" * line.endswith("，") for line in left])
    sheet.column(
        60 + LINE_CHARS * SIZE + 12,
        80,
        [f"右栏第{number:02d}行的文字应当排在左栏文字的后面" for number in range(12)],
    )
    lines = kept(read_pdf(sheet.bytes()))
    assert [line[:2] for line in lines] == ["市人"] * 12 + ["右栏"] * 12


def test_a_right_column_of_a_few_lines_on_the_only_page() -> None:
    sheet = Sheet()
    sheet.column(60, 80, break_words([article_text(n) for n in range(1, 9)]))
    sheet.column(310, 80, ["右栏的第一行文字在这里", "右栏的末行。"])
    assert kept(read_pdf(sheet.bytes()))[-2:] == ["右栏的第一行文字在这里", "右栏的末行。"]


@pytest.mark.parametrize(("pages", "dropped"), [(3, 3), (1, 0)])
def test_words_stamped_across_the_pages_do_not_mix_with_the_text(pages: int, dropped: int) -> None:
    sheet = Sheet()
    for page in range(1, pages + 1):
        sheet.column(60, 80, break_words([article_text(20 * page + n) for n in range(1, 9)]))
        sheet.canvas.saveState()
        sheet.canvas.translate(100, 250)
        sheet.canvas.rotate(40)
        sheet.canvas.setFont(FONT, 60)
        sheet.canvas.drawString(0, 0, "明川市人民政府")
        sheet.canvas.restoreState()
        sheet.turn_page(page)
    source = read_pdf(sheet.bytes())
    drops = {drop.line for drop in source.dropped}
    assert [drop.text for drop in source.dropped].count("明川市人民政府") == dropped
    words = "".join(line.text for line in source.lines if line.number not in drops).replace("　", "")
    for page in range(1, pages + 1):
        assert "".join(article_text(20 * page + n) for n in range(1, 9)) in words
