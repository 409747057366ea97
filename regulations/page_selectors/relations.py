"""What stands around an act: its basis, who cites it with the sentence, what it ended and what ended it.

In the room: two reads and their grouping. Not in the room: how relations are found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from regulations.models import Citation, Effect, Regulation
from regulations.printed import place_address
from regulations.querysets import is_public, status_case
from regulations.rendering import render_inline, sentence_around

MOST_CITATIONS = 240
PUBLIC = is_public("regulation__")


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

    act: Regulation
    code: str
    quotes: list[Quoting] = field(default_factory=list)
    place: str = ""
    href: str = ""
    on: date | None = None
    detail: str = ""
    proposed: bool = False


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
    notes: Sequence[Effect]

    @property
    def total(self) -> int:
        """How many neighbours there are."""
        lists = (self.basis, self.cites, self.ends, self.ended_by, self.amends, self.amended_by)
        return sum(map(len, lists)) + self.cited_total

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
        found.setdefault(
            target.pk, Neighbour(target, _code(target, getattr(citation, "target_code", "unknown")))
        )
    return list(found.values())


def citing(texts: Sequence[int], on: date) -> QuerySet[Citation]:
    """Citations of the given texts made elsewhere by public texts, newest act first."""
    return (
        Citation.objects.filter(PUBLIC, target_id__in=texts)
        .exclude(regulation_id__in=texts)
        .select_related("regulation", "provision")
        .annotate(citing_code=status_case(on, "regulation__"))
        .order_by("-regulation__issued_on", "regulation_id", "provision__position", "start")
    )


def group_citing(citations: Iterable[Citation], sentences: int = 3) -> list[Neighbour]:
    """Citing acts with at most ``sentences`` sentences each. No query."""
    found: dict[int, Neighbour] = {}
    for citation in citations:
        act = citation.regulation
        code = getattr(citation, "citing_code", "unknown")
        neighbour = found.setdefault(act.pk, Neighbour(act, _code(act, code)))
        if len(neighbour.quotes) < sentences:
            neighbour.quotes.append(_quoting(citation))
    return list(found.values())


def _quoting(citation: Citation) -> Quoting:
    provision = citation.provision
    text = provision.heading if citation.in_heading else provision.text
    sentence, start, end = sentence_around(text, citation.start, citation.end)
    return Quoting(
        place=provision.cite,
        href=place_address(citation.regulation.get_absolute_url(), provision.path),
        sentence=render_inline(sentence, (), [(start, end)]),
        target_path=citation.target_path,
    )


def effects_around(texts: Sequence[int], on: date) -> list[Effect]:
    """Effects that these texts made on others or that others made on them, both public. One query."""
    around = (Q(target_id__in=texts) & (is_public("by__") | Q(by_id__in=texts))) | (
        Q(by_id__in=texts) & is_public("target__")
    )
    kinds = (Effect.Kind.REPEAL, Effect.Kind.REPLACE, Effect.Kind.AMEND, Effect.Kind.RENEW, Effect.Kind.NOTE)
    return list(
        Effect.objects.filter(around, kind__in=kinds)
        .exclude(state=Effect.State.REJECTED)
        .select_related("target", "by", "provision")
        .annotate(target_code=status_case(on, "target__"), by_code=status_case(on, "by__"))
        .order_by("on", "id")
    )


def read_relations(texts: Sequence[int], citations: Sequence[Citation], on: date) -> Relations:
    """Everything around the texts of one document (or one law or stub). Two queries."""
    rows = list(citing(texts, on)[:MOST_CITATIONS])
    effects = effects_around(texts, on)
    endings = {Effect.Kind.REPEAL, Effect.Kind.REPLACE}
    changes = {Effect.Kind.AMEND, Effect.Kind.RENEW}
    basis = cited_targets(citations, Citation.Role.BASIS)
    ends = _made(effects, endings, texts)
    known = {neighbour.act.pk for neighbour in (*basis, *ends)}
    mentioned = cited_targets(citations, Citation.Role.MENTION)
    cited_by = group_citing(rows)
    return Relations(
        basis=basis,
        cites=[each for each in mentioned if each.act.pk not in known and each.act.pk not in texts],
        cited_by=cited_by,
        cited_total=len(cited_by),
        cited_paths=_paths(rows),
        ends=ends,
        ended_by=_suffered(effects, endings, texts),
        amends=_made(effects, changes, texts),
        amended_by=_suffered(effects, changes, texts),
        notes=[effect for effect in effects if effect.kind == Effect.Kind.NOTE and effect.by_id in texts],
    )


def _paths(citations: Iterable[Citation]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for citation in citations:
        unit = citation.target_path.split("/", 1)[0]
        if unit:
            counts[unit] = counts.get(unit, 0) + 1
    return counts


def _made(effects: Iterable[Effect], kinds: set[Effect.Kind], texts: Sequence[int]) -> list[Neighbour]:
    found: dict[int, Neighbour] = {}
    for effect in effects:
        if effect.kind in kinds and effect.by_id in texts and effect.target_id not in texts:
            code = _code(effect.target, getattr(effect, "target_code", "unknown"))
            found.setdefault(effect.target_id, _by_effect(effect.target, code, effect))
    return list(found.values())


def _suffered(effects: Iterable[Effect], kinds: set[Effect.Kind], texts: Sequence[int]) -> list[Neighbour]:
    found: dict[int, Neighbour] = {}
    for effect in effects:
        if (
            effect.kind in kinds
            and effect.target_id in texts
            and effect.by is not None
            and effect.by_id not in texts
        ):
            code = _code(effect.by, getattr(effect, "by_code", "unknown"))
            found.setdefault(effect.by.pk, _by_effect(effect.by, code, effect))
    return list(found.values())


def _by_effect(act: Regulation, code: str, effect: Effect) -> Neighbour:
    path = effect.provision.path if effect.provision else effect.provision_path
    by = effect.by.get_absolute_url() if effect.by else ""
    return Neighbour(
        act,
        code,
        place=effect.provision.cite if effect.provision else "",
        href=place_address(by, path) if by else "",
        on=effect.on,
        detail=effect.detail,
        proposed=effect.state == Effect.State.PROPOSED,
    )


def _code(act: Regulation, code: str) -> str:
    return "stub" if act.is_stub else code
