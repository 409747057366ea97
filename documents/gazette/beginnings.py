"""What a document begins with: a number, an order, a title with addressees, an act's history.

In the room: from one line to the span of the document that begins there. Not in the room:
which of them count, and where documents end (``segmentation``).
"""

import re
from collections.abc import Sequence

from documents.gazette import organs, phrases
from documents.gazette.chronicle import chronicle_head
from documents.gazette.contents import Contents
from documents.gazette.frame import find_closing
from documents.gazette.layout import has_open_bracket
from documents.gazette.lines import Line
from documents.gazette.spans import DocumentSpan
from documents.gazette.title_lines import (
    addressed_below,
    cannot_be_title,
    ends_issued_title,
    has_body,
    is_issued_by,
    is_open_place,
    is_title,
    numbered_below,
    title_above,
)
from documents.text.dates import read_date
from documents.text.normal import match_form, normal_title, squeeze, strip_blanks

# 江北市人民政府办公室文件 : the red head of a paper that carries one document
_RED_HEAD = re.compile(r"[\u4e00-\u9fff、（）()\s]{3,40}文\s?件")
# 〔2018〕15号 · 第30期 : minutes and announcements count without a code
_BARE_NUMBER = re.compile(
    r"[（(]?\s*(?P<n>[〔\[（(【]\s*(?:19|20)[0-9]{2}\s*+年?\s*+[〕\])）】]\s*+第?\s*+[0-9]{1,4}\s*[号期次])\s*[）)]?"
)
# 政府令〔2010〕15号 : an order counted by the year, its organ not named
_ORDER_CODE = re.compile(r"令〔")
_COUNTED_TITLE = re.compile(r"纪要|公告|通告|通报|简报|公报")
# 明川市财政局转发省财政厅《关于…的通知》
_PASSES_ON = re.compile(r"印发|转发|批转")
_ANNOUNCES = ("通告", "公告")
_ANNOUNCEMENT_LINES = 400
_TITLE_LINES = 6
_TITLE_BELOW = 6
_ORDER_LINES = 16
_LONGEST_NUMBER = 24
_WIDEST_TITLE = 60
# 在全市安全生产工作会议上的讲话 · 《…办法》政策解读 · 明川市2012年国民经济和社会发展统计公报
_SPEECH = re.compile(
    r"(?:讲话|致辞|致词|发言|贺词|贺信|演讲|政府工作报告|答记者问|政策解读|》解读|统计公报|普查公报)(?:[（(\[〔][^（）()\]〕]{1,20}[）)\]〕])?$"
)
_OCCASION = re.compile(r"[—－-]{1,2}\s*(?:[12][0-9]{3}|二\S{3})\s*年[^。]{4,80}上")
_SALUTATION = re.compile(
    r"(?:同志们|各位[\u4e00-\u9fff、，]{1,16}|尊敬的[\u4e00-\u9fff、，]{1,30}|女士们[\u4e00-\u9fff、，]{0,16})\s*[:：！!]?"
)
# （2019年11月29日云岭省第十三届人民代表大会常务委员会第十四次会议通过）
_HISTORY_START = re.compile(r"[（(]\s*(?:[12][0-9]{3}|二[〇○零0]\S{2})\s*年\s*\S")
_HISTORY_EVENT = re.compile(r"通过|公布|发布|批准|修正|修订")
_HISTORY_LINES = 24
_ORDER_HISTORY_LINES = 4


def document_at(
    lines: Sequence[Line], index: int, floor: int, contents: Contents, last: DocumentSpan | None
) -> DocumentSpan | None:
    """The document that a line is the mark of: its number, its order, its title, its history.

    Example: the line 晋市政发〔2021〕4号 under a title and over addressees gives the span of that notice.
    ``floor`` is the last line that another document's head holds, ``last`` the document before.
    Returns a span that ends with the source, None for any other line. Raises nothing.
    """
    if chronicle_head(lines[index : index + 2]):
        return None
    return (
        _by_number(lines, index, floor)
        or _by_order(lines, index, floor, contents)
        or _by_bare_number(lines, index, floor)
        or _by_title(lines, index, contents, last)
        or _by_announcement(lines, index, contents, last)
        or _by_history(lines, index, last)
        or _by_speech(lines, index, floor, last)
    )


