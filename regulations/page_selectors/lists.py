"""Lists of acts with filters and counts that agree with them.

In the room: one filter object, the reads behind the list, the issuers, the home page's rows.
Not in the room: full-text search, which stands above this app.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import ExtractYear

from documents.models import Document, Organ
from documents.models.organ import Level
from regulations.models import Regulation
from regulations.querysets import RegulationQuerySet
from regulations.wording import status_name

PAGE_SIZE = 30
MOST_CHOICES = 40
SORTS = {"new": "新近在前", "old": "久远在前", "title": "按题名"}
LISTED_ROLES = ("body", "enclosure", "")
STATUS_CODES = ("in_force", "not_yet", "expired", "repealed", "spent", "unknown")
_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True, slots=True)
class ActFilter:
    """What a list of acts is narrowed to; empty fields narrow nothing."""

    level: str = ""
    issuer: str = ""
    year: str = ""
    type: str = ""
    topic: str = ""
    status: str = ""
    title: str = ""
    sort: str = "new"

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "ActFilter":
        """The filter in a query string; what it does not know is left out."""
        values = {field.name: params.get(field.name, "")[:100].strip() for field in fields(cls)}
        values["sort"] = values["sort"] if values["sort"] in SORTS else "new"
        if not _YEAR.fullmatch(values["year"]):
            values["year"] = ""
        return cls(**{name: value.replace("\0", "") for name, value in values.items()})

    @property
    def narrowed(self) -> bool:
        """Whether anything is narrowed at all."""
        return replace(self, sort="new") != ActFilter()


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet and how many acts it leaves."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of narrowing, its choices counted under all other narrowings."""

    name: str
    title: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class ActList:
    """A page of acts and the facets beside it."""

    filter: ActFilter
    page: "Page[Regulation]"
    total: int
    facets: Sequence[Facet]


def listed(on: date) -> RegulationQuerySet:
    """The texts that a reader looks for: no stubs, no mere covers, no attachments."""
    return Regulation.objects.public().held().filter(role__in=LISTED_ROLES).with_status(on)


def narrow(acts: RegulationQuerySet, wish: ActFilter, skip: str = "") -> RegulationQuerySet:
    """``acts`` narrowed to a filter, one field left out for that field's own facet."""
    conditions = {
        "level": Q(level=wish.level),
        "issuer": Q(document__organs__slug=wish.issuer),
        "year": Q(issued_on__year=int(wish.year or 0)),
        "type": Q(genre=wish.type),
        "topic": Q(topic=wish.topic),
        "status": Q(status_code=wish.status),
        "title": Q(title__icontains=wish.title) | Q(doc_number__icontains=wish.title),
    }
    for name, condition in conditions.items():
        if name != skip and getattr(wish, name):
            acts = acts.filter(condition)
    return acts


def act_list(wish: ActFilter, on: date, page: int) -> ActList:
    """One page of acts with facets. Four queries, one more for each narrowing of a grouped facet."""
    acts = narrow(listed(on), wish).select_related("document").order_by(*order_of(wish.sort))
    paginator = Paginator(acts.defer("title_key", "short_key"), PAGE_SIZE)
    shown = paginator.get_page(page)
    return ActList(wish, shown, paginator.count, _facets(wish, on))


def order_of(sort: str) -> tuple[str | OrderBy, ...]:
    """The order that a reader chose, as fields of an act."""
    if sort == "old":
        return F("issued_on").asc(nulls_last=True), "id"
    if sort == "title":
        return "title", "id"
    return F("issued_on").desc(nulls_last=True), "-id"


GROUPED: Mapping[str, str | Combinable] = {
    "status": "status_code",
    "level": "level",
    "type": "genre",
    "year": ExtractYear("issued_on"),
}


