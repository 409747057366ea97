"""How the time of a pattern grows with the text.

In the room: measuring on the processor's clock. Not in the room: patterns, texts.
"""

import time
from collections.abc import Callable

from tests.hostile.adversary import Maker, makers, text_of
from tests.hostile.patterns import Found

SIZES = (12, 20, 28, 60, 120, 300, 600, 1_200, 3_000, 6_000)
TINY = 120
QUICK_S = 0.003  # for 6,000 signs; a linear pattern needs a fifth, a quadratic one several times as much
HOPELESS_S = 0.5
MOST_GROWTH = 2.8  # twice the text: linear 2, quadratic 4
ROUNDS, TRIES = 3, 4

Run = Callable[[str], object]


def runs_of(found: Found) -> list[Run]:
    """The ways in which the program runs a pattern."""
    runs: list[Run] = []
    if found.scans:
        runs.append(lambda text: sum(1 for _ in found.pattern.finditer(text)))
    if found.methods & {"match"}:
        runs.append(found.pattern.match)
    if found.methods & {"fullmatch"}:
        runs.append(found.pattern.fullmatch)
    return runs


def steep_growth(found: Found) -> tuple[float, Maker] | None:
    """The first text under which the time grows faster than the text: by how much, the text's parts."""
    for run in runs_of(found):
        for maker in makers(found.pattern):
            size = next((size for size in SIZES if _is_slow(run, text_of(maker, size))), None)
            growth = 0.0 if size is None else _growth(run, maker, size)
            if growth > MOST_GROWTH:
                return growth, maker
    return None


def _is_slow(run: Run, text: str) -> bool:
    """Whether a text takes longer than a linear pattern needs for the longest of the sizes."""
    return _seconds(run, text) > QUICK_S and _seconds(run, text) > QUICK_S


def _growth(run: Run, maker: Maker, size: int) -> float:
    """How many times longer twice the text takes; the least times of some tries, as the machine may be busy."""
    small, large = text_of(maker, size), text_of(maker, 2 * size)
    first = _seconds(run, small)
    if size <= TINY or first > HOPELESS_S:
        return float("inf")
    return min(_ratio(run, small, large) for _ in range(ROUNDS))


def _ratio(run: Run, small: str, large: str) -> float:
    first, second = (min(_seconds(run, text) for _ in range(TRIES)) for text in (small, large))
    return second / first


def _seconds(run: Run, text: str) -> float:
    started = time.process_time()
    run(text)
    return time.process_time() - started
