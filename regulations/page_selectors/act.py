"""The page of one act: everything that its template shows, in a fixed number of queries.

In the room: the assembly. Not in the room: HTML (``regulations.rendering`` and templates).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, Exists, Expression, F, OuterRef, Q
from django.db.models.functions import JSONObject

from documents.models import Document, DroppedLine, Finding, Organ, SourceText
from documents.reading import ReadingFrame
from regulations.citations.provisions import same_place, without_provision
from regulations.editions import named_day, version_in_force
from regulations.insight.kin import Kin, find_kin, split_kin, text_beside
from regulations.models import Citation, Effect, Provision, Redirect, Regulation, Spelling, Version
from regulations.page_selectors.attachments import (
    Attachment,
    attachments_of,
    names_attachment,
    unprinted_mentions,
)
from regulations.page_selectors.contents import Entry, contents_of, count_units
from regulations.page_selectors.life import ActLife, read_life
from regulations.page_selectors.relations import Relations, read_relations
from regulations.page_selectors.sheets import sheets_of
from regulations.page_selectors.tree import build_tree, citations_of
from regulations.printed import Node, Note, Page, SourceView, anchor, chosen_nodes
from regulations.querysets import RegulationQuerySet
from regulations.rendering import render_text
from regulations.statements import Slot, Statement


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for: a place in the text, words to mark, the source lines, an edition,
    places picked out to print (``picking`` says that they are still being chosen)."""

    path: str = ""
    words: tuple[str, ...] = ()
    source: bool = False
    edition: str = ""
    picking: bool = False
    picked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tab:
    """One text of the same document."""

    act: Regulation
    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class FrameLines:
    """What is printed around a document's own text, each with its kind: addressees before it; signature,
    date, note of publicity and list of attachments after it."""

    before: Sequence[tuple[str, str]] = ()
    after: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ActPage:
    """All that the template of an act needs; nothing in it queries again."""

    act: Regulation
    document: Document | None
    organs: Sequence[Mapping[str, str]]
    tabs: Sequence[Tab]
    version: Version | None
    standing: Version | None
    versions: Sequence[Version]
    life: ActLife
    contents: Sequence[Entry]
    text: str
    units: int
    measure: str
    frame_lines: FrameLines
    relations: Relations
    series: Sequence[Kin]
    places: Sequence[Kin]
    named: Node | None
    nearest: str
    attachments: Sequence[Attachment]
    unprinted: Sequence[str]
    unread: int
    picked: Sequence[Node]

    @property
    def has_changed(self) -> bool:
        """Whether other texts of the act are held, or its head tells of a change."""
        told = self.version.history if self.version else ()
        return len(self.versions) > 1 or any(event[0] in ("修正", "修订") for event in told)

    @property
    def named_anchor(self) -> str:
        """The fragment of the place that the reader asked for."""
        return anchor(self.named.path) if self.named else ""

    @property
    def cite_text(self) -> str:
        """The place as it is cited: 《晋城市城市排水管理办法》第二十一条第一款."""
        return f"《{self.act.title}》{self.named.cite}" if self.named else ""

    @property
    def cite_picked(self) -> str:
        """The picked places as they are cited: 《晋城市城市排水管理办法》第三条、第五条."""
        places = (node.cite or node.label or node.heading for node in self.picked)
        return f"《{self.act.title}》{'、'.join(filter(None, places))}"


MOST_SPELLINGS = 60
_HEAD_FIRST = frozenset({"addressees"})
_HEAD_LAST = frozenset({"signature", "date", "publicity", "attachments"})
_ROLE_NAMES = {"notice": "印发通知", "body": "正文", "attachment": "附件", "enclosure": ""}


def readable_acts(on: date | Expression) -> RegulationQuerySet:
    """All texts, drafts too, each with document, issue and ``organs_named`` at hand; for staff only."""
    organs = Organ.objects.filter(documents=OuterRef("document_id")).order_by("name")
    return (
        Regulation.objects.with_status(on)
        .annotate(organs_named=ArraySubquery(organs.values(json=JSONObject(name="name", slug="slug"))))
        .select_related("document__issue")
        .defer("document__issue__front_matter")
    )


def _public_acts() -> RegulationQuerySet:
    seen = Spelling.objects.filter(regulation=OuterRef("pk")).order_by("-count", "text")
    spellings = ArraySubquery(seen.values("text")[:MOST_SPELLINGS])
    touched = Exists(Effect.objects.filter(target=OuterRef("pk")))
    return readable_acts(Slot("on", DateField())).public().annotate(names_seen=spellings, is_touched=touched)


_PUBLIC_ACT = Statement(lambda: _public_acts().filter(slug=Slot("slug")))


def public_act(slug: str, frame: ReadingFrame) -> Regulation:
    """One public text with its document and issue. One query.

    Raises ``Regulation.DoesNotExist``.
    """
    for found in _PUBLIC_ACT(slug=slug, on=frame.on):
        return found
    raise Regulation.DoesNotExist


