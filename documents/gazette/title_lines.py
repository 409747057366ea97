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
    """Whether a sentence, addressees or a wide line stand below a place, and no number before them.

    Example: under 明政发〔2024〕3号 the line 各县（区）人民政府： is one.
    Returns a truth value. Raises nothing.
    """
    for line in lines[index : index + within]:
        if phrases.number_on_line(line.text):
            return False
        if "。" in line.text or line.text[-1:] in "：:" or line.width >= 40:
            return True
    return False


def title_above(lines: Sequence[Line], index: int, floor: int) -> int | None:
    """The first line of the title that ends right above ``index``.

    Example: above 明政发〔2024〕3号 the line 明川市人民政府 of 明川市人民政府 | 关于印发…的 | 通 知.
    ``floor`` is the last line that belongs to something else. Returns an index, None where no line
    above can be a title. Raises nothing.
    """
    verb: int | None = None
    for at in range(index - 1, max(floor, index - 1 - _TITLE_LINES), -1):
        line = lines[at]
        if cannot_be_title(line):
            break
        if organs.starts_with_organ(line.text) and is_title(lines, at, index):
            return _with_organs_above(lines, at, floor)
        if verb is None and line.text.lstrip().startswith(("关于", "印发", "转发")):
            verb = at
        if line.level and at < index - 1 and not lines[at + 1].level and _stands_alone(lines[at + 1 : index]):
            break
    return _headings_above(lines, index, floor) if verb is None else verb


def _with_organs_above(lines: Sequence[Line], at: int, floor: int) -> int:
    """The title's first line: further organs, or the torn beginning of it, may stand over the line."""
    first = at
    while first - 1 > floor and organs.is_organs(lines[first - 1].text) and not _signs(lines, first - 1):
        if lines[first].gap > lines[first + 1].gap:
            break
        first -= 1
    return first - 1 if first - 1 > floor and _is_torn_title(lines[first - 1], lines[at]) else first


def _headings_above(lines: Sequence[Line], index: int, floor: int) -> int | None:
    """The line above, with the headings over it where it is one itself."""
    first = index - 1
    if first <= floor or cannot_be_title(lines[first]):
        return None
    while first - 1 > floor and lines[first].level and lines[first - 1].level:
        if cannot_be_title(lines[first - 1]):
            break
        first -= 1
    return first


def _stands_alone(lines: Sequence[Line]) -> bool:
    """Whether lines can be a whole title: not its last word 通 知, not the rest of 《…》的通知."""
    text = strip_blanks("".join(line.text for line in lines))
    return (
        len(text) >= _SHORTEST_TITLE and text[0] not in _REST_OPENS and text.count("《") == text.count("》")
    )


def _signs(lines: Sequence[Line], at: int) -> bool:
    """Whether the line stands over a day, as a signature does."""
    return at + 1 < len(lines) and phrases.signing_date(lines[at + 1].text) is not None


def cannot_be_title(line: Line) -> bool:
    """Whether a line is no part of a title: a sentence, a row, a day, a number, a label, a numbered line.

    Example: 明政发〔2024〕3号 cannot be one, 关于印发停车管理办法的通知 can.
    Returns a truth value. Raises nothing.
    """
    text = line.text
    if line.cells or len(text) > 120 or (ends_sentence(text) and not text.endswith(("”", "》"))):
        return True
    if phrases.signing_date(text) or phrases.publicity_note(text) or phrases.number_on_line(text):
        return True
    if phrases.attachment_label(text):
        return True
    return any(marker.kind != "decimal" for marker in read_markers(text))


def _is_torn_title(line: Line, below: Line) -> bool:
    """Whether a line is an organ's title that goes on below, torn at its verb or inside it:
    明川市人民政府关于印 | 发国务院关于…的通知."""
    if cannot_be_title(line) or not organs.starts_with_organ(line.text):
        return False
    if organs.title_organs(squeeze(line.text)) is None:
        return False
    return line.text.endswith(_VERBS) or line.text[-1:] + below.text[:1] in _VERBS


def is_title(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether lines together begin like a title: organs, then 关于 or another verb.

    Example: 明川市人民政府 | 关于做好安全工作的通知 are one.
    Returns a truth value. Raises nothing.
    """
    title = "".join(line.text for line in lines[start:end])
    return organs.title_organs(strip_blanks(title)) is not None


def is_open_place(before: Line, line: Line) -> bool:
    """Whether something new may begin at a line: a page, a heading, after a sentence or a blank line.

    Example: after the line 予以公布。 each line stands at one.
    Returns a truth value. Raises nothing.
    """
    return (
        line.page_start
        or line.level > 0
        or ends_sentence(before.text)
        or cannot_be_title(before)
        or line.gap > 0
    )


def addressed_below(lines: Sequence[Line], index: int) -> bool:
    """Whether the lines from a place on are addressees, before any sentence ends.

    Example: 各县（区）人民政府， | 市直各单位： are.
    Returns a truth value. Raises nothing.
    """
    text = ""
    for line in lines[index : index + 4]:
        text += line.text
        if phrases.is_addressed(text):
            return len(text) >= 4
        if ends_sentence(line.text):
            return False
    return False


def numbered_below(lines: Sequence[Line], index: int) -> bool:
    """Whether one of the three lines from a place on is a document number.

    Example: 通 知 | 明政发〔2024〕3号.
    Returns a truth value. Raises nothing.
    """
    return any(phrases.number_on_line(line.text) for line in lines[index : index + 3])


def is_issued_by(lines: Sequence[Line], at: int, title: str, last: DocumentSpan | None) -> bool:
    """Whether the document before names this title in its first lines: it is its enclosure.

    Example: 停车管理办法 after the notice 关于印发《停车管理办法》的通知.
    ``at`` is where the title stands, ``last`` the document before. Returns a truth value. Raises nothing.
    """
    if last is None or last.number is None:
        return False
    named = squeeze("".join(line.text for line in lines[last.start : min(last.body + 6, at)]))
    return title in named


def ends_issued_title(lines: Sequence[Line], start: int, end: int, last: DocumentSpan | None) -> bool:
    """Whether the lines up to ``end`` close with a title that the document before issues.

    Example: 附件 | 停车管理办法 after the notice that issues it.
    Returns a truth value. Raises nothing.
    """
    rests = ("".join(line.text for line in lines[at:end]) for at in range(start, end))
    return any(
        len(form := squeeze(rest)) >= _SHORTEST_TITLE and is_issued_by(lines, start, form, last)
        for rest in rests
    )
