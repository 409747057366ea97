"""The texts of a document: the notice's own, what it issues, and the attachments.

In the room: where each text begins, whether its title comes first or, on a page set in columns,
last. Not in the room: which lines make a title (``part_titles``), paragraphs, provisions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.gazette import phrases
from documents.gazette.attachments import amended_titles, attachments_from, issued_titles, list_end
from documents.gazette.contents import contents_inside
from documents.gazette.frame import Frame
from documents.gazette.layout import Layout, is_full, soft_end
from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.gazette.part_titles import WIDEST_TITLE, alike, match_title, untold_title
from documents.gazette.spans import DocumentSpan
from documents.text.normal import ends_sentence, match_form, normal_title

_LATE_TITLE = 40
# 附件：明川市停车管理办法 : label and title on one line
_LABEL_BEFORE = re.compile(r"附件[:：]")


@dataclass(frozen=True, slots=True)
class PartLines:
    """One text: its role, its title as printed, and its lines, title and label lines apart."""

    role: str
    title: str
    head: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    """A text begins at ``start``; its label and title are the lines ``head`` (by index)."""

    start: int
    head: tuple[int, ...]
    title: str
    role: str

    @property
    def last(self) -> int:
        """The last line that is certainly its own."""
        return max([self.start, *self.head])


def split_parts(
    lines: Sequence[Line], span: DocumentSpan, frame: Frame, layout: Layout
) -> tuple[PartLines, ...]:
    """Split a document into its texts, the notice's own first.

    Example: a notice, its signature, then the title and articles of what it issues.
    Returns at least the notice's own text. Raises nothing.
    """
    issues = span.order or phrases.issues_something(frame.title)
    own_end, rest = _own_range(lines, span, frame, issues)
    names = issued_titles(frame.title, lines[frame.body : own_end]) if issues else amended_titles(frame.title)
    announced = attachments_from(lines[frame.body : span.end], layout)
    finder = _Finder(lines, (rest, span.end), names, announced, layout)
    starts = finder.starts(issues, frame.title if span.order else "")
    own = PartLines("body", frame.title, (), tuple(lines[frame.body : own_end]))
    if not starts:
        tail = tuple(lines[rest : span.end])
        return (PartLines("body", frame.title, (), own.lines + tail),)
    parts = [
        own
        if starts[0].start == rest
        else PartLines("body", frame.title, (), (*own.lines, *lines[rest : starts[0].start]))
    ]
    for at, found in enumerate(starts):
        end = starts[at + 1].start if at + 1 < len(starts) else span.end
        head = tuple(lines[index] for index in found.head)
        body = tuple(lines[index] for index in range(found.start, end) if index not in found.head)
        parts.append(PartLines(found.role, found.title, head, body))
    return tuple(parts)


def _own_range(lines: Sequence[Line], span: DocumentSpan, frame: Frame, issues: bool) -> tuple[int, int]:
    """Where the notice's own text ends and where what follows its closing begins."""
    closing = frame.closing
    if issues and (closing is None or closing.start - frame.body > 40):
        names = issued_titles(frame.title, lines[frame.body : min(span.end, frame.body + 12)])
        forms = [match_form(name) for name in names]
        until = closing.start if closing else span.end
        for index in range(frame.body + 1, until):
            if any(match_title(lines, index, until, form) for form in forms):
                return index, index
    if closing is None:
        return span.end, span.end
    return closing.start, closing.end


