"""Figures of measurements: percentiles, ratios, one table of a run.

In the room: pure arithmetic and printing. Not in the room: measuring.
"""

import statistics
from collections.abc import Mapping, Sequence


def percentile(times: Sequence[float], share: float) -> float:
    """The time that a share of all stay under; nought for none.

    Example: ``percentile([3.0, 1.0, 2.0], 0.5)`` is 2.0.
    """
    if not times:
        return 0.0
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return percentile(times, 0.95)


def print_times(title: str, times: Mapping[str, Mapping[str, Sequence[float]]]) -> None:
    """A table of milliseconds: a row an engine, p50 p95 p99 over all classes, p95 of each class."""
    classes = list(next(iter(times.values())))
    print(f"\n{title}（毫秒）")
    print(f"{'':26}{'p50':>9}{'p95':>9}{'p99':>9}" + "".join(f"{name + ' p95':>12}" for name in classes))
    for engine, by_class in times.items():
        whole = [time for name in classes for time in by_class[name]]
        row = [statistics.median(whole), p95(whole), percentile(whole, 0.99)]
        cells = "".join(f"{value:9.2f}" for value in row)
        print(f"{engine:26}{cells}" + "".join(f"{p95(by_class[name]):12.2f}" for name in classes))


def print_demand(name: str, value: float, bound: float, *, at_most: bool = True, asked: bool = True) -> bool:
    """One line: a figure against what is demanded of it; whether it holds. Where the demand is of another
    size, not ``asked`` here, the figure stands without a verdict."""
    holds = value <= bound if at_most else value >= bound
    verdict = ("合" if holds else "否") if asked else "－"
    print(f"  {verdict}  {name:56} {value:10.2f}  {'≤' if at_most else '≥'} {bound:g}")
    return holds
