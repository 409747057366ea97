"""Lists of attachments, and the titles of the texts that a notice issues.

In the room: what a document says that it carries. Not in the room: where those texts stand
(``parts``).
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from documents.gazette import organs, phrases
from documents.gazette.blocks import Block, build_blocks, names_end
from documents.gazette.layout import Layout
from documents.gazette.lines import Line
from documents.text.normal import match_form, normal_title, strip_blanks

_LIST = re.compile(
    r"^附\s*(?:件|表|图|录)\s*[:：]\s*(?:[1１](?:\s?[-—－]\s?[1１])?\s*[.．、]\s*)?(?P<rest>.*)$"
)
# 2. · 1-2.
_ITEM = re.compile(r"^[0-9０-９]{1,2}(?:\s?[-—－]\s?[0-9]{1,2})?\s*[.．、]\s*")
_SECOND_LEVEL = re.compile(r"^[0-9]{1,2}\s?[-—－]\s?[0-9]{1,2}\s*[.．、]\s*")
# 8 附件 · 八、附件 : a division that only lists
_LIST_DIVISION = re.compile(r"附\s*(?:件|表|图|录)[:：]?")
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]{2,60}》){2,100})》(?:[（(]以下简称[^）)]{0,30}[）)])?")
# 职责见附件2 · （附件3）
_MENTION = re.compile(r"(?:见|按|填写|报送|[（(])\s*(?P<label>附件\s?[0-9０-９]{1,2})")
_ALIKE = 0.84
_ISSUED_BY_TITLE = re.compile(
    r"(?:印发|转发|批转|公布|发布|下发)(?P<what>.{1,300}?)(?:的)?(?:通知|函|决定|令|公告)$"
)
_AMENDS = re.compile(r"(?:修改|修订|修正)(?P<what>《.{1,300}》.{0,12})的(?:决定|通知|公告|令)$")
_ISSUING = re.compile(r"印发|公布|发布|下发|转发|批转|施行")
# 现将《…》 · 市政府同意市发展改革委《…》 · 区教育局等五部门制订的《…》
_INTRODUCED = re.compile(
    r"现将|制定了|制订了|修订了|编制了|通过了|批准了|(?:同意|批准)(?=[^《》，。]{0,40}《)|(?:制[定订]|拟[定订]|起草|修订|报送|提出|编制)的(?=《)"
)
_WINDOW = 80
_NOT_PRINTED = re.compile(r"[（(](?:见网络|略|另发|附后略|此略|不发|另附|请到网站.{0,20})[）)]")
_OWN_TITLE_QUOTES = re.compile(r"^《(.*)》$")


def listed_attachments(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The titles that the lists 附件：1.… 2.… name, in order, all lists of the blocks joined.

    Example: ``附件：1.联络表`` and ``2.工作规程`` give two titles.
    Returns normal titles, （见网络） kept. Raises nothing.
    """
    names: list[str] = []
    expected: int | None = None
    for block in blocks:
        match = _LIST.match(block.text) if block.kind == "attachments" else None
        if match:
            rest = match["rest"].strip()
            expected = 2 if rest else 1
            if rest:
                names.append(_name(rest))
            continue
        marker = block.marker
        if (
            marker
            and block.kind == "heading"
            and _LIST_DIVISION.fullmatch(block.text[marker.length :].strip())
        ):
            expected = 1
            continue
        if expected is None:
            continue
        if _SECOND_LEVEL.match(block.text):
            names.append(_name(_ITEM.sub("", block.text)))
        elif marker and marker.kind == "h3" and marker.number == expected:
            names.append(_name(_ITEM.sub("", block.text)))
            expected += 1
        elif block.kind != "caption":
            expected = None
    return tuple(name for name in names if name)


def _name(text: str) -> str:
    title = normal_title(text).rstrip("。；;")
    own = _OWN_TITLE_QUOTES.match(title)
    return own.group(1) if own and "《" not in own.group(1) else title


