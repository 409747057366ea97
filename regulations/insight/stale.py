"""Acts whose legal basis was amended, replaced or repealed after they were issued.

In the room: finding them, and the articles that they name as they were and as they are. Not in
the room: what the act should do about it.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from regulations.comparison.compare import Row, compare_texts
from regulations.comparison.units import Unit
from regulations.editions import FIRST_DAY, with_making
from regulations.insight.comparing import marked
from regulations.insight.units import units_by_version
from regulations.models import Citation, Effect, Regulation, Version

PAGE_SIZE = 20
REPEALED, REPLACED, AMENDED = "repealed", "replaced", "amended"
CHANGE_NAMES = {REPEALED: "已废止", REPLACED: "已被替代", AMENDED: "已修改"}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a basis, from when, and by which act where that is known. ``made_on`` where a text
    was adopted before that day."""

    code: str
    on: date
    by: Regulation | None
    proposed: bool
    made_on: date | None = None

    @property
    def name(self) -> str:
        """The change in words."""
        return CHANGE_NAMES[self.code]


@dataclass(slots=True)
class StaleBasis:
    """A basis that changed, where the act cites it, and the editions then and now."""

    basis: Regulation
    changes: list[Change]
    citations: list[Citation] = field(default_factory=list)
    then: Version | None = None
    now: Version | None = None

    @property
    def named(self) -> list[str]:
        """The provisions of the basis that the act names, as it writes them, each once."""
        return list(dict.fromkeys(c.provision_cite for c in self.citations if c.provision_cite))


@dataclass(slots=True)
class StaleAct:
    """An act with the bases that changed after it was issued."""

    act: Regulation
    bases: list[StaleBasis] = field(default_factory=list)


def stale_acts(on: date, level: str = "", page: int = 1) -> "tuple[Page[Regulation], list[StaleAct]]":
    """A page of acts in force on ``on`` with a stale basis, newest first. Five queries."""
    acts = Regulation.objects.public().held().in_status("in_force", on)
    acts = acts.filter(document__isnull=level == "national")
    acts = acts.filter(level=level) if level else acts
    acts = acts.filter(Exists(_stale_citations(on).filter(regulation=OuterRef("pk"))))
    newest_first = with_making(acts).order_by(F("issued_on").desc(nulls_last=True), "-pk")
    shown = Paginator(newest_first, PAGE_SIZE).get_page(page)
    return shown, _gather(list(shown.object_list), on)


def stale_act(act: Regulation, on: date) -> StaleAct:
    """One act with its stale bases. Three queries."""
    found = _gather([act], on)
    return found[0] if found else StaleAct(act)


def _stale_citations(on: date) -> QuerySet[Citation]:
    """Citations of a basis in another document that changed between the citing act's own words and ``on``.

    ``said_on`` is the day of those words: the act's newest edition, else the day of issue.
    """
    own = Version.objects.filter(pk=OuterRef("provision__version")).values("edition_on")[:1]
    after = Q(on__gt=OuterRef("said_on"), on__lte=on)
    amended = Effect.objects.filter(after, target=OuterRef("target"), kind=Effect.Kind.AMEND).exclude(
        state=Effect.State.REJECTED
    )
    newer = Version.objects.filter(regulation=OuterRef("target"), edition_on__isnull=False).annotate(
        first=FIRST_DAY
    )
    older = Version.objects.filter(regulation=OuterRef("regulation"), edition_on__lt=OuterRef("edition_on"))
    newer = newer.filter(Q(edition_on__gt=OuterRef("said_on")) | Exists(older))
    newer = newer.filter(first__gt=OuterRef("said_on"), first__lte=on)
    ended = Q(target__repealed_on__gt=F("said_on"), target__repealed_on__lte=on)
    return (
        Citation.objects.annotate(said_on=Coalesce(Subquery(own), F("regulation__issued_on")))
        .filter(role=Citation.Role.BASIS, said_on__isnull=False, provision__version__is_current=True)
        .filter(status__in=(Citation.Status.RESOLVED, Citation.Status.NOT_HELD))
        .exclude(target=F("regulation"))
        .exclude(target__document=F("regulation__document"), target__document__isnull=False)
        .filter(ended | Q(Exists(amended)) | Q(Exists(newer)))
    )


def _gather(acts: Sequence[Regulation], on: date) -> list[StaleAct]:
    """The stale bases of these acts. Three queries."""
    citations = list(
        _stale_citations(on)
        .filter(regulation__in=[act.pk for act in acts])
        .select_related("target__repeal_effect__by", "provision", "regulation")
        .order_by("regulation_id", "provision__position", "start")
    )
    targets = {citation.target_id for citation in citations}
    versions = _grouped(
        Version.objects.filter(regulation__in=targets, edition_on__isnull=False).order_by("edition_on")
    )
    amendments = list(
        Effect.objects.filter(target__in=targets, kind=Effect.Kind.AMEND, on__isnull=False)
        .exclude(state=Effect.State.REJECTED)
        .select_related("by")
        .order_by("on")
    )
    found = {act.pk: StaleAct(act) for act in acts}
    bases: dict[tuple[int, int], StaleBasis] = {}
    for citation in citations:
        target = citation.target
        if target is None:
            continue
        key = citation.regulation_id, target.pk
        if key not in bases:
            own = [effect for effect in amendments if effect.target_id == target.pk]
            bases[key] = _basis(
                target, getattr(citation, "said_on", on), versions.get(target.pk, []), own, on
            )
            found[citation.regulation_id].bases.append(bases[key])
        bases[key].citations.append(citation)
    return [stale for stale in found.values() if stale.bases]


