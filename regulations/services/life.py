"""The life columns of regulations, derived from the effects that count.

In the room: which effects count and what they add up to. Not in the room: reading effects from
text (``regulations.citations.effects``), the status on a day (``regulations.status``).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db.models import F, Q

from documents.text.dates import add_months
from regulations.first_texts import began_on
from regulations.models import Effect, Regulation, Version
from regulations.services.hooks import announce, on_lives_changed

_KIND = Effect.Kind
_ENDING = (_KIND.REPEAL, _KIND.REPLACE)
_COLUMNS = (
    "effective_on",
    "effective_basis",
    "expires_on",
    "expires_basis",
    "repealed_on",
    "repealed_basis",
    "spent_on",
    "effective_effect",
    "expiry_effect",
    "repeal_effect",
)


def counting_effects() -> Q:
    """Effects that count: confirmed ones, and proposed ones of the kinds that count at once.

    What a document says of other acts counts from its publication on.
    """
    at_once = Q(
        state=Effect.State.PROPOSED,
        kind__in=settings.EFFECT_KINDS_AT_ONCE,
        confidence__gte=settings.EFFECT_CONFIDENCE_AT_ONCE,
    )
    own = Q(by__document=F("target__document"))
    heard = Q(by=None) | Q(by__document=None) | Q(by__document__publication="published")
    return (Q(state=Effect.State.CONFIRMED) | at_once) & (own | heard)


def refresh_life(ids: Iterable[int]) -> None:
    """Recompute the life columns of these regulations and of those that hang on them.

    What ends a notice ends its texts; a notice that only issues lives as long as its texts. Who wants
    to hear of changed lives is told of all of them.
    """
    chosen = set(ids)
    documents = set(
        Regulation.objects.filter(pk__in=chosen, document__isnull=False).values_list("document", flat=True)
    )
    rows = list(
        Regulation.objects.filter(Q(pk__in=chosen) | Q(document__in=documents)).order_by(
            "document", "ordinal"
        )
    )
    effects = _effects_by_target(rows)
    families: dict[int, list[Regulation]] = defaultdict(list)
    texts = _texts_of_laws(rows)
    for row in rows:
        if row.document_id:
            families[row.document_id].append(row)
        else:
            _derive(row, effects[row.pk], ())
            _begin_with_first_text(row, texts[row.pk])
    for family in families.values():
        _derive_family(family, effects)
    Regulation.objects.bulk_update(rows, _COLUMNS, batch_size=500)
    announce(on_lives_changed, [row.pk for row in rows])


def _texts_of_laws(rows: Sequence[Regulation]) -> dict[int, list[Version]]:
    """The texts of laws; acts of gazettes have one text, stubs none. At most one query."""
    found: dict[int, list[Version]] = defaultdict(list)
    laws = [row.pk for row in rows if row.document_id is None and not row.is_stub]
    for version in Version.objects.filter(regulation__in=laws) if laws else ():
        found[version.regulation_id].append(version)
    return found


def _begin_with_first_text(row: Regulation, texts: Sequence[Version]) -> None:
    """A law that was made anew began with its first text, unless a person has said otherwise."""
    if row.effective_on is None or row.effective_basis == "confirmed":
        return
    began = began_on(texts, row.effective_on)
    if began is not None:
        row.effective_on, row.effective_basis = began
        row.effective_effect = None


def _effects_by_target(rows: Sequence[Regulation]) -> dict[int, list[Effect]]:
    found: dict[int, list[Effect]] = defaultdict(list)
    for effect in (
        Effect.objects.filter(counting_effects(), target__in=[r.pk for r in rows])
        .select_related("by")
        .order_by("pk")
    ):
        found[effect.target_id].append(effect)
    return found


def _derive_family(family: list[Regulation], effects: dict[int, list[Effect]]) -> None:
    wrapper = next((r for r in family if r.ordinal == 0), None)
    inherited = [e for e in effects[wrapper.pk] if e.kind in (*_ENDING, _KIND.RENEW)] if wrapper else []
    texts = [r for r in family if r is not wrapper]
    for row in texts:
        _derive(row, effects[row.pk], inherited)
    if wrapper is None:
        return
    _derive(wrapper, effects[wrapper.pk], ())
    if wrapper.role == Regulation.Role.NOTICE:
        _follow(wrapper, [r for r in texts if r.role == Regulation.Role.ENCLOSURE] or texts)


def _follow(wrapper: Regulation, texts: Sequence[Regulation]) -> None:
    """A notice that only issues begins with the first of its texts and ends with the last."""
    if not texts:
        return
    starts = [r.effective_on for r in texts if r.effective_on]
    if wrapper.effective_basis == "inferred" and len(starts) == len(texts):
        first = min(texts, key=lambda r: r.effective_on or date.max)
        wrapper.effective_on, wrapper.effective_effect = first.effective_on, first.effective_effect
    for column, basis in (("expires_on", "expires_basis"), ("repealed_on", "repealed_basis")):
        days = [getattr(r, column) for r in texts]
        if getattr(wrapper, column) is None and all(days):
            setattr(wrapper, column, max(days))
            setattr(wrapper, basis, "inferred")
            source = max(texts, key=lambda r: getattr(r, column))
            effect = "expiry_effect" if column == "expires_on" else "repeal_effect"
            setattr(wrapper, effect, getattr(source, effect))
    if wrapper.spent_on is None and all(r.spent_on for r in texts):
        wrapper.spent_on = max(r.spent_on for r in texts if r.spent_on)


def _derive(row: Regulation, own: Sequence[Effect], inherited: Sequence[Effect]) -> None:
    effects = [*own, *inherited]
    start = _best([e for e in effects if e.kind == _KIND.TAKE_EFFECT and e.on])
    end = _best([e for e in effects if e.kind == _KIND.EXPIRE and e.on])
    renewals = [e for e in effects if e.kind == _KIND.RENEW and not _leaves_term(e, end)]
    repeals = [e for e in effects if e.kind in _ENDING and e.on]
    repeal = min(repeals, key=lambda e: (e.on or date.max, e.pk), default=None)
    spends = [e.on for e in effects if e.kind == _KIND.SPEND and e.on]
    last = end.on if end else None
    if renewals:
        until = _new_ends(renewals, last)
        latest = max(renewals, key=lambda e: (until[e.pk] or date.max, e.pk))
        to = until[latest.pk]
        end, last = (latest, to) if end is None or to is None or (last and to > last) else (end, last)
    row.effective_on, row.effective_basis = (start.on, _basis(start)) if start else (None, "")
    row.expires_on, row.expires_basis = (last, _basis(end)) if end and last else (None, "")
    row.repealed_on, row.repealed_basis = (repeal.on, _basis(repeal)) if repeal else (None, "")
    row.spent_on = min(spends, default=None)
    row.effective_effect, row.expiry_effect, row.repeal_effect = start, end, repeal


def _new_ends(renewals: Sequence[Effect], term: date | None) -> dict[int, date | None]:
    """The last day that each renewal gives, None for none; a length counts from the term that its
    decision found, so decisions are taken in the order of their days."""
    until: dict[int, date | None] = {}
    for renewal in sorted(renewals, key=lambda e: ((e.by and e.by.issued_on) or date.min, e.pk)):
        if renewal.months and not renewal.on:
            until[renewal.pk] = add_months(term, renewal.months) if term else None
        else:
            until[renewal.pk] = renewal.on
        term = until[renewal.pk] or term
    return until


def _leaves_term(renewal: Effect, end: Effect | None) -> bool:
    """A list of acts found to be in force says nothing of a term that still ran on the day of the list."""
    if end is None or end.on is None or renewal.on or not renewal.detail.startswith("目录继续有效"):
        return False
    listed_on = renewal.by.issued_on if renewal.by else None
    return listed_on is not None and listed_on <= end.on


def _basis(effect: Effect) -> str:
    return "confirmed" if effect.state == Effect.State.CONFIRMED else effect.basis


def _best(effects: Sequence[Effect]) -> Effect | None:
    """Confirmed before stated before inferred; among equals the newest reading."""
    rank = {"confirmed": 0, "stated": 1, "inferred": 2}
    return min(effects, key=lambda e: (rank[_basis(e)], -e.pk), default=None)
