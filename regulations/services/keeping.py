"""What an action on effects, citations and entries must keep so that it can be taken back exactly.

In the room: values of rows as JSON, and rows set back to them. Not in the room: when that is allowed
(``undo``).
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, Q

from regulations.models import (
    Citation,
    Effect,
    ErrorReport,
    MergedName,
    Provision,
    Redirect,
    Regulation,
    Spelling,
)
from regulations.services.following import follow
from regulations.services.life import refresh_life
from regulations.services.stubs import drop_empty_stubs

EFFECT = ("state", "on", "redated", "read_on", "reason", "decided_by_id", "decided_at")
CITATION = ("target_id", "target_path", "status", "reason", "decided_by_id")
REPORT = ("state", "answer", "handled_by_id", "handled_at")
_ENTRY = ("slug", "title", "title_key", "short_key", "doc_number", "number_key", "level")


def values_of(row: Model, names: Sequence[str]) -> dict[str, Any]:
    """Some values of a row, fit for JSON.

    Example: ``values_of(effect, EFFECT)["on"] == "2028-02-10"``.
    """
    values = {name: getattr(row, name) for name in names}
    return {name: v.isoformat() if hasattr(v, "isoformat") else v for name, v in values.items()}


def whole_row(effect: Effect) -> dict[str, Any]:
    """All values of an effect, its primary key too, fit for JSON."""
    values = values_of(effect, [field.attname for field in Effect._meta.concrete_fields])
    return {**values, "confidence": str(effect.confidence)}


def _set_row(kept: dict[str, Any], targets: dict[int, int]) -> None:
    """Write an effect that went once more, on the act that it was on, as far as what it stands on is there."""
    values = {f.attname: f.to_python(kept[f.attname]) for f in Effect._meta.concrete_fields}
    effect = Effect(**{**values, "target_id": targets.get(values["target_id"], values["target_id"])})
    if not Provision.objects.filter(pk=effect.provision_id or 0).exists():
        effect.provision_id = None
    standing = Effect.objects.filter(Q(pk=effect.pk) | Q(target_id=effect.target_id, key=effect.key))
    lost = effect.by_id and not Regulation.objects.filter(pk=effect.by_id).exists()
    if not lost and not standing.exists():
        effect.save(force_insert=True)


def restore_effects(kept: Sequence[dict[str, Any]]) -> None:
    """Set effects back to what was kept of them, each with its ``id``, and recompute lives."""
    for values in kept:
        Effect.objects.filter(pk=values["id"]).update(**{name: values[name] for name in EFFECT})
    targets = set(
        Effect.objects.filter(pk__in=[each["id"] for each in kept]).values_list("target", flat=True)
    )
    refresh_life(targets)


def entry_of(stub: Regulation) -> dict[str, Any]:
    """All that a merge takes from an entry without text."""
    return {
        "id": stub.pk,
        **values_of(stub, _ENTRY),
        "citations": list(stub.citations.values_list("pk", flat=True)),
        "effects": list(stub.effects.values_list("pk", flat=True)),
        "made": list(stub.effects_made.values_list("pk", flat=True)),
        "spellings": list(stub.spellings.values_list("text", "count")),
        "redirects": list(stub.redirects.values_list("pk", flat=True)),
        "reports": list(stub.error_reports.values_list("pk", flat=True)),
        "names": list(stub.merged_names.values_list("pk", flat=True)),
    }


def restore_entry(kept: dict[str, Any], merged_into: Regulation) -> Regulation:
    """Make a merged entry anew at its address, with what still hangs on the act it was merged into."""
    Redirect.objects.filter(slug=kept["slug"], path="").delete()
    MergedName.objects.filter(
        regulation=merged_into, title_key=kept["title_key"], number_key=kept["number_key"]
    ).delete()
    stub = Regulation.objects.create(is_stub=True, **{name: kept[name] for name in _ENTRY})
    Citation.objects.filter(pk__in=kept["citations"], target=merged_into).update(target=stub)
    Effect.objects.filter(pk__in=kept["effects"], target=merged_into).update(target=stub)
    Effect.objects.filter(pk__in=kept["made"], by=merged_into).update(by=stub)
    Redirect.objects.filter(pk__in=kept["redirects"], regulation=merged_into).update(regulation=stub)
    ErrorReport.objects.filter(pk__in=kept["reports"], regulation=merged_into).update(regulation=stub)
    MergedName.objects.filter(pk__in=kept["names"], regulation=merged_into).update(regulation=stub)
    for effect in kept.get("gone", ()):
        _set_row(effect, {kept["id"]: stub.pk})
    for text, count in kept["spellings"]:
        Spelling.objects.create(regulation=stub, text=text, count=count)
        _take_spelling(merged_into, text, count)
    return stub


def _take_spelling(act: Regulation, text: str, count: int) -> None:
    spelling = Spelling.objects.filter(regulation=act, text=text).first()
    if spelling is None:
        return
    spelling.count -= count
    if spelling.count > 0:
        spelling.save(update_fields=["count"])
    else:
        spelling.delete()


def restore_citations(kept: Sequence[dict[str, Any]]) -> None:
    """Set citations back to what was kept of them, each with its ``id``; what their clauses do follows."""
    chosen = Citation.objects.filter(pk__in=[each["id"] for each in kept]).select_related("provision")
    left = dict(chosen.values_list("pk", "target"))
    for values in kept:
        values = dict(values)
        target = values["target_id"]
        if target and not Regulation.objects.filter(pk=target).exists():
            values |= {"target_id": None, "target_path": "", "status": Citation.Status.UNCLEAR}
        Citation.objects.filter(pk=values.pop("id")).update(**values)
    refresh_life(follow([(row, left[row.pk]) for row in chosen.all()]))
    drop_empty_stubs({pk for pk in left.values() if pk})
