"""Scanned pages: pictures of pages to runs, by an OCR engine that is an optional extra.

In the room: rendering, the engine's boxes as runs. Not in the room: whether OCR is wanted,
columns, lines.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from documents.gazette.readers.assembly import LineDesk
from documents.gazette.readers.glyphs import Glyph, Run
from documents.gazette.readers.layout import Page
from documents.gazette.source import UnreadableSource

RESOLUTION = 200
POINTS_PER_INCH = 72
MAX_PIXELS = 40_000_000
MIN_SCORE = 0.5
MISSING = "没有安装文字识别组件（rapidocr），不能读取扫描件；请安装后再试，或上传带文字层的文件。"


def read_scanned_pages(data: bytes, numbers: Sequence[int], desk: LineDesk) -> Iterator[Page]:
    """Recognise the words on some pages of a PDF.

    Example: ``next(read_scanned_pages(data, [3], desk)).number`` is ``3``.
    Returns: the pages, one by one. Raises: UnreadableSource without the optional extra.
    """
    engine = load_engine()
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        for number in numbers:
            picture = document[number - 1]
            width, height = picture.get_size()
            scale = min(RESOLUTION / POINTS_PER_INCH, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
            image = picture.render(scale=scale).to_pil()
            runs = list(_runs(engine(image), scale))
            desk.note("ocr-page", "info", f"第 {number} 页由图片识别而来，请对照原件。")
            yield Page(number, width, height, 0, runs, [], [])


def load_engine() -> Any:
    """Start the OCR engine.

    Example: ``load_engine()(image)``.
    Returns: a callable from picture to boxes and words. Raises: UnreadableSource where it is missing.
    """
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise UnreadableSource(MISSING) from error
    return RapidOCR()


def _runs(result: Any, scale: float) -> Iterator[Run]:
    if result is None or result.boxes is None:
        return
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if not text.strip() or score < MIN_SCORE:
            continue
        xs, ys = [float(c[0]) / scale for c in corners], [float(c[1]) / scale for c in corners]
        yield _spread(text, min(xs), min(ys), max(xs), max(ys))


def _spread(text: str, x0: float, top: float, x1: float, bottom: float) -> Run:
    """Words of one box as glyphs at even distances, so that the layout can measure them."""
    step = (x1 - x0) / len(text)
    size = bottom - top
    glyphs = [
        Glyph(char, x0 + index * step, top, x0 + (index + 1) * step, bottom, size)
        for index, char in enumerate(text)
    ]
    return Run(glyphs, x0, top, x1, bottom)
