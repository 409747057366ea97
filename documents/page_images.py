"""Pages of a source file as pictures: who may see them, where they are kept.

In the room: permission, the store of drawn pages, the limit on drawing at one time. Not in the room:
the drawing (``documents.gazette.page_picture``), where a line stands (``documents.page_regions``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.core.cache import caches
from django.db.models import Q

from documents.gazette.page_picture import Sizes, draw_page, measure_pages
from documents.gazette.source import UnreadableSource
from documents.models import Chronicle, Document, SourceContent, SourceFile, SourceText
from documents.page_regions import lines_on

WIDTHS = (1240, 1860)
AT_ONCE = 2
PATIENCE_S = 15.0
KEPT_S = 90 * 24 * 3600
REFUSAL_KEPT_S = 600
STYLE = 1  # of the drawing; raise it and kept pictures are drawn anew

_drawing = BoundedSemaphore(AT_ONCE)


class TooBusy(Exception):
    """Other pages are being drawn; the reader may come again in a moment."""


def paged_source(pk: int) -> SourceText | None:
    """The text of a source that has pages to draw, its file beside; None for other files. One query."""
    rows = SourceText.objects.select_related("source").defer("text").filter(pk=pk, format="pdf")
    return rows.first()


def is_page_public(text: SourceText, page: int) -> bool:
    """Whether anyone may see a page: something public stands on it, and nothing hidden. At most two queries.

    Pages before and between the documents (cover, contents, imprint) are public once nothing of the
    issue is hidden, since contents name what is; those of a law once it is written.
    """
    documents = list(
        Document.objects.filter(issue__source_id=text.pk).values_list("publication", "line_start", "line_end")
    )
    lines = lines_on(text.geometry, page)
    here = [row for row in documents if lines and row[1] <= lines[-1] and row[2] >= lines[0]]
    shown = {row[0] for row in here}
    if shown:
        return shown == {Document.Publication.PUBLISHED}
    if not documents:
        return text.source.kind == SourceFile.Kind.LAW and text.source.versions.exists()
    if all(row[0] == Document.Publication.PUBLISHED for row in documents):
        return True
    return bool(lines) and _is_chronicle(text.pk, lines[0], lines[-1])


def _is_chronicle(source: int, first: int, last: int) -> bool:
    inside = Q(line_start__lte=first, line_end__gte=last)
    return Chronicle.objects.public().filter(inside, issue__source_id=source).exists()


def picture_tag(text: SourceText, page: int, width: int) -> str:
    """The ETag of a picture, known without drawing it."""
    return f'"{text.source.sha256[:24]}-{page}-{width}-{STYLE}"'


def picture(text: SourceText, page: int, width: int) -> bytes:
    """A page as WebP, drawn once and kept.

    Raises ``UnreadableSource`` (Chinese), ``TooBusy``.
    """
    store = caches["pages"]
    key = f"{text.source.sha256}-{page}-{width}-{STYLE}"
    kept = store.get(key)
    if isinstance(kept, str):
        raise UnreadableSource(kept)
    if kept is not None:
        return bytes(kept)
    with _turn():
        try:
            drawn = draw_page(_bytes_of(text), page, width)
        except UnreadableSource as refusal:
            store.set(key, str(refusal), REFUSAL_KEPT_S)
            raise
    store.set(key, drawn, KEPT_S)
    return drawn


def sheet_sizes(text: SourceText) -> Sizes:
    """Width and height of the pages in points, measured once and kept, as a failure is; empty where that fails.

    Example: ``sheet_sizes(text)[page - 1]``.
    """
    store = caches["pages"]
    key = f"{text.source.sha256}-sizes"
    kept: Sizes | None = store.get(key)
    if kept is not None:
        return kept
    sizes: Sizes = ()
    try:
        with _turn():
            sizes = measure_pages(_bytes_of(text))
    except TooBusy:
        return sizes
    except UnreadableSource:
        pass
    store.set(key, sizes, KEPT_S if sizes else REFUSAL_KEPT_S)
    return sizes


@contextmanager
def _turn() -> Iterator[None]:
    if not _drawing.acquire(timeout=PATIENCE_S):
        raise TooBusy
    try:
        yield
    finally:
        _drawing.release()


def _bytes_of(text: SourceText) -> bytes:
    return bytes(SourceContent.objects.values_list("data", flat=True).get(pk=text.pk))
