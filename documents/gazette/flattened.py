"""Tables that text extraction flattened column by column, rebuilt where counts prove it.

In the room: numbered lists whose columns stand one below the other, with their headings and
the counts printed in them. Not in the room: tables that come as cells; tables that nothing
proves, which stay as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from documents.gazette.lines import Line
from documents.gazette.markers import read_markers
from documents.gazette.source import Finding
from documents.text.normal import strip_blanks

_HEADER = re.compile(r"^序\s*号[\s\u3000]+\S")
_COUNT = re.compile(
    r"[（(]\s*+(?:共|合计)?\s*+(?P<n>[0-9]{1,5})\s*[个项件家户人]\s*[）)]|共计?\s?(?P<m>[0-9]{1,5})\s?[个项件家]"
)
_TOTAL = re.compile(r"^合\s*计")
_LEAST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The lines of a text with its rows as cells, or as they were, with a finding."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Group:
    """A heading (or None at the start), what it counts, and the rows under it."""

    head: Line | None
    rows: list[Line] = field(default_factory=list)


class _Unproven(Exception):
    """The counts do not agree; the table stays flattened."""


def rebuild_flattened(lines: Sequence[Line]) -> Rebuilt:
    """Rebuild the flattened tables of one text.

    Example: 1 | 2 | 甲项目 | 乙项目 | 高平市 | 阳城县 | 序号 名称 地点 under 一、产业（2个）
    gives two rows of three cells. Returns the lines unchanged where the printed counts do
    not prove each row. Raises nothing.
    """
    headers = [index for index, line in enumerate(lines) if _HEADER.match(line.text) and not line.cells]
    if not headers or len(lines[headers[0]].text) > 60:
        return Rebuilt(tuple(lines))
    columns = _columns(lines[headers[0]].text)
    figures = sum(line.text.isdigit() for line in lines)
    if len(columns) < 2 or figures < _LEAST_ROWS:
        return Rebuilt(tuple(lines))
    try:
        groups, before, after = _read_groups(lines, headers, columns)
        _prove(groups, before)
    except _Unproven as reason:
        message = f"表格在文本中按列散开，{reason}，未还原，按原文保留。"
        return Rebuilt(
            tuple(lines), (Finding("table-flattened", "warning", lines[headers[0]].number, message),)
        )
    return Rebuilt(tuple(_printed(groups, before, after, columns)))


def _columns(header: str) -> tuple[str, ...]:
    """The column names; names spaced out by character are put together: 项 目 名 称."""
    names: list[str] = []
    run = False
    for token in header.split():
        if len(token) == 1 and run:
            names[-1] += token
        else:
            names.append(token)
        run = len(token) == 1
    return tuple(names)


def _read_groups(
    lines: Sequence[Line], headers: Sequence[int], columns: tuple[str, ...]
) -> tuple[list[_Group], list[Line], list[Line]]:
    """The groups, the lines before the first number, the lines after the last header."""
    first = next(index for index, line in enumerate(lines) if line.text.isdigit())
    if first > headers[0]:
        raise _Unproven("表头位置不合")
    while first > 0 and _is_head(lines[first - 1]):
        first -= 1
    groups = [_Group(None)]
    start = first
    for header in headers:
        _read_page(lines[start:header], columns, groups)
        start = header + 1
    return groups, list(lines[:first]), list(lines[start:])


def _read_page(page: Sequence[Line], columns: tuple[str, ...], groups: list[_Group]) -> None:
    """One page: numbers under their headings, then the other columns one below the other."""
    numbers: list[Line] = []
    owners: list[_Group] = []
    cells: list[list[Line]] = []
    for line in page:
        if not cells and line.text.isdigit():
            numbers.append(line)
            owners.append(groups[-1])
        elif not cells and _is_head(line):
            groups.append(_Group(line))
        elif cells and not line.gap and not line.page_start:
            cells[-1].append(line)
        else:
            cells.append([line])
    size = len(numbers)
    wanted = size * (len(columns) - 1)
    cells = _with_wraps_joined(cells, wanted)
    if len(cells) != wanted:
        raise _Unproven("各列数目不一致")
    for index, (number, owner) in enumerate(zip(numbers, owners, strict=True)):
        row = [cells[column * size + index] for column in range(len(columns) - 1)]
        texts = tuple(_cell_text(cell) for cell in row)
        last = max(line.number for cell in row for line in cell)
        owner.rows.append(replace(number, cells=(number.text, *texts), last=last))


def _cell_text(cell: Sequence[Line]) -> str:
    text = "".join(
        line.text if index == 0 else _joint(cell[index - 1].text, line.text)
        for index, line in enumerate(cell)
    )
    return text if " " in text and len(strip_blanks(text)) > 3 else strip_blanks(text)


def _joint(before: str, text: str) -> str:
    """Lines that list several names go on after a blank, a cut word goes on at once."""
    return f" {text}" if " " in before.strip() and len(text) <= 8 else text


def _with_wraps_joined(cells: list[list[Line]], wanted: int) -> list[list[Line]]:
    """One cell too many: a list of names over three lines, if there is only one such."""
    if len(cells) != wanted + 1:
        return cells
    places = [
        index
        for index, (cell, following) in enumerate(pairwise(cells))
        if len(cell) > 1 and all(" " in line.text.strip() for line in cell) and len(following) == 1
        and following[0].text not in " ".join(line.text for line in cell)
    ]  # fmt: skip
    if len(places) != 1:
        return cells
    at = places[0]
    return [*cells[:at], cells[at] + cells[at + 1], *cells[at + 2 :]]


def _is_head(line: Line) -> bool:
    if line.text.isdigit() or _TOTAL.match(line.text):
        return bool(_TOTAL.match(line.text))
    return any(marker.kind in ("h1", "h2") for marker in read_markers(line.text))


def _prove(groups: Sequence[_Group], before: Sequence[Line]) -> None:
    """Numbers run from 1 on; every count that is printed agrees with the rows under it."""
    rows = [row for group in groups for row in group.rows]
    if [int(row.cells[0]) for row in rows] != list(range(1, len(rows) + 1)):
        raise _Unproven("序号不连续")
    proofs = 0
    for group in groups:
        printed = _printed_count(group.head) if group.head else None
        if printed is None or group.head is None:
            continue
        if printed != _rows_under(group, groups):
            raise _Unproven(f"“{group.head.text}”与行数不符")
        proofs += 1
    for line in before:
        printed = _printed_count(line) if _TOTAL.match(line.text) else None
        if printed is not None and printed != len(rows):
            raise _Unproven("合计与行数不符")
        proofs += printed is not None
    if not proofs:
        raise _Unproven("原文没有可以核对的数目")


def _rows_under(group: _Group, groups: Sequence[_Group]) -> int:
    """The rows of a group and, under 一、 or 合计, of the groups below it."""
    rank = _rank(group.head)
    at = next(index for index, other in enumerate(groups) if other is group)
    total = len(group.rows)
    for other in groups[at + 1 :]:
        if _rank(other.head) <= rank:
            break
        total += len(other.rows)
    return total


def _rank(head: Line | None) -> int:
    if head is None or _TOTAL.match(head.text):
        return 0
    kinds = {marker.kind for marker in read_markers(head.text)}
    return 1 if "h1" in kinds else 2


def _printed_count(head: Line) -> int | None:
    found = _COUNT.search(head.text)
    return int(found["n"] or found["m"]) if found else None


def _printed(
    groups: Sequence[_Group], before: Sequence[Line], after: Sequence[Line], columns: tuple[str, ...]
) -> list[Line]:
    lines = list(before)
    for group in groups:
        if group.head:
            lines.append(group.head)
        if group.rows:
            first = group.rows[0]
            lines.append(replace(first, text="", cells=columns, last=first.number))
            lines += group.rows
    return [*lines, *after]
