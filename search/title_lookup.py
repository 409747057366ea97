"""Acts whose title holds some words or half of them, and stubs of that title: one statement.

In the room: the look-up by the bigrams of a title, over the small index of acts alone. Not in the
room: which of the acts are meant (exact, named_titles).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jincheng_gov.prepared import Prepared
from search.normal_form import fold
from search.segmenter import bigrams
from search.tsvector import quote

MOST_ALIKE = 200
SHORTEST_HELD = 4
SHORTEST_HALVED = 6
MOST_STUBS = 3
MOST_WORDINGS = 3
_COLUMNS = "entry.id, entry.title_key, entry.is_wrapper, entry.level, entry.regulation_id"
# said as the index of titles says it
_ACTS = "entry.kind = 'act' AND entry.is_public"
_OF_ACTS = f"{_COLUMNS} FROM search_searchentry entry WHERE {_ACTS} AND named @@"
# words that are not looked for are NULL, which no entry matches
_ALIKE = " UNION ALL ".join(
    f"(SELECT 0, {_OF_ACTS} ${at} AND strpos(title_key, ${at + 1}) > 0 LIMIT {MOST_ALIKE})"
    for at in (2, 4, 6)
)
_WORDED = " UNION ALL ".join(
    f"(SELECT {1 + at}, {_OF_ACTS} ${8 + at} AND NOT is_wrapper LIMIT {MOST_ALIKE})"
    for at in range(MOST_WORDINGS)
)
_TITLES = Prepared(
    "search_titles",
    f"""
    (SELECT 0, {_COLUMNS} FROM regulations_regulation act
       JOIN search_searchentry entry ON entry.regulation_id = act.id
      WHERE {_ACTS} AND (act.title_key = $1 OR act.short_key = $1) LIMIT {MOST_ALIKE})
    UNION ALL {_ALIKE} UNION ALL {_WORDED} UNION ALL
    (SELECT -1, id, title_key, false, '', id FROM regulations_regulation
      WHERE is_stub AND (title_key = $1 OR short_key = $1) LIMIT {MOST_STUBS})
    """,
    "text", *["tsquery", "text"] * 3, *["tsquery"] * MOST_WORDINGS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TitledAct:
    """An act by its entry, with what tells whether it is meant."""

    pk: int
    title_key: str
    is_wrapper: bool
    level: str
    regulation_id: int


@dataclass(frozen=True, slots=True)
class Titled:
    """The acts alike, each once; those that hold the words, by wording; the ids of stubs with that very
    title."""

    acts: tuple[TitledAct, ...] = ()
    worded: tuple[tuple[TitledAct, ...], ...] = ()
    stubs: tuple[int, ...] = ()


def find_titles(key: str, words: str, wordings: Sequence[str] = ()) -> Titled:
    """The public acts of that title or short title, and those whose title holds four characters
    and more of ``key`` or one half of it; ``words`` is it as typed. For each of at most three
    ``wordings``, written as tsqueries, the acts but wrappers whose title matches it.

    Example: ``find_titles("厨余垃圾管理办法", "厨余垃圾管理办法", ["'厨余垃圾'&'办法'"]).acts``.
    Returns at most two hundred for each part. Raises nothing.
    """
    middle = len(key) // 2
    halves = [key[:middle], key[middle:]] if len(key) >= SHORTEST_HALVED else []
    values = [*_look(key if len(key) >= SHORTEST_HELD else "", words)]
    for half in halves or ("", ""):
        values += _look(half, half)
    asked = [*wordings, None, None, None][:MOST_WORDINGS]
    found: dict[int, dict[int, TitledAct]] = defaultdict(dict)
    for part, *columns in _TITLES.fetch(key, *values, *asked):
        found[part][columns[0]] = TitledAct(*columns)
    worded = tuple(tuple(found[1 + at].values()) for at in range(len(wordings)))
    return Titled(tuple(found[0].values()), worded, tuple(found[-1]))


def _look(part: str, words: str) -> tuple[str | None, str]:
    """The bigrams of words and the part of a title that is to hold them."""
    grams = bigrams(fold(words)) if part else []
    return "&".join(quote(gram) for _, gram in grams) or None, part
