"""Uploads by staff: several files at once, each with its own answer.

In the room: the checks and the record. Not in the room: the job itself (``sources``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any, Protocol

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from documents.gazette.source import UnreadableSource
from documents.models import ActionRecord, SourceFile
from documents.services import sources
from documents.services.history import record_action

SUFFIXES = (".txt", ".md", ".markdown", ".pdf", ".docx", ".html", ".htm")
MOST_FILES = 50


class UploadedFile(Protocol):
    """What is needed of a file that came with a request."""

    name: str | None
    size: int | None

    def read(self) -> bytes:
        """All bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file: a source, known before or new, or a refusal in Chinese."""

    name: str
    source: SourceFile | None
    new: bool
    refusal: str = ""


def receive(*, files: Iterable["UploadedFile | IO[bytes]"], user: User, hold: bool = True) -> list[Received]:
    """Store files and ask a worker to read them; ``hold`` keeps what is new in them as drafts.

    Returns one answer for each file, in order.
    """
    return [_receive_one(file, user, hold) for file in files]


def _receive_one(file: "UploadedFile | IO[bytes]", user: User, hold: bool) -> Received:
    name = PurePath((file.name or "未命名").replace("\\", "/")).name[-255:]
    size = getattr(file, "size", None) or 0
    if PurePath(name).suffix.lower() not in SUFFIXES:
        return Received(name, None, False, f"不收这种文件；可以上传 {'、'.join(SUFFIXES)}。")
    if size > settings.MAX_UPLOAD_MB * 1024 * 1024:
        return Received(name, None, False, f"文件超过 {settings.MAX_UPLOAD_MB} MB 的上限。")
    try:
        return _register(name, file.read(), user, hold)
    except UnreadableSource as refusal:
        return Received(name, None, False, str(refusal))


@transaction.atomic
def _register(name: str, data: bytes, user: User, hold: bool) -> Received:
    source, new = sources.register_source(data=data, name=name, user=user, hold=hold)
    if new:
        sources.enqueue(source)
        record_upload(source, user)
    return Received(name, source, new)


def record_upload(source: SourceFile, user: User) -> None:
    """Write down that a person brought a new file; call inside the transaction of that."""
    known = {"size": source.size, "sha256": source.sha256, "hold": source.hold}
    _record(ActionRecord.Verb.UPLOAD, source, user, after=known)


@transaction.atomic
def read_again(*, source_id: int, user: User) -> SourceFile:
    """Have a worker read a file once more; one that a worker has stays ``running``, and nothing is recorded.

    Raises ``SourceFile.DoesNotExist``.
    """
    source = SourceFile.objects.select_for_update().get(pk=source_id)
    known = {"state": source.state, "error": source.error}
    if sources.requeue(source):
        _record(ActionRecord.Verb.REREAD, source, user, before=known)
    source.refresh_from_db(fields=["state"])
    return source


@transaction.atomic
def replace_public(*, source_id: int, user: User) -> SourceFile:
    """Let a held file change a public issue, or write a law; for a person who may publish.

    Raises ``SourceFile.DoesNotExist`` where no file waits for that.
    """
    source = SourceFile.objects.select_for_update().get(pk=source_id, state=SourceFile.State.WAITING)
    _record(ActionRecord.Verb.REREAD, source, user, before={"hold": True}, after={"hold": False})
    sources.requeue(source)
    SourceFile.objects.filter(pk=source.pk).update(hold=False)
    source.refresh_from_db(fields=["state", "hold"])
    return source


def _record(
    verb: str,
    source: SourceFile,
    user: User,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    address = f"/desk/sources/{source.pk}/"
    record_action(
        user=user, verb=verb, subject=source, label=source.name, address=address, before=before, after=after
    )
