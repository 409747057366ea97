"""Reads of the regulations app that pages, API and commands share."""

from dataclasses import dataclass
from datetime import date

from regulations.models import Effect, Regulation
from regulations.status import LifeFacts, status_on


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """The act and clause that a status rests on."""

    doc_number: str
    title: str
    slug: str
    path: str
    cite: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """The status of a regulation on a day, with its evidence.

    ``until`` is the last day in force, as far as it is known; ``basis`` is stated, inferred or
    confirmed, empty for unknown.
    """

    code: str
    since: date | None
    until: date | None
    by: DecidedBy | None
    quote: str
    basis: str


EVIDENCE = (
    "effective_effect__by",
    "effective_effect__provision",
    "expiry_effect__by",
    "expiry_effect__provision",
    "repeal_effect__by",
    "repeal_effect__provision",
)


def life_facts(regulation: Regulation) -> LifeFacts:
    """The dates of a regulation as the pure rule reads them. No query."""
    return LifeFacts(
        effective_on=regulation.effective_on,
        expires_on=regulation.expires_on,
        repealed_on=regulation.repealed_on,
        spent_on=regulation.spent_on,
        effective_basis=regulation.effective_basis,
        expires_basis=regulation.expires_basis,
        repealed_basis=regulation.repealed_basis,
    )


def status_of(regulation: Regulation, on: date) -> StatusView:
    """The status on day ``on``; no query where the row was loaded with ``EVIDENCE`` selected."""
    status = status_on(on, life_facts(regulation))
    effect = {
        "repealed": regulation.repeal_effect,
        "expired": regulation.expiry_effect,
    }.get(status.code, regulation.effective_effect)
    if status.code == "in_force" and regulation.expiry_effect is not None:
        effect = regulation.expiry_effect
    return StatusView(
        code=status.code,
        since=status.since,
        until=status.until,
        by=_decided_by(effect),
        quote=effect.quote if effect else "",
        basis=status.basis or "",
    )


def _decided_by(effect: Effect | None) -> DecidedBy | None:
    if effect is None or effect.by is None:
        return None
    place = effect.provision
    return DecidedBy(
        doc_number=effect.by.doc_number,
        title=effect.by.title,
        slug=effect.by.slug,
        path=place.path if place else effect.provision_path,
        cite=place.cite if place else "",
    )
