"""Scanned pages: the optional engine, marks of recognised text."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from documents.gazette.readers import scanned
from documents.gazette.readers.pdf import read_pdf
from documents.gazette.source import UnreadableSource
from tests.readers.drawing import Sheet

SCALE = scanned.RESOLUTION / scanned.POINTS_PER_INCH


def scan(with_text_page: bool = False) -> bytes:
    sheet = Sheet()
    sheet.canvas.rect(10, 10, 50, 50)
    sheet.canvas.showPage()
    if with_text_page:
        sheet.put(60, 80, "第二页有文字层")
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
