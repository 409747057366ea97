"""The record of what people do."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model

from documents.models import ActionRecord


def record_action(
    *,
    user: User | None,
    verb: str,
    subject: Model,
    label: str = "",
    address: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> ActionRecord:
    """Write down one action; call inside the transaction of the action itself.

    Example: ``record_action(user=user, verb="publish", subject=document, before={"publication": "draft"})``.
    """
    return ActionRecord.objects.create(
        user=user,
        username=user.get_username() if user else "",
        verb=verb,
        object_type=subject._meta.model_name or "",
        object_id=subject.pk,
        label=(label or str(subject))[:500],
        address=address[:300],
        before=before or {},
        after=after or {},
        reason=reason[:500],
    )