def is_speech(title: str) -> bool:
    """Whether a title names a speech or an explanation, which carries no number and no closing.

    Example: ``is_speech("在全市安全生产工作会议上的讲话")`` is true.
    Returns a truth value. Raises nothing.
    """
    return _SPEECH.search(title) is not None


def _by_number(lines: Sequence[Line], index: int, floor: int) -> DocumentSpan | None:
    """A number on a line of its own, title above, addressees or text below."""
    number = phrases.number_on_line(lines[index].text)
    if number is None or not has_body(lines, index + 1):
        return None
    if index and not lines[index - 1].level and has_open_bracket(lines[index - 1].text):
        return None
    start = title_above(lines, index, floor)
    if start is None or not is_title(lines, start, index):
        below = _title_below(lines, index, number)
        if below:
            return below
    if start is None:
        return None
    return DocumentSpan(
        start, index, index + 1, len(lines), number, order=_ORDER_CODE.search(number) is not None
    )


def _title_below(lines: Sequence[Line], index: int, number: str) -> DocumentSpan | None:
    """A paper prints its number under the red head and its title under the number."""
    text = ""
    for end in range(index + 1, min(len(lines), index + 1 + _TITLE_BELOW)):
        if cannot_be_title(lines[end]):
            return None
        text += squeeze(lines[end].text)
        if organs.document_type(text) is None or not is_title(lines, index + 1, end + 1):
            continue
        if not (addressed_below(lines, end + 1) or has_body(lines, end + 1)):
            return None
        red = index > 0 and _RED_HEAD.fullmatch(lines[index - 1].text.strip()) is not None
        head = index - 1 if red else index
        return DocumentSpan(index + 1, end + 1, end + 1, len(lines), number, head=head)
    return None


def _by_bare_number(lines: Sequence[Line], index: int, floor: int) -> DocumentSpan | None:
    """Minutes and announcements are counted without a code: …会议纪要 | 〔2018〕15号."""
    if len(lines[index].text) > _LONGEST_NUMBER:
        return None
    match = _BARE_NUMBER.fullmatch(lines[index].text.strip())
    if not match or index - 1 <= floor or not has_body(lines, index + 1):
        return None
    title = lines[index - 1]
    if cannot_be_title(title) or not organs.starts_with_organ(title.text):
        return None
    if not _COUNTED_TITLE.search(title.text[-6:]) or not is_open_place(
        lines[index - 2] if index > 1 else title, title
    ):
        return None
    number = normal_title(match["n"]).replace("（", "〔", 1).replace("）", "〕", 1)
    return DocumentSpan(index - 1, index, index + 1, len(lines), number)


def _by_speech(
    lines: Sequence[Line], index: int, floor: int, last: DocumentSpan | None
) -> DocumentSpan | None:
    """A speech or an explanation, which has no number: its title, a day or a salutation below."""
    line = lines[index]
    if line.width > _WIDEST_TITLE or not is_speech(line.text) or cannot_be_title(line):
        return None
    if index <= floor or index + 1 >= len(lines):
        return None
    start = index
    while start - 1 > floor and index - start < 2 and not is_open_place(lines[start - 1], lines[start]):
        start -= 1
    if start and not is_open_place(lines[start - 1], lines[start]):
        return None
    below = index + 1
    dated = _is_bracketed_day(lines[below].text) or _is_occasion(lines, below)
    signed = organs.is_organs(lines[below].text) and _is_day(lines, below + 1)
    below += dated
    greeted = below < len(lines) and _SALUTATION.fullmatch(lines[below].text.strip()) is not None
    explained = line.text.rstrip().endswith(("解读", "答记者问")) and _stands_apart(lines, start, last)
    if not (dated or greeted or explained or signed):
        return None
    return DocumentSpan(start, index + 1, index + 1, len(lines), None)