class _Finder:
    def __init__(
        self,
        lines: Sequence[Line],
        within: tuple[int, int],
        names: tuple[str, ...],
        announced: dict[int, str],
        layout: Layout,
    ) -> None:
        start, end = within
        self.lines, self.start, self.end, self.layout = lines, start, end, layout
        self.names = names
        self.forms = [match_form(name) for name in names]
        self.announced = announced
        self.paged = any(line.page_start for line in lines[start:end])
        self.list_end = list_end(lines, start, end)
        self.texts_first = self._texts_come_first()

    def starts(self, issues: bool, order_title: str) -> list[_Start]:
        if self.start >= self.end:
            return []
        found: list[_Start] = []
        index = self.start
        if issues and not self._is_attachment(index):
            first = self._first(order_title)
            found.append(first)
            index = self._text_of(first.last + (1 if first.head else 0), first)
        while index < self.end:
            begun = self._label(index, found) or self._named(index, found) or self._announced(index, found)
            if begun:
                found.append(begun)
                index = self._text_of(max(index, begun.last) + 1, begun)
                continue
            index += 1
        return sorted(self._with_late_title(found), key=lambda start: start.start)

    def _text_of(self, index: int, begun: _Start) -> int:
        """Past the contents that a text prints of itself: what they list begins no text."""
        first = begun.head[-1] + 1 if begun.head else begun.start
        listed = contents_inside(self.lines[first : self.end])[1]
        return max(index, first + listed) if listed else index

    def _with_late_title(self, found: list[_Start]) -> list[_Start]:
        """The first text may print its own contents or page before its title."""
        if not found or not self.forms or found[0].role != "enclosure":
            return found
        first = found[0]
        if first.head and alike(match_form(first.title), self.forms[0]):
            return found
        for index in range(first.start, min(self.end, first.start + _LATE_TITLE)):
            size = match_title(self.lines, index, self.end, self.forms[0])
            if size and all(index < start.start or start.role == "attachment" for start in found[1:]):
                kept = [start for start in found[1:] if start.start != index]
                return [
                    _Start(first.start, tuple(range(index, index + size)), self.names[0], "enclosure"),
                    *kept,
                ]
        return found

    def _is_attachment(self, index: int) -> bool:
        """An 附件 with a number right after the closing is an attachment; 附件 alone labels
        what the notice issues."""
        label = phrases.attachment_label(self.lines[index].text)
        if label is None or label[0] is None:
            return False
        name = match_form(self.announced.get(label[0], ""))
        return not self.names or bool(name and not any(alike(name, form) for form in self.forms))

    def _first(self, order_title: str) -> _Start:
        index = self.start
        head: list[int] = []
        if phrases.attachment_label(self.lines[index].text):
            head.append(index)
            index += 1
        for number, form in enumerate(self.forms):
            size = match_title(self.lines, index, self.end, form)
            if size:
                head += range(index, index + size)
                title = _LABEL_BEFORE.sub("", self._printed(index, size))
                return _Start(self.start, tuple(head), title, "enclosure")
            if number == 0 and order_title:
                break
        if order_title:
            return _Start(self.start, tuple(head), order_title, "enclosure")
        size = untold_title(self.lines, index, self.end)
        if size:
            head += range(index, index + size)
            return _Start(self.start, tuple(head), self._printed(index, size), "enclosure")
        return _Start(self.start, tuple(head), self.names[0] if self.names else "", "enclosure")

    def _printed(self, index: int, size: int) -> str:
        return normal_title("".join(line.text for line in self.lines[index : index + size]))

    def _named(self, index: int, found: list[_Start]) -> _Start | None:
        """A further title that the notice names, on lines of its own."""
        line = self.lines[index]
        if len(line.text) > WIDEST_TITLE or ends_sentence(line.text) or not self.forms:
            return None
        for number, form in enumerate(self.forms):
            if any(start.role == "enclosure" and match_form(start.title) == form for start in found):
                continue
            size = match_title(self.lines, index, self.end, form)
            if not size or (len(self.forms) == 1 and found):
                continue
            head = tuple(range(index, index + size))
            start = self._page_first(index, index + size, found)
            return _Start(start, head, self.names[number], "enclosure")
        return None

    def _announced(self, index: int, found: list[_Start]) -> _Start | None:
        """The title of an announced attachment on lines of its own, its label lost."""
        line = self.lines[index]
        if not self.announced or (self.list_end is not None and index < self.list_end):
            return None
        if len(line.text) > WIDEST_TITLE or ends_sentence(line.text) or read_markers(line.text):
            return None
        for name in self.announced.values():
            if any(start.title == name for start in found):
                continue
            size = match_title(self.lines, index, self.end, match_form(name), exact=True)
            if size:
                head = tuple(range(index, index + size))
                return _Start(self._page_first(index, index + size, found), head, name, "attachment")
        return None

    def _label(self, index: int, found: list[_Start]) -> _Start | None:
        line = self.lines[index]
        label = phrases.attachment_label(line.text) if line.text[:1] in "附【[" else None
        if label is None or self._is_list(index, label):
            return None
        ordinal, title = label
        head = [index]
        name = self.announced.get(ordinal or 1)
        above = 0
        if not title:
            size = match_title(self.lines, index + 1, self.end, match_form(name)) if name else 0
            size = size or untold_title(self.lines, index + 1, self.end)
            above = self._title_above(index, name, found) if name and not size else 0
            head = [*range(index - above, index + 1 + size)]
            title = self._printed(index - above, above) if above else self._printed(index + 1, size)
        if above:
            return _Start(head[0], tuple(head), title, "attachment")
        if name and alike(match_form(title), match_form(name)):
            title = name
        start = self._page_first(index, head[-1] + 1, found)
        return _Start(start, tuple(head), normal_title(title) or name or line.text, "attachment")

    def _title_above(self, index: int, name: str, found: list[_Start]) -> int:
        """How many lines right above a label print the announced title, the label standing under it."""
        floor = max((start.last for start in found), default=self.start - 1) + 1
        for size in range(1, 3):
            at = index - size
            if (
                at < max(floor, self.list_end or 0)
                or ends_sentence(self.lines[at].text)
                or self.lines[at].cells
            ):
                return 0
            if alike(match_form(self._printed(at, size)), match_form(name)):
                return size
        return 0

    def _is_list(self, index: int, label: tuple[int | None, str]) -> bool:
        """附件： followed by 1. is a list of attachments and no label."""
        ordinal, title = label
        following = self.lines[index + 1].text if index + 1 < self.end else ""
        before = self.lines[index - 1].text if index > self.start else ""
        if following[:1] == "附" and phrases.attachment_label(following):
            return True
        if before[:1] == "附" and phrases.attachment_label(before):
            return True
        if ordinal is not None or title:
            return False
        if "见网络" in following[-8:]:
            return True
        listed = any(marker.kind == "h3" and marker.number == 1 for marker in read_markers(following))
        return listed and self.lines[index].text.rstrip()[-1] in "：:"

    def _page_first(self, index: int, after: int, found: list[_Start]) -> int:
        """Where a text begins whose label or title is the line ``index``: at the title, or
        at the top of the page where the page was set so that its text comes first."""
        last = max((start.last for start in found), default=self.start - 1)
        top = self._page_top(index, after, last) if self.paged else index
        if top == index and self.texts_first and self.list_end is not None:
            return max(last + 1, self.list_end)
        return top

    def _texts_come_first(self) -> bool:
        """Text between the list of attachments and the first label, and a last label with its
        title at the very end, say that each text stands before its label."""
        labels = [
            index
            for index in range(self.list_end or self.end, self.end)
            if self.lines[index].text[:1] in "附【[" and phrases.attachment_label(self.lines[index].text)
        ]
        if not labels or labels[0] == self.list_end:
            return False
        return labels[-1] + 1 + untold_title(self.lines, labels[-1] + 1, self.end) >= self.end

    def _page_top(self, index: int, after: int, last: int) -> int:
        top = index
        while top > self.start and not self.lines[top].page_start:
            top -= 1
        if top == index or top <= last or (top == self.start and not self.lines[top].page_start):
            return index
        before_closed = top - 1 <= last
        if not before_closed and self._goes_on(top, index):
            return index
        at_foot = after >= self.end or self.lines[after].page_start
        return top if at_foot or before_closed else index

    def _goes_on(self, top: int, index: int) -> bool:
        """A page that starts within a sentence, or counts its articles on, belongs to the text before."""
        if is_full(self.lines[top - 1], self.layout) and not soft_end(self.lines[top - 1].text):
            return True
        markers = (marker for line in self.lines[top:index] for marker in read_markers(line.text)[:1])
        return next((marker.number for marker in markers if marker.kind == "article"), 1) != 1
