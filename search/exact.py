"""Exact things: a document by its number, an act by its title, a place in it by its citation.

In the room: look-ups that no segmentation touches. Not in the room: words (planner).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from documents.text.titles import short_key, title_key
from jincheng_gov.clock import today
from regulations.models import Regulation
from search import vocabulary
from search.backends.base import Request
from search.backends.postgres import filtered
from search.models import SearchEntry
from search.named_numbers import acts_by_number
from search.named_titles import acts_by_slip, part_by_slip, without_state
from search.planner import Alternative, Group, Plan, Term, make_plan
from search.query import SearchQuery, other_readings
from search.title_lookup import MOST_STUBS, TitledAct, find_titles
from search.tsvector import group_query

MOST_ACTS = 20
SHORTEST_TITLE = 2
SHORTEST_PART = 4
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


Act = SearchEntry | TitledAct


@dataclass(frozen=True, slots=True)
class Exact:
    """Entries that are named, in order, the stubs that are named but not held, and the part of a title
    that is ``meant`` where the words are one but for a slip."""

    entry_ids: tuple[int, ...] = ()
    not_held: tuple[Regulation, ...] = ()
    meant: str = ""


def find_exact(query: SearchQuery) -> Exact:
    """What a query names by number, title or place.

    Example: 厨余垃圾管理办法第16条 names that article first, then the act.
    Returns at most twenty acts with the place asked for. Raises nothing.
    """
    acts: Sequence[Act] = ()
    stubs: Iterable[Regulation] = ()
    meant = ""
    if query.number or query.hint:
        acts = acts_by_number(query, _acts_public(query))
        stubs = () if acts or not query.number else _stubs(Q(number_key=query.number.key))
    if not acts and _may_name_title(query):
        acts, stubs, meant = _by_title(query)
        if not acts and not stubs:
            query, acts, stubs = _read_otherwise(query)
    if not acts:
        return Exact(not_held=tuple(stubs), meant=meant)
    if not query.place:
        return Exact(tuple(act.pk for act in acts))
    places = _places(acts, query.place)
    return Exact((*places, *(act.pk for act in acts)))


def _may_name_title(query: SearchQuery) -> bool:
    """Whether words beside a number are more than its organ: 厨余垃圾管理办法 2023年5号."""
    return not query.number and (query.hint is None or query.hint.year is not None)


def _read_otherwise(query: SearchQuery) -> tuple[SearchQuery, Sequence[Act], Iterable[Regulation]]:
    """The first other reading that names an act, with its acts or stubs; a phrase stands in their titles."""
    phrases = [title_key(phrase) for phrase in query.phrases]
    for reading in other_readings(query):
        acts, stubs, _ = _by_title(reading)
        acts = [act for act in acts if all(phrase in act.title_key for phrase in phrases)]
        if acts or stubs:
            return reading, acts, stubs
    return query, (), ()


def _by_title(query: SearchQuery) -> tuple[Sequence[Act], Iterable[Regulation], str]:
    """The named acts, the nearest title first; local before national, texts before wrappers.

    Where there are none, the stubs of that title, and the part of a title that may be meant.
    """
    key = without_state(title_key(query.act))
    if not SHORTEST_TITLE <= len(key) <= LONGEST_TITLE or query.phrases or query.title_words:
        return (), (), ""
    alike = find_titles(key, query.act, _wordings(query, key))
    held = _passing(alike.acts, query)
    acts: list[Act] = [act for act in held if _is_named(act.title_key, key, bool(query.place))]
    worded = (_few(acts, query) for acts in alike.worded)
    acts = acts or next(filter(None, worded), []) or [*acts_by_slip(key, held)]
    acts.sort(
        key=lambda act: (
            act.is_wrapper,
            act.level == "national",
            _distance(act.title_key, key),
            LEVELS.index(act.level),
            act.pk,
        )
    )
    wanted = alike.stubs if len(key) >= SHORTEST_PART and not acts else ()
    meant = "" if acts or wanted else part_by_slip(key, held)
    return acts[:MOST_ACTS], _stubs(Q(pk__in=wanted)) if wanted else (), meant


def _wordings(query: SearchQuery, key: str) -> list[str]:
    """What a title may hold that names an act in other words, the strictest first: every word of a
    shortened title, or its official form: 网约车管理细则.

    Only where a genre is named or a place is asked for.
    """
    if not (query.place or key.endswith(GENRES)) or len(key) > LONGEST_SHORT:
        return []
    if len(key) < SHORTEST_PART and not (query.place or key.endswith("法")):
        return []
    groups = make_plan(query, vocabulary.segmenter(), vocabulary.lexicon()).groups
    named = [group for group in groups if group.surface not in GENERAL]
    ways = (groups, named, [_with_characters(group) for group in groups])
    queries = ([group_query(group) for group in way] for way in ways)
    return list(dict.fromkeys("&".join(words) for words in queries if words and all(words)))


def _with_characters(group: Group) -> Group:
    """A group that its characters in a row satisfy too: 城区 in 主城区."""
    grams = Alternative((Term(group.surface, grams=True),))
    return replace(group, alternatives=(*group.alternatives, grams))


def _few(acts: Sequence[TitledAct], query: SearchQuery) -> list[Act]:
    """The acts that pass, local ones where there are, if they are few."""
    found = _passing(acts, query)
    local = [act for act in found if act.level != "national"]
    return [*(local or found)] if len(local or found) <= MOST_MEANT else []


def _passing(acts: Sequence[TitledAct], query: SearchQuery) -> Sequence[TitledAct]:
    """The acts that the filters of a query let through."""
    if not acts or not query.filters:
        return acts
    passing = set(_acts_public(query).filter(pk__in=[act.pk for act in acts]).values_list("pk", flat=True))
    return [act for act in acts if act.pk in passing]


def _acts_public(query: SearchQuery) -> QuerySet[SearchEntry]:
    """The acts that the filters of a query let through."""
    request = Request(Plan(), (), query.filters, query.filters.on or today())
    acts = filtered(request).filter(kind=SearchEntry.Kind.ACT)
    return acts.only("title_key", "is_wrapper", "level", "regulation_id")


def _is_named(act_key: str, key: str, with_place: bool) -> bool:
    """Whether typed words name an act: its title, its short title, or the greater part of it."""
    act_key = without_state(act_key)
    short = short_key(act_key)
    if key in (act_key, short):
        return True
    return (
        len(key) >= SHORTEST_PART and key in act_key and (with_place or len(key) >= LEAST_SHARE * len(short))
    )


def _distance(act_key: str, key: str) -> int:
    return 0 if key in (act_key, short_key(act_key)) else len(act_key) - len(key)


def _places(acts: Sequence[Act], place: str) -> Iterable[int]:
    """The entries of a place in the named acts, in the order of the acts."""
    order = {act.regulation_id: at for at, act in enumerate(acts) if act.regulation_id}
    rows = SearchEntry.objects.filter(regulation_id__in=order, place=place).values_list("pk", "regulation_id")
    return [pk for pk, _ in sorted(rows, key=lambda row: (order[row[1] or 0], row[0]))]


def _stubs(condition: Q) -> Iterable[Regulation]:
    """Acts that are cited but not held."""
    return Regulation.objects.filter(condition, is_stub=True)[:MOST_STUBS]