def attachments_from(lines: Sequence[Line], layout: Layout) -> dict[int, str]:
    """The attachments that the lists among these lines announce as printed, by ordinal.

    Example: 附件：1.联络表（见网络） announces nothing that is printed here.
    Returns titles by ordinal; a later list overrides an earlier one. Raises nothing.
    """
    names: dict[int, str] = {}
    for index, line in enumerate(lines):
        if not line.text.startswith("附") or not _LIST.match(line.text):
            continue
        window: list[Line] = []
        for at in range(index, min(len(lines), index + _WINDOW)):
            text = lines[at].text
            if at > index and (
                phrases.attachment_label(text) or organs.is_organs(text) or lines[at].page_start
            ):
                break
            window.append(lines[at])
        blocks, _ = build_blocks(window, layout, "outline")
        for number, name in enumerate(listed_attachments(blocks), 1):
            if not _NOT_PRINTED.search(name):
                names[number] = name
    return names


def absent_attachments(names: Sequence[str], printed: Sequence[str]) -> tuple[str, ...]:
    """The listed attachments that are neither printed nor said to be elsewhere.

    Example: 附件：1.联络表（见网络） is said to be elsewhere; 附件：1.流程图 without a text is absent.
    ``names`` are the listed titles, ``printed`` the titles of a document's texts. Returns titles. Raises nothing.
    """
    forms = [match_form(title) for title in printed]
    return tuple(
        name
        for name in names
        if not _NOT_PRINTED.search(name)
        and not any(_same_title(match_form(name), form) for form in forms if form)
    )


def _same_title(name: str, form: str) -> bool:
    return name in form or form in name or SequenceMatcher(None, name, form, autojunk=False).ratio() >= _ALIKE


def mentioned_attachment(text: str) -> str | None:
    """The first attachment that a text refers to by its number.

    Example: ``mentioned_attachment("职责见附件2。")`` is ``"附件2"``.
    Returns None where none is mentioned. Raises nothing.
    """
    match = _MENTION.search(text)
    return strip_blanks(match["label"]) if match else None


def list_end(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The index after the last item of the last list of attachments between two indexes.

    Example: 附件：1.联络表 | 2.规程 | 联络人 gives the index of 联络人.
    Returns None where there is no list. Raises nothing.
    """
    found: int | None = None
    for index in range(start, end):
        if lines[index].text[:1] != "附" or not _LIST.match(lines[index].text):
            continue
        at = index + 1
        while at < end and at - index < _WINDOW and _goes_on(lines, at):
            at += 1
        found = at
    return found


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is an item of a list, or the rest of one."""
    if _ITEM.match(lines[at].text) or lines[at].text[:1] in "（(":
        return True
    before = lines[at - 1].text
    return not names_end(before) and not phrases.attachment_label(lines[at].text)


def issued_titles(title: str, notice: Sequence[Line]) -> tuple[str, ...]:
    """The titles of the texts that a notice issues, by its words or else by its title.

    Example: ``现将《甲办法》《乙办法》印发给你们`` gives two titles.
    Returns normal titles. Raises nothing.
    """
    text = "".join(line.text for line in notice[:60])
    for sentence in re.split(r"。", text)[:12]:
        if not _ISSUING.search(sentence) or "《" not in sentence:
            continue
        found = _issued_in(sentence)
        if found:
            return found
    match = _ISSUED_BY_TITLE.search(title)
    if not match:
        return ()
    quoted = _QUOTED.findall(match["what"])
    return tuple(normal_title(name) for name in quoted) or (normal_title(match["what"]).rstrip("的"),)


def amended_titles(title: str) -> tuple[str, ...]:
    """The titles of the acts that a decision amends: their new wording may be printed after it.

    Example: 某市人民政府关于修改《某市停车场办法》的决定 gives 某市停车场办法.
    Returns normal titles; none for any other title. Raises nothing.
    """
    match = _AMENDS.search(title)
    return tuple(normal_title(name) for name in _QUOTED.findall(match["what"])) if match else ()


def _issued_in(sentence: str) -> tuple[str, ...]:
    introduced = list(_INTRODUCED.finditer(sentence))
    start = introduced[-1].end() if introduced else 0
    names: list[str] = []
    at = start
    for match in _QUOTED.finditer(sentence, start):
        if names and len(strip_blanks(sentence[at : match.start()])) > 3:
            break
        if not names and not introduced and len(strip_blanks(sentence[: match.start()])) > 8:
            return ()
        names.append(normal_title(match.group(1)))
        at = match.end()
    return tuple(names)
