"""What is found for a query: exact hits first, then words, relaxed until enough stand there.

In the room: the order of the steps. Not in the room: each step (exact, planner, backends,
ranking, highlight).
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jincheng_gov.clock import today
from regulations.models import Regulation
from search import vocabulary
from search.backends import backends
from search.backends.base import ENOUGH, TOP, Candidate, Found, Request, SearchBackend, Unavailable
from search.candidate_texts import EntryRow, read_rows
from search.exact import Exact, find_exact
from search.highlight import Snippet, make_snippet
from search.named_bodies import with_bodies
from search.named_numbers import texts_numbered
from search.normal_form import needs_folding
from search.planner import (
    LAST_STEP,
    STEPS,
    Alternative,
    Expansion,
    Group,
    Plan,
    Term,
    alternatives_of,
    make_plan,
    required_sets,
    weigh,
)
from search.query import Filters, SearchQuery, without_place
from search.ranking import Explanation, Fields, explain, is_of_one_act, rank, spread, words_of
from search.suggestions import did_you_mean

DEEPEST = 1000
# how many are ranked where one act fills all that were
FURTHER = 4 * TOP
# the share of what an index names that may be gone; where more is, it has fallen behind
MOST_GONE = 0.25

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: the entry with its rows and text, its status on the day asked for, the words that it
    may show, the plan that found it and what ranking knew of it."""

    row: EntryRow
    status: str
    words: tuple[str, ...]
    exact: bool
    plan: Plan
    fields: Fields | None

    @property
    def snippet(self) -> Snippet:
        """The piece of its text that shows why; made where it is asked for, a page shows few of many."""
        return make_snippet(self.row.body, self.words)

    @property
    def explanation(self) -> Explanation:
        """Why it stands here; empty for a hit beyond those that were ranked."""
        return explain(self.plan, self.fields) if self.fields else Explanation(0.0)


@dataclass(frozen=True, slots=True)
class SearchResults:
    """A page of hits and what is to be said of them.

    ``dropped`` are words that a hit need not hold (``needs_none`` where that is each of them), ``ignored``
    those that stand nowhere, ``expansions`` official words that were looked for as well; ``full`` counts the entries
    that hold all words; ``capped`` says that ``total`` was not ranked through.
    """

    query: SearchQuery
    hits: tuple[Hit, ...] = ()
    total: int = 0
    full: int = 0
    page: int = 1
    page_size: int = 20
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    exact: bool = False
    not_held: tuple[Regulation, ...] = ()
    did_you_mean: Mapping[str, str] = field(default_factory=dict)
    capped: bool = False
    needs_none: bool = False
    backend: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    request: Request
    found: Found
    full: int
    share: float


@dataclass(slots=True)
class _Listed:
    """All that is found, in order; of it the best that were ``ranked``, the rows read so far, and what
    ranking knew of them."""

    ids: list[int]
    ranked: Sequence[int] = ()
    rows: dict[int, EntryRow] = field(default_factory=dict)
    known: dict[int, Fields] = field(default_factory=dict)


def search(
    query: SearchQuery,
    *,
    page: int = 1,
    page_size: int = 20,
    facets: bool = False,
    order: str = "",
    backend: SearchBackend | None = None,
) -> SearchResults:
    """The hits of a query, by worth or in the ``order`` of a ``Request``.

    Example: ``search(parse_query("厨余垃圾 罚款")).hits[0].row.place``.
    Returns one page of at most ``page_size`` hits. Raises nothing but what the database raises.
    """
    if query.is_empty:
        return SearchResults(query, page=page, page_size=page_size)
    *quick, sure = (backend,) if backend else backends()
    for candidate in quick:
        try:
            return _search(query, page, page_size, facets, order, candidate, is_last=False)
        except (Unavailable, ValueError) as error:
            log.debug("%s 不能回答：%s", candidate.name, error)
    return _search(query, page, page_size, facets, order, sure, is_last=True)


