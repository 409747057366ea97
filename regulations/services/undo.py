"""Taking back what a person did at the desk, in one way for every kind of action.

In the room: which actions can be taken back, the check that nothing has changed since, the record.
Not in the room: the actions; who may take back what (the views ask ``permission_for``).
"""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction

from documents import roles
from documents.models import ActionRecord, Correction, Document, Finding, SourceFile
from documents.services.findings import reopen_finding, tick_findings
from documents.services.history import record_action, undoing
from documents.services.publication import decide_publication
from regulations.models import Citation, Effect, ErrorReport, Regulation
from regulations.services.boundaries import begins_at, set_boundary
from regulations.services.correcting import CorrectionRefused, Place, correct, current_value
from regulations.services.hooks import announce, on_texts_changed
from regulations.services.keeping import (
    CITATION,
    REPORT,
    restore_citations,
    restore_effects,
    restore_entry,
    values_of,
)
from regulations.services.life import refresh_life

Verb = ActionRecord.Verb
Row = TypeVar("Row")
_CHANGED = "之后又有改动，不能直接撤销这一步。请先撤销后面的操作，或者重新处理。"
_GONE = "这一步所涉的内容已经不在，不能撤销。"


class UndoRefused(ValueError):
    """The action cannot be taken back; the message is Chinese and fit to show."""


def permission_for(record: ActionRecord) -> str | None:
    """The permission that taking an action back needs, None where it cannot be taken back.

    Example: ``permission_for(record) == roles.DECIDE`` for a confirmed effect.
    """
    if record.object_type == "effect":
        return roles.DECIDE
    return _PERMISSIONS.get(record.verb)


def undo(*, record_id: int, user: User) -> ActionRecord:
    """Take one action back; the record of that is returned.

    Example: ``undo(record_id=record.pk, user=user).undoes == record``.
    Raises ``UndoRefused`` (in Chinese) and ``ActionRecord.DoesNotExist``.
    """
    try:
        with transaction.atomic():
            record = ActionRecord.objects.select_for_update().get(pk=record_id)
            if permission_for(record) is None:
                raise UndoRefused("这一步不能撤销。")
            if ActionRecord.objects.filter(undoes=record).exists():
                raise UndoRefused("这一步已经撤销过了。")
            with undoing(record):
                _HANDLERS["effect" if record.object_type == "effect" else record.verb](record, user)
            done = ActionRecord.objects.filter(undoes=record).first()
            return done or _write_down(record, user)
    except CorrectionRefused as refusal:
        raise UndoRefused(str(refusal)) from refusal


def _write_down(record: ActionRecord, user: User) -> ActionRecord:
    with undoing(record):
        return record_action(
            user=user, verb=Verb.UNDO, subject=record, label=record.label, before=record.after,
            after=record.before,
        )  # fmt: skip


def _effect(record: ActionRecord, user: User) -> None:
    effect = Effect.objects.select_for_update().filter(pk=record.object_id or 0).first()
    if effect is None or not record.keep:
        raise UndoRefused(_GONE)
    made = Effect.objects.filter(pk=record.keep.get("made", 0)).first()
    counts = made or effect
    on = counts.on.isoformat() if counts.on else None
    if effect.state != record.after.get("state") or on != record.after.get("on"):
        raise UndoRefused(_CHANGED)
    if made is not None:
        _forget(made)
    restore_effects([{"id": effect.pk, **record.keep}])


def _forget(made: Effect) -> None:
    target = made.target_id
    made.delete()
    refresh_life([target])


def _tick(record: ActionRecord, user: User) -> None:
    row = _standing(Finding.objects.filter(pk=record.object_id or 0).first())
    if row.resolved_at is None:
        raise UndoRefused(_CHANGED)
    reopen_finding(finding_id=row.pk, user=user)


def _reopen(record: ActionRecord, user: User) -> None:
    row = _standing(Finding.objects.filter(pk=record.object_id or 0).first())
    if row.resolved_at is not None:
        raise UndoRefused(_CHANGED)
    tick_findings(ids=[row.pk], reason=record.before.get("reason") or "撤销重开", user=user)


def _correct(record: ActionRecord, user: User) -> None:
    reason = f"撤销：{record.reason}"
    if "line" in record.keep:
        source = _standing(SourceFile.objects.filter(pk=record.keep["source"]).first())
        line = int(record.keep["line"])
        if begins_at(source, line) != record.after["begins"]:
            raise UndoRefused(_CHANGED)
        set_boundary(source=source, line=line, begins=record.before["begins"], reason=reason, user=user)
        return
    place = Place(_act(record.keep.get("slug", "")), record.keep.get("path", ""))
    field = next(iter(record.after), "")
    if current_value(place, field) != record.after[field]:
        raise UndoRefused(_CHANGED)
    correct(place=place, field=field, after=record.before[field], reason=reason, user=user)


