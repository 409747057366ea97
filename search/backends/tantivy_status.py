"""The status facet in the words of tantivy: ranges of dates inside ranges of dates.

In the room: the aggregation and how its answer is read. It is the rule of
``regulations.status.status_on`` once more. Not in the room: status as a filter (tantivy_query).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from search.index_documents import NO_TEXT, UNKNOWN

_ORDER = ("repealed", "expires", "effective", "spent")


def status_aggregation(on: date) -> dict[str, Any]:
    """The aggregation that ``read_statuses`` reads, under its first name.

    Example: ``searcher.aggregate(query, status_aggregation(on))``.
    """
    day = on.toordinal()
    bounds = {
        "repealed": (day + 1,),
        "expires": (day,),
        "effective": (UNKNOWN, UNKNOWN + 1, day + 1),
        "spent": (day + 1,),
    }
    nested: dict[str, Any] = {}
    for name in reversed(_ORDER):
        edges = [None, *bounds[name], None]
        ranges = [
            {key: edge for key, edge in (("from", low), ("to", high)) if edge is not None}
            for low, high in pairwise(edges)
        ]
        nested = {name: {"range": {"field": name, "ranges": ranges}, **({"aggs": nested} if nested else {})}}
    return nested


def read_statuses(answer: Mapping[str, Any], on: date) -> dict[str, int]:
    """How many entries stand in each status on a day.

    Returns only those that occur. Raises nothing.
    """
    found: dict[str, int] = defaultdict(int)
    for days, count in _leaves(answer, {}):
        code = _status(days, on.toordinal())
        if code and count:
            found[code] += count
    return dict(found)


def _leaves(answer: Mapping[str, Any], above: Mapping[str, float]) -> Iterator[tuple[dict[str, float], int]]:
    """Each innermost bucket: the first day of every range it lies in, and its count."""
    name = next(name for name in _ORDER if name in answer)
    for bucket in answer[name]["buckets"]:
        days = {**above, name: float(bucket.get("from", NO_TEXT))}
        if any(deeper in bucket for deeper in _ORDER):
            yield from _leaves(bucket, days)
        else:
            yield days, int(bucket["doc_count"])


def _status(days: Mapping[str, float], day: int) -> str:
    if days["repealed"] <= day:
        return "repealed"
    if days["expires"] < day:
        return "expired"
    if days["effective"] < 0:
        return "unknown" if days["effective"] >= UNKNOWN else ""
    if days["effective"] > day:
        return "not_yet"
    return "spent" if days["spent"] <= day else "in_force"
