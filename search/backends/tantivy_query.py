"""A request in the words of tantivy: the same matches as ``postgres.matching``.

In the room: translation; of the index only its dictionary of bodies is read. Not in the room: opening
an index, reading answers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import tantivy
from tantivy import FieldType, Occur, Query

from search.backends.base import Request
from search.index_files import META, grams_of
from search.planner import Alternative, Group, Term
from search.segmenter import bigrams
from search.turning_days import NEVER, UNKNOWN


class Translator:
    """Writes requests for one index."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = index.schema

    def matching(self, request: Request) -> Query:
        """All that match, with no score."""
        wanted = [Query.const_score_query(query, 0.0) for query in self._conditions(request)]
        return self._boolean([(Occur.Must, query) for query in wanted], request)

    def scoring(self, request: Request, *, headed: bool = False) -> Query:
        """All that match, scored by BM25 of each group; ``headed`` only those with all groups in
        their own heading."""
        groups = request.plan.groups
        if request.sets == (tuple(range(len(groups))),):
            bare = replace(request, plan=replace(request.plan, groups=()))
            clauses = [(Occur.Must, self._wanted(group)) for group in groups]
        else:
            bare = request
            clauses = [(Occur.Should, self._wanted(group)) for group in groups]
        wanted = [Query.const_score_query(query, 0.0) for query in self._conditions(bare)]
        if headed:
            wanted += [Query.const_score_query(self._wanted(group, "heading"), 0.0) for group in groups]
        return self._boolean([(Occur.Must, query) for query in wanted] + clauses, request)

    def dated(self, request: Request, *, known: bool) -> Query:
        """All that match and have a day of taking effect, or have none."""
        days = self._days("effective", 0, NEVER) if known else self._days("effective", UNKNOWN, UNKNOWN)
        return _all((self.matching(request), days)) or Query.empty_query()

    def term(self, term: Term, name: str = "all") -> Query | None:
        """One term: a token, or bigrams in their places."""
        field, texts = self.tokens(term, name)
        if len(texts) < 2:
            return Query.term_query(self._schema, field, texts[0][1], "freq") if texts else None
        base = texts[0][0]
        return Query.phrase_query(self._schema, field, [(at - base, gram) for at, gram in texts])

    def tokens(self, term: Term, name: str = "all") -> tuple[str, list[tuple[int, str]]]:
        """The field and the tokens with their places that a term is looked for by; none for stops."""
        if not any(character.isalnum() for character in term.text):
            return name, []
        return (grams_of(name), bigrams(term.text)) if term.grams else (name, [(0, term.text)])

    def alternative(self, way: Alternative, name: str = "all") -> Query | None:
        """All terms of an alternative."""
        return _all(filter(None, (self.term(term, name) for term in way.terms)))

    def group(self, group: Group, name: str = "all") -> Query | None:
        """Any alternative of a group, scored as its best."""
        ways = [
            query if way.weight == 1.0 else Query.boost_query(query, way.weight)
            for way in group.alternatives
            if (query := self.alternative(way, name)) is not None
        ]
        if len(ways) < 2:
            return ways[0] if ways else None
        return Query.disjunction_max_query(ways)

    def _wanted(self, group: Group, name: str = "all") -> Query:
        return self.group(group, name) or Query.empty_query()

    def _boolean(self, clauses: list[tuple[Occur, Query]], request: Request) -> Query:
        """The clauses without what is excluded; never the mark."""
        if not any(occur == Occur.Must for occur, _ in clauses):
            clauses = [*clauses, (Occur.Must, Query.const_score_query(Query.all_query(), 0.0))]
            clauses.append((Occur.MustNot, Query.term_query(self._schema, "owner", META, "basic")))
        nots = [self.term(term) for term in request.plan.nots]
        return Query.boolean_query([*clauses, *((Occur.MustNot, query) for query in nots if query)])

    def _conditions(self, request: Request) -> Iterable[Query]:
        plan = request.plan
        if plan.groups and (sets := self._sets(plan.groups, request.sets)):
            yield sets
        for term, name in [(t, "all") for t in plan.musts] + [(t, "title") for t in plan.titles]:
            yield self.term(term, name) or Query.empty_query()
        if request.local:
            yield Query.term_query(self._schema, "local", 1, "basic")
        yield from self._filters(request)

    def _sets(self, groups: Sequence[Group], sets: Iterable[Iterable[int]]) -> Query | None:
        written = [self.group(group) for group in groups]
        return _any(
            query
            for chosen in sets
            if (query := _all(written[i] for i in chosen if written[i] is not None)) is not None  # type: ignore[misc]
        )

    def _filters(self, request: Request) -> Iterable[Query]:
        filters = request.filters
        words = {
            "level": filters.level,
            "genre": filters.genre,
            "topic": filters.topic,
            "kind": request.kinds,
        }
        for name, values in words.items():
            if values:
                yield Query.term_set_query(self._schema, name, list(values))
        numbers: dict[str, Sequence[int]] = {
            "year": filters.year,
            "issue": filters.issue,
            "regulation": (filters.regulation,) if filters.regulation else (),
        }
        for name, chosen in numbers.items():
            if chosen:
                yield Query.term_set_query(self._schema, name, list(chosen))
        if filters.issuer or filters.bodies:
            bodies = [*filters.bodies, *self._bodies_named(filters.issuer)]
            yield Query.term_set_query(self._schema, "issuer", bodies)
        if filters.acts is not None:
            yield Query.term_set_query(self._schema, "regulation", list(filters.acts))
        if filters.status:
            yield _any(self.status(code, request.on) for code in filters.status) or Query.empty_query()

    def _bodies_named(self, parts: Sequence[str]) -> list[str]:
        """The bodies whose name holds any of some words: an index has few, however many its entries."""
        if not parts:
            return []
        names = (name for name, _ in self._index.searcher().terms_with_prefix("issuer", ""))
        return [name for name in names if any(part in name for part in parts)]

    def status(self, code: str, on: date) -> Query:
        """The entries of texts in a status on a day, as ranges of dates; none in one that nothing has."""
        day = on.toordinal()
        started = self._days("starts", 0, day)
        conditions = {
            "repealed": (self._days("ends", 0, day),),
            "expired": (self._days("ends", -day, -1),),
            "unknown": (self._days("starts", -NEVER, -day - 1),),
            "not_yet": (self._days("starts", day + 1, NEVER),),
            "spent": (started, self._days("spent", 0, day), self._not_ended(day)),
            "in_force": (started, self._days("spent", day + 1, NEVER)),
        }
        return _all(conditions.get(code, ())) or Query.empty_query()

    def _not_ended(self, day: int) -> Query:
        ways = (self._days("ends", day + 1, NEVER), self._days("ends", -NEVER, -day - 1))
        return Query.boolean_query([(Occur.Should, way) for way in ways])

    def _days(self, name: str, first: int, last: int) -> Query:
        return Query.range_query(self._schema, name, FieldType.Integer, first, last)


def _all(queries: Iterable[Query]) -> Query | None:
    held = list(queries)
    if len(held) < 2:
        return held[0] if held else None
    return Query.boolean_query([(Occur.Must, query) for query in held])


def _any(queries: Iterable[Query]) -> Query | None:
    held = list(queries)
    if len(held) < 2:
        return held[0] if held else None
    return Query.boolean_query([(Occur.Should, query) for query in held])
