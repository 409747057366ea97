"""The tree of provisions: what stands under what, by the markers that sequence accepted.

In the room: from the paragraphs of one text to its tree, every paragraph told once. Not in
the room: accepting markers (``documents.gazette.numbering``), dates, citations.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.gazette.blocks import Block
from documents.gazette.parsed import Provision
from documents.gazette.source import Finding, Table
from documents.text.normal import ends_sentence
from regulations.structure.headings import split_article, split_division, split_heading
from regulations.structure.labels import cite_of, decimal_segment, path_segment

_DIVISION_RANK = {"part": 0, "subpart": 1, "chapter": 2, "section": 3}
_COUNT_RANK = {"h1": 10, "h2": 11, "h3": 12, "h4": 13, "h5": 14}
_ARTICLE_RANK = 9
_DECIMAL_RANK = 20
_ITEM_RANK = 40
_LONGEST_ITEM_HEAD = 30


@dataclass(slots=True)
class _Node:
    kind: str
    label: str
    heading: str
    text: str
    path: str
    cite: str
    rank: int
    level: int
    number: int | None
    suffix: int | None
    start: int
    end: int
    children: list["_Node"] = field(default_factory=list)
    table: Table | None = None
    clauses: int = 0


def build_outline(
    blocks: Sequence[Block], tables: Sequence[Table] = ()
) -> tuple[tuple[Provision, ...], tuple[Finding, ...]]:
    """Build the tree of one text.

    Example: the blocks ``第一条 …`` and ``（一）…`` give art_1 with the child art_1/item_1.
    Returns the roots in printed order and the findings on clashing addresses. Raises nothing.
    """
    builder = _Tree(tables)
    for block in blocks:
        builder.add(block)
    builder.finish()
    return tuple(_frozen(node) for node in builder.roots), tuple(builder.findings)


class _Tree:
    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = {table.line_start: table for table in tables}
        self.roots: list[_Node] = []
        self.stack: list[_Node] = []
        self.seen: dict[str, int] = {}
        self.findings: list[Finding] = []
        self.rows: list[Block] = []
        self.table_count = 0
        self.note = False
        self.note_count = 0
        self.clashed: int | None = None

    def add(self, block: Block) -> None:
        if block.kind == "table":
            if self.rows and bool(self.rows[-1].cells) != bool(block.cells):
                self._flush_rows()
            self.rows.append(block)
            return
        self._flush_rows()
        marker = block.marker
        self.note = self.note and marker is not None and marker.kind == "h3"
        if block.kind == "attachments" or (self.note and marker and marker.kind == "h3"):
            self._add_note(block)
        elif marker is None:
            self._add_text(block)
        elif marker.kind in _DIVISION_RANK:
            self._add_division(block)
        elif marker.kind == "article":
            self._add_article(block)
        elif block.kind == "heading":
            self._add_heading(block)
        else:
            self._add_item(block)

    def finish(self) -> None:
        self._flush_rows()

    def _add_division(self, block: Block) -> None:
        marker = block.marker
        assert marker is not None
        rank = _DIVISION_RANK[marker.kind]
        self._pop_to(rank)
        above = self._nearest(tuple(_DIVISION_RANK))
        prefix = f"{above.path}/" if above and marker.kind in ("section", "subpart") else ""
        if marker.kind == "chapter" and above and above.kind in ("part", "subpart"):
            prefix = f"{above.path}/"
        path = prefix + path_segment(marker.kind, marker.number)
        cite = cite_of(marker.kind, marker.label, marker.number, above.cite if above else "")
        node = self._node(
            marker.kind, marker.label, split_division(block), "", path, cite, rank, marker.number, block
        )
        self._attach(node)

    def _add_article(self, block: Block) -> None:
        marker = block.marker
        assert marker is not None
        self._pop_to(_ARTICLE_RANK)
        path = path_segment("article", marker.number, marker.suffix)
        heading, text = split_article(block)
        node = self._node(
            "article", marker.label, heading, text, path, marker.label, _ARTICLE_RANK, marker.number, block
        )
        node.suffix = marker.suffix
        self._attach(node)

    def _add_heading(self, block: Block) -> None:
        marker = block.marker
        assert marker is not None
        heading, rest = split_heading(block)
        if marker.kind == "decimal":
            rank = _DECIMAL_RANK + len(marker.path)
            self._pop_to(rank)
            path, cite = decimal_segment(marker.path), marker.label
        else:
            rank = _COUNT_RANK[marker.kind] - (5 if self._over_articles(marker.kind) else 0)
            self._pop_to(rank)
            above = self._nearest(("heading",)) or self._division()
            prefix = f"{above.path}/" if above else ""
            path = prefix + path_segment("heading", marker.number)
            base = above.cite if above and above.kind == "heading" else ""
            cite = cite_of("heading", marker.label, marker.number, base)
        node = self._node("heading", marker.label, heading, "", path, cite, rank, marker.number, block)
        self._attach(node)
        if rest:
            self._add_clause(node, rest, block)

    def _over_articles(self, kind: str) -> bool:
        """A heading over articles stands above them, as a chapter does."""
        return kind in ("h1", "h2", "h3")

    def _add_item(self, block: Block) -> None:
        marker = block.marker
        assert marker is not None
        rank = _ITEM_RANK + _COUNT_RANK.get(marker.kind, 12)
        self._pop_to(rank)
        above = self.stack[-1] if self.stack else None
        if above and above.kind == "article" and above.clauses:
            above = next(child for child in reversed(above.children) if child.kind == "clause")
        kind = "subitem" if above and above.kind in ("item", "subitem") else "item"
        prefix = f"{above.path}/" if above else ""
        path = prefix + path_segment(kind, marker.number)
        base = above.cite if above and above.kind not in _DIVISION_RANK else ""
        cite = cite_of(kind, marker.label, marker.number, base)
        text = block.text[marker.length :].strip()
        node = self._node(kind, marker.label, "", text, path, cite, rank, marker.number, block)
        node.level = (above.level + 1) if above else 0
        (above.children if above else self.roots).append(node)
        self.stack.append(node)
        self._grow(node.end)

    def _add_text(self, block: Block) -> None:
        holder = self._holder()
        if holder is None:
            self._add_preamble(block)
        elif holder.kind in ("item", "subitem"):
            joint = "\n" if holder.text else ""
            holder.text += joint + block.text
            self._grow(block.line_end)
        else:
            self._add_clause(holder, block.text, block)

    def _add_note(self, block: Block) -> None:
        """A list of attachments says nothing of its own: a note under the article it follows."""
        self.note = True
        self.note_count += 1
        article = self._nearest(("article",))
        prefix = f"{article.path}/" if article else ""
        path = prefix + path_segment("note", self.note_count)
        cite = article.cite if article else "附件"
        node = self._node("note", "", "", block.text, path, cite, 99, self.note_count, block)
        node.level = article.level + 1 if article else 0
        (article.children if article else self.roots).append(node)
        self._grow(node.end)

    def _holder(self) -> _Node | None:
        """A paragraph after the items of an article is a further clause of the article."""
        while self.stack and self.stack[-1].kind in ("item", "subitem"):
            article = next((node for node in reversed(self.stack) if node.kind == "article"), None)
            if article is None and _opens_only(self.stack[-1].text):
                return self.stack[-1]
            self.stack.pop()
        return self.stack[-1] if self.stack else None

    def _add_preamble(self, block: Block) -> None:
        if not self.roots or self.roots[-1].kind != "preamble":
            node = self._node(
                "preamble", "", "", "", "pre", cite_of("preamble", "", None, ""), 0, None, block
            )
            self.roots.append(node)
        self._add_clause(self.roots[-1], block.text, block)
        self.roots[-1].end = block.line_end

    def _add_clause(self, above: _Node, text: str, block: Block) -> None:
        if above.kind == "article" and not above.clauses:
            if not above.text and not above.children:
                above.text = text
                self._grow(block.line_end)
                return
            self._split_article(above)
        above.clauses += 1
        base = above.cite if above.kind not in _DIVISION_RANK else ""
        node = self._node(
            "clause", "", "", text, f"{above.path}/{path_segment('clause', above.clauses)}",
            cite_of("clause", "", above.clauses, base), 99, above.clauses, block,
        )  # fmt: skip
        node.level = above.level + 1
        above.children.append(node)
        self._grow(block.line_end)

    def _split_article(self, article: _Node) -> None:
        """With a second clause the first one gets an address, and its items move under it."""
        first = _Node(
            "clause", "", "", article.text, f"{article.path}/para_1",
            cite_of("clause", "", 1, article.cite), 99, article.level + 1, 1, None,
            article.start, article.end,
        )  # fmt: skip
        first.children = article.children
        for child in first.children:
            _rebase(child, article.path, first.path, article.cite, first.cite)
        article.text, article.children, article.clauses = "", [first], 1
        self.seen[first.path] = 1

    def _flush_rows(self) -> None:
        if not self.rows:
            return
        rows, self.rows = self.rows, []
        self.table_count += 1
        above = next((node for node in reversed(self.stack) if node.kind not in ("item", "subitem")), None)
        prefix = f"{above.path}/" if above else ""
        path = prefix + path_segment("table", self.table_count)
        cite = cite_of("table", "", self.table_count, above.cite if above else "")
        text = "\n".join(row.text for row in rows)
        node = self._node("table", "", "", text, path, cite, 99, self.table_count, rows[0])
        node.end = max(row.line_end for row in rows)
        node.table = self.tables.get(rows[0].line_start) or (_table(rows) if rows[0].cells else None)
        node.level = (above.level + 1) if above else 0
        (above.children if above else self.roots).append(node)
        self._grow(node.end)

    def _node(
        self, kind: str, label: str, heading: str, text: str, path: str, cite: str, rank: int,
        number: int | None, block: Block,
    ) -> _Node:  # fmt: skip
        count = self.seen.get(path, 0) + 1
        self.seen[path] = count
        if count > 1:
            goes_on = number is not None and number - 1 == self.clashed
            self.clashed = number
            if label and not goes_on:
                message = f"从“{label}”起编号在同一层级重复（第{count}次），已分别编址；如漏认了上一级标题，请核对。"
                self.findings.append(Finding("address-clash", "info", block.line_start, message))
            path = f"{path}_b{count}"
            self.seen[path] = 1
        return _Node(
            kind, label, heading, text, path, cite, rank, 0, number, None, block.line_start, block.line_end
        )

    def _pop_to(self, rank: int) -> None:
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()

    def _nearest(self, kinds: tuple[str, ...]) -> _Node | None:
        return next((node for node in reversed(self.stack) if node.kind in kinds), None)

    def _division(self) -> _Node | None:
        return self._nearest(tuple(_DIVISION_RANK))

    def _attach(self, node: _Node) -> None:
        above = self.stack[-1] if self.stack else None
        node.level = above.level + 1 if above else 0
        (above.children if above else self.roots).append(node)
        self._grow(node.end)
        self.stack.append(node)

    def _grow(self, line: int) -> None:
        for at, node in enumerate(self.stack):
            node.end = max(node.end, line)
            holds = node.kind == "article" and node.clauses and at + 1 < len(self.stack)
            clause = next((c for c in reversed(node.children) if c.kind == "clause"), None) if holds else None
            if clause:
                clause.end = max(clause.end, line)


def _opens_only(text: str) -> bool:
    """An item that is no sentence (①工业源) heads the paragraphs under it."""
    head = text.split("\n", 1)[0]
    return len(head) <= _LONGEST_ITEM_HEAD and not ends_sentence(head) and "。" not in head


def _rebase(node: _Node, path: str, new_path: str, cite: str, new_cite: str) -> None:
    node.path = new_path + node.path[len(path) :]
    node.cite = new_cite + node.cite[len(cite) :] if node.cite.startswith(cite) else node.cite
    node.level += 1
    for child in node.children:
        _rebase(child, path, new_path, cite, new_cite)


def _table(rows: Sequence[Block]) -> Table:
    cells = [row.cells for row in rows]
    return Table(cells[0], tuple(cells[1:]), rows[0].line_start, max(row.line_end for row in rows))


def _frozen(node: _Node) -> Provision:
    return Provision(
        kind=node.kind, label=node.label, heading=node.heading, text=node.text, path=node.path,
        cite=node.cite, level=node.level, number=node.number, suffix=node.suffix,
        line_start=node.start, line_end=node.end,
        children=tuple(_frozen(child) for child in node.children), table=node.table,
    )  # fmt: skip
