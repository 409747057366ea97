"""How a source is laid out: printed lines or whole paragraphs, and where paragraphs part.

In the room: the measure of a source, and the one question whether a line goes on with the
paragraph before it. Not in the room: markers and their sequence.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from documents.gazette.lines import Line
from documents.gazette.phrases import is_signer
from documents.text.normal import ends_sentence

_NARROWEST, _WIDEST = 14, 60
_FULL = 1.6
_FIRST_LINE = 3.3
_RAGGED = 4.0
_INDENT = 2
_LONGEST_HEADING = 160
_LONGEST_TITLE = 60
_LONGEST_BRACKET = 24
_MOSTLY = 0.8
_LEAST_BROKEN = 2
_LEAST_LINES = 8
_LEAST_TORN = 3
_REACHES = 3.6
_KINSOKU = 1.0
# 附件：1.联络表 · 附件:
_LIST_OPENS = re.compile(r"附\s?[件表图]\s?[:：]")
# （明政发〔2013〕2号） : the number of an act whose title stands before
_NUMBER_OPENS = re.compile(r"[（(][\u4e00-\u9fff]{1,12}[〔\[]\s?[12][0-9]{3}")
# 国办发〔2010〕 | 36号 · 〔2019〕8 | 号
_NUMBER_TORN = re.compile(r"[〔\[（(]\s?[12][0-9]{3}\s?[〕\]）)]\s?(?:第\s?)?[0-9]{0,4}$")
_NUMBER_REST = re.compile(r"\s?(?:第\s?)?[0-9]{0,4}\s?号")
# 特此通知 · 此复 : always a paragraph of its own
_SET_PHRASE = re.compile(r"(?:特此|此[复令致]|专此)[\u4e00-\u9fff]{0,6}[。！]?$")
# 》（晋政发〔2024〕3号） | 精神 : a bracket at the end of a page does not end the sentence
_CONTINUING = re.compile(
    r"精神|要求|等|规定|文件|以及|和|及|与|的|有关|，|、|。|；|》|《|[）)]|[（(][\u4e00-\u9fff]{1,8}[〔\[]"
)
_GOES_ON = "，、,（(《“〔—"
_HEADINGS = frozenset(("part", "subpart", "chapter", "section", "h1", "h2", "decimal"))
# （市住建局负责） · 〔责任单位：市工信局〕 · （见网络）
_DUTY = re.compile(
    r"[（(〔［\[][^（(〔［\[]{0,56}(?:负责|责任|配合|牵头|单位|局|政府|见网络|委|附后|略)[^）)〕］\]]{0,20}[）)〕］\]]$"
)
_OPEN_TO_CLOSE = {"《": "》", "（": "）", "(": ")", "〔": "〕", "“": "”", "【": "】", "［": "］", "〈": "〉"}
# 指 挥 长:张利锋 市委常委 · 鲍瑞卿 市应急管理局局长
_ROW = re.compile(
    r"^(?:[\u4e00-\u9fff]\s?){1,6}[:：]\s*[\u4e00-\u9fff]{1,4}\s?[\u4e00-\u9fff]{0,3}[\s\t]+\S"
    r"|^[\u4e00-\u9fff]{1,2}\s{0,3}[\u4e00-\u9fff]{1,2}[\s\t]+[\u4e00-\u9fff、（()）]{3,30}$"
    r"|^[\u4e00-\u9fff\s]{2,8}[:：]\s*$"
)
# 责任单位：市发改委 · 完成时限：2024年6月底 : a field that closes without a stop
_DUTY_FIELD = re.compile(
    r"(?:(?:牵头|责任|主办|承办|主管|配合|协办|参与|实施)(?:单位|部门|领导|人)|完成(?:时限|时间))\s?[:：]"
)
# 副指挥长：… | 成员：…
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}\s?[:：](?=\s*\S)")
# 张　伟　李建国　王晓东
_NAMES = re.compile(
    r"[\u4e00-\u9fff][\u3000 ]?[\u4e00-\u9fff]{1,2}(?:[\s\u3000]{1,4}[\u4e00-\u9fff][\u3000 ]?[\u4e00-\u9fff]{1,2}){2,9}"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """``column`` is the width of a full printed line, None where a line is a paragraph;
    ``gaps`` says that a blank line parts paragraphs, ``indents`` that two blanks open them."""

    column: float | None
    gaps: bool
    indents: bool


def measure_layout(lines: Sequence[Line]) -> Layout:
    """Measure how the lines of a source are laid out.

    Example: lines of which most are about 21 characters wide give ``column == 21``.
    Returns the layout; a handful of lines counts as paragraphs. Raises nothing.
    """
    widths = Counter(round(line.width) for line in lines if line.width >= _NARROWEST and not line.cells)
    total = sum(widths.values())
    column: float | None = None
    if total >= 8:
        share, best = max(
            (sum(widths[w + d] for d in (-2, -1, 0, 1)), w) for w in widths if _NARROWEST <= w <= _WIDEST
        ) if any(_NARROWEST <= w <= _WIDEST for w in widths) else (0, 0)  # fmt: skip
        wider = sum(count for width, count in widths.items() if width > best + 6)
        if share >= 0.5 * total and wider <= 0.2 * total and not _are_sentences(lines, best):
            column = float(best)
    column = column or _torn_at(lines)
    parted = sum(1 for line in lines if line.gap)
    indented = sum(1 for line in lines if line.indent)
    gaps = column is None and parted >= 0.6 * max(1, len(lines) - 1)
    indents = 0.03 * len(lines) <= indented <= 0.9 * len(lines) and indented >= 3
    return Layout(column, gaps, indents)


def _torn_at(lines: Sequence[Line]) -> float | None:
    """The width at which sentences break off, although short lines are the most: no line runs
    beyond it, and most that reach it stop in mid-sentence."""
    widths = sorted(line.width for line in lines if not line.cells)
    if len(widths) < _LEAST_LINES:
        return None
    widest = widths[-1 - len(widths) // 100]
    if not _NARROWEST <= widest <= _WIDEST:
        return None
    full = [line for line in lines if widest - _REACHES <= line.width <= widest + _KINSOKU and not line.cells]
    torn = sum(not soft_end(line.text) for line in full)
    if torn < _LEAST_TORN or torn < len(full) / 2:
        return None
    common = Counter(line.width for line in full if line.width >= widest - _FULL)
    return max(common, key=lambda width: (common[width], width))


def _are_sentences(lines: Sequence[Line], column: int) -> bool:
    """Paragraphs of one size end with a stop; full printed lines mostly break off."""
    full = [line for line in lines if column - 2 <= round(line.width) <= column + 1 and not line.cells]
    ended = sum(1 for line in full if ends_sentence(line.text))
    return ended > _MOSTLY * len(full) or len(full) - ended < _LEAST_BROKEN


def is_full(line: Line, layout: Layout) -> bool:
    """Whether a printed line runs to the end of its column.

    Example: in a column of 21 a line of 20 characters is full.
    Returns false where lines are whole paragraphs. Raises nothing.
    """
    if layout.column is None:
        return False
    indent = _INDENT if line.indent and layout.indents else 0
    return line.width + indent >= layout.column - _FULL


def is_row(line: Line) -> bool:
    """Whether a line looks like a row of a list of names or a form.

    Example: ``副指挥长:李子荣 市政府副秘书长`` is one.
    Returns a truth value. Raises nothing.
    """
    return bool(line.cells) or (line.width <= 40 and _ROW.match(line.text) is not None)


def soft_end(text: str) -> bool:
    """Whether a text ends a sentence or closes a bracket as a paragraph may.

    Example: ``soft_end("（市住建局负责）")`` is true.
    Returns a truth value. Raises nothing.
    """
    return ends_sentence(text) or text[-1:] in "）)〕］]】》”|"


def is_duty_field(text: str) -> bool:
    """Whether a text is a field that names who does something or by when; it closes without a stop.

    Example: ``is_duty_field("责任单位：市发改委、市财政局")`` is true, after a comma it still goes on.
    Returns a truth value. Raises nothing.
    """
    return _DUTY_FIELD.match(text) is not None and text[-1:] not in _GOES_ON


def parts_from(text: str, kind: str, single: bool, before: Line, line: Line, layout: Layout) -> bool:
    """Whether ``line`` opens a new paragraph after ``before``, by layout alone.

    ``text`` is the paragraph so far, ``kind`` the kind of its marker (empty for none),
    ``single`` says that it has one line yet.
    Example: after a short line that ends with 。 the next line opens a paragraph.
    Returns a truth value. Raises nothing.
    """
    if line.cells or before.cells or _LIST_OPENS.match(line.text) or is_signer(line.text):
        return True
    if _NAMES.fullmatch(line.text) and _NAMES.fullmatch(before.text):
        return True
    if line.level or before.level or (before.whole_bold and not before.fake):
        return not _heading_goes_on(text, before, line)
    if layout.column is None:
        return _parts_in_flow(text, kind, before, line, layout)
    if line.indent and layout.indents:
        return True
    return _parts_in_column(text, kind, single, before, line, layout.column, layout.indents)


def _heading_goes_on(text: str, before: Line, line: Line) -> bool:
    """One heading may be cut into two heading lines; its second half has no marker. A heading
    that runs into a sentence which stops in the middle is the paragraph's first line."""
    if not line.level and "。" in text and not soft_end(text) and before.level:
        return True
    both = (before.level or before.whole_bold) and (line.level or line.whole_bold)
    return bool(both and not ends_sentence(text) and before.width >= 14 and len(text) + len(line.text) <= 70)