def _search(
    query: SearchQuery,
    page: int,
    page_size: int,
    facets: bool,
    order: str,
    backend: SearchBackend,
    *,
    is_last: bool,
) -> SearchResults:
    query, exact = _with_names(query)
    plan = _plan(query, backend)
    request = Request(plan, (), query.filters, query.filters.on or today(), order=order)
    limit = min(DEEPEST, max(TOP, page * page_size))
    step = _relax(request, backend, limit=limit, named=bool(exact.entry_ids))
    listed = _listed(exact, step, backend)
    shown = listed.ids[(page - 1) * page_size : page * page_size]
    listed.rows |= read_rows([pk for pk in shown if pk not in listed.rows])
    if not is_last:
        _refuse_gone({*shown, *listed.ranked}, listed.rows)
    dropped = _dropped(plan, step.share)
    return SearchResults(
        query,
        _hits([pk for pk in shown if pk in listed.rows], exact, step.request, listed),
        total=max(step.found.total, len(listed.ids)),
        full=step.full,
        page=page,
        page_size=page_size,
        facets=backend.facets(step.request) if facets and step.share else {},
        dropped=(*dropped, *plan.left),
        needs_none=0 < len(plan.groups) == len(dropped),
        ignored=_ignored(plan, query, exact),
        expansions=plan.expansions,
        exact=bool(exact.entry_ids),
        not_held=exact.not_held,
        did_you_mean={} if exact.entry_ids else did_you_mean(plan.ignored, query.chunks, exact.meant),
        capped=step.found.capped,
        backend=backend.name,
    )


def _with_names(query: SearchQuery) -> tuple[SearchQuery, Exact]:
    """What a query names by number, title or place, and the query as its words are to be found: its
    filters in full, without a place or a number that says all."""
    if query.filters.issuer:
        query = replace(query, filters=with_bodies(query.filters, vocabulary.lexicon()))
    if query.filters.number:
        acts = texts_numbered(query.filters.number)
        query = replace(query, filters=replace(query.filters, acts=acts))
    exact = find_exact(query)
    if query.place and not exact.entry_ids and query.may_hold_words:
        query = without_place(query)
    if query.hint and query.hint.is_bare and exact.entry_ids:
        query = replace(query, chunks=())
    return query, exact


def _listed(exact: Exact, step: _Step, backend: SearchBackend) -> _Listed:
    """All that is found in its order: named entries first, then by worth or in the order asked for."""
    request, candidates = step.request, [candidate.entry_id for candidate in step.found.candidates]
    if request.order:
        return _Listed(list(dict.fromkeys([*candidates, *exact.entry_ids])))
    plain = not any(needs_folding(word) for word in words_of(request.plan))
    rows = read_rows(list({*exact.entry_ids, *candidates[:TOP]}))
    known = {pk: row.fields(request.on, plain=plain) for pk, row in rows.items()}
    ranked = candidates[:TOP]
    if step.found.total > TOP and not request.filters.regulation and is_of_one_act(known.values()):
        candidates += _further(candidates, request, backend)
        rows |= read_rows([pk for pk in candidates if pk not in rows])
        known |= {pk: row.fields(request.on, plain=plain) for pk, row in rows.items() if pk not in known}
    ids = _order(exact, candidates, request, known)
    return _Listed(ids, ranked, rows, known)


def _further(candidates: Collection[int], request: Request, backend: SearchBackend) -> list[int]:
    """Candidates after the best, so that those of other acts come among the first ten."""
    held = set(candidates)
    found = backend.find(request, limit=FURTHER).candidates
    return [each.entry_id for each in found if each.entry_id not in held]


def _hits(shown: Sequence[int], exact: Exact, request: Request, listed: _Listed) -> tuple[Hit, ...]:
    words = tuple(words_of(request.plan))
    plain = not any(needs_folding(word) for word in words)
    hits = []
    for pk in shown:
        row = listed.rows[pk]
        known = row.fields(request.on, plain=plain) if request.order else listed.known.get(pk)
        hits.append(Hit(row, row.status(request.on), words, pk in exact.entry_ids, request.plan, known))
    return tuple(hits)


