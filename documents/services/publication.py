"""Who may see a document."""

from collections.abc import Callable, Sequence

from django.db import transaction

from documents.models import Document

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
