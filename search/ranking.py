"""The order of the hits: BM25 over weighted fields, phrases, and what kind of act it is.

In the room: pure scores of candidates whose words are at hand. Not in the room: finding them.
The score is a product whose factors can be told to staff (``Explanation``).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from search.across import count_of
from search.planner import Alternative, Group, Plan

K1 = 1.2
B = 0.6
AVERAGE_LENGTH = 100
SHORTEST = 20
TITLE, HEADING, CONTEXT = 1.4, 1.6, 0.8
PHRASE_BONUS = 1.0
OTHERS = 0.2
COVERAGE_POWER = 1.5
# the share of its weight at which a group counts as held; a word lost in a long text brings less
HELD_FROM = 0.3
NATIONAL, LAPSED, WRAPPER, WHOLE, MENTION = 0.6, 0.85, 0.45, 0.8, 0.6
MOST_OF_ONE_ACT = 5
FIRST = 10


@dataclass(slots=True)
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
    mention: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a score came about: the words with their shares, and the factors."""

    score: float
    words: dict[str, float] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)


def rank(plan: Plan, candidates: Iterable[Fields]) -> list[Fields]:
    """The candidates in order, the best first, equal ones by their id.

    Returns all of them. Raises nothing.
    """
    total = plan.total_weight
    scored = [(-_score(plan, fields, total), fields.entry_id, fields) for fields in candidates]
    scored.sort(key=lambda row: row[:2])
    return [fields for _, _, fields in scored]


def score(plan: Plan, fields: Fields) -> float:
    """The score of one candidate."""
    return _score(plan, fields, plan.total_weight)


def _score(plan: Plan, fields: Fields, total: float) -> float:
    shares = _shares(plan, fields)
    return _value(shares, _factors(plan, fields, shares, total))


def explain(plan: Plan, fields: Fields) -> Explanation:
    """How the score of one candidate comes about."""
    shares = _shares(plan, fields)
    factors = dict(_factors(plan, fields, shares, plan.total_weight))
    words = {group.surface: share for group, share in zip(plan.groups, shares, strict=True)}
    return Explanation(_value(shares, factors.items()), words, factors)


def spread(ranked: Sequence[Fields], before: Sequence[str] = ()) -> list[Fields]:
    """The same order, but at most five of one act among the first ten; ``before`` are the acts of the
    hits that come first whatever their worth.

    Example: of seven hits of one act followed by one of another, the other comes sixth.
    Returns all candidates. Raises nothing.
    """
    first: list[Fields] = []
    later: list[Fields] = []
    counts = Counter(before)
    for fields in ranked:
        if len(first) + len(before) < FIRST and counts[fields.act] < MOST_OF_ONE_ACT:
            counts[fields.act] += 1
            first.append(fields)
        else:
            later.append(fields)
    return first + later


def is_of_one_act(candidates: Iterable[Fields]) -> bool:
    """Whether one act holds so many of the candidates that it would fill the first ten."""
    counts = Counter(fields.act for fields in candidates)
    return counts.total() - max(counts.values(), default=0) < FIRST - MOST_OF_ONE_ACT


def words_of(plan: Plan) -> list[str]:
    """All words and phrases that a hit may show, for the marks in its snippet."""
    found = [term.text for group in plan.groups for way in group.alternatives for term in way.terms]
    found += [term.text for term in (*plan.musts, *plan.titles)]
    return list(dict.fromkeys(found))


def _value(shares: Sequence[float], factors: Iterable[tuple[str, float]]) -> float:
    value = sum(shares) or (0.0 if shares else 1.0)
    for _, factor in factors:
        value *= factor
    return value


def _shares(plan: Plan, fields: Fields) -> list[float]:
    """What each group of the plan brings."""
    norm = 1 - B + B * max(len(fields.body), SHORTEST) / AVERAGE_LENGTH
    return [_group_score(group, fields, norm) for group in plan.groups]


def _factors(
    plan: Plan, fields: Fields, shares: Sequence[float], total: float
) -> Iterator[tuple[str, float]]:
    """What the sum of the shares is multiplied by, by name; ``total`` is the weight of the plan."""
    held = sum(
        [min(group.weight, share / HELD_FROM) for group, share in zip(plan.groups, shares, strict=True)]
    )
    yield "覆盖", (held / (total or 1.0)) ** COVERAGE_POWER if plan.groups else 1.0
    yield "短语", 1.0 + PHRASE_BONUS * _share_of_phrases(plan, fields)
    if fields.national:
        yield "国家法律", NATIONAL
    if fields.lapsed:
        yield "已失效", LAPSED
    if fields.wrapper:
        yield "印发通知", WRAPPER
    if fields.whole:
        yield "整篇", WHOLE
    if fields.mention:
        yield "大事记", MENTION


def _group_score(group: Group, fields: Fields, norm: float) -> float:
    """The best way in which a group is satisfied, and a little for each other one."""
    if len(group.alternatives) == 1:
        return _way_score(group.alternatives[0], fields, norm) * group.weight
    found: dict[str, float] = {}
    for way in group.alternatives:
        if worth := _way_score(way, fields, norm):
            text = "".join([term.text for term in way.terms])
            found[text] = max(found.get(text, 0.0), worth)
    best = max(found.values(), default=0.0)
    return (best + OTHERS * (sum(found.values()) - best)) * group.weight


def _way_score(way: Alternative, fields: Fields, norm: float) -> float:
    if len(way.terms) == 1:
        frequency = _frequency(way.terms[0].text, fields, norm)
    else:
        frequency = min([_frequency(term.text, fields, norm) for term in way.terms])
    return way.weight * frequency * (K1 + 1) / (frequency + K1) if frequency else 0.0


def _frequency(text: str, fields: Fields, norm: float) -> float:
    """How often a word stands in the fields; only the body is measured against its length."""
    found = count_of(text, fields.body) / norm if text in fields.body else 0.0
    if text in fields.title and count_of(text, fields.title):
        found += TITLE
    if text in fields.heading and count_of(text, fields.heading):
        found += HEADING
    if text in fields.context and count_of(text, fields.context):
        found += CONTEXT
    return found


def _share_of_phrases(plan: Plan, fields: Fields) -> float:
    if not plan.bonus:
        return 0.0
    texts = (fields.title, fields.heading, fields.context, fields.body)
    return sum(any(term.text in text for text in texts) for term in plan.bonus) / len(plan.bonus)
