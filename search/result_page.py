"""The page of results: hits grouped by act, facets that keep the query, what is said of both.

In the room: reading the page's parameters, grouping one page of hits. Not in the room: finding.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from documents.models import GazetteIssue
from documents.models.organ import Level
from regulations.page_selectors.lists import Choice, Facet
from regulations.printed import place_address
from regulations.wording import PAST, status_name
from search.backends.base import NEW, OLD
from search.highlight import make_snippet
from search.planner import Expansion
from search.query import Filters, QueryTooLong, SearchQuery, parse_query
from search.selectors import Hit, SearchResults, search

PAGE_SIZE = 30
MOST_PAGES = 33
MOST_PLACES = 4
MOST_VALUES = 8
MOST_TOLD = 3
MOST_PARAMETERS = 50
LONGEST_NUMBER = 9
SHORTEST_NAME = 6
TOO_MANY = f"筛选条件过多：最多 {MOST_PARAMETERS} 项"
SORTS = {NEW: "新近施行在前", OLD: "最早施行在前"}
NAMES_END = ("办法", "条例", "规定", "细则", "应急预案", "实施方案", "法")
_TITLES = (
    ("status", "效力"),
    ("level", "层级"),
    ("genre", "体裁"),
    ("issuer", "发文机关"),
    ("year", "年份"),
    ("topic", "主题"),
    ("issue", "公报"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One hit inside an act: where, the words with marks, the address."""

    name: str
    html: str
    href: str


