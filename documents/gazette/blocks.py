"""Blocks: printed lines put together into whole paragraphs, each with its marker.

In the room: one text at a time, from its lines to its paragraphs, with the findings that
sequence raises. Not in the room: where texts begin and end, the tree of provisions.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from documents.gazette.article_heads import Head, settle_heads
from documents.gazette.layout import Layout, has_open_bracket, is_duty_field, is_full, parts_from, soft_end
from documents.gazette.lines import Line
from documents.gazette.markers import Marker, could_open, read_markers
from documents.gazette.numbering import Numbering, Verdict, decimal_tops, first_article, lines_over_articles
from documents.gazette.organs import genre_of
from documents.gazette.source import Finding
from documents.text.normal import ends_sentence, strip_blanks
from documents.text.numerals import write_number

_ATTACHMENTS = re.compile(r"^附\s*(?:件|表|图|录)\s*[:：]\s*(?P<first>[1１]\s*[.．、])?")
_BRACKETED_END = re.compile(r"[（(][^（）()]{1,12}[）)]$")
_DIVISIONS = ("part", "subpart", "chapter", "section")
_STOPS = "。！？"
_GOES_ON_WITH = "（(的及和与、，"
_RECOVERY = 40
_SOURCE_GAP = 60
_SHOWN = 800
_LEAST_CELLS = 8
_SHORTEST_TORN_HEAD = 8
_LONGEST_REST = 18
_FULL_HEAD = 18
_ORDER = ("part", "subpart", "chapter", "section", "article", "h1", "h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. ``kind`` as in ``Paragraph``; ``marker`` is what opens it, if sequence
    accepted one; ``bold`` counts the bold characters at its head, ``alone`` says that the
    print sets it off as a heading (a Markdown heading, or bold to its end)."""

    kind: str
    text: str
    line_start: int
    line_end: int
    marker: Marker | None = None
    bold: int = 0
    alone: bool = False
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """The paragraph being put together; ``text`` shows its beginning and its end, enough to
    tell whether the next line goes on with it."""

    text: str
    first: Line
    last: Line
    marker: Marker | None
    bold: int
    alone: bool
    inner: bool
    pieces: list[str]
    size: int

    @property
    def single(self) -> bool:
        """Whether it has one line yet."""
        return self.first is self.last


