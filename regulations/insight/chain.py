"""The chain of an act: up through its bases, down to what is based on it; its predecessors and successors.

In the room: the reads, a bounded number of queries. Not in the room: the drawing (``drawing``),
other years and places (``kin``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q, QuerySet

from documents.models.organ import Level
from regulations.insight.kin import Kin, text_beside
from regulations.insight.titles import LIKE, issued_title, series_form, title_likeness
from regulations.models import Citation, Effect, Regulation
from regulations.querysets import status_case

UP = ("制定依据", "依据的依据", "更上一层")
DOWN = ("以它为依据", "再以这些为依据")
STEPS_OF_SUCCESSION = 6
WIDEST, MOST_NAMED = 6, 46
_MOST_READ = 400
_RANK = {level: at for at, level in enumerate(Level.values)}
_PUBLIC = Q(regulation__document__isnull=True) | Q(regulation__document__publication="published")


@dataclass(slots=True)
class Link:
    """An act in the chain. ``ties`` are the keys of the acts one step nearer to the start."""

    key: str
    act: Regulation
    code: str
    ties: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Layer:
    """The acts one step away: ``links`` are drawn, ``rest`` only named, ``more`` only counted."""

    name: str
    links: Sequence[Link]
    rest: Sequence[Link]
    more: int


@dataclass(frozen=True, slots=True)
class Successor:
    """An act in the line of succession, with the day on which it ended the one before; ``beside`` is the
    slug of its text to compare."""

    act: Regulation
    code: str
    on: date | None
    here: bool
    proposed: bool
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """Layers above (highest first) and below the act, and its line of succession, oldest first."""

    start: Link
    above: Sequence[Layer]
    below: Sequence[Layer]
    succession: Sequence[Successor]


def key_of(act: Regulation) -> str:
    """One key for all texts of a document, so that a notice and its enclosure are one link."""
    return f"d{act.document_id}" if act.document_id else f"r{act.pk}"


def read_chain(act: Regulation, on: date) -> Chain:
    """The chain of an act. At most thirteen queries, whatever the size of the library."""
    code = "stub" if act.is_stub else str(getattr(act, "status_code", "unknown"))
    start = Link(key_of(act), act, code)
    above = _climb(start, UP, on, up=True)
    below = _climb(start, DOWN, on, up=False)
    return Chain(start, above[::-1], below, _succession(act, code, on))


def with_texts(chain: Chain, series: Sequence[Kin]) -> Chain:
    """The chain with the texts that are worth laying beside the act, as its kin tell. No query."""
    act = chain.start.act
    line = [
        replace(each, beside=text_beside(act, each.act.title, each.act.doc_number, each.act.slug, series))
        for each in chain.succession
    ]
    return replace(chain, succession=line)


def _climb(start: Link, names: Sequence[str], on: date, *, up: bool) -> list[Layer]:
    """Layer by layer away from the start; an act already met is not drawn again."""
    met, frontier, layers = {start.key}, [start], []
    for name in names:
        found: dict[str, Link] = {}
        for citation in _basis_citations(frontier, on, up=up):
            if citation.target is None:
                continue
            near, far = citation.regulation, citation.target
            if not up:
                near, far = far, near
            if key_of(far) in met:
                continue
            code = str(getattr(citation, "far_code", "unknown"))
            link = found.setdefault(key_of(far), Link(key_of(far), far, "stub" if far.is_stub else code))
            link.ties.add(key_of(near))
        if not found:
            break
        met |= set(found)
        ranked = sorted(found.values(), key=_rank)
        frontier = ranked[:WIDEST]
        rest = ranked[WIDEST:MOST_NAMED]
        layers.append(Layer(name, frontier, rest, len(ranked) - len(frontier) - len(rest)))
    return layers


def _rank(link: Link) -> tuple[int, int, bool, int]:
    issued = link.act.issued_on
    return (
        -len(link.ties),
        _RANK.get(link.act.level, 9),
        link.act.is_stub,
        -(issued.toordinal() if issued else 0),
    )


def _basis_citations(frontier: Iterable[Link], on: date, *, up: bool) -> QuerySet[Citation]:
    acts = [link.act for link in frontier]
    documents = {act.document_id for act in acts if act.document_id}
    ids = {act.pk for act in acts}
    side = "regulation" if up else "target"
    near = Q(**{f"{side}__in": ids}) | Q(**{f"{side}__document__in": documents})
    rows = Citation.objects.filter(near, _PUBLIC, role=Citation.Role.BASIS, target__isnull=False)
    rows = rows.exclude(status__in=(Citation.Status.AMBIGUOUS, Citation.Status.UNCLEAR))
    hidden = Q(target__document__isnull=False) & ~Q(target__document__publication="published")
    far = "target__" if up else "regulation__"
    return (
        rows.exclude(hidden)
        .select_related("regulation", "target")
        .annotate(far_code=status_case(on, far))
        .order_by("-regulation__issued_on", "regulation_id", "provision__position", "start")[:_MOST_READ]
    )


def _succession(act: Regulation, code: str, on: date) -> list[Successor]:
    """Backwards and forwards along repeals of an act of the same title, one query a step."""
    line = [Successor(act, code, None, True, False)]
    earliest = latest = act
    met = {key_of(act)}
    for _ in range(STEPS_OF_SUCCESSION):
        effects = _endings_around(earliest, latest, on)
        before = next((e for e in effects if _ends(e, earliest, met, back=True)), None)
        after = next((e for e in effects if _ends(e, latest, met, back=False)), None)
        if before is not None:
            line.insert(
                0, _successor(before.target, str(getattr(before, "target_code", "")), before.on, before)
            )
            earliest = before.target
            met.add(key_of(earliest))
        if after is not None and after.by is not None:
            line.append(_successor(after.by, str(getattr(after, "by_code", "")), after.on, after))
            latest = after.by
            met.add(key_of(latest))
        if before is None and after is None:
            break
    return line if len(line) > 1 else []


def _endings_around(earliest: Regulation, latest: Regulation, on: date) -> list[Effect]:
    made = Q(by=earliest) | Q(by__document=earliest.document_id or 0)
    suffered = Q(target=latest) | Q(target__document=latest.document_id or 0)
    shown = Q(by__document__isnull=True) | Q(by__document__publication="published")
    return list(
        Effect.objects.filter(made | suffered, shown, kind__in=(Effect.Kind.REPEAL, Effect.Kind.REPLACE))
        .exclude(state=Effect.State.REJECTED)
        .filter(Q(target__document__isnull=True) | Q(target__document__publication="published"))
        .select_related("target", "by")
        .annotate(target_code=status_case(on, "target__"), by_code=status_case(on, "by__"))
        .order_by("on", "pk")
    )


def _ends(effect: Effect, act: Regulation, met: set[str], *, back: bool) -> bool:
    """Whether the effect is the step from ``act`` to one of the same title that is not in the line yet."""
    if effect.by is None:
        return False
    near, far = (effect.by, effect.target) if back else (effect.target, effect.by)
    if key_of(near) != key_of(act) or key_of(far) in met:
        return False
    ours, theirs = (series_form(issued_title(each.title)) for each in (near, far))
    return title_likeness(ours, theirs) >= LIKE


def _successor(act: Regulation, code: str, on: date | None, effect: Effect) -> Successor:
    return Successor(act, "stub" if act.is_stub else code, on, False, effect.state == Effect.State.PROPOSED)
