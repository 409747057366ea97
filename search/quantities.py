"""Numbers with a unit, in the ways a text may write them: 65岁 · 六十五周岁, 3天 · 三日.

In the room: finding such a quantity in a folded query, its other spellings. Not in the room: how
an index is asked for them (planner).
"""

import re

from documents.text.numerals import read_number, write_number

_UNITS = {
    "周岁": ("周岁", "岁"), "岁": ("周岁", "岁"), "个工作日": ("个工作日",), "工作日": ("个工作日",),
    "天": ("日", "天", "个工作日"), "日内": ("日内", "个工作日内"), "天内": ("日内", "天内", "个工作日内"),
    "小时": ("小时",), "个小时": ("小时",), "个月": ("个月",), "年": ("年",), "万元": ("万元",), "万块": ("万元",),
    "元": ("元",), "块": ("元",), "块钱": ("元",), "公里": ("公里",), "米": ("米",), "吨": ("吨",), "亩": ("亩",),
    "层": ("层",), "级": ("级",),
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
# 65岁 · 六十五周岁 · 30天内
_QUANTITY = re.compile(
    rf"(?<![0-9.〇零一二三四五六七八九十百千第])(?P<number>[0-9]{{1,5}}|[一二三四五六七八九十百千两]{{1,6}})(?P<unit>{_UNIT})"
)
_LARGEST = 9999


def quantity_at(text: str, start: int) -> str:
    """The quantity that begins at a place of a folded text, or an empty string.

    Example: ``quantity_at("满65岁老人", 1)`` is ``"65岁"``. A year such as 2023年 is none.
    """
    match = _QUANTITY.match(text, start)
    return match[0] if match and len(spellings(match[0])) > 1 else ""


def is_any_one(quantity: str) -> bool:
    """Whether a quantity says no more than a: 加盖一层, 一年几次; but 一级 is a grade.

    Example: ``is_any_one("一年")``; not ``is_any_one("两年")``. Raises nothing.
    """
    match = _QUANTITY.fullmatch(quantity)
    return match is not None and match["number"] in ("1", "一") and match["unit"] not in ("级", "万元")


def spellings(quantity: str) -> tuple[str, ...]:
    """A quantity in all its spellings, as typed first.

    Example: ``spellings("65岁")`` holds 65岁, 65周岁, 六十五岁 and 六十五周岁.
    Returns at least the quantity itself. Raises nothing.
    """
    match = _QUANTITY.fullmatch(quantity)
    number = read_number(match["number"]) if match else None
    if not match or not number or number > _LARGEST or (match["unit"] == "年" and number > 100):
        return (quantity,)
    ways = (f"{form}{unit}" for unit in _UNITS[match["unit"]] for form in (str(number), write_number(number)))
    return tuple(dict.fromkeys((quantity, *ways)))
