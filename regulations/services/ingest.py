"""One source file, from its bytes to rows: read, parsed, then written in one transaction.

All of an issue is written at once or not at all, behind one lock for writers, so that a worker
may die at any line and two workers with the same file end with one result.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection, transaction

from documents.gazette.anchors import ACTIVE
from documents.gazette.parsed import ParsedDocument, ParsedIssue
from documents.gazette.readers.isolated import read_isolated
from documents.gazette.source import UnreadableSource
from documents.models import Correction, Document, SourceFile
from documents.services import sources
from documents.services.reconcile import changes_public, reconcile_issue, store_source_text
from regulations.law_files import read_acts
from regulations.models import Citation, Provision, Regulation
from regulations.parser_mark import parser_mark
from regulations.services.corrections import lay_corrections, relink_corrections
from regulations.services.effects import write_effects
from regulations.services.hooks import announce, on_chronicles_changed, on_texts_changed, on_texts_removed
from regulations.services.laws import is_law, store_law
from regulations.services.life import refresh_life
from regulations.services.moved import settle_moved, standing_of
from regulations.services.references import resolve_wanted, write_citations
from regulations.services.stubs import drop_text
from regulations.services.texts import reconcile_texts
from regulations.structure.public_day import public_day_of

TIME_LIMIT_S = 90 * 60  # more than the recognition of a long scan takes
_WRITER_LOCK = 0x6A63_6776

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """The regulations that a source touched: ``changed`` hold a text, ``affected`` only changed status."""

    changed: tuple[int, ...]
    affected: tuple[int, ...]


NOTHING_FOUND = "没有在文件中找到公文：看不到题名、文号或条文。可以在原文中指明公文从哪一行开始。"


class Unwritten(UnreadableSource):
    """A file that was read but not written; ``parsed`` keeps its lines, so that a person can look at them."""

    def __init__(self, parsed: ParsedIssue, reason: str) -> None:
        super().__init__(reason)
        self.parsed = parsed


class NeedsConsent(Unwritten):
    """A held file whose words would be public at once: it waits for a person who may publish."""


def ingest_source(source_id: int) -> bool:
    """Read, parse and write one file; False where another worker has it or it failed.

    The reason of a failure stands on the row in Chinese; unexpected errors are raised after that.
    """
    source = sources.claim(source_id)
    if source is None:
        return False

    def progress(stage: str, percent: int) -> None:
        sources.report_stage(source, stage=stage, progress=percent)

    try:
        parsed = read_and_parse(bytes(source.content.data), source.name, progress)
        write_source(source, parsed, progress)
    except Unwritten as error:
        store_source_text(source=source, parsed=error.parsed)
        leave = sources.wait_for_consent if isinstance(error, NeedsConsent) else sources.fail
        leave(source, reason=str(error))
        return False
    except UnreadableSource as error:
        sources.fail(source, reason=str(error))
        return False
    except SoftTimeLimitExceeded:
        sources.fail(
            source, reason=f"处理超过 {TIME_LIMIT_S // 60} 分钟仍未完成，已停止；文件可能过大或异常。"
        )
        return False
    except Exception as error:
        sources.fail(source, reason=f"处理时发生内部错误（{type(error).__name__}），已记录，请联系管理员。")
        raise
    finally:
        sources.release(source)
    return True


def read_and_parse(data: bytes, name: str, progress: Progress = lambda stage, percent: None) -> ParsedIssue:
    """The pure way from bytes to a parsed issue; raises ``UnreadableSource``."""
    progress("读取", 5)
    source_text = read_isolated(
        data,
        name,
        timeout_s=None if settings.READER_OCR else settings.READER_TIMEOUT_S,
        memory_mb=None if settings.READER_OCR else settings.READER_MEMORY_MB,
        max_bytes=settings.MAX_UPLOAD_MB * 1024 * 1024,
        ocr=settings.READER_OCR,
    )
    progress("解析", 30)
    return read_acts(source_text)


def _says_something(parsed: ParsedIssue) -> bool:
    """Whether a file holds an act or a chronicle, or a person has said where a document begins."""
    told = any(outcome.state == ACTIVE for outcome in parsed.boundaries)
    return bool(parsed.chronicles) or told or any(_is_act(document) for document in parsed.documents)


def _was_begun_by_hand(source: SourceFile) -> bool:
    """Whether the documents that stand were begun by a person, who has taken that back."""
    told = Correction.objects.filter(source=source, field=Correction.Field.BOUNDARY)
    return getattr(source, "issue", None) is not None and told.exists()


def _is_act(document: ParsedDocument) -> bool:
    """An official act has a number, a day of its own, or provisions; other words are no document."""
    if document.doc_number or public_day_of(document).on:
        return True
    return any(node.kind in ("article", "heading") for part in document.parts for node in part.walk())


def write_source(
    source: SourceFile, parsed: ParsedIssue, progress: Progress = lambda stage, percent: None
) -> None:
    """Write all that a parsed source says, in one transaction."""
    progress("写入", 50)
    with transaction.atomic():
        hold_writers()
        parsed = lay_corrections(source=source, parsed=parsed)
        emptied = not _says_something(parsed)
        if emptied and not _was_begun_by_hand(source):
            raise Unwritten(parsed, NOTHING_FOUND)
        parsed = replace(parsed, documents=()) if emptied else parsed
        if changes_public(source=source, parsed=parsed):
            raise NeedsConsent(parsed, sources.WOULD_CHANGE_PUBLIC)
        as_law = source.kind == SourceFile.Kind.LAW
        write = _write_issue if emptied or not is_law(parsed, loaded_as_law=as_law) else store_law
        if write is store_law and source.hold and not source.versions.exists():
            raise NeedsConsent(parsed, sources.PUBLIC_AT_ONCE)
        counts = write(source=source, parsed=parsed)
        mark_recognised(source=source, recognised=parsed.source.ocr)
        sources.finish(source, counts=counts, pipeline_version=parser_mark())


def mark_recognised(*, source: SourceFile, recognised: bool) -> None:
    """Say of the texts that a source gave whether their words were read from pictures."""
    texts = Regulation.objects.filter(versions__source=source, versions__is_current=True)
    texts.exclude(is_recognised=recognised).update(is_recognised=recognised)


def hold_writers() -> None:
    """Wait for the only right to write texts; it is held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER_LOCK])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _write_issue(*, source: SourceFile, parsed: ParsedIssue) -> dict[str, int]:
    before = standing_of(source)
    issue = reconcile_issue(source=source, parsed=parsed)
    relink_corrections(issue.issue)
    removed = _free_gone(issue.gone)
    written = [
        (found, reconcile_texts(document=document, parsed=found, source=source))
        for document, found in issue.documents
    ]
    changed = [t.regulation.pk for _, texts in written for t in texts]
    affected: set[int] = set()
    for found, texts in written:
        affected |= write_citations(parsed=found, texts=texts)
    for found, texts in written:
        affected |= write_effects(parsed=found, texts=texts)
    affected |= resolve_wanted(changed)
    affected |= settle_moved(source, before)
    refresh_life({*changed, *affected})
    announce(on_texts_removed, removed)
    announce(on_texts_changed, changed)
    announce(on_chronicles_changed, issue.chronicles)
    return _counts(parsed, changed)


def _free_gone(gone: Sequence[Document]) -> list[int]:
    removed = []
    for document in gone:
        for regulation in document.regulations.all():
            removed.append(regulation.pk)
            drop_text(regulation)
        document.findings.exclude(resolved_at=None).update(document=None)
        document.delete()
    return removed


def _counts(parsed: ParsedIssue, ids: list[int]) -> dict[str, int]:
    """Documents, articles (headings included), clauses, citations by result, findings."""
    provisions = Provision.objects.filter(version__regulation__in=ids)
    citations = Citation.objects.filter(regulation__in=ids)
    return {
        "documents": len(parsed.documents),
        "texts": Regulation.objects.filter(pk__in=ids).count(),
        "articles": provisions.filter(kind="article").count(),
        "headings": provisions.filter(kind="heading").count(),
        "clauses": provisions.filter(kind__in=("clause", "item", "subitem")).count(),
        "citations": citations.count(),
        "resolved": citations.filter(status="resolved").count(),
        "findings": len(parsed.findings) + sum(len(d.findings) for d in parsed.documents),
        "chronicles": len(parsed.chronicles),
    }
