"""Pure facts about issuing bodies, read off their names.

In the room: level and slug of an organ. Not in the room: the database.
"""

import re

_NATIONAL = re.compile(
    r"^(?:中华人民共和国|国务院|全国人民代表大会|全国人大|最高人民|中国共产党中央|中共中央|国家|中央)"
    r"|^[一-龥]{2,8}部$"
)
_COUNTY = re.compile(r"(?:市|州|盟)(?!区)[一-龥]{1,6}?(?:区|县|旗)(?:人民|人大|[一-龥]{0,20}[局委办会处队])")
# 云岭县 · 南屏布依族苗族自治县
_COUNTY_ALONE = re.compile(r"^(?:[一-龥]{1,6}[县旗]|[一-龥]{1,16}?自治[县旗])(?!.{0,3}市)")
_PROVINCE = re.compile(
    r"^[一-龥]{2,8}?(?:省|自治区)(?!.{0,6}(?:市|州|盟|县))|^(?:北京|天津|上海|重庆)市(?!.{1,4}[区县])"
)
_CITY = re.compile(r"[一-龥]{1,8}(?:市|州|盟|地区)")


def level_of(name: str) -> str:
    """The level of an organ or act by its name; ``unknown`` where the name does not tell.

    >>> level_of("晋城市城区人民政府")
    'county'
    """
    for pattern, level in (
        (_NATIONAL, "national"),
        (_COUNTY, "county"),
        (_COUNTY_ALONE, "county"),
        (_PROVINCE, "province"),
        (_CITY, "city"),
    ):
        if pattern.search(name):
            return level
    return "unknown"


def ascii_slug(text: str, limit: int = 60) -> str:
    """Pinyin of ``text`` as an ASCII slug of at most ``limit`` characters, never empty.

    >>> ascii_slug("安全生产法")
    'anquanshengchanfa'
    """
    from pypinyin import Style, lazy_pinyin  # loads its dictionary, which most commands never need

    syllables = lazy_pinyin(text, style=Style.NORMAL, errors=lambda rest: re.sub(r"[^0-9a-zA-Z]+", "-", rest))
    slug = re.sub(r"-+", "-", "".join(syllables).lower())
    slug = re.sub(r"[^0-9a-z-]", "", slug).strip("-")
    return slug[:limit].rstrip("-") or "x"


def initials(text: str, limit: int = 24) -> str:
    """First letters of the pinyin: 晋市政办 → jszb."""
    from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="ignore")).lower()
    return re.sub(r"[^0-9a-z]", "", letters)[:limit] or "x"
