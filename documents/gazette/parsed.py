"""What the pipeline returns for one source file.

In the room: the frozen result types, the contract between the pure pipeline and the
services that store it. Not in the room: how any field is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.gazette.anchors import BoundaryOutcome
from documents.gazette.source import DroppedLine, Finding, SourceText, Table


@dataclass(frozen=True, slots=True)
class Masthead:
    """Facts of the issue as printed on its cover or in its running heads."""

    name: str | None = None
    year: int | None = None
    number: int | None = None
    total_number: int | None = None
    published_on: date | None = None
    frequency: str | None = None
    host: str | None = None


@dataclass(frozen=True, slots=True)
class TocEntry:
    """One line of the table of contents."""

    column: str | None
    title: str
    doc_number: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One repaired paragraph: wraps joined, fake bold undoubled, running heads gone.

    ``kind``: title, number, addressees, text, heading, chapter, article, item, signature,
    date, publicity, attachments, table, caption.
    """

    kind: str
    text: str
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class ActReference:
    """An act named in a text: ``title`` without 《》, ``doc_number`` in normal form."""

    title: str | None
    doc_number: str | None


@dataclass(frozen=True, slots=True)
class Provision:
    """One node of a text's tree; the text is told once, in the order printed.

    ``kind``: part 编, chapter 章, section 节, article 条, heading (一、 （一） 1. / 1.1),
    clause 款 (a paragraph), item 项, subitem 目, preamble (text before the first provision),
    table, note. ``label`` as printed without trailing stop (第二十一条, （一）, 4.3.2),
    ``heading`` the heading's or chapter's words, ``text`` the node's own text without label
    and heading (children hold theirs). ``path`` is the ASCII address, unique in its text
    (art_21/para_1/item_3, chp_2, h_3/h_5, s_4_3_2); ``cite`` the way Chinese cites it
    (第二十一条第一款第（三）项, 三（五）, 4.3.2). ``number``/``suffix``: 第N条之M.
    """

    kind: str
    label: str
    heading: str
    text: str
    path: str
    cite: str
    level: int
    number: int | None
    suffix: int | None
    line_start: int
    line_end: int
    children: tuple["Provision", ...] = ()
    table: Table | None = None

    def walk(self) -> Iterator["Provision"]:
        """This node and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a document: the notice's own (``body`` where it says something of its own,
    ``notice`` where it only issues), an ``enclosure`` or an ``attachment``.

    ``scheme``: articles, decimal, outline, mixed, plain, table. ``expires_on`` is the last
    day in force; ``validity`` the term as printed (有效期五年).
    """

    title: str
    genre: str | None
    role: str
    scheme: str
    line_start: int
    line_end: int
    chapters: tuple[str, ...]
    provisions: tuple[Provision, ...]
    paragraphs: tuple[Paragraph, ...]
    effective_on: date | None = None
    effective_inferred: bool = False
    expires_on: date | None = None
    validity: str | None = None
    trial: bool = False
    interpreter: str | None = None
    history: tuple["HistoryEvent", ...] = ()

    def walk(self) -> Iterator[Provision]:
        """All provisions in printed order."""
        for provision in self.provisions:
            yield from provision.walk()


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event in a law's own history line: 通过, 批准, 公布, 施行, 修正, 修订, 废止. ``on`` is None
    where the line names no day (自公布之日起施行); ``by`` is the organ, meeting or order as printed."""

    kind: str
    on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One official document as printed. ``parts[0]`` is always the document's own text
    (role ``notice`` or ``body``), except for a law file, whose only part is its ``body``.
    ``paragraphs`` is the whole document in order, every part included."""

    title: str
    doc_number: str | None
    issuers: tuple[str, ...]
    doc_type: str | None
    column: str | None
    addressees: str | None
    signed_on: date | None
    publicity: str | None
    line_start: int
    line_end: int
    page: int | None
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[Part, ...]
    legal_basis: tuple[ActReference, ...] = ()
    cites: tuple[ActReference, ...] = ()
    abolishes: tuple[ActReference, ...] = ()
    attachment_list: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ChronicleEntry:
    """One dated entry; ``on`` is the first day where several are named."""

    on: date | None
    date_text: str
    text: str
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A 大事记 of one month."""

    title: str
    entries: tuple[ChronicleEntry, ...]
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class ParsedIssue:
    """All that one source file says. ``gazette`` is None for a file that is one act;
    ``boundaries`` tells what became of people's words on where documents begin."""

    source: SourceText
    gazette: Masthead | None
    toc: tuple[TocEntry, ...]
    front_matter: str
    documents: tuple[ParsedDocument, ...]
    chronicles: tuple[Chronicle, ...]
    dropped: tuple[DroppedLine, ...]
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    boundaries: tuple[BoundaryOutcome, ...] = ()
