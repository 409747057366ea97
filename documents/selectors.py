"""Reads of the documents app that views, commands and the API share."""

from django.db.models import Count, QuerySet

from documents.models import Document, SourceFile


def load_state(kind: str = SourceFile.Kind.GAZETTE) -> dict[str, int]:
    """How far the files of one kind are: total, done, failed, waiting (for a person), running (queued included)."""
    rows = SourceFile.objects.filter(kind=kind).values_list("state").annotate(n=Count("pk")).order_by()
    counts = dict(rows)
    ended = {state: counts.get(state, 0) for state in ("done", "failed", "waiting")}
    total = sum(counts.values())
    return {"total": total, **ended, "running": total - sum(ended.values())}


def public_documents() -> QuerySet[Document]:
    """Documents that anyone may read."""
    return Document.objects.filter(publication=Document.Publication.PUBLISHED)
