"""Provisions of other acts that read like one: 相似条款.

In the room: the telling words of a provision, what shares them, how alike it is. Both backends find
the same, unless more share two telling words than one look-up returns. Not in the room: pages.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, islice
from math import log1p, sqrt

from jincheng_gov.clock import today
from search import vocabulary
from search.backends import backends
from search.backends.base import Found, Request, SearchBackend, Unavailable
from search.candidate_texts import EntryRow, read_rows
from search.highlight import Snippet, make_snippet
from search.models import SearchEntry
from search.normal_form import fold
from search.planner import LIGHT_TAGS, Alternative, Group, Plan, Term
from search.query import Filters
from search.segmenter import Segmenter

MOST = 10
MOST_OF_ONE_ACT = 2
MOST_WORDS_SEEN = 80
TELLING, SOUGHT = 16, 8
SHARED = (2, 3, 4)
TOO_COMMON = 0.05
LEAST_ALIKE, ALIKE_BY_TWO = 0.25, 0.4
CANDIDATES = 300

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Similar:
    """A provision of another act: how alike, between 0 and 1, and the words that both hold."""

    row: EntryRow
    status: str
    alike: float
    words: tuple[str, ...]
    snippet: Snippet


def entry_at(slug: str, path: str) -> EntryRow | None:
    """The provision at an address, or what it stands in where it is a part of an article.

    Example: ``entry_at("cssjljglbf", "art_16/para_2")`` is the sixteenth article.
    Returns None where there is none, or none that may be shown. Raises nothing.
    """
    if "\0" in path:
        return None
    steps = path.strip("/").split("/")
    paths = ["/".join(steps[:length]) for length in range(len(steps), 0, -1)]
    held = dict(
        SearchEntry.objects.filter(regulation__slug=slug, provision__path__in=paths).values_list(
            "provision__path", "pk"
        )
    )
    nearest = next((held[path] for path in paths if path in held), None)
    return read_rows([nearest]).get(nearest) if nearest else None


def find_similar(
    row: EntryRow, *, on: date | None = None, backend: SearchBackend | None = None
) -> tuple[Similar, ...]:
    """The provisions of other acts that share the most telling words with one.

    Example: ``find_similar(entry_at(slug, "art_16"))[0].row.title``.
    Returns at most ten, the most alike first, at most two of one act. Raises nothing but what the
    database raises.
    """
    *quick, sure = (backend,) if backend else backends()
    for candidate in quick:
        try:
            return _find(row, on or today(), candidate)
        except (Unavailable, ValueError) as error:
            log.debug("%s 不能回答：%s", candidate.name, error)
    return _find(row, on or today(), sure)


def _find(row: EntryRow, on: date, backend: SearchBackend) -> tuple[Similar, ...]:
    weights = telling_words(row, vocabulary.segmenter(), backend)
    if len(weights) < SHARED[0]:
        return ()
    ids = [pk for pk in _sharing(weights, on, backend) if pk != row.pk]
    others = [other for other in read_rows(ids).values() if other.act_key != row.act_key]
    scored = sorted(((alike(weights, row, other), other.pk, other) for other in others), key=_by_likeness)
    found = (_similar(other, score, weights, on) for score, _, other in scored if score >= LEAST_ALIKE)
    near = (each for each in found if len(each.words) > SHARED[0] or each.alike >= ALIKE_BY_TWO)
    return tuple(islice(_spread(near), MOST))


def telling_words(row: EntryRow, segmenter: Segmenter, backend: SearchBackend) -> dict[str, float]:
    """The words of a provision that few others hold, the rarest first, with their rarity.

    Example: of an article on 厨余垃圾 the word 厨余垃圾, not 应当.
    Returns at most sixteen. Raises nothing.
    """
    counts = Counter(_words(f"{row.heading}\n{row.body}", segmenter))
    ways = {word: Alternative((Term(word),)) for word, _ in counts.most_common(MOST_WORDS_SEEN)}
    held, total = backend.frequencies(list(ways.values()))
    found = {word: held.get(way, 0) for word, way in ways.items()}
    most = max(2, TOO_COMMON * total)
    weights = {word: log1p(total / df) for word, df in found.items() if 2 <= df <= most}
    ordered = sorted(weights, key=lambda word: (-weights[word] * log1p(counts[word]), word))
    return {word: weights[word] for word in ordered[:TELLING]}


def alike(weights: dict[str, float], row: EntryRow, other: EntryRow) -> float:
    """The share of the telling words that another provision holds, less where that one is longer."""
    text = fold(f"{other.heading}\n{other.body}")
    shared = sum(weight for word, weight in weights.items() if word in text)
    longer = max(1.0, len(other.body) / max(len(row.body), 1))
    return shared / sum(weights.values()) / sqrt(sqrt(longer))


def _words(text: str, segmenter: Segmenter) -> Iterable[str]:
    tag = segmenter.cutter.tag
    for _, word in segmenter.words(fold(text)):
        if (
            len(word) > 1
            and not any(c.isascii() or c.isspace() for c in word)
            and tag(word) not in LIGHT_TAGS
        ):
            yield word


def _sharing(weights: dict[str, float], on: date, backend: SearchBackend) -> list[int]:
    """The entries that hold two of the most telling words; three or four where too many hold two."""
    groups = tuple(
        Group(word, (Alternative((Term(word),)),), weight) for word, weight in list(weights.items())[:SOUGHT]
    )
    request = Request(Plan(groups=groups), (), Filters(), on, kinds=(SearchEntry.Kind.PROVISION,))
    found = Found()
    for shared in SHARED[: len(groups) - 1]:
        sets = tuple(combinations(range(len(groups)), shared))
        found = backend.find(replace(request, sets=sets), limit=CANDIDATES)
        if found.total <= CANDIDATES:
            break
    return [candidate.entry_id for candidate in found.candidates]


def _by_likeness(scored: tuple[float, int, EntryRow]) -> tuple[float, int]:
    return -round(scored[0], 6), scored[1]


def _spread(near: Iterable[Similar]) -> Iterator[Similar]:
    counts: Counter[str] = Counter()
    for each in near:
        counts[each.row.act_key] += 1
        if counts[each.row.act_key] <= MOST_OF_ONE_ACT:
            yield each


def _similar(other: EntryRow, score: float, weights: dict[str, float], on: date) -> Similar:
    text = fold(f"{other.heading}\n{other.body}")
    words = tuple(word for word in weights if word in text)
    return Similar(other, other.status(on), score, words, make_snippet(other.body, words))
