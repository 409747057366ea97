"""The markers that may open a paragraph: 第N章, 第N条, 一、 （一） 1. （1） ① 1.1.

In the room: what a paragraph's first characters could be. Not in the room: whether the
sequence accepts it (``numbering``).
"""

import re
from dataclasses import dataclass

from documents.text.numerals import read_number

_CN = "一二三四五六七八九十百千零〇○两"
_BLANK = r"[\s\u3000\ufffd]"
# 第三章�年度投资计划 · 第一编 总则 · 第二分编 物权 · 第一部分 规划背景
_DIVISION = re.compile(
    rf"第{_BLANK}{{0,2}}(?P<n>[{_CN}0-9０-９]{{1,6}}){_BLANK}{{0,2}}(?P<kind>分编|编|章|节|部分(?=[\s\u3000：:、]|$)){_BLANK}*"
    rf"(?:(?<=[分\s])[：:、]{_BLANK}*)?(?P<rest>.{{0,60}})$"
)
# 第三章规定的 · 第二章第五条 · 第一章至第三章
_CITED_DIVISION = re.compile(r"规定|第[^，。]{1,6}[条款]|[至、的及]|[和与]第|所[列称述]")
# 笫五十四条 · 第—条 : glyphs that scanning takes for 第 and 一
_SLIPS = str.maketrans({"笫": "第", "—": "一", "－": "一", "ー": "一", "ニ": "二"})
_INNER_STOP = re.compile(r"[，。；,;：:]")
_STOPPED_WORDS = 16
# 第一百二十八 条 · 第二十一条之一
_ARTICLE = re.compile(
    rf"[第笫]{_BLANK}{{0,2}}(?P<n>[{_CN}0-9０-９—－ーニ](?:{_BLANK}?[{_CN}0-9０-９—－ーニ]){{0,8}}){_BLANK}{{0,2}}条"
    rf"(?:{_BLANK}?之{_BLANK}?(?P<suffix>[一二三四五六七八九十]{{1,3}})(?![{_CN}间]))?"
    rf"(?:[：:、．.](?!第|{_BLANK}))?(?P<gap>(?:[：:、．.](?={_BLANK}))?{_BLANK}*)"
)
# 一、 · 三 、
_FIRST = re.compile(rf"(?P<n>[一二三四五六七八九十百]{{1,5}}){_BLANK}{{0,2}}(?P<stop>[、．.]){_BLANK}*")
# （一） · (十二)、
_SECOND = re.compile(
    rf"[（(]{_BLANK}{{0,2}}(?P<n>[一二三四五六七八九十百]{{1,5}}){_BLANK}{{0,2}}[）)][、．.]?{_BLANK}*"
)
# 2. · ３．· 33、
_THIRD = re.compile(rf"(?P<n>[0-9０-９]{{1,3}}){_BLANK}{{0,2}}(?P<stop>[.．、])(?![.．]){_BLANK}*")
# （1） · 1） · (2)、
_FOURTH = re.compile(rf"[（(]?{_BLANK}{{0,2}}(?P<n>[0-9０-９]{{1,2}}){_BLANK}{{0,2}}[）)][、．.]?{_BLANK}*")
_FIFTH = re.compile(rf"(?P<n>[①-⑳]){_BLANK}*")
# 4.3.2 · 1．1
_DECIMAL = re.compile(
    rf"(?P<n>[0-9０-９]{{1,2}}(?:[.．][0-9０-９]{{1,2}}){{1,4}})(?P<stop>[.．、]?)(?P<gap>{_BLANK}*)(?![0-9０-９])"
)
# 1 总则 · 8 附件
_WHOLE = re.compile(rf"(?P<n>[0-9０-９]{{1,2}})(?P<stop>[.．、]?)(?P<gap>{_BLANK}*)(?=[\u4e00-\u9fff“《])")
# 修正案 | （十二）的通知 : no paragraph begins with these
_GOES_ON = ("的", "》")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_OPENERS = frozenset(_CN + "第笫（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳0123456789０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a paragraph may be opened by.

    ``kind``: part, subpart, chapter, section, article, h1 (一、), h2 （一）, h3 1., h4 （1）, h5 ①,
    decimal. ``label`` is as printed without stop and blanks, ``number`` its number,
    ``suffix`` of 第N条之M, ``path`` of a decimal, ``length`` how many characters it takes,
    ``spaced`` whether a blank parts it from what follows.
    """

    kind: str
    label: str
    number: int
    length: int
    suffix: int | None = None
    path: tuple[int, ...] = ()
    spaced: bool = False


_DIVISIONS = {"编": "part", "分编": "subpart", "章": "chapter", "节": "section", "部分": "part"}


def could_open(text: str) -> bool:
    """Whether a text begins with a character that any marker begins with.

    Example: ``could_open("（一）总则")`` is true, ``could_open("总则")`` false.
    Returns a truth value. Raises nothing.
    """
    return text[:1] in _OPENERS


def read_markers(text: str) -> tuple[Marker, ...]:
    """All markers that a text could be opened by, the likelier first.

    Example: ``read_markers("2.5月底前")`` has the decimal 2.5 and the item 2.
    Returns none, one or two markers. Raises nothing.
    """
    head = text[:1]
    if head not in _OPENERS:
        return ()
    if head in "第笫":
        found = (_read_division(text), _read_article(text))
    elif head in "（(":
        found = (_read_simple(_SECOND, text, "h2"), _read_simple(_FOURTH, text, "h4"))
    elif "①" <= head <= "⑳":
        found = (_read_simple(_FIFTH, text, "h5"), None)
    elif head in _CN:
        found = (_read_simple(_FIRST, text, "h1"), None)
    else:
        return _read_figures(text)
    return tuple(marker for marker in found if marker)


def _read_figures(text: str) -> tuple[Marker, ...]:
    found = (
        _read_decimal(text),
        _read_simple(_THIRD, text, "h3"),
        _read_simple(_FOURTH, text, "h4"),
        _read_whole(text),
    )
    return tuple(marker for marker in found if marker)


def _read_division(text: str) -> Marker | None:
    if len(text) > 70:
        return None
    match = _DIVISION.match(text)
    number = read_number(match["n"]) if match else None
    if not match or number is None:
        return None
    rest = match["rest"]
    if _CITED_DIVISION.match(rest) or (
        rest and rest[-1] in "。；，,;" and not _is_stopped_heading(match, text)
    ):
        return None
    kind = _DIVISIONS[match["kind"]]
    return Marker(kind, f"第{match['n']}{match['kind']}", number, match.start("rest"), spaced=True)


def _is_stopped_heading(match: re.Match[str], text: str) -> bool:
    """第五节 生活、卫生。 : a few words after a blank are a heading, their stop a slip."""
    rest = match["rest"]
    spaced = text[match.start("rest") - 1].isspace()
    return spaced and rest[-1] == "。" and len(rest) <= _STOPPED_WORDS and not _INNER_STOP.search(rest[:-1])


def _read_article(text: str) -> Marker | None:
    match = _ARTICLE.match(text)
    number = read_number("".join(match["n"].translate(_SLIPS).split())) if match else None
    if not match or number is None:
        return None
    suffix = read_number(match["suffix"]) if match["suffix"] else None
    label = "".join(match.group().split()).replace("\ufffd", "").rstrip("：:、．.").translate(_SLIPS)
    return Marker("article", label, number, match.end(), suffix=suffix, spaced=bool(match["gap"]))


def _read_simple(pattern: re.Pattern[str], text: str, kind: str) -> Marker | None:
    match = pattern.match(text)
    number = read_number(match["n"]) if match else None
    if not match or not number or text[match.end() : match.end() + 1] in _GOES_ON:
        return None
    label = match["n"]
    if kind == "h2":
        label = f"（{label}）"
    elif kind == "h4":
        label = f"（{label}）" if match.group()[0] in "（(" else f"{label}）"
    return Marker(
        kind, label.translate(_FULL_WIDTH), number, match.end(), spaced=text[match.end() - 1].isspace()
    )


def _read_decimal(text: str) -> Marker | None:
    match = _DECIMAL.match(text)
    if not match:
        return None
    label = match["n"].translate(_FULL_WIDTH)
    path = tuple(int(part) for part in label.split("."))
    return Marker("decimal", label, path[-1], match.end(), path=path, spaced=bool(match["gap"]))


def _read_whole(text: str) -> Marker | None:
    match = _WHOLE.match(text)
    if not match:
        return None
    label = match["n"].translate(_FULL_WIDTH)
    return Marker("decimal", label, int(label), match.end(), path=(int(label),), spaced=bool(match["gap"]))