def _is_bracketed_day(text: str) -> bool:
    bare = text.strip()
    return bare[:1] in "（(" and read_date(bare.strip("（）()")) is not None


def _is_occasion(lines: Sequence[Line], index: int) -> bool:
    """——2013年2月20日在明川市第十五届人民代表大会第三次会议上 : where a report was read out."""
    if lines[index].text[:1] not in "—－-":
        return False
    text = "".join(line.text for line in lines[index : index + 3])
    return _OCCASION.match(text) is not None


def _is_day(lines: Sequence[Line], index: int) -> bool:
    return index < len(lines) and read_date(lines[index].text) is not None


def _stands_apart(lines: Sequence[Line], start: int, last: DocumentSpan | None) -> bool:
    """Whether a title stands after the closing of the document before, or is set as a heading."""
    before = lines[start - 1].text if start else ""
    closed = phrases.signing_date(before) is not None or phrases.publicity_note(before) is not None
    return lines[start].level == 1 or (closed and last is not None)


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
    if number is None or not has_body(lines, body, _ORDER_LINES):
        return None
    floor = max(floor, contents.end - 1)
    title_end = _over_history(lines, index, floor)
    start = title_end
    while start - 1 > floor and title_end - start < 3 and _names_order(lines, start - 1, body):
        start -= 1
    if start == title_end:
        title_end = index
        start = _decision_above(lines, index, floor, organ)
    return DocumentSpan(start, title_end, body, len(lines), f"{organ}{word}{number}", order=True, organ=organ)


def _over_history(lines: Sequence[Line], index: int, floor: int) -> int:
    """Where the history in brackets begins that ends right above a line: 停车条例 | （2009年…通过） | 公告."""
    for at in range(index - 1, max(floor, index - 1 - _ORDER_HISTORY_LINES), -1):
        if _history_end(lines, at) == index - 1:
            return at
    return index


def _decision_above(lines: Sequence[Line], index: int, floor: int, organ: str) -> int:
    """The first line of a decision of the same organ that has its title over the number of its order:
    明川市人民政府关于废止3件政府规章的决定 | 明川市人民政府令第61号."""
    start = title_above(lines, index, floor)
    if start is None:
        return index
    title = squeeze("".join(line.text for line in lines[start:index]))
    decided = organs.document_type(title) == "决定" and organs.title_organs(title) == organ
    return start if decided else index


def _names_order(lines: Sequence[Line], at: int, body: int) -> bool:
    """Whether a line above an order is (part of) the title that the order's text names."""
    if cannot_be_title(lines[at]):
        return False
    named = match_form("".join(line.text for line in lines[body : body + 6]))
    form = match_form(lines[at].text)
    return len(form) >= 4 and form in named


def _by_title(
    lines: Sequence[Line], index: int, contents: Contents, last: DocumentSpan | None
) -> DocumentSpan | None:
    """A document without a number: its title, then addressees; or a title of the contents. The title
    of a paper that prints its organ only as the signature begins with 关于."""
    line = lines[index]
    apart = line.text.startswith("关于") and (index == contents.end or _stands_apart(lines, index, last))
    if not apart and not organs.starts_with_organ(line.text) and not contents.may_open(line.text):
        return None
    if index > contents.end and not is_open_place(lines[index - 1], line):
        return None
    text = ""
    for end in range(index, min(len(lines), index + _TITLE_LINES)):
        if cannot_be_title(lines[end]):
            break
        text += squeeze(lines[end].text)
        listed = text in contents.titles
        typed = _has_type(text, lines[end].text) and (apart or is_title(lines, index, end + 1))
        if not (listed or typed) or end + 1 >= len(lines):
            continue
        below = lines[end + 1].text
        if phrases.number_on_line(below) or phrases.order_on_line(below):
            return None
        if addressed_below(lines, end + 1):
            enclosed = apart and is_issued_by(lines, index, text, last)
            return None if enclosed else DocumentSpan(index, end + 1, end + 1, len(lines), None)
        if listed and not numbered_below(lines, end + 1) and not is_issued_by(lines, index, text, last):
            return DocumentSpan(index, end + 1, end + 1, len(lines), None)
    return None


