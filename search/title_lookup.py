"""Acts whose title holds some words or half of them, and stubs of that title: one statement.

In the room: the look-up by the bigrams of a title, over the small index of acts alone. Not in the
room: which of the acts are meant (exact, named_titles).
"""

from dataclasses import dataclass

from django.db import connection

from search.normal_form import fold
from search.segmenter import bigrams
from search.tsvector import quote

MOST_ALIKE = 200
SHORTEST_HELD = 4
SHORTEST_HALVED = 6
MOST_STUBS = 3
_COLUMNS = "entry.id, entry.title_key, entry.is_wrapper, entry.level, entry.regulation_id"
# entries of acts, said as the small index says it, so that no other index offers itself
_ACTS = "entry.provision_id IS NULL AND entry.chronicle_id IS NULL AND entry.is_public"
_SAME = f"""(SELECT {_COLUMNS} FROM regulations_regulation act
               JOIN search_searchentry entry ON entry.regulation_id = act.id AND entry.kind = 'act'
              WHERE {_ACTS} AND (act.title_key = %s OR act.short_key = %s) LIMIT {MOST_ALIKE})"""
_ALIKE = f"""(SELECT {_COLUMNS} FROM search_searchentry entry
               WHERE {_ACTS} AND tsv @@ %s::tsquery AND strpos(title_key, %s) > 0 LIMIT {MOST_ALIKE})"""
_STUBS = f"""(SELECT id, title_key, false, 'stub', id FROM regulations_regulation
               WHERE is_stub AND (title_key = %s OR short_key = %s) LIMIT {MOST_STUBS})"""


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
    """The acts alike, each once, and the ids of stubs with that very title."""

    acts: tuple[TitledAct, ...] = ()
    stubs: tuple[int, ...] = ()


def find_titles(key: str, words: str) -> Titled:
    """The public acts of that title or short title, and those whose title holds four characters
    and more of ``key`` or one half of it; ``words`` is it as typed.

    Example: ``find_titles("厨余垃圾管理办法", "厨余垃圾管理办法").acts``.
    Returns at most two hundred for each part. Raises nothing.
    """
    middle = len(key) // 2
    halves = [key[:middle], key[middle:]] if len(key) >= SHORTEST_HALVED else []
    looks = [(key, bigrams(fold(words)))] if len(key) >= SHORTEST_HELD else []
    parts, values = [_SAME], [key, key]
    for part, grams in (*looks, *((half, bigrams(half)) for half in halves)):
        if grams:
            parts.append(_ALIKE)
            values += ["&".join(quote(gram) for _, gram in grams), part]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([*parts, _STUBS]), [*values, key, key])
        rows = cursor.fetchall()
    acts = {row[0]: TitledAct(*row) for row in rows if row[3] != "stub"}
    return Titled(tuple(acts.values()), tuple(row[0] for row in rows if row[3] == "stub"))
