"""Queries of one to four words in four classes, by how many entries hold their words.

In the room: choosing words out of entries, so that each query finds something. Not in the room:
asking.
"""

import random
from collections.abc import Mapping, Sequence

import tantivy

from search import vocabulary
from search.models import SearchEntry
from search.normal_form import fold

CLASSES = ("rare", "medium", "common", "mixed")
# shares of all entries
BOUNDS = {"rare": (0.0, 5e-4), "medium": (5e-4, 2e-2), "common": (5e-2, 1.0), "mixed": (0.0, 1.0)}
EACH = 50
SAMPLED = 4000
MOST_WORDS = 4


def make_queries(index: tantivy.Index, each: int = EACH, seed: int = 7) -> list[tuple[str, str]]:
    """``each`` queries of each class, the classes taking turns.

    Example: ``make_queries(index)[0]`` is ``("rare", "猎捕 麻醉药")``.
    Returns pairs of class and query, the same for the same corpus. Raises nothing.
    """
    chance = random.Random(seed)
    searcher = index.searcher()
    entries = _sampled_words(chance)
    shares: dict[str, float] = {}
    for words in entries:
        for word in words:
            shares.setdefault(word, searcher.doc_freq("all", word) / searcher.num_docs)
    made: dict[str, list[str]] = {name: [] for name in CLASSES}
    for name in CLASSES:
        seen: set[str] = set()
        for words in entries:
            query = _query(name, words, shares, chance)
            if query and query not in seen:
                seen.add(query)
                made[name].append(query)
            if len(made[name]) == each:
                break
    return [(name, made[name][at]) for at in range(each) for name in CLASSES if at < len(made[name])]


def _query(name: str, words: Sequence[str], shares: Mapping[str, float], chance: random.Random) -> str:
    low, high = BOUNDS[name]
    fitting = [word for word in words if low < shares[word] <= high]
    if not fitting:
        return ""
    count = chance.randint(1, MOST_WORDS)
    return " ".join(chance.sample(fitting, min(count, len(fitting))))


def _sampled_words(chance: random.Random) -> list[list[str]]:
    """The words of two characters and more in some entries, each once; entries written anew since the
    corpus was made have later keys and change no more than themselves."""
    segmenter = vocabulary.segmenter()
    made = SearchEntry.objects.count()
    ids = sorted(chance.sample(range(1, made + 1), min(SAMPLED, made)))
    bodies = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "body"))
    found = [
        sorted({word for _, word in segmenter.words(fold(bodies[pk])) if len(word) > 1 and _is_han(word)})
        for pk in sorted(bodies)
    ]
    chance.shuffle(found)
    return [words for words in found if words]


def _is_han(word: str) -> bool:
    return all("一" <= character <= "鿿" for character in word)
