"""The record of what people do, and of what they take back.

In the room: writing a record, collecting those that one request writes. Not in the room: how an
action is taken back (``regulations.services.undo``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model

from documents.models import ActionRecord

_collected: ContextVar[list[int] | None] = ContextVar("collected", default=None)
_undone: ContextVar[ActionRecord | None] = ContextVar("undone", default=None)


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
    keep: dict[str, Any] | None = None,
) -> ActionRecord:
    """Write down one action; call inside the transaction of the action itself.

    ``keep`` is what taking the action back will need. Inside ``undoing`` the first record is the
    undoing itself.
    Example: ``record_action(user=user, verb="publish", subject=document, before={"publication": "draft"})``.
    """
    undoes = _undone.get()
    _undone.set(None)
    row = ActionRecord.objects.create(
        user=user,
        username=user.get_username() if user else "",
        verb=ActionRecord.Verb.UNDO if undoes else verb,
        object_type=subject._meta.model_name or "",
        object_id=subject.pk,
        label=(f"{undoes.get_verb_display()}：{undoes.label}" if undoes else label or str(subject))[:500],
        address=(address or (undoes.address if undoes else ""))[:300],
        before=before or {},
        after=after or {},
        reason=reason[:500],
        keep=keep or {},
        undoes=undoes,
    )
    collected = _collected.get()
    if collected is not None:
        collected.append(row.pk)
    return row


@contextmanager
def collecting() -> Iterator[list[int]]:
    """Collect the keys of the records written inside, so that a page can offer to take them back."""
    keys: list[int] = []
    token = _collected.set(keys)
    try:
        yield keys
    finally:
        _collected.reset(token)


@contextmanager
def undoing(record: ActionRecord) -> Iterator[None]:
    """The first action written down inside is the taking back of ``record``."""
    token = _undone.set(record)
    try:
        yield
    finally:
        _undone.reset(token)
