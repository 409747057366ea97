"""附件, 附表, 附录 printed after the last article of an act that stands alone.

In the room: where they begin, and their titles. Not in the room: the attachments of a notice
in a gazette (``parts``).
"""

from collections.abc import Sequence
from itertools import pairwise

from documents.gazette import phrases
from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.gazette.parts import PartLines
from documents.text.normal import ends_sentence, normal_title, strip_blanks

_LONGEST_TITLE = 40


def split_annexes(lines: Sequence[Line]) -> tuple[list[Line], list[PartLines]]:
    """The lines of the act, and each annex with its label and title apart.

    Example: 第三条 … | 附表一： | 罚款标准 | … gives an annex 附表一 with the title 罚款标准.
    Returns all lines and no annex where no label stands after the last article. Raises nothing.
    """
    starts = _starts(lines)
    if not starts:
        return list(lines), []
    bounds = [*starts, len(lines)]
    annexes = [_annex(lines[start:end]) for start, end in pairwise(bounds)]
    return list(lines[: starts[0]]), annexes


def annex_label(text: str) -> str:
    """A label without blanks and colon.

    Example: ``annex_label("附 表一：")`` is ``"附表一"``.
    Returns a string. Raises nothing.
    """
    return strip_blanks(text).strip("【】[]：:")


def _is_label(line: Line) -> bool:
    return phrases.attachment_label(line.text) is not None


def _starts(lines: Sequence[Line]) -> list[int]:
    """Labels before which articles stand, and after which none goes on counting."""
    articles = [(i, number) for i, line in enumerate(lines) if (number := _article(line)) is not None]
    starts: list[int] = []
    last = passed = 0
    for index, line in enumerate(lines):
        while passed < len(articles) and articles[passed][0] <= index:
            last = max(last, articles[passed][1])
            passed += 1
        if last and line.text[:1] in "附【[" and _is_label(line):
            following = articles[passed][1] if passed < len(articles) else None
            starts += [index] if following in (None, 1) or following > last + 1 else []
    return starts


def _article(line: Line) -> int | None:
    if line.text[:1] not in "第笫":
        return None
    markers = read_markers(line.text)
    return next((m.number for m in markers if m.kind == "article" and (m.spaced or line.bold)), None)


def _annex(lines: Sequence[Line]) -> PartLines:
    label, *rest = lines
    found = phrases.attachment_label(label.text)
    title = found[1] if found else ""
    head = [label]
    if not title and rest and _is_title(rest[0]):
        head.append(rest[0])
        title = rest[0].text
    return PartLines("attachment", normal_title(title), tuple(head), tuple(lines[len(head) :]))


def _is_title(line: Line) -> bool:
    words = line.text
    return len(words) <= _LONGEST_TITLE and not (line.cells or ends_sentence(words) or read_markers(words))
