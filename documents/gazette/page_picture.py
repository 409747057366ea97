"""Pictures of a PDF's pages, drawn in a process of their own under limits.

In the room: what the child is asked for, what its end means. Not in the room: who may see
a page, where pictures are kept, the drawing itself (``page_picture_child``).
"""

import json

from documents.gazette.readers.limited import ask_child
from documents.gazette.readers.wire import READ, REFUSED
from documents.gazette.source import UnreadableSource

CHILD = "documents.gazette.page_picture_child"
TIMEOUT_S = 20.0
MEMORY_MB = 1024
FAILED = "这一页的图像生成失败；文件可能已损坏。"

Sizes = tuple[tuple[float, float], ...]


def draw_page(data: bytes, page: int, width: int, *, timeout_s: float = TIMEOUT_S) -> bytes:
    """Draw one page of a PDF as WebP, ``width`` pixels wide.

    Example: ``draw_page(Path("2023-2.pdf").read_bytes(), 3, 1240)[8:12] == b"WEBP"``.
    Returns: the picture. Raises: UnreadableSource with a Chinese message.
    """
    return _ask(data, ["draw", str(page), str(width)], timeout_s)


def measure_pages(data: bytes, *, timeout_s: float = TIMEOUT_S) -> Sizes:
    """Width and height of each page in PDF points, as the page is shown.

    Example: ``measure_pages(data)[0]`` is ``(595.3, 841.9)`` for A4.
    Returns: one pair for each page. Raises: UnreadableSource with a Chinese message.
    """
    rows = json.loads(_ask(data, ["measure", "0", "0"], timeout_s))
    return tuple((float(width), float(height)) for width, height in rows)


def _ask(data: bytes, wish: list[str], timeout_s: float) -> bytes:
    try:
        ended = ask_child(CHILD, wish, data, memory_mb=MEMORY_MB, timeout_s=timeout_s)
    except TimeoutError as error:
        raise UnreadableSource(f"生成这一页的图像超过 {timeout_s:g} 秒，已停止。") from error
    if ended.status == READ and ended.output:
        return ended.output
    if ended.status == REFUSED:
        raise UnreadableSource(ended.output.decode())
    raise UnreadableSource(FAILED)
