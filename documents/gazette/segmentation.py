"""The documents and chronicles of a gazette, and the matter around them, by line index.

In the room: which beginnings count, where each document ends. Not in the room: what a
document begins with (``beginnings``), what stands inside one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from documents.gazette import phrases
from documents.gazette.beginnings import document_at
from documents.gazette.chronicle import chronicle_head
from documents.gazette.contents import Contents, is_column, plain_column
from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.gazette.spans import ChronicleSpan, DocumentSpan, Segments
from documents.text.normal import ends_sentence

_WIDEST_IMPRINT = 60
_LONGEST_BACK = 24
# 主办单位：… · 投稿邮箱 · 内部资料 免费赠阅
_BACK_WORDS = (
    "主办", "编辑出版", "编辑部", "印刷", "印 刷", "内部资料", "准印", "传达政令", "投稿", "邮编", "邮 编", "电子邮箱",
    "承印", "刊号", "赠阅", "订阅",
)  # fmt: skip


def segment_documents(lines: Sequence[Line], contents: Contents) -> Segments:
    """Find the documents and chronicles of a gazette.

    Example: title lines, a number and addressees open a document.
    Returns spans in order, without overlap. Raises nothing.
    """
    starts = _find_starts(lines, contents)
    chronicles = [
        (index, found)
        for index in range(len(lines))
        if index >= contents.end and (found := chronicle_head(lines[index : index + 2]))
    ]
    bounds = sorted([span.first for span in starts] + [index for index, _ in chronicles] + [len(lines)])
    documents = []
    for span in starts:
        end = _without_column(lines, bounds[bisect_right(bounds, span.start)], span.body)
        title_end = min(span.title_end, end)
        documents.append(replace(span, title_end=title_end, body=min(span.body, end), end=end))
    tail = _back_matter(
        lines, max([span.body for span in documents] + [index for index, _ in chronicles], default=0)
    )
    if documents and documents[-1].end == len(lines):
        documents[-1] = replace(documents[-1], end=max(tail, documents[-1].body))
    spans = [
        ChronicleSpan(index, min(tail, bounds[bisect_right(bounds, index)]), year, month)
        for index, (year, month) in chronicles
    ]
    return Segments(tuple(documents), tuple(spans))


def _without_column(lines: Sequence[Line], end: int, floor: int) -> int:
    """The name of the next column, printed after a document, belongs to none."""
    if end == len(lines):
        return end
    if end - 1 > floor and plain_column(lines[end - 1].text):
        end -= 1
    while end - 1 > floor and is_column(lines[end - 1].text):
        end -= 1
    return end


def _find_starts(lines: Sequence[Line], contents: Contents) -> list[DocumentSpan]:
    found: dict[int, DocumentSpan] = {}
    busy_until = contents.end - 1
    last: DocumentSpan | None = None
    for index, line in enumerate(lines):
        if index <= busy_until or len(line.text) > 160:
            continue
        span = document_at(lines, index, busy_until, contents, last)
        if span and span.first > busy_until:
            found[span.start] = last = span
            busy_until = span.body - 1
    return [found[start] for start in sorted(found)]


def _back_matter(lines: Sequence[Line], floor: int) -> int:
    """Where the imprint and slogans after the last text begin; they belong to no document."""
    if not any(
        word in line.text for line in lines[max(floor, len(lines) - _LONGEST_BACK) :] for word in _BACK_WORDS
    ):
        return len(lines)
    end = len(lines)
    while end - 1 > floor and _is_back_matter(lines[end - 1]):
        end -= 1
    return end


def _is_back_matter(line: Line) -> bool:
    if any(word in line.text for word in _BACK_WORDS):
        return not (ends_sentence(line.text) and (read_markers(line.text) or line.width > _WIDEST_IMPRINT))
    if phrases.publicity_note(line.text) or phrases.signing_date(line.text):
        return False
    return line.width <= 26 and not ends_sentence(line.text) and not read_markers(line.text)
