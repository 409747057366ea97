"""What lapses, what has lapsed unnoticed, and trial acts without an end.

In the room: the reads behind the expiry desk and its feeds. Not in the room: recording outcomes
(``regulations.services.outcomes``), the calendar's format (``calendar``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from documents.models import Document, Organ
from regulations.models import Effect, Regulation
from regulations.page_selectors.life import Evidence, evidence
from regulations.querysets import RegulationQuerySet
from regulations.services.outcomes import KEY
from regulations.wording import LifeLine, life_line

HORIZON = 90
TEXT_ROLES = ("body", "enclosure", "attachment")
_LINES = ((0, 7, "7 天内届满"), (8, 30, "30 天内届满"), (31, HORIZON, "90 天内届满"))
MOST = 300


@dataclass(frozen=True, slots=True)
class Lapse:
    """An act near or past the end of its term, with the clause and what was decided.

    ``days`` counts to the last day in force, negative once it has passed, None without an end.
    """

    act: Regulation
    on: date
    days: int | None
    clause: Evidence | None
    outcome: Effect | None
    line: LifeLine | None

    @property
    def past(self) -> int:
        """Days since the last day in force."""
        return -(self.days or 0)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One part of the desk: what lapses within so many days, what lapsed unnoticed, trials.

    ``rows`` are the first of them, none where only the counts were asked for.
    """

    code: str
    name: str
    rows: Sequence[Lapse]
    total: int


@dataclass(frozen=True, slots=True)
class ExpiryDesk:
    """All shelves for all issuers or one."""

    shelves: Sequence[Shelf]
    issuers: Sequence[Organ]
    issuer: Organ | None


def expiry_desk(on: date, issuer_slug: str = "") -> ExpiryDesk:
    """The desk on day ``on``. Eight queries at most; an unknown issuer gives an empty desk."""
    issuers = list(_issuers())
    texts = _waiting(on, issuer_slug)
    rules = _shelf_rules(on)
    last = on + timedelta(days=HORIZON)
    ending = _lapses(texts.filter(expires_on__gte=on, expires_on__lte=last).order_by("expires_on", "pk"), on)
    rows = {
        f"within-{most}": [row for row in ending if row.days is not None and least <= row.days <= most]
        for least, most, _ in _LINES
    }
    unnoticed, trials = rules["unnoticed"][1], rules["trials"][1]
    rows["unnoticed"] = _lapses(texts.filter(unnoticed).order_by("-expires_on", "-pk"), on)
    rows["trials"] = _lapses(texts.filter(trials).order_by("effective_on", "pk"), on)
    shelves = [replace(shelf, rows=rows[shelf.code]) for shelf in expiry_counts(on, issuer_slug)]
    return ExpiryDesk(shelves, issuers, next((o for o in issuers if o.slug == issuer_slug), None))


def expiry_counts(on: date, issuer_slug: str = "") -> list[Shelf]:
    """The shelves of the desk with their totals and without rows. One query."""
    rules = _shelf_rules(on)
    totals = _waiting(on, issuer_slug).aggregate(
        **{code: Count("pk", filter=rule) for code, (_, rule) in rules.items()}
    )
    return [Shelf(code, name, (), totals[code]) for code, (name, _) in rules.items()]


def _waiting(on: date, issuer_slug: str) -> RegulationQuerySet:
    texts = _texts().exclude(_withdrawn()).filter(repealed_on__isnull=True)
    return _narrow(texts.with_status(on), issuer_slug)


def _shelf_rules(on: date) -> dict[str, tuple[str, Q]]:
    """The name of each shelf and which of the waiting texts stand on it, in the order of the desk."""
    rules = {
        f"within-{most}": (
            name,
            Q(expires_on__gte=on + timedelta(days=least), expires_on__lte=on + timedelta(days=most)),
        )
        for least, most, name in _LINES
    }
    decided = Exists(_outcomes().filter(target=OuterRef("pk")))
    rules["unnoticed"] = "已经届满，无人处理", Q(expires_on__lt=on) & ~Q(decided)
    in_force = Q(trial=True, expires_on__isnull=True, status_code="in_force")
    rules["trials"] = "试行、暂行而没有期限", in_force
    return rules


def lapsing(on: date, issuer_slug: str = "", since: int = 365, within: int | None = None) -> list[Lapse]:
    """Public acts that lapsed in the last ``since`` days or will lapse (within so many), soonest first. Two queries."""
    acts = _texts().public().filter(expires_on__gte=on - timedelta(days=since))
    acts = acts.filter(Q(repealed_on__isnull=True) | Q(repealed_on__gt=on))
    if within is not None:
        acts = acts.filter(expires_on__lte=on + timedelta(days=within))
    return _lapses(_narrow(acts, issuer_slug).order_by("expires_on", "pk"), on)


def _texts() -> RegulationQuerySet:
    return Regulation.objects.held().filter(document__isnull=False, role__in=TEXT_ROLES)


def _withdrawn() -> Q:
    return Q(document__publication=Document.Publication.WITHDRAWN)


def _narrow(acts: RegulationQuerySet, issuer_slug: str) -> RegulationQuerySet:
    return acts.filter(document__organs__slug=issuer_slug) if issuer_slug else acts


def _outcomes() -> QuerySet[Effect]:
    return Effect.objects.filter(key__startswith=KEY, state=Effect.State.CONFIRMED)


def _lapses(acts: RegulationQuerySet, on: date) -> list[Lapse]:
    """The acts with document, clause and recorded outcomes. Two queries."""
    outcomes = _outcomes()
    rows = acts.select_related(
        "document", "expiry_effect__by", "expiry_effect__provision", "effective_effect__by",
        "effective_effect__provision",
    ).prefetch_related(Prefetch("effects", outcomes.select_related("decided_by"), to_attr="outcomes"))  # fmt: skip
    return [_lapse(act, on) for act in rows[:MOST]]


def _lapse(act: Regulation, on: date) -> Lapse:
    outcomes: list[Effect] = getattr(act, "outcomes", [])
    end = act.expires_on
    return Lapse(
        act=act,
        on=on,
        days=(end - on).days if end else None,
        clause=evidence(act, act.expiry_effect or act.effective_effect),
        outcome=outcomes[-1] if outcomes else None,
        line=life_line(act.effective_on, end, on),
    )


def _issuers() -> QuerySet[Organ]:
    """Issuing bodies that have an act with a term or on trial. One query."""
    terms = Q(documents__regulations__expires_on__isnull=False) | Q(documents__regulations__trial=True)
    return Organ.objects.filter(terms).distinct().order_by("level", "name")
