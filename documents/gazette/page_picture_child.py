"""The process that draws one page of a hostile PDF under limits and prints the picture.

In the room: limits before any library is loaded, pdfium, the picture's format. Not in the
room: the wall clock (``page_picture`` holds it), permission, caches.
"""

import io
import json
import sys
from typing import Any

from documents.gazette.readers.child import set_limits
from documents.gazette.readers.wire import OUT_OF_MEMORY, READ, REFUSED

MAX_PIXELS = 12_000_000
QUALITY = 60
NO_SUCH_PAGE = "文件没有这一页。"


def main(arguments: list[str]) -> int:
    """Read a PDF from standard input; draw a page of it, or measure all.

    Example: ``python -m documents.gazette.page_picture_child 1024 21 draw 3 1240``.
    Returns: the exit status; 3 means refused, with the message on standard output. Raises: nothing.
    """
    memory_mb, cpu_s, wish, page, width = arguments
    set_limits(int(memory_mb), int(cpu_s))
    try:
        return _answer(wish, int(page), int(width))
    except MemoryError:
        return OUT_OF_MEMORY


def _answer(wish: str, page: int, width: int) -> int:
    import pypdfium2

    data = sys.stdin.buffer.read()
    try:
        with pypdfium2.PdfDocument(data) as document:
            if wish == "measure":
                return _say(
                    json.dumps([_whole(document, at).get_size() for at in range(len(document))]).encode()
                )
            if not 1 <= page <= len(document):
                return _say(NO_SUCH_PAGE.encode(), REFUSED)
            return _say(_draw(_whole(document, page - 1), width))
    except pypdfium2.PdfiumError as error:
        return _say(f"PDF 打不开：{error}".encode(), REFUSED)


def _whole(document: Any, at: int) -> Any:
    """The page in the frame that the reader of text measures in: its whole sheet, uncropped."""
    page = document[at]
    sheet = page.get_mediabox()
    if page.get_cropbox() == sheet:
        return page
    page.set_cropbox(*sheet)
    page.close()
    return document[at]


def _draw(page: Any, width: int) -> bytes:
    across, down = page.get_size()
    scale = min(width / max(across, 1.0), (MAX_PIXELS / max(across * down, 1.0)) ** 0.5)
    image = page.render(scale=scale, draw_annots=False).to_pil().convert("RGB")
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def _say(answer: bytes, status: int = READ) -> int:
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
