"""Correcting what the machine read, and taking a correction back.

In the room: the checks on a correction, its record, the writing again of its source. Not in the
room: how it is laid over the parse (``corrections``), who may do it.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from documents.models import ActionRecord, Correction, Document, SourceFile
from documents.services.history import record_action
from documents.services.sources import enqueue, is_abandoned
from regulations.corrections import PROVISION_FIELDS
from regulations.models import Provision, Regulation
from regulations.services.corrections import parse_identities
from regulations.services.ingest import ingest_source, read_and_parse

AT_ONCE_BYTES = 100_000
_TEXT_FORMATS = frozenset({"plain", "markdown", "html"})
_DEEPEST = 6


class CorrectionRefused(ValueError):
    """The correction cannot be made; the message is Chinese and fit to show."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: a text, and the path in it where the value is a provision's."""

    regulation: Regulation
    path: str = ""

    @property
    def document(self) -> Document | None:
        """The document of the text; None for a national law."""
        return self.regulation.document

    @property
    def ordinal(self) -> int:
        """Which text of the document; 0 for a law."""
        return self.regulation.ordinal or 0

    def source(self) -> SourceFile:
        """The file that the text was read from; raises ``CorrectionRefused`` for a stub."""
        version = self.regulation.versions.select_related("source").filter(is_current=True).first()
        if version is None:
            raise CorrectionRefused("这件文件没有收录全文，无从更正。")
        return version.source


def correct(*, place: Place, field: str, after: str, reason: str, user: User) -> Correction | None:
    """Set a value in place of what the machine read, and write the source again.

    Returns the correction, None where ``after`` is what the parse says, so that an earlier one was
    only taken back. Raises ``CorrectionRefused``.
    """
    after, reason = after.strip(), reason.strip()
    _check(place, field, after, reason)
    source = place.source()
    with transaction.atomic():
        source = locked(source)
        standing = _standing(place, source, field)
        before = standing.before if standing else current_value(place, field)
        if after == (standing.after if standing else before):
            raise CorrectionRefused("与现在的内容相同，没有改动。")
        if standing:
            withdraw(standing, user)
        row = None if after == before else _create(place, source, field, before, after, reason, user)
        record_action(
            user=user,
            verb=ActionRecord.Verb.CORRECT,
            subject=place.regulation,
            label=place.regulation.title,
            address=f"{place.regulation.get_absolute_url()}{place.path + '/' if place.path else ''}",
            before={field: standing.after if standing else before},
            after={field: after},
            reason=reason,
            keep={"slug": place.regulation.slug, "path": place.path},
        )
    rewrite(source)
    return row


def revoke(*, correction_id: int, user: User, reason: str = "") -> Correction:
    """Take a correction back: the parse counts again. Raises ``CorrectionRefused``."""
    with transaction.atomic():
        row = Correction.objects.select_for_update().select_related("source").get(pk=correction_id)
        if row.state == Correction.State.REVOKED:
            raise CorrectionRefused("这项更正已经撤销。")
        source = locked(row.source)
        withdraw(row, user)
        record_action(
            user=user,
            verb=ActionRecord.Verb.REVOKE,
            subject=row,
            label=str(row.document or row.source),
            before={row.field: row.after},
            after={row.field: row.before},
            reason=reason,
        )
    rewrite(source)
    return row


def rewrite(source: SourceFile) -> bool:
    """Write a source again with its corrections: small text files at once, others by a worker.

    Returns whether it was done at once.
    """
    SourceFile.objects.filter(pk=source.pk).update(
        state=SourceFile.State.QUEUED, error="", progress=0, stage="", attempts=0
    )
    text = getattr(source, "text", None)
    if text is not None and text.format in _TEXT_FORMATS and source.size <= AT_ONCE_BYTES:
        return ingest_source(source.pk)
    enqueue(source)
    return False


