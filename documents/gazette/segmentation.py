"""Where documents begin: numbers, orders, titles with addressees, and the contents.

In the room: the spans of documents, chronicles and the matter around them, by line index.
Not in the room: what stands inside a document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.gazette import organs, phrases
from documents.gazette.contents import Contents, is_column
from documents.gazette.layout import has_open_bracket
from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.text.normal import ends_sentence, match_form, squeeze

_TITLE_LINES = 9
_HEAD_LINES = 8


@dataclass(frozen=True, slots=True)
class DocumentSpan:
    """A document by the indexes of its lines: title from ``start`` to ``title_end``, the
    body from ``body`` to ``end`` (ends excluded). ``order`` marks an order, ``organ`` its organ."""

    start: int
    title_end: int
    body: int
    end: int
    number: str | None
    order: bool = False
    organ: str | None = None


@dataclass(frozen=True, slots=True)
class ChronicleSpan:
    """A chronicle by the indexes of its lines."""

    start: int
    end: int
    year: int | None
    month: int


@dataclass(frozen=True, slots=True)
class Segments:
    """What a source falls into; lines in none of them are the matter around."""

    documents: tuple[DocumentSpan, ...]
    chronicles: tuple[ChronicleSpan, ...]


def segment_documents(lines: Sequence[Line], contents: Contents) -> Segments:
    """Find the documents and chronicles of a gazette.

    Example: title lines, a number and addressees open a document.
    Returns spans in order, without overlap. Raises nothing.
    """
    starts = _find_starts(lines, contents)
    chronicles = [
        (index, found)
        for index, line in enumerate(lines)
        if index >= contents.end and (found := phrases.chronicle_title(line.text))
    ]
    bounds = sorted([span.start for span in starts] + [index for index, _ in chronicles] + [len(lines)])
    documents = []
    for span in starts:
        end = _without_column(lines, next(bound for bound in bounds if bound > span.start), span.body)
        documents.append(
            DocumentSpan(
                span.start, span.title_end, min(span.body, end), end, span.number, span.order, span.organ
            )
        )
    tail = _back_matter(
        lines, max([span.body for span in documents] + [index for index, _ in chronicles], default=0)
    )
    if documents and documents[-1].end == len(lines):
        documents[-1] = replace(documents[-1], end=max(tail, documents[-1].body))
    spans = [
        ChronicleSpan(index, min(tail, next(bound for bound in bounds if bound > index)), year, month)
        for index, (year, month) in chronicles
    ]
    return Segments(tuple(documents), tuple(spans))


def _without_column(lines: Sequence[Line], end: int, floor: int) -> int:
    """The name of the next column, printed after a document, belongs to none."""
    while end - 1 > floor and end < len(lines) and is_column(lines[end - 1].text):
        end -= 1
    return end


def _find_starts(lines: Sequence[Line], contents: Contents) -> list[DocumentSpan]:
    found: dict[int, DocumentSpan] = {}
    busy_until = -1
    last: DocumentSpan | None = None
    for index, line in enumerate(lines):
        if index < contents.end or index <= busy_until or len(line.text) > 160:
            continue
        span = (
            _by_number(lines, index, busy_until)
            or _by_order(lines, index, busy_until, contents)
            or _by_title(lines, index, contents, last)
            or _by_history(lines, index, last)
        )
        if span and span.start > busy_until:
            found[span.start] = last = span
            busy_until = span.body - 1
    return [found[start] for start in sorted(found)]


def _by_number(lines: Sequence[Line], index: int, floor: int) -> DocumentSpan | None:
    """A number on a line of its own, title above, addressees or text below."""
    number = phrases.number_on_line(lines[index].text)
    if number is None or not _has_body(lines, index + 1):
        return None
    if index and not lines[index - 1].level and has_open_bracket(lines[index - 1].text):
        return None
    start = _title_above(lines, index, floor)
    if start is None:
        return None
    return DocumentSpan(start, index, index + 1, len(lines), number)


def _has_body(lines: Sequence[Line], index: int) -> bool:
    for line in lines[index : index + _HEAD_LINES]:
        if phrases.number_on_line(line.text):
            return False
        if "。" in line.text or line.text[-1:] in "：:" or line.width >= 40:
            return True
    return False


def _title_above(lines: Sequence[Line], index: int, floor: int) -> int | None:
    """The first line of the title that ends right above ``index``."""
    fallback: int | None = None
    for at in range(index - 1, max(floor, index - 1 - _TITLE_LINES), -1):
        line = lines[at]
        if _cannot_be_title(line):
            break
        if organs.starts_with_organ(line.text) and _is_title(lines, at, index):
            while at - 1 > floor and organs.is_organs(lines[at - 1].text) and not _closes(lines, at - 1):
                at -= 1
            return at
        if fallback is None and line.text.lstrip().startswith(("关于", "印发", "转发")):
            fallback = at
        if line.level and at < index - 1 and not lines[at + 1].level:
            break
    if fallback is None and index - 1 > floor and not _cannot_be_title(lines[index - 1]):
        fallback = index - 1
        while (
            fallback - 1 > floor
            and lines[fallback].level
            and lines[fallback - 1].level
            and not _cannot_be_title(lines[fallback - 1])
        ):
            fallback -= 1
    return fallback


def _closes(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and phrases.signing_date(lines[at + 1].text) is not None


def _cannot_be_title(line: Line) -> bool:
    text = line.text
    if line.cells or len(text) > 120 or (ends_sentence(text) and not text.endswith(("”", "》"))):
        return True
    if phrases.signing_date(text) or phrases.publicity_note(text) or phrases.number_on_line(text):
        return True
    if phrases.attachment_label(text):
        return True
    return any(marker.kind != "decimal" for marker in read_markers(text))


def _is_title(lines: Sequence[Line], start: int, end: int) -> bool:
    title = "".join(line.text for line in lines[start:end])
    bare = title.replace(" ", "").replace("\u3000", "")
    return organs.title_organs(bare) is not None


def _by_order(lines: Sequence[Line], index: int, floor: int, contents: Contents) -> DocumentSpan | None:
    """An order: its organ, its number, and the title of what it puts in force around it."""
    found = phrases.order_on_line(lines[index].text)
    if not found:
        return None
    organ, word, number = found
    body = index + 1
    if number is None and body < len(lines):
        number = phrases.order_number(lines[body].text)
        body += number is not None
    if number is None or not _has_body(lines, body):
        return None
    start = index
    while (
        start - 1 > floor
        and start - 1 >= contents.end
        and index - start < 3
        and _names_order(lines, start - 1, body)
    ):
        start -= 1
    return DocumentSpan(start, index, body, len(lines), f"{organ}{word}{number}", order=True, organ=organ)


def _names_order(lines: Sequence[Line], at: int, body: int) -> bool:
    """Whether a line above an order is (part of) the title that the order's text names."""
    if _cannot_be_title(lines[at]):
        return False
    named = match_form("".join(line.text for line in lines[body : body + 6]))
    form = match_form(lines[at].text)
    return len(form) >= 4 and form in named


