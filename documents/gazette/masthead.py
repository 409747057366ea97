"""The masthead: name, year, number, day and host of an issue, from its cover or running heads.

In the room: facts of the issue. Not in the room: the table of contents, the documents.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from documents.gazette.parsed import Masthead
from documents.text.dates import find_dates
from documents.text.normal import normal_title, strip_blanks
from documents.text.numerals import read_number

_NAME = re.compile(r"[\u4e00-\u9fff]{2,20}公报")
# 2023年第2期总第278期 · 第1期(总第5期) · 总号：126
_YEAR = re.compile(r"(?P<y>(?:19|20)[0-9]{2})年")
_NUMBER = re.compile(r"(?<!总)第(?P<n>[0-9]{1,3})[期号]")
_TOTAL = re.compile(r"总(?:第|号[:：]?|期数?[:：]?)?(?P<n>[0-9]{1,4})(?:[期号]|(?=[)）]?$))")
# 2018.6 · 2018年·6
_BARE_NUMBER = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?:[.．·/]|年[.·]?)(?P<n>0?[1-9]|1[0-9]|2[0-6])期?")
# 2019年6月20日（旬刊） : a day alone on its line
_DAY_ALONE = re.compile(
    r"[^\u4e00-\u9fff]*[0-9〇○零一二]{4}年[^月]{1,3}月[^日]{1,3}日(?:[(（][^()（）]{1,8}[)）]|(?:[月旬季周]|半月|双月)刊)?"
)
# 晋城市人民政府公报（2021.2） · 晋城市人民政府公报２/2024•
_HEAD_YEAR_FIRST = re.compile(r"公报[（(]?(?P<y>(?:19|20)[0-9]{2})[.．年/·](?:第)?(?P<n>[0-9]{1,2})")
_HEAD_NUMBER_FIRST = re.compile(r"公报[（(]?(?P<n>[0-9]{1,2})/(?P<y>(?:19|20)[0-9]{2})")
_FREQUENCY = re.compile(r"半月刊|双月刊|月刊|季度刊|季刊|旬刊|周刊|不定期")
_HOST = re.compile(
    r"(?:^|[^编])主办(?:单位)?[:：](?P<after>[\u4e00-\u9fff]{4,30})|^(?P<before>[\u4e00-\u9fff]{4,30})主办$"
)
_PUBLISHED = re.compile(r"出版|出刊|印发")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９（）", "0123456789()")
# 二〇二一年第二期
_NUMERAL = re.compile(r"(?<![〇○零一二三四五六七八九十百])[〇○零一二三四五六七八九十百]++(?=[年期])")
# 2022年第3期 明川市人民政府公报 : the number may stand before the name
_BEFORE_NAME = re.compile(
    r"^(?:(?:19|20)[0-9]{2}年?)?[./·]?(?:第?[0-9]{1,3}期?)?(?:[（(]?总第?[0-9]{1,4}期[）)]?)?[•·|—\-]*"
)

# 晋城市人民政府公报２/2024•市政府文件•
_HEAD_COLUMN = re.compile(
    r"公报.{0,24}?[^\u4e00-\u9fff](?P<column>[\u4e00-\u9fff]{2,16}(?:文件|令|规章|决定|公告|任免))[•·\s]*$"
)


def column_of_head(text: str) -> str | None:
    """The column that a running head names.

    Example: ``column_of_head("晋城市人民政府公报２ / 2024•市政府文件 •")`` is ``"市政府文件"``.
    Returns None where it names none. Raises nothing.
    """
    match = _HEAD_COLUMN.search(strip_blanks(text))
    return match["column"] if match else None


def read_masthead(front: Sequence[str], heads: Iterable[str]) -> Masthead:
    """Read the facts of an issue from its front and back matter, or else its running heads.

    Example: ``2023 年第 2 期 总第 278 期`` gives year 2023, number 2, total number 278.
    Returns what is printed, None for the rest. Raises nothing.
    """
    fronts = [_bare(text) for text in front if len(text) <= 80]
    runs = [_bare(text) for text in heads]
    year, number = _year_and_number(fronts, runs)
    total = next((int(m["n"]) for text in fronts if (m := _TOTAL.search(text))), None)
    published = _published(front)
    frequency = next(
        (m.group() for text in fronts if (m := _FREQUENCY.search(text)) and len(text) <= 40), None
    )
    host = next((m["after"] or m["before"] for text in fronts if (m := _HOST.search(text))), None)
    return Masthead(
        _name(fronts, runs), year, number, total, published, frequency, host and normal_title(host)
    )


def _bare(text: str) -> str:
    bare = strip_blanks(text).translate(_FULL_WIDTH)
    return _NUMERAL.sub(lambda match: str(read_number(match.group()) or match.group()), bare)


def _name(fronts: list[str], runs: list[str]) -> str | None:
    names = Counter(m.group() for text in fronts if (m := _NAME.fullmatch(text)))
    if not names:
        bare = [_BEFORE_NAME.sub("", text) for text in [*runs, *fronts]]
        names = Counter(m.group() for text in bare if (m := _NAME.match(text)))
    return names.most_common(1)[0][0] if names else None


def _year_and_number(fronts: list[str], runs: list[str]) -> tuple[int | None, int | None]:
    year = number = None
    for text in fronts:
        found = _NUMBER.search(text)
        if found and len(text) <= 40:
            number = number or int(found["n"])
            at = _YEAR.search(text)
            year = year or (int(at["y"]) if at else None)
    if number and not year:
        year = next((int(text) for text in fronts if re.fullmatch(r"(?:19|20)[0-9]{2}年?", text)), None)
    bare = [match for text in fronts if (match := _BARE_NUMBER.fullmatch(text))]
    if not number and len(bare) == 1:
        return int(bare[0]["y"]), int(bare[0]["n"])
    for text in runs:
        match = _HEAD_NUMBER_FIRST.search(text) or _HEAD_YEAR_FIRST.search(text)
        if match and not number:
            return year or int(match["y"]), int(match["n"])
    return year, number


def _published(front: Sequence[str]) -> date | None:
    short = [text for text in front if len(text) <= 60]
    alone = [text for text in short if _DAY_ALONE.fullmatch(strip_blanks(text))]
    for text in [*(text for text in short if _PUBLISHED.search(text)), *alone]:
        found = find_dates(text)
        if found and found[0].on:
            return found[0].on
    return None
