"""What stands around an act: its basis, who cites it with the sentence, what it ended and what ended it.

In the room: two reads and their grouping. Not in the room: how relations are found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import DateField, Q, QuerySet

from regulations.models import Citation, Effect
from regulations.page_selectors.tree import edition_meant
from regulations.printed import place_address
from regulations.querysets import is_public, status_case
from regulations.rendering import render_inline, sentence_around
from regulations.statements import Slot, Statement, any_of

MOST_CITATIONS = 240


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act as a list of neighbours names it."""

    pk: int
    slug: str
    title: str
    doc_number: str
    level: str
    is_stub: bool

    def get_absolute_url(self) -> str:
        """The page of this text: /r/<slug>/."""
        return f"/r/{self.slug}/"


_ACT = ("pk", "slug", "title", "doc_number", "level", "is_stub")


@dataclass(frozen=True, slots=True)
class Quoting:
    """One sentence that cites the act; ``sentence`` is safe HTML with the citation marked."""

    place: str
    href: str
    sentence: str
    target_path: str


@dataclass(slots=True)
class Neighbour:
    """Another act in some relation to this one, with its status on the chosen day."""

    act: NamedAct
    code: str
    quotes: list[Quoting] = field(default_factory=list)
    place: str = ""
    href: str = ""
    on: date | None = None
    detail: str = ""
    proposed: bool = False
    edition_then: date | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class RelatingEffect:
    """What one clause does to another act, or another's clause to this one."""

    kind: str
    on: date | None
    state: str
    detail: str
    provision_path: str
    place: str
    target: NamedAct
    target_code: str
    by: NamedAct | None
    by_code: str


@dataclass(frozen=True, slots=True)
class Relations:
    """The neighbours of one act by kind, each act once in a list."""

    basis: Sequence[Neighbour]
    cites: Sequence[Neighbour]
    cited_by: Sequence[Neighbour]
    cited_total: int
    cited_paths: dict[str, int]
    ends: Sequence[Neighbour]
    ended_by: Sequence[Neighbour]
    amends: Sequence[Neighbour]
    amended_by: Sequence[Neighbour]
    notes: Sequence[RelatingEffect]

    @property
    def total(self) -> int:
        """How many neighbours there are."""
        lists = (self.basis, self.cites, self.ends, self.ended_by, self.amends, self.amended_by)
        return sum(map(len, lists)) + self.cited_total

    @property
    def cited_unlisted(self) -> int:
        """How many acts cite it that the page does not list."""
        return self.cited_total - len(self.cited_by)

    @property
    def chain(self) -> bool:
        """Whether an older or a newer act is known."""
        return bool(self.ends or self.ended_by)


def cited_targets(citations: Iterable[Citation], role: str) -> list[Neighbour]:
    """The acts that a text names in one role, in order of first mention. No query."""
    found: dict[int, Neighbour] = {}
    for citation in citations:
        target = citation.target
        if target is None or citation.role != role or target.pk == citation.regulation_id:
            continue
        if target.pk not in found:
            code = getattr(citation, "target_code", "unknown")
            found[target.pk] = _neighbour(NamedAct(*(getattr(target, name) for name in _ACT)), code)
            found[target.pk].edition_then = edition_meant(citation)
    return list(found.values())


def _neighbour(act: NamedAct, code: str) -> Neighbour:
    return Neighbour(act, "stub" if act.is_stub else code)


def _made_elsewhere(*, single: bool = False) -> QuerySet[Citation]:
    """Citations of the texts in the slot ``texts``, or of the one in ``text``: the way to one is shorter
    than the one that PostgreSQL plans for a list of unknown length."""
    cited, citing = (
        (Q(target=Slot("text")), Q(regulation=Slot("text")))
        if single
        else (Q(any_of(side, Slot("texts"))) for side in ("target_id", "regulation_id"))
    )
    return Citation.objects.filter(is_public("regulation__"), cited).exclude(citing)


def _citing(*, single: bool) -> QuerySet[Citation, Any]:
    """Citations of some texts made elsewhere by public texts, newest act first."""
    return (
        _made_elsewhere(single=single)
        .annotate(citing_code=status_case(Slot("on", DateField()), "regulation__"))
        .order_by("-regulation__issued_on", "regulation_id", "provision__position", "start")
        .values_list(
            *("citing_code", "target_path", "in_heading", "start", "end"),
            *(f"provision__{name}" for name in ("cite", "path", "heading", "text")),
            *(f"regulation__{name}" for name in _ACT),
        )[:MOST_CITATIONS]
    )


_CITING, _CITING_ONE = Statement(lambda: _citing(single=False)), Statement(lambda: _citing(single=True))
_ALL_CITING = Statement(lambda: _made_elsewhere().values_list("target_path", "regulation_id"))


def _group_citing(rows: Iterable[tuple[Any, ...]], sentences: int = 3) -> list[Neighbour]:
    """Citing acts with at most ``sentences`` sentences each. No query."""
    found: dict[int, Neighbour] = {}
    for code, target_path, in_heading, start, end, cite, path, heading, text, *act in rows:
        neighbour = found.get(act[0])
        if neighbour is None:
            neighbour = found[act[0]] = _neighbour(NamedAct(*act), code)
        if len(neighbour.quotes) < sentences:
            around = sentence_around(heading if in_heading else text, start, end)
            href = place_address(neighbour.act.get_absolute_url(), path)
            neighbour.quotes.append(Quoting(cite, href, _marked(*around), target_path))
    return list(found.values())