def build_blocks(
    lines: Sequence[Line], layout: Layout, scheme: str
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Put the lines of one text together into paragraphs.

    Example: two lines ``第一条 为了加强`` and ``管理，制定本办法。`` make one article block.
    Returns the blocks in order and the findings (gaps, refused markers). Raises nothing.
    """
    builder = _Builder(layout, _numbering(lines, layout, scheme))
    builder.over = lines_over_articles(lines) if scheme == "articles" else frozenset()
    heads = settle_heads(lines) if scheme == "articles" and layout.column is None else {}
    for index, line in enumerate(lines):
        builder.add(line, heads.get(index))
    builder.close()
    blocks = _with_heads_joined(builder.blocks) if scheme == "articles" else builder.blocks
    return _mark_flattened(blocks), tuple(builder.findings)


def _numbering(lines: Sequence[Line], layout: Layout, scheme: str) -> Numbering:
    numbering = Numbering(scheme, decimal_tops(lines) if scheme == "decimal" else ())
    if scheme == "articles":
        numbering.last["article"] = first_article(lines) - 1
        if layout.column is None:
            numbering.article_gap = _SOURCE_GAP
    return numbering


def _with_heads_joined(blocks: Sequence[Block]) -> list[Block]:
    """Between the head of a chapter and its first article or section nothing can stand: a few
    words without a stop are the rest of the head."""
    joined: list[Block] = []
    for index, block in enumerate(blocks):
        before = joined[-1] if joined else None
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if before and following and following.kind in ("article", "chapter") and _goes_on(before, block):
            joined[-1] = replace(before, text=before.text + block.text, line_end=block.line_end)
        else:
            joined.append(block)
    return joined


def _goes_on(head: Block, rest: Block) -> bool:
    if head.kind != "chapter" or rest.kind != "text" or rest.cells:
        return False
    longest = _LONGEST_REST if len(head.text) < _FULL_HEAD else 2 * _LONGEST_REST
    short = len(head.text) >= _SHORTEST_TORN_HEAD and len(rest.text) <= longest
    return short and not soft_end(rest.text) and rest.text[0] not in "（(［[【—-"


def _mark_flattened(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A long run of words without a sentence is a table that extraction flattened: it stays
    whole, and is marked."""
    settled = list(blocks)
    start = 0
    for index in range(len(settled) + 1):
        if index < len(settled) and _is_cell(settled[index]):
            continue
        if index - start >= _LEAST_CELLS:
            settled[start:index] = [replace(block, kind="table") for block in settled[start:index]]
        start = index + 1
    return tuple(settled)


def _is_cell(block: Block) -> bool:
    return block.kind == "text" and len(block.text) <= 24 and not ends_sentence(block.text)


class _Builder:
    def __init__(self, layout: Layout, numbering: Numbering) -> None:
        self.layout = layout
        self.numbering = numbering
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.open: _Open | None = None
        self.inner = False
        self.listing = False
        self.outer = False
        self.over: frozenset[int] = frozenset()

    def add(self, line: Line, head: Head | None = None) -> None:
        if line.cells:
            self.close()
            self.blocks.append(_row_block(line))
            return
        marker = self._settled(head, line) or (self._marker(line) if could_open(line.text) else None)
        if marker is None and self.open and not self._parts(self.open, line):
            _extend(self.open, line)
            return
        self.close()
        self._note_list(line)
        alone = line.level > 0 or line.whole_bold or (marker is not None and self.outer)
        inner = bool(marker) and self.inner
        self.open = _Open(line.text, line, line, marker, line.bold, alone, inner, [line.text], len(line.text))

    def close(self) -> None:
        if self.open:
            self.blocks.append(_finished(self.open))
            self.open = None

    def _parts(self, block: _Open, line: Line) -> bool:
        kind = block.marker.kind if block.marker and not block.inner else ""
        torn = self.layout.column is not None and (names_end(line.text) or is_full(block.last, self.layout))
        if self.listing and not torn and names_end(block.text) and line.text[:1] not in _GOES_ON_WITH:
            return True
        return parts_from(block.text, kind, block.single, block.last, line, self.layout)

    def _settled(self, head: Head | None, line: Line) -> Marker | None:
        """A label that the sequence of the whole text settled, where the count here agrees."""
        if head is None or head.marker.number != self.numbering.last.get("article", 0) + 1:
            return None
        if head.slip:
            message = f"原文编号有误（{head.slip}），按前后顺序读作“{head.marker.label}”。"
            self.findings.append(Finding("label-slip", "warning", line.number, message))
        self.inner = False
        self.numbering.take(head.marker)
        return head.marker

    def _marker(self, line: Line) -> Marker | None:
        closed = self._is_closed(line) or self._lists(line)
        self.outer = False
        for marker in read_markers(line.text):
            if (
                marker.kind == "h4"
                and marker.label[0] != "（"
                and self.open
                and has_open_bracket(self.open.text)
            ):
                continue
            strong = line.level > 0 or line.bold >= marker.length or (0 < line.bold >= len(marker.label))
            verdict = self.numbering.judge(marker, line, closed, strong, line.number in self.over)
            if verdict.accepted:
                self._report(marker, verdict, line)
                self.outer = verdict.outer
                self.inner = self.numbering.in_article and not verdict.outer and marker.kind != "article"
                self.numbering.take(marker, verdict.outer)
                return marker
            if verdict.refused and (closed or strong):
                self._refuse(marker, line)
        return None

    def _lists(self, line: Line) -> bool:
        """In a list of attachments the next number opens the next item."""
        following = self.numbering.last.get("h3", 0) + 1
        head = unicodedata.normalize("NFKC", line.text[:4])
        return self.listing and head.startswith((f"{following}.", f"{following}、"))

    def _is_closed(self, line: Line) -> bool:
        block = self.open
        if block is None or line.indent or line.level:
            return True
        if self.layout.column is None:
            return bool(line.gap) or not self.layout.gaps or soft_end(block.last.text)
        if self.layout.indents and block.first.indent and is_full(block.last, self.layout):
            return block.last.text[-1:] in _STOPS
        if soft_end(block.last.text) or block.alone or is_duty_field(block.text):
            return True
        if block.marker and block.marker.kind not in ("article", "h4", "h5") and "。" not in block.text:
            single = block.single
            return not (is_full(block.last, self.layout) and single)
        return block.last.width < self.layout.column - 4

    def _report(self, marker: Marker, verdict: Verdict, line: Line) -> None:
        missing = verdict.missing
        if missing and self._recover(marker, missing):
            missing = 0
        if missing:
            code = "source-gap" if marker.kind in ("article", *_DIVISIONS) else "numbering-gap"
            self.findings.append(
                Finding(code, "warning", line.number, f"“{marker.label}”之前缺{missing}个编号，请核对原文。")
            )
        elif verdict.restart:
            self.findings.append(
                Finding("numbering-restart", "info", line.number, f"编号在“{marker.label}”处重新开始。")
            )

    def _refuse(self, marker: Marker, line: Line) -> None:
        if marker.kind in ("article", "h1", "h2", *_DIVISIONS):
            self.findings.append(
                Finding(
                    "marker-refused", "info", line.number, f"“{marker.label}”与前后编号不连续，按正文处理。"
                )
            )

    def _recover(self, marker: Marker, missing: int) -> bool:
        """The missing numbers may stand inside the paragraph before: two headings on one line."""
        if self.open:
            self.blocks.append(_finished(self.open))
            self.open = None
        for back in range(1, min(_RECOVERY, len(self.blocks)) + 1):
            block = self.blocks[-back]
            done = self._recover_in(len(self.blocks) - back, marker, missing)
            if done or (block.marker and _above(block.marker, marker)):
                return done == missing
        return False

    def _recover_in(self, index: int, marker: Marker, missing: int) -> int:
        done = 0
        for number in range(marker.number - missing, marker.number):
            cut = inline_cut(self.blocks[index].text, marker.kind, number)
            if cut < 0:
                continue
            inner = self.numbering.in_article and marker.kind != "article"
            self.blocks[index : index + 1] = split_block(self.blocks[index], cut, inner)
            index, done = index + 1, done + 1
        return done

    def _note_list(self, line: Line) -> None:
        match = _ATTACHMENTS.match(line.text) if line.text[:1] == "附" else None
        if match:
            self.numbering.last["h3"] = 1 if match["first"] else 0
        self.listing = match is not None or (self.listing and line.text[:1].isdigit())


def names_end(text: str) -> bool:
    """Whether a title in a list of attachments is complete: it ends with a genre, a table, a list.

    Example: ``names_end("绩效评价规程")`` is true.
    Returns a truth value. Raises nothing.
    """
    bare = _BRACKETED_END.sub("", text)
    return bare.endswith(("表", "图", "单", "书", "函", "目录")) or genre_of(bare) is not None


def inline_cut(text: str, kind: str, number: int) -> int:
    """Where, inside a paragraph, the marker of a number stands after a sentence or heading.

    Example: ``inline_cut("（一）甲。（二）乙。", "h2", 2)`` is 5.
    Returns -1 where it does not. Raises nothing.
    """
    numeral = write_number(number) if number < 10_000 else str(number)
    forms = {"h2": (f"（{numeral}）", f"({numeral})"), "article": (f"第{numeral}条",), "h1": (f"{numeral}、",),
             "h3": (f"{number}.", f"{number}．", f"{number}、")}  # fmt: skip
    for form in forms.get(kind, ()):
        at = text.find(form, 1)
        spaced = kind != "article" or text[at + len(form) : at + len(form) + 1] in (" ", "\u3000")
        over_heading = kind != "h3" and at <= 30 and "，" not in text[:at]
        if at > 0 and spaced and (over_heading or ends_sentence(text[:at])):
            return at
    return -1


def _above(one: Marker, other: Marker) -> bool:
    """Whether a marker stands as high as another, so that what is missing lies behind it."""
    if "decimal" in (one.kind, other.kind):
        return True
    return _ORDER.index(one.kind) <= _ORDER.index(other.kind)


def split_block(block: Block, cut: int, inner: bool = False) -> tuple[Block, Block]:
    """A paragraph as two, the second opening at ``cut``.

    Example: ``（一）甲。（二）乙。`` cut at 5 gives two headings.
    Returns both; they keep the lines of the whole. Raises nothing.
    """
    markers = read_markers(block.text[cut:])
    head = replace(block, text=block.text[:cut].rstrip(), bold=min(block.bold, cut))
    tail = replace(block, text=block.text[cut:], marker=markers[0] if markers else None, bold=0, alone=False)
    return head, replace(tail, kind=_kind(tail.marker, tail.text, inner))


def _extend(block: _Open, line: Line) -> None:
    joint = " " if _is_latin(block.text[-1:]) and _is_latin(line.text[:1]) else ""
    if line.bold and block.bold >= block.size:
        block.bold = block.size + line.bold
    piece = joint + line.text
    block.pieces.append(piece)
    block.size += len(piece)
    block.text += piece
    if len(block.text) > _SHOWN:
        block.text = block.text[: _SHOWN // 4] + block.text[-_SHOWN // 4 :]
    block.last = line


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _finished(block: _Open) -> Block:
    text = "".join(block.pieces)
    alone = block.alone and (block.single or block.bold >= len(text) or block.last.level > 0)
    kind = _kind(block.marker, text[:80], block.inner)
    return Block(kind, text, block.first.number, block.last.number, block.marker, block.bold, alone)


def _kind(marker: Marker | None, text: str, inner: bool = False) -> str:
    if marker is None:
        return "attachments" if _ATTACHMENTS.match(text) else "text"
    if marker.kind in _DIVISIONS:
        return "chapter"
    if marker.kind == "article":
        return "article"
    return "heading" if marker.kind in ("h1", "h2", "decimal") and not inner else "item"


def _row_block(line: Line) -> Block:
    text = "| " + " | ".join(line.cells) + " |"
    return Block("table", text, line.number, line.last or line.number, cells=line.cells)


def chapter_titles(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The chapters of a text as printed, label and words.

    Example: a block ``第一章 总 则`` gives ``第一章 总则``.
    Returns titles of 编 and 章 in order. Raises nothing.
    """
    found = []
    for block in blocks:
        if block.marker and block.marker.kind in ("part", "subpart", "chapter"):
            words = block.text[block.marker.length :].strip()
            found.append(f"{block.marker.label} {strip_blanks(words)}".strip())
    return tuple(found)
