"""The status facet in the words of tantivy: three ranges of days, side by side.

In the room: the aggregation and how its answer is read. Not in the room: the days (turning_days), status
as a filter (tantivy_query).
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any


def status_aggregation(on: date) -> dict[str, Any]:
    """The aggregations that ``read_statuses`` reads.

    Example: ``searcher.aggregate(query, status_aggregation(on))``.
    """
    day = on.toordinal()
    edges = {"starts": (-day, 0, day + 1), "spent": (day + 1,), "ends": (-day, 0, day + 1)}
    return {name: {"range": {"field": name, "ranges": _ranges(days)}} for name, days in edges.items()}


def read_statuses(answer: Mapping[str, Any], on: date) -> dict[str, int]:
    """How many entries stand in each status on a day.

    Returns only those that occur. Raises nothing.
    """
    day = on.toordinal()
    starts, spent, ends = (_counts(answer, name) for name in ("starts", "spent", "ends"))
    unknown, ended_unknown, started, not_yet = (starts[first] for first in (None, -day, 0, day + 1))
    expired, repealed, no_more = ends[-day], ends[0], spent[None]
    found = {
        "not_yet": not_yet,
        "in_force": started + ended_unknown - no_more,
        "expired": expired,
        "repealed": repealed,
        "spent": no_more - expired - repealed,
        "unknown": unknown,
    }
    return {code: count for code, count in found.items() if count}


def _ranges(days: tuple[int, ...]) -> list[dict[str, int]]:
    """The whole line cut before some days."""
    return [
        {key: edge for key, edge in (("from", low), ("to", high)) if edge is not None}
        for low, high in pairwise([None, *days, None])
    ]


def _counts(answer: Mapping[str, Any], name: str) -> Counter[int | None]:
    """The entries of each range by its first day; an index without entries gives no range."""
    return Counter({bucket.get("from"): int(bucket["doc_count"]) for bucket in answer[name]["buckets"]})
