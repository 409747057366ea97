"""What a person typed, as an object that knows no backend and no words.

In the room: document numbers and places in any spelling, quotes, exclusions, fields, filters.
Not in the room: segmentation, synonyms (planner), tables.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from documents.text.document_numbers import DocumentNumber, find_document_numbers, parse_document_number
from documents.text.numerals import read_number, write_number
from search.normal_form import fold
from search.number_hints import (
    NumberHint,
    read_hint,
    with_plain_ordinals,
    with_plain_years,
    without_order_after_title,
)

LONGEST_QUERY = 300
MOST_CHUNKS = 16

_NUMERAL = r"[0-9零〇一二两三四五六七八九十百千]{1,7}"
# 第二十一条之一第二款第(三)项 · 第16条 · 16条
_ARTICLE = re.compile(
    rf"第?\s?(?P<number>(?<=第){_NUMERAL}|(?<=第\s){_NUMERAL}|(?<![0-9.一二三四五六七八九十百]){_NUMERAL})\s?条"
    rf"(?:之(?P<suffix>[一二三四五六七八九十]))?(?!例|件|款项|约)(?P<below>(?:\s?第\s?\(?{_NUMERAL}\)?\s?[款项目])*)"
)
# 地震应急预案 4.3.2 · 第4.3.2条 · 4。3。2
_DECIMAL = re.compile(
    r"(?:第\s?|(?<![0-9.a-z第]))(?P<number>[0-9]{1,2}(?:[.。][0-9]{1,2}){1,4})\s?(?:[条节款项目]|(?=\s|$))"
)
# 排水管理办法第二十一 · 排水办法第21
_OPEN_ARTICLE = re.compile(rf"(?<=[法例定则案见章])\s?第\s?(?P<number>{_NUMERAL})\s*$")
# 三(五)1 · 四(二) · 实施方案四(六)
_OUTLINE = re.compile(
    r"(?:^|(?<=[\s》法例定则案见知划点]))(?P<path>[一二三四五六七八九十]{1,3}、?\([一二三四五六七八九十]{1,3}\)[0-9]{0,2})(?=\s|$)"
)
_PHRASE = re.compile(r"[\"“「『](?P<words>[^\"“”「」『』]{1,200})[\"”」』]")
_EXCLUDED = re.compile(r"(?:^|(?<=\s))[-－](?P<word>[^\s\-]{1,60})")
_FIELD = re.compile(
    r"(?:^|(?<=\s))(?P<name>标题|题名|文号|机关|年份|类型|状态|层级|主题)[:：]\s?(?P<value>\S{1,100})"
)
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
    return replace(query, chunks=chunks[:MOST_CHUNKS])


def _take_numbers(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    if query.number or not any(c.isdigit() or c in "号〇一二三四五六七八九十" for c in rest):
        return query, rest
    rest = without_order_after_title(with_plain_years(rest))
    whole = parse_document_number(rest) if "条" not in rest else None
    if whole and whole.kind != "standard":
        return replace(query, number=whole), ""
    if hint := read_hint(rest):
        certain = hint.organ == "令" or hint.year is not None or (hint.is_bare and not rest.endswith("号"))
        return replace(query, hint=hint), "" if certain else rest
    found = find_document_numbers(rest)
    if not found:
        return query, rest
    first = found[0]
    return replace(query, number=first.number), f"{rest[: first.start]} {rest[first.end :]}".strip()


def _take_fields(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    """Fields join the query; the value of one that nothing has stays among the words."""
    left = ""
    for match in _FIELD.finditer(rest):
        value = match["value"].strip("\"'“”")
        taken = _FIELDS[match["name"]](query, value)
        left += f" {value}" if taken is query else ""
        query = taken
    return query, _FIELD.sub(" ", rest) + left


def _take_phrases(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    words = [match["words"].strip() for match in _PHRASE.finditer(rest)]
    phrases = tuple(word for word in words if any(c.isalnum() for c in word))[:8]
    return replace(query, phrases=query.phrases + phrases), _PHRASE.sub(" ", rest)


def _take_excluded(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    words = [match["word"] for match in _EXCLUDED.finditer(rest)]
    excluded = tuple(word for word in words if any(c.isalnum() for c in word))[:8]
    return replace(query, excluded=excluded), _EXCLUDED.sub(" ", rest)


def _take_place(query: SearchQuery, rest: str) -> tuple[SearchQuery, str]:
    match = _ARTICLE.search(rest)
    if match and (number := read_number(match["number"])):
        suffix = f"之{match['suffix']}" if match["suffix"] else ""
        place = f"第{write_number(number)}条{suffix}"
    elif match := _DECIMAL.search(rest):
        place = match["number"].replace("。", ".")
    elif (match := _OPEN_ARTICLE.search(rest)) and (number := read_number(match["number"])):
        place = f"第{write_number(number)}条"
    elif match := _OUTLINE.search(rest):
        place = match["path"].replace("、", "").replace("(", "（").replace(")", "）")
    else:
        return query, rest
    return replace(query, place=place), f"{rest[: match.start()]} {rest[match.end() :]}"


def _title(query: SearchQuery, value: str) -> SearchQuery:
    if not any(character.isalnum() for character in value):
        return query
    return replace(query, title_words=(*query.title_words, value))


def _number(query: SearchQuery, value: str) -> SearchQuery:
    """A whole number, one with its year, or the beginning that numbers have in common."""
    value = with_plain_years(value)
    number = parse_document_number(value)
    hint = None if number else read_hint(value) or read_hint(f"{value}号")
    if number or hint:
        return replace(query, number=number, hint=hint)
    known = any(character.isalnum() for character in value)
    return replace(query, filters=replace(query.filters, number=value)) if known else query


def _issuer(query: SearchQuery, value: str) -> SearchQuery:
    return replace(query, filters=replace(query.filters, issuer=(*query.filters.issuer, value)))


def _year(query: SearchQuery, value: str) -> SearchQuery:
    years = tuple(int(year) for year in re.findall(r"(?:19|20)[0-9]{2}", with_plain_years(value)))
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
