"""What follows for texts when a document is published or withdrawn: the life of others, the indexes."""

from collections.abc import Sequence

from regulations.models import Effect, Regulation
from regulations.services.hooks import announce, on_texts_changed
from regulations.services.life import refresh_life


def hear_of_publication(document_ids: Sequence[int]) -> None:
    """Recompute the life of all acts that these documents touch, and tell the listeners."""
    own = set(Regulation.objects.filter(document__in=document_ids).values_list("pk", flat=True))
    touched = set(Effect.objects.filter(by__in=own).values_list("target", flat=True))
    refresh_life(own | touched)
    announce(on_texts_changed, sorted(own | touched))
