"""Sequence beats pattern: which markers a text accepts, one after the other.

In the room: the running numbers of 条, 一、 （一） 1. （1） ① and of decimals. Not in the
room: how a marker is spelled, where a paragraph begins.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.gazette.lines import Line
from documents.gazette.markers import Marker, read_markers

_RANK = {
    "part": 0, "subpart": 1, "chapter": 2, "section": 3, "article": 4, "h1": 5, "h2": 6, "h3": 7, "h4": 8, "h5": 9,
}  # fmt: skip
_OUTER = ("h1", "h2", "h3")
# 1. may run on through 一、 and （一）, so these begin only the lowest counts anew
_BEGIN_ANEW = {
    "article": ("h1", "h2", "h3", "h4", "h5"),
    "decimal": ("h2", "h3", "h4", "h5"),
    "h1": ("h4", "h5"),
    "h2": ("h4", "h5"),
}
# 第十二条规定 · 第三条第二款 · 第一条至第三条
_INNER_REFERENCE = (
    "规定",
    "第",
    "款",
    "至",
    "、",
    "的",
    "和",
    "或",
    "所",
    "以",
    "项",
    "及",
    "与",
    "，",
    ",",
    "中",
    "》",
)
_MEASURE = re.compile(
    r"%|％|[公千毫厘]?[米克升]|[平立]方|公[里顷斤]|万|亿|[元个倍吨亩度年月日岁人户家项级层辆台套件]|[a-zA-Z]{1,2}(?![a-zA-Z])|℃"
)
# 8附则 · 7监督管理 : a chapter without any decimal under it
_TOP_WORDS = re.compile(r"[\u4e00-\u9fff]{2,12}")
_WIDEST_GAP = 3
_LONGEST_OVER = 30


@dataclass(frozen=True, slots=True)
class Verdict:
    """``accepted``: the marker opens a paragraph; ``missing``: how many numbers before it are
    absent; ``restart``: its number begins anew; ``refused``: a proposal worth a finding;
    ``outer``: a heading over articles goes on, not a list inside the article before."""

    accepted: bool
    missing: int = 0
    restart: bool = False
    refused: bool = False
    outer: bool = False


ACCEPTED = Verdict(True)
IGNORED = Verdict(False)
REFUSED = Verdict(False, refused=True)


def read_scheme(lines: Sequence[Line]) -> str:
    """How a text is numbered: ``articles``, ``decimal`` or ``outline``.

    Example: lines that open with 第一条, 第二条 give ``articles``.
    Returns the scheme; a text without any marker is an outline. Raises nothing.
    """
    articles: list[int] = []
    paths: set[tuple[int, ...]] = set()
    tops: set[int] = set()
    for line in lines:
        for marker in read_markers(line.text):
            if marker.kind == "article" and _is_article_head(marker, line):
                articles.append(marker.number)
            elif marker.kind == "decimal" and len(marker.path) > 1 and _follows(marker.path, paths):
                paths.add(marker.path)
            elif marker.kind == "decimal" and len(marker.path) == 1 and marker.spaced:
                tops.add(marker.number)
    steps = [after - before for before, after in pairwise(articles)]
    rising = sum(step > 0 for step in steps)
    if 1 in steps or rising >= 2 or (articles[-1:] == [1] and not rising and len(paths) < 3):
        return "articles"
    two = len(paths) == 2 and (2, 1) in paths and {1, 2} <= tops
    return "decimal" if (len(paths) >= 3 or two) and (1, 1) in paths else "outline"


def _follows(path: tuple[int, ...], known: set[tuple[int, ...]]) -> bool:
    """Whether a decimal opens its level or follows one that stands before."""
    return path[-1] == 1 or (*path[:-1], path[-1] - 1) in known


def first_article(lines: Sequence[Line]) -> int:
    """The number that the articles of a text begin with: a book of a code goes on from the last.

    Example: lines that open with 第二百零五条, 第二百零六条 give 205.
    Returns 1 where nothing says otherwise. Raises nothing.
    """
    heads = [
        marker.number
        for line in lines
        for marker in read_markers(line.text)[:2]
        if marker.kind == "article" and (marker.spaced or line.bold) and not marker.suffix
    ][:3]
    if not heads or heads[0] == 1:
        return 1
    return heads[0] if len(heads) == 1 or heads[1] == heads[0] + 1 else 1


def _is_article_head(marker: Marker, line: Line) -> bool:
    rest = line.text[marker.length :]
    return line.bold > 0 or marker.spaced or not rest.startswith(_INNER_REFERENCE)


@dataclass(slots=True)
class Numbering:
    """The running numbers of one text. ``tops`` are the lines where a decimal with two or
    more figures stands, with its first figure: they tell a heading ``5 后期处置`` from an item."""

    scheme: str
    tops: Sequence[tuple[int, int]] = ()
    last: dict[str, int] = field(default_factory=dict)
    suffix: int = 0
    fresh: set[str] = field(default_factory=set)
    article_gap: int = _WIDEST_GAP
    path: tuple[int, ...] = ()
    outer: dict[str, int] = field(default_factory=dict)

    @property
    def in_article(self) -> bool:
        """Whether an article is open, so that counts are its items."""
        return self.last.get("article", 0) > 0

    def judge(self, marker: Marker, line: Line, closed: bool, strong: bool, over: bool = False) -> Verdict:
        """Judge a marker at the start of a line.

        ``closed``: the paragraph before is complete; ``strong``: the print marks a heading;
        ``over``: the line stands right above an article.
        Returns a verdict and changes nothing. Raises nothing.
        """
        if marker.kind == "article":
            return self._judge_article(marker, line, closed, strong)
        if marker.kind == "decimal":
            return self._judge_decimal(marker, line, closed, strong)
        if marker.kind in ("part", "subpart", "chapter", "section"):
            return self._judge_division(marker, closed or strong)
        if not (closed or strong):
            return IGNORED
        listed = 0 < self.last.get(marker.kind, 0) == marker.number - 1
        above = strong or (over and not listed)
        outside = above and self.in_article and marker.kind in _OUTER
        if outside and self.outer.get("h1") and marker.number == self.outer.get(marker.kind, 0) + 1:
            return Verdict(True, outer=True)
        return self._judge_count(marker, strong)

    def take(self, marker: Marker, outer: bool = False) -> None:
        """Count an accepted marker; lower kinds may begin anew after it."""
        if marker.kind in _OUTER and (outer or not self.in_article):
            self.outer[marker.kind] = marker.number
            self.outer |= dict.fromkeys(_OUTER[_OUTER.index(marker.kind) + 1 :], 0)
            if outer:
                return
        self.last |= dict.fromkeys(_BEGIN_ANEW.get(marker.kind, ()), 0)
        if marker.kind == "decimal":
            self.path = marker.path
            return
        self.last[marker.kind] = marker.number
        if marker.kind == "article":
            self.suffix = marker.suffix or 0
        rank = _RANK[marker.kind]
        self.fresh.discard(marker.kind)
        self.fresh |= {kind for kind, other in _RANK.items() if other > rank and kind != "article"}

    def _judge_article(self, marker: Marker, line: Line, closed: bool, strong: bool) -> Verdict:
        if self.scheme != "articles":
            return IGNORED
        if not (strong or (closed and (marker.spaced or _is_article_head(marker, line)))):
            return IGNORED
        last = self.last.get("article", 0)
        if marker.suffix:
            follows = marker.number == last and marker.suffix == self.suffix + 1
            return ACCEPTED if follows or marker.number == last + 1 else REFUSED
        if marker.number == last + 1:
            return ACCEPTED
        if last < marker.number <= last + 1 + self.article_gap and (strong or marker.spaced):
            return Verdict(True, missing=marker.number - last - 1)
        if marker.number == 1 and last > 1 and (strong or marker.spaced):
            return Verdict(True, restart=True)
        return REFUSED if marker.spaced else IGNORED

    def _judge_division(self, marker: Marker, open_here: bool) -> Verdict:
        if not open_here and not marker.spaced:
            return IGNORED
        last = self.last.get(marker.kind, 0)
        if marker.number == last + 1 or marker.number == 1:
            return ACCEPTED
        if last < marker.number <= last + 1 + _WIDEST_GAP and open_here:
            return Verdict(True, missing=marker.number - last - 1)
        return REFUSED

    def _judge_decimal(self, marker: Marker, line: Line, closed: bool, strong: bool) -> Verdict:
        if self.scheme != "decimal":
            return IGNORED
        if len(marker.path) == 1:
            return self._judge_top(marker, line, closed, strong)
        known = self.path
        parent = marker.path[:-1]
        deeper = parent == known and marker.number == 1
        sibling = known[: len(parent)] == parent and len(known) >= len(marker.path)
        over = len(marker.path) == 2 and marker.number == 1 and self.last.get("h1") == marker.path[0]
        if over or deeper or (sibling and known[len(parent)] + 1 == marker.number):
            return ACCEPTED
        if not closed or _is_quantity(marker, line):
            return IGNORED
        ahead = sibling and 0 < marker.number - known[len(parent)] <= 1 + _WIDEST_GAP
        skipped_parent = len(known) >= 1 and marker.number == 1 and parent[:-1] == known[: len(parent) - 1]
        if ahead or (skipped_parent and parent > known[: len(parent)]):
            return Verdict(True, missing=1)
        return REFUSED

    def _judge_top(self, marker: Marker, line: Line, closed: bool, strong: bool) -> Verdict:
        rest = line.text[marker.length :]
        if len(rest) > 24 or rest[-1:] in "。；;，," or line.width > 28:
            return IGNORED
        if marker.number != (self.path[0] if self.path else 0) + 1:
            return IGNORED
        index = bisect_right(self.tops, (line.number, 10**6))
        following = self.tops[index][1] if index < len(self.tops) else None
        if following == marker.number:
            return ACCEPTED
        spaced = marker.spaced and line.text[len(marker.label)] not in ".．、"
        named = closed and _TOP_WORDS.fullmatch(rest) is not None and not _is_quantity(marker, line)
        last = following is None or following == marker.number + 1
        return ACCEPTED if last and (spaced or strong or named) else IGNORED

    def _judge_count(self, marker: Marker, strong: bool) -> Verdict:
        last = self.last.get(marker.kind, 0)
        if marker.number == last + 1:
            return ACCEPTED
        if marker.number == 1:
            return Verdict(True, restart=marker.kind == "h1" and last > 0 and "h1" not in self.fresh)
        if marker.kind not in ("h1", "h2", "h3"):
            return REFUSED
        if marker.kind in self.fresh and marker.number <= 3 and not last + 1 < marker.number <= last + 2:
            return Verdict(True, missing=marker.number - 1) if marker.kind != "h3" or strong else REFUSED
        ahead = last + 1 < marker.number <= last + 1 + _WIDEST_GAP
        if ahead and (marker.kind != "h3" or (strong and last > 0) or marker.number == last + 2):
            return Verdict(True, missing=marker.number - last - 1)
        return REFUSED


def _is_quantity(marker: Marker, line: Line) -> bool:
    """2.5公里公交站点 : a decimal out of sequence with a measure right behind it is a quantity."""
    return not marker.spaced and _MEASURE.match(line.text, marker.length) is not None


def lines_over_articles(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the short lines 一、 （一） 1. that stand right above an article.

    Example: （二）二级保护区措施 | 第四条 禁止… gives the number of the first line.
    Returns line numbers. Raises nothing.
    """
    found: set[int] = set()
    over = False
    for line in reversed(lines):
        markers = read_markers(line.text)[:1]
        kind = markers[0].kind if markers else ""
        if kind == "article":
            over = _is_article_head(markers[0], line)
            continue
        short = len(line.text) <= _LONGEST_OVER and line.text[-1:] not in "。；;，,：:、"
        over = over and short and kind in ("h1", "h2", "h3")
        if over:
            found.add(line.number)
    return frozenset(found)


def decimal_tops(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The lines that open with a decimal of two or more figures, with its first figure.

    Example: a line 12 that opens with 4.1 gives ``(12, 4)``.
    Returns pairs in order of lines. Raises nothing.
    """
    found = []
    for line in lines:
        if not line.text[:1].isdigit():
            continue
        for marker in read_markers(line.text):
            if marker.kind == "decimal" and len(marker.path) > 1 and marker.number <= 30:
                found.append((line.number, marker.path[0]))
                break
    return found
