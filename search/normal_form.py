"""The form of a text that words are matched in, character for character.

In the room: folding of width, case, brackets and roman levels, always to the same length,
so that a span of the normal form is a span of the stored text. Not in the room: words.
"""

import re
import unicodedata

# Ⅲ级响应 · III级响应 · IV 级预警
_ROMAN_LEVEL = re.compile(r"(?:[ⅠⅡⅢⅣ]|(?<![A-Za-z])(?:I{1,3}|IV))(?=\s?级)")
_ROMAN = {"Ⅰ": "一", "Ⅱ": "二", "Ⅲ": "三", "Ⅳ": "四", "I": "一", "II": "二", "III": "三", "IV": "四"}
_BLOCKS = ((0x41, 0x530), (0x2000, 0x3400), (0xF900, 0xFB00), (0xFE30, 0xFFF0))
_BRACKETS = {**dict.fromkeys("〔﹝［【〖", "("), **dict.fromkeys("〕﹞］】〗", ")"), "〈": "《", "〉": "》"}


def fold(text: str) -> str:
    """The normal form of a text, of the same length as the text.

    Example: ``fold("启动Ⅲ级响应，ＡＢ")`` is ``"启动三级响应,ab"``.
    Returns a string in which full-width letters are half-width and small, brackets are one
    kind and roman levels are Chinese numerals. Raises nothing.
    """
    if "级" in text:
        text = _ROMAN_LEVEL.sub(_read_level, text)
    return text.translate(_TABLE)


def needs_folding(word: str) -> bool:
    """Whether a word may stand in texts in another form, so that these must be folded to find it.

    Example: false of 排水, true of pm2.5, 三级响应 (for Ⅲ级响应) and (试行).
    """
    return "级" in word or not all("一" <= character <= "鿿" for character in word)


def _read_level(match: re.Match[str]) -> str:
    return _ROMAN[match.group()].rjust(len(match.group()))


def _table() -> dict[int, str]:
    table = {0: " "}
    for first, last in _BLOCKS:
        for code in range(first, last):
            folded = unicodedata.normalize("NFKC", chr(code)).lower()
            if len(folded) == 1 and folded != chr(code):
                table[code] = folded
    table.update({ord(bracket): folded for bracket, folded in _BRACKETS.items()})
    return table


_TABLE = _table()
