"""Effects: what a document's clauses do to acts, written with their evidence.

In the room: rows of effects, reconciled so that a person's decision survives each re-parse. Not in
the room: reading clauses (``regulations.citations.effects``), what effects add up to (``life``).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from documents.gazette.parsed import ActReference, ParsedDocument
from documents.text.document_numbers import parse_document_number
from documents.text.titles import title_key
from regulations.citations.effects import EffectFound, find_effects
from regulations.citations.model import Citation as FoundCitation
from regulations.citations.resolve import resolve_citation
from regulations.known_titles import known_titles
from regulations.models import Citation, Effect, Provision, Regulation
from regulations.services.references import CandidatePool, citing_of
from regulations.services.stubs import StubName, drop_empty_stubs, stubs_for
from regulations.services.texts import ReconciledText
from regulations.structure.public_day import public_day_of

_WRITTEN = ("on", "months", "provision_path", "detail", "quote", "basis", "confidence")
_EVIDENCE = ("provision_path", "quote")
# ‘at the same time’ as an edition whose first day is known by its file alone
_AT_ONCE = (Effect.Kind.REPEAL, Effect.Kind.REPLACE, Effect.Kind.AMEND)
_DAY = timedelta(days=1)


def write_effects(*, parsed: ParsedDocument, texts: Sequence[ReconciledText]) -> set[int]:
    """Write the effects of a document; returns the ids of all acts concerned, before and after.

    Effects that the text no longer has go, unless a person decided on them.
    """
    wanted = {(e.target_id, e.key): e for e in _effects(parsed, texts)}
    makers = [text.regulation.pk for text in texts]
    standing = {(e.target_id, e.key): e for e in Effect.objects.filter(by__in=makers)}
    changed = _follow_decided(standing, wanted)
    gone = [e for key, e in standing.items() if key not in wanted and e.state == Effect.State.PROPOSED]
    for key, effect in wanted.items():
        before = standing.get(key)
        if before is not None and _rewrite(before, effect):
            changed.append(before)
    Effect.objects.filter(pk__in=[e.pk for e in gone]).delete()
    Effect.objects.bulk_update(changed, [*_WRITTEN, "key", "read_on"], batch_size=500)
    Effect.objects.bulk_create([e for key, e in wanted.items() if key not in standing], batch_size=500)
    _place(makers)
    targets = {target for target, _ in (*wanted, *standing)}
    drop_empty_stubs({e.target_id for e in gone})
    return set(Regulation.objects.filter(pk__in=targets).values_list("pk", flat=True))


def _rewrite(before: Effect, effect: Effect) -> bool:
    """Take over what the new reading says; of what a person decided only the words and their place."""
    decided = before.state != Effect.State.PROPOSED
    names = _EVIDENCE if decided else _WRITTEN
    if before.redated:
        before.read_on = effect.on
    if not before.redated and all(getattr(before, n) == getattr(effect, n) for n in names):
        return False
    for name in names:
        setattr(before, name, getattr(effect, name))
    return True


def _follow_decided(
    standing: dict[tuple[int, str], Effect], wanted: dict[tuple[int, str], Effect]
) -> list[Effect]:
    """Effects that a person decided, found again where a new reading moved their clause.

    The same act, kind and provision touched, said at the same place or in the same words, is the
    same effect: its row takes the new key, so that no second one stands beside the decision.
    """
    moved = []
    strays = [key for key in wanted if key not in standing]
    for key, effect in list(standing.items()):
        if key in wanted or effect.state == Effect.State.PROPOSED:
            continue
        fits = [stray for stray in strays if _same_effect(effect, wanted[stray])]
        if fits:
            strays.remove(fits[0])
            effect.key = fits[0][1]
            standing[fits[0]] = standing.pop(key)
            moved.append(effect)
    return moved


def _same_effect(one: Effect, other: Effect) -> bool:
    said = one.quote == other.quote or one.provision_path == other.provision_path
    return said and (one.target_id, one.kind, one.detail) == (other.target_id, other.kind, other.detail)


def _place(makers: Sequence[int]) -> None:
    """Tie effects to the provision at their path, as far as it stands."""
    effects = list(Effect.objects.filter(by__in=makers).exclude(provision_path=""))
    places = {
        (p.version.regulation_id, p.path): p.pk
        for p in Provision.objects.filter(
            version__regulation__in=makers,
            version__is_current=True,
            path__in={e.provision_path for e in effects},
        ).select_related("version")
    }
    for effect in effects:
        effect.provision_id = places.get((effect.by_id or 0, effect.provision_path))
    Effect.objects.bulk_update(effects, ["provision"], batch_size=500)


def _effects(parsed: ParsedDocument, texts: Sequence[ReconciledText]) -> Iterator[Effect]:
    found = find_effects(parsed, known_titles())
    targets = _targets(found, texts)
    started = set()
    for effect in found:
        target = texts[effect.part].regulation if effect.part is not None else targets.of(effect, texts)
        if effect.part is not None and effect.kind == Effect.Kind.TAKE_EFFECT:
            started.add(effect.part)
        yield _row(effect, target, texts)
    for index, text in enumerate(texts):
        if index not in started:
            yield from _inferred_start(text, public_day_of(parsed, index).on)


def _row(effect: EffectFound, target: Regulation, texts: Sequence[ReconciledText]) -> Effect:
    on = effect.on
    if effect.kind == Effect.Kind.EXPIRE and effect.part is None and on is not None:
        on -= _DAY
    text = texts[effect.source_part]
    by, inferred = text.regulation, effect.inferred
    if on is None and effect.kind in _AT_ONCE:
        on, inferred = text.version.effective_on, True
    touched = effect.target_cite or effect.target_path or ""
    return Effect(
        target=target,
        by=by,
        provision_path=effect.path[:200],
        kind=effect.kind,
        on=on,
        months=effect.months,
        detail=" ".join(filter(None, (effect.how, touched)))[:200],
        quote=effect.quote,
        basis="inferred" if inferred else "stated",
        confidence=Decimal(str(round(effect.confidence, 2))),
        key=_key(effect.kind, by.slug, effect.path, effect.target_path or "", str(effect.start)),
    )


def _key(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _inferred_start(text: ReconciledText, public_on: date | None) -> Iterator[Effect]:
    """A text without clause and day of publication, as a law's edition, is in force from the edition's day."""
    on = public_on or text.version.effective_on
    if on is not None:
        yield Effect(
            target=text.regulation,
            by=text.regulation,
            kind=Effect.Kind.TAKE_EFFECT,
            on=on,
            basis="inferred",
            confidence=Decimal(1),
            key=_key("inferred-start", text.regulation.slug),
        )


def _reference_key(target: ActReference | None) -> tuple[str, str]:
    if target is None:
        return "", ""
    number = parse_document_number(target.doc_number) if target.doc_number else None
    return number.key if number else "", title_key(target.title or "")


@dataclass(frozen=True, slots=True)
class _Targets:
    """The acts that the effects of a document concern: what its citations lead to, at the same place
    first, so that a link and an effect never disagree."""

    at: dict[tuple[int, str, str, str], Regulation]
    anywhere: dict[tuple[str, str], Regulation]

    def of(self, effect: EffectFound, texts: Sequence[ReconciledText]) -> Regulation:
        """The act of one effect; ``anywhere`` knows each."""
        key = _reference_key(effect.target)
        place = (texts[effect.source_part].regulation.pk, effect.path)
        return self.at.get((*place, *key)) or self.anywhere[key]


def _targets(found: Sequence[EffectFound], texts: Sequence[ReconciledText]) -> _Targets:
    wanted = {_reference_key(e.target): e.target for e in found if e.part is None and e.target}
    if not wanted:
        return _Targets({}, {})
    made = Citation.objects.filter(regulation__in=[t.regulation.pk for t in texts], target__isnull=False)
    made = (
        made.exclude(kind=Citation.Kind.INNER).select_related("target", "provision").order_by("-role", "pk")
    )
    at: dict[tuple[int, str, str, str], Regulation] = {}
    anywhere: dict[tuple[str, str], Regulation] = {}
    for row in made:
        if row.target is not None and not _is_own(row.target, texts):
            key = (row.number_key, row.title_key)
            at.setdefault((row.regulation_id, row.provision.path, *key), row.target)
            anywhere.setdefault(key, row.target)
    rest = {key: target for key, target in wanted.items() if key not in anywhere}
    return _Targets(at, {**anywhere, **_resolved(rest, texts)})


def _is_own(target: Regulation, texts: Sequence[ReconciledText]) -> bool:
    return target.pk in {text.regulation.pk for text in texts}


def _resolved(
    wanted: dict[tuple[str, str], ActReference], texts: Sequence[ReconciledText]
) -> dict[tuple[str, str], Regulation]:
    """Acts that no citation names, as rows of a catalogue without 《》: held, or a stub."""
    by = texts[0].regulation
    own = {title_key(text.regulation.title) for text in texts}
    rows = {
        key: Citation(
            title=target.title or "", title_key=key[1], doc_number=target.doc_number or "", number_key=key[0]
        )
        for key, target in wanted.items()
    }
    pool = CandidatePool(list(rows.values()))
    citing = citing_of(by, texts[0].version.edition_on)
    choices = {key: resolve_citation(_mention(row), pool.of(row), citing) for key, row in rows.items()}
    held = Regulation.objects.in_bulk(
        [pk for choice in choices.values() for pk in (choice.id, *choice.candidates) if pk]
    )
    out = {key: held[choice.id] for key, choice in choices.items() if choice.id in held}
    missing = [key for key in rows if key not in out]
    former = {key: by if key[1] in own else _sole(held, choices[key].candidates) for key in missing}
    names = [StubName(rows[key].title, rows[key].doc_number, former[key]) for key in missing]
    return {**out, **dict(zip(missing, stubs_for(names), strict=True))}


def _mention(row: Citation) -> FoundCitation:
    kind = "act" if row.title else "number"
    return FoundCitation(0, 0, kind, "", row.title or None, row.doc_number or None)


def _sole(held: Mapping[int, Regulation], candidates: Sequence[int]) -> Regulation | None:
    """The held act that bears the title of the one that is not held, where there is just one."""
    return held.get(candidates[0]) if len(candidates) == 1 else None
