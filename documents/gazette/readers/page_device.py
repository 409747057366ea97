"""The device that takes the print of one PDF page, up to a limit.

In the room: counting of signs and paths while a page is interpreted, so that a page drawn
to exhaust memory cannot. Not in the room: what the signs are for.
"""

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

MAX_PAGE_GLYPHS = 60_000
MAX_PAGE_PATHS = 20_000


class BoundedDevice(PDFPageAggregatorWithMarkedContent):
    """Keeps the first signs and paths of a page and passes over the rest."""

    glyphs = 0
    paths = 0

    @property
    def overfull(self) -> bool:
        """Whether something was passed over."""
        return self.glyphs > MAX_PAGE_GLYPHS or self.paths > MAX_PAGE_PATHS

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        """Keep a sign while there is room."""
        self.glyphs += 1
        if self.glyphs > MAX_PAGE_GLYPHS:
            return 0.0
        return float(super().render_char(*args, **kwargs))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        """Keep a path while there is room."""
        self.paths += 1
        if self.paths <= MAX_PAGE_PATHS:
            super().paint_path(*args, **kwargs)


def interpret_page(raw: Any) -> bool:
    """Interpret a pdfplumber page with the bounded device.

    Example: ``interpret_page(pdf.pages[0])``; then ``pdf.pages[0].chars`` are bounded.
    Returns: whether the page holds more than was kept. Raises: whatever pdfminer raises.
    """
    device = BoundedDevice(raw.pdf.rsrcmgr, pageno=raw.page_number, laparams=None)
    PDFPageInterpreter(raw.pdf.rsrcmgr, device).process_page(raw.page_obj)
    raw._layout = device.get_result()
    return device.overfull
