"""Numerals as Chinese official texts print them, and integers.

In the room: reading and writing of Chinese, half-width, full-width and circled numerals.
Not in the room: dates, document numbers, what a numeral counts.
"""

import unicodedata

_DIGITS = {
    **dict.fromkeys("零〇○Ｏ◯", 0),
    **dict.fromkeys("一壹弌", 1),
    **dict.fromkeys("二贰两", 2),
    **dict.fromkeys("三叁", 3),
    **dict.fromkeys("四肆", 4),
    **dict.fromkeys("五伍", 5),
    **dict.fromkeys("六陆", 6),
    **dict.fromkeys("七柒", 7),
    **dict.fromkeys("八捌", 8),
    **dict.fromkeys("九玖", 9),
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_WRITTEN = "零一二三四五六七八九"
_LONGEST = 24

# 一百二十三 · 二〇二三 · 廿一 · 两
CN_NUMERAL = "[零〇○Ｏ◯一二三四五六七八九十百千两廿卅]"
# 23 · ２３ · 二十三
ANY_NUMERAL = "[0-9０-９零〇○Ｏ◯一二三四五六七八九十百千两廿卅]"


def read_number(text: str) -> int | None:
    """The integer that a numeral of any kind stands for.

    Example: ``read_number("二十一")`` and ``read_number("２１")`` are 21, ``⑫`` is 12.
    Returns None for anything that is not one whole numeral. Raises nothing.
    """
    bare = "".join(text.split())
    if not bare or len(bare) > _LONGEST:
        return None
    if len(bare) == 1 and (value := unicodedata.numeric(bare, -1)) == int(value) and 0 < value <= 50:
        return int(value)
    arabic = "".join(str(unicodedata.digit(c, "?")) for c in bare)
    if len(arabic) == len(bare) and arabic.isascii() and arabic.isdigit():
        return int(arabic)
    if all(c in _DIGITS for c in bare):
        return int("".join(str(_DIGITS[c]) for c in bare))
    return _read_positional(bare)


def _read_positional(text: str) -> int | None:
    head, wan, tail = text.rpartition("万")
    if wan:
        high = _read_positional(head) if head else None
        low = _read_positional(tail) if tail else 0
        return None if high is None or low is None else high * 10000 + low
    total, pending, last_unit = 0, None, 10000
    for char in text:
        if char in _DIGITS:
            if pending:
                return None
            pending = _DIGITS[char]
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= last_unit or (pending is None and unit != 10):
                return None
            total, pending, last_unit = total + (pending or 1) * unit, None, unit
        elif char in _TENS and last_unit > 10 and not pending:
            total, pending, last_unit = total + _TENS[char], None, 10
        else:
            return None
    return total + (pending or 0)


def write_number(number: int) -> str:
    """An integer from 0 to 9999 as 条 and 章 are numbered.

    Example: ``write_number(121)`` is ``"一百二十一"``, ``write_number(12)`` is ``"十二"``.
    Returns the Chinese numeral. Raises ValueError outside 0 to 9999.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"no Chinese numeral for {number}")
    if number < 10:
        return _WRITTEN[number]
    out, zero, rest = "", False, number
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        digit, rest = divmod(rest, unit)
        if digit:
            one = "" if unit == 10 and digit == 1 and not out else _WRITTEN[digit]
            out, zero = out + ("零" if zero and out else "") + one + name, False
        else:
            zero = bool(out)
    return out + ("零" if zero and rest else "") + (_WRITTEN[rest] if rest else "")
