"""The form of a title that the same act keeps over years and places; pure.

In the room: series form, the year that a title names, the place that an act is for. Not in the
room: the database.
"""

import re

from documents.text.titles import short_key, title_key

# 2024年 · 2021-2022年 · 二〇二四年度 · 2024年度
_YEARS = re.compile(
    r"(?:(?:19|20)\d{2}年?度?(?:至|到)?)?(?:(?:19|20)\d{2}|二[零〇○][零〇○一二三四五六七八九]{2})年?度?"
)
_STATE = re.compile(r"试行|暂行|修订版?|征求意见稿|第[一二三四五六七八九十]+次修订")
_GOVERNMENT = re.compile(r"人民政府.*$|办公[室厅].*$|关于.*$")
_ISSUED = re.compile(r"印发[《〈]?(.{4,300}?)[》〉]?的通知$")
LIKE = 0.7


def series_form(title: str) -> str:
    """A title without region, year and trial: what the same act is called every year and everywhere.

    >>> series_form("晋城市人民政府关于做好2024年安全生产工作的通知")
    '关于做好安全生产工作的通知'
    """
    return _STATE.sub("", _YEARS.sub("", short_key(title)))


def issued_title(title: str) -> str:
    """What a notice issues, the title itself where it issues nothing.

    >>> issued_title("晋城市人民政府办公室关于印发晋城市地震应急预案的通知")
    '晋城市地震应急预案'
    """
    found = _ISSUED.search(title)
    return found[1] if found else title


def year_in(title: str) -> int | None:
    """The (last) year that a title names, None where it names none.

    >>> year_in("晋城市推进交通强国建设行动计划（2021—2022年）")
    2022
    """
    years = re.findall(r"(?:19|20)\d{2}(?=年|—|-|至|）)", title)
    return int(years[-1]) if years else None


def place_of(title: str, issuer: str) -> str:
    """The place that an act is for, from its title or its issuer.

    >>> place_of("关于做好2024年安全生产工作的通知", "晋城市城区人民政府")
    '晋城市城区'
    """
    key = title_key(title)
    prefix = key.removesuffix(short_key(title)) if short_key(title) else ""
    return _GOVERNMENT.sub("", prefix) or _GOVERNMENT.sub("", title_key(issuer))


def title_likeness(left: str, right: str) -> float:
    """How alike two series forms are, from 0 to 1.

    >>> title_likeness("排水管理办法", "排水管理办法")
    1.0
    """
    if left == right:
        return 1.0
    ours = {left[at : at + 2] for at in range(len(left) - 1)}
    theirs = {right[at : at + 2] for at in range(len(right) - 1)}
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def telling_pieces(title: str, size: int = 4) -> list[str]:
    """Short pieces of a title's own words by which its kin can be looked up.

    >>> telling_pieces("晋城市人民政府关于做好2024年安全生产工作的通知")
    ['安全生产', '产工作的']
    """
    key = short_key(title)
    rest = _YEARS.split(key)[-1] if _YEARS.search(key) else ""
    if len(rest) < size + 2:
        rest = _YEARS.sub("", key)
    rest = _STATE.sub("", rest)
    core = (
        re.sub(
            r"^关于(?:印发|做好|加强|进一步|公布|转发|开展)*|的?(?:通知|意见|决定|公告|通告|批复)$", "", rest
        )
        or rest
    )
    return list(dict.fromkeys((core[:size], core[-size:])))