def _parts_in_column(
    text: str, kind: str, single: bool, before: Line, line: Line, column: float, indents: bool
) -> bool:
    margin = column - (_INDENT if single else 0)
    full = before.width >= margin - _FULL
    ended = ends_sentence(before.text)
    opens = column - _FIRST_LINE <= line.width <= column - _FULL and not ends_sentence(line.text)
    if _goes_over(before, line) or is_title_open(text):
        return False
    if ended and _DUTY_FIELD.match(line.text):
        return True
    if before.fake and before.whole_bold and not ended:
        return not (full and line.fake)
    if ended and line.fake and line.bold >= 2:
        return True
    if kind in _HEADINGS and not ended and len(text) <= _LONGEST_HEADING and "。" not in text:
        if has_open_bracket(text[-_LONGEST_BRACKET:]):
            return False
        return not (full and not opens)
    if not full:
        short = before.width < margin - _RAGGED and (
            before.width < column / 3 or not before.text[-1:].isascii()
        )
        return soft_end(before.text) or (short and not has_open_bracket(text))
    if _SET_PHRASE.match(line.text) or (not indents and _runs_parallel(text, single, line)):
        return True
    if indents or not (ended or (soft_end(before.text) and _DUTY.search(text[-60:]))):
        return False
    return opens or line.text.startswith("——")


