"""``python -m search.bench.literal``: does a search for words of a text find that text?

In the room: samples of the held local texts themselves, over the database of the settings.
Not in the room: order (only whether the entry is among the matches with all words).
"""

import random
import re

import django

EACH = 1_000
LONGEST_QUERY = 300


def main() -> None:
    """Print the recall of substrings, phrases between stops, titles and issuers."""
    django.setup()
    from search.models import SearchEntry

    chance = random.Random(3)
    local = SearchEntry.objects.filter(regulation__document__isnull=False, is_public=True)
    provisions = local.exclude(body="").exclude(kind=SearchEntry.Kind.ACT)
    texts = list(provisions.order_by("regulation__slug", "place", "pk").values_list("pk", "body"))
    acts = local.filter(kind=SearchEntry.Kind.ACT)
    samples = {
        "substrings of 2-5": [_substring(chance, *chance.choice(texts)) for _ in range(EACH)],
        "phrases": [_phrase(chance, *chance.choice(texts)) for _ in range(EACH)],
        "titles": list(acts.values_list("pk", "regulation__title")),
        "issuers": list(acts.exclude(issuer="").values_list("pk", "issuer")),
    }
    for name, pairs in samples.items():
        held = [(entry, words[:LONGEST_QUERY]) for entry, words in pairs if words]
        found = [is_found(entry, words) for entry, words in held]
        print(f"{name:18} n={len(held):4}  recall {sum(found) / max(1, len(found)):.4f}")
        for (_, words), hit in zip(held, found, strict=True):
            if not hit:
                print("   missed:", words[:60])


def is_found(entry: int, words: str) -> bool:
    """Whether an entry is among the matches of some words, all of them required."""
    from jincheng_gov.clock import today
    from search import vocabulary
    from search.backends.base import Request
    from search.backends.postgres import PostgresBackend, matching
    from search.planner import alternatives_of, make_plan, weigh
    from search.query import Filters, parse_query
    from search.selectors import search

    backend = PostgresBackend()
    query = parse_query(words, places=False)
    if query.number:
        return any(hit.row.pk == entry for hit in search(query, backend=backend).hits)
    plan = make_plan(query, vocabulary.segmenter(), vocabulary.lexicon())
    plan = weigh(plan, *backend.frequencies(alternatives_of(plan)))
    request = Request(plan, (tuple(range(len(plan.groups))),), Filters(), today())
    return bool(plan.groups) and matching(request).filter(pk=entry).exists()


def _substring(chance: random.Random, entry: int, text: str) -> tuple[int, str]:
    """Two to five Chinese characters in a row. One that is itself a word is searched as that word, which
    loses a few: 城市 cut out of 晋城市."""
    runs = [run for run in re.findall(r"[一-鿿]{2,}", text) if len(run) > 5]
    if not runs:
        return entry, ""
    run = chance.choice(runs)
    length = chance.randint(2, 5)
    start = chance.randrange(len(run) - length + 1)
    return entry, run[start : start + length]


def _phrase(chance: random.Random, entry: int, text: str) -> tuple[int, str]:
    """The words between two stops."""
    parts: list[str] = re.findall(r"[一-鿿]{4,16}", text)
    return entry, chance.choice(parts) if parts else ""


if __name__ == "__main__":
    main()
