"""The device that takes the print of one PDF page, up to a limit.

In the room: counting of signs, paths and pictures while a page is interpreted, so that a page
drawn to exhaust memory cannot; which signs are set not to show. Not in the room: what the
signs are for.
"""

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

MAX_PAGE_GLYPHS = 60_000
MAX_PAGE_PATHS = 20_000
MAX_PAGE_PICTURES = 2_000
UNSEEN = (3, 7)  # text rendering modes that leave no print


class BoundedDevice(PDFPageAggregatorWithMarkedContent):
    """Keeps the first signs and paths of a page and passes over the rest."""

    glyphs = 0
    paths = 0
    pictures = 0
    unseen = 0

    @property
    def overfull(self) -> bool:
        """Whether something was passed over."""
        return self.glyphs > MAX_PAGE_GLYPHS or self.paths > MAX_PAGE_PATHS

    @property
    def is_unseen(self) -> bool:
        """Whether most of the signs are set not to show, as words laid under the picture of a scan."""
        return 2 * self.unseen > self.glyphs

    def render_string(self, textstate: Any, *args: Any, **kwargs: Any) -> None:
        """Tell signs that do not show apart."""
        before = self.glyphs
        super().render_string(textstate, *args, **kwargs)
        self.unseen += self.glyphs - before if textstate.render in UNSEEN else 0

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

    def render_image(self, *args: Any, **kwargs: Any) -> None:
        """Keep a picture's place while there is room."""
        self.pictures += 1
        if self.pictures <= MAX_PAGE_PICTURES:
            super().render_image(*args, **kwargs)


def interpret_page(raw: Any) -> BoundedDevice:
    """Interpret a pdfplumber page with the bounded device.

    Example: ``interpret_page(pdf.pages[0])``; then ``pdf.pages[0].chars`` are bounded.
    Returns: the device, which tells what it passed over. Raises: whatever pdfminer raises.
    """
    device = BoundedDevice(raw.pdf.rsrcmgr, pageno=raw.page_number, laparams=None)
    PDFPageInterpreter(raw.pdf.rsrcmgr, device).process_page(raw.page_obj)
    raw._layout = device.get_result()
    return device
