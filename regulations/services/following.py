"""Effects follow the mention that they stand on, so that a link and a life never disagree.

In the room: what a clause does to an act, led on to the act that its mention leads to now. Not in the
room: what a mention leads to (``references``, ``decisions``), what effects add up to (``life``).
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from regulations.models import Citation, Effect

UNCLEAR = "所在引用已改为不明"
Place = tuple[int, str]


def follow(turned: Iterable[tuple[Citation, int | None]]) -> set[int]:
    """Lead effects that no person has decided on to what their mention leads to now.

    ``turned`` are mentions as they are written now, with their provision, each with the act that it led
    to before. An effect stays where another mention in the same place still leads to its act, or where
    several led there and part: which of them it stands on is not known. The effects of a mention that
    became unclear are rejected, and stand again when it leads somewhere.
    Example: ``follow([(citation, former.pk)])``. Returns the acts whose life is to be derived anew. Raises
    nothing.
    """
    rows = [(row, before) for row, before in turned if before != row.target_id and row.kind != "inner"]
    places: dict[Place, list[tuple[Citation, int | None]]] = defaultdict(list)
    for row, before in rows:
        places[row.regulation_id, row.provision.path].append((row, before))
    if not places:
        return set()
    standing = _standing([row for row, _ in rows])
    moved, concerned = [], set[int]()
    for effect in _undecided(places):
        place, former = (effect.by_id or 0, effect.provision_path), effect.target_id
        meant = {row.target_id for row, before in places.get(place, ()) if _stands_on(effect, row, before)}
        if len(meant) == 1 and (former in meant or (*place, former) not in standing):
            _lead(effect, meant.pop())
            moved.append(effect)
            concerned |= {former, effect.target_id}
    Effect.objects.bulk_update(_without_doubles(moved), ["target", "state", "reason"], batch_size=500)
    return concerned


def _standing(rows: Iterable[Citation]) -> set[tuple[int, str, int | None]]:
    """The acts that mentions in these places lead to now."""
    near = Citation.objects.filter(
        regulation__in={row.regulation_id for row in rows},
        provision__path__in={row.provision.path for row in rows},
        target__isnull=False,
    ).exclude(kind=Citation.Kind.INNER)
    return set(near.values_list("regulation", "provision__path", "target"))


def _undecided(places: Iterable[Place]) -> Iterable[Effect]:
    open_ones = Q(state=Effect.State.PROPOSED) | Q(state=Effect.State.REJECTED, reason=UNCLEAR)
    return Effect.objects.filter(
        open_ones, by__in={by for by, _ in places}, provision_path__in={path for _, path in places}
    ).select_related("target")


def _stands_on(effect: Effect, row: Citation, before: int | None) -> bool:
    """Whether an effect is of this mention: on the act that it led to, or, where it led to none, on one
    of the name that it says."""
    if before is not None:
        return effect.target_id == before and effect.target_id != effect.by_id
    target = effect.target
    if effect.target_id == row.target_id:
        return True
    by_title = bool(row.title_key) and target.title_key == row.title_key
    by_number = bool(row.number_key) and target.number_key == row.number_key
    return by_title or by_number


def _lead(effect: Effect, target: int | None) -> None:
    if target is None:
        effect.state, effect.reason = Effect.State.REJECTED, UNCLEAR
        return
    effect.target_id = target
    if effect.state == Effect.State.REJECTED:
        effect.state, effect.reason = Effect.State.PROPOSED, ""


def _without_doubles(moved: list[Effect]) -> list[Effect]:
    """The effects that are not on their act already, from an earlier reading of the same clause."""
    keys = {(effect.target_id, effect.key) for effect in moved}
    there = Effect.objects.filter(target__in={target for target, _ in keys}, key__in={key for _, key in keys})
    taken = set(there.exclude(pk__in=[effect.pk for effect in moved]).values_list("target", "key"))
    Effect.objects.filter(pk__in=[e.pk for e in moved if (e.target_id, e.key) in taken]).delete()
    return [effect for effect in moved if (effect.target_id, effect.key) not in taken]
