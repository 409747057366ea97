"""Laws of the nation, of provinces and cities: editions by date as versions of one regulation."""

import re
from collections.abc import Sequence
from datetime import date

from documents.gazette.parsed import HistoryEvent, ParsedDocument, ParsedIssue, Part
from documents.gazette.single_act import has_act_head
from documents.models import SourceFile
from documents.models.organ import Level
from documents.organs import ascii_slug, level_of
from documents.services.reconcile import clean, free_slug, store_source_text, write_findings
from documents.text.titles import short_key, title_key
from regulations.models import Provision, Regulation, Version
from regulations.services.effects import write_effects
from regulations.services.hooks import announce, on_texts_changed
from regulations.services.life import refresh_life
from regulations.services.references import resolve_wanted, write_citations
from regulations.services.stubs import merge
from regulations.services.texts import ReconciledText, history_rows, write_provisions
from regulations.structure.lawmakers import lawmaker
from regulations.structure.public_day import public_day


def is_law(parsed: ParsedIssue, *, loaded_as_law: bool = False) -> bool:
    """One act and no gazette, with a history head as collections of laws print it or loaded as a law."""
    if parsed.gazette is not None or len(parsed.documents) != 1:
        return False
    return loaded_as_law or has_act_head(parsed.source)


def store_law(*, source: SourceFile, parsed: ParsedIssue) -> dict[str, int]:
    """Write one edition of a law; the same act and date a second time writes nothing."""
    document, part = parsed.documents[0], parsed.documents[0].parts[0]
    edition_on = _edition_on(part.history) or _named_day(source.name)
    regulation = _regulation_for(part.title or document.title, part.history)
    standing = regulation.versions.filter(edition_on=edition_on).exclude(source=source).exists()
    store_source_text(source=source, parsed=parsed)
    if standing:
        return {"documents": 0, "articles": 0, "clauses": 0, "citations": 0, "duplicate": 1}
    version = _write_version(regulation, source, part, edition_on)
    affected: set[int] = set()
    if version.is_current:
        text = ReconciledText(regulation, version, part)
        affected |= write_citations(parsed=document, texts=[text])
        affected |= write_effects(parsed=document, texts=[text])
        affected |= resolve_wanted([regulation.pk])
    refresh_life({regulation.pk, *affected})
    write_findings(source=source, found=[(None, f) for f in (*parsed.findings, *document.findings)])
    announce(on_texts_changed, [regulation.pk])
    return _counts(version, document, parsed)


def _edition_on(history: Sequence[HistoryEvent]) -> date | None:
    """The day of the text: of its latest adoption, promulgation or amendment."""
    days = [event.on for event in history if event.on and event.kind not in ("施行", "废止")]
    return max(days, default=None)


def _named_day(name: str) -> date | None:
    """The day in a file's name: 海关关衔条例(2003-02-28).md; it stands in for a missing history."""
    match = re.search(r"[（(](\d{4}-\d{2}-\d{2})[）)]", name)
    try:
        return date.fromisoformat(match.group(1)) if match else None
    except ValueError:
        return None


def _regulation_for(title: str, history: Sequence[HistoryEvent]) -> Regulation:
    """The law of this title; stubs that only knew the title are filled, others of it merged in."""
    key, level = title_key(title)[:500], _level(title, history)
    rows = list(
        Regulation.objects.filter(
            title_key=key, document__isnull=True, level__in=(level, Level.NATIONAL, Level.UNKNOWN)
        ).order_by("is_stub", "number_key", "pk")
    )
    law = rows[0] if rows else Regulation(slug=free_slug(Regulation, ascii_slug(key)))
    law.title, law.title_key, law.short_key = clean(title)[:500], key, short_key(title)[:500]
    law.level, law.role, law.is_stub, law.genre = level, Regulation.Role.BODY, False, _genre(title)
    law.save()
    for stub in rows[1:]:
        if stub.is_stub:
            merge(old=stub, into=law)
    return law


def _level(title: str, history: Sequence[HistoryEvent]) -> str:
    """The level of who made the law; where no history tells, a province's name in the title does."""
    maker = lawmaker(history)
    if maker:
        return level_of(maker)
    return Level.PROVINCE if level_of(title) == Level.PROVINCE else Level.NATIONAL


def _genre(title: str) -> str:
    endings = ("条例", "办法", "规定", "细则", "决定", "规则", "解释", "修正案", "法典", "法")
    return next((e for e in endings if title.rstrip("）)").endswith(e)), "")


def _write_version(
    regulation: Regulation, source: SourceFile, part: Part, edition_on: date | None
) -> Version:
    _redate(regulation, source, edition_on)
    newest = regulation.versions.exclude(source=source).order_by("-edition_on").first()
    current = newest is None or (edition_on or date.min) >= (newest.edition_on or date.min)
    if current:
        regulation.versions.exclude(source=source).update(is_current=False)
    version, _ = Version.objects.update_or_create(
        regulation=regulation,
        edition_on=edition_on,
        defaults={
            "source": source,
            "scheme": part.scheme,
            "line_start": part.line_start,
            "line_end": max(part.line_start, part.line_end),
            "effective_on": _edition_effective(part, edition_on),
            "history": history_rows(part.history),
            "is_current": current,
        },
    )
    write_provisions(version=version, provisions=part.provisions)
    if current:
        told = min((e.on for e in part.history if e.on), default=edition_on)
        regulation.issued_on = public_day(None, part.history).on or told
        regulation.issuer = lawmaker(part.history)[:200]
        regulation.save(update_fields=["issued_on", "issuer", "updated_at"])
    return version


def _redate(regulation: Regulation, source: SourceFile, edition_on: date | None) -> None:
    """The text of this file was read with another day before: the same version, the new day."""
    if not regulation.versions.filter(edition_on=edition_on).exists():
        before = regulation.versions.filter(source=source).order_by("-is_current", "pk").first()
        if before is not None:
            before.edition_on = edition_on
            before.save(update_fields=["edition_on"])


def _edition_effective(part: Part, edition_on: date | None) -> date | None:
    """An amended text keeps the first day of effect in its last article; the edition itself runs from its own day."""
    stated = [e.on for e in part.history if e.kind == "施行" and e.on]
    candidates = [d for d in (*stated, part.effective_on) if d and (edition_on is None or d >= edition_on)]
    return max(candidates, default=edition_on)


def _counts(version: Version, document: ParsedDocument, parsed: ParsedIssue) -> dict[str, int]:
    provisions = Provision.objects.filter(version=version)
    return {
        "documents": 1,
        "articles": provisions.filter(kind="article").count(),
        "headings": provisions.filter(kind="heading").count(),
        "clauses": provisions.filter(kind__in=("clause", "item", "subitem")).count(),
        "findings": len(parsed.findings) + len(document.findings),
    }
