"""Acts whose work is done: plans, task lists and replies of a past year or period.

In the room: the period that a title names, and the day from which such an act is spent. Not in
the room: stated terms, repeals.
"""

import re
from collections.abc import Iterable
from datetime import date

from documents.text.numerals import read_number
from regulations.citations.titles import issued_title, normal_title

_YEAR = r"(?:19|20)[0-9]{2}"
# 2021—2022年 · 2019-2023 · 2019—2020年秋冬季
_RANGE = re.compile(rf"(?P<from>{_YEAR})年?(?:[-—–－~～至]|——)(?P<to>{_YEAR})(?!号)")
# 2023年 · 2023年度, but no edition 2021年版 · 2022年本
_SINGLE = re.compile(rf"(?<![0-9〔])(?P<y>{_YEAR})年(?!版|本|修订|修正|[0-9一二三四五六七八九十]{{1,2}}月)")
# “十四五” : 2021 to 2025
_FIVE_YEARS = re.compile(r"“?十(?P<n>[一二三四五六七八])五”?")
_TENTH_PLAN_ENDS = 2005
# kinds that are carried out once
_ONCE = re.compile(
    r"(?:计划|方案|要点|任务|任务分工|分工|安排|目标|名单|工作|行动|项目|预算|规划|纲要|清单|措施|政策|通知|意见|部署|重点|责任书|办法的?通知)"
    r"(?:（[^（）]{1,14}）)?$"
)
_LASTING = re.compile(
    r"(?:条例|规定|细则|规则|办法|预案|标准|规范|规程|制度|章程|指南|导则|目录)(?:（[^（）]{1,14}）)?$"
)
_REPLY = re.compile(r"(?:批复|复函)$")
_PEOPLE = re.compile(r"(?:表彰|表扬|通报表扬|嘉奖|名单)")
# 关于表彰2022年度先进单位的决定 · 关于2018年度科学技术奖励的决定 · 关于对甲区予以通报表扬的通报
_AWARD = re.compile(
    r"(?:关于(?:表彰|通报表扬|表扬|嘉奖|奖励)[^〈〉《》]{0,80}(?<!工作)(?<!办法)(?<!规定)(?<!制度)|表彰|表扬|嘉奖|奖励|记功)"
    r"的(?:决定|通报)$"
)


def spent_from(title: str, doc_type: str | None, signed_on: date | None) -> date | None:
    """The first day on which an act counts as carried out, by its title and kind.

    Example: 关于印发2023年重点工作计划的通知 from 2024-01-01; a reply or a commendation from the year
    after it or after the period that it names.
    Returns None for acts that last. Raises nothing.
    """
    bare = normal_title(title)
    inner = issued_title(bare) or bare
    if _REPLY.search(bare) or doc_type == "批复":
        return _after(max(signed_on.year, _last_year(bare) or 0)) if signed_on else None
    if _AWARD.search(bare):
        return _after(max(signed_on.year, _last_year(bare) or 0)) if signed_on else None
    if lasts(inner) or not _ONCE.search(inner):
        return None
    year = _last_year(bare)
    if year is None and _PEOPLE.search(inner) and signed_on:
        year = signed_on.year
    if year is None or (signed_on and year < signed_on.year - 1):
        return None
    return _after(max(year, signed_on.year) if signed_on else year)


# 消防安全集中除患攻坚大整治行动方案 · 第四次全国文物普查工作
_CAMPAIGN = re.compile(r"专项(?:行动|整治)|整治|攻坚|普查|大排查|集中(?:行动|治理)|百日|会战")
# 从即日起至4月底，在全区组织开展 · 从2023年11月开始，到2026年6月结束
_PERIOD = re.compile(
    rf"(?:自|从)(?:即日|印发之日|(?:{_YEAR}年)?\d{{1,2}}月(?:\d{{1,2}}日)?)(?:起|开始)?[，,]?(?:至|到)"
    rf"(?:(?P<y>{_YEAR})年)?(?P<m>\d{{1,2}})月(?:\d{{1,2}}日|底|末|份)?(?:结束|止|[，,。]|在|为期|$)"
)


def campaign_spent_from(title: str, texts: Iterable[str], signed_on: date | None) -> date | None:
    """The first day on which a campaign counts as carried out, by the period that its text states.

    Example: a 整治行动方案 signed in February 2024 with 从即日起至4月底，在全区组织开展 from 2025-01-01.
    Returns None for other acts and where no period is stated. Raises nothing.
    """
    if signed_on is None or lasts(title) or not _CAMPAIGN.search(title):
        return None
    for text in texts:
        found = _PERIOD.search("".join(text.split()))
        if found and 1 <= int(found["m"]) <= 12:
            year = int(found["y"]) if found["y"] else signed_on.year + (int(found["m"]) < signed_on.month)
            return _after(max(year, signed_on.year))
    return None


def lasts(title: str) -> bool:
    """Whether an act of this kind lasts whatever year its title names.

    Example: 管理办法（2021年修订） does.
    Returns a truth value. Raises nothing.
    """
    bare = normal_title(title)
    return bool(_LASTING.search(issued_title(bare) or bare))


def _last_year(title: str) -> int | None:
    """The last year that a title's own period names; of several single years the last."""
    ranges = [int(m["to"]) for m in _RANGE.finditer(title) if int(m["from"]) < int(m["to"])]
    plans = [
        _TENTH_PLAN_ENDS + 5 * (read_number(m["n"]) or 0)
        for m in _FIVE_YEARS.finditer(title)
        if read_number(m["n"])
    ]
    singles = [int(m["y"]) for m in _SINGLE.finditer(title)]
    years = ranges or plans or singles
    return max(years) if years else None


def _after(year: int) -> date:
    return date(year + 1, 1, 1)
