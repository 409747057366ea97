"""The frame of a document: title, addressees, signature, date, publicity.

In the room: the head of a document and its closing lines. Not in the room: the texts
between and after them (``parts``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from documents.gazette import organs, phrases
from documents.gazette.lines import Line
from documents.gazette.source import Finding
from documents.gazette.spans import DocumentSpan
from documents.text.dates import read_date
from documents.text.normal import ends_sentence, normal_title, strip_blanks

_ADDRESSEE_LINES = 8
_CLOSING_LINES = 6
_NOTICE_LINES = 24
# （联系人：李雷，联系电话：…） · （本文有删减） : a note under the day
_NOTE = re.compile(
    r"[（(](?:本文|此件)?(?:略)?有删[减节改][）)]|[（(][^（）()]{0,20}(?:联系|电话|传真|邮编|抄送|印发)[^（）()]{0,80}(?:[（(][^（）()]{1,12}[）)][^（）()]{0,20})?[）)]"
)
_LONE_DATE_LINES = 24
_LONGEST_SIGNATURE = 60
# 《明川市停车管理办法》已经市人民政府常务会议通过，现予公布
_PUT_IN_FORCE = re.compile(
    r"《((?:[^《》]|《[^《》]{2,60}》){3,80})》(?:[（(][^（）()]{1,20}[）)])?[^。《》]{0,80}?(?:通过|公布|发布|颁布|批准|修订|废止|施行)"
)
# 市人民政府      彻执行。 : the end of another column on the same line
_OTHER_COLUMN = re.compile(r"(?<=[^。：:\s])\s+(?P<tail>[^\s：:，。]{1,10}。)$")


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing lines by index: signatures from ``start``, the day, the note up to ``end``."""

    start: int
    end: int
    signatures: tuple[str, ...]
    signed_on: date | None
    publicity: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What frames a document; ``body`` and ``closing`` by index of line."""

    title: str
    issuers: tuple[str, ...]
    addressees: str | None
    addressee_lines: tuple[Line, ...]
    body: int
    closing: Closing | None


def read_frame(lines: Sequence[Line], span: DocumentSpan) -> Frame:
    """Read the frame of one document.

    Example: the lines 晋城市人民政府 | 关于…的 | 通 知 give one title without blanks.
    Returns the frame; what is not printed is None. Raises nothing.
    """
    title = normal_title("".join(line.text for line in lines[span.start : span.title_end]))
    addressees, body = _read_addressees(lines, span)
    closing = find_closing(lines, body, span.end) or _lone_date(lines, body, span.end)
    named = organs.title_organs(title)
    signatures = closing.signatures if closing else ()
    if span.order:
        title = (
            title or _order_title(lines, body) or (span.number or "").split("第")[0].rstrip("0123456789年")
        )
        named = span.organ
    issuers = _issuers(named, signatures)
    text = normal_title(addressees).rstrip("：:") if addressees else None
    return Frame(title, issuers, text, tuple(lines[span.body : body]), body, closing)


def _read_addressees(lines: Sequence[Line], span: DocumentSpan) -> tuple[str | None, int]:
    text = ""
    for index in range(span.body, min(span.end, span.body + _ADDRESSEE_LINES)):
        text += _OTHER_COLUMN.sub("", lines[index].text)
        if phrases.is_addressed(text):
            return text, index + 1
        if "。" in text or len(text) > 400:
            break
    return None, span.body


def _order_title(lines: Sequence[Line], body: int) -> str:
    """The act that an order puts in force; an announcement that only cites acts has none."""
    match = _PUT_IN_FORCE.search("".join(line.text for line in lines[body : body + 4]))
    return normal_title(match.group(1)) if match else ""


def part_columns(lines: list[Line], span: DocumentSpan) -> Finding | None:
    """Give the end of a sentence that stands in the line of the addressees back to its column.

    Example: 各县人民政府,市人民政府 落实。 | … | 请认真贯彻 | 署名 gives 请认真贯彻落实。
    Changes two lines where the sentence lacks its end. Returns a finding. Raises nothing.
    """
    for index in range(span.body, min(span.end, span.body + 3)):
        mixed = _OTHER_COLUMN.search(lines[index].text)
        if not mixed or "：" in lines[index].text[-2:]:
            continue
        for at in range(index + 1, min(span.end - 1, index + _NOTICE_LINES)):
            signed = organs.is_organs(lines[at + 1].text) or phrases.is_signer(lines[at + 1].text)
            if signed and lines[at].text.endswith(mixed["tail"]):
                lines[index] = replace(lines[index], text=lines[index].text[: mixed.start()])
                message = f"“{mixed['tail']}”混排在主送机关一行，与正文末尾重复，只保留正文中的一处。"
                return Finding("column-mixed", "info", lines[index].number, message)
            if not signed or ends_sentence(lines[at].text):
                continue
            lines[index] = replace(lines[index], text=lines[index].text[: mixed.start()])
            lines[at] = replace(lines[at], text=lines[at].text + mixed["tail"])
            message = f"“{mixed['tail']}”混排在主送机关一行，已接回正文。"
            return Finding("column-mixed", "info", lines[index].number, message)
    return None


def find_closing(lines: Sequence[Line], start: int, end: int) -> Closing | None:
    """The first closing between two indexes: a day, filled in or not, with organs, signer or note around it.

    Example: 晋城市人民政府 | 2021年3月25日 | （此件公开发布）.
    Returns None where a document has no closing. Raises nothing.
    """
    for index in range(start, end):
        line = lines[index]
        signed_on = phrases.signing_date(line.text)
        if signed_on is None and not phrases.is_unfilled_day(line.text):
            continue
        first = _signature_start(lines, start, index)
        note = phrases.publicity_note(lines[index + 1].text) if index + 1 < end else None
        if first == index and note is None and not organs.starts_with_organ(line.text):
            continue
        signatures = _signatures([lines[at].text for at in range(first, index)])
        if first == index and organs.starts_with_organ(line.text):
            signatures = (re.split(r"(?<!\s)\s+(?=[12二])", line.text)[0],)
        last = index + 1
        while last < end and last - index < _CLOSING_LINES and _is_note(lines[last].text):
            note = note or phrases.publicity_note(lines[last].text)
            last += 1
        return Closing(first, last, signatures, signed_on, note)
    return None


def _signature_start(lines: Sequence[Line], start: int, end: int) -> int:
    """The first of the lines right above ``end`` that sign; one name may be torn over two lines."""
    first = end
    while first - 1 >= start and end - first < _CLOSING_LINES:
        if _is_signature(lines[first - 1].text):
            first -= 1
        elif first - 2 >= start and _are_torn_organs(lines[first - 2 : end]):
            first -= 2
        elif first < end and _are_torn_organs(lines[first - 1 : end]):
            first -= 1
        else:
            break
    return first


def _are_torn_organs(lines: Sequence[Line]) -> bool:
    head = lines[0].text
    if len(head) > _LONGEST_SIGNATURE or ends_sentence(head) or not organs.starts_with_organ(head):
        return False
    return organs.is_organs("".join(line.text for line in lines))


def _signatures(texts: Sequence[str]) -> tuple[str, ...]:
    """The organs that sign, a line each; lines that are organs only together are one."""
    if texts and not _is_signature(texts[0]):
        return ("".join(texts),)
    return tuple(text for text in texts if organs.is_organs(text))


def _is_note(text: str) -> bool:
    return phrases.publicity_note(text) is not None or _NOTE.fullmatch(text.strip()) is not None


def _lone_date(lines: Sequence[Line], start: int, end: int) -> Closing | None:
    """A day on a line of its own after a whole sentence, its organ not printed."""
    for index in range(start + 1, min(end, start + _LONE_DATE_LINES)):
        if read_date(lines[index].text) is None:
            continue
        if ends_sentence(lines[index - 1].text):
            return Closing(index, index + 1, (), read_date(lines[index].text), None)
    return None


def _is_signature(text: str) -> bool:
    bare = text.strip()
    if len(bare) > 120:
        return False
    return phrases.is_signer(bare) or phrases.is_unnamed_signer(bare) or organs.is_organs(bare)


def _issuers(named: str | None, signatures: tuple[str, ...]) -> tuple[str, ...]:
    """The organs of the title; those of the signature where the title only counts them or
    leaves out the city's name."""
    signed = tuple(name for text in signatures for name in organs.split_organs(text))
    if named is None:
        return signed
    if organs.names_several(named) or (len(signed) > 1 and "".join(signed)[:6] == strip_blanks(named)[:6]):
        return signed or (named,)
    titled = organs.split_organs(named)
    in_full = len(signed) == len(titled) and all(
        name.endswith(short) for name, short in zip(signed, titled, strict=True)
    )
    return signed if in_full else titled
