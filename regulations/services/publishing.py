"""What follows when a document is published or withdrawn: the life of acts, the indexes, the chronicle."""

from collections.abc import Sequence

from documents.models import Chronicle
from regulations.models import Effect, Regulation
from regulations.services.hooks import announce, on_chronicles_changed, on_texts_changed
from regulations.services.life import refresh_life


def hear_of_publication(document_ids: Sequence[int]) -> None:
    """Recompute the life of all acts that these documents touch, and tell the listeners."""
    own = set(Regulation.objects.filter(document__in=document_ids).values_list("pk", flat=True))
    touched = set(Effect.objects.filter(by__in=own).values_list("target", flat=True))
    refresh_life(own | touched)
    announce(on_texts_changed, sorted(own))
    beside = Chronicle.objects.filter(issue__documents__in=document_ids)
    announce(on_chronicles_changed, sorted(set(beside.values_list("pk", flat=True))))
