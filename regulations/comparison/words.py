"""Words and figures of a text in the one form by which two prints of it are compared.

In the room: folding of print variants with a map back to the print, cutting into words, figures
(dates, sums, terms) as one word each. Not in the room: what changed between two texts.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from documents.text.numerals import read_number

_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("“”„＂″「」『』", '"'),
        **dict.fromkeys("‘’＇′", "'"),
        **dict.fromkeys("〔［【〖﹝", "("),
        **dict.fromkeys("〕］】〗﹞]", ")"),
        "[": "(",
        **dict.fromkeys("—–－─―‐-", "-"),
        **dict.fromkeys("•・‧", "·"),
        **dict.fromkeys("〈", "《"),
        **dict.fromkeys("〉", "》"),
        **dict.fromkeys("～〜", "~"),
        "。": ".",
        "臵": "置",
        "塲": "场",
    }
)
_CN = "[零〇○一二两三四五六七八九十百千万亿廿卅]"
_NUMERAL = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?)"
_UNIT = (
    r"(?:个?百分点|%|‰|个工作日|个月|小时|分钟|平方米|平方公里|公里|立方米|亩|公顷|吨|千克|公斤|千瓦时|千瓦|"
    r"[万亿]?元|[万亿]?人次|[万亿]吨|[万亿]人|[万亿]亩|年度|周年|[年月日天周岁级次倍项件家户名人辆台套艘座处所支条批个米度分])"
)
# 2024年4月30日 · 4月15日 · 二〇二三年四月 · 2021-2022年 · 2024年度
_DATE = (
    rf"(?:(?:[0-9]{{4}}|[一二][零〇○一二三四五六七八九]{{3}})年(?:度)?)?(?:[0-9]{{1,2}}|{_CN}{{1,3}})月(?:(?:[0-9]{{1,2}}|{_CN}{{1,3}})[日号])?(?!以)"
    rf"|(?:[0-9]{{4}}-)?[0-9]{{4}}年度?|[一二][零〇○一二三四五六七八九]{{3}}年度?"
)
# 5000万元 · 15分钟 · 三年 · 百分之十 · 46艘
_SUM = rf"百分之{_CN}+|{_NUMERAL}[万亿]?{_UNIT}?|(?<![第{_CN[1:-1]}]){_CN}+{_UNIT}(?![\u4e00-\u9fff]责)"
_FIGURE = re.compile(rf"(?P<date>{_DATE})|(?P<number>{_SUM})")
_ORDINAL = re.compile(r"第[0-9]+$")
_RUN = re.compile(_CN + "+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``text[start:end]`` prints it, ``key`` compares it.

    ``figure`` is ``date`` or ``number`` for figures, empty for words.
    """

    start: int
    end: int
    key: str
    figure: str = ""


def fold_print(text: str) -> tuple[str, tuple[int, ...]]:
    """The comparison form of a print and, for each of its characters, the place in the print.

    Example: ``fold_print("（ 一）")[0]`` is ``"(一)"``.
    Returns the form without blanks and the offsets. Raises nothing.
    """
    form: list[str] = []
    origins: list[int] = []
    for at, char in enumerate(text):
        folded = unicodedata.normalize("NFKC", char.translate(_VARIANTS)).translate(_VARIANTS).lower()
        for piece in folded:
            if not piece.isspace() and piece not in "\u200b\ufeff\ufffd":
                form.append(piece)
                origins.append(at)
    return "".join(form), tuple(origins)


def compared_form(text: str) -> str:
    """The comparison form alone, figures in one spelling.

    Example: 有效期五年 and 有效期 5 年 have the same form.
    Returns a string. Raises nothing.
    """
    form, _ = fold_print(text)
    return _FIGURE.sub(lambda hit: figure_key(hit.group()), form)


def cut_words(text: str) -> tuple[Word, ...]:
    """The words of a text in order, figures whole, blanks left out.

    Example: ``[w.key for w in cut_words("不少于40艘")]`` ends with ``"40艘"``.
    Returns words with spans in ``text``. Raises nothing.
    """
    form, origins = fold_print(text)
    words: list[Word] = []

    def add(start: int, key: str, length: int, figure: str = "") -> None:
        words.append(Word(origins[start], origins[start + length - 1] + 1, key, figure))

    at = 0
    for hit in _FIGURE.finditer(form):
        if _ORDINAL.search(form[: hit.start()] + "0") or form[: hit.start()].endswith("第"):
            continue
        for piece in _cutter().cut(form[at : hit.start()], hmm=False):
            add(at, piece, len(piece))
            at += len(piece)
        add(hit.start(), figure_key(hit.group()), len(hit.group()), str(hit.lastgroup))
        at = hit.end()
    for piece in _cutter().cut(form[at:], hmm=False):
        add(at, piece, len(piece))
        at += len(piece)
    return tuple(words)


def figure_key(figure: str) -> str:
    """A figure in one spelling: 五年 and 5年 both give ``5年``.

    Example: ``figure_key("二〇二三年四月")`` is ``"2023年4月"``.
    Returns a string. Raises nothing.
    """
    return _RUN.sub(lambda hit: _numeral(hit.group()), figure.replace(",", ""))


def _numeral(run: str) -> str:
    unit = run[-1] if run[-1] in "万亿" and len(run) > 1 else ""
    value = read_number(run.removesuffix(unit))
    return run if value is None else f"{value}{unit}"


@lru_cache(maxsize=1)
def _cutter() -> Any:
    import rjieba

    return rjieba.Jieba()
