"""What a reviewer decides, each with its record: effects, targets of citations, publication.

In the room: the record around the decision. Not in the room: the decision (``decisions``,
``documents.services.publication``).
"""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from documents.models import ActionRecord
from documents.services.history import record_action
from documents.services.publication import decide_publication
from regulations.models import Citation, Effect, Regulation
from regulations.services.decisions import decide_citation, decide_effects, merge_chosen, split_off
from regulations.services.keeping import CITATION, EFFECT, entry_of, values_of, whole_row

_VERBS = {
    Effect.State.CONFIRMED: ActionRecord.Verb.CONFIRM,
    Effect.State.REJECTED: ActionRecord.Verb.REJECT,
    Effect.State.PROPOSED: ActionRecord.Verb.RETURN,
}


@transaction.atomic
def review_effects(*, ids: Sequence[int], state: str, user: User, reason: str = "") -> int:
    """Confirm or reject effects, or return them to the queue; returns how many changed."""
    rows = list(Effect.objects.filter(pk__in=ids).exclude(state=state).select_related("target", "by"))
    if rows:
        decide_effects(ids=[row.pk for row in rows], state=state, user=user, reason=reason)
    for row in rows:
        record_action(
            user=user,
            verb=_VERBS[Effect.State(state)],
            subject=row,
            label=f"{row.get_kind_display()}：{row.target.title}",
            address=row.target.get_absolute_url(),
            before={"state": row.state},
            after={"state": state, "on": _day_after(row, state)},
            reason=reason,
            keep=values_of(row, EFFECT),
        )
    return len(rows)


def _day_after(row: Effect, state: str) -> str | None:
    """A day set by hand gives way to the machine's where the effect goes back to the queue."""
    on = row.read_on if state == Effect.State.PROPOSED and row.redated else row.on
    return on.isoformat() if on else None


@transaction.atomic
def review_citation(
    *, citation_id: int, target_id: int | None, user: User, target_path: str = ""
) -> Citation:
    """Say what a citation leads to; None leaves it unclear by a person's word."""
    before = Citation.objects.select_related("target").get(pk=citation_id)
    after = decide_citation(citation_id=citation_id, target_id=target_id, target_path=target_path, user=user)
    record_action(
        user=user,
        verb=ActionRecord.Verb.RESOLVE,
        subject=after,
        label=after.quote,
        address=after.regulation.get_absolute_url(),
        before={"status": before.status, "target": before.target.title if before.target else None},
        after={"status": after.status, "target": after.target.title if after.target else None},
        keep={**values_of(before, CITATION), "now": after.target_id},
    )
    return after


@transaction.atomic
def review_publication(*, ids: Sequence[int], publication: str, user: User, reason: str = "") -> int:
    """Publish or withdraw documents; returns how many changed."""
    slugs = Regulation.objects.filter(document__in=ids, ordinal=0).values_list("document_id", "slug")
    addresses = {document: f"/r/{slug}/" for document, slug in slugs if document}
    return decide_publication(
        document_ids=ids, publication=publication, user=user, reason=reason, addresses=addresses
    )


@transaction.atomic
def review_merge(*, ids: Sequence[int], user: User) -> Regulation:
    """Merge stubs that mean one act; returns what stays. Raises ``decisions.NotMergeable``."""
    rows = list(Regulation.objects.filter(pk__in=ids))
    merged = [values_of(row, ("slug", "title", "doc_number")) for row in rows]
    entries = [entry_of(row) for row in rows if row.is_stub]
    merged_rows = merge_chosen(ids=ids, user=user)
    kept = merged_rows.kept
    record_action(
        user=user,
        verb=ActionRecord.Verb.MERGE,
        subject=kept,
        address=kept.get_absolute_url(),
        before={"rows": merged},
        after={"slug": kept.slug, "title": kept.title},
        keep={
            "entries": [
                {**entry, "gone": [whole_row(effect) for effect in merged_rows.gone[entry["slug"]]]}
                for entry in entries
                if entry["slug"] != kept.slug
            ]
        },
    )
    return kept


@transaction.atomic
def review_split(
    *, citation_ids: Sequence[int], user: User, title: str = "", doc_number: str = ""
) -> Regulation:
    """Give citations a stub of their own; returns it. Raises ``decisions.NotMergeable``."""
    rows = list(Citation.objects.filter(pk__in=citation_ids).select_related("target"))
    kept = [{"id": row.pk, **values_of(row, CITATION)} for row in rows]
    before = {"target": rows[0].target.title if rows and rows[0].target else None, "citations": len(rows)}
    stub = split_off(citation_ids=citation_ids, user=user, title=title, doc_number=doc_number)
    record_action(
        user=user,
        verb=ActionRecord.Verb.SPLIT,
        subject=stub,
        address=stub.get_absolute_url(),
        before=before,
        after={"slug": stub.slug, "title": stub.title},
        keep={"citations": kept},
    )
    return stub
