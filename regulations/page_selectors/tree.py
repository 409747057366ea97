"""One version's provisions and citations as the tree that ``regulations.rendering`` prints.

In the room: two reads (provisions, citations) and where each citation leads. Not in the room: HTML.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, Q, QuerySet, Subquery, When

from documents.reading import ReadingFrame
from regulations.editions import editions_in_force
from regulations.models import Citation, Provision, Version
from regulations.page_selectors.attachments import names_attachment
from regulations.printed import Link, Node, place_address
from regulations.querysets import is_public, status_case
from regulations.statements import Slot, Statement
from regulations.wording import PAST, status_name

_TARGET = ("id", "slug", "title", "doc_number", "level", "is_stub")


def _citations() -> QuerySet[Citation]:
    own = Q(target__document=F("regulation__document"))
    made = Q(regulation=Slot("regulation"), provision__version=Slot("version"))
    said_on = Slot("said_on", DateField())
    unread = ("title", "title_key", "doc_number", "number_key", "provision_cite", "reason", "decided_by")
    shown = (f.name for f in Citation._meta.concrete_fields if f.name not in unread)
    return (
        Citation.objects.filter(is_public("target__") | own, made)
        .select_related("target")
        .only(*shown, *(f"target__{name}" for name in _TARGET))
        .annotate(
            target_code=status_case(Slot("on", DateField()), "target__"),
            edition_then=_edition_of_another(said_on),
            edition_now=_edition_of_another(Slot("on", DateField())),
        )
        .order_by("provision__position", "in_heading", "start")
    )


def _edition_of_another(day: Slot) -> Case:
    """The edition of the target in force on a day; only laws have several, and their own is not asked for."""
    another = ~Q(target=Slot("regulation")) & Q(target__document__isnull=True)
    return Case(When(another, then=Subquery(editions_in_force("target", day))), output_field=DateField())


_CITATIONS = Statement(_citations)


def citations_of(version: Version, on: date, issued_on: date | None) -> list[Citation]:
    """The citations made in a version, each with its target and the target's status. One query.

    ``issued_on`` is the act's day: where several editions of a target are held, ``edition_then`` names the
    one in force on the day of the version's words, ``edition_now`` that of ``on``. What leads to an unpublished
    text of another document is left out.
    """
    said_on = version.edition_on or issued_on
    return _CITATIONS(version=version.pk, regulation=version.regulation_id, on=on, said_on=said_on)


def edition_meant(citation: Citation) -> date | None:
    """The edition in force when the words were written, where today's is another one."""
    then: date | None = getattr(citation, "edition_then", None)
    return then if then != getattr(citation, "edition_now", None) else None


def _provisions() -> QuerySet[Provision, Any]:
    return (
        Provision.objects.filter(version=Slot("version"))
        .order_by("position")
        .values_list(
            *("id", "parent_id", "kind", "path", "label", "heading", "text", "cite"),
            *("level", "line_start", "line_end", "table"),
        )
    )


_PROVISIONS = Statement(_provisions)


def build_tree(
    version: Version, citations: Iterable[Citation], frame: ReadingFrame, here: str
) -> tuple[list[Node], dict[int, Node]]:
    """The version's tree in printed order, and its nodes by primary key. One query.

    The links carry the reader's chosen day; ``here`` is the text's own address.
    """
    links: Mapping[int, list[tuple[bool, Link]]] = _links(citations, frame, here)
    roots: list[Node] = []
    nodes: dict[int, Node] = {}
    for own, above, *words in _PROVISIONS(version=version.pk):
        node = nodes[own] = Node(*words)
        for in_heading, link in links.get(own, ()):
            (node.heading_links if in_heading else node.links).append(link)
        parent = nodes.get(above)
        (parent.children if parent else roots).append(node)
    return roots, nodes


def _links(
    citations: Iterable[Citation], frame: ReadingFrame, here: str
) -> dict[int, list[tuple[bool, Link]]]:
    found: dict[int, list[tuple[bool, Link]]] = defaultdict(list)
    for citation in citations:
        link = citation_link(citation, frame, here)
        if link is not None:
            found[citation.provision_id].append((citation.in_heading, link))
    return found


def _no_link(citation: Citation) -> Link | None:
    """A mention that leads nowhere says why: an attachment not printed, or a place not found."""
    if names_attachment(citation):
        return Link(citation.start, citation.end, "", "absent", "公报没有刊印这个附件")
    if citation.status == Citation.Status.UNCLEAR:
        return Link(citation.start, citation.end, "", "doubt", "没有找到这里所指的条款")
    return None


def citation_link(citation: Citation, frame: ReadingFrame, here: str) -> Link | None:
    """Where a citation leads; without an address it is only marked, None where there is nothing to mark.

    Inner citations stay on the page; a repealed act is marked, a stub is told apart. Of an act with several
    editions the one is meant that was in force then, unless the reader chose a day.
    """
    target = citation.target
    if target is None:
        return _no_link(citation)
    path = citation.target_path
    if target.pk == citation.regulation_id:
        return Link(citation.start, citation.end, f"{here}#{path.replace('/', '-')}") if path else None
    address = target.get_absolute_url()
    code = "stub" if target.is_stub else getattr(citation, "target_code", "unknown")
    kind = "stub" if target.is_stub else "dead" if code in PAST else "cite"
    hint = status_name(code) if kind != "cite" else ""
    if citation.status == Citation.Status.AMBIGUOUS:
        kind, hint = "doubt", "有几份文件都可能是这里所指的"
    href, then = frame.carry(place_address(address, path)), edition_meant(citation)
    if then and frame.is_today:
        page, mark, fragment = href.partition("#")
        href = f"{page}?edition={then.isoformat()}{mark}{fragment}"
        hint = hint or f"成文时的文本（{then.year}年{then.month}月{then.day}日）"
    return Link(
        start=citation.start,
        end=citation.end,
        href=href,
        kind=kind,
        hint=hint,
    )
