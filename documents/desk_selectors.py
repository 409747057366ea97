"""What the desk shows of files, findings and the record: reads with a fixed number of queries.

In the room: uploads with their stages, open findings, the history. Not in the room: texts and their
life (``regulations.desk_selectors``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from documents.models import ActionRecord, Document, Finding, SourceFile
from documents.record_words import size_in_words

STAGES = ("接收", "读取", "解析", "写入", "完成")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_WORKING = (SourceFile.State.QUEUED, SourceFile.State.RUNNING)
SEVERITY_NAMES = {"error": "须改", "warning": "须看", "info": "留意"}
SEVERITY_SIGNS = {"error": "hi", "warning": "mid", "info": "lo"}
_RANK = Case(
    When(severity="error", then=Value(0)),
    When(severity="warning", then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the work on a file; ``sign`` is done, at, stop, wait or empty."""

    name: str
    sign: str
    note: str

    @property
    def said(self) -> str:
        """The state in words, for those who do not see it."""
        return {"done": "完成", "at": f"进行中 {self.note}", "stop": "停下", "wait": "等待核对"}.get(
            self.sign, "未开始"
        )


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with its stages and what waits in it."""

    source: SourceFile
    stages: Sequence[Stage]
    drafts: int
    open_findings: int

    @property
    def working(self) -> bool:
        """Whether it is queued or at work."""
        return self.source.state in _WORKING

    @property
    def awaits_consent(self) -> bool:
        """Whether it waits for a person who may publish."""
        return self.source.state == SourceFile.State.WAITING


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Open findings of one code, with one of them as an example."""

    code: str
    severity: str
    message: str
    count: int
    sources: int

    @property
    def name(self) -> str:
        """The severity in words."""
        return SEVERITY_NAMES[self.severity]

    @property
    def sign(self) -> str:
        """The class of the severity."""
        return SEVERITY_SIGNS[self.severity]


def uploads(*, most: int = 8, first: int = 0, working_only: bool = False) -> list[Upload]:
    """Gazette files, newest first, those at work before all. One query."""
    rows = SourceFile.objects.filter(kind=SourceFile.Kind.GAZETTE).select_related("issue", "uploaded_by")
    if working_only:
        rows = rows.filter(state__in=_WORKING)
    busy = Case(When(state__in=_WORKING, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = rows.annotate(busy=busy, n_drafts=_count(_drafts()), n_findings=_count(_open_findings())).order_by(
        "busy", "-id"
    )
    return [upload_of(row) for row in rows.defer("issue__front_matter")[first : first + most]]


def known_sources(digests: Sequence[str]) -> QuerySet[SourceFile]:
    """Files received before, by the digest of their content; what is no digest is left out."""
    return SourceFile.objects.filter(sha256__in=[each for each in digests if _DIGEST.fullmatch(each)])


def _drafts() -> QuerySet[Any, Any]:
    return Document.objects.filter(
        issue__source=OuterRef("pk"), publication=Document.Publication.DRAFT
    ).values("issue__source")


def _open_findings() -> QuerySet[Any, Any]:
    return (
        Finding.objects.filter(source=OuterRef("pk"), resolved_at=None)
        .exclude(severity="info")
        .values("source")
    )


def _count(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().annotate(n=Count("pk")).values("n")), 0)


def upload_of(source: SourceFile) -> Upload:
    """A file as the desk shows it; no query for rows of ``uploads``."""
    return Upload(source, stages_of(source), getattr(source, "n_drafts", 0), getattr(source, "n_findings", 0))


def stages_of(source: SourceFile) -> list[Stage]:
    """The stages of the work with what each has brought. No query."""
    counts = source.counts or {}
    received = timezone.localtime(source.created_at).strftime("%H:%M") if source.created_at else ""
    notes = {
        "接收": received,
        "读取": size_in_words(source.size),
        "解析": f"{counts['documents']} 件" if "documents" in counts else "",
        "写入": f"{counts.get('articles', 0) + counts.get('headings', 0)} 条" if counts else "",
        "完成": f"引用 {counts['citations']}" if "citations" in counts else "",
    }
    if source.state == SourceFile.State.DONE:
        return [Stage(name, "done", notes[name]) for name in STAGES]
    at = STAGES.index(source.stage) if source.stage in STAGES else 1
    halted = "wait" if source.state == SourceFile.State.WAITING else "stop"
    here = halted if source.is_unwritten else "at"
    queued = source.state == SourceFile.State.QUEUED
    note = "" if source.is_unwritten else "排队" if queued else f"{source.progress}%"
    return [
        Stage(
            name,
            "done" if n < at else ("" if n > at else here),
            notes[name] if n < at else (note if n == at else ""),
        )
        for n, name in enumerate(STAGES)
    ]


def finding_groups() -> list[FindingGroup]:
    """Open findings by code, the gravest first. One query."""
    rows = (
        Finding.objects.filter(resolved_at=None)
        .values("code", "severity")
        .annotate(
            count=Count("pk"), sources=Count("source", distinct=True), message=Min("message"), rank=_RANK
        )
        .order_by("rank", "-count", "code")
    )
    return [
        FindingGroup(row["code"], row["severity"], row["message"], row["count"], row["sources"])
        for row in rows
    ]


def open_findings(*, code: str = "", severity: str = "") -> QuerySet[Finding]:
    """Open findings with their file and document, the gravest first."""
    rows = Finding.objects.filter(resolved_at=None).select_related("source", "document")
    if code:
        rows = rows.filter(code=code)
    if severity:
        rows = rows.filter(severity=severity)
    return rows.annotate(rank=_RANK).order_by("rank", "source", "line", "id")


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What of the record is asked for."""

    user: str = ""
    verb: str = ""
    words: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "HistoryFilter":
        """Read the filter from a query string; what cannot be read is left out."""
        return cls(
            user=query.get("user", "")[:150],
            verb=query.get("verb", "") if query.get("verb", "") in ActionRecord.Verb.values else "",
            words=query.get("words", "").replace("\x00", "")[:100].strip(),
            since=_iso(query.get("since", "")),
            until=_iso(query.get("until", "")),
        )


def _iso(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat() if text else ""
    except ValueError:
        return ""


def history(wish: HistoryFilter) -> QuerySet[ActionRecord]:
    """The record, newest first, as far as the filter reaches."""
    rows = ActionRecord.objects.select_related("undoes", "undone_by")
    if wish.user:
        rows = rows.filter(username=wish.user.replace("\x00", ""))
    if wish.verb:
        rows = rows.filter(verb=wish.verb)
    if wish.words:
        rows = rows.filter(Q(label__icontains=wish.words) | Q(reason__icontains=wish.words))
    if wish.since:
        rows = rows.filter(at__gte=_moment(wish.since, time.min))
    if wish.until:
        rows = rows.filter(at__lte=_moment(wish.until, time.max))
    return rows


def _moment(day: str, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), clock))


def actors() -> list[str]:
    """Who stands in the record. One query."""
    return list(ActionRecord.objects.order_by("username").values_list("username", flat=True).distinct())
