"""The place in an act that a person typed: 第十六条, 16条, 4.3.2, 三（五）.

In the room: reading it out of a folded text, as places are kept. Not in the room: finding it (exact).
"""

import re
from typing import NamedTuple

from documents.text.numerals import read_number, write_number

LAST_ARTICLE = 9999

_NUMERAL = r"[0-9零〇一二两三四五六七八九十百千廿卅]{1,7}"
# 33-35条 · 第三十三条至第三十五条 · 33、34条 : the first is the place
_FURTHER = rf"(?:\s?[-~—–至到、和]\s?第?\s?{_NUMERAL})?"
# 第二款第(三)项 · 2款 · (三) · 1款2项, but not 2项措施
_BELOW = (
    rf"(?:\s?第\s?\(?{_NUMERAL}\)?\s?[款项目]"
    rf"|\s?(?:\(?{_NUMERAL}\)?\s?[款项目]|\({_NUMERAL}\))(?![一-鿿]))*"
)
# 第二十一条之一第二款第(三)项 · 第16条 · 16条 · 133条之1
_ARTICLE = re.compile(
    rf"第?\s?(?P<number>(?<=第){_NUMERAL}|(?<=第\s){_NUMERAL}|(?<![0-9.一二三四五六七八九十百廿卅]){_NUMERAL})"
    rf"{_FURTHER}\s?条(?:之(?P<suffix>[一二三四五六七八九十]|[1-9](?![0-9])))?(?!例|件|款项|约){_BELOW}"
)
# 地震应急预案 4.3.2 · 第4.3.2条 · 4。3。2 · 4.3.2(1)
_DECIMAL = re.compile(
    r"(?:第\s?|(?<![0-9.a-z第]))(?P<number>[0-9]{1,2}(?:[.。][0-9]{1,2}){1,4})\s?"
    rf"(?:[条节款项目]|(?=[\s,;:、。]|\.?(?:\s|$))|\({_NUMERAL}\))"
)
# 排水管理办法第二十一 · 排水办法第21
_OPEN_ARTICLE = re.compile(rf"(?<=[法例定则案见章])\s?第\s?(?P<number>{_NUMERAL})\s*$")
# 三(五)1 · 四(二) · 实施方案四(六)
_OUTLINE = re.compile(
    r"(?:^|(?<=[\s》法例定则案见知划点]))(?P<path>[一二三四五六七八九十]{1,3}、?\([一二三四五六七八九十]{1,3}\)[0-9]{0,2})(?=\s|$)"
)
# 行政处罚法33条罚款多少 cites an article, 一条龙服务 and 惠企20条措施 count
_TITLE_END = re.compile(r"[》)法典例定则案见划程]\s?$")
_WORD = re.compile(r"[一-鿿]")


class TypedPlace(NamedTuple):
    """A place as it is kept, and where it was typed, by index."""

    place: str
    start: int
    end: int

    def ends_as_cited(self, text: str) -> bool:
        """Whether a text ends in the place with its 第, as no title does: 排水办法第21条, but not 惠企20条."""
        return text[self.start] == "第" and self.end == len(text)


def find_place(text: str) -> TypedPlace | None:
    """The first place in a folded text; of several (第33-35条) the first one.

    Example: 厨余垃圾管理办法第16条 has 第十六条 from 8 to 12; 十六条措施 has none.
    Returns None where there is none. Raises nothing.
    """
    for cited in _ARTICLE.finditer(text):
        if (article := _article(cited["number"])) and not _is_count(cited):
            suffix = f"之{write_number(read_number(cited['suffix']) or 0)}" if cited["suffix"] else ""
            return TypedPlace(article + suffix, cited.start(), cited.end())
    if match := _DECIMAL.search(text):
        return TypedPlace(match["number"].replace("。", "."), match.start(), match.end())
    if (match := _OPEN_ARTICLE.search(text)) and (article := _article(match["number"])):
        return TypedPlace(article, match.start(), match.end())
    if match := _OUTLINE.search(text):
        path = match["path"].replace("、", "").replace("(", "（").replace(")", "）")
        return TypedPlace(path, match.start(), match.end())
    return None


def _article(numeral: str) -> str:
    """The label of an article; empty where no act has so many."""
    number = read_number(numeral)
    return f"第{write_number(number)}条" if number and number <= LAST_ARTICLE else ""


def _is_count(match: re.Match[str]) -> bool:
    """Whether it says how many: no 第 before it, a word right behind it, and no title before it."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return match[0][0] != "第" and bool(_WORD.match(after)) and not _TITLE_END.search(before[-2:])
