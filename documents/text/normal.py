"""Normal forms of printed text: what is compared, and what is shown.

In the room: squeezing for comparison, titles in normal form, the printed width of a line.
Not in the room: numbers, dates, document numbers (their own files).
"""

import re
import unicodedata

TERMINALS = "。；：！？;:!?"
CLOSERS = "”’）)》】〕］]」』"
_BLANKS = re.compile(r"[\s\u3000\ufffd\u200b\ufeff]+")
# 2018 and 年 of "2018 年"; letters keep the blank between them
_BLANK_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")
_WIDE = str.maketrans({"(": "（", ")": "）", ",": "，", "[": "〔", "]": "〕"})
_GLYPH_FORMS = str.maketrans({"臵": "置", "塲": "场"})


def squeeze(text: str) -> str:
    """The comparison form: NFKC, letters and digits only, lower case.

    Example: ``squeeze("（一） ＡＢ·c")`` is ``"一abc"``.
    Returns a string without blanks and punctuation. Raises nothing.
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).lower()


def match_form(text: str) -> str:
    """The squeezed form with frequent misreadings of glyphs mended, for matching only.

    Example: ``match_form("处臵")`` is ``"处置"``.
    Returns a string for comparison, never for print. Raises nothing.
    """
    return squeeze(text).translate(_GLYPH_FORMS)


def strip_blanks(text: str) -> str:
    """The text without any blank.

    Example: ``strip_blanks("通 知")`` is ``"通知"``.
    Returns a string. Raises nothing.
    """
    return _BLANKS.sub("", text)


def normal_title(text: str) -> str:
    """A title in normal form: no blanks, full-width brackets and commas.

    Example: ``normal_title("火灾事故调查处理规定 (试行)")`` is ``"火灾事故调查处理规定（试行）"``.
    Returns a string; a blank between Latin words stays. Raises nothing.
    """
    kept = _BLANK_BETWEEN_WORDS.sub("\x00", text)
    return strip_blanks(kept).replace("\x00", " ").translate(_WIDE)


def printed_width(text: str) -> float:
    """The width of a line in full-width characters: a half-width character counts one half.

    Example: ``printed_width("共 20 个")`` is ``4.0``.
    Returns a number of full-width characters. Raises nothing.
    """
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence or an item may end.

    Example: ``ends_sentence("予以公布。”")`` is true, ``ends_sentence("予以")`` is false.
    Returns a truth value. Raises nothing.
    """
    bare = text.rstrip()
    if not bare:
        return False
    if bare[-1] in TERMINALS or bare[-1] == "…":
        return True
    trimmed = bare.rstrip(CLOSERS)
    return trimmed != bare and trimmed[-1:] in TERMINALS
