"""What is decided about an act whose term ends: it stays in force, is to be revised, or is repealed.

In the room: the record of the outcome as a confirmed effect, with person, reason and day. Not in
the room: which acts lapse (``regulations.insight.expiry``), what effects add up to (``life``).
"""

from datetime import date
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from documents.models import ActionRecord
from documents.services.history import record_action
from jincheng_gov.clock import today
from regulations.models import Effect, Regulation
from regulations.models.regulation import Basis
from regulations.services.keeping import EFFECT, values_of
from regulations.services.life import refresh_life

KEY = "outcome-"


class Outcome(StrEnum):
    """The three things that can become of an act at the end of its term."""

    RENEW = "renew"
    REVISE = "revise"
    REPEAL = "repeal"


OUTCOME_NAMES = {Outcome.RENEW: "继续施行", Outcome.REVISE: "修订", Outcome.REPEAL: "废止"}
_KINDS = {
    Outcome.RENEW: Effect.Kind.RENEW,
    Outcome.REVISE: Effect.Kind.NOTE,
    Outcome.REPEAL: Effect.Kind.REPEAL,
}


class OutcomeRefused(ValueError):
    """The outcome cannot be recorded; the message is Chinese."""


@transaction.atomic
def record_outcome(
    *, regulation_id: int, outcome: Outcome, user: User, reason: str, on: date | None = None
) -> Effect:
    """Record what was decided about an act, and recompute its life.

    ``on`` is the new last day for 继续施行 (None: without end), the first day out of force for 废止,
    and not used for 修订, which leaves the act's life as it is. An earlier outcome that still stands
    is rejected with a word on the newer one; the same outcome twice is recorded once.
    Example: ``record_outcome(regulation_id=7, outcome=Outcome.RENEW, on=date(2028, 2, 10), …)``.
    Returns the effect. Raises ``OutcomeRefused`` and ``Regulation.DoesNotExist``.
    """
    act = Regulation.objects.select_for_update().get(pk=regulation_id, is_stub=False)
    reason = reason.strip()[:500]
    day = today() if outcome is Outcome.REVISE else on
    _check(act, outcome, reason, day)
    earlier = list(act.effects.filter(key__startswith=KEY))
    standing = [effect for effect in earlier if effect.state == Effect.State.CONFIRMED]
    for effect in standing:
        if (effect.kind, effect.on, effect.reason) == (_KINDS[outcome], day, reason):
            return effect
    now = timezone.now()
    ids = [effect.pk for effect in standing]
    rejected = [{"id": effect.pk, **values_of(effect, EFFECT)} for effect in standing]
    Effect.objects.filter(pk__in=ids).update(state=Effect.State.REJECTED, decided_at=now)
    made = Effect.objects.create(
        target=act,
        kind=_KINDS[outcome],
        on=day,
        detail=OUTCOME_NAMES[outcome],
        basis=Basis.CONFIRMED,
        state=Effect.State.CONFIRMED,
        key=f"{KEY}{len(earlier) + 1}",
        decided_by=user,
        decided_at=now,
        reason=reason,
    )
    _write_down(act, made, user, rejected)
    refresh_life([act.pk])
    return made


def _write_down(act: Regulation, made: Effect, user: User, rejected: list[dict[str, Any]]) -> None:
    record_action(
        user=user,
        verb=ActionRecord.Verb.OUTCOME,
        subject=act,
        label=f"{made.detail}：{act.title}",
        address=act.get_absolute_url(),
        before={"expires_on": str(act.expires_on or ""), "repealed_on": str(act.repealed_on or "")},
        after={"outcome": made.detail, "on": str(made.on or "")},
        reason=made.reason,
        keep={"made": made.pk, "rejected": rejected},
    )


def _check(act: Regulation, outcome: Outcome, reason: str, on: date | None) -> None:
    if not reason:
        raise OutcomeRefused("请写明理由或者依据的文件。")
    if act.repealed_on and act.repealed_on <= today() and outcome is not Outcome.REPEAL:
        raise OutcomeRefused("该件已经废止，不能再作此处理。")
    if outcome is Outcome.REPEAL and on is None:
        raise OutcomeRefused("请写明自哪一日起废止。")
    if outcome is Outcome.REPEAL and on and act.effective_on and on < act.effective_on:
        raise OutcomeRefused("废止日期早于施行日期。")
    if outcome is Outcome.RENEW and on and act.expires_on and on <= act.expires_on and not _renewed(act):
        raise OutcomeRefused("新的有效期没有晚于原来的有效期。")


def _renewed(act: Regulation) -> bool:
    """Whether the present end was itself set here, so that a slip can be mended."""
    effect = act.expiry_effect
    return effect is not None and effect.key.startswith(KEY)
