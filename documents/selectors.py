"""Reads of the documents app that views, commands and the API share."""

from django.db.models import Count, QuerySet

from documents.models import Document, SourceFile


def load_state(kind: str = SourceFile.Kind.GAZETTE) -> dict[str, int]:
    """How far the files of one kind are: total, done, failed, running (queued included)."""
    rows = SourceFile.objects.filter(kind=kind).values_list("state").annotate(n=Count("pk")).order_by()
    counts = dict(rows)
    done, failed = counts.get("done", 0), counts.get("failed", 0)
    total = sum(counts.values())
    return {"total": total, "done": done, "failed": failed, "running": total - done - failed}


def public_documents() -> QuerySet[Document]:
    """Documents that anyone may read."""
    return Document.objects.filter(publication=Document.Publication.PUBLISHED)
