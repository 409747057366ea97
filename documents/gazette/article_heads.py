"""Labels of articles that only the sequence can settle: 第九条以欺骗…, a slip, a lost 条.

In the room: which doubtful lines fill the gaps that the certain labels leave. Not in the
room: the certain labels (``numbering``), labels inside a line (``lumps``).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.gazette.lines import Line
from documents.gazette.markers import Marker, read_markers
from documents.text.numerals import read_number, write_number

_CN = "一二三四五六七八九十百千零〇○"
# 第二十五 为了… · 二十五条 为了…
_HALF_LABEL = re.compile(rf"(?:第(?P<a>[{_CN}]{{1,7}})|(?P<b>[{_CN}]{{1,7}})条)[ \t\u3000]+(?=\S)")
# 第九条规定的… is a reference
_REFERENCE = re.compile(
    r"规定|第|[一二三四五六七八九十两]?款|至|、|的|和第|或者?第|所[列称述规]|以[外下上]|项|及第|与第|，|,|中的|》|除外|之外|情形"
)
# 第九条以欺骗手段… may be a reference
_DOUBTFUL = re.compile(r"[中和或所以及与]")
_WIDEST = 60
_FURTHEST = 2000


@dataclass(frozen=True, slots=True)
class Head:
    """A line that sequence makes the head of an article; ``slip`` is what it prints instead."""

    marker: Marker
    slip: str = ""


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A line that could be a head: ``marked`` by a blank or bold print, ``plain`` without either,
    ``half`` a label that lost a character."""

    index: int
    marker: Marker
    marked: bool = False
    plain: bool = False
    half: bool = False


def settle_heads(lines: Sequence[Line]) -> dict[int, Head]:
    """The doubtful lines that fill a gap between two certain labels, by their index.

    Example: between ``第八条 …`` and ``第十条 …`` the line ``第九条以欺骗…`` is a head.
    Returns heads by index of line. Raises nothing.
    """
    proposals = [found for i, line in enumerate(lines) if (found := _proposal(i, line))]
    marked = sum(found.marked for found in proposals)
    plain = sum(found.plain for found in proposals)
    certain = [found for found in proposals if found.marked or (found.plain and plain > marked)]
    doubtful = [found for found in proposals if not found.marked and (not found.plain or plain <= marked)]
    places: dict[int, list[int]] = {}
    for at, found in enumerate(certain):
        places.setdefault(found.marker.number, []).append(at)
    where = [found.index for found in doubtful]
    settled: dict[int, Head] = {}
    for at, found in enumerate(certain):
        beyond = _gap_after(at, certain, places)
        if beyond is None:
            continue
        first = bisect_right(where, found.index)
        between = doubtful[first : bisect_right(where, certain[beyond].index)]
        numbers = range(found.marker.number + 1, certain[beyond].marker.number)
        settled |= _told(numbers, between) or _misprinted(numbers, certain[at : beyond + 1])
    return settled | (_after_last(certain[-1], doubtful, where) if certain else {})


def _proposal(index: int, line: Line) -> _Proposal | None:
    if line.cells:
        return None
    if line.text[:1] in "第笫":
        marker = next((m for m in read_markers(line.text) if m.kind == "article"), None)
        if marker:
            refers = _REFERENCE.match(line.text, marker.length) is not None
            marked = marker.spaced or (line.bold > 0 and not refers)
            plain = not marked and not refers and not _DOUBTFUL.match(line.text, marker.length)
            return (
                None if marker.suffix or (refers and not marked) else _Proposal(index, marker, marked, plain)
            )
    match = _HALF_LABEL.match(line.text)
    number = read_number(match["a"] or match["b"]) if match else None
    if not match or not number:
        return None
    label = f"第{match['a'] or match['b']}条"
    return _Proposal(index, Marker("article", label, number, match.end(), spaced=True), half=True)


def _gap_after(at: int, certain: Sequence[_Proposal], places: dict[int, list[int]]) -> int | None:
    """Where the sequence goes on after numbers were missed; None where the next number follows."""
    number = certain[at].marker.number
    ahead = [_next(places.get(number + step, ()), at) for step in range(1, _WIDEST + 2)]
    near = min((place for place in ahead[1:] if place is not None), default=None)
    if near is None or (ahead[0] is not None and ahead[0] < near):
        return None
    if certain[near].index - certain[at].index > _FURTHEST:
        return None
    again = _next(places.get(1, ()), at)
    return None if again is not None and again < near else near


def _next(places: Sequence[int], at: int) -> int | None:
    place = bisect_right(places, at)
    return places[place] if place < len(places) else None


def _told(numbers: range, doubtful: Sequence[_Proposal]) -> dict[int, Head]:
    """Missing numbers that doubtful lines print, in order."""
    settled: dict[int, Head] = {}
    expected = numbers.start
    for found in doubtful:
        if expected <= found.marker.number < numbers.stop:
            settled[found.index] = Head(found.marker, "" if not found.half else "（不全）")
            expected = found.marker.number + 1
    return settled


def _misprinted(numbers: range, certain: Sequence[_Proposal]) -> dict[int, Head]:
    """One missing number where one label between prints a neighbour's number, or one wrong numeral."""
    if len(numbers) != 1 or len(certain) != 3:
        return {}
    before, found, after = certain
    number = numbers.start
    label = f"第{write_number(number)}条" if number < 10_000 else found.marker.label
    printed = found.marker.label
    repeated = found.marker.number in (before.marker.number, after.marker.number)
    wrong = len(label) == len(printed) >= 5 and sum(a != b for a, b in zip(label, printed, strict=True)) == 1
    if not found.marked or not (repeated or wrong):
        return {}
    return {found.index: Head(replace(found.marker, label=label, number=number), printed)}


def _after_last(last: _Proposal, doubtful: Sequence[_Proposal], where: Sequence[int]) -> dict[int, Head]:
    """Doubtful labels that go on counting after the last certain one."""
    settled: dict[int, Head] = {}
    number = last.marker.number
    for found in doubtful[bisect_right(where, last.index) :]:
        if found.marker.number == number + 1 and not found.half:
            settled[found.index] = Head(found.marker)
            number += 1
    return settled