def _refuse_gone(named: Collection[int], rows: Mapping[int, EntryRow]) -> None:
    """Let another backend answer where much of what this one named is no more: entries are written anew
    with the words of a new dictionary, and its index comes a moment later."""
    gone = sum(pk not in rows for pk in named)
    if gone > MOST_GONE * len(named):
        raise Unavailable(f"索引落后：{len(named)} 条中有 {gone} 条已不存在")


def _plan(query: SearchQuery, backend: SearchBackend) -> Plan:
    plan = make_plan(query, vocabulary.segmenter(), vocabulary.lexicon())
    if query.number:
        written = Term(query.number.text.translate(str.maketrans("〔〕", "()")).lower(), grams=True)
        group = Group(query.number.text, (Alternative((written,)),))
        plan = replace(plan, groups=(group, *plan.groups))
    frequencies, total = backend.frequencies(alternatives_of(plan))
    return weigh(plan, frequencies, total)


def _relax(request: Request, backend: SearchBackend, *, limit: int, named: bool) -> _Step:
    """All words first; then fewer, the rarest kept, until there is enough to read.

    How few is settled without the filters, so that a facet counts what its choice shows; with them
    only while nothing is found.
    """
    plan = request.plan
    if not (plan.groups or plan.musts or plan.titles or request.filters):
        return _Step(request, Found(), 0, 0.0)
    full, strict = -1, tuple[Candidate, ...]()
    for share in (*STEPS, LAST_STEP):
        request = replace(request, sets=required_sets(plan, share))
        found = backend.find(request, limit=limit)
        if strict and not request.order:
            found = replace(found, candidates=_joined(strict, found.candidates))
        strict = found.candidates
        full = found.total if full < 0 else full
        last = share <= STEPS[-1]
        settled = found.total and (last or _is_enough(request, found, backend, named=named))
        if settled or len(plan.groups) < 2:
            break
    return _Step(request, found, full, share)


def _is_enough(request: Request, found: Found, backend: SearchBackend, *, named: bool) -> bool:
    """Whether without the filters there are enough local texts to read."""
    local = found.local
    if request.filters:
        local = backend.find(replace(request, filters=Filters(), local=True, order=""), limit=1).total
    return local >= ENOUGH or named


def _joined(strict: Sequence[Candidate], wider: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates of a wider step after the best of the stricter one: what holds more words is
    ranked, however a backend orders those that hold fewer."""
    best = {candidate.entry_id: candidate for candidate in strict[: TOP // 2]}
    return (*best.values(), *(candidate for candidate in wider if candidate.entry_id not in best))


def _order(
    exact: Exact, candidates: Sequence[int], request: Request, known: Mapping[int, Fields]
) -> list[int]:
    """Named entries, then ranked ones, then the rest as the backend ordered them."""
    named = [pk for pk in exact.entry_ids if pk in known]
    others = (known[pk] for pk in candidates if pk in known and pk not in exact.entry_ids)
    ranked = rank(request.plan, others)
    if not request.filters.regulation:
        ranked = spread(ranked, [known[pk].act for pk in named])
    return list(dict.fromkeys([*named, *(fields.entry_id for fields in ranked), *candidates]))


def _ignored(plan: Plan, query: SearchQuery, exact: Exact) -> tuple[str, ...]:
    """The words that stand nowhere, but not a number that names a hit: of a law it stands in the head alone."""
    named = query.number.text if query.number and exact.entry_ids else ""
    return tuple(word for word in plan.ignored if word != named)


def _dropped(plan: Plan, share: float) -> tuple[str, ...]:
    """The words that a hit may lack: those in no set that every hit needs."""
    if not 0 < share < 1 or not plan.groups:
        return ()
    needed = set(range(len(plan.groups))).intersection(*map(set, required_sets(plan, share)))
    return tuple(group.surface for at, group in enumerate(plan.groups) if at not in needed)
