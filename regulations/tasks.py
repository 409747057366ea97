"""Celery tasks of the regulations app: an id in, one service called, safe to repeat."""

from celery import shared_task

from regulations.services import ingest


@shared_task(ignore_result=True, soft_time_limit=ingest.TIME_LIMIT_S)
def ingest_source(source_id: int) -> bool:
    """Read, parse and write one source file."""
    return ingest.ingest_source(source_id)
