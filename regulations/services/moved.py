"""Texts that a new parse begins elsewhere: their addresses lead on, and what people decided waits for them.

In the room: the comparison of a source's texts before and after they are written. Not in the room:
the writing itself (``ingest``), the merging of stubs (``stubs``).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User

from documents.models import Document, FormerText, SourceFile
from regulations.models import Citation, Effect, ErrorReport, Provision, Redirect, Regulation, Version
from regulations.services.references import resolve_wanted
from regulations.services.stubs import drop_empty_stubs, merge

Place = tuple[str, str]
_EFFECT_FIELDS = ("key", "state", "on", "redated", "read_on", "reason", "decided_by_id", "decided_at")
_CITATION_FIELDS = ("in_heading", "start", "quote", "target_path", "status", "reason", "decided_by_id")


@dataclass(slots=True)
class Text:
    """One text by its address: its lines, who sees it, what people decided in it."""

    regulation: int
    first: int
    last: int
    publication: str
    decisions: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    targets: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Standing:
    """The texts of a source, the line and label of each of their provisions, the acts they cite."""

    texts: dict[str, Text]
    places: dict[Place, tuple[int, str]]
    cited: frozenset[int] = frozenset()

    def holding(self, line: int) -> tuple[str, Text] | None:
        """The text that a line stands in, the innermost of several."""
        found = [(slug, text) for slug, text in self.texts.items() if text.first <= line <= text.last]
        return max(found, key=lambda pair: pair[1].first, default=None)


def standing_of(source: SourceFile, *, decisions: bool = True) -> Standing:
    """What a source has brought, as it stands. Six queries, two without ``decisions``."""
    versions = list(
        Version.objects.filter(source=source, regulation__document__isnull=False).select_related(
            "regulation__document"
        )
    )
    texts = {v.regulation.slug: _text(v) for v in versions}
    places = Provision.objects.filter(version__in=versions).values_list(
        "version__regulation__slug", "path", "line_start", "label"
    )
    lines = {(slug, path): (line, label) for slug, path, line, label in places}
    if not decisions or not texts:
        return Standing(texts, lines)
    cited = Citation.objects.filter(regulation__slug__in=texts, target__is_stub=True)
    standing = Standing(texts, lines, frozenset(cited.values_list("target", flat=True).distinct()))
    _note_decisions(standing)
    return standing


def _text(version: Version) -> Text:
    """A document's own text holds all its lines, the head and what it issues too."""
    act, document = version.regulation, version.regulation.document
    lines: Version | Document = version if act.ordinal or document is None else document
    return Text(act.pk, lines.line_start, lines.line_end, document.publication if document else "")


def _note_decisions(standing: Standing) -> None:
    made = Effect.objects.filter(by__slug__in=standing.texts).select_related("by", "target")
    for effect in made:
        text = standing.texts[effect.by.slug if effect.by else ""]
        text.targets.add(effect.target_id)
        if effect.state != Effect.State.PROPOSED:
            text.decisions["effects"].append(
                {"target": effect.target.slug, **{name: _plain(effect, name) for name in _EFFECT_FIELDS}}
            )
    decided = Citation.objects.filter(regulation__slug__in=standing.texts, decided_by__isnull=False)
    reports = ErrorReport.objects.filter(regulation__slug__in=standing.texts)
    for slug, pk in reports.values_list("regulation__slug", "pk"):
        standing.texts[slug].decisions["reports"].append({"id": pk})
    for row in decided.select_related("regulation", "provision", "target"):
        standing.texts[row.regulation.slug].decisions["citations"].append(
            {
                "path": row.provision.path,
                "target": row.target.slug if row.target else None,
                **{name: _plain(row, name) for name in _CITATION_FIELDS},
            }
        )


def _plain(row: Effect | Citation, name: str) -> Any:
    value = getattr(row, name)
    return value.isoformat() if hasattr(value, "isoformat") else value


def settle_moved(source: SourceFile, before: Standing) -> set[int]:
    """Lead on the addresses that a writing took away, and give back what came again.

    Call in the transaction of the writing, after the effects; returns the acts whose life may have
    changed.
    """
    after = standing_of(source, decisions=False)
    gone = [slug for slug in before.texts if slug not in after.texts]
    fresh = [slug for slug in after.texts if slug not in before.texts]
    affected: set[int] = set()
    for slug in gone:
        affected |= _let_go(slug, before.texts[slug])
    _redirect_places(before, after, set(gone))
    for slug in gone:
        affected |= _lead_on(slug, before, after)
    if gone or fresh:
        _forget_redirects(after)
    for former in FormerText.objects.filter(slug__in=fresh):
        affected |= _bring_back(former)
    drop_empty_stubs(set(before.cited))
    return set(Regulation.objects.filter(pk__in=affected).values_list("pk", flat=True))


