"""Source lines made readable: marks of Markdown, LaTeX remnants and fake bold are undone,
page starts and printed widths are told.

In the room: one line at a time, with the line before it as the only memory. Not in the
room: which lines belong together, which are page furniture.
"""

import re
from dataclasses import dataclass

from documents.gazette.bold import undouble
from documents.gazette.source import SourceLine, SourceText
from documents.text.normal import printed_width

_MARKED = re.compile(r"[#*<$\\\[!\t|`&]|^\s*[-+>]\s")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(.*)$")
_EMPHASIS = re.compile(r"\*{1,3}")
_LEADING_BOLD = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*|__)(?P<bold>[^*]{1,400})(?:\*\*|__)")
_BULLET = re.compile(r"^\s*[-*+]\s+(?=\S)")
# > 第一条 : a quotation of Markdown
_QUOTATION = re.compile(r"^\s{0,3}(?:>\s?)+(?=\S)")
# a label and its text parted by a tab are no row of a table
_LABEL_AND_TAB = re.compile(
    r"\s*(?:[第笫][^\t]{1,12}?[条章节编]|[（(]?[一二三四五六七八九十百0-9]{1,4}[）)]?[、.．]?)[ \u3000]*\t"
)
_HTML_TAG = re.compile(r"</?(?:sub|sup|b|i|u|em|strong|br|span|font|p|div)\b[^<>]{0,200}>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]{0,200})\]\((?:mailto:|https?://)[^()\s]{0,300}\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,300})>")
_MATH = re.compile(r"\$([^$\n]{1,200})\$")
_MATH_WORD = re.compile(r"\\(?:text|mathrm|mathbf|mathbb|rm)\s?\{([^{}]{0,100})\}")
_MATH_SIGNS = (
    (r"\geqslant", "≥"),
    (r"\leqslant", "≤"),
    (r"\geq", "≥"),
    (r"\leq", "≤"),
    (r"\ge", "≥"),
    (r"\le", "≤"),
    (r"\times", "×"),
    (r"\pm", "±"),
    (r"\sim", "～"),
    (r"\%", "%"),
    (r"\circ", "°"),
    (r"\rightarrow", "→"),
    (r"\cdot", "·"),
    (r"\approx", "≈"),
    (r"\div", "÷"),
    (r"\mu", "μ"),
    (r"\alpha", "α"),
    (r"\beta", "β"),
    (r"\,", " "),
    (r"\ ", " "),
    (r"\;", " "),
    (r"\quad", " "),
)
_MATH_BRACES = re.compile(r"[{}^_]")
_ESCAPE = re.compile(r"\\([#*_\[\]().\-+!~`>|])")
_ODD_GLYPH = re.compile("[\ufffd［］]")
_GLYPHS = str.maketrans({"\ufffd": " ", "［": "[", "］": "]"})
_PAGE_INDENT = re.compile(r" (?=[^\s])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something, ready to read.

    ``level`` is the Markdown heading level (0 none), ``bold`` the length of its bold head,
    ``whole_bold`` whether all of it is bold, ``fake`` whether that bold is of a printed line (a PDF's, or doubled print),
    ``gap`` the number of blank lines before it, ``indent`` whether it starts with the
    two blanks of a paragraph, ``page_start`` whether it is the first line of its page,
    ``cells`` the cells of a table row, ``width`` its printed width in full-width characters,
    ``last`` the last source line of a row that several lines make (0: its own).
    """

    number: int
    text: str
    level: int = 0
    bold: int = 0
    whole_bold: bool = False
    fake: bool = False
    gap: int = 0
    indent: bool = False
    page_start: bool = False
    cells: tuple[str, ...] = ()
    width: float = 0.0
    last: int = 0


def clean_lines(source: SourceText, skipped: frozenset[int] = frozenset()) -> list[Line]:
    """All lines of a source that say something, in order.

    Example: ``clean_lines(source)[0].text`` of ``"## **总则**"`` is ``"总则"`` with level 2.
    ``skipped`` are line numbers left out (page furniture); a page begins after them. Returns lines. Raises nothing.
    """
    marked_pages = _has_page_indents(source.lines)
    lines: list[Line] = []
    gap = 0
    carried = False
    page: int | None = None
    turned = False
    for raw in source.lines:
        if raw.number in skipped:
            turned = True
            continue
        if not raw.text.strip(" \t\r\u3000\ufeff\u200b\x0b\x0c\ufffd\xa0"):
            gap += 1
            continue
        indented = marked_pages and _PAGE_INDENT.match(raw.text) is not None
        new_page = turned or indented or (raw.page is not None and raw.page != page)
        line = _clean(raw, gap, new_page, carried)
        page, gap, turned = raw.page, 0, False
        carried = line.fake and line.whole_bold and not raw.bold
        if line.text:
            lines.append(line)
    return lines


def _clean(raw: SourceLine, gap: int, page_start: bool, carried: bool) -> Line:
    text = raw.text.translate(_GLYPHS) if _ODD_GLYPH.search(raw.text) else raw.text
    indent = text.startswith(("\u3000\u3000", "    \u3000"))
    level = bold = 0
    whole = False
    cells: tuple[str, ...] = ()
    if _MARKED.search(text):
        cells = _cells(text)
        text, level, bold = _strip_marks(text)
        whole = bold > 0 and bold >= len(text)
    text = text.strip(" \t\r\u3000\xa0\ufeff\u200b\x0b\x0c")
    if raw.bold and not bold:
        bold = min(raw.bold, len(text))
        whole = bold >= len(text)
    printed = bool(raw.bold) and raw.page is not None
    fake = undouble(text, carried) if not bold else None
    if fake and fake.bold:
        text, bold, whole = fake.text, fake.bold, fake.whole
    return Line(
        number=raw.number, text=text, level=level, bold=bold, whole_bold=whole,
        fake=printed or bool(fake and fake.bold), gap=gap, indent=indent, page_start=page_start,
        cells=cells, width=printed_width(text),
    )  # fmt: skip


def _strip_marks(text: str) -> tuple[str, int, int]:
    """The text without its marks, its heading level, the length of its bold head."""
    level = 0
    text = _QUOTATION.sub("", text) if text.lstrip()[:1] == ">" else text
    heading = _HEADING.match(text) if "#" in text[:10] else None
    words = heading.group(2).strip().rstrip("#").rstrip() if heading else ""
    if heading and words:
        level, text = len(heading.group(1)), words
    text = _plain_inline(text)
    bold = 0
    leading = _LEADING_BOLD.match(text) if "**" in text else None
    if leading:
        bold = len(leading.group("bold").strip())
    text = _BULLET.sub("", text) if text.lstrip()[:2] in ("- ", "* ", "+ ") else text
    if "*" in text and ("**" in text or text.count("*") == 2):
        text = text if _is_blank_name(text) else _EMPHASIS.sub("", text)
    return text.strip(), level, bold


def _is_blank_name(text: str) -> bool:
    """``***企业`` stands for a name to be filled in, not for emphasis."""
    stars = text.count("*")
    return stars % 2 == 1 or (stars == 3 and "***" in text)


def _plain_inline(text: str) -> str:
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", _HTML_TAG.sub("", text))
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "$" in text:
        text = _MATH.sub(lambda m: _plain_math(m.group(1)), text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text


def _plain_math(math: str) -> str:
    math = _MATH_WORD.sub(r"\1", math)
    for sign, plain in _MATH_SIGNS:
        math = math.replace(sign, plain)
    return _MATH_BRACES.sub("", math)


def _cells(text: str) -> tuple[str, ...]:
    """The cells of a row told by tabs or bars; a lone tab between two words is no table."""
    bare = text.strip(" \r")
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 2:
        return tuple(cell.strip() for cell in bare[1:-1].split("|"))
    if text.count("\t") == 1 and _LABEL_AND_TAB.match(text):
        return ()
    if text.count("\t") >= 2 or (text.count("\t") == 1 and not text.startswith("\t")):
        return tuple(cell.strip() for cell in text.split("\t"))
    return ()


def _has_page_indents(lines: tuple[SourceLine, ...]) -> bool:
    """Text pulled from a PDF may mark each page by one blank before its first line."""
    filled = [line.text for line in lines if line.text.strip()]
    marked = sum(1 for text in filled if _PAGE_INDENT.match(text))
    return 0 < marked <= max(1, len(filled) // 20)
