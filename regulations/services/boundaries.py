"""Saying where a document or a text begins, laid over the parse like any correction.

In the room: the checks, the record, the writing again of the source. Not in the room: how the
pipeline begins and joins (``documents.gazette.boundaries``), taking one back (``correcting.revoke``).
"""

from django.contrib.auth.models import User
from django.db import transaction

from documents.gazette.anchors import DOCUMENT, NOTHING, PART, make_anchor
from documents.models import ActionRecord, Correction, Document, DroppedLine, SourceFile, SourceText
from documents.services.history import record_action
from regulations.models import Version
from regulations.services.correcting import CorrectionRefused, locked, rewrite, withdraw

BEGINS = {DOCUMENT: "一件公文从这一行开始", PART: "附件或印发的文本从这一行开始", NOTHING: "不是起点，接上文"}


def begins_at(source: SourceFile, line: int) -> str:
    """What the library begins at a line now: ``document``, ``part`` or ``nothing``."""
    if Document.objects.filter(issue__source=source, line_start=line).exists():
        return DOCUMENT
    parts = Version.objects.filter(source=source, line_start=line, regulation__ordinal__gt=0)
    return PART if parts.exists() else NOTHING


def set_boundary(*, source: SourceFile, line: int, begins: str, reason: str, user: User) -> Correction | None:
    """Say what begins at a line, and write the source again.

    Example: ``set_boundary(source=source, line=120, begins="nothing", reason="附件误作公文", user=user)``.
    Returns the correction, None where an earlier one was only taken back. Raises ``CorrectionRefused``.
    """
    reason = reason.strip()[:500]
    anchor = _check(source, line, begins, reason)
    with transaction.atomic():
        source = locked(source)
        standing = (
            Correction.objects.exclude(state=Correction.State.REVOKED)
            .filter(source=source, field=Correction.Field.BOUNDARY, path=path_of(line))
            .first()
        )
        now = begins_at(source, line)
        if begins == now:
            raise CorrectionRefused("与现在的划分相同，没有改动。")
        before = standing.before if standing else now
        if standing:
            withdraw(standing, user)
        row = None
        if begins != before:
            row = Correction.objects.create(
                source=source, issue_key=_issue_key(source), identity="", path=path_of(line),
                field=Correction.Field.BOUNDARY, before=before, after=begins, anchor=anchor,
                reason=reason, user=user,
            )  # fmt: skip
        record_action(
            user=user, verb=ActionRecord.Verb.CORRECT, subject=row or source,
            label=f"{source.name} 第 {line} 行的起止",
            address=f"/desk/sources/{source.pk}/?line={line}#L{line}",
            before={"begins": now}, after={"begins": begins}, reason=reason,
            keep={"source": source.pk, "line": line},
        )  # fmt: skip
    rewrite(source)
    return row


def path_of(line: int) -> str:
    """How a boundary names its line."""
    return f"line_{line}"


def _issue_key(source: SourceFile) -> str:
    issue = getattr(source, "issue", None)
    return issue.key if issue else ""


def _check(source: SourceFile, line: int, begins: str, reason: str) -> dict[str, object]:
    """The line's anchor as it is stored."""
    if begins not in BEGINS:
        raise CorrectionRefused("请选择这一行是什么的起点。")
    if not reason:
        raise CorrectionRefused("请写明更正的理由。")
    if getattr(source, "issue", None) is None and not source.is_unwritten:
        raise CorrectionRefused("这份文件是单独一件法规，没有公文和附件之分。")
    if getattr(source, "issue", None) is None and begins != DOCUMENT:
        raise CorrectionRefused("这份文件中还没有公文，请先指明公文从哪一行开始。")
    try:
        texts = source.text.text.split("\n")
    except SourceText.DoesNotExist as missing:
        raise CorrectionRefused("这份文件还没有读出文字。") from missing
    anchor = make_anchor(texts, line)
    if anchor is None:
        raise CorrectionRefused("没有这一行，或者这一行是空的。")
    if DroppedLine.objects.filter(source=source, line=line).exists():
        raise CorrectionRefused("这一行已作页眉、页脚移出，不能作为起点。")
    return {
        "line": line,
        "text": anchor.text,
        "before": list(anchor.before),
        "after": list(anchor.after),
        "shown": texts[line - 1].strip()[:120],
    }
