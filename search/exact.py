"""Exact things: a document by its number, an act by its title, a place in it by its citation.

In the room: look-ups that no segmentation touches. Not in the room: words (planner).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from documents.text.titles import short_key, title_key
from regulations.models import Regulation
from search import vocabulary
from search.backends.postgres import Matches
from search.models import SearchEntry
from search.normal_form import fold
from search.planner import Group, Term, make_plan
from search.query import SearchQuery
from search.tsvector import group_query, term_query

MOST_ACTS = 20
MOST_ALIKE = 200
SHORTEST_TITLE = 4
LONGEST_TITLE = 120
LEAST_SHARE = 0.5
LONGEST_SHORT = 30
LEVELS = ("city", "county", "province", "unknown", "national")
MOST_MEANT = 3
GENRES = (
    "办法",
    "细则",
    "规定",
    "条例",
    "预案",
    "方案",
    "意见",
    "通知",
    "计划",
    "决定",
    "规则",
    "规程",
    "措施",
    "规划",
    "法",
)
GENERAL = frozenset({*GENRES, "管理", "实施", "实施细则", "实施方案", "管理办法", "暂行", "试行"})


@dataclass(frozen=True, slots=True)
class Exact:
    """Entries that are named, in order, and the stubs that are named but not held."""

    entry_ids: tuple[int, ...] = ()
    not_held: tuple[Regulation, ...] = ()


def find_exact(query: SearchQuery) -> Exact:
    """What a query names by number, title or place.

    Example: 厨余垃圾管理办法第16条 names that article first, then the act.
    Returns at most twenty acts with the place asked for. Raises nothing.
    """
    acts = _acts(query)
    if not acts:
        return Exact(not_held=tuple(_stubs(query)))
    if not query.place:
        return Exact(tuple(act.pk for act in acts))
    places = _places(acts, query.place)
    return Exact((*places, *(act.pk for act in acts)))


def _acts(query: SearchQuery) -> list[SearchEntry]:
    """The named acts, the nearest title first; local before national, texts before wrappers."""
    if query.number or query.hint:
        return _by_number(query)
    key = title_key(query.act)
    if not SHORTEST_TITLE <= len(key) <= LONGEST_TITLE or query.phrases or query.title_words:
        return []
    grams = term_query(Term(fold(query.act), grams=True), "A")
    found = _acts_public().filter(title_key=key)
    if grams:
        alike = _acts_public().filter(Matches(grams))[:MOST_ALIKE]
        found = found.union(alike, all=True)
    held = {act.pk: act for act in found}.values()
    acts = [act for act in held if _is_named(act.title_key, key, bool(query.place))]
    acts = acts or _by_words(query, key)
    acts.sort(
        key=lambda act: (
            act.is_wrapper,
            act.level == "national",
            _distance(act.title_key, key),
            LEVELS.index(act.level),
            act.pk,
        )
    )
    return acts[:MOST_ACTS]


def _by_words(query: SearchQuery, key: str) -> list[SearchEntry]:
    """Acts whose title holds every word of a shortened title, or its official form: 网约车管理细则.

    Only where a genre is named or a place is asked for, and few acts answer.
    """
    if not (query.place or key.endswith(GENRES)) or len(key) > LONGEST_SHORT:
        return []
    plan = make_plan(query, vocabulary.segmenter(), vocabulary.lexicon())
    named = [group for group in plan.groups if group.surface not in GENERAL]
    return _titled(plan.groups) or (_titled(named) if named else [])


def _titled(groups: Sequence[Group]) -> list[SearchEntry]:
    """The acts with all groups in their title, local ones where there are, if they are few."""
    acts = _acts_public().filter(is_wrapper=False)
    for group in groups:
        if not (words := group_query(group, "A")):
            return []
        acts = acts.filter(Matches(words))
    found = list(acts[: MOST_MEANT * 5]) if groups else []
    local = [act for act in found if act.level != "national"]
    return (local or found) if len(local or found) <= MOST_MEANT else []


def _by_number(query: SearchQuery) -> list[SearchEntry]:
    acts = _acts_public().order_by("is_wrapper", "pk")
    if query.number:
        found = list(acts.filter(number_key=query.number.key)[:MOST_ACTS])
        if found or query.number.kind != "order":
            return found
    organ, year, serial = query.hint or _parts_of(query)
    tail = f"|{year or ''}|{serial}" if query.number or year is None else f"|{year}|{serial}"
    return list(acts.filter(number_key__endswith=tail, number_key__contains=organ)[:MOST_ACTS])


def _parts_of(query: SearchQuery) -> tuple[str, int | None, str]:
    assert query.number is not None
    return query.number.organ, query.number.year, query.number.serial


def _acts_public() -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(kind=SearchEntry.Kind.ACT, is_public=True).defer("tsv")


def _is_named(act_key: str, key: str, with_place: bool) -> bool:
    """Whether typed words name an act: its title, its short title, or the greater part of it."""
    short = short_key(act_key)
    if key in (act_key, short):
        return True
    return key in act_key and (with_place or len(key) >= LEAST_SHARE * len(short))


def _distance(act_key: str, key: str) -> int:
    return 0 if key in (act_key, short_key(act_key)) else len(act_key) - len(key)


def _places(acts: Sequence[SearchEntry], place: str) -> Iterable[int]:
    """The entries of a place in the named acts, in the order of the acts."""
    order = {act.regulation_id: at for at, act in enumerate(acts) if act.regulation_id}
    rows = SearchEntry.objects.filter(regulation_id__in=order, place=place).values_list("pk", "regulation_id")
    return [pk for pk, _ in sorted(rows, key=lambda row: (order[row[1] or 0], row[0]))]


def _stubs(query: SearchQuery) -> Iterable[Regulation]:
    """Acts that are cited but not held, under the name or number asked for."""
    if query.number:
        condition = Q(number_key=query.number.key)
    elif len(key := title_key(query.act)) >= SHORTEST_TITLE:
        condition = Q(title_key=key) | Q(short_key=key)
    else:
        return ()
    return Regulation.objects.filter(condition, is_stub=True)[:3]
