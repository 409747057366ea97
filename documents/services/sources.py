"""Source files as jobs: registered once by content, claimed by one worker, taken up again when it dies.

The row is the queue's truth; a Celery message only says that there may be work.
"""

import hashlib
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from documents import roles
from documents.gazette.source import UnreadableSource
from documents.models import SourceContent, SourceFile
from documents.services import work

STALE_AFTER = timedelta(seconds=90)
MAX_ATTEMPTS = 5
FIRST, LAST = 0, 9
INGEST_TASK = "regulations.tasks.ingest_source"
WOULD_CHANGE_PUBLIC = (
    "这一期已有公开的公文，文件会改动它们；按“先不公开”的要求没有写入，公开的文本没有变。"
    "请有发布权限的人核对文件后，点“写入并公开”。"
)
PUBLIC_AT_ONCE = (
    "这是法律法规，没有草稿，一写入就公开；按“先不公开”的要求没有写入。"
    "请有发布权限的人核对文件后，点“写入并公开”。"
)


def register_source(
    *,
    data: bytes,
    name: str,
    kind: str = SourceFile.Kind.GAZETTE,
    user: User | None = None,
    hold: bool = False,
) -> tuple[SourceFile, bool]:
    """Store a file once by its content; returns the row and whether it is new.

    What is in a new file is held back by ``hold``, and always where its user may not publish.
    Raises ``UnreadableSource`` (in Chinese) for an empty or too large file.
    """
    if not data:
        raise UnreadableSource("文件是空的。")
    if len(data) > settings.MAX_UPLOAD_MB * 1024 * 1024:
        raise UnreadableSource(f"文件超过 {settings.MAX_UPLOAD_MB} MB 的上限。")
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        source, created = SourceFile.objects.get_or_create(
            sha256=digest,
            defaults={
                "name": name[-255:],
                "size": len(data),
                "kind": kind,
                "uploaded_by": user,
                "hold": hold or (user is not None and not user.has_perm(roles.PUBLISH)),
            },
        )
        if created:
            SourceContent.objects.create(source=source, data=data)
    return source, created


def enqueue(source: SourceFile) -> None:
    """Ask a worker to read the file, once the row is committed."""
    transaction.on_commit(lambda: _send(source.pk, source.kind))


def _send(source_id: int, kind: str) -> None:
    """By name, since the task belongs to an app that builds on this one; laws wait behind gazettes."""
    priority = LAST if kind == SourceFile.Kind.LAW else FIRST
    current_app.signature(INGEST_TASK, args=(source_id,)).apply_async(priority=priority)


def claim(source_id: int) -> SourceFile | None:
    """Take the job if nobody works on it; None where there is nothing to do. ``release`` it in the end."""
    now, alone = timezone.now(), work.begin(source_id)
    free = Q(state=SourceFile.State.QUEUED) | _abandoned(set() if alone else {source_id})
    taken = SourceFile.objects.filter(free, pk=source_id).update(
        state=SourceFile.State.RUNNING,
        stage="",
        progress=0,
        error="",
        attempts=F("attempts") + 1,
        heartbeat_at=now,
    )
    if alone and not taken:
        work.end(source_id)
    return SourceFile.objects.get(pk=source_id) if taken else None


def release(source: SourceFile) -> None:
    """Say that the work on a claimed job has ended, well or not."""
    work.end(source.pk)


def is_abandoned(source: SourceFile) -> bool:
    """Whether a file stands as being worked on and its worker is gone."""
    return SourceFile.objects.filter(_abandoned(work.at_work()), pk=source.pk).exists()


def _abandoned(busy: set[int]) -> Q:
    """Running jobs whose worker is gone, or has given no sign of life for long."""
    silent = Q(heartbeat_at__lt=timezone.now() - STALE_AFTER)
    return Q(state=SourceFile.State.RUNNING) & (~Q(pk__in=busy) | silent)


def report_stage(source: SourceFile, *, stage: str, progress: int) -> None:
    """Show where the work is; also the heartbeat."""
    SourceFile.objects.filter(pk=source.pk).update(
        stage=stage, progress=progress, heartbeat_at=timezone.now()
    )


def finish(source: SourceFile, *, counts: dict[str, int], pipeline_version: str) -> None:
    """Mark the job done with its counts; call inside the transaction of the result."""
    SourceFile.objects.filter(pk=source.pk).update(
        state=SourceFile.State.DONE,
        stage="完成",
        progress=100,
        error="",
        counts=counts,
        pipeline_version=pipeline_version,
        finished_at=timezone.now(),
    )


def fail(source: SourceFile, *, reason: str) -> None:
    """Mark the job failed with a reason fit to show."""
    SourceFile.objects.filter(pk=source.pk).update(
        state=SourceFile.State.FAILED, error=reason, finished_at=timezone.now()
    )


def wait_for_consent(source: SourceFile, *, reason: str) -> None:
    """Leave a held file unwritten until a person who may publish lets it through, with a reason fit to show."""
    SourceFile.objects.filter(pk=source.pk).update(
        state=SourceFile.State.WAITING, error=reason, finished_at=timezone.now()
    )


def requeue(source: SourceFile) -> bool:
    """Have a worker read a file again, whatever its state; False where one has it."""
    waits = put_back(source)
    if waits:
        enqueue(source)
    return waits


def put_back(source: SourceFile) -> bool:
    """Let a file wait for its reading, whatever its state; False where a worker has it."""
    free = ~Q(state=SourceFile.State.RUNNING) | _abandoned(work.at_work())
    waiting = SourceFile.objects.filter(free, pk=source.pk).update(
        state=SourceFile.State.QUEUED, error="", progress=0, stage="", attempts=0
    )
    return waiting > 0


def requeue_stale() -> int:
    """Put back the jobs of dead workers and send lost messages again; returns how many.

    A file that killed its worker ``MAX_ATTEMPTS`` times is failed instead.
    """
    now = timezone.now()
    stale = SourceFile.objects.filter(_abandoned(work.at_work()))
    stale.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=SourceFile.State.FAILED,
        error="处理进程多次中断，已停止重试。请检查文件或联系管理员。",
        finished_at=now,
    )
    stale.update(state=SourceFile.State.QUEUED)
    waiting = SourceFile.objects.filter(
        state=SourceFile.State.QUEUED, created_at__lt=now - timedelta(seconds=30)
    )
    jobs = list(waiting.order_by("kind", "pk").values_list("pk", "kind")[:200])
    for pk, kind in jobs:
        _send(pk, kind)
    return len(jobs)
