"""From a text's tree to safe HTML: the official text as readers see it.

In the room: escaping, links and marks laid over stored text by their spans, the order of
article, clause, item and table on the page. Not in the room: Django, queries, where a link
leads (``regulations.page_selectors`` says so), the margin (``regulations.beside``), anything
outside the official text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from documents.text.line_breaks import hold_numbers
from regulations.beside import render_margin
from regulations.line_room import room_of
from regulations.printed import LISTED, UNITS, Link, Node, Note, Page, anchor, printed_label
from regulations.table_grid import Cell, build_grid

LONGEST_HEADING = 40
LONG_TEXT = 200
_STOPS = "。：；！？:;"
_FIGURE = re.compile(r"[-+−]?[0-9][0-9,，.．]*[%％]?")


def find_words(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Spans of ``words`` in ``text``, joined where they touch, in order.

    >>> find_words("城市排水", ["排水"])
    [(2, 4)]
    """
    spans: list[tuple[int, int]] = []
    for word in filter(None, words):
        at = text.find(word)
        while at >= 0:
            spans.append((at, at + len(word)))
            at = text.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def sentence_around(text: str, start: int, end: int, limit: int = 120) -> tuple[str, int, int]:
    """The sentence that holds a span, at most ``limit`` characters, and the span within it.

    >>> sentence_around("甲。依据《乙》办理。丙。", 4, 7)
    ('依据《乙》办理。', 2, 5)
    """
    first = max((text.rfind(stop, 0, start) + 1 for stop in "。；！？\n"), default=0)
    stops = [at + 1 for at in (text.find(stop, end) for stop in "。；！？\n") if at >= 0]
    last = min(stops, default=len(text))
    room = max(limit - (end - start), 0) // 2
    cut_first, cut_last = max(first, start - room), min(last, end + room)
    before, after = "…" if cut_first > first else "", "…" if cut_last < last else ""
    shift = len(before) - cut_first
    return before + text[cut_first:cut_last] + after, start + shift, end + shift


def render_inline(text: str, links: Iterable[Link] = (), marks: Iterable[tuple[int, int]] = ()) -> str:
    """Text as HTML: links first come first served, marks inside and outside of them.

    >>> render_inline("依据《甲》", [Link(2, 5, "/r/a/")])
    '依据<a class="cite" href="/r/a/">《甲》</a>'
    """
    spans = sorted(marks)
    out: list[str] = []
    at = 0
    for link in sorted(links, key=lambda each: (each.start, -each.end)):
        if link.start < at or link.end > len(text) or link.end <= link.start:
            continue
        out.append(_marked(text, at, link.start, spans))
        end = "</a>" if link.href else "</span>"
        out.append(_anchor_tag(link) + _marked(text, link.start, link.end, spans) + end)
        at = link.end
    out.append(_marked(text, at, len(text), spans))
    return "".join(out)


def _anchor_tag(link: Link) -> str:
    css = "cite" if link.kind == "cite" else f"cite {escape(link.kind)}"
    hint = f' title="{escape(link.hint)}"' if link.hint else ""
    if not link.href:
        return f'<span class="{escape(link.kind)}"{hint}>'
    return f'<a class="{css}" href="{escape(link.href)}"{hint}>'