def _let_go(slug: str, text: Text) -> set[int]:
    """Keep what people decided about a text that is gone; nothing of it counts any more."""
    FormerText.objects.filter(slug=slug).update(publication=text.publication, decisions=dict(text.decisions))
    Effect.objects.filter(by__slug=slug, by__is_stub=True).delete()
    return text.targets


def _redirect_places(before: Standing, after: Standing, gone: set[str]) -> None:
    """An old place leads to the place of the same label at the same line, in whatever text."""
    now: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for place, line in after.places.items():
        now[line].append(place)
    rows = []
    for (slug, path), line in before.places.items():
        if (slug, path) in after.places:
            continue
        there = now[line]
        held = after.holding(before.texts[slug].first) if slug in gone else None
        if len(there) == 1:
            rows.append(_redirect(slug, path, after.texts[there[0][0]].regulation, there[0][1]))
        elif held is not None:
            rows.append(_redirect(slug, path, held[1].regulation, ""))
    Redirect.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["slug", "path"],
        update_fields=["regulation", "new_path"],
        batch_size=1000,
    )


def _redirect(slug: str, path: str, regulation: int, new_path: str) -> Redirect:
    return Redirect(slug=slug, path=path, regulation_id=regulation, new_path=new_path)


def _lead_on(slug: str, before: Standing, after: Standing) -> set[int]:
    """The address of a text that is gone leads to the text that holds its lines now.

    What cites it is resolved again; where the citing words still mean an act that is not held, the
    address stays that act's page.
    """
    held = after.holding(before.texts[slug].first)
    affected: set[int] = set()
    stub = Regulation.objects.filter(slug=slug, is_stub=True).first()
    if stub is not None:
        affected = resolve_wanted([stub.pk])
    if held is None:
        return affected
    into = Regulation.objects.get(pk=held[1].regulation)
    stub = Regulation.objects.filter(slug=slug, is_stub=True).first()
    if stub is not None:
        stub.error_reports.update(regulation=into)
        if stub.citations.filter(decided_by=None).exists():
            return affected | {stub.pk}
        merge(old=stub, into=into)
    first = _first_place(slug, before)
    moved = Redirect.objects.filter(slug=slug, path=first).first() if first else None
    Redirect.objects.update_or_create(
        slug=slug,
        path="",
        defaults={
            "regulation": moved.regulation if moved else into,
            "new_path": moved.new_path if moved else "",
        },
    )
    return affected | {into.pk}


def _first_place(slug: str, before: Standing) -> str:
    own = [(line, path) for (of, path), (line, _) in before.places.items() if of == slug]
    return min(own, default=(0, ""))[1]


def _forget_redirects(after: Standing) -> None:
    """An address that stands again leads nowhere else."""
    rows = Redirect.objects.filter(slug__in=after.texts).values_list("pk", "slug", "path")
    again = [pk for pk, slug, path in rows if not path or (slug, path) in after.places]
    Redirect.objects.filter(pk__in=again).delete()


def _bring_back(former: FormerText) -> set[int]:
    """Give a text that came again what people had decided about it."""
    text = Regulation.objects.select_related("document").get(slug=former.slug)
    if former.publication and not text.ordinal and text.document:
        Document.objects.filter(pk=text.document.pk).update(publication=former.publication)
    effects, citations = former.decisions.get("effects", ()), former.decisions.get("citations", ())
    users = set(User.objects.filter(pk__in=_deciders((*effects, *citations))).values_list("pk", flat=True))
    affected = set()
    for said in effects:
        rows = Effect.objects.filter(by=text, key=said["key"], target__slug=said["target"])
        affected |= set(rows.values_list("target", flat=True))
        rows.update(**_values(said, _EFFECT_FIELDS[1:], users))
    for said in citations:
        target = Regulation.objects.filter(slug=said["target"]).first() if said["target"] else None
        if said["target"] and target is None:
            continue
        cited = Citation.objects.filter(
            regulation=text,
            provision__path=said["path"],
            **{name: said[name] for name in ("in_heading", "start", "quote")},
        )
        cited.update(target=target, **_values(said, _CITATION_FIELDS[3:], users))
    reports = [said["id"] for said in former.decisions.get("reports", ())]
    ErrorReport.objects.filter(pk__in=reports).update(regulation=text)
    former.delete()
    return affected


def _deciders(decisions: Iterable[dict[str, Any]]) -> list[int]:
    return [said["decided_by_id"] for said in decisions if said["decided_by_id"]]


def _values(said: dict[str, Any], names: Sequence[str], users: set[int]) -> dict[str, Any]:
    values = {name: said[name] for name in names}
    if values["decided_by_id"] not in users:
        values["decided_by_id"] = None
    return values