def spellings_of(act: Regulation) -> list[str]:
    """The ways in which texts write the title or number of an act read by ``public_act``, the most
    frequent first, whatever provision they name; none where all write its title alone. No query."""
    seen = [*filter(None, dict.fromkeys(map(without_provision, getattr(act, "names_seen", []))))]
    return seen if any(text.strip("《》") != act.title for text in seen) else []


def is_touched(act: Regulation) -> bool:
    """Whether any effect is known on an act read by ``public_act``. No query."""
    return bool(getattr(act, "is_touched", True))


def moved_address(slug: str, path: str) -> str | None:
    """Where an old address leads now, None where it never was one or its act is hidden. At most one query."""
    rows = (
        Redirect.objects.filter(slug=slug, path__in=(path, ""), regulation__in=Regulation.objects.public())
        .select_related("regulation")
        .order_by("-path")
    )
    row = rows.first()
    if row is None:
        return None
    keep = row.new_path if row.path == path else path
    return f"{row.regulation.get_absolute_url()}{keep + '/' if keep else ''}"


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a page, and the tree that its text makes."""

    texts: Sequence[Regulation]
    versions: Sequence[Version]
    version: Version | None
    citations: Sequence[Citation]
    roots: Sequence[Node]
    nodes: Mapping[int, Node]
    life: ActLife
    relations: Relations


def act_page(act: Regulation, frame: ReadingFrame, wish: Wish) -> ActPage:
    """The page of a held text: nine queries, two more for a printed file, three with the source beside it."""
    # On the text's own page a bare fragment leads to a place in it; a place's page must name the text.
    here = frame.carry(act.get_absolute_url()) if wish.path else ""
    rows = _read_rows(act, frame, wish.edition, here)
    version, document, nodes = rows.version, act.document, list(rows.nodes.values())
    units, measure = count_units(rows.roots)
    series, places = _kin_beside(act, frame.on, rows.relations)
    picked = chosen_nodes(rows.roots, wish.picked)
    return ActPage(
        act=act,
        document=document,
        organs=getattr(act, "organs_named", ()),
        tabs=[Tab(text, _tab_name(text), text.pk == act.pk) for text in rows.texts],
        version=version,
        standing=version_in_force(rows.versions, frame.on),
        versions=rows.versions,
        life=rows.life,
        contents=contents_of(rows.roots),
        text=render_text(picked or rows.roots, _paper(rows, document, frame, wish, here)),
        units=units,
        measure=measure,
        frame_lines=_frame_lines(act, document),
        relations=rows.relations,
        series=series,
        places=places,
        named=next((node for node in nodes if node.path == wish.path), None),
        nearest=nearest_place(wish.path, {node.path for node in nodes}) if wish.path else "",
        attachments=attachments_of(document, rows.texts) if act.role != Regulation.Role.ATTACHMENT else [],
        unprinted=unprinted_mentions(rows.citations),
        unread=sum(each.status in _UNSURE and not names_attachment(each) for each in rows.citations),
        picked=picked,
    )


def _read_rows(act: Regulation, frame: ReadingFrame, edition: str, here: str) -> _Rows:
    texts, versions = _texts(act), _VERSIONS(act=act.pk)
    version = _chosen(versions, frame, edition)
    citations = citations_of(version, frame.on, act.issued_on) if version else []
    roots, nodes = build_tree(version, citations, frame, here) if version else ([], {})
    life = read_life(act, frame.on)
    relations = read_relations([text.pk for text in texts], citations, frame.on)
    _write_margins(act, nodes, relations, life)
    return _Rows(texts, versions, version, citations, roots, nodes, life, relations)


def _paper(rows: _Rows, document: Document | None, frame: ReadingFrame, wish: Wish, here: str) -> Page:
    """How the text is laid out: with its sheets, with the source beside it, with places to pick."""
    version = rows.version
    sheets = sheets_of(version, document, frame, drawn=wish.source) if version else None
    source = source_view(version) if version and wish.source else None
    choosing = wish.picking and not chosen_nodes(rows.roots, wish.picked)
    return Page(here, wish.path, wish.words, source, sheets, choosing=choosing)


def _kin_beside(act: Regulation, on: date, relations: Relations) -> tuple[list[Kin], list[Kin]]:
    """The series and the other places; each act that this one ends gets the text to lay beside it."""
    series, places = split_kin(find_kin(act, on) if act.document_id else [])
    for each in relations.ends:
        each.beside = text_beside(act, each.act.title, each.act.doc_number, each.act.slug, series)
    return series, places


def nearest_place(path: str, held: Collection[str]) -> str:
    """The held place that a cited address means or lies in; empty where the text has none.

    >>> nearest_place("art_3/para_4", {"art_3", "art_4"})
    'art_3'
    """
    while path:
        for same in same_place(path):
            if same in held:
                return same
        path = path.rpartition("/")[0]
    return ""


_UNSURE = frozenset({Citation.Status.AMBIGUOUS, Citation.Status.UNCLEAR})


_VERSIONS = Statement(
    lambda: Version.objects.filter(regulation=Slot("act")).annotate(source_format=F("source__text__format"))
)
_TEXTS = Statement(
    lambda: (
        Regulation.objects.filter(document=Slot("document"))
        .only("id", "slug", "title", "role", "ordinal", "genre", "document_id")
        .order_by("ordinal")
    )
)


def _texts(act: Regulation) -> list[Regulation]:
    return [act] if act.document_id is None else _TEXTS(document=act.document_id)


def _tab_name(text: Regulation) -> str:
    if text.role in ("notice", "body") and text.ordinal == 0:
        return _ROLE_NAMES[text.role]
    name = text.title
    return name if len(name) <= 24 else name[:23] + "…"


def _chosen(versions: Sequence[Version], frame: ReadingFrame, edition: str) -> Version | None:
    for version in versions:
        if edition and version.edition_on and version.edition_on.isoformat() == edition:
            return version
    return version_in_force(versions, frame.on)


def _frame_lines(act: Regulation, document: Document | None) -> FrameLines:
    """None for a text that its document only issues."""
    if document is None or act.ordinal != 0:
        return FrameLines()
    head = [(str(kind), str(text)) for kind, text in document.head]
    return FrameLines(
        [each for each in head if each[0] in _HEAD_FIRST],
        [each for each in head if each[0] in _HEAD_LAST],
    )


def _write_margins(act: Regulation, nodes: dict[int, Node], relations: Relations, life: ActLife) -> None:
    by_path = {node.path: node for node in nodes.values()}
    for path, count in relations.cited_paths.items():
        if path in by_path:
            by_path[path].notes.append(Note(f"被引 {count} 处", "#rel"))
    for path, names in _evidence_places(act, life).items():
        if path in by_path:
            by_path[path].notes.append(Note("、".join(names) + "依据", "#status"))
    for effect in relations.notes:
        path = effect.provision_path.split("/", 1)[0]
        if effect.by and effect.by.pk == act.pk and path in by_path:
            by_path[path].notes.append(Note("对以往规定只作提示，不改变其效力"))


def _evidence_places(act: Regulation, life: ActLife) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for moment, name in ((life.since, "施行"), (life.until, "期限"), (life.repealed, "废止")):
        evidence = moment.by if moment else None
        if evidence is not None and evidence.href.startswith(act.get_absolute_url()):
            path = evidence.href.removeprefix(act.get_absolute_url()).strip("/").split("/", 1)[0]
            places.setdefault(path, []).append(name)
    return places


def source_view(version: Version) -> SourceView:
    """The source lines of a version, the dropped ones and the findings among them. Three queries."""
    span = Q(line__gte=version.line_start, line__lte=version.line_end)
    text = SourceText.objects.filter(source_id=version.source_id).values_list("text", flat=True).first() or ""
    window = text.split("\n")[version.line_start - 1 : version.line_end]
    dropped = DroppedLine.objects.filter(span, source_id=version.source_id).values_list("line", "reason")
    findings = Finding.objects.filter(span, source_id=version.source_id).values_list("line", "message")
    return SourceView(
        lines=dict(enumerate(window, start=version.line_start)),
        dropped=dict(dropped),
        findings=dict(findings),
    )


@dataclass(frozen=True, slots=True)
class Peek:
    """A preview of one place: the words of a provision, or the head of an act."""

    act: Regulation
    code: str
    cite: str
    text: str
    href: str
    on_count: int = 0


def peek_at(act: Regulation, path: str, edition: str = "", on_limit: int = 360) -> Peek:
    """The preview of ``path`` in ``act``, in the newest text or that of a day. At most two queries."""
    code = "stub" if act.is_stub else getattr(act, "status_code", "unknown")
    href = f"{act.get_absolute_url()}{path + '/' if path else ''}"
    if not path:
        return Peek(act, code, "", "", href)
    own = Q(path=path) | Q(path__startswith=path + "/")
    dated = named_day(edition)
    text = Q(version__edition_on=dated) if dated else Q(version__is_current=True)
    rows = list(
        Provision.objects.filter(own, text, version__regulation=act)
        .order_by("position")
        .values_list("cite", "label", "heading", "text", "path")[:40]
    )
    parts = [
        ("" if at == 0 else label) + (heading + "　" if heading and text else heading) + text
        for at, (_, label, heading, text, _path) in enumerate(rows)
    ]
    words = "".join(parts)
    cite = next((row[0] for row in rows if row[4] == path), "")
    return Peek(act, code, cite, words if len(words) <= on_limit else words[:on_limit] + "……", href)


def stub_citations(act: Regulation) -> int:
    """How often a stub is cited by public texts. One query."""
    public = Q(regulation__document__isnull=True) | Q(regulation__document__publication="published")
    return Citation.objects.filter(public, target=act).exclude(regulation=F("target")).count()
