"""The order of the hits: BM25 over weighted fields, phrases, and what kind of act it is.

In the room: pure scores of candidates whose words are at hand. Not in the room: finding them.
The score is a product whose factors can be told to staff (``Explanation``).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from search.planner import Group, Plan, Term

K1 = 1.2
B = 0.45
AVERAGE_LENGTH = 160
SHORTEST = 20
TITLE, HEADING, CONTEXT = 0.8, 1.6, 0.8
PHRASE_BONUS = 0.35
COVERAGE_POWER = 1.5
NATIONAL, LAPSED, WRAPPER, WHOLE = 0.6, 0.85, 0.45, 0.8
MOST_OF_ONE_ACT = 5
FIRST = 10


@dataclass(frozen=True, slots=True)
class Fields:
    """The folded words of one candidate and what is known of it."""

    entry_id: int
    act: str
    title: str
    heading: str = ""
    context: str = ""
    body: str = ""
    national: bool = False
    lapsed: bool = False
    wrapper: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a score came about: the words with their shares, and the factors."""

    score: float
    words: dict[str, float] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)


def rank(plan: Plan, candidates: Iterable[Fields]) -> list[tuple[Fields, Explanation]]:
    """The candidates in order, the best first, equal ones by their id.

    Returns each with the explanation of its score. Raises nothing.
    """
    scored = [(fields, score(plan, fields)) for fields in candidates]
    scored.sort(key=lambda pair: (-pair[1].score, pair[0].entry_id))
    return scored


def score(plan: Plan, fields: Fields) -> Explanation:
    """The score of one candidate."""
    words = {group.surface: _group_score(group, fields) for group in plan.groups}
    total = plan.total_weight or 1.0
    held = sum(group.weight for group in plan.groups if words[group.surface] > 0)
    factors = {"覆盖": (held / total) ** COVERAGE_POWER if plan.groups else 1.0}
    factors["短语"] = 1.0 + PHRASE_BONUS * _share_of_phrases(plan, fields)
    for name, holds, factor in (
        ("国家法律", fields.national, NATIONAL),
        ("已失效", fields.lapsed, LAPSED),
        ("印发通知", fields.wrapper, WRAPPER),
        ("整篇", fields.whole, WHOLE),
    ):
        if holds:
            factors[name] = factor
    value = sum(words.values()) or (1.0 if not plan.groups else 0.0)
    for factor in factors.values():
        value *= factor
    return Explanation(value, words, factors)


def spread(ranked: Sequence[tuple[Fields, Explanation]]) -> list[tuple[Fields, Explanation]]:
    """The same order, but at most five of one act among the first ten.

    Example: of seven hits of one act followed by one of another, the other comes sixth.
    Returns all candidates. Raises nothing.
    """
    first: list[tuple[Fields, Explanation]] = []
    later: list[tuple[Fields, Explanation]] = []
    counts: dict[str, int] = defaultdict(int)
    for pair in ranked:
        if len(first) < FIRST and counts[pair[0].act] < MOST_OF_ONE_ACT:
            counts[pair[0].act] += 1
            first.append(pair)
        else:
            later.append(pair)
    return first + later


def words_of(plan: Plan) -> list[str]:
    """All words and phrases that a hit may show, for the marks in its snippet."""
    found = [term.text for group in plan.groups for way in group.alternatives for term in way.terms]
    found += [term.text for term in (*plan.musts, *plan.titles)]
    return list(dict.fromkeys(found))


def _group_score(group: Group, fields: Fields) -> float:
    norm = 1 - B + B * max(len(fields.body), SHORTEST) / AVERAGE_LENGTH
    best = 0.0
    for way in group.alternatives:
        frequency = min(_frequency(term, fields, norm) for term in way.terms)
        best = max(best, way.weight * frequency * (K1 + 1) / (frequency + K1))
    return best * group.weight


def _frequency(term: Term, fields: Fields, norm: float) -> float:
    """How often a term stands in the fields; only the body is measured against its length."""
    text = term.text
    found = fields.body.count(text) / norm
    if text in fields.title:
        found += TITLE
    if text in fields.heading:
        found += HEADING
    if text in fields.context:
        found += CONTEXT
    return found


def _share_of_phrases(plan: Plan, fields: Fields) -> float:
    if not plan.bonus:
        return 0.0
    texts = (fields.title, fields.heading, fields.context, fields.body)
    return sum(any(term.text in text for text in texts) for term in plan.bonus) / len(plan.bonus)
