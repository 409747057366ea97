"""Scanned pages: the optional engine, marks of recognised text."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from documents.gazette.readers import scanned
from documents.gazette.readers.pdf import read_pdf
from documents.gazette.source import UnreadableSource
from tests.readers.drawing import FONT, HEIGHT, WIDTH, Sheet, article_text, break_words

SCALE = scanned.RESOLUTION / scanned.POINTS_PER_INCH


def scan(with_text_page: bool = False) -> bytes:
    sheet = Sheet()
    sheet.canvas.rect(10, 10, 50, 50)
    sheet.canvas.showPage()
    if with_text_page:
        sheet.put(60, 80, "第二页有文字层")
    return sheet.bytes()


def picture(sheet: Sheet, share: float = 0.9) -> None:
    """A grey picture over this share of the page."""
    side = share**0.5
    grey = ImageReader(Image.new("L", (8, 8), 128))
    sheet.canvas.drawImage(grey, 0, 0, WIDTH * side, HEIGHT * side)


def mixed(scanned_pages: int, text_pages: int, unseen: bool = False) -> bytes:
    """Pages of a picture with a page number, perhaps with words laid under it, then pages of words."""
    sheet = Sheet()
    for number in range(1, scanned_pages + 1):
        picture(sheet)
        if unseen:
            words = sheet.canvas.beginText(60, 700)
            words.setFont(FONT, 10.5)
            words.setTextRenderMode(3)
            words.textOut("第一条 扫描件自带的文字层，由扫描程序识别而来，可能有错。" * 3)
            sheet.canvas.drawText(words)
        sheet.turn_page(number)
    for number in range(scanned_pages + 1, scanned_pages + text_pages + 1):
        sheet.column(60, 80, break_words([article_text(n) for n in range(1, 9)]))
        sheet.turn_page(number)
    return sheet.bytes()


def box(x: float, y: float, chars: int) -> list[list[float]]:
    right, low = x + 10.5 * chars, y + 10.5
    return [[a * SCALE, b * SCALE] for a, b in ((x, y), (right, y), (right, low), (x, low))]


def fake_engine(*words: tuple[float, float, str, float]) -> Any:
    def engine(_: object) -> SimpleNamespace:
        return SimpleNamespace(
            boxes=[box(x, y, len(text)) for x, y, text, _ in words] or None,
            txts=[text for _, _, text, _ in words],
            scores=[score for *_, score in words],
        )

    return lambda: engine


def test_recognised_lines_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [(60, 100, "第一条 为了", 0.99), (60, 120, "加强管理。", 0.98), (60, 140, "污点", 0.2)]
    monkeypatch.setattr(scanned, "load_engine", fake_engine(*words))
    source = read_pdf(scan(), ocr=True)
    assert source.ocr
    assert [line.text for line in source.lines] == ["第一条 为了", "加强管理。"]
    assert [finding.code for finding in source.findings] == ["ocr-page"]


def test_pages_with_a_text_layer_are_not_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "load_engine", fake_engine((60, 100, "识别的字", 0.9)))
    source = read_pdf(scan(with_text_page=True), ocr=True)
    assert [(line.page, line.text) for line in source.lines] == [(1, "识别的字"), (2, "第二页有文字层")]


def test_a_file_with_text_needs_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    sheet = Sheet()
    sheet.put(60, 80, "有文字层")
    source = read_pdf(sheet.bytes(), ocr=True)
    assert not source.ocr


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(UnreadableSource, match="rapidocr"):
        read_pdf(scan(), ocr=True)


def test_a_blank_scan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "load_engine", fake_engine())
    with pytest.raises(UnreadableSource, match="没有可以读取的文字"):
        read_pdf(scan(), ocr=True)


def test_scanned_pages_among_others_are_named() -> None:
    source = read_pdf(mixed(2, 3))
    (finding,) = source.findings
    assert (finding.code, finding.message[:10]) == ("page-without-text", "第 1、2 页没有文")
    assert not source.ocr
    assert "甲001" in "".join(line.text for line in source.lines)


def test_scanned_pages_among_others_are_recognised_where_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "load_engine", fake_engine((60, 100, "第一条 识别的字", 0.9)))
    source = read_pdf(mixed(1, 2), ocr=True)
    assert source.ocr
    assert source.lines[0].text == "第一条 识别的字"
    assert {line.page for line in source.lines} == {1, 2, 3}


def test_a_scan_with_page_numbers_only_is_a_scan() -> None:
    with pytest.raises(UnreadableSource, match="扫描件"):
        read_pdf(mixed(3, 0))


def test_words_laid_under_a_scan_are_marked_as_recognised() -> None:
    source = read_pdf(mixed(1, 1, unseen=True))
    assert source.ocr
    assert [finding.code for finding in source.findings] == ["ocr-page"]
    assert source.lines[0].text.startswith("第一条 扫描件自带的文字层")


def test_a_page_of_words_beside_a_small_picture_is_no_scan() -> None:
    sheet = Sheet()
    picture(sheet, 0.2)
    sheet.put(60, 80, "第一条 有文字层")
    source = read_pdf(sheet.bytes())
    assert (source.findings, source.ocr) == ((), False)


def test_unseen_words_without_a_picture_are_no_scan() -> None:
    sheet = Sheet()
    words = sheet.canvas.beginText(60, 700)
    words.setFont(FONT, 10.5)
    words.setTextRenderMode(3)
    words.textOut("第一条 不显示的字")
    sheet.canvas.drawText(words)
    assert not read_pdf(sheet.bytes()).ocr


def test_a_picture_behind_a_page_of_words_is_no_scan() -> None:
    sheet = Sheet()
    picture(sheet, 1.0)
    sheet.column(60, 80, break_words([article_text(n) for n in range(1, 9)]))
    source = read_pdf(sheet.bytes())
    assert (source.findings, source.ocr) == ((), False)
