"""What people decide: effects, targets of citations, stubs that mean one act. A re-parse undoes none of it."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from documents.services.reconcile import free_slug
from regulations.models import Citation, Effect, Regulation
from regulations.services.hooks import announce, on_texts_changed
from regulations.services.life import refresh_life
from regulations.services.stubs import merge, note_spelling


class NotMergeable(ValueError):
    """The chosen rows cannot be one act; the message is Chinese."""


@transaction.atomic
def decide_effects(*, ids: Sequence[int], state: str, user: User, reason: str = "") -> None:
    """Confirm or reject effects and recompute the life of their targets."""
    effects = Effect.objects.select_for_update().filter(pk__in=ids)
    targets = set(effects.values_list("target", flat=True))
    effects.update(state=state, decided_by=user, decided_at=timezone.now(), reason=reason[:500])
    refresh_life(targets)
    announce(on_texts_changed, sorted(targets))


@transaction.atomic
def decide_citation(
    *, citation_id: int, target_id: int | None, target_path: str = "", user: User
) -> Citation:
    """Set what a citation leads to; without a target it is unclear."""
    citation = Citation.objects.select_for_update().get(pk=citation_id)
    target = Regulation.objects.filter(pk=target_id).first() if target_id else None
    citation.target, citation.target_path = target, target_path if target else ""
    if target is None:
        citation.status = Citation.Status.UNCLEAR
    else:
        citation.status = Citation.Status.NOT_HELD if target.is_stub else Citation.Status.RESOLVED
    citation.reason, citation.decided_by = "人工指定", user
    citation.save()
    return citation


@transaction.atomic
def merge_chosen(*, ids: Sequence[int]) -> Regulation:
    """Merge stubs into the held act among the chosen, or into the oldest stub; returns what stays."""
    rows = list(Regulation.objects.select_for_update().filter(pk__in=ids).order_by("is_stub", "pk"))
    held = [row for row in rows if not row.is_stub]
    if len(rows) < 2:
        raise NotMergeable("请至少选择两条。")
    if len(held) > 1:
        raise NotMergeable("所选中有两件以上已收录的文本，不能合并。")
    kept = rows[0]
    for stub in rows[1:]:
        merge(old=stub, into=kept)
    refresh_life([kept.pk])
    announce(on_texts_changed, [kept.pk])
    return kept


@transaction.atomic
def split_off(*, citation_ids: Sequence[int], user: User) -> Regulation:
    """Take citations away from the act that they lead to and give them a stub of their own.

    The stub bears the title and number of the first of them. A person's decision, so no re-parse
    undoes it. Raises ``NotMergeable`` (in Chinese) where they do not lead to one act.
    """
    rows = list(Citation.objects.select_for_update(of=("self",)).filter(pk__in=citation_ids).order_by("pk"))
    former = rows[0].target if rows else None
    if former is None or any(row.target_id != former.pk for row in rows):
        raise NotMergeable("所选引用须指向同一条目，才能拆出。")
    first = rows[0]
    stub = Regulation.objects.create(
        slug=free_slug(Regulation, f"{former.slug[:100]}-chai"),
        title=first.title or first.doc_number or first.quote[:500],
        title_key=f"{first.title_key[:380]}@{first.pk}",
        doc_number=first.doc_number,
        level=former.level,
        is_stub=True,
    )
    for row in rows:
        note_spelling(stub, row.quote)
    Citation.objects.filter(pk__in=[row.pk for row in rows]).update(
        target=stub, status=Citation.Status.NOT_HELD, reason="人工拆分", decided_by=user
    )
    announce(on_texts_changed, [former.pk])
    return stub
