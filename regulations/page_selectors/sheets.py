"""The printed pages behind a text: numbers in the margin, the whole page with its places marked.

In the room: reads for the margin of an act and for the viewer of one page. Not in the room: drawing
(``documents.page_images``), HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from documents.models import Document, DroppedLine, Finding, GazetteIssue, SourceText
from documents.page_images import is_page_public, sheet_sizes
from documents.page_regions import Region, lines_on, printed_numbers, regions_of
from documents.reading import ReadingFrame
from regulations.models import Regulation, Version
from regulations.printed import Sheets

FURNITURE = ("页眉", "页脚", "页码")
MOST_LINES = 4000


def sheets_of(
    version: Version, document: Document | None, frame: ReadingFrame, *, drawn: bool
) -> Sheets | None:
    """The printed pages of a gazette's text (``version`` annotated with ``source_format``).

    Two queries for a PDF, none for other files, which have no pages; ``drawn`` also measures the pages.
    """
    if document is None or getattr(version, "source_format", "") != "pdf":
        return None
    text = SourceText.objects.select_related("source").defer("text").get(pk=version.source_id)
    sizes = sheet_sizes(text) if drawn else ()
    kept = f"&{urlencode(frame.keep)}" if frame.keep else ""
    return Sheets(text.pk, document.issue.slug, text.geometry, _numbers(text), sizes, kept)


def _numbers(text: SourceText) -> dict[int, int]:
    dropped = DroppedLine.objects.filter(source_id=text.pk, reason__in=FURNITURE)
    return printed_numbers(text.geometry, dropped.values_list("line", "text"))


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as it was read off the page; ``said`` is why it was left out or what was noticed."""

    number: int
    text: str
    said: str
    chosen: bool
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One printed page: its picture's measures, the lines read from it, the texts that stand on it."""

    issue: GazetteIssue
    source: int
    page: int
    number: int | None
    width: float
    height: float
    marked: Sequence[Region]
    doubted: Sequence[Region]
    lines: Sequence[ReadLine]
    acts: Sequence[Regulation]
    earlier: int | None
    later: int | None

    @property
    def name(self) -> str:
        """第17页 as printed, or the page of the file."""
        return f"第{self.number}页" if self.number else f"文件第{self.page}页"


def sheet_page(slug: str, page: int, chosen: tuple[int, int], *, staff: bool) -> SheetPage | None:
    """A printed page of an issue with lines ``chosen`` (first, last) marked; None where it may not be seen.

    Raises ``GazetteIssue.DoesNotExist``.
    """
    issue = GazetteIssue.objects.defer("front_matter").get(slug=slug)
    text = SourceText.objects.select_related("source").filter(pk=issue.source_id, format="pdf").first()
    if text is None or not 1 <= page <= (text.pages or 0):
        return None
    if not staff and not is_page_public(text, page):
        return None
    lines = lines_on(text.geometry, page)
    read = _read_lines(text, lines, chosen)
    wanted = [line.number for line in read if line.chosen and not line.dropped]
    sizes = sheet_sizes(text)
    width, height = sizes[page - 1] if page <= len(sizes) else (595.0, 842.0)
    return SheetPage(
        issue=issue,
        source=text.pk,
        page=page,
        number=_numbers(text).get(page),
        width=width,
        height=height,
        marked=regions_of(text.geometry, wanted),
        doubted=[region for line in read if line.said for region in regions_of(text.geometry, [line.number])],
        lines=read,
        acts=_acts_on(text.pk, lines),
        earlier=_neighbour(text, page - 1, staff),
        later=_neighbour(text, page + 1, staff),
    )


def _read_lines(text: SourceText, lines: Sequence[int], chosen: tuple[int, int]) -> list[ReadLine]:
    words = text.text.split("\n")
    said: dict[int, list[str]] = {}
    dropped = DroppedLine.objects.filter(source_id=text.pk, line__in=lines[:MOST_LINES])
    left_out = dict(dropped.values_list("line", "reason"))
    for line, reason in left_out.items():
        said.setdefault(line, []).append(f"移出正文：{reason}")
    findings = Finding.objects.filter(source_id=text.pk, line__in=lines[:MOST_LINES])
    for line, message in findings.values_list("line", "message"):
        said.setdefault(line, []).append(message)
    return [
        ReadLine(
            line,
            words[line - 1].strip() if line <= len(words) else "",
            "；".join(said.get(line, ())),
            chosen[0] <= line <= chosen[1],
            line in left_out,
        )
        for line in lines
    ]


def _acts_on(source: int, lines: Sequence[int]) -> list[Regulation]:
    if not lines:
        return []
    versions = Version.objects.filter(
        source_id=source, is_current=True, line_start__lte=lines[-1], line_end__gte=lines[0]
    )
    return list(
        Regulation.objects.public()
        .filter(versions__in=versions)
        .only("slug", "title", "ordinal", "document_id")
        .order_by("document__position", "ordinal")
    )


def _neighbour(text: SourceText, page: int, staff: bool) -> int | None:
    inside = 1 <= page <= (text.pages or 0)
    return page if inside and (staff or is_page_public(text, page)) else None
