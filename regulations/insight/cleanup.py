"""Clean-up decisions against the library: each row matched, not held, or in conflict with another decision.

In the room: the reads and what counts as a conflict. Not in the room: reading catalogues
(``regulations.citations.catalogue``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from documents.models import Finding
from regulations.citations.catalogue import stated_counts
from regulations.models import Effect, Provision, Regulation
from regulations.querysets import RegulationQuerySet, status_case

_KIND = Effect.Kind
ENDINGS = frozenset({_KIND.REPEAL, _KIND.REPLACE, _KIND.EXPIRE})
_VOID = "宣布失效"
_KEPT = "继续有效"
_NAMES = {kind.value: kind.label for kind in _KIND} | {_KIND.EXPIRE.value: _VOID, _KEPT: _KEPT}
KEEPS = frozenset({_KIND.RENEW, _KIND.AMEND})
_DECISION_TITLE = "废止|失效|清理|继续有效"
MATCHED, NOT_HELD, CONFLICT = "matched", "not_held", "conflict"
STATE_NAMES = {MATCHED: "本库有文本", NOT_HELD: "本库没有文本", CONFLICT: "与另一决定不一致"}


@dataclass(frozen=True, slots=True)
class Against:
    """Another decision on the same act that does not agree with this one."""

    by: Regulation
    words: str
    on: date | None
    place: str


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One row of the decision."""

    effect: Effect
    target: Regulation
    code: str
    held: bool
    conflicts: Sequence[Against]

    @property
    def state(self) -> str:
        """matched, not_held or conflict."""
        if self.conflicts:
            return CONFLICT
        return MATCHED if self.held else NOT_HELD

    @property
    def state_name(self) -> str:
        """The state in words."""
        return STATE_NAMES[self.state]

    @property
    def outcome(self) -> str:
        """What the decision calls it: 废止, 宣布失效, 修改, 延长, 继续有效."""
        return _NAMES[_outcome_of(self.effect)]


@dataclass(frozen=True, slots=True)
class CleanUp:
    """A decision, its rows, how many are in each state, and what its own numbers say.

    ``counted`` holds each number that the decision states beside the rows listed; ``notes`` what
    the reading found amiss.
    """

    act: Regulation
    lines: Sequence[CatalogueLine]
    counts: Sequence[tuple[str, str, int]]
    notes: Sequence[str]
    counted: Sequence["Counted"] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """One number of the decision against the rows listed."""

    name: str
    stated: int
    listed: int

    @property
    def agrees(self) -> bool:
        """Whether there are as many rows as the decision says."""
        return self.stated == self.listed


def cleanup_index() -> RegulationQuerySet:
    """Public decisions that end, keep or amend acts by their title, with ``row_count`` over all their
    texts, the catalogues attached to them included. One query."""
    rows = Effect.objects.filter(kind__in=(*ENDINGS, *KEEPS)).exclude(state=Effect.State.REJECTED)
    others = ~Q(target=F("by")) & (Q(target__document=None) | ~Q(target__document=F("by__document")))
    of_document = rows.filter(others, by__document=OuterRef("document"))
    of_law = rows.filter(others, by=OuterRef("pk"))
    return (
        Regulation.objects.public()
        .held()
        .filter(Q(ordinal=0) | Q(document=None))
        .filter(title__regex=_DECISION_TITLE)
        .annotate(
            row_count=Case(
                When(document__isnull=False, then=_count(of_document)),
                default=_count(of_law),
                output_field=IntegerField(),
            )
        )
        .filter(row_count__gt=0)
        .order_by("-issued_on", "pk")
    )


def _count(rows: QuerySet[Effect]) -> Subquery:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


