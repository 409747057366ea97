"""Stubs: acts that are cited and not held. Made once, filled when their text arrives, merged, split.

In the room: rows of acts without text, and what hangs on them. Not in the room: which act a
citation means (``regulations.citations.resolve``).
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q

from documents.models import Document, FormerText
from documents.models.organ import Level
from documents.organs import ascii_slug, initials, level_of
from documents.text.document_numbers import parse_document_number
from documents.text.titles import short_key, title_key
from regulations.citations.titles import doubled_keys, undoubled_keys
from regulations.models import Citation, Effect, MergedName, Redirect, Regulation
from regulations.services.addresses import free_addresses

_LAW_ENDINGS = ("法", "条例", "法典")


@dataclass(frozen=True, slots=True)
class StubName:
    """How a cited act is called where it is not held; ``former_of`` is the act that replaced it."""

    title: str
    doc_number: str = ""
    former_of: Regulation | None = None

    @property
    def keys(self) -> tuple[str, str]:
        """The title key and the number key that a stub of this name bears.

        A former act of the same title without a number is known by the act that replaced it, so that
        a citation of the title never leads there.
        """
        number = parse_document_number(self.doc_number) if self.doc_number else None
        key, number_key = title_key(self.title)[:500], number.key[:100] if number else ""
        if self.former_of is not None and not number_key:
            key = f"{key[:380]}@{self.former_of.slug}"
        return key, number_key


def stub_for(*, title: str, doc_number: str = "", former_of: Regulation | None = None) -> Regulation:
    """The stub of one cited act: ``stubs_for`` for a single name."""
    return stubs_for([StubName(title, doc_number, former_of)])[0]


def stubs_for(names: Sequence[StubName]) -> list[Regulation]:
    """The stubs of cited acts, made where there are none; known by title and number together.

    A number alone and the same number with a title are one act. Under a name that a person merged into another act, that act is returned, which may be held.
    Example: ``stubs_for([StubName("甲办法"), StubName("甲办法", "甲政发〔2018〕9号")])``. Returns one act
    for each name in their order, in as many queries for a thousand names as for two. Raises nothing.
    """
    if not names:
        return []
    keys = [name.keys for name in names]
    pool = _Pool(keys)
    acts = [pool.act_of(name, *key) for name, key in zip(names, keys, strict=True)]
    stems = [stem for _, stem in pool.fresh]
    for (act, _), slug in zip(pool.fresh, free_addresses(stems), strict=True):
        act.slug = slug
    Regulation.objects.bulk_create([act for act, _ in pool.fresh], batch_size=500)
    Regulation.objects.bulk_update(
        [act for act in pool.renamed if act.pk], ["title", "title_key", "short_key", "level"], batch_size=500
    )
    return acts


class _Pool:
    """The acts that some names mean: those of merged names, stubs that stand, new ones not yet saved."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        near = {each for key, _ in keys for each in _near(key)}
        numbers = {number for _, number in keys}
        same = Q(title_key__in=near, number_key__in=numbers) | Q(number_key__in=numbers - {""})
        self._by_key: dict[tuple[str, str], Regulation] = {}
        self._by_number: dict[str, list[Regulation]] = defaultdict(list)
        self.fresh: list[tuple[Regulation, str]] = []
        self.renamed: list[Regulation] = []
        for stub in Regulation.objects.filter(same, is_stub=True).order_by("pk"):
            self._by_key.setdefault((stub.title_key, stub.number_key), stub)
            self._by_number[stub.number_key].append(stub)
        merged = MergedName.objects.filter(title_key__in={key for key, _ in keys}, number_key__in=numbers)
        for name in merged.select_related("regulation"):
            self._by_key[name.title_key, name.number_key] = name.regulation

    def act_of(self, name: StubName, key: str, number_key: str) -> Regulation:
        """The act of one name; a new stub where none stands."""
        found = [self._by_key[each, number_key] for each in _near(key) if (each, number_key) in self._by_key]
        act = found[0] if found else self._of_number(key, number_key)
        if act is None:
            act = _new_stub(name, key, number_key)
            self.fresh.append((act, _stub_slug(name.title, name.doc_number)))
            self._by_number[number_key].append(act)
        elif act.is_stub and _names_better(key, act.title_key):
            act.title, act.title_key, act.short_key = name.title[:500], key, short_key(name.title)[:500]
            act.level = _stub_level(name.title, "") if act.level == Level.UNKNOWN else act.level
            self.renamed.append(act)
        self._by_key[key, number_key] = act
        return act

    def _of_number(self, key: str, number_key: str) -> Regulation | None:
        """A number alone is the one act of that number; a title is that of an act known by its number alone."""
        same = self._by_number[number_key] if number_key else []
        if key:
            return next((act for act in same if not act.title_key), None)
        return same[0] if len(same) == 1 else None