def _marked(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    out: list[str] = []
    at = start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if last <= first:
            continue
        out.append(_whole(text[at:first]) + "<mark>" + _whole(text[first:last]) + "</mark>")
        at = last
    out.append(_whole(text[at:end]))
    return "".join(out).replace("\n", "<br>")


def _whole(words: str) -> str:
    return hold_numbers(escape(words))


def render_text(nodes: Sequence[Node], page: Page) -> str:
    """The whole official text as one fragment.

    >>> render_text([Node("article", "art_1", "第一条", text="甲。", cite="第一条")], Page("/r/a/"))[:41]
    '<article class="tiao" id="art_1"><h2 clas'
    """
    units = sum(node.kind in UNITS for root in nodes for node in root.walk())
    return "".join(_Printer(page, long=units > LONG_TEXT).blocks(nodes, depth=2))


class _Printer:
    """Prints nodes for one page; holds the page so that calls stay short."""

    def __init__(self, page: Page, *, long: bool = False) -> None:
        self.page = page
        self.long = long
        self.pages_told: set[str] = set()

    def blocks(self, nodes: Sequence[Node], depth: int) -> Iterator[str]:
        """Blocks at the outermost level: divisions, articles, headings, loose paragraphs."""
        loose: list[Node] = []
        for node in nodes:
            if node.kind in UNITS or node.is_division:
                yield from self.loose(loose)
                loose = []
                yield from self.division(node, depth) if self.opens(node) else self.unit(node, depth)
            else:
                loose.append(node)
        yield from self.loose(loose)

    def opens(self, node: Node) -> bool:
        """Whether a node stands as a heading of its own: a chapter, or a heading with others below."""
        if node.kind not in UNITS:
            return True
        if node.kind != "heading" or not node.heading:
            return False
        if any(child.kind in UNITS for child in node.children):
            return True
        return node.level <= 1 and bool(node.children or not node.level) and not node.runs_in

    def division(self, node: Node, depth: int) -> Iterator[str]:
        level = min(depth, 5)
        named = " named" if node.path == self.page.named else ""
        deep = " deep" if node.kind == "section" or (node.kind == "heading" and node.level) else ""
        name = "　".join(filter(None, (node.label, "\0")))
        words = self.words(node.heading, node.heading_links)
        label = escape(name).replace("\0", words) if node.kind not in UNITS else self.marker(node) + words
        yield (
            f'<h{level} class="zhang{deep}{named}" id="{anchor(node.path)}"{self.cite(node)}>'
            f'{self.box(node)}<a class="self" href="{self.here(node)}">{self.plain_label(label)}</a></h{level}>'
        )
        own = [child for child in node.children if child.kind not in UNITS and not child.is_division]
        if node.text or own:
            yield self.bare(node, own)
        yield from self.blocks([child for child in node.children if child not in own], depth + 1)

    @staticmethod
    def plain_label(label: str) -> str:
        """Links cannot stand inside the heading's own link; their words stay."""
        return hold_numbers(re.sub(r"</?(?:a|span)\b[^<>]*>", "", label))

    @staticmethod
    def marker(node: Node) -> str:
        label = printed_label(node.label, node.path)
        gap = "" if label.endswith(("、", "）", ")")) or not label else "　"
        return escape(label) + gap

    def unit(self, node: Node, depth: int) -> Iterator[str]:
        """An article, or a numbered heading that runs into its paragraph."""
        level = min(depth, 6)
        ident = anchor(node.path)
        css = "tiao" + (" named shown" if node.path == self.page.named else "")
        below = [child for child in node.children if child.kind in UNITS]
        own = [child for child in node.children if child.kind not in UNITS]
        yield (
            f'<article class="{css}" id="{ident}"{self.cite(node)}{self.room(own, node)}>'
            f'<h{level} class="tiao-no">{self.box(node)}<a href="{self.here(node)}">'
            f"{escape(printed_label(node.label, node.path) or '〔无号〕')}</a></h{level}>"
            f'<div class="body">{self.body(node, own)}</div>{self.side(node, below)}</article>'
        )
        yield from self.blocks(below, depth + 1)

    def room(self, own: Sequence[Node], node: Node) -> str:
        """The lines that an article will take, wide and on a phone: browsers lay out a long text by and by."""
        if not self.long:
            return ""
        room = room_of(node, own)
        return f' style="--d:{room.wide};--p:{room.narrow}' + (f";--g:{room.gaps}" if room.gaps else "") + '"'

    def box(self, node: Node) -> str:
        """A box to tick where the reader chooses what to print."""
        if not self.page.choosing:
            return ""
        name = escape(f"选 {node.cite or node.label or node.heading}")
        return f'<input type="checkbox" name="pick" value="{escape(node.path)}" aria-label="{name}"> '

    def bare(self, node: Node, own: Sequence[Node]) -> str:
        """Paragraphs that stand under a division without a number of their own."""
        first = self.paragraph(node.text, node.links) if node.text else ""
        return (
            f'<div class="tiao plain" data-cite="{escape(node.cite)}"><span></span>'
            f'<div class="body">{first}{self.flow(own, node)}</div>'
            f"{self.side(node, [child for child in node.children if child not in own])}</div>"
        )

    def loose(self, nodes: Sequence[Node]) -> Iterator[str]:
        if nodes:
            yield '<div class="tiao plain"><span></span><div class="body">'
            yield self.flow(nodes, None)
            yield f"</div>{self.side_of(nodes)}</div>"

    def body(self, node: Node, own: Sequence[Node]) -> str:
        """The words of an article: run-in heading, first paragraph, then the rest."""
        rest = list(own)
        if node.text:
            return self.paragraph(node.text, node.links, self.run(node)) + self.flow(rest, node)
        if node.heading and node.runs_in:
            head = rest.pop(0)
            stop = "" if node.heading[-1] in _STOPS else "。"
            first = self.clause(head, node, self.run(node, stop)) + self.flow(head.children, node)
            return first + self.flow(rest, node)
        first = f'<p class="kuan">{self.run(node)}</p>' if node.heading else ""
        return first + self.flow(rest, node)

    def run(self, node: Node, stop: str = "") -> str:
        """A heading inside the text; one as long as a paragraph is set as a paragraph."""
        words = self.words(node.heading, node.heading_links) + stop
        if not node.heading or (len(node.heading) > LONGEST_HEADING and not node.children):
            return words
        return f'<b class="run">{words}</b>'

    def paragraph(self, text: str, links: Sequence[Link], run: str = "") -> str:
        return f'<p class="kuan">{run}{self.words(text, links)}</p>'

    def clause(self, node: Node, unit: Node | None, run: str = "") -> str:
        named = " named" if node.path == self.page.named else ""
        return (
            f'<p class="kuan{named}" id="{anchor(node.path)}">{self.address(node, unit)}'
            f"{run}{self.words(node.text, node.links)}</p>"
        )

    def flow(self, nodes: Sequence[Node], unit: Node | None) -> str:
        """Clauses, items, tables and notes in order; neighbouring items make one list."""
        out: list[str] = []
        listing = False
        for node in nodes:
            if (node.kind in LISTED) != listing:
                out.append('<ol class="xiang" role="list">' if not listing else "</ol>")
                listing = not listing
            out.append(self.piece(node, unit))
        return "".join(out) + ("</ol>" if listing else "")

    def piece(self, node: Node, unit: Node | None) -> str:
        if node.kind in LISTED:
            return self.item(node, unit)
        if node.kind == "table":
            return self.table(node)
        if node.kind == "note":
            return f'<p class="note" id="{anchor(node.path)}">{self.words(node.text, node.links)}</p>'
        if node.text or not node.children:
            return self.clause(node, unit) + self.flow(node.children, unit)
        return f'<span id="{anchor(node.path)}"></span>{self.flow(node.children, unit)}'

    def item(self, node: Node, unit: Node | None) -> str:
        named = ' class="named"' if node.path == self.page.named else ""
        head = f'<b class="run">{self.words(node.heading, node.heading_links)}</b>' if node.heading else ""
        return (
            f'<li id="{anchor(node.path)}"{named}>{self.address(node, unit)}'
            f'<span class="no">{escape(printed_label(node.label))}</span>{head}'
            f"{self.words(node.text, node.links)}{self.flow(node.children, unit)}</li>"
        )

    def table(self, node: Node) -> str:
        grid = build_grid(node.table or {})
        caption = node.heading or node.label
        named = f"<caption>{escape(caption)}</caption>" if caption else ""
        if not grid.body:
            return f'<p class="kuan" id="{anchor(node.path)}">{self.words(node.text, node.links)}</p>'
        figures = _figure_columns(grid.body)
        head = "".join(self.row(row, figures, head=True) for row in grid.head)
        thead = f"<thead>{head}</thead>" if head else ""
        body = "".join(self.row(row, figures) for row in grid.body)
        ident = anchor(node.path)
        return (
            f'<table class="fold-table" role="table" id="{ident}">{named}{thead}<tbody>{body}</tbody></table>'
        )

    def row(self, cells: Sequence[Cell], figures: frozenset[int], *, head: bool = False) -> str:
        opening = 'th scope="col" role="columnheader"' if head else 'td role="cell"'
        out: list[str] = []
        for cell in cells:
            marks = [word for word, yes in (("num", cell.column in figures), ("again", cell.again)) if yes]
            kind = f' class="{" ".join(marks)}"' if marks else ""
            label = f' data-y="{escape(cell.name)}"' if cell.name else ""
            spans = (("rowspan", cell.down), ("colspan", cell.across))
            merged = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
            out.append(f"<{opening}{kind}{merged}{label}>{self.words(cell.text, ())}</{opening[:2]}>")
        return f'<tr role="row">{"".join(out)}</tr>'

    def words(self, text: str, links: Sequence[Link]) -> str:
        marks = find_words(text, self.page.words) if self.page.words else ()
        return render_inline(text, links, marks)

    def here(self, node: Node) -> str:
        return escape(f"{self.page.address}#{anchor(node.path)}")

    @staticmethod
    def cite(node: Node) -> str:
        told = node.cite == printed_label(node.label, node.path)
        return f' data-cite="{escape(node.cite)}"' if node.cite and not told else ""

    def address(self, node: Node, unit: Node | None) -> str:
        """The quiet anchor in the gutter: 第二款 inside 第五条."""
        outer = unit.cite if unit else ""
        name = node.cite.removeprefix(outer) if outer else node.cite
        if not name or name == node.cite == outer:
            return ""
        return f'<a class="addr" href="{self.here(node)}">{escape(name)}</a>'

    def side(self, node: Node, below: Sequence[Node]) -> str:
        end = node.line_end
        if below:
            end = max(node.line_start, below[0].line_start - 1)
        return self.margin(node.notes, node.line_start, end)

    def side_of(self, nodes: Sequence[Node]) -> str:
        notes = [note for node in nodes for note in node.notes]
        return self.margin(notes, nodes[0].line_start, nodes[-1].line_end)

    def margin(self, notes: Sequence[Note], start: int, end: int) -> str:
        inner = render_margin(self.page, [*self.page_marks(start, end), *notes], start, end)
        return f'<div class="side">{inner}</div>' if inner else ""

    def page_marks(self, start: int, end: int) -> list[Note]:
        """The printed pages that begin between two lines, each told once."""
        if self.page.sheets is None or not start:
            return []
        marks = self.page.sheets.marks(start, end)
        fresh = [mark for mark in marks if mark.text not in self.pages_told]
        self.pages_told.update(mark.text for mark in fresh)
        return fresh


def _figure_columns(rows: Sequence[Sequence[Cell]]) -> frozenset[int]:
    """Columns whose every filled cell is a figure; they stand to the right."""
    columns: dict[int, list[str]] = {}
    for cell in (cell for row in rows for cell in row):
        if cell.text.strip() and not cell.again:
            columns.setdefault(cell.column, []).append(cell.text.strip())
    return frozenset(at for at, cells in columns.items() if all(map(_FIGURE.fullmatch, cells)))
