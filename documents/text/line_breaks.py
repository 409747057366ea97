"""Where a line may not break: a numeral keeps its unit, in figures and in words, and 第…条 stays whole.

In the room: the spans put around numerals of escaped text. Not in the room: escaping, anything else of HTML.
"""

import re

_NUMERAL = r"[0-9][0-9,.，．]{0,14}"
_LONG_UNITS = "平方公里|平方千米|平方米|立方米|公里|千米|毫米|厘米|千瓦|公斤|千克|小时|分钟|周岁|个月|工作日"
_IN_WORDS = "[〇零一二三四五六七八九十百千万]"
# 第5号  2021—2025年  3.5万元  120平方公里  98.5%  第一千二百六十条  百分之三十  一百二十日
_HELD = re.compile(
    rf"第?{_NUMERAL}(?:[—–～~-]{_NUMERAL})?"
    rf"(?:[%％‰℃]|[百千万亿]*(?:{_LONG_UNITS}|[\u4e00-\u9fff]))"
    rf"|第{_IN_WORDS}{{1,9}}[编章节条款项目号届次]"
    rf"|百分之{_IN_WORDS}{{1,5}}"
    rf"|{_IN_WORDS}{{2,9}}(?:{_LONG_UNITS}|[年月日天元倍人])"
)


def hold_numbers(escaped: str) -> str:
    """Escaped text with each numeral and its unit in a span that does not break.

    >>> hold_numbers("自2023年起")
    '自<span class="nb">2023年</span>起'
    """
    return _HELD.sub(_held, escaped)


def _held(match: re.Match[str]) -> str:
    return f'<span class="nb">{match[0]}</span>'
