"""The life of an act as a page tells it: status on a day, and the clause that each date stands on.

In the room: reading dates and evidence off one regulation. Not in the room: the rule of status
(SQL in ``regulations.querysets``, Python in ``regulations.status``), its words (``regulations.wording``).
"""

from dataclasses import dataclass
from datetime import date

from regulations.models import Effect, Regulation
from regulations.printed import place_address
from regulations.statements import Slot, Statement, any_of
from regulations.wording import LifeLine, life_line


@dataclass(frozen=True, slots=True)
class Evidence:
    """The clause that a date stands on. ``own`` says that it is in the act itself or its notice."""

    title: str
    doc_number: str
    place: str
    href: str
    quote: str
    own: bool
    proposed: bool
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One date of a life: the day, how it is known, and the clause."""

    on: date
    basis: str
    by: Evidence | None


@dataclass(frozen=True, slots=True)
class ActLife:
    """Status on ``on`` and the dates behind it; ``renewed``: the printed term no longer sets the end."""

    code: str
    on: date
    since: Moment | None
    until: Moment | None
    repealed: Moment | None
    spent_on: date | None
    line: LifeLine | None
    renewed: bool = False

    @property
    def unconfirmed(self) -> bool:
        """Whether a machine alone read the clause that decides."""
        moments = (self.since, self.until, self.repealed)
        return any(moment and moment.by and moment.by.proposed and moment.by.quote for moment in moments)

    @property
    def shown(self) -> list[Moment]:
        """The dates whose own words explain the status, each clause once."""
        wanted = {
            "in_force": (self.since, self.until),
            "not_yet": (self.since, self.until),
            "expired": (self.until,),
            "repealed": (self.repealed,),
        }
        quotes: dict[str, Moment] = {}
        for moment in wanted.get(self.code, ()):
            if moment and moment.by and moment.by.quote and moment.by.place:
                quotes.setdefault(moment.by.quote, moment)
        return list(quotes.values())

    @property
    def last_day(self) -> date | None:
        """The last day in force as far as it is known."""
        days = [self.until.on if self.until else None, self.repealed.on if self.repealed else None]
        return min((day for day in days if day), default=None)


_DECIDING = Statement(
    lambda: (
        Effect.objects.filter(any_of("id", Slot("ids")))
        .select_related("by", "provision")
        .only(
            *("kind", "state", "quote", "provision_path", "provision__path", "provision__cite"),
            *(f"by__{name}" for name in ("title", "doc_number", "slug", "document")),
        )
    )
)


def read_life(act: Regulation, on: date) -> ActLife:
    """The life of ``act`` (annotated by ``with_status(on)``). One query, none without a known effect."""
    deciding = (act.effective_effect_id, act.expiry_effect_id, act.repeal_effect_id)
    ids = list(filter(None, deciding))
    effects = {effect.pk: effect for effect in _DECIDING(ids=ids)} if ids else {}
    start, end, ending = (effects.get(pk or 0) for pk in deciding)
    since = _moment(act, act.effective_on, act.effective_basis, start)
    until = _moment(act, act.expires_on, act.expires_basis, end)
    repealed = _moment(act, act.repealed_on, act.repealed_basis, ending)
    code = "stub" if act.is_stub else getattr(act, "status_code", "unknown")
    ends = [day for day in (act.expires_on, act.repealed_on) if day]
    line = life_line(act.effective_on, min(ends, default=None), on)
    return ActLife(code, on, since, until, repealed, act.spent_on, line, _renewed(end))


def _renewed(effect: Effect | None) -> bool:
    return effect is not None and effect.kind == Effect.Kind.RENEW


def _moment(act: Regulation, on: date | None, basis: str, effect: Effect | None) -> Moment | None:
    return Moment(on, basis, evidence(act, effect)) if on else None


def evidence(act: Regulation, effect: Effect | None) -> Evidence | None:
    """The clause behind an effect, seen from the page of ``act``."""
    if effect is None or effect.by is None:
        return None
    by = effect.by
    path = effect.provision.path if effect.provision else effect.provision_path
    place = effect.provision.cite if effect.provision else ""
    own = by.pk == act.pk or (by.document_id is not None and by.document_id == act.document_id)
    return Evidence(
        title=by.title,
        doc_number=by.doc_number,
        place=place or ("印发通知" if own and by.pk != act.pk else ""),
        href=place_address(by.get_absolute_url(), path),
        quote=effect.quote,
        own=own,
        proposed=effect.state == Effect.State.PROPOSED,
        kind=effect.kind,
    )
