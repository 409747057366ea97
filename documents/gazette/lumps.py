"""Several paragraphs printed as one: 第一条 … 。 第二条 … on one line, a chapter and its first article.

In the room: cutting such a line where the running number goes on. Not in the room: wrapped
lines (``layout``), markers at the start of a line (``numbering``).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.text.normal import printed_width, strip_blanks
from documents.text.numerals import read_number

_CN = "一二三四五六七八九十百千零〇○"
_BLANK = r"[ \t\u3000\xa0]"
# 。 第二条 凡辖有… · 。第二条之一　 · 总则　第一条 · 第二章 管理
_INSIDE = re.compile(
    rf"(?<=[^《“‘〈（(])第{_BLANK}?(?P<n>[{_CN}0-9]{{1,7}}){_BLANK}?(?P<kind>[编章节条])"
    rf"(?:之(?P<suffix>[一二三四五六七八九十]{{1,3}})(?![{_CN}间]))?(?P<gap>{_BLANK}*)"
)
# 制定本规则。 第二条 : what may stand before a marker inside a line
_SENTENCE_ENDS = frozenset("。；;：:！”）)】")
_ITEM = re.compile(rf"(?<=[：:；;。]){_BLANK}*[（(](?P<n>[{_CN}]{{1,3}})[）)]")
_PARAGRAPH = re.compile(rf"(?<=[。：:；;]){_BLANK}+(?=[^\s。；])")
_REFERENCE = re.compile(r"规定|第|款|至|、|的|和第|或|所列|所述|项|及第|与第|，|,|》|中的|以外|以下|之")
# …提供捐助。 烈士的评定 第八条 : a chapter's words without its label
_BARE_HEADING = re.compile(r"[。；”）][\s\u3000]+(?P<words>[\u4e00-\u9fff、]{2,24})$")
_NAMES_PROVISION = re.compile(r"[依按]照|根据|违反|本[条法]|适用|[的和与及或在对]$")
_STOP = re.compile(r"[。；，]")
_HEADING_WORDS = 30
_LONGEST_HEADING = 68
_WIDEST_GAP = 3
_RANK = {"编": 0, "章": 1, "节": 2}


@dataclass(slots=True)
class _Count:
    """The running numbers so far."""

    article: int = 0
    suffix: int = 0
    divisions: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A marker inside a line."""

    at: int
    kind: str
    number: int
    suffix: int
    spaced: bool
    end: int


def split_lumps(lines: Sequence[Line]) -> list[Line]:
    """Cut each line inside which the numbers of articles or chapters run on.

    Example: ``第一条 甲。 第二条 乙。`` comes back as two lines of the same number.
    Returns all lines in order; their characters are those of the source, blanks at cuts gone.
    Raises nothing.
    """
    heads = _line_heads(lines)
    count = _Count()
    out: list[Line] = []
    for index, line in enumerate(lines):
        _count_head(count, line)
        below = _article_number(lines[index + 1]) if index + 1 < len(lines) else None
        cuts = [] if line.cells or "第" not in line.text[1:] else _cuts(line, index, heads, count, below)
        out += _pieces(line, cuts) if cuts else [line]
    return out


def _line_heads(lines: Sequence[Line]) -> dict[int, list[int]]:
    """The indexes of the lines that begin with the label of an article, by its number."""
    heads: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        for marker in read_markers(line.text) if line.text[:1] == "第" else ():
            if marker.kind == "article" and not marker.suffix and not _refers(line.text, marker.length):
                heads.setdefault(marker.number, []).append(index)
    return heads


def _refers(text: str, at: int) -> bool:
    return not text[at - 1 : at].isspace() and _REFERENCE.match(text, at) is not None


def _count_head(count: _Count, line: Line) -> None:
    match = _INSIDE.match(" " + line.text, 1) if line.text[:1] == "第" else None
    number = read_number(match["n"]) if match else None
    if not match or number is None:
        return
    if match["kind"] != "条":
        if not line.text[match.end() - 1 :].endswith("。"):
            _take_division(count, match["kind"], number)
    elif not _refers(line.text, match.end() - 1) and (number > count.article or number == 1):
        count.article, count.suffix = number, read_number(match["suffix"] or "") or 0


def _take_division(count: _Count, kind: str, number: int) -> None:
    count.divisions[kind] = number
    for lower, rank in _RANK.items():
        if rank > _RANK[kind] and lower != "章":
            count.divisions[lower] = 0


def _article_number(line: Line) -> int | None:
    markers = read_markers(line.text) if line.text[:1] == "第" else ()
    return next((marker.number for marker in markers if marker.kind == "article"), None)


