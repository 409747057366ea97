"""Stubs: acts that are cited and not held. Made once, filled when their text arrives, merged, split.

In the room: rows of acts without text, and what hangs on them. Not in the room: which act a
citation means (``regulations.citations.resolve``).
"""

import hashlib
from itertools import chain, count

from django.db import transaction
from django.db.models import F

from documents.models import Document, FormerText
from documents.organs import ascii_slug, initials, level_of
from documents.text.document_numbers import parse_document_number
from documents.text.titles import short_key, title_key
from regulations.citations.titles import doubled_keys, undoubled_keys
from regulations.models import Citation, Effect, MergedName, Redirect, Regulation, Spelling

_LAW_ENDINGS = ("法", "条例", "法典")


def stub_for(*, title: str, doc_number: str = "", former_of: Regulation | None = None) -> Regulation:
    """The stub of a cited act, made where there is none; known by title and number together.

    A former act of the same title without a number is known by the act that replaced it, so that
    a citation of the title never leads there. Under a name that a person merged into another act,
    that act is returned, which may be held.
    """
    number = parse_document_number(doc_number) if doc_number else None
    number_key = number.key[:100] if number else ""
    key = title_key(title)[:500]
    if former_of is not None and not number_key:
        key = f"{key[:380]}@{former_of.slug}"
    merged = MergedName.objects.filter(title_key=key, number_key=number_key).select_related("regulation")
    for name in merged:
        return name.regulation
    standing = _standing_stub(title, key, number_key)
    if standing is not None:
        return standing
    shown = title or (number.text if number else doc_number)
    return Regulation.objects.create(
        slug=free_address(_stub_slug(title, doc_number)),
        title=shown[:500],
        title_key=key,
        short_key=short_key(title)[:500],
        doc_number=(number.text if number else doc_number)[:100],
        number_key=number_key,
        level=_stub_level(title, number.organ if number else ""),
        is_stub=True,
    )


def _standing_stub(title: str, key: str, number_key: str) -> Regulation | None:
    """The stub of this name; one whose title differs by a glyph printed twice is the same act."""
    near = (*undoubled_keys(key), *doubled_keys(key)) if 4 <= len(key) <= 100 and "@" not in key else ()
    rows = Regulation.objects.filter(is_stub=True, title_key__in=(key, *near), number_key=number_key)
    found = sorted(rows.order_by("pk"), key=lambda row: row.title_key != key)
    if not found:
        return None
    stub = found[0]
    if len(key) < len(stub.title_key):
        stub.title, stub.title_key, stub.short_key = title[:500], key, short_key(title)[:500]
        stub.save(update_fields=["title", "title_key", "short_key", "updated_at"])
    return stub


def _stub_slug(title: str, doc_number: str) -> str:
    number = parse_document_number(doc_number) if doc_number else None
    if number is not None:
        year = f"-{number.year}" if number.year else ""
        return f"{initials(number.organ)}{year}-{number.serial.lower()}".replace(".", "-")
    return ascii_slug(title_key(title))


def _stub_level(title: str, organ: str) -> str:
    if organ.startswith(("国", "中")):
        return "national"
    level = level_of(title)
    if level == "unknown" and title.endswith(_LAW_ENDINGS) and not organ:
        return "national"
    return level


def note_spelling(regulation: Regulation, text: str, count: int = 1) -> None:
    """Count a way in which the act's title or number is written."""
    spelling, created = Spelling.objects.get_or_create(
        regulation=regulation, text=text[:500], defaults={"count": count}
    )
    if not created:
        Spelling.objects.filter(pk=spelling.pk).update(count=F("count") + count)


@transaction.atomic
def merge(*, old: Regulation, into: Regulation) -> None:
    """Move all that hangs on ``old`` to ``into``; the address of ``old`` leads there from now on."""
    citations = Citation.objects.filter(target=old)
    if old.is_stub and not into.is_stub:
        citations.filter(status=Citation.Status.NOT_HELD).update(
            status=Citation.Status.RESOLVED, reason="条目合并"
        )
    citations.update(target=into)
    standing = set(into.effects.values_list("key", flat=True))
    Effect.objects.filter(target=old).exclude(key__in=standing).update(target=into)
    Effect.objects.filter(by=old).update(by=into)
    for spelling in old.spellings.all():
        note_spelling(into, spelling.text, spelling.count)
    Redirect.objects.filter(regulation=old).update(regulation=into)
    old.error_reports.update(regulation=into)
    MergedName.objects.filter(regulation=old).update(regulation=into)
    slug = old.slug
    old.delete()
    Redirect.objects.update_or_create(slug=slug, path="", defaults={"regulation": into})


def text_key(document: Document, ordinal: int) -> str:
    """What names a text of a document over all parses."""
    return hashlib.sha256(f"{document.issue.key}|{document.identity}|{ordinal}".encode()).hexdigest()


def free_address(stem: str) -> str:
    """An address that no act has and none has had: ``stem``, or the first of ``stem-2``, ``stem-3`` …"""
    taken = set(Regulation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(FormerText.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{n}" for n in count(2))
    return next(slug for slug in chain([stem], numbered) if slug not in taken)


@transaction.atomic
def drop_text(regulation: Regulation) -> None:
    """Take the text away: the row becomes a stub where something hangs on it, else it goes.

    Its address stays its own, should it come back.
    """
    if regulation.document is not None:
        FormerText.objects.update_or_create(
            slug=regulation.slug, defaults={"key": text_key(regulation.document, regulation.ordinal or 0)}
        )
    regulation.versions.all().delete()
    regulation.citations_made.all().delete()
    regulation.effects_made.filter(state=Effect.State.PROPOSED).delete()
    wanted = (
        regulation.citations.exists()
        or regulation.effects.exclude(by=regulation).exists()
        or regulation.effects.exclude(state=Effect.State.PROPOSED).exists()
        or regulation.error_reports.exists()
    )
    if not wanted:
        regulation.delete()
        return
    regulation.document, regulation.ordinal, regulation.is_stub = None, None, True
    regulation.save(update_fields=["document", "ordinal", "is_stub", "updated_at"])


def drop_empty_stubs(ids: set[int], *, into: dict[int, Regulation] | None = None) -> None:
    """Remove stubs on which nothing hangs any more; their address leads on where ``into`` names an act."""
    empty = Regulation.objects.filter(
        pk__in=ids, is_stub=True, citations__isnull=True, effects__isnull=True, error_reports__isnull=True
    )
    for stub in empty.distinct():
        target = (into or {}).get(stub.pk)
        if target is not None:
            merge(old=stub, into=target)
        else:
            stub.delete()