def _marked(sentence: str, start: int, end: int) -> str:
    return render_inline(sentence, (), [(start, end)])


def _effects() -> QuerySet[Effect, Any]:
    """Effects that some texts made on others or that others made on them, both public."""
    texts, on = Slot("texts"), Slot("on", DateField())
    ours, theirs = Q(any_of("by_id", texts)), Q(any_of("target_id", texts))
    kinds = (Effect.Kind.REPEAL, Effect.Kind.REPLACE, Effect.Kind.AMEND, Effect.Kind.RENEW, Effect.Kind.NOTE)
    return (
        Effect.objects.filter((theirs & (is_public("by__") | ours)) | (ours & is_public("target__")))
        .filter(kind__in=kinds)
        .exclude(state=Effect.State.REJECTED)
        .annotate(target_code=status_case(on, "target__"), by_code=status_case(on, "by__"))
        .order_by("on", "id")
        .values_list(
            *("kind", "on", "state", "detail", "provision_path", "provision__path", "provision__cite"),
            *("target_code", "by_code"),
            *(f"target__{name}" for name in _ACT),
            *(f"by__{name}" for name in _ACT),
        )
    )


_EFFECTS = Statement(_effects)


def _relating(row: tuple[Any, ...]) -> RelatingEffect:
    kind, on, state, detail, said_at, path, place, target_code, by_code, *acts = row
    target, by = NamedAct(*acts[:6]), NamedAct(*acts[6:]) if acts[6] is not None else None
    return RelatingEffect(
        kind, on, state, detail, path or said_at, place or "", target, target_code, by, by_code
    )


def read_relations(
    texts: Sequence[int], citations: Sequence[Citation], on: date, *, touched: bool = True
) -> Relations:
    """Everything around the texts of one document (or one law or stub). Two queries, a third where the
    texts are cited more often than a page shows, one less where no effect touches them."""
    one = len(texts) == 1
    rows = _CITING_ONE(text=texts[0], on=on) if one else _CITING(texts=list(texts), on=on)
    effects = [_relating(row) for row in _EFFECTS(texts=list(texts), on=on)] if touched else []
    endings = {Effect.Kind.REPEAL, Effect.Kind.REPLACE}
    changes = {Effect.Kind.AMEND, Effect.Kind.RENEW}
    basis = cited_targets(citations, Citation.Role.BASIS)
    ends = _made(effects, endings, texts)
    known = {neighbour.act.pk for neighbour in (*basis, *ends)}
    mentioned = cited_targets(citations, Citation.Role.MENTION)
    cited_by = _group_citing(rows)
    told = [(row[1], row[9]) for row in rows]
    if len(rows) == MOST_CITATIONS:
        told = _ALL_CITING(texts=list(texts))
    return Relations(
        basis=basis,
        cites=[each for each in mentioned if each.act.pk not in known and each.act.pk not in texts],
        cited_by=cited_by,
        cited_total=len({act for _, act in told}),
        cited_paths=_paths(path for path, _ in told),
        ends=ends,
        ended_by=_suffered(effects, endings, texts),
        amends=_made(effects, changes, texts),
        amended_by=_suffered(effects, changes, texts),
        notes=[each for each in effects if each.kind == Effect.Kind.NOTE and each.by and each.by.pk in texts],
    )


def _paths(paths: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for path in paths:
        unit = path.split("/", 1)[0]
        if unit:
            counts[unit] = counts.get(unit, 0) + 1
    return counts


def _made(
    effects: Iterable[RelatingEffect], kinds: set[Effect.Kind], texts: Sequence[int]
) -> list[Neighbour]:
    found: dict[int, Neighbour] = {}
    for effect in effects:
        ours = effect.by is not None and effect.by.pk in texts
        if effect.kind in kinds and ours and effect.target.pk not in texts:
            found.setdefault(effect.target.pk, _by_effect(effect.target, effect.target_code, effect))
    return list(found.values())


def _suffered(
    effects: Iterable[RelatingEffect], kinds: set[Effect.Kind], texts: Sequence[int]
) -> list[Neighbour]:
    found: dict[int, Neighbour] = {}
    for effect in effects:
        if effect.kind not in kinds or effect.target.pk not in texts:
            continue
        if effect.by is not None and effect.by.pk not in texts:
            found.setdefault(effect.by.pk, _by_effect(effect.by, effect.by_code, effect))
    return list(found.values())


def _by_effect(act: NamedAct, code: str, effect: RelatingEffect) -> Neighbour:
    return Neighbour(
        act,
        "stub" if act.is_stub else code,
        place=effect.place,
        href=place_address(effect.by.get_absolute_url(), effect.provision_path) if effect.by else "",
        on=effect.on,
        detail=effect.detail,
        proposed=effect.state == Effect.State.PROPOSED,
    )