def _revoke(record: ActionRecord, user: User) -> None:
    row = _standing(Correction.objects.filter(pk=record.object_id or 0).first())
    if row.field == Correction.Field.BOUNDARY:
        line = int(row.anchor["line"])
        set_boundary(source=row.source, line=line, begins=row.after, reason=row.reason, user=user)
        return
    place = Place(_act_of(row), row.path)
    correct(place=place, field=row.field, after=row.after, reason=row.reason, user=user)


def _act_of(row: Correction) -> Regulation:
    acts = Regulation.objects.select_related("document__issue")
    if row.document_id:
        return _standing(acts.filter(document=row.document_id, ordinal=row.ordinal).first())
    return _standing(acts.filter(versions__source=row.source, document=None).first())


def _resolve(record: ActionRecord, user: User) -> None:
    row = _standing(Citation.objects.select_for_update().filter(pk=record.object_id or 0).first())
    if values_of(row, CITATION)["target_id"] != record.keep["now"]:
        raise UndoRefused(_CHANGED)
    restore_citations([{"id": row.pk, **{name: record.keep[name] for name in CITATION}}])


def _publication(record: ActionRecord, user: User) -> None:
    row = _standing(Document.objects.filter(pk=record.object_id or 0).first())
    if row.publication != record.after["publication"]:
        raise UndoRefused(_CHANGED)
    decide_publication(document_ids=[row.pk], publication=record.before["publication"], user=user)


def _answer(record: ActionRecord, user: User) -> None:
    rows = ErrorReport.objects.filter(pk=record.object_id or 0)
    if _standing(rows.first()).state != record.after["state"]:
        raise UndoRefused(_CHANGED)
    rows.update(**{name: record.keep[name] for name in REPORT})


def _outcome(record: ActionRecord, user: User) -> None:
    made = _standing(Effect.objects.filter(pk=record.keep.get("made")).first())
    if made.state != Effect.State.CONFIRMED:
        raise UndoRefused(_CHANGED)
    _forget(made)
    restore_effects(record.keep["rejected"])


def _merge(record: ActionRecord, user: User) -> None:
    kept = _act(str(record.after.get("slug", "")))
    slugs = [entry["slug"] for entry in record.keep.get("entries", ())]
    if not slugs or Regulation.objects.filter(slug__in=slugs).exists():
        raise UndoRefused(_CHANGED)
    stubs = [restore_entry(entry, kept) for entry in reversed(record.keep["entries"])]
    acts = [kept.pk, *(stub.pk for stub in stubs)]
    refresh_life(acts)
    announce(on_texts_changed, acts)


def _split(record: ActionRecord, user: User) -> None:
    stub = _act(str(record.after.get("slug", "")))
    moved = record.keep["citations"]
    still = Citation.objects.filter(pk__in=[each["id"] for each in moved], target=stub).count()
    if still != len(moved):
        raise UndoRefused(_CHANGED)
    restore_citations(moved)


def _act(slug: str) -> Regulation:
    return _standing(Regulation.objects.select_related("document__issue").filter(slug=slug).first())


def _standing(row: Row | None) -> Row:
    if row is None:
        raise UndoRefused(_GONE)
    return row


_HANDLERS: dict[str, Callable[[ActionRecord, User], None]] = {
    "effect": _effect,
    Verb.TICK: _tick,
    Verb.REOPEN: _reopen,
    Verb.CORRECT: _correct,
    Verb.REVOKE: _revoke,
    Verb.RESOLVE: _resolve,
    Verb.PUBLISH: _publication,
    Verb.WITHDRAW: _publication,
    Verb.ANSWER: _answer,
    Verb.OUTCOME: _outcome,
    Verb.MERGE: _merge,
    Verb.SPLIT: _split,
}
_PERMISSIONS: dict[str, str] = {
    Verb.TICK: roles.TICK,
    Verb.REOPEN: roles.TICK,
    Verb.CORRECT: roles.CORRECT,
    Verb.REVOKE: roles.REVOKE,
    Verb.RESOLVE: roles.RESOLVE,
    Verb.PUBLISH: roles.PUBLISH,
    Verb.WITHDRAW: roles.PUBLISH,
    Verb.ANSWER: roles.ANSWER,
    Verb.OUTCOME: roles.DECIDE,
    Verb.MERGE: roles.RESOLVE,
    Verb.SPLIT: roles.RESOLVE,
}