def _by_title(
    lines: Sequence[Line], index: int, contents: Contents, last: DocumentSpan | None
) -> DocumentSpan | None:
    """A document without a number: its title, then addressees; or a title of the contents."""
    line = lines[index]
    if not organs.starts_with_organ(line.text) and not contents.may_open(line.text):
        return None
    if index and not (_is_open_place(lines[index - 1], line)):
        return None
    text = ""
    for end in range(index, min(len(lines), index + 6)):
        if _cannot_be_title(lines[end]):
            break
        text += squeeze(lines[end].text)
        listed = text in contents.titles
        typed = organs.document_type(text) is not None and _is_title(lines, index, end + 1)
        if not (listed or typed) or end + 1 >= len(lines):
            continue
        below = lines[end + 1].text
        if phrases.number_on_line(below) or phrases.order_on_line(below):
            return None
        if _addressed_below(lines, end + 1):
            return DocumentSpan(index, end + 1, end + 1, len(lines), None)
        if listed and not _numbered_below(lines, end + 1) and not _is_issued_by(lines, text, last):
            return DocumentSpan(index, end + 1, end + 1, len(lines), None)
    return None


# （2019年11月29日云岭省第十三届人民代表大会常务委员会第十四次会议通过）
_HISTORY_START = re.compile(r"[（(]\s*(?:[12][0-9]{3}|二[〇○零])")
_HISTORY_EVENT = re.compile(r"通过|公布|发布|批准|修正|修订")
_HISTORY_LINES = 24


