"""No text, however made, keeps a regular expression busy for longer than its length warrants.

In the room: every pattern of the packages on texts derived from it. Not in the room: whole
files (``tests.parsing.test_hostile``), the speed of what is no pattern.
"""

import re
import time

import pytest

from tests.hostile.adversary import makers, text_of
from tests.hostile.growth import steep_growth
from tests.hostile.patterns import METHODS, PACKAGES, Found, all_patterns, sources

# built while the program runs; here as they are built
BUILT_LATER: dict[str, list[str]] = {}
# steep, but run on so many signs at most by their only callers
BOUNDED = {"regulations/structure/lawmakers.py": ("_LAWMAKER", 200)}
BOUNDED_S = 0.25


def found_in(path: str, pattern: str, method: str = "finditer") -> Found:
    return Found(path, re.compile(pattern), frozenset({method}))


def bounded(found: Found) -> bool:
    path = found.where.partition(":")[0]
    return path in BOUNDED and found.name == BOUNDED[path][0]


@pytest.mark.parametrize("package", PACKAGES)
def test_time_grows_with_the_text_and_no_faster(package: str) -> None:
    own = [
        found for found in all_patterns()[0] if found.where.startswith(f"{package}/") and not bounded(found)
    ]
    own += [
        found_in(path, words)
        for path, later in BUILT_LATER.items()
        if path.startswith(package)
        for words in later
    ]
    steep = {
        found.where: (found.pattern.pattern[:80], growth) for found in own if (growth := steep_growth(found))
    }
    assert not steep, steep


def test_steep_patterns_meet_short_texts_only() -> None:
    held = [found for found in all_patterns()[0] if bounded(found)]
    assert len(held) == len(BOUNDED)
    for found in held:
        limit = BOUNDED[found.where.partition(":")[0]][1]
        for maker in makers(found.pattern):
            started = time.process_time()
            found.pattern.search(text_of(maker, limit))
            assert time.process_time() - started < BOUNDED_S, maker


def test_no_pattern_is_passed_over() -> None:
    found, unresolved = all_patterns()
    assert sorted({where.partition(":")[0] for where in unresolved}) == sorted(BUILT_LATER)
    assert sum(map(len, BUILT_LATER.values())) == len(unresolved)
    words = {each.pattern.pattern for each in found}
    for path in sources():
        for literal in re.findall(
            r're\.compile\(\s*r"((?:[^"\\]|\\.)*)"\s*[,)]', path.read_text(encoding="utf-8")
        ):
            assert literal in words, (path, literal)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s+$", "finditer"),
        (r"\s*[:：]?\s*$", "match"),
        (r"(?:<!--.*?-->\s*)*<html", "match"),
        (r"(?:a|a)*b", "match"),
        (r"(a+)+b", "fullmatch"),
        (r"《[^》]*》", "search"),
        (r"印发.+?的通知$", "search"),
    ],
)
def test_a_steep_pattern_is_found_out(pattern: str, method: str) -> None:
    assert steep_growth(found_in("here", pattern, method))


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(?<!\s)\s+$", "finditer"),
        (r"\s*+[:：]?\s*+$", "match"),
        (r"《[^》]{0,80}》", "search"),
        (r"第[一二三四五六七八九十]{1,6}条", "finditer"),
        (r"\s+$", "match"),
    ],
)
def test_a_gentle_pattern_is_left_alone(pattern: str, method: str) -> None:
    assert steep_growth(found_in("here", pattern, method)) is None


def test_texts_are_made_of_what_a_pattern_accepts() -> None:
    made = {text_of(maker, 6) for maker in makers(re.compile(r"第[一二]+条《[^》]*》"))}
    assert any(text.startswith("第一一一") for text in made)
    assert any(text.startswith("第一条《") and "》" not in text for text in made)
    assert set(METHODS) >= {"match", "search"}