def _grouped(versions: Iterable[Version]) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = {}
    for version in versions:
        found.setdefault(version.regulation_id, []).append(version)
    return found


def _basis(
    target: Regulation, said_on: date, versions: Sequence[Version], amendments: Sequence[Effect], on: date
) -> StaleBasis:
    changes = [
        Change(AMENDED, version.first_day, None, False, version.edition_on)
        for version in versions
        if version.first_day and said_on < version.first_day <= on and _is_later(version, versions, said_on)
    ]
    changes += [
        Change(AMENDED, effect.on, effect.by, effect.state == Effect.State.PROPOSED)
        for effect in amendments
        if effect.on and said_on < effect.on <= on
    ]
    if target.repealed_on and said_on < target.repealed_on <= on:
        effect = target.repeal_effect
        replaced = effect is not None and effect.kind == Effect.Kind.REPLACE
        proposed = effect is not None and effect.state == Effect.State.PROPOSED
        changes.append(
            Change(
                REPLACED if replaced else REPEALED,
                target.repealed_on,
                effect.by if effect else None,
                proposed,
            )
        )
    then = [version for version in versions if version.first_day and version.first_day <= said_on]
    now = [version for version in versions if version.first_day and version.first_day <= on]
    return StaleBasis(
        target,
        sorted(changes, key=lambda change: change.on),
        then=then[-1] if then else None,
        now=now[-1] if now else None,
    )


def _is_later(version: Version, versions: Sequence[Version], said_on: date) -> bool:
    """The first text of a law that was adopted but not yet in force is what the words meant."""
    return version.pk != versions[0].pk or bool(version.edition_on and version.edition_on > said_on)


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article that the act names: as it was when the act was issued, and as it is.

    ``state``: same, changed, moved, gone, or new words only (``then_missing``).
    """

    cite: str
    state: str
    then: str
    now: str
    now_cite: str
    now_href: str
    then_missing: bool


@dataclass(frozen=True, slots=True)
class LaidBeside:
    """A stale basis with its named articles laid side by side."""

    stale: StaleBasis
    articles: Sequence[NamedArticle]


def lay_beside(stale: StaleAct) -> list[LaidBeside]:
    """The named articles of each stale basis, then and now. One query."""
    wanted = {v.pk for basis in stale.bases for v in (basis.then, basis.now) if v and basis.named}
    units = units_by_version(wanted)
    return [LaidBeside(basis, _articles(basis, units)) for basis in stale.bases]


def _articles(basis: StaleBasis, units: dict[int, list[Unit]]) -> list[NamedArticle]:
    now = units.get(basis.now.pk, []) if basis.now else []
    then = units.get(basis.then.pk, []) if basis.then else []
    same_text = basis.then is not None and basis.now is not None and basis.then.pk == basis.now.pk
    rows = (
        {row.left.path: row for row in compare_texts(then, now).rows if row.left}
        if then and not same_text
        else {}
    )
    places = {unit.path for unit in now}
    named: dict[str, str] = {}
    for citation in basis.citations:
        if citation.target_path:
            named.setdefault(_home(citation.target_path, {*rows, *places}), citation.provision_cite)
    return [_article(path, cite, basis, rows, now) for path, cite in named.items()]


def _home(path: str, places: Container[str]) -> str:
    """The unit that a provision belongs to: art_15/item_6 stands in art_15."""
    at = path
    while at not in places and "/" in at:
        at = at.rpartition("/")[0]
    return at


def _article(
    path: str, cite: str, basis: StaleBasis, rows: dict[str, Row], now: Sequence[Unit]
) -> NamedArticle:
    address = basis.basis.get_absolute_url()
    row = rows.get(path)
    if row is None or row.left is None:
        today = next((unit for unit in now if unit.path == path), None)
        text = marked(today.text, (), "ins") if today else ""
        href = f"{address}{path}/" if today else ""
        return NamedArticle(cite, "", "", text, today.cite if today else "", href, True)
    left = marked(row.left.text, row.cut, "del")
    if row.right is None:
        return NamedArticle(cite, "gone", left, "", "", "", False)
    state = "moved" if row.left.cite != row.right.cite else "changed" if row.changed else "same"
    return NamedArticle(
        cite=cite,
        state=state,
        then=left,
        now=marked(row.right.text, row.added, "ins"),
        now_cite=row.right.cite,
        now_href=f"{address}{row.right.path}/",
        then_missing=False,
    )
