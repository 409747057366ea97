"""Automatic numbers of Word paragraphs as the words that Word prints.

In the room: numbering definitions, counters, the number formats of Chinese documents. Not
in the room: paragraphs, styles' other properties.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from documents.text.numerals import write_number

LEVELS = 9
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
PARENTHESED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
STOPPED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
CIRCLED_HAN = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
LEGAL = str.maketrans("〇零一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
SIGN_LISTS = {
    "decimalEnclosedCircle": CIRCLED,
    "decimalEnclosedCircleChinese": CIRCLED,
    "decimalEnclosedParen": PARENTHESED,
    "decimalEnclosedFullstop": STOPPED,
    "ideographEnclosedCircle": CIRCLED_HAN,
    "ideographTraditional": STEMS,
    "ideographZodiac": BRANCHES,
}
COUNTING = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand",
            "taiwaneseCounting", "koreanCounting")  # fmt: skip
DIGITS = ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital")
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
# %1、  第%1条  （%2）
PLACE = re.compile(r"%([1-9])")
CLOSING = "、.．。)）:：,，】〕"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering definition; ``restart`` is the level (from 1) whose use starts it
    anew, 0 for none, None for each one above; ``style`` names the paragraphs that it numbers."""

    start: int
    number_format: str
    pattern: str
    suffix: str
    legal: bool
    restart: int | None = None
    style: str | None = None

    def starts_anew(self, used: int) -> bool:
        """Whether a paragraph of level ``used`` (from 0) starts this one anew."""
        return self.restart is None or used < self.restart


@dataclass(slots=True)
class WordNumbering:
    """The numbering part of a document with its running counters."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def next_label(self, number_id: str, depth: int) -> str:
        """Count one paragraph of a list and give the label it prints.

        Example: the third paragraph of a list 第%1条 gives ``"第三条　"``.
        Returns: the label with the blank after it, "" for bullets and unknown lists. Raises: nothing.
        """
        level = self.levels.get(number_id, {}).get(depth)
        if level is None:
            return ""
        counters = self.counters.setdefault(self.families[number_id], [None] * LEVELS)
        if number_id not in self.used:
            self.used.add(number_id)
            for restarted, start in self.restarts.get(number_id, {}).items():
                counters[restarted] = start - 1
        current = counters[depth]
        counters[depth] = level.start if current is None else current + 1
        for below in range(depth + 1, LEVELS):
            lower = self.levels[number_id].get(below)
            if lower is None or lower.starts_anew(depth):
                counters[below] = None
        if level.number_format == "bullet":
            return ""
        label = PLACE.sub(lambda match: self._value(number_id, int(match[1]) - 1, level.legal), level.pattern)
        return label + _blank_after(label, level.suffix)

    def level_of_style(self, number_id: str, styles: Sequence[str], otherwise: int) -> int:
        """The level that numbers paragraphs of a style, or of one that it builds on.

        Example: ``numbering.level_of_style("2", ["3", "1"], 0)``.
        Returns: the level from 0; ``otherwise`` where none names a style. Raises: nothing.
        """
        levels = self.levels.get(number_id, {})
        named = (at for name in styles for at, level in levels.items() if level.style == name)
        return next(named, otherwise)

    def _value(self, number_id: str, depth: int, legal: bool) -> str:
        level = self.levels[number_id].get(depth)
        counter = self.counters[self.families[number_id]][depth]
        if level is not None and level.number_format == "none":
            return ""
        value = counter if counter is not None else (level.start if level else 1)
        return format_number(value, "decimal" if legal or level is None else level.number_format)


def read_numbering(root: Any) -> WordNumbering:
    """Read the numbering part.

    Example: ``read_numbering(numbering_element).next_label("1", 0)``.
    Returns: the definitions, counters at rest. Raises: nothing for parts that say nothing.
    """
    numbering = WordNumbering()
    if root is None:
        return numbering
    abstract = {node.get(qn("w:abstractNumId")): node for node in root.findall(qn("w:abstractNum"))}
    by_style = {_value_of(node, "w:styleLink"): name for name, node in abstract.items()}
    for node in root.findall(qn("w:num")):
        number_id = node.get(qn("w:numId"))
        family = _value_of(node, "w:abstractNumId") or ""
        if number_id is None or family not in abstract:
            continue
        family = by_style.get(_value_of(abstract[family], "w:numStyleLink") or "", family)
        numbering.families[number_id] = family
        numbering.levels[number_id] = dict(_levels(abstract[family]))
        for override in node.findall(qn("w:lvlOverride")):
            depth = _whole(override.get(qn("w:ilvl")), 0)
            numbering.levels[number_id].update(_levels(override))
            start = _value_of(override, "w:startOverride")
            if start is not None:
                numbering.restarts.setdefault(number_id, {})[depth] = _whole(start, 1)
    return numbering


def format_number(value: int, number_format: str) -> str:
    """Write a number in a format that Word names.

    Example: ``format_number(12, "chineseCounting")`` is ``"十二"``.
    Returns: the words; plain figures for a format unknown. Raises: nothing.
    """
    if number_format in COUNTING and 0 < value < 10_000:
        return write_number(value)
    if number_format == "chineseLegalSimplified" and 0 < value < 10_000:
        return write_number(value).translate(LEGAL)
    if number_format in SIGN_LISTS and 0 < value <= len(SIGN_LISTS[number_format]):
        return SIGN_LISTS[number_format][value - 1]
    if number_format == "numberInDash":
        return f"- {value} -"
    if number_format in DIGITS:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    if number_format in ("upperLetter", "lowerLetter") and 0 < value <= 26:
        return chr((65 if number_format == "upperLetter" else 97) + value - 1)
    if number_format in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        return _roman(value).upper() if number_format == "upperRoman" else _roman(value)
    if number_format in ("decimalFullWidth", "decimalFullWidth2"):
        return str(value).translate(WIDE)
    return f"{value:02d}" if number_format == "decimalZero" else str(value)


def _levels(node: Any) -> Iterator[tuple[int, Level]]:
    for level in node.findall(qn("w:lvl")):
        depth = _whole(level.get(qn("w:ilvl")), 0)
        if 0 <= depth < LEVELS:
            yield (
                depth,
                Level(
                    start=_whole(_value_of(level, "w:start"), 1),
                    number_format=_value_of(level, "w:numFmt") or "decimal",
                    pattern=_value_of(level, "w:lvlText") or "",
                    suffix=_value_of(level, "w:suff") or "tab",
                    legal=level.find(qn("w:isLgl")) is not None,
                    restart=_restart_of(level),
                    style=_value_of(level, "w:pStyle"),
                ),
            )


def _restart_of(level: Any) -> int | None:
    value = _value_of(level, "w:lvlRestart")
    return None if value is None else _whole(value, LEVELS)


def _value_of(node: Any, name: str) -> str | None:
    child = node.find(qn(name))
    value = None if child is None else child.get(qn("w:val"))
    return None if value is None else str(value)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else otherwise


def _blank_after(label: str, suffix: str) -> str:
    """After 一、 and （一） Chinese print leaves no blank; after 第一条 it does."""
    if not label or suffix == "nothing" or label[-1] in CLOSING:
        return ""
    return "　" if label[-1] > "\u2e80" else " "


def _roman(value: int) -> str:
    words = ""
    for size, sign in ROMAN:
        words += sign * (value // size)
        value %= size
    return words
