"""A folder of laws: which files are one act, and an act's tree put together from its parts.

Pure: no Django. A law that lies in several files (a code by its 编) shares its first heading and
date over them, and each has a second heading, its part. Not in the room: reading one act.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from documents.gazette.parsed import ParsedDocument, ParsedIssue, Provision
from documents.gazette.readers.decoding import decode_text
from documents.gazette.source import SourceLine, SourceText, UnreadableSource
from documents.text.numerals import read_number
from regulations.reading import read_gazette

INFO_END = "<!-- INFO END -->"
_HEAD_END = re.compile(rf"^\ufeff?{re.escape(INFO_END)}\s*$", re.M)
_HEADING = re.compile(r"^\ufeff?#\s++(\S(?:.*\S)?)\s*$", re.M)
_ARTICLE = re.compile(r"^\W{0,6}第([零〇一二三四五六七八九十百千]{1,9})\s?条", re.M)
_SUFFIXES = frozenset({".md", ".txt"})
_HEAD_LINES = 80


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
    files = [path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file()]
    for directory in sorted({path.parent for path in files}):
        parts: dict[str, list[tuple[int, str, LawFile]]] = defaultdict(list)
        for path in sorted(path for path in files if path.parent == directory):
            if path.stem.upper() == "README":
                continue
            file = LawFile(f"{directory.name}/{path.name}", path.read_bytes())
            text = _text(file)
            headings = _head_of(text)
            if len(headings) > 1:
                parts[headings[0]].append((_first_article(text), text, file))
            else:
                yield file
        for title, found in parts.items():
            yield found[0][2] if len(found) == 1 else _joined(f"{directory.name}/{title}", found)


def _text(file: LawFile) -> str:
    try:
        return decode_text(file.data)[0]
    except UnreadableSource:
        return ""


def _head_of(text: str) -> list[str]:
    end = _HEAD_END.search(text)
    return _HEADING.findall(text[: end.start()]) if end else []


def _joined(name: str, parts: list[tuple[int, str, LawFile]]) -> LawFile:
    texts = [text for _, text, _ in sorted(parts, key=lambda part: part[:2])]
    return LawFile(name, "\n".join(text.rstrip("\n") + "\n" for text in texts).encode())


def _first_article(text: str) -> int:
    match = _ARTICLE.search(text)
    return (read_number(match.group(1)) or 0) if match else 0


def read_acts(source: SourceText) -> ParsedIssue:
    """Parse a source; an act whose parts lie one after the other comes out as one act, several acts
    one after the other as several documents.

    Example: the joined files of 民法典 are one document of 1,260 articles.
    Returns the parsed issue. Raises nothing.
    """
    segments = split_segments(source)
    if len(segments) == 1:
        return read_gazette(source)
    parsed = [read_gazette(segment) for segment in segments]
    if not all(issue.documents and issue.documents[0].parts for issue in parsed):
        return read_gazette(source)
    heads = [_headings(segment) for segment in segments]
    one = len({tuple(head[:1]) for head in heads}) == 1 and all(len(head) > 1 for head in heads)
    documents = (_one_act([head[1] for head in heads], parsed),) if one else _all(parsed)
    return replace(
        parsed[0],
        source=source,
        documents=documents,
        dropped=tuple(chain.from_iterable(issue.dropped for issue in parsed)),
    )


def split_segments(source: SourceText) -> tuple[SourceText, ...]:
    """The source cut where the head of a further act or part begins; lines keep their numbers.

    Example: two acts with two ends of heads give two sources.
    Returns one source where there is one head. Raises nothing.
    """
    markers = [i for i, line in enumerate(source.lines) if line.text.strip() == INFO_END]
    if len(markers) < 2:
        return (source,)
    starts = [0, *(_head_start(source.lines, marker) for marker in markers[1:])]
    ends = [*starts[1:], len(source.lines)]
    return tuple(
        replace(source, lines=source.lines[start:end]) for start, end in zip(starts, ends, strict=True)
    )


def _head_start(lines: Sequence[SourceLine], marker: int) -> int:
    """The first of the headings that stand together last before a mark."""
    window = range(marker - 1, max(0, marker - _HEAD_LINES) - 1, -1)
    start = next((at for at in window if lines[at].text.startswith("# ")), None)
    if start is None:
        return marker
    for at in range(start - 1, max(0, marker - _HEAD_LINES) - 1, -1):
        if lines[at].text.startswith("# "):
            start = at
        elif lines[at].text.strip():
            break
    return start


def _headings(segment: SourceText) -> list[str]:
    head = [line.text for line in segment.lines[:_HEAD_LINES]]
    marker = next((at for at, text in enumerate(head) if text.strip() == INFO_END), len(head))
    return [text.removeprefix("# ").strip() for text in head[:marker] if text.startswith("# ")]


def _all(parsed: Sequence[ParsedIssue]) -> tuple[ParsedDocument, ...]:
    return tuple(document for issue in parsed for document in issue.documents)


def _one_act(headings: Sequence[str], parsed: Sequence[ParsedIssue]) -> ParsedDocument:
    """One act of several parsed parts, each under its heading."""
    documents = [issue.documents[0] for issue in parsed]
    texts = [document.parts[0] for document in documents]
    nodes = tuple(
        _part_node(number, heading, document)
        for number, (heading, document) in enumerate(zip(headings, documents, strict=True), 1)
    )
    last = documents[-1].line_end
    whole = replace(
        texts[0],
        provisions=nodes,
        scheme="articles",
        chapters=tuple(chain.from_iterable(text.chapters for text in texts)),
        paragraphs=tuple(chain.from_iterable(text.paragraphs for text in texts)),
        line_end=last,
        effective_on=next((text.effective_on for text in texts if text.effective_on), None),
        history=max((text.history for text in texts), key=len),
    )
    return replace(
        documents[0],
        parts=(whole,),
        line_end=last,
        paragraphs=tuple(chain.from_iterable(document.paragraphs for document in documents)),
        legal_basis=tuple(dict.fromkeys(chain.from_iterable(d.legal_basis for d in documents))),
        cites=tuple(dict.fromkeys(chain.from_iterable(d.cites for d in documents))),
        abolishes=tuple(dict.fromkeys(chain.from_iterable(d.abolishes for d in documents))),
        findings=tuple(chain.from_iterable(document.findings for document in documents)),
    )


def _part_node(number: int, heading: str, document: ParsedDocument) -> Provision:
    path = f"part_{number}"
    children = tuple(_below(node, f"{path}/") for node in document.parts[0].provisions)
    return Provision(
        kind="part",
        label="",
        heading=heading,
        text="",
        path=path,
        cite=heading,
        level=0,
        number=number,
        suffix=None,
        line_start=document.line_start,
        line_end=max([document.line_start, *(node.line_end for node in children)]),
        children=children,
    )


def _below(node: Provision, prefix: str) -> Provision:
    """Addresses kept for articles, put under the part otherwise."""
    return replace(
        node,
        path=node.path if node.path.startswith("art_") else prefix + node.path,
        level=node.level + 1,
        children=tuple(_below(child, prefix) for child in node.children),
    )
