"""Page furniture: page numbers, running heads, rules, pictures.

In the room: lines that belong to the page and not to any text, with the reason why they
are left out. Not in the room: what a running head says (``masthead``).
"""

import re
from collections import Counter
from collections.abc import Collection

from documents.gazette.source import DroppedLine, SourceLine, SourceText
from documents.text.normal import ends_sentence, strip_blanks

# ·· 16 · —— 9 · - 3 - · 第 3 页 · 3 / 28
_PAGE_NUMBER = re.compile(
    r"[\s·•.\-—–－―─_|~*]*(?:第\s?)?[0-9０-９]{1,4}(?:\s?页)?(?:\s?/\s?(?:共\s?)?[0-9]{1,4}(?:\s?页)?)?[\s·•.\-—–－―─_|~*]*"
)
_DECORATED = re.compile(r"^[\s]*[·•\-—–－―─_|~]|[·•\-—–－―─_|~页][\s]*$|/")
# 晋城市人民政府公报２ / 2024•市政府文件 • · 晋城市人民政府公报（2021. 2） 市人民政府文件
_RUNNING_HEAD = re.compile(
    r"^[\s\-—·•|0-9０-９]{0,12}[\u4e00-\u9fff\s]{2,20}公\s?报\s*+(?:[（(\[]?\s*+(?:[0-9０-９]{1,4}|第)|[•·|/])"
)
_HEAD_AFTER_NUMBER = re.compile(
    r"^[•·\s]*[\u4e00-\u9fff]{2,12}文件?\s?[•·]\s*|^[0-9０-９]{4}\s?[./·年]?\s?第?\s?[0-9０-９]{1,2}\s?期?.{0,24}公\s?报(?:[\s·•\-—–|]*[0-9]{1,4}[\s·•\-—–|]*)?$"
)
_EMPTY_HEADING = re.compile(r"\s*#{1,6}\s*")
_RULE = re.compile(r"\s*(?:[-*_=—]\s?){3,}\s*")
# |---|:--:|
_TABLE_RULE = re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*")
_PICTURE = re.compile(r"\s*!\[[^\]]{0,200}\]\([^)]{0,500}\)\s*")
_COMMENT = re.compile(r"\s*<!--.{0,200}-->\s*")
_HEAD_WORDS = re.compile(r"公报|文件$|令$|规章$|任免$|解读$|公告$")
_COLUMN_NAME = re.compile(r"[\u4e00-\u9fff]{2,10}(?:文件|规章|任免|选登)")
_INNER_STOP = re.compile(r"[，；。、,;]")
_LONGEST = 48
_WIDE_BLANK = re.compile(r"[\s\u3000]{2,}")
_PAGE_STEP = 4
_MOST_PAGES = 1000
# 〔2019〕8 | 8 | 号 : a figure torn over lines
_BEFORE_FIGURE = re.compile(r"[0-9〔\[（(〕\]）)第约达为至.]$")
_AFTER_FIGURE = re.compile(r"[号年月日万亿个项条人元户家件份米吨%％.．、]")
_SHORTEST_TEXT = 10
_LEAST_PAGE = 200
_LOOK_BACK = 12
_MOSTLY = 0.8


def find_furniture(source: SourceText, body_start: int) -> list[DroppedLine]:
    """The lines of a source that are page furniture.

    Example: ``—— 9`` and ``晋城市人民政府公报２ / 2024•市政府文件 •`` are dropped.
    ``body_start`` is the line from which on running heads are furniture (before it they are
    the masthead). Returns dropped lines with reasons, in order. Raises nothing.
    """
    dropped = {drop.line: drop for drop in source.dropped}
    for line in source.lines:
        wide = "  " in line.text or "\u3000\u3000" in line.text
        text = _WIDE_BLANK.sub(" ", line.text.strip()) if wide else line.text
        if len(text) > _LONGEST and "![" not in text and not text.startswith("|"):
            continue
        reason = _reason(text, line.number >= body_start)
        if reason and line.number not in dropped:
            dropped[line.number] = DroppedLine(line.number, line.text, reason)
    for drop in (
        *_bare_page_numbers(source.lines, body_start),
        *_columns_in_sentences(source.lines, body_start),
    ):
        dropped.setdefault(drop.line, drop)
    for drop in _repeated_heads(source.lines, dropped.keys(), body_start):
        dropped.setdefault(drop.line, drop)
    return [dropped[number] for number in sorted(dropped)]


def _reason(text: str, in_body: bool) -> str | None:
    bare = text.strip()
    if not bare:
        return None
    if _PICTURE.fullmatch(bare):
        return "图片"
    if _COMMENT.fullmatch(bare):
        return "注释标记"
    if _RULE.fullmatch(bare):
        return "分隔线"
    if _EMPTY_HEADING.fullmatch(bare):
        return "空标题"
    if bare[0] == "|" and _TABLE_RULE.fullmatch(bare):
        return "表格线"
    if _PAGE_NUMBER.fullmatch(bare) and _DECORATED.search(bare):
        return "页码"
    if in_body and (_RUNNING_HEAD.match(bare) or _HEAD_AFTER_NUMBER.match(bare)):
        return "书眉"
    return None


