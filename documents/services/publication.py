"""Who may see a document."""

from collections.abc import Callable, Mapping, Sequence

from django.contrib.auth.models import User
from django.db import transaction

from documents.models import ActionRecord, Document
from documents.services.history import record_action

on_publication_changed: list[Callable[[Sequence[int]], None]] = []


@transaction.atomic
def set_publication(*, document_ids: Sequence[int], publication: str) -> int:
    """Publish, withdraw or hide documents; returns how many changed. Listeners hear of it at once."""
    changed = list(
        Document.objects.select_for_update()
        .filter(pk__in=document_ids)
        .exclude(publication=publication)
        .values_list("pk", flat=True)
    )
    Document.objects.filter(pk__in=changed).update(publication=publication)
    for listener in on_publication_changed:
        listener(changed)
    return len(changed)


@transaction.atomic
def decide_publication(
    *,
    document_ids: Sequence[int],
    publication: str,
    user: User,
    reason: str = "",
    addresses: Mapping[int, str] | None = None,
) -> int:
    """A person publishes or withdraws documents; each that changes is written into the history."""
    rows = list(Document.objects.filter(pk__in=document_ids).exclude(publication=publication))
    set_publication(document_ids=[row.pk for row in rows], publication=publication)
    published = publication == Document.Publication.PUBLISHED
    for row in rows:
        record_action(
            user=user,
            verb=ActionRecord.Verb.PUBLISH if published else ActionRecord.Verb.WITHDRAW,
            subject=row,
            address=(addresses or {}).get(row.pk, ""),
            before={"publication": row.publication},
            after={"publication": publication},
            reason=reason,
        )
    return len(rows)


@transaction.atomic
def decide_engines(*, document_ids: Sequence[int], kept_out: bool, user: User) -> int:
    """A person keeps documents out of search engines, lists of persons above all, or lets them in again.

    Returns how many changed; each is written into the history. Readers of the site see no difference.
    """
    rows = list(
        Document.objects.select_for_update().filter(pk__in=document_ids).exclude(kept_from_engines=kept_out)
    )
    Document.objects.filter(pk__in=[row.pk for row in rows]).update(kept_from_engines=kept_out)
    for row in rows:
        record_action(
            user=user,
            verb=ActionRecord.Verb.ENGINES,
            subject=row,
            before={"kept_from_engines": not kept_out},
            after={"kept_from_engines": kept_out},
        )
    return len(rows)
