"""What a person typed, as an object that knows no backend and no words.

In the room: document numbers and places in any spelling, quotes, exclusions, fields, filters.
Not in the room: segmentation, synonyms (planner), tables.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from documents.text.document_numbers import DocumentNumber, find_document_numbers, parse_document_number
from documents.text.titles import title_key
from search.normal_form import fold
from search.number_hints import (
    ORGAN_ENDS,
    NumberHint,
    read_hint,
    with_plain_orders,
    with_plain_ordinals,
    with_plain_years,
    without_order_after_title,
)
from search.places import find_place

LONGEST_QUERY = 300

_NO = r"(?:(?:^|(?<=\s))(?P<no>-))?"
# “同时废止” · -“罚款” · “深化‘放管服’改革” · ‘同时废止’
_PHRASE = re.compile(
    rf"{_NO}(?:[\"“「『](?P<words>[^\"“”「」『』]{{1,200}})[\"”」』]|‘(?P<single>[^\"“”‘’]{{1,200}})’)"
)
# ”同时废止” · “同时废止“, as keyboards that take turns give them
_TURNED = re.compile(rf"{_NO}(?:[“”](?P<words>[^“”]{{1,200}})[“”]|[‘’](?P<single>[^‘’]{{1,200}})[‘’])")
_MARKS = "\"'“”‘’「」『』《》"
_QUOTE = re.compile(r"[\"“”‘’「」『』]")
_EXCLUDED = re.compile(r"(?:^|(?<=\s))[-－](?P<word>[^\s\-]{1,60})")
_NAMES = r"(?:标题|题名|文号|机关|年份|类型|状态|层级|主题)"
_FIELD = re.compile(
    rf"(?:^|(?<=[\s,;、。]))(?P<name>{_NAMES})\s?:\s?(?P<value>\S{{1,{LONGEST_QUERY}}}?)"
    rf"(?=[,;、。]\s?{_NAMES}\s?:|[,;。]?(?:\s|$))"
)
_ONE_VALUE = frozenset({"标题", "题名", "文号"})
_YEARS = re.compile(r"((?:19|20)[0-9]{2})(?:\s?年?\s?[-~—–至到]\s?((?:19|20)[0-9]{2}))?")
_ENDS_IN_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
STATUS_WORDS = {
    "现行有效": "in_force", "有效": "in_force", "现行": "in_force", "已废止": "repealed", "废止": "repealed",
    "已失效": "expired", "失效": "expired", "尚未施行": "not_yet", "未施行": "not_yet", "执行完毕": "spent",
    "不明": "unknown", "尚未生效": "not_yet", "未生效": "not_yet", "在用": "in_force", "过期": "expired", "作废": "repealed",
}  # fmt: skip
GENRES = (
    "办法",
    "条例",
    "规定",
    "细则",
    "方案",
    "预案",
    "通知",
    "规则",
    "计划",
    "意见",
    "法典",
    "规程",
    "批复",
    "报告",
)
# what a title ends in that words behind its place follow: 行政处罚法第33条罚款多少
TITLE_ENDS = (*GENRES, "规划", "措施", "决定", "法", "典", "试行", "暂行")
LEVEL_WORDS = {"国家": "national", "中央": "national", "省": "province", "省级": "province", "市": "city",
               "市级": "city", "县": "county", "区": "county", "县级": "county"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What limits the hits, whatever the words; empty means no limit.

    ``on`` is the day that ``status`` is asked for; ``number`` is the beginning of a document number,
    ``acts`` the texts that bear such a one (None before they are looked up); ``issuer`` holds parts of
    names of bodies, ``bodies`` whole ones.
    """

    level: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    genre: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    issue: tuple[int, ...] = ()
    regulation: int | None = None
    number: str = ""
    acts: tuple[int, ...] | None = None
    on: date | None = None

    def __bool__(self) -> bool:
        return any(
            (
                self.level,
                self.issuer,
                self.bodies,
                self.year,
                self.genre,
                self.topic,
                self.status,
                self.issue,
                self.regulation,
                self.number,
            )
        )


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A query: ``chunks`` as typed between blanks, the exact things found in it, the filters.

    ``number`` is a document number; ``hint`` is (organ or "", year or None, serial) where only
    part of a number was typed; ``place`` is the citation of a provision (第二十一条, 4.3.2,
    三（五）); ``act`` is what stands beside the place.
    """

    text: str
    chunks: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    number: DocumentNumber | None = None
    hint: NumberHint | None = None
    place: str = ""
    filters: Filters = field(default_factory=Filters)
    expand: bool = True

    @property
    def act(self) -> str:
        """The words that may name an act: all chunks together."""
        return "".join(self.chunks)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for, not even a filter."""
        return not (
            self.chunks or self.phrases or self.title_words or self.number or self.hint or self.place
        ) and not bool(self.filters)

    @property
    def may_hold_words(self) -> bool:
        """Whether a place that nothing has may be words: among others or alone (3.15), but not beside a
        phrase, a title or a number alone."""
        return bool(self.chunks) or not (self.phrases or self.title_words or self.number or self.hint)


