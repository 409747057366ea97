"""Correcting what an effect is: its kind and the act it concerns, besides its day.

In the room: the machine's effect put aside and one set by hand in its place. Not in the room: the day
alone (``decisions.correct_effect``).
"""

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from documents.models import ActionRecord
from documents.services.history import record_action
from regulations.models import Effect, Regulation
from regulations.models.regulation import Basis
from regulations.services.decisions import DateRefused, correct_effect
from regulations.services.keeping import EFFECT, values_of
from regulations.services.life import refresh_life

KEY = "hand-"


@transaction.atomic
def correct_whole_effect(
    *, effect_id: int, kind: str, target_id: int, on: date | None, user: User, reason: str
) -> Effect:
    """Say what a clause does, to which act, and from when; a re-parse changes none of it.

    Where only the day differs, the effect itself is corrected. Else it is rejected, and one by hand
    with the same clause stands in its place.
    Example: ``correct_whole_effect(effect_id=7, kind="amend", target_id=3, on=None, …)``.
    Returns the effect that counts. Raises ``DateRefused`` (in Chinese) and ``Effect.DoesNotExist``.
    """
    effect = Effect.objects.select_for_update(of=("self",)).select_related("target").get(pk=effect_id)
    if (effect.kind, effect.target_id) == (kind, target_id):
        return correct_effect(effect_id=effect_id, on=on, user=user, reason=reason)
    reason = reason.strip()[:500]
    _check(kind, Regulation.objects.filter(pk=target_id).first(), on, reason)
    keep = values_of(effect, EFFECT)
    _reject(effect, user, reason)
    made = _made_by_hand(effect, kind, target_id, on)
    _record(effect, made, keep, user)
    refresh_life({effect.target_id, target_id})
    return made


def _reject(effect: Effect, user: User, reason: str) -> None:
    effect.state, effect.decided_by, effect.decided_at = Effect.State.REJECTED, user, timezone.now()
    effect.reason = reason
    effect.save()


def _made_by_hand(put_aside: Effect, kind: str, target_id: int, on: date | None) -> Effect:
    """An effect with the clause of the one put aside, decided by the same person for the same reason."""
    return Effect.objects.create(
        target_id=target_id, by=put_aside.by, provision=put_aside.provision,
        provision_path=put_aside.provision_path, kind=kind, on=on, detail=put_aside.detail, quote=put_aside.quote,
        basis=Basis.CONFIRMED, state=Effect.State.CONFIRMED, key=_free_key(target_id, put_aside),
        decided_by=put_aside.decided_by, decided_at=put_aside.decided_at, reason=put_aside.reason,
    )  # fmt: skip


def _record(put_aside: Effect, made: Effect, keep: dict[str, Any], user: User) -> None:
    record_action(
        user=user,
        verb=ActionRecord.Verb.CORRECT,
        subject=put_aside,
        label=f"{put_aside.get_kind_display()}：{put_aside.target.title}",
        address=made.target.get_absolute_url(),
        before={
            "kind": put_aside.get_kind_display(), "target": put_aside.target.title, "on": keep["on"],
        },
        after={
            "kind": made.get_kind_display(), "target": made.target.title,
            "on": made.on.isoformat() if made.on else None, "state": put_aside.state,
        },
        reason=made.reason,
        keep={**keep, "made": made.pk},
    )  # fmt: skip


def _free_key(target_id: int, effect: Effect) -> str:
    taken = set(Effect.objects.filter(target=target_id).values_list("key", flat=True))
    numbered = (f"{KEY}{effect.pk}-{n}" for n in range(1, len(taken) + 2))
    return next(key for key in numbered if key not in taken)


def _check(kind: str, target: Regulation | None, on: date | None, reason: str) -> None:
    if not reason:
        raise DateRefused("请写明更正的理由。")
    if kind not in Effect.Kind.values:
        raise DateRefused("请选择作用。")
    if target is None:
        raise DateRefused("没有找到所指的文件。")
    if kind == Effect.Kind.NOTE and on is not None:
        raise DateRefused("提示没有日期。")
    start = target.effective_on
    if on and start and kind != Effect.Kind.TAKE_EFFECT and on < start:
        raise DateRefused("日期早于该件的施行日期。")