@dataclass(slots=True)
class Found:
    """One act among the results with its best places; of the ``words`` asked for, those ``held`` there."""

    hit: Hit
    title: str
    title_html: str
    status: str
    href: str
    places: list[Place] = field(default_factory=list)
    more: int = 0
    words: tuple[str, ...] = ()
    held: tuple[str, ...] = ()

    @property
    def href_within(self) -> str:
        """The act with the words of the query marked."""
        return f"{self.href}?{urlencode({'find': ' '.join(self.words)})}" if self.words else self.href

    @property
    def past(self) -> bool:
        """Whether the act has lapsed or was repealed."""
        return self.status in PAST or self.status == "spent"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for, as read from the address."""

    text: str
    query: SearchQuery
    page: int
    by_rank: bool
    sort: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class ResultPage:
    """All that the template of the results needs."""

    wish: Wish
    results: SearchResults
    groups: Sequence[tuple[str, Sequence[Found]]]
    acts: int
    facets: Sequence[Facet]
    pages: int
    unnamed: bool = False

    @property
    def offers(self) -> list[str]:
        """What may have been meant: the query with its slip mended, its other words kept."""
        asked = self.wish.text
        meant = self.results.did_you_mean.items()
        offers = (asked.replace(slip, word) if slip in asked else word for slip, word in meant)
        return list(dict.fromkeys(offers))

    @property
    def told(self) -> list[tuple[str, str]]:
        """The first words that were looked for in other words too, each with the first of those."""
        return [_told(expansion) for expansion in self.results.expansions[:MOST_TOLD]]

    @property
    def is_told_in_part(self) -> bool:
        """Whether there are more such words than ``told`` names."""
        said = self.results.expansions
        return len(said) > MOST_TOLD or any(len(each.official) > MOST_TOLD for each in said)


def _told(expansion: Expansion) -> tuple[str, str]:
    first = "、".join(expansion.official[:MOST_TOLD])
    return expansion.typed, f"{first}等" if len(expansion.official) > MOST_TOLD else first


def read_wish(params: QueryDict, on: date | None) -> Wish:
    """The query, filters and page in an address; what cannot be read is left out.

    ``on`` is the chosen day, None for today.
    """
    text = params.get("q", "")[:1000].replace("\0", " ").strip()
    if sum(len(values) for _, values in params.lists()) > MOST_PARAMETERS:
        return Wish(text[:300], SearchQuery(""), 1, by_rank=False, error=TOO_MANY)
    filters = Filters(
        level=_values(params, "level"),
        issuer=_values(params, "issuer"),
        year=_whole_numbers(params, "year"),
        genre=_values(params, "genre"),
        topic=_values(params, "topic"),
        issue=_whole_numbers(params, "issue"),
        status=_values(params, "status"),
        on=on,
    )
    number = params.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
    by_rank, expand = params.get("first") == "rank", params.get("expand") != "0"
    page = min(max(page, 1), MOST_PAGES)
    sort = params.get("sort", "")
    sort = sort if sort in SORTS else ""
    try:
        return Wish(text, parse_query(text, filters, expand=expand), page, by_rank, sort)
    except QueryTooLong as error:
        return Wish(text[:300], SearchQuery(""), 1, by_rank, sort, str(error))


def _values(params: QueryDict, name: str) -> tuple[str, ...]:
    values = (value.replace("\0", "")[:100] for value in params.getlist(name)[:MOST_VALUES])
    return tuple(value for value in values if value and (name != "year" or len(value) == 4))


def _whole_numbers(params: QueryDict, name: str) -> tuple[int, ...]:
    values = (value for value in _values(params, name) if len(value) <= LONGEST_NUMBER)
    return tuple(int(value) for value in values if value.isascii() and value.isdigit())


def result_page(wish: Wish) -> ResultPage:
    """One page of results."""
    results = search(wish.query, page=wish.page, page_size=PAGE_SIZE, facets=True, order=wish.sort)
    found = group_hits(results)
    if wish.by_rank or wish.sort:
        groups: list[tuple[str, Sequence[Found]]] = [("", found)]
    else:
        groups = [
            ("现行有效与尚未施行", [act for act in found if not act.past]),
            ("已失效、已废止、执行完毕", [act for act in found if act.past]),
        ]
    return ResultPage(
        wish=wish,
        results=results,
        groups=[group for group in groups if group[1]],
        acts=len(found),
        facets=_facets(results.facets, wish.query.filters),
        pages=min(-(-results.total // PAGE_SIZE), MOST_PAGES),
        unnamed=bool(results.total) and asks_for_unknown_title(results),
    )


def asks_for_unknown_title(results: SearchResults) -> bool:
    """Whether a query reads like the title of an act that is neither held nor known.

    Example: 某某市养犬管理条例, where the library has no such act.
    """
    asked = results.query
    if results.exact or results.not_held or asked.filters or asked.number or len(asked.chunks) != 1:
        return False
    return len(asked.act) >= SHORTEST_NAME and asked.act.endswith(NAMES_END)


def is_miss(results: SearchResults) -> bool:
    """Whether the words of a query found nothing, so that staff may look for what they mean.

    Not a miss: an empty query, one that filters emptied, an act that is known but not held.
    """
    asked = results.query
    return not (asked.is_empty or results.total or asked.filters or results.not_held)


def group_hits(results: SearchResults) -> list[Found]:
    """The hits of a page by text, in order of the best hit of each."""
    found: dict[str, Found] = {}
    words = _words(results)
    for hit in results.hits:
        key = hit.row.act_address
        if key not in found:
            found[key] = _found(hit, words)
        act = found[key]
        if not hit.row.place and hit.row.provision_id is None and act.places:
            continue
        if len(act.places) < MOST_PLACES:
            act.places.append(_place(hit))
            shares = hit.explanation.words
            act.held = tuple(word for word in act.words if word in act.held or shares.get(word))
        else:
            act.more += 1
    return list(found.values())


def _words(results: SearchResults) -> tuple[str, ...]:
    words = [*results.query.chunks, *results.query.phrases, *results.query.title_words]
    for expansion in results.expansions:
        words += [expansion.typed, *expansion.official]
    for hit in results.hits[:1]:
        words += hit.explanation.words
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))


def _found(hit: Hit, words: tuple[str, ...]) -> Found:
    row = hit.row
    title = row.title
    marked = make_snippet(title, words, window=max(len(title), 1)).as_html()
    return Found(hit, title, marked, hit.status, row.act_address, words=tuple(hit.explanation.words))


def _place(hit: Hit) -> Place:
    row, snippet = hit.row, hit.snippet
    heading = ""
    if row.heading:
        words = {snippet.text[span.start : span.end] for span in snippet.spans}
        heading = make_snippet(row.heading, words, window=60).as_html() + "　"
    href = place_address(row.act_address, row.path)
    return Place(row.place or row.date_text or "全文", heading + snippet.as_html(), href)


def _facets(counts: Mapping[str, Mapping[str, int]], filters: Filters) -> list[Facet]:
    names = {"level": dict(Level.choices), "issue": _labels({*counts.get("issue", {}), *filters.issue})}
    facets: list[Facet] = []
    for name, title in _TITLES:
        chosen = {str(value) for value in getattr(filters, name)}
        rows = {str(value): n for value, n in counts.get(name, {}).items() if value not in ("", None, "None")}
        rows |= {value: rows.get(value, 0) for value in chosen}
        order = sorted(rows.items(), key=lambda row: -int(row[0]) if name == "year" else -row[1])
        choices = [Choice(value, _name(name, value, names), n, value in chosen) for value, n in order]
        choices.sort(key=lambda choice: not choice.chosen)
        facets.append(Facet(name, title, choices[:40]))
    return facets


def _labels(issues: Collection[object]) -> dict[str, str]:
    """The names of gazette issues by their id as text."""
    ids = [int(pk) for pk in map(str, issues) if pk.isdigit()]
    held = GazetteIssue.objects.public().in_bulk(ids) if ids else {}
    return {str(pk): issue.label for pk, issue in held.items()}


def _name(facet: str, value: str, names: Mapping[str, Mapping[str, str]]) -> str:
    if facet == "status":
        return status_name(value)
    return f"{value}年" if facet == "year" else names.get(facet, {}).get(value, value)
