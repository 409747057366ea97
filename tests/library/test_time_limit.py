"""A file whose reading or writing outlasts the worker's soft limit."""

from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from documents.models import GazetteIssue, SourceFile
from documents.services import sources
from regulations import tasks
from regulations.models import Regulation
from regulations.services.ingest import TIME_LIMIT_S, ingest_source
from tests.library.samples import NOTICE

pytestmark = pytest.mark.django_db
STAGES = ("read_and_parse", "refresh_life")


def run_out(*arguments: Any, **named: Any) -> None:
    """What a worker meets in the middle of whatever it does then."""
    raise SoftTimeLimitExceeded


@pytest.mark.parametrize("stage", STAGES)
def test_a_file_that_outlasts_the_limit_fails_with_words(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading or writing: the row says why, nothing half written stays, the next worker may try."""
    source, _ = sources.register_source(data=NOTICE.encode(), name="a.txt")
    monkeypatch.setattr(f"regulations.services.ingest.{stage}", run_out)
    assert ingest_source(source.pk) is False
    source.refresh_from_db()
    assert source.state == SourceFile.State.FAILED
    assert f"超过 {TIME_LIMIT_S // 60} 分钟" in source.error
    assert not GazetteIssue.objects.exists()
    assert not Regulation.objects.exists()
    monkeypatch.undo()
    sources.put_back(source)
    assert ingest_source(source.pk) is True


def test_the_worker_has_that_limit() -> None:
    assert tasks.ingest_source.soft_time_limit == TIME_LIMIT_S