def _cuts(
    line: Line, index: int, heads: dict[int, list[int]], count: _Count, below: int | None
) -> list[_Cut]:
    """The markers inside a line that the running numbers accept, in order."""
    found: list[_Cut] = []
    proposals = list(_proposals(line.text))
    for place, cut in enumerate(proposals):
        start = found[-1].at if found else 0
        if cut.kind == "条":
            accepted = _goes_on(cut, line.text, start, count) and not _stands_later(
                cut.number, index, heads, count.article
            )
        else:
            following = proposals[place + 1] if place + 1 < len(proposals) else None
            after = following.number if following and following.kind == "条" else None
            over_next = (after if following else below) == count.article + 1
            until = following.at if following else len(line.text)
            accepted = _is_division(cut, until, line.text, start, count, over_next=over_next)
        if not accepted:
            continue
        found.append(cut)
        if cut.kind == "条":
            count.article, count.suffix = cut.number, cut.suffix
        else:
            _take_division(count, cut.kind, cut.number)
    return found


def _proposals(text: str) -> Iterator[_Cut]:
    for match in _INSIDE.finditer(text):
        number = read_number(match["n"])
        if number is not None:
            suffix = read_number(match["suffix"] or "") or 0
            yield _Cut(match.start(), match["kind"], number, suffix, bool(match["gap"]), match.end())


def _goes_on(cut: _Cut, text: str, start: int, count: _Count) -> bool:
    """Whether an article inside a line is the next one, after a sentence or a chapter's words."""
    if (cut.number, cut.suffix) != (count.article + 1, 0) and (cut.number, cut.suffix) != (
        count.article,
        count.suffix + 1,
    ):
        return False
    if not cut.spaced and _REFERENCE.match(text, cut.end):
        return False
    before = _before(text, start, cut.at)
    if before[-1:] in _SENTENCE_ENDS or _heads_chapter(before):
        return True
    bare = _BARE_HEADING.search(before) if cut.spaced and text[cut.at - 1].isspace() else None
    return (
        bare is not None
        and not _REFERENCE.match(text, cut.end)
        and not _NAMES_PROVISION.search(bare["words"])
    )


def _before(text: str, start: int, at: int) -> str:
    """The words before a place, as far as they could be a chapter's heading."""
    return text[max(start, at - _LONGEST_HEADING - 1) : at].rstrip()


def _heads_chapter(before: str) -> bool:
    markers = read_markers(before)
    return len(before) <= _LONGEST_HEADING and any(m.kind in ("part", "chapter", "section") for m in markers)


def _stands_later(number: int, index: int, heads: dict[int, list[int]], last: int) -> bool:
    """Whether a later line begins with this number, before the count begins anew."""
    later = _next(heads.get(number, ()), index)
    if later is None or number == 1:
        return False
    again = _next(heads.get(1, ()), index)
    return last > 0 and (again is None or later < again)


def _next(places: Sequence[int], index: int) -> int | None:
    at = bisect_right(places, index)
    return places[at] if at < len(places) else None


def _is_division(cut: _Cut, until: int, text: str, start: int, count: _Count, *, over_next: bool) -> bool:
    """Whether a chapter inside a line is the next one: a list of chapters, or one over its article."""
    last = count.divisions.get(cut.kind, 0)
    widest = _WIDEST_GAP if over_next else 0
    if not (cut.spaced or over_next) or not (cut.number == 1 or last < cut.number <= last + 1 + widest):
        return False
    words = text[cut.end : min(until, cut.end + _HEADING_WORDS + 8)].strip()
    if not words or len(words) > _HEADING_WORDS or _REFERENCE.match(words) or _STOP.search(words):
        return False
    before = _before(text, start, cut.at)
    listed = strip_blanks(before) in ("目录", "目次") or _heads_chapter(before)
    return listed or before[-1:] in _SENTENCE_ENDS


def _pieces(line: Line, cuts: Sequence[_Cut]) -> list[Line]:
    """The line cut; in a line that held several articles blanks after a stop part paragraphs too."""
    bounds = [0, *(cut.at for cut in cuts), len(line.text)]
    texts: list[str] = []
    for start, end in pairwise(bounds):
        for piece in _PARAGRAPH.split(line.text[start:end].strip()):
            texts += _items(piece)
    first, *rest = [text for text in texts if text]
    bold = min(line.bold, len(first))
    alike = replace(line, text=first, bold=bold, whole_bold=bold >= len(first), width=printed_width(first))
    return [alike, *(_piece(line, text) for text in rest)]


def _piece(line: Line, text: str) -> Line:
    return Line(line.number, text, gap=1, width=printed_width(text), last=line.last)


def _items(text: str) -> list[str]:
    """A paragraph cut at （一） … （二） … that run on behind a colon."""
    cuts: list[int] = []
    for match in _ITEM.finditer(text):
        if read_number(match["n"]) == len(cuts) + 1:
            cuts.append(match.start())
    bounds = [0, *cuts, len(text)]
    return [text[start:end].strip() for start, end in pairwise(bounds)]
