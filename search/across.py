"""Words of two characters that lie across the parts of longer ones: 民政 in 人民政府.

In the room: which longer words these are (``thesaurus/across.txt``), how often a word stands in a text
by itself. The index never holds such a word as a token; marks and scores ask here. Not in the room:
the cut itself (segmenter).
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from search.segmenter import side_by_side

FILE = Path(__file__).parent / "thesaurus" / "across.txt"
COMMON = 300
LONGEST = 6
_PLACE_ENDS = "省市县"


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {word: tuple(hosts) for word, *hosts in rows}


def hosts_of(word: str) -> tuple[str, ...]:
    """The longer words that a word lies across, most often none.

    Example: ``"人民政府" in hosts_of("民政")``; ``hosts_of("管理")`` is empty.
    """
    return _table().get(word, ())


def count_of(word: str, text: str) -> int:
    """How often a word stands in a text by itself, not across another.

    Example: ``count_of("民政", "市人民政府民政局")`` is 1.
    """
    found = text.count(word)
    return found - sum(1 for _ in _across(word, text)) if found and word in _table() else found


def places_across(word: str, text: str) -> frozenset[int]:
    """Where a word stands in a text only across another word."""
    return frozenset(_across(word, text)) if word in _table() else frozenset()


def from_dictionary(
    frequencies: Mapping[str, int], parts_of: Callable[[str], set[str]], tag_of: Callable[[str], str]
) -> dict[str, tuple[str, ...]]:
    """The table, made from a dictionary: its common words and its towns, and what lies across them.

    What is commoner than the parts that it lies across is rather a part itself: 城市 of 大城市.

    Returns hosts by word, in order. Raises nothing.
    """
    found: dict[str, list[str]] = {}
    for host in sorted(frequencies):
        if not (3 <= len(host) <= LONGEST and all("一" <= c <= "鿿" for c in host)):
            continue
        is_common = frequencies[host] >= COMMON
        is_town = not is_common and frequencies[host] and host[-1] in _PLACE_ENDS and tag_of(host) == "ns"
        if not (is_common or is_town):
            continue
        whole = [(at, at + len(part)) for at, part in side_by_side(host, parts_of(host) - {host})]
        for at in range(len(host) - 1):
            word = host[at : at + 2]
            if any(start <= at and at + 2 <= end for start, end in whole):
                continue
            beside = [host[start:end] for start, end in whole if start < at + 2 and at < end]
            commonest = max((frequencies.get(part, 0) for part in beside), default=0)
            if frequencies.get(word) and (is_town or frequencies[word] < commonest):
                found.setdefault(word, []).append(host)
    return {word: tuple(hosts) for word, hosts in found.items()}


def _across(word: str, text: str) -> Iterator[int]:
    for host in hosts_of(word):
        offset = host.index(word)
        at = text.find(host)
        while at >= 0:
            yield at + offset
            at = text.find(host, at + len(host))