def _by_history(lines: Sequence[Line], index: int, last: DocumentSpan | None) -> DocumentSpan | None:
    """An act printed whole: its title, its history in brackets, its contents or first article."""
    if not _HISTORY_START.match(lines[index].text):
        return None
    end = index
    while end < len(lines) and end - index < _HISTORY_LINES and lines[end].text[-1:] not in "）)":
        end += 1
    text = "".join(line.text for line in lines[index : end + 1])
    if not _HISTORY_EVENT.search(text):
        return None
    start = index
    while start > 0 and index - start < 4 and not _cannot_be_title(lines[start - 1]):
        start -= 1
        if lines[start].level or lines[start].page_start:
            break
    if (
        start == index
        or (last and start < last.body)
        or _is_issued_by(lines, squeeze(lines[start].text), last)
    ):
        return None
    return DocumentSpan(start, index, index, len(lines), None)


def _opens_act(lines: Sequence[Line], index: int) -> bool:
    for line in lines[index : index + 8]:
        if squeeze(line.text) in ("目录", "目次"):
            return True
        if any(
            marker.kind in ("article", "chapter", "part") and marker.number == 1
            for marker in read_markers(line.text)
        ):
            return True
    return False


def _is_issued_by(lines: Sequence[Line], title: str, last: DocumentSpan | None) -> bool:
    """Whether the document before names this title in its first lines: it is its enclosure."""
    if last is None or last.number is None:
        return False
    named = squeeze("".join(line.text for line in lines[last.start : last.body + 6]))
    return title in named


def _is_open_place(before: Line, line: Line) -> bool:
    return (
        line.page_start
        or line.level > 0
        or ends_sentence(before.text)
        or _cannot_be_title(before)
        or line.gap > 0
    )


def _addressed_below(lines: Sequence[Line], index: int) -> bool:
    text = ""
    for line in lines[index : index + 4]:
        text += line.text
        if phrases.is_addressed(text):
            return len(text) >= 4
        if ends_sentence(line.text):
            return False
    return False


def _numbered_below(lines: Sequence[Line], index: int) -> bool:
    return any(phrases.number_on_line(line.text) for line in lines[index : index + 3])


_BACK_WORDS = (
    "主办",
    "编辑出版",
    "编辑部",
    "印刷",
    "印 刷",
    "内部资料",
    "准印",
    "传达政令",
    "投稿",
    "邮编",
    "邮 编",
    "电子邮箱",
)


def _back_matter(lines: Sequence[Line], floor: int) -> int:
    """Where the imprint and slogans after the last text begin; they belong to no document."""
    if not any(word in line.text for line in lines[max(floor, len(lines) - 24) :] for word in _BACK_WORDS):
        return len(lines)
    end = len(lines)
    while end - 1 > floor and _is_back_matter(lines[end - 1]):
        end -= 1
    return end


def _is_back_matter(line: Line) -> bool:
    if any(word in line.text for word in _BACK_WORDS):
        return True
    if phrases.publicity_note(line.text) or phrases.signing_date(line.text):
        return False
    return line.width <= 26 and not ends_sentence(line.text) and not read_markers(line.text)