class QueryTooLong(ValueError):
    """A query longer than any title."""


def without_place(query: SearchQuery) -> SearchQuery:
    """The query with the words of its place among the others, for a place that nothing has."""
    whole = parse_query(query.text, query.filters, expand=query.expand, places=False)
    return replace(whole, filters=query.filters)


def parse_query(
    text: str, filters: Filters | None = None, *, expand: bool = True, places: bool = True
) -> SearchQuery:
    """Reads what a person typed.

    Example: ``parse_query("厨余垃圾管理办法第16条")`` has the place 第十六条 and the chunk 厨余垃圾管理办法.
    Returns a query; what is typed as a field (年份:2023) joins the filters. Raises
    ``QueryTooLong`` above 300 characters.
    """
    text = " ".join(text.replace("\0", " ").split())
    if len(text) > LONGEST_QUERY:
        raise QueryTooLong(f"查询过长：最多 {LONGEST_QUERY} 字")
    query = SearchQuery(text, filters=Filters() if filters is None else filters, expand=expand)
    rest = with_plain_ordinals(fold(text))
    steps = [_take_fields, _take_numbers, _take_phrases, _take_excluded]
    for step in [*steps, _take_place] if places else steps:
        query, rest = step(query, rest)
    chunks = tuple(chunk for chunk in re.split(r"[^\w.%·~-]+", rest) if any(c.isalnum() for c in chunk))
    return replace(query, chunks=chunks)


