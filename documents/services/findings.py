"""Ticking findings off, with a reason, and opening them again."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from documents.models import ActionRecord, Finding
from documents.services.history import record_action


class ReasonMissing(ValueError):
    """A finding is not ticked off without a reason; the message is Chinese."""


@transaction.atomic
def tick_findings(*, ids: Sequence[int], reason: str, user: User) -> int:
    """Mark open findings as dealt with; returns how many. Raises ``ReasonMissing``."""
    reason = reason.strip()[:500]
    if not reason:
        raise ReasonMissing("请写明处理的理由。")
    rows = list(Finding.objects.select_for_update().filter(pk__in=ids, resolved_at=None))
    for row in rows:
        row.resolved_at, row.resolved_by, row.resolution = timezone.now(), user, reason
        _record(ActionRecord.Verb.TICK, row, user, {"line": row.line, "code": row.code}, reason)
    Finding.objects.bulk_update(rows, ["resolved_at", "resolved_by", "resolution"])
    return len(rows)


@transaction.atomic
def reopen_finding(*, finding_id: int, user: User) -> Finding:
    """Open a finding again; raises ``Finding.DoesNotExist``."""
    row = Finding.objects.select_for_update().get(pk=finding_id)
    if row.resolved_at is not None:
        _record(ActionRecord.Verb.REOPEN, row, user, {"reason": row.resolution})
    row.resolved_at, row.resolved_by, row.resolution = None, None, ""
    row.save(update_fields=["resolved_at", "resolved_by", "resolution"])
    return row


def _record(verb: str, row: Finding, user: User, before: dict[str, Any], reason: str = "") -> None:
    address = f"/desk/sources/{row.source_id}/"
    record_action(
        user=user, verb=verb, subject=row, label=row.message, address=address, before=before, reason=reason
    )