def clean_up(act: Regulation, on: date) -> CleanUp:
    """One decision against the library. Four queries."""
    own = Q(by=act) | Q(by__document=act.document_id or 0)
    rows = list(
        Effect.objects.filter(own, kind__in=(*ENDINGS, *KEEPS))
        .exclude(state=Effect.State.REJECTED)
        .exclude(Q(target=F("by")) | Q(target__document=act.document_id or 0))
        .select_related("target", "provision", "by")
        .annotate(target_code=status_case(on, "target__"))
        .order_by("by__ordinal", "provision__position", "pk")
    )
    others = _other_effects(act, {row.target_id for row in rows})
    lines = [_line(row, others[row.target_id]) for row in rows]
    counts = [
        (state, name, sum(line.state == state for line in lines)) for state, name in STATE_NAMES.items()
    ]
    findings = Finding.objects.filter(document_id=act.document_id or 0, code="catalogue-count")
    return CleanUp(act, lines, counts, list(findings.values_list("message", flat=True)), _counted(act, rows))


def _counted(act: Regulation, rows: Sequence[Effect]) -> list[Counted]:
    words = Provision.objects.filter(version__regulation=act, version__is_current=True).order_by("position")
    texts = (text for pair in words.values_list("heading", "text") for text in pair)
    listed = Counter(map(_outcome_of, rows))
    stated = stated_counts(texts)
    if _KIND.RENEW in stated and not listed[_KIND.RENEW]:
        stated[_KEPT] = stated.pop(_KIND.RENEW)
    return [Counted(_NAMES[kind], number, listed[kind]) for kind, number in stated.items()]


def _outcome_of(row: Effect) -> str:
    """The kind that a decision names: what it declares void ends like what it repeals, and is counted apart;
    what it finds in force is not prolonged."""
    if row.kind == _KIND.RENEW and _KEPT in row.detail:
        return _KEPT
    return str(_KIND.EXPIRE) if _VOID in row.detail else str(row.kind)


def _other_effects(act: Regulation, targets: Iterable[int]) -> dict[int, list[Effect]]:
    """What other public acts do to the same targets."""
    shown = Q(by__document__isnull=True) | Q(by__document__publication="published")
    rows = (
        Effect.objects.filter(shown, target__in=targets, by__isnull=False, kind__in=(*ENDINGS, *KEEPS))
        .exclude(Q(by=act) | Q(by__document=act.document_id or 0))
        .exclude(by=F("target"))
        .exclude(Q(by__document=F("target__document")) & Q(by__document__isnull=False))
        .exclude(state=Effect.State.REJECTED)
        .select_related("by", "provision")
        .order_by("on", "pk")
    )
    found: dict[int, list[Effect]] = defaultdict(list)
    for row in rows:
        found[row.target_id].append(row)
    return found


def _line(row: Effect, others: Sequence[Effect]) -> CatalogueLine:
    target = row.target
    conflicts = [
        Against(other.by, _NAMES[_outcome_of(other)], other.on, _place_of(other))
        for other in others
        if other.by is not None and disagree(row, other)
    ]
    code = "stub" if target.is_stub else str(getattr(row, "target_code", "unknown"))
    return CatalogueLine(row, target, code, not target.is_stub, conflicts)


def _place_of(effect: Effect) -> str:
    """第3项 for a row whose label is a bare number, else the provision as it is cited."""
    cite = effect.provision.cite if effect.provision else ""
    return f"第{cite}项" if cite.isdigit() else cite


def disagree(one: Effect, other: Effect) -> bool:
    """Whether two decisions on one act cannot both stand as they are written.

    Two endings on different days; something kept or amended on or after the day of its end.
    Returns a truth value; an unknown day disagrees with nothing. Raises nothing.
    """
    if one.kind in KEEPS and other.kind in ENDINGS:
        return disagree(other, one)
    end = _ended_on(one)
    if one.kind not in ENDINGS or end is None:
        return False
    day = _ended_on(other) if other.kind in ENDINGS else _kept_on(other)
    if day is None:
        return False
    return day != end if other.kind in ENDINGS else day >= end


def _ended_on(effect: Effect) -> date | None:
    """The first day out of force: a term's ``on`` is its last day in force."""
    if effect.on is None or effect.kind != _KIND.EXPIRE:
        return effect.on
    return effect.on + timedelta(days=1)


def _kept_on(effect: Effect) -> date | None:
    """The day on which an act was kept or amended: a renewal's ``on`` is the new end, so its decision's day counts."""
    if effect.kind == _KIND.AMEND:
        return effect.on
    return effect.by.issued_on if effect.by else None
