"""Document numbers typed in part or in odd forms: 2023年5号文, 市政办37号, 晋市政办〔23〕5号, 5号令, 五号.

In the room: reading such a text as organ, year and serial; whether an organ as typed may be that
of a number. Not in the room: whole numbers (documents.text), looking them up (named_numbers).
"""

import re
from typing import NamedTuple

from documents.text.numerals import read_number

_DIGIT = "零〇○一二三四五六七八九"
_SERIAL = r"(?:[0-9]{1,4}|[〇零一二三四五六七八九十百]{1,5})"
# 二〇二三年 · 二零二三年, but not 一九年
_WRITTEN_YEAR = re.compile(rf"(?<![{_DIGIT}])(?:一九|二[零〇○])[{_DIGIT}]{{2}}(?=\s?[年)\]])")
# 晋市政办〔23〕5号 · 〔2023〕11 · 2023年11号文 · 2023-11号 · 市政府办公室2019年37号
_WITH_YEAR = re.compile(
    rf"^(?P<organ>[一-鿿]{{0,14}}?)\s*"
    rf"(?:[(\[{{<《]\s*(?P<bracketed>(?:19|20)?[0-9]{{2}})\s*+年?\s*+[)\]}}>》]"
    rf"|(?P<plain>(?:19|20)[0-9]{{2}})(?:\s*+[年/.~_-]|\s++|(?=第)))"
    rf"\s*+第?\s*+(?P<serial>{_SERIAL})\s*(?P<tail>号(?:文件?|令)?|文)?$"
)
# 市政办37号 · 晋市环发124号 · 11号文 · 五号
_WITHOUT_YEAR = re.compile(
    rf"^(?:(?P<organ>[一-鿿]{{1,13}}(?:办|发|字|函|规|政|政府|办公[室厅]|委|局))\s*第?(?P<serial>{_SERIAL})号(?:文件?)?"
    rf"|第?(?P<alone>{_SERIAL})号(?:文件?)?)$"
)
# 5号令 · 令5号 · 晋城市政府令第五号
_ORDER = re.compile(
    rf"^(?P<organ>(?:[一-鿿]{{0,6}}[省市县区])?(?:人民)?(?:政府)?)"
    rf"\s*(?:令\s*第?(?P<after>{_SERIAL})号?|第?(?P<before>{_SERIAL})号令)$"
)
# 第二十壹条 · 第廿一条 · 第21條
_ORDINAL = re.compile(
    r"(?<=第)\s?[0-9〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟貳參陸廿卅]{1,9}\s?[条條章节款项号]"
)
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸條", "一二三四五六七八九十百千二三六条")
_TENS = {"廿": "二十", "卅": "三十"}
_ORDER_AFTER_TITLE = re.compile(rf"(?<=[法例定则案])\s*第?{_SERIAL}号令$")
# 国务院641号令 · 住建部第37号令 · 国务院令641号
_SPOKEN_ORDER = re.compile(
    rf"^(?P<organ>[一-鿿]{{1,20}}?(?:院|主席|部|委|局|署|行|会))\s*+"
    rf"(?:令\s*+(?P<after>{_SERIAL})\s*+号|(?:第\s*+)?(?P<before>{_SERIAL})\s*+号令)$"
)
CODE_ENDS = ("办", "发", "字", "函", "规", "政")
ORGAN_ENDS = (*CODE_ENDS, "政府", "室", "厅", "委", "局", "部", "院", "会", "处", "署", "令", "公告", "通告")


class NumberHint(NamedTuple):
    """Part of a document number; ``organ`` may be empty, a code or a name, as typed."""

    organ: str
    year: int | None
    serial: str

    @property
    def is_bare(self) -> bool:
        """Whether it is a serial alone, which may as well be a house or a line: 五号."""
        return not self.organ and self.year is None


def with_plain_years(text: str) -> str:
    """A text whose years in Chinese numerals are digits.

    Example: ``with_plain_years("二〇二三年五号")`` is ``"2023年五号"``.
    Returns the text otherwise as it was. Raises nothing.
    """
    return _WRITTEN_YEAR.sub(lambda match: str(read_number(match[0])), text)


def with_plain_ordinals(text: str) -> str:
    """A text whose ordinals are in the plain numerals that places are kept in.

    Example: ``with_plain_ordinals("第二十壹条")`` is ``"第二十一条"``, and 第廿三条 is 第二十三条.
    Returns the text otherwise as it was. Raises nothing.
    """
    return _ORDINAL.sub(_plain_ordinal, text)


def _plain_ordinal(match: re.Match[str]) -> str:
    plain = match[0].translate(_PLAIN)
    for short, long in _TENS.items():
        plain = plain.replace(short, long)
    return plain


def without_order_after_title(text: str) -> str:
    """A title without the number of the order that brought it: 排水管理办法5号令."""
    return _ORDER_AFTER_TITLE.sub("", text)


def with_plain_orders(text: str) -> str:
    """The number of an order as it is printed, of a text that is one as it is spoken.

    Example: ``with_plain_orders("国务院641号令")`` is ``"国务院令第641号"``.
    Returns any other text as it was. Raises nothing.
    """
    return _SPOKEN_ORDER.sub(lambda m: f"{m['organ']}令第{m['after'] or m['before']}号", text.strip())


def read_hint(text: str) -> NumberHint | None:
    """The part of a document number that a folded text as a whole is.

    Example: ``read_hint("市政办37号")`` is ``("市政办", None, "37")``.
    Returns None for anything else. Raises nothing.
    """
    text = text.strip()
    if match := _ORDER.match(text):
        organ = match["organ"] if match["organ"] not in ("", "市", "省", "县", "区") else ""
        return _hint(f"{organ}令", None, match["after"] or match["before"])
    if match := _WITH_YEAR.match(text):
        organ, year = match["organ"], match["bracketed"] or match["plain"]
        if match["bracketed"] or match["tail"] or organ.endswith(CODE_ENDS):
            return _hint(organ, int(year) if len(year) == 4 else 2000 + int(year), match["serial"])
    if match := _WITHOUT_YEAR.match(text):
        return _hint(match["organ"] or "", None, match["serial"] or match["alone"])
    return None


def may_be_organ(typed: str, *known: str) -> bool:
    """Whether an organ as typed may stand for a known code or name: the characters of the shorter
    come in the same order in the longer.

    Example: 市政办 and 晋市政办发 may both be 晋市政办; 晋政办发 may not.
    """
    return not typed or any(
        _comes_within(typed, name) or _comes_within(name, typed) for name in known if name
    )


def _hint(organ: str, year: int | None, serial: str) -> NumberHint | None:
    number = read_number(serial)
    return NumberHint(organ, year, str(number)) if number else None


def _comes_within(shorter: str, longer: str) -> bool:
    rest = iter(longer)
    return len(shorter) <= len(longer) and all(character in rest for character in shorter)
