"""Celery tasks of the documents app: an id or nothing in, one service called."""

from celery import shared_task

from documents.services import sources


@shared_task(ignore_result=True)
def requeue_stale() -> int:
    """Put back what dead workers left."""
    return sources.requeue_stale()