def _has_type(title: str, last: str) -> bool:
    """Whether a title ends with its type, or with the quoted name of what it passes on."""
    return organs.document_type(title) is not None or (
        last.rstrip().endswith("》") and _PASSES_ON.search(title) is not None
    )


def _by_announcement(
    lines: Sequence[Line], index: int, contents: Contents, last: DocumentSpan | None
) -> DocumentSpan | None:
    """A 通告 or 公告 speaks to all, without addressees, often without a number: its title where a text
    can begin, its organ in the title or in the signature; after an enclosure in both."""
    apart = index <= contents.end or _stands_apart(lines, index, last)
    if not apart and not is_open_place(lines[index - 1], lines[index]):
        return None
    named = organs.starts_with_organ(lines[index].text)
    if not named and not (apart and lines[index].text.startswith("关于")):
        return None
    below = _below_announcement(lines, index)
    if below is None or not has_body(lines, below) or numbered_below(lines, below):
        return None
    closing = find_closing(lines, below, min(len(lines), below + _ANNOUNCEMENT_LINES))
    signed = {strip_blanks(name) for name in closing.signatures} if closing else set()
    organ = organs.title_organs(strip_blanks("".join(line.text for line in lines[index:below])))
    told = (organ is not None or (not named and bool(signed))) if apart else organ in signed
    return DocumentSpan(index, below, below, len(lines), None) if told else None


def _below_announcement(lines: Sequence[Line], index: int) -> int | None:
    """The line under the title of an announcement; None where no such title stands, or an order under it."""
    text = ""
    for end in range(index, min(len(lines), index + _TITLE_LINES)):
        if cannot_be_title(lines[end]):
            return None
        text += squeeze(lines[end].text)
        if text.endswith(_ANNOUNCES):
            ordered = any(phrases.order_on_line(line.text) for line in lines[end + 1 : end + 4])
            return None if ordered else end + 1
    return None


def _by_history(lines: Sequence[Line], index: int, last: DocumentSpan | None) -> DocumentSpan | None:
    """An act printed whole: its title, its history in brackets, its contents or first article."""
    end = _history_end(lines, index)
    if end is None or _is_put_in_force_below(lines, index, end + 1):
        return None
    start = index
    while start > 0 and index - start < 4 and not cannot_be_title(lines[start - 1]):
        start -= 1
        if lines[start].level or lines[start].page_start or is_title(lines, start, index):
            break
    if start == index or (last and start < last.body) or ends_issued_title(lines, start, index, last):
        return None
    return DocumentSpan(start, index, index, len(lines), None)


def _history_end(lines: Sequence[Line], index: int) -> int | None:
    """The last line of the history that opens in brackets at a line, None where none does."""
    if not _HISTORY_START.match(lines[index].text):
        return None
    end = index
    while end < len(lines) and end - index < _HISTORY_LINES and lines[end].text[-1:] not in "）)":
        end += 1
    text = "".join(line.text for line in lines[index : end + 1])
    return end if _HISTORY_EVENT.search(text) else None


def _is_put_in_force_below(lines: Sequence[Line], index: int, below: int) -> bool:
    """Whether the order below puts in force the act whose title stands above: the order is the document."""
    if below >= len(lines) or not phrases.order_on_line(lines[below].text):
        return False
    return index > 0 and _names_order(lines, index - 1, below + 1)