def current_value(place: Place, field: str) -> str:
    """What the library shows at a place now; raises ``CorrectionRefused`` where there is no such place."""
    if field in PROVISION_FIELDS:
        node = Provision.objects.filter(
            version__regulation=place.regulation, version__is_current=True, path=place.path
        ).first()
        if node is None:
            raise CorrectionRefused("没有找到这一处条文，请刷新后再改。")
        return str(node.level) if field == "level" else str(getattr(node, field))
    if place.document is None:
        raise CorrectionRefused("国家法律只能更正条文。")
    if field == "title":
        return place.regulation.title if place.ordinal else place.document.title
    if field == "signed_on":
        return place.document.signed_on.isoformat() if place.document.signed_on else ""
    return str(getattr(place.document, field))


def _check(place: Place, field: str, after: str, reason: str) -> None:
    if field not in Correction.Field.values or field == Correction.Field.BOUNDARY:
        raise CorrectionRefused("不能更正这一项。")
    if not reason:
        raise CorrectionRefused("请写明更正的理由。")
    if field == "title" and not 0 < len(after) <= 500:
        raise CorrectionRefused("题名不能空，也不能超过 500 字。")
    if field == "level" and after not in map(str, range(_DEEPEST + 1)):
        raise CorrectionRefused(f"层级是 0 到 {_DEEPEST} 的数。")
    if field in ("doc_number", "column") and len(after) > 50:
        raise CorrectionRefused("文号和栏目不能超过 50 字。")
    if field == "signed_on" and after and not _is_day(after):
        raise CorrectionRefused("日期应当写成 2023-05-01 这样。")
    if place.path and field not in PROVISION_FIELDS:
        raise CorrectionRefused("这一项属于整件文件，不属于某一条。")


def _is_day(text: str) -> bool:
    try:
        return date(1949, 10, 1) <= date.fromisoformat(text) <= date(2100, 1, 1)
    except ValueError:
        return False


def locked(source: SourceFile) -> SourceFile:
    """The source, locked; nobody may be at work on it. One that waits, or whose worker is gone, takes the change along.

    Raises ``CorrectionRefused``.
    """
    row = SourceFile.objects.select_for_update().get(pk=source.pk)
    if row.state == SourceFile.State.RUNNING and not is_abandoned(row):
        raise CorrectionRefused("这份文件正在处理，请等处理完成后再改。")
    return row


def _standing(place: Place, source: SourceFile, field: str) -> Correction | None:
    rows = Correction.objects.exclude(state=Correction.State.REVOKED).filter(
        field=field, path=place.path, ordinal=place.ordinal
    )
    rows = rows.filter(document=place.document) if place.document else rows.filter(source=source)
    if field not in PROVISION_FIELDS and field != "title":
        rows = rows.filter(ordinal=0)
    return rows.first()


def withdraw(row: Correction, user: User) -> None:
    """Mark a correction as taken back; call in the transaction of what takes its place."""
    row.state, row.revoked_at, row.revoked_by = Correction.State.REVOKED, timezone.now(), user
    row.save(update_fields=["state", "revoked_at", "revoked_by"])


def _create(
    place: Place, source: SourceFile, field: str, before: str, after: str, reason: str, user: User
) -> Correction:
    document = place.document
    return Correction.objects.create(
        source=source,
        document=document,
        issue_key=document.issue.key if document else "",
        identity=_parse_identity(document, source),
        ordinal=place.ordinal if field in PROVISION_FIELDS or field == "title" else 0,
        path=place.path,
        field=field,
        before=before,
        after=after,
        reason=reason[:500],
        user=user,
    )


def _parse_identity(document: Document | None, source: SourceFile) -> str:
    """The identity that the parse gives the document, which corrections may have changed since."""
    known = Correction.objects.exclude(state=Correction.State.REVOKED)
    if document is None:
        earlier = known.filter(source=source).first()
        return earlier.identity if earlier else _law_identity(source)
    earlier = known.filter(document=document).first()
    return earlier.identity if earlier else document.identity


def _law_identity(source: SourceFile) -> str:
    parsed = read_and_parse(bytes(source.content.data), source.name)
    return parse_identities(parsed.documents)[0]
