"""Names of organs, and the titles that begin with them.

In the room: telling an organ's name by its ending, parting several organs, the organs of a
title, type and genre by a title's end. Not in the room: other set phrases (``phrases``).
"""

import re

from documents.text.normal import strip_blanks

_ENDINGS = (
    "人民政府", "政府", "国务院", "办公室", "办公厅", "人民代表大会", "常务委员会", "常委会", "委员会", "管委会", "联合会",
    "局", "厅", "部", "署", "委", "院", "会", "供销社", "合作社", "总队", "支队", "大队", "中队", "中心", "公司", "集团", "银行",
    "领导小组", "领导组", "工作组", "专班", "指挥部", "办事处", "管理处", "工会", "协会", "商会", "联社", "大学", "学院",
    "海关", "人大", "政协", "法院", "检察院", "总站", "研究所", "气象台", "妇联", "残联", "文联", "科协", "侨联", "工商联",
)  # fmt: skip
_NAME = re.compile(r"[\u4e00-\u9fff（）()·“”A-Z]{2,60}")
_SEVERAL = re.compile(r"等\s?[0-9一二三四五六七八九十]{1,3}\s?个?(?:部门|单位|委局|机关)$")
_GAP = re.compile(r"[\s、，\u3000]+")
_START = re.compile(
    r"国务院|[\u4e00-\u9fff（）()]{1,30}?(?:人民政府|国务院|政府办公|办公室|办公厅|人民代表大会|委员会|常委会|管委会|联合会|[局厅署]|总队|支队"
    r"|大队|中心|公司|领导小组|领导组|指挥部|法院|检察院|银行|总工会|海关|[市省区县州]委|协会|办事处|妇联|残联)"
)
# 全国文明城市创建动员大会 is a meeting, 明川市人民代表大会 an organ
_MEETING = re.compile(r"(?<!人民代表)大会$|(?:社会|机会)$")
_VERB = re.compile(r"关于|印发|转发|批转|公布|发布|任免|任命|对|废止|修改|表彰|授予|给予|成立|调整")
_TYPES = (
    "通知", "意见", "决定", "批复", "公告", "通告", "通报", "命令", "函", "报告", "公报", "决议", "议案", "纪要", "请示", "令",
)  # fmt: skip
_GENRES = (
    "实施细则", "管理办法", "实施办法", "办法", "细则", "规定", "方案", "预案", "计划", "规划", "意见", "规则", "规程", "条例",
    "要点", "措施", "标准", "制度", "目录", "清单", "名单", "指南", "指引", "导则", "章程", "公约", "分工", "报告", "通知",
    "决定", "批复", "公告", "通告", "守则", "规范", "纲要", "准则",
)  # fmt: skip
_SAME_GENRE = {"管理办法": "办法", "实施办法": "办法", "实施细则": "细则"}
_BRACKET = re.compile(r"[（(][^（）()]{1,24}[）)]$")
_LONGEST = 160
_LONGEST_TORN = 16
_TORN = ("人民政府", "人民政府办公室", "人民政府办公厅")


def is_organs(text: str) -> bool:
    """Whether a text names one or several organs and nothing else.

    Example: ``is_organs("晋城市生态环境局等3部门")`` is true.
    Returns a truth value. Raises nothing.
    """
    bare = _SEVERAL.sub("", text.strip())
    if not 3 <= len(bare) <= _LONGEST:
        return False
    parts = [part for part in _GAP.split(bare) if part]
    return bool(parts) and (all(_is_organ(part) for part in parts) or _is_torn(bare, parts))


def _is_torn(bare: str, parts: list[str]) -> bool:
    """One name torn by a blank: 晋城市人 民政府."""
    whole = "".join(parts)
    return (
        len(parts) == 2
        and len(whole) <= _LONGEST_TORN
        and "、" not in bare
        and whole.endswith(_TORN)
        and _is_organ(whole)
    )


def _is_organ(name: str) -> bool:
    if len(name) < 3 or not _NAME.fullmatch(name):
        return False
    return name.endswith(_ENDINGS) and _MEETING.search(name) is None


def starts_with_organ(text: str) -> bool:
    """Whether a line begins with the name of an organ.

    Example: ``starts_with_organ("晋城市人民政府 关于做好")`` is true.
    Returns a truth value. Raises nothing.
    """
    return _START.match(strip_blanks(text[:60])) is not None


def split_organs(text: str) -> tuple[str, ...]:
    """The organs of a line, one by one.

    Example: ``split_organs("明川市水务局明川市财政局")`` gives two names.
    Returns names without blanks; a line that cannot be parted is one name. Raises nothing.
    """
    parts = [part for part in _GAP.split(text.strip()) if part]
    if len(parts) > 1 and not all(_is_organ(part) or _SEVERAL.search(part) for part in parts):
        return (strip_blanks(text),)
    return tuple(name for part in parts for name in _split_joined(part))


def _split_joined(name: str) -> list[str]:
    """Organs of one place printed without a gap: the place's name comes again."""
    place = name[:3]
    at = name.find(place, 3)
    if at < 0 or not _is_organ(name[:at]) or not _is_organ(name[at:]):
        return [name]
    return [name[:at], *_split_joined(name[at:])]


def title_organs(title: str) -> str | None:
    """The organs that a title in normal form begins with.

    Example: ``title_organs("晋城市人民政府关于做好安全工作的通知")`` is ``"晋城市人民政府"``.
    Returns None where no organ stands before 关于 or 印发. Raises nothing.
    """
    for match in _VERB.finditer(title[:_LONGEST]):
        organs = title[: match.start()]
        if len(organs) >= 3 and is_organs(organs):
            return organs
    return None


def names_several(organs: str) -> bool:
    """Whether a title names its organs only by their number.

    Example: ``names_several("晋城市生态环境局等3部门")`` is true.
    Returns a truth value. Raises nothing.
    """
    return _SEVERAL.search(organs) is not None


def document_type(title: str) -> str | None:
    """The type (文种) that a title ends with.

    Example: ``document_type("…关于做好安全工作的通知")`` is ``"通知"``.
    Returns None where a title ends otherwise. Raises nothing.
    """
    bare = _BRACKET.sub("", title)
    return next((name for name in _TYPES if bare.endswith(name)), None)


def genre_of(title: str) -> str | None:
    """The genre of a text by the end of its title.

    Example: ``genre_of("晋城市地震应急预案")`` is ``"预案"``.
    Returns None where a title ends otherwise. Raises nothing.
    """
    bare = _BRACKET.sub("", title)
    found = next((name for name in _GENRES if bare.endswith(name)), None)
    return _SAME_GENRE.get(found, found) if found else None