def _goes_over(before: Line, line: Line) -> bool:
    """Whether one line needs the next: it ends at a comma or an opened bracket, or inside a number."""
    if before.text[-1:] in _GOES_ON or _NUMBER_OPENS.match(line.text):
        return True
    return _NUMBER_REST.match(line.text) is not None and _NUMBER_TORN.search(before.text[-16:]) is not None


def _runs_parallel(text: str, single: bool, line: Line) -> bool:
    """任命甲为局长； | 任命乙为局长； : a list without numbers, each entry with the same beginning."""
    if text[-1:] not in "；;":
        return False
    return text[:2] == line.text[:2] or (single and text[:1] == line.text[:1])


def _parts_in_flow(text: str, kind: str, before: Line, line: Line, layout: Layout) -> bool:
    bare = "。" not in text and not ends_sentence(text)
    heading = bare and ((kind in _HEADINGS and len(text) <= 48) or (kind == "h3" and before.width <= 22))
    if layout.gaps and not line.gap:
        return is_row(line) or is_row(before) or heading
    if _goes_over(before, line):
        return False
    if ends_sentence(before.text) or (soft_end(before.text) and not _CONTINUING.match(line.text)):
        return True
    if has_open_bracket(text):
        return False
    if heading or is_row(before) or (is_row(line) and before.width < 24):
        return True
    if _LABELLED.match(text) and _LABELLED.match(line.text):
        return True
    return before.width < 14


def is_title_open(text: str) -> bool:
    """Whether a text breaks off inside a cited title.

    Example: ``is_title_open("（二）《关于加快发展服务贸")`` is true.
    Looks at the last 60 characters only. Returns a truth value. Raises nothing.
    """
    opened = text.rfind("《", max(0, len(text) - _LONGEST_TITLE))
    return opened >= 0 and text.find("》", opened) < 0


def has_open_bracket(text: str) -> bool:
    """Whether the last bracket or quotation mark that a text opens is still open.

    Example: ``has_open_bracket("根据《城市")`` is true.
    Looks at the last 120 characters only. Returns a truth value. Raises nothing.
    """
    tail = text[-120:]
    for opener, closer in _OPEN_TO_CLOSE.items():
        opened = tail.rfind(opener)
        if opened >= 0 and tail.find(closer, opened) < 0 and not (opener == "（" and ")" in tail[opened:]):
            return True
    return False