def _take_numbers(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    if query.number or not any(c.isdigit() or c in "号〇一二三四五六七八九十" for c in rest):
        return query, rest
    rest = without_order_after_title(_with_plain_years(rest))
    rest = rest if read_hint(rest) else with_plain_orders(rest)
    whole = parse_document_number(rest) if "条" not in rest else None
    if whole and whole.kind != "standard":
        return replace(query, number=whole), ""
    if hint := read_hint(rest):
        if hint.year is not None and hint.organ and not hint.organ.endswith(ORGAN_ENDS):
            return replace(query, hint=hint), hint.organ
        certain = hint.organ == "令" or hint.year is not None or (hint.is_bare and not rest.endswith("号"))
        return replace(query, hint=hint), "" if certain else rest
    found = find_document_numbers(rest)
    if not found:
        return query, rest
    first = found[0]
    return replace(query, number=first.number), f"{rest[: first.start]} {rest[first.end :]}".strip()


def _with_plain_years(rest: str) -> str:
    """The years among the words as texts write them; a phrase stays as it was typed."""
    pieces, at = [], 0
    for match in _PHRASE.finditer(rest):
        pieces += [with_plain_years(rest[at : match.start()]), match[0]]
        at = match.end()
    return "".join((*pieces, with_plain_years(rest[at:])))


def _take_fields(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    """Fields join the query; the value of one that nothing has stays among the words."""
    left = ""
    for match in _FIELD.finditer(rest):
        name, whole = match["name"], match["value"]
        values = [whole] if name in _ONE_VALUE else re.split("[,;、]", whole)
        for value in filter(None, (value.strip(_MARKS) for value in values)):
            taken = _FIELDS[name](query, value)
            left += f" {value}" if taken is query else ""
            query = taken
    return query, _FIELD.sub(" ", rest) + left


def _take_phrases(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    pattern = _quoting(rest)
    found = [(bool(match["no"]), _quoted(match)) for match in pattern.finditer(rest)]
    phrases, excluded = (
        tuple(words for no, words in found if no is wanted and any(c.isalnum() for c in words))[:8]
        for wanted in (False, True)
    )
    return replace(query, phrases=phrases, excluded=excluded), pattern.sub(" ", rest)


def _quoting(text: str) -> re.Pattern[str]:
    """How phrases are quoted here: properly, or with turned marks alone."""
    return _PHRASE if _PHRASE.search(text) else _TURNED


def _quoted(match: re.Match[str]) -> str:
    return str(match["words"] or match["single"]).strip()


def _take_excluded(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    words = [match["word"] for match in _EXCLUDED.finditer(rest)]
    excluded = tuple(word for word in words if any(c.isalnum() for c in word))[:8]
    return replace(query, excluded=(*query.excluded, *excluded)), _EXCLUDED.sub(" ", rest)


def _take_place(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    if (found := find_place(rest)) is None:
        return query, rest
    return replace(query, place=found.place), f"{rest[: found.start]} {rest[found.end :]}"


def other_readings(query: SearchQuery) -> tuple[SearchQuery, ...]:
    """The query with a title for all its words where quotes, years or a place may be part of one, and with
    the title before its place where further words stand behind it.

    Example: 行政处罚法第33条罚款多少 may be 行政处罚法 with its place, 晋城市“十四五”规划 is read without
    quotes, 标题:排水办法 第16条 as the title and its place. Returns none for plain words, nor for a phrase
    alone. Raises nothing.
    """
    if query.title_words:
        alone = query.place and not query.chunks
        return (replace(query, chunks=query.title_words, title_words=(), phrases=()),) if alone else ()
    if not (query.chunks or (query.place and query.phrases)):
        return ()
    _, rest = _take_fields(query, with_plain_ordinals(fold(query.text)))
    rest = _quoting(rest).sub(lambda match: " " if match["no"] else _quoted(match), rest)
    rest = _QUOTE.sub("", _EXCLUDED.sub(" ", rest)).strip()
    tried = "" if query.phrases else title_key(query.act)
    place = find_place(rest) if query.place else None
    readings = []
    if " " not in rest and title_key(rest) != tried and not (place and place.ends_as_cited(rest)):
        readings.append(replace(query, chunks=(rest,), phrases=(), place=""))
    if place:
        before = title_key(rest[: place.start])
        if before.endswith(TITLE_ENDS) and before != tried:
            readings.append(replace(query, chunks=(before,), phrases=()))
    return tuple(readings)


def _title(query: SearchQuery, value: str) -> SearchQuery:
    if not any(character.isalnum() for character in value):
        return query
    return replace(query, title_words=(*query.title_words, value))


def _number(query: SearchQuery, value: str) -> SearchQuery:
    """A whole number, one with its year, or the beginning that numbers have in common."""
    value = with_plain_years(value)
    number = parse_document_number(value)
    spoken = value if _ENDS_IN_YEAR.search(value) else f"{value}号"
    hint = None if number else read_hint(value) or read_hint(spoken)
    if number or hint:
        return replace(query, number=number, hint=hint)
    known = any(character.isalnum() for character in value)
    return replace(query, filters=replace(query.filters, number=value)) if known else query


def _issuer(query: SearchQuery, value: str) -> SearchQuery:
    return replace(query, filters=replace(query.filters, issuer=(*query.filters.issuer, value)))


def _year(query: SearchQuery, value: str) -> SearchQuery:
    spans = [(int(first), int(last or first)) for first, last in _YEARS.findall(with_plain_years(value))]
    years = tuple(year for first, last in spans for year in range(min(first, last), max(first, last) + 1))
    return (
        query
        if not years
        else replace(query, filters=replace(query.filters, year=query.filters.year + years))
    )


def _genre(query: SearchQuery, value: str) -> SearchQuery:
    genre = next((genre for genre in GENRES if value.endswith(genre)), value)
    return replace(query, filters=replace(query.filters, genre=(*query.filters.genre, genre)))


def _topic(query: SearchQuery, value: str) -> SearchQuery:
    return replace(query, filters=replace(query.filters, topic=(*query.filters.topic, value)))


def _status(query: SearchQuery, value: str) -> SearchQuery:
    code = STATUS_WORDS.get(value)
    if code is None:
        return query
    return replace(query, filters=replace(query.filters, status=(*query.filters.status, code)))


def _level(query: SearchQuery, value: str) -> SearchQuery:
    code = LEVEL_WORDS.get(value)
    if code is None:
        return query
    return replace(query, filters=replace(query.filters, level=(*query.filters.level, code)))


_FIELDS: dict[str, Callable[[SearchQuery, str], SearchQuery]] = {
    "标题": _title, "题名": _title, "文号": _number, "机关": _issuer, "年份": _year, "类型": _genre,
    "状态": _status, "层级": _level, "主题": _topic,
}  # fmt: skip