def _names_better(key: str, than: str) -> bool:
    """Whether a title is that of an act known by its number alone, or without a glyph printed twice."""
    return bool(key) and (not than or (len(key) < len(than) and key in _near(than)))


def _near(key: str) -> tuple[str, ...]:
    """A title's key, then those that differ by a glyph printed twice: the same act."""
    plain = 4 <= len(key) <= 100 and "@" not in key
    return (key, *undoubled_keys(key), *doubled_keys(key)) if plain else (key,)


def _new_stub(name: StubName, key: str, number_key: str) -> Regulation:
    number = parse_document_number(name.doc_number) if name.doc_number else None
    told = number.text if number else name.doc_number
    return Regulation(
        title=(name.title or told)[:500],
        title_key=key,
        short_key=short_key(name.title)[:500],
        doc_number=told[:100],
        number_key=number_key,
        level=_stub_level(name.title, number.organ if number else ""),
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
    note_spellings({(regulation.pk, text): count})


def note_spellings(counts: Mapping[tuple[int, str], int]) -> None:
    """Count ways in which acts are written, each with the primary key of its act. One statement.

    Example: ``note_spellings({(act.pk, "《甲办法》"): 2})``. Returns nothing, raises nothing.
    """
    if not counts:
        return
    total: Counter[tuple[int, str]] = Counter()
    for (act, text), number in counts.items():
        total[act, text[:500]] += number
    acts, texts = zip(*total, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_SPELLINGS, [list(acts), list(texts), list(total.values())])


_COUNT_SPELLINGS = """
INSERT INTO regulations_spelling (regulation_id, text, count)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::int[])
ON CONFLICT (regulation_id, text) DO UPDATE SET count = regulations_spelling.count + EXCLUDED.count
"""


@transaction.atomic
def merge(*, old: Regulation, into: Regulation) -> list[Effect]:
    """Move all that hangs on ``old`` to ``into``; the address of ``old`` leads there from now on.

    Where one clause has an effect on both, one stays, a person's decision before a proposal.
    Returns the effects that went, as they were.
    """
    citations = Citation.objects.filter(target=old)
    if old.is_stub and not into.is_stub:
        citations.filter(status=Citation.Status.NOT_HELD).update(
            status=Citation.Status.RESOLVED, reason="条目合并"
        )
    citations.update(target=into)
    gone = _doubles(old, into)
    Effect.objects.filter(pk__in=[effect.pk for effect in gone]).delete()
    Effect.objects.filter(target=old).update(target=into)
    Effect.objects.filter(by=old).update(by=into)
    note_spellings({(into.pk, each.text): each.count for each in old.spellings.all()})
    Redirect.objects.filter(regulation=old).update(regulation=into)
    old.error_reports.update(regulation=into)
    MergedName.objects.filter(regulation=old).update(regulation=into)
    slug = old.slug
    old.delete()
    Redirect.objects.update_or_create(slug=slug, path="", defaults={"regulation": into})
    return gone


def _doubles(old: Regulation, into: Regulation) -> list[Effect]:
    standing = {effect.key: effect for effect in into.effects.all()}
    pairs = [(effect, standing[effect.key]) for effect in old.effects.all() if effect.key in standing]
    proposed = Effect.State.PROPOSED
    return [theirs if theirs.state == proposed != ours.state else ours for ours, theirs in pairs]


def text_key(document: Document, ordinal: int) -> str:
    """What names a text of a document over all parses."""
    return hashlib.sha256(f"{document.issue.key}|{document.identity}|{ordinal}".encode()).hexdigest()


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
