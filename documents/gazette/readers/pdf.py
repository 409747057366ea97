"""PDF files: pages of glyphs with coordinates, rules of tables, what cannot be opened.

In the room: pdfplumber, turned pages, limits on pages and glyphs, pages without text. Not
in the room: reading order, running heads, OCR itself.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage

from documents.gazette.readers.assembly import LineDesk
from documents.gazette.readers.glyphs import (
    Box,
    Glyph,
    Row,
    Run,
    build_rows,
    build_runs,
    drop_twins,
    fold_glyph_text,
    turn_box,
)
from documents.gazette.readers.layout import Page, Scan, lay_out
from documents.gazette.readers.page_device import interpret_page
from documents.gazette.readers.ruled import PageTable, read_ruled_table
from documents.gazette.readers.scanned import read_scanned_pages
from documents.gazette.source import SourceText, UnreadableSource

# ABCDEF+SimHei  FZXBSJW--GB1-0  NotoSerifCJKsc-Bold
BOLD_FONT = re.compile(r"bold|black|heavy|hei(?!ti(?:tc|sc)?-light|sei)|xbs|黑|标宋", re.IGNORECASE)
MAX_PAGES = 3000
MAX_PAGE_RULES = 4_000
MIN_TABLE_RULES = 4
ASKEW = -1
MAX_SLANT = 0.2
MIN_SCAN_SHARE = 0.5
MIN_SCAN_PAGES = 3
MAX_SCAN_SIGNS = 60  # a running head and a page number
MAX_UNKNOWN_SHARE = 0.5
TAIL = 2048

ENCRYPTED = "PDF 已加密，需要密码才能打开；请上传未加密的文件。"
BROKEN = "PDF 已损坏或不完整，打不开。"
NO_TEXT = "PDF 是扫描件，没有文字层；请安装文字识别组件并选择按扫描件读取。"


def read_pdf(data: bytes, *, ocr: bool = False) -> SourceText:
    """Read a PDF by words with coordinates.

    Example: ``read_pdf(Path("2023-2.pdf").read_bytes()).pages`` is ``96``.
    Returns: lines in reading order with page and box. Raises: UnreadableSource.
    """
    desk = LineDesk()
    if b"%%EOF" not in data[-TAIL:]:
        desk.note("truncated-file", "warning", "PDF 的结尾缺失，文件可能不完整，请核对最后几页。")
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            _check_pages(pdf)
            pages = [page for raw in pdf.pages if (page := _read_page(raw, desk)) is not None]
            count = len(pdf.pages)
    except Exception as error:
        raise _refusal(error) from error
    if not pages:
        raise UnreadableSource(BROKEN)
    bare = [page.number for page in pages if page.is_bare]
    recognised = _fill_bare_pages(data, pages, bare, count, desk, ocr)
    recognised = _note_laid_words(pages, desk) or recognised
    lay_out(pages, desk)
    return desk.finish("pdf", pages=count, ocr=recognised)


def _check_pages(pdf: Any) -> None:
    count = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MAX_PAGES + 1))
    if count > MAX_PAGES:
        raise UnreadableSource(f"PDF 超过 {MAX_PAGES} 页，不像一期公报，未读取。")
    if count == 0:
        raise UnreadableSource(BROKEN)


def _refusal(error: Exception) -> Exception:
    """Libraries wrap their exceptions in one another; the innermost one tells."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        chain.extend(arg for arg in current.args if isinstance(arg, BaseException))
        current = current.__cause__ or current.__context__
    for found in chain:
        if isinstance(found, UnreadableSource):
            return found
        if isinstance(found, (PDFPasswordIncorrect, PDFEncryptionError)):
            return UnreadableSource(ENCRYPTED)
    if any(isinstance(found, MemoryError) for found in chain):
        return MemoryError()
    return UnreadableSource(BROKEN)


def _read_page(raw: Any, desk: LineDesk) -> Page | None:
    try:
        return _build_page(raw, desk)
    except Exception as error:
        if isinstance(_refusal(error), MemoryError):
            raise MemoryError from error
        desk.note("unreadable-page", "error", f"第 {raw.page_number} 页已损坏，没有读出文字。")
        return None
    finally:
        raw.close()


def _build_page(raw: Any, desk: LineDesk) -> Page:
    number, width, height = raw.page_number, float(raw.width), float(raw.height)
    device = interpret_page(raw)
    if device.overfull:
        desk.note("overfull-page", "warning", f"第 {number} 页的字符或线条过多，只读取了前一部分。")
    groups: dict[int, list[Glyph]] = {}
    for turn, glyph in _glyphs(raw.chars, raw.bbox):
        groups.setdefault(turn, []).append(glyph)
    signs = sum(1 for group in groups.values() for glyph in group if glyph.text.strip())
    askew = groups.pop(ASKEW, [])
    turn = Counter({key: len(group) for key, group in groups.items()}).most_common(1)[0][0] if groups else 0
    glyphs = _turn_glyphs(drop_twins(groups.pop(turn, [])), turn, width, height)
    _note_unknown_glyphs(glyphs, number, desk)
    tables: list[PageTable] = []
    upright_height = width if turn in (90, 270) else height
    for cells in _find_cells(raw, number, desk):
        boxes = [turn_box(cell, turn, width, height) for cell in cells]
        table, glyphs = read_ruled_table(boxes, glyphs, upright_height)
        if table is not None:
            tables.append(table)
    strays = [
        row
        for other, group in sorted(groups.items())
        for row in build_rows(build_runs(_turn_glyphs(drop_twins(group), other, width, height)))
    ]
    strays += _askew_row(askew)
    scan = _judge_scan(raw, signs, device.is_unseen)
    return Page(number, width, height, turn, build_runs(glyphs), tables, strays, scan)


