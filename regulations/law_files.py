"""A folder of national laws: which files are one act, and an act's tree put together from its parts.

Pure: no Django. A law that lies in several files (a code by its 编) shares its first heading and
date over them, and each has a second heading, its part. Not in the room: reading one file.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from documents.gazette.parsed import ParsedIssue, Provision
from documents.gazette.source import SourceLine, SourceText
from documents.text.numerals import read_number

INFO_END = "<!-- INFO END -->"
_HEAD_END = re.compile(rf"^{re.escape(INFO_END)}\s*$", re.M)
_HEADING = re.compile(r"^#\s+(\S.*?)\s*$", re.M)
_ARTICLE = re.compile(r"^\W{0,6}第([零〇一二三四五六七八九十百千]{1,9})\s?条", re.M)


@dataclass(frozen=True, slots=True)
class LawFile:
    """One act to load: a name to show and its bytes (several files joined in the order of their articles)."""

    name: str
    data: bytes


def plan_laws(folder: Path) -> Iterator[LawFile]:
    """The acts of a folder tree, one at a time, sorted by path; parts of one act come joined.

    >>> [law.name for law in plan_laws(Path("laws"))]  # doctest: +SKIP
    ['刑法/刑法.md', '民法典/中华人民共和国民法典']
    """
    for directory in sorted({path.parent for path in folder.rglob("*.md")}):
        parts: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for path in sorted(directory.glob("*.md")):
            text = path.read_bytes().decode("utf-8", errors="replace")
            end = _HEAD_END.search(text)
            headings = _HEADING.findall(text[: end.start()]) if end else []
            if len(headings) > 1:
                parts[headings[0]].append((_first_article(text), text))
            elif headings:
                yield LawFile(f"{directory.name}/{path.name}", path.read_bytes())
        for title, texts in parts.items():
            joined = "\n".join(text.rstrip("\n") + "\n" for _, text in sorted(texts))
            yield LawFile(f"{directory.name}/{title}", joined.encode())


def _first_article(text: str) -> int:
    match = _ARTICLE.search(text)
    return (read_number(match.group(1)) or 0) if match else 0


def split_parts(source: SourceText) -> tuple[SourceText, ...]:
    """The source cut where a further part of the same act begins; one source where there is none."""
    markers = [i for i, line in enumerate(source.lines) if line.text.strip() == INFO_END]
    if len(markers) < 2:
        return (source,)
    starts = [_head_start(source.lines, marker) for marker in markers]
    starts[0] = 0
    ends = [*starts[1:], len(source.lines)]
    return tuple(
        replace(
            source,
            lines=tuple(replace(line, number=n) for n, line in enumerate(source.lines[start:end], 1)),
        )
        for start, end in zip(starts, ends, strict=True)
    )


def _head_start(lines: tuple[SourceLine, ...], marker: int) -> int:
    headings = [i for i in range(max(0, marker - 80), marker) if lines[i].text.startswith("# ")]
    return headings[-2] if len(headings) > 1 else marker


def part_heading(source: SourceText) -> str:
    """The second heading of a part's head: 人格权编."""
    head = [line.text for line in source.lines[:80]]
    headings = [text.removeprefix("# ").strip() for text in head if text.startswith("# ")]
    return headings[1] if len(headings) > 1 else ""


def join_parts(issues: Iterable[tuple[str, int, ParsedIssue]]) -> ParsedIssue:
    """One act of several parsed parts, each given with its heading and first line (0-based offset)."""
    parts = list(issues)
    _, _, first = parts[0]
    nodes = tuple(
        _part_node(number, heading, offset, issue) for number, (heading, offset, issue) in enumerate(parts, 1)
    )
    document = first.documents[0]
    text = document.parts[0]
    line_end = parts[-1][1] + parts[-1][2].documents[0].line_end
    dated = next((i.documents[0].parts[0] for _, _, i in parts if i.documents[0].parts[0].effective_on), text)
    whole = replace(
        text,
        provisions=nodes,
        scheme="articles",
        chapters=tuple(c for _, _, i in parts for c in i.documents[0].parts[0].chapters),
        line_end=line_end,
        effective_on=dated.effective_on,
        history=max((i.documents[0].parts[0].history for _, _, i in parts), key=len),
    )
    return replace(first, documents=(replace(document, parts=(whole,), line_end=line_end),))


def _part_node(number: int, heading: str, offset: int, issue: ParsedIssue) -> Provision:
    children = tuple(_moved(p, offset, f"part_{number}/") for p in issue.documents[0].parts[0].provisions)
    lines = [offset + 1, *(p.line_end for p in children)]
    return Provision(
        kind="part",
        label="",
        heading=heading,
        text="",
        path=f"part_{number}",
        cite=heading,
        level=1,
        number=number,
        suffix=None,
        line_start=offset + 1,
        line_end=max(lines),
        children=children,
    )


def _moved(node: Provision, offset: int, prefix: str) -> Provision:
    """Lines shifted to the joined source; addresses kept for articles, put under the part otherwise."""
    path = node.path if node.path.startswith("art_") else prefix + node.path
    return replace(
        node,
        path=path,
        line_start=node.line_start + offset,
        line_end=node.line_end + offset,
        children=tuple(_moved(child, offset, prefix) for child in node.children),
    )