def _facets(wish: ActFilter, on: date) -> list[Facet]:
    """Each facet counted under all other narrowings: one query for all that are open, one for each chosen."""
    chosen = [name for name in GROUPED if getattr(wish, name)]
    counts = _counted(narrow(listed(on), wish), [name for name in GROUPED if name not in chosen])
    for name in chosen:
        counts |= _counted(narrow(listed(on), wish, skip=name), [name])
        counts[name][getattr(wish, name)] += 0
    levels, types, years = (counts[name] for name in ("level", "type", "year"))
    return [
        _facet(
            "status",
            "效力",
            wish,
            [(code, status_name(code), counts["status"][code]) for code in STATUS_CODES],
        ),
        _facet("level", "层级", wish, [(value, str(name), levels[value]) for value, name in Level.choices]),
        _facet("type", "体裁", wish, [(value, value, n) for value, n in types.most_common()]),
        _facet("issuer", "发文机关", wish, _issuers(wish, on)),
        _facet(
            "year",
            "年份",
            wish,
            [(year, f"{year}年", years[year]) for year in sorted(years, key=int, reverse=True)],
        ),
    ]


def _counted(acts: RegulationQuerySet, names: Sequence[str]) -> dict[str, Counter[str]]:
    """How many acts have each value of each of some columns. One query, none without columns."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    if not names:
        return counts
    rows = acts.order_by().values_list(*(GROUPED[name] for name in names)).annotate(n=Count("pk"))
    for *values, n in rows:
        for name, value in zip(names, values, strict=True):
            if value not in (None, ""):
                counts[name][str(value)] += n
    return counts


def _issuers(wish: ActFilter, on: date) -> list[tuple[str, str, int]]:
    rows = (
        narrow(listed(on), wish, skip="issuer")
        .order_by()
        .values_list("document__organs__slug", "document__organs__name")
        .annotate(n=Count("pk"))
    )
    found = [(slug, name, n) for slug, name, n in rows if slug]
    return sorted(found, key=lambda each: (-each[2], each[1]))


def _facet(name: str, title: str, wish: ActFilter, rows: Sequence[tuple[str, str, int]]) -> Facet:
    chosen = getattr(wish, name)
    kept = [row for row in rows if row[2] or row[0] == chosen]
    choices = [Choice(value, label, n, value == chosen) for value, label, n in kept]
    choices.sort(key=lambda choice: not choice.chosen)
    return Facet(name, title, choices[:MOST_CHOICES])


def issuers_listed() -> list[Organ]:
    """Issuing bodies with ``document_count``, grouped by level. One query."""
    public = Q(documents__publication=Document.Publication.PUBLISHED)
    rows = Organ.objects.annotate(document_count=Count("documents", filter=public, distinct=True))
    order = {value: at for at, value in enumerate(Level.values)}
    found = rows.filter(document_count__gt=0).order_by("-document_count", "name")
    return sorted(found, key=lambda organ: order.get(organ.level, 9))


def lately_effective(on: date, most: int = 5) -> list[Regulation]:
    """City texts that took effect lately or will soon, newest first. One query."""
    acts = listed(on).exclude(document=None).filter(effective_on__lte=on + timedelta(days=366))
    return list(acts.order_by("-effective_on", "-id")[:most])


def lately_ended(on: date, most: int = 5) -> list[Regulation]:
    """City texts that lapsed or were repealed, newest first, each with ``ended_on``. One query."""
    return [act for act, _ in ended_lately(on, most, ActFilter())]


def ended_lately(on: date, most: int, wish: ActFilter) -> list[tuple[Regulation, date]]:
    """City texts of a filter that lapsed or were repealed, with the day, newest first. One query."""
    acts = (
        narrow(listed(on), wish)
        .exclude(document=None)
        .filter(Q(status_code__in=("repealed", "expired")))
        .select_related("repeal_effect__by", "expiry_effect")
        .order_by(F("repealed_on").desc(nulls_last=True), F("expires_on").desc(nulls_last=True), "-id")
    )
    ended = [(act, _ended_on(act)) for act in acts[: most * 4]]
    ended.sort(key=lambda pair: pair[1], reverse=True)
    return ended[:most]


def _ended_on(act: Regulation) -> date:
    days = [act.repealed_on, act.expires_on + timedelta(days=1) if act.expires_on else None]
    return min((day for day in days if day), default=date.min)


def home_facets(on: date) -> list[Facet]:
    """The ways in for the home page: issuers, kinds, levels, statuses, years. Two queries."""
    return _facets(ActFilter(), on)