def _repeated_heads(
    lines: tuple[SourceLine, ...], dropped: Collection[int], body_start: int
) -> list[DroppedLine]:
    """A short line that stands at three page ends or more, or names the gazette again and again."""
    filled = [line for line in lines if line.text.strip() and line.number >= body_start]
    at_pages: Counter[str] = Counter()
    places: dict[str, list[SourceLine]] = {}
    for index, line in enumerate(filled):
        bare = strip_blanks(line.text)
        if len(bare) > 24 or line.number in dropped or not bare:
            continue
        near = filled[max(0, index - 1) : index] + filled[index + 1 : index + 2]
        named = bare.endswith("公报")
        if named or any(other.number in dropped for other in near):
            at_pages[bare] += 1
            places.setdefault(bare, []).append(line)
    found = [bare for bare, count in at_pages.items() if count >= 3 and _HEAD_WORDS.search(bare)]
    return [DroppedLine(line.number, line.text, "书眉") for bare in found for line in places[bare]]


def _bare_page_numbers(lines: tuple[SourceLine, ...], body_start: int) -> list[DroppedLine]:
    """Figures alone on a line are page numbers only where they count up, far apart, one by one;
    the figures of a flattened table stand together and are none."""
    filled = [line for line in lines if line.text.strip() and line.number >= body_start]
    found: list[SourceLine] = []
    written: dict[int, int] = {}
    size = 0
    for index, line in enumerate(filled):
        bare = line.text.strip()
        size += len(bare)
        written[line.number] = size
        if not _is_figure(bare):
            continue
        around = filled[max(0, index - 3) : index] + filled[index + 1 : index + 4]
        if not any(near.text.strip().isdigit() for near in around):
            found.append(line)
    chain = _longest_count(found, written)
    if len(chain) < 3 or len(chain) < _MOSTLY * len(found):
        figures = sum(_is_figure(line.text) for line in filled)
        chain = [line for line in chain if figures == len(chain) and _parts_text(filled, line)]
    return [DroppedLine(line.number, line.text, "页码") for line in chain]


def _columns_in_sentences(lines: tuple[SourceLine, ...], body_start: int) -> list[DroppedLine]:
    """市政府文件 between two lines of one sentence : the name of a column at the head of a page."""
    filled = [line for line in lines if line.text.strip() and line.number >= body_start]
    found = []
    for before, line, after in zip(filled, filled[1:], filled[2:], strict=False):
        if not _COLUMN_NAME.fullmatch(line.text.strip()):
            continue
        running = len(before.text) >= 2 * len(line.text.strip()) and _INNER_STOP.search(before.text)
        if running and not ends_sentence(before.text) and _INNER_STOP.search(after.text):
            found.append(DroppedLine(line.number, line.text, "书眉"))
    return found


def _is_figure(text: str) -> bool:
    bare = text.strip()
    return bare.isascii() and bare.isdigit() and len(bare) <= 4


def _parts_text(lines: list[SourceLine], figure: SourceLine) -> bool:
    """Whether one of few figures stands between lines of running text, and not among cells."""
    at = lines.index(figure)
    if not 1 < int(figure.text.strip()) < _MOST_PAGES or not 0 < at < len(lines) - 1:
        return False
    before, after = lines[at - 1].text.strip(), lines[at + 1].text.strip()
    torn = _BEFORE_FIGURE.search(before) or _AFTER_FIGURE.match(after)
    return not torn and max(len(before), len(after)) >= _SHORTEST_TEXT


def _longest_count(lines: list[SourceLine], written: dict[int, int]) -> list[SourceLine]:
    """The longest run of figures that count up by a few pages at a time, a page's text between two."""
    sizes: list[int] = []
    before: list[int | None] = []
    for at, line in enumerate(lines):
        earlier = range(max(0, at - _LOOK_BACK), at)
        joined = max(
            (e for e in earlier if _goes_on(lines[e], line, written)), key=sizes.__getitem__, default=None
        )
        before.append(joined)
        sizes.append(1 if joined is None else sizes[joined] + 1)
    place = max(range(len(sizes)), key=sizes.__getitem__, default=None)
    run: list[SourceLine] = []
    while place is not None:
        run.append(lines[place])
        place = before[place]
    return run[::-1]


def _goes_on(figure: SourceLine, following: SourceLine, written: dict[int, int]) -> bool:
    step = int(following.text.strip()) - int(figure.text.strip())
    return 0 < step <= _PAGE_STEP and written[following.number] - written[figure.number] >= _LEAST_PAGE
