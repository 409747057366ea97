"""What people decide: effects, targets of citations, stubs that mean one act. A re-parse undoes none of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from documents.models import ActionRecord
from documents.services.history import record_action
from documents.services.reconcile import free_slug
from regulations.models import Citation, Effect, MergedName, Regulation
from regulations.services.following import follow
from regulations.services.hooks import announce, on_texts_changed
from regulations.services.keeping import EFFECT, values_of
from regulations.services.life import refresh_life
from regulations.services.stubs import merge, note_spelling

UNDATED = (Effect.Kind.NOTE,)


class DateRefused(ValueError):
    """The date of an effect cannot be set so; the message is Chinese."""


class NotMergeable(ValueError):
    """The chosen rows cannot be one act; the message is Chinese."""


@transaction.atomic
def decide_effects(*, ids: Sequence[int], state: str, user: User, reason: str = "") -> None:
    """Confirm or reject effects and recompute the life of their targets."""
    effects = Effect.objects.select_for_update().filter(pk__in=ids)
    targets = set(effects.values_list("target", flat=True))
    if state == Effect.State.PROPOSED:
        effects.filter(redated=True).update(on=F("read_on"), read_on=None, redated=False)
    effects.update(state=state, decided_by=user, decided_at=timezone.now(), reason=reason[:500])
    refresh_life(targets)


@transaction.atomic
def correct_effect(*, effect_id: int, on: date | None, user: User, reason: str) -> Effect:
    """Set the day of an effect by hand; it counts as confirmed, and no re-parse changes it.

    ``on`` is what the effect's kind means by it: the last day in force for ``expire`` and
    ``renew``, else the first day of the effect; None says that the day is unknown (for ``renew``:
    without end). What the machine read stays in ``read_on``; returning the effect to the queue
    brings it back. Written down in the history.
    Example: ``correct_effect(effect_id=7, on=date(2028, 2, 9), user=user, reason="…")``.
    Returns the effect. Raises ``DateRefused`` (in Chinese) and ``Effect.DoesNotExist``.
    """
    effect = Effect.objects.select_for_update(of=("self",)).select_related("target").get(pk=effect_id)
    reason = reason.strip()[:500]
    _check_date(effect, on, reason)
    before, keep = effect.on, values_of(effect, EFFECT)
    if (effect.on, effect.state) == (on, Effect.State.CONFIRMED):
        return effect
    if not effect.redated:
        effect.read_on, effect.redated = effect.on, True
    effect.on, effect.state = on, Effect.State.CONFIRMED
    effect.decided_by, effect.decided_at, effect.reason = user, timezone.now(), reason
    effect.save()
    record_action(
        user=user,
        verb=ActionRecord.Verb.CORRECT,
        subject=effect,
        label=f"{effect.get_kind_display()}日期：{effect.target.title}",
        address=effect.target.get_absolute_url(),
        before={"on": before.isoformat() if before else None},
        after={"on": on.isoformat() if on else None, "state": effect.state},
        reason=reason,
        keep=keep,
    )
    refresh_life([effect.target_id])
    return effect


def _check_date(effect: Effect, on: date | None, reason: str) -> None:
    if not reason:
        raise DateRefused("请写明更正日期的理由。")
    if effect.kind in UNDATED:
        raise DateRefused("提示没有日期可以更正。")
    start = effect.target.effective_on
    if on and start and effect.kind != Effect.Kind.TAKE_EFFECT and on < start:
        raise DateRefused("日期早于该件的施行日期。")
    end = effect.target.expires_on
    if on and end and effect.kind == Effect.Kind.TAKE_EFFECT and on > end:
        raise DateRefused("施行日期晚于该件的有效期。")


@transaction.atomic
def decide_citation(
    *, citation_id: int, target_id: int | None, target_path: str = "", user: User
) -> Citation:
    """Set what a citation leads to; without a target it is unclear. What its clause does follows it."""
    citation = (
        Citation.objects.select_for_update(of=("self",)).select_related("provision").get(pk=citation_id)
    )
    former = citation.target_id
    target = Regulation.objects.filter(pk=target_id).first() if target_id else None
    citation.target, citation.target_path = target, target_path if target else ""
    if target is None:
        citation.status = Citation.Status.UNCLEAR
    else:
        citation.status = Citation.Status.NOT_HELD if target.is_stub else Citation.Status.RESOLVED
    citation.reason, citation.decided_by = "人工指定", user
    citation.save()
    refresh_life(follow([(citation, former)]))
    return citation


@dataclass(frozen=True, slots=True)
class Merged:
    """What stays of a merge, and the effects that went with each entry, by its address."""

    kept: Regulation
    gone: dict[str, list[Effect]]


@transaction.atomic
def merge_chosen(*, ids: Sequence[int], user: User | None = None) -> Merged:
    """Merge stubs into the held act among the chosen, or into the oldest stub.

    Addresses lead on, and later mentions under the names of what was merged lead to what stays.
    Example: ``merge_chosen(ids=[3, 4]).kept``. Raises ``NotMergeable`` (in Chinese) for fewer than two,
    and for two held acts.
    """
    rows = list(Regulation.objects.select_for_update().filter(pk__in=ids).order_by("is_stub", "pk"))
    held = [row for row in rows if not row.is_stub]
    if len(rows) < 2:
        raise NotMergeable("请至少选择两条。")
    if len(held) > 1:
        raise NotMergeable("所选中有两件以上已收录的文本，不能合并。")
    kept, gone = rows[0], {}
    for stub in rows[1:]:
        _keep_name(stub, kept, user)
        gone[stub.slug] = merge(old=stub, into=kept)
    refresh_life([kept.pk])
    announce(on_texts_changed, [kept.pk])
    return Merged(kept, gone)


def _keep_name(old: Regulation, into: Regulation, user: User | None) -> None:
    """The name of a merged entry, unless it is the name of what stays or a private key."""
    own = (old.title_key, old.number_key) == (into.title_key, into.number_key)
    if own or "@" in old.title_key or not (old.title_key or old.number_key):
        return
    MergedName.objects.update_or_create(
        title_key=old.title_key,
        number_key=old.number_key,
        defaults={"regulation": into, "decided_by": user},
    )


@transaction.atomic
def split_off(
    *, citation_ids: Sequence[int], user: User, title: str = "", doc_number: str = ""
) -> Regulation:
    """Take citations away from the act that they lead to and give them a stub of their own.

    The stub bears the given title and number, else those of the first citation. A person's
    decision, so no re-parse undoes it; where a merge by hand had brought the name there, that
    name is free again. Raises ``NotMergeable`` (in Chinese) where they do not lead to one act.
    """
    rows = list(
        Citation.objects.select_for_update(of=("self",))
        .select_related("provision")
        .filter(pk__in=citation_ids)
        .order_by("pk")
    )
    former = rows[0].target if rows else None
    if former is None or any(row.target_id != former.pk for row in rows):
        raise NotMergeable("所选引用须指向同一条目，才能拆出。")
    first = rows[0]
    stub = Regulation.objects.create(
        slug=free_slug(Regulation, f"{former.slug[:100]}-chai"),
        title=(title.strip() or first.title or first.doc_number or first.quote)[:500],
        title_key=f"{first.title_key[:380]}@{first.pk}",
        doc_number=(doc_number.strip() or first.doc_number)[:100],
        level=former.level,
        is_stub=True,
    )
    for row in rows:
        note_spelling(stub, row.quote)
    Citation.objects.filter(pk__in=[row.pk for row in rows]).update(
        target=stub, status=Citation.Status.NOT_HELD, reason="人工拆分", decided_by=user
    )
    for row in rows:
        former.merged_names.filter(title_key=row.title_key, number_key=row.number_key).delete()
        row.target = stub
    refresh_life(follow([(row, former.pk) for row in rows]))
    announce(on_texts_changed, [former.pk])
    return stub
