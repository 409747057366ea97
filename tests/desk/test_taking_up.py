"""A file whose worker was killed is taken up at once; one at work is left alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from documents.models import ActionRecord, Correction, SourceFile
from documents.services import sources, work
from regulations.models import Provision, Regulation
from regulations.services.correcting import CorrectionRefused, Place, correct
from regulations.services.ingest import ingest_source
from tests.desk.library import Staff, Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(source: SourceFile) -> Iterator[Worker]:
    """A worker with the invented issue in hand."""
    found = Worker(source)
    yield found
    found.die()


def test_a_file_at_work_is_left_alone(source: SourceFile, worker: Worker) -> None:
    assert work.at_work() == {source.pk}
    assert sources.claim(source.pk) is None
    sources.requeue(source)
    sources.requeue_stale()
    source.refresh_from_db()
    assert source.state == "running"


def test_a_killed_workers_file_is_taken_up_at_once(source: SourceFile, worker: Worker) -> None:
    worker.die()
    assert ingest_source(source.pk)
    source.refresh_from_db()
    assert source.state == "done"
    assert work.at_work() == set()


def test_the_round_of_beat_puts_a_killed_workers_file_back_at_once(
    source: SourceFile, worker: Worker
) -> None:
    worker.die()
    SourceFile.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert sources.requeue_stale() == 1
    source.refresh_from_db()
    assert source.state == "done"


def test_a_person_reads_a_killed_workers_file_again(
    client_of: Any, source: SourceFile, worker: Worker, django_capture_on_commit_callbacks: Any
) -> None:
    worker.die()
    with django_capture_on_commit_callbacks(execute=True):
        client_of("editor").post(f"/desk/sources/{source.pk}/again/")
    source.refresh_from_db()
    assert source.state == "done"


def test_a_file_at_work_is_not_put_in_the_row_again(
    client_of: Any, source: SourceFile, worker: Worker
) -> None:
    client = client_of("editor")
    client.post(f"/desk/sources/{source.pk}/again/")
    page = client.get("/desk/uploads/").content.decode()
    assert "正在处理，请等它处理完再试" in page
    assert "已排队" not in page
    assert not ActionRecord.objects.filter(verb="reread").exists()


def test_a_correction_waits_for_a_living_worker_and_not_for_a_dead_one(
    source: SourceFile, worker: Worker, staff: Staff
) -> None:
    user = staff("editor")
    act = Regulation.objects.select_related("document__issue").get(slug="mczb-2023-5-1")
    wish = {"place": Place(act, "art_2"), "field": "text", "after": "改。", "reason": "误", "user": user}
    with pytest.raises(CorrectionRefused, match="正在处理"):
        correct(**wish)  # type: ignore[arg-type]
    assert not Correction.objects.exists()
    worker.die()
    assert correct(**wish)  # type: ignore[arg-type]
    assert Provision.objects.get(version__regulation=act, path="art_2").text == "改。"


def test_work_that_fails_is_left(source: SourceFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(ids: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr("regulations.services.ingest.refresh_life", explode)
    sources.requeue(source)
    SourceFile.objects.update(state="queued")
    with pytest.raises(RuntimeError):
        ingest_source(source.pk)
    assert work.at_work() == set()


def test_what_is_not_free_is_not_held(source: SourceFile) -> None:
    """A finished file is not claimed, and the try leaves nothing behind."""
    assert sources.claim(source.pk) is None
    assert work.at_work() == set()
