"""Which lines can be a title, and what stands around one.

In the room: questions about the lines above and below a place. Not in the room: what a
document begins with (``beginnings``).
"""

from collections.abc import Sequence

from documents.gazette import organs, phrases
from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.gazette.spans import DocumentSpan
from documents.text.normal import ends_sentence, squeeze, strip_blanks

_TITLE_LINES = 9
_HEAD_LINES = 8
_SHORTEST_TITLE = 6
_REST_OPENS = "（(的及和与、，》"
_VERBS = ("关于", "印发", "转发", "批转", "公布", "发布")


def has_body(lines: Sequence[Line], index: int, within: int = _HEAD_LINES) -> bool:
    for line in lines[index : index + within]:
        if phrases.number_on_line(line.text):
            return False
        if "。" in line.text or line.text[-1:] in "：:" or line.width >= 40:
            return True
    return False


def title_above(lines: Sequence[Line], index: int, floor: int) -> int | None:
    """The first line of the title that ends right above ``index``."""
    fallback: int | None = None
    for at in range(index - 1, max(floor, index - 1 - _TITLE_LINES), -1):
        line = lines[at]
        if cannot_be_title(line):
            break
        if organs.starts_with_organ(line.text) and is_title(lines, at, index):
            while at - 1 > floor and organs.is_organs(lines[at - 1].text) and not closes(lines, at - 1):
                if lines[at].gap > lines[at + 1].gap:
                    break
                at -= 1
            return at - 1 if at - 1 > floor and is_torn_title(lines[at - 1], line) else at
        if fallback is None and line.text.lstrip().startswith(("关于", "印发", "转发")):
            fallback = at
        if line.level and at < index - 1 and not lines[at + 1].level and _stands_alone(lines[at + 1 : index]):
            break
    if fallback is None and index - 1 > floor and not cannot_be_title(lines[index - 1]):
        fallback = index - 1
        while (
            fallback - 1 > floor
            and lines[fallback].level
            and lines[fallback - 1].level
            and not cannot_be_title(lines[fallback - 1])
        ):
            fallback -= 1
    return fallback


def _stands_alone(lines: Sequence[Line]) -> bool:
    """Whether lines can be a whole title: not its last word 通 知, not the rest of 《…》的通知."""
    text = strip_blanks("".join(line.text for line in lines))
    return (
        len(text) >= _SHORTEST_TITLE and text[0] not in _REST_OPENS and text.count("《") == text.count("》")
    )


def closes(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and phrases.signing_date(lines[at + 1].text) is not None


def cannot_be_title(line: Line) -> bool:
    text = line.text
    if line.cells or len(text) > 120 or (ends_sentence(text) and not text.endswith(("”", "》"))):
        return True
    if phrases.signing_date(text) or phrases.publicity_note(text) or phrases.number_on_line(text):
        return True
    if phrases.attachment_label(text):
        return True
    return any(marker.kind != "decimal" for marker in read_markers(text))


def is_torn_title(line: Line, below: Line) -> bool:
    """Whether a line is an organ's title that goes on below, torn at its verb or inside it:
    明川市人民政府关于印 | 发国务院关于…的通知."""
    if cannot_be_title(line) or not organs.starts_with_organ(line.text):
        return False
    if organs.title_organs(squeeze(line.text)) is None:
        return False
    return line.text.endswith(_VERBS) or line.text[-1:] + below.text[:1] in _VERBS


def is_title(lines: Sequence[Line], start: int, end: int) -> bool:
    title = "".join(line.text for line in lines[start:end])
    bare = title.replace(" ", "").replace("\u3000", "")
    return organs.title_organs(bare) is not None


def is_open_place(before: Line, line: Line) -> bool:
    return (
        line.page_start
        or line.level > 0
        or ends_sentence(before.text)
        or cannot_be_title(before)
        or line.gap > 0
    )


def addressed_below(lines: Sequence[Line], index: int) -> bool:
    text = ""
    for line in lines[index : index + 4]:
        text += line.text
        if phrases.is_addressed(text):
            return len(text) >= 4
        if ends_sentence(line.text):
            return False
    return False


def numbered_below(lines: Sequence[Line], index: int) -> bool:
    return any(phrases.number_on_line(line.text) for line in lines[index : index + 3])


def is_issued_by(lines: Sequence[Line], title: str, last: DocumentSpan | None) -> bool:
    """Whether the document before names this title in its first lines: it is its enclosure."""
    if last is None or last.number is None:
        return False
    named = squeeze("".join(line.text for line in lines[last.start : last.body + 6]))
    return title in named


def ends_issued_title(lines: Sequence[Line], start: int, end: int, last: DocumentSpan | None) -> bool:
    """Whether the lines up to ``end`` close with a title that the document before issues."""
    rests = ("".join(line.text for line in lines[at:end]) for at in range(start, end))
    return any(
        len(form := squeeze(rest)) >= _SHORTEST_TITLE and is_issued_by(lines, form, last) for rest in rests
    )