def _askew_row(glyphs: Sequence[Glyph]) -> list[Row]:
    """Words stamped across the page, in the order in which they are drawn."""
    if not any(glyph.text.strip() for glyph in glyphs):
        return []
    x0, x1 = min(g.x0 for g in glyphs), max(g.x1 for g in glyphs)
    top, bottom = min(g.top for g in glyphs), max(g.bottom for g in glyphs)
    return [Row([Run(list(glyphs), x0, top, x1, bottom)], top, bottom)]


def _judge_scan(raw: Any, signs: int, unseen: bool) -> Scan | None:
    """A picture over the page beside hardly any words, or over words that do not show."""
    area = max(float(raw.width) * float(raw.height), 1.0)
    covered = sum(abs(i["x1"] - i["x0"]) * abs(i["bottom"] - i["top"]) for i in raw.images) / area
    if covered < MIN_SCAN_SHARE:
        return None
    if unseen and signs:
        return Scan.WITH_WORDS
    return Scan.BARE if signs <= MAX_SCAN_SIGNS else None


def _glyphs(chars: Sequence[dict[str, Any]], bbox: Box) -> Iterator[tuple[int, Glyph]]:
    left, top, right, bottom = bbox
    for char in chars:
        text = fold_glyph_text(char["text"]) if char["text"].strip() else " "
        x0, y0, x1, y1 = char["x0"] - left, char["top"] - top, char["x1"] - left, char["bottom"] - top
        inside = -1 <= (x0 + x1) / 2 <= right - left + 1 and -1 <= (y0 + y1) / 2 <= bottom - top + 1
        if inside:
            bold = BOLD_FONT.search(char["fontname"]) is not None
            yield _turn_of(char), Glyph(text, x0, y0, x1, y1, char["size"] or y1 - y0, bold)


def _turn_of(char: dict[str, Any]) -> int:
    """How far the glyph is turned against the clock: 0, 90, 180 or 270 degrees, or askew."""
    a, b, _, d = char["matrix"][:4]
    if min(abs(a), abs(b)) > MAX_SLANT * max(abs(a), abs(b)):
        return ASKEW
    if abs(b) > abs(a):
        return 90 if b > 0 else 270
    return 180 if a < 0 and d < 0 else 0


def _turn_glyphs(glyphs: Sequence[Glyph], turn: int, width: float, height: float) -> list[Glyph]:
    if turn == 0:
        return list(glyphs)
    turned = []
    for glyph in glyphs:
        box = turn_box((glyph.x0, glyph.top, glyph.x1, glyph.bottom), turn, width, height)
        turned.append(Glyph(glyph.text, *box, glyph.size, glyph.bold))
    return turned


def _note_unknown_glyphs(glyphs: Sequence[Glyph], number: int, desk: LineDesk) -> None:
    unknown = sum(1 for glyph in glyphs if glyph.text == "\ufffd")
    if unknown:
        severity = "error" if unknown > MAX_UNKNOWN_SHARE * len(glyphs) else "warning"
        desk.note("unmapped-glyphs", severity, f"第 {number} 页有 {unknown} 个字形没有对应的文字。")


def _find_cells(raw: Any, number: int, desk: LineDesk) -> list[list[Box]]:
    rules = len(raw.lines) + len(raw.rects) + len(raw.curves)
    if rules < MIN_TABLE_RULES and not raw.rects:
        return []
    if rules > MAX_PAGE_RULES:
        desk.note("overfull-page", "warning", f"第 {number} 页的线条过多，没有识别表格。")
        return []
    left, top = raw.bbox[:2]
    found = raw.find_tables()
    return [[(c[0] - left, c[1] - top, c[2] - left, c[3] - top) for c in table.cells] for table in found]


def _fill_bare_pages(
    data: bytes, pages: list[Page], bare: Sequence[int], count: int, desk: LineDesk, ocr: bool
) -> bool:
    """Pages without a text layer are recognised where asked for, else named."""
    if not bare:
        return False
    if ocr:
        for page in read_scanned_pages(data, bare, desk):
            pages[:] = [page if old.number == page.number else old for old in pages]
        return True
    if len(bare) == count and (count >= MIN_SCAN_PAGES or not any(page.runs for page in pages)):
        raise UnreadableSource(NO_TEXT)
    message = f"第 {_name_pages(bare)} 页没有文字层（可能是空白页、图片或扫描页）。"
    desk.note("page-without-text", "warning", message)
    return False


def _note_laid_words(pages: Sequence[Page], desk: LineDesk) -> bool:
    """Words that a scanner's program laid under its pictures are read, and told as what they are."""
    scanned = [page.number for page in pages if page.scan is Scan.WITH_WORDS]
    if scanned:
        message = f"第 {_name_pages(scanned)} 页是扫描页，文字由扫描程序识别，可能有错，请对照原件。"
        desk.note("ocr-page", "warning", message)
    return bool(scanned)


def _name_pages(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers[:20])) + ("等" if len(numbers) > 20 else "")
