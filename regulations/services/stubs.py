"""Stubs: acts that are cited and not held. Made once, filled when their text arrives, merged, split.

In the room: rows of acts without text, and what hangs on them. Not in the room: which act a
citation means (``regulations.citations.resolve``).
"""

from django.db import transaction
from django.db.models import F

from documents.organs import ascii_slug, initials, level_of
from documents.services.reconcile import free_slug
from documents.text.document_numbers import parse_document_number
from documents.text.titles import short_key, title_key
from regulations.models import Citation, Effect, Redirect, Regulation, Spelling

_LAW_ENDINGS = ("法", "条例", "法典")


def stub_for(*, title: str, doc_number: str = "", former_of: Regulation | None = None) -> Regulation:
    """The stub of a cited act, made where there is none; known by title and number together.

    A former act of the same title without a number is known by the act that replaced it, so that
    a citation of the title never leads there.
    """
    number = parse_document_number(doc_number) if doc_number else None
    number_key = number.key[:100] if number else ""
    key = title_key(title)[:500]
    if former_of is not None and not number_key:
        key = f"{key[:380]}@{former_of.slug}"
    standing = Regulation.objects.filter(is_stub=True, title_key=key, number_key=number_key).first()
    if standing is not None:
        return standing
    shown = title or (number.text if number else doc_number)
    return Regulation.objects.create(
        slug=free_slug(Regulation, _stub_slug(title, doc_number)),
        title=shown[:500],
        title_key=key,
        short_key=short_key(title)[:500],
        doc_number=(number.text if number else doc_number)[:100],
        number_key=number_key,
        level=_stub_level(title, number.organ if number else ""),
        is_stub=True,
    )


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
    Citation.objects.filter(target=old).update(target=into)
    standing = set(into.effects.values_list("key", flat=True))
    Effect.objects.filter(target=old).exclude(key__in=standing).update(target=into)
    Effect.objects.filter(by=old).update(by=into)
    for spelling in old.spellings.all():
        note_spelling(into, spelling.text, spelling.count)
    Redirect.objects.filter(regulation=old).update(regulation=into)
    slug = old.slug
    old.delete()
    Redirect.objects.update_or_create(slug=slug, path="", defaults={"regulation": into})


@transaction.atomic
def drop_text(regulation: Regulation) -> None:
    """Take the text away: the row becomes a stub where something hangs on it, else it goes."""
    regulation.versions.all().delete()
    regulation.citations_made.all().delete()
    regulation.effects_made.filter(state=Effect.State.PROPOSED).delete()
    wanted = (
        regulation.citations.exists()
        or regulation.effects.exclude(by=regulation).exists()
        or regulation.effects.exclude(state=Effect.State.PROPOSED).exists()
    )
    if not wanted:
        regulation.delete()
        return
    regulation.document, regulation.ordinal, regulation.is_stub = None, None, True
    regulation.save(update_fields=["document", "ordinal", "is_stub", "updated_at"])


def drop_empty_stubs(ids: set[int], *, into: dict[int, Regulation] | None = None) -> None:
    """Remove stubs on which nothing hangs any more; their address leads on where ``into`` names an act."""
    empty = Regulation.objects.filter(pk__in=ids, is_stub=True, citations__isnull=True, effects__isnull=True)
    for stub in empty.distinct():
        target = (into or {}).get(stub.pk)
        if target is not None:
            merge(old=stub, into=target)
        else:
            stub.delete()
