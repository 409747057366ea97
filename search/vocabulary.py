"""The segmenter and the lexicon as the tables have them, kept in memory until they change.

In the room: reading dictionary and thesaurus from the database, with a cache. Not in the room:
what makes the dictionary grow (dictionary_growth), the pure parts.
"""

import threading
import time
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeVar, cast

from django.db import connection

from jincheng_gov.prepared import Prepared
from search.lexicon import Entry, Lexicon, build_lexicon, read_fillers, read_folder, read_solid
from search.models import DictionaryTerm, DictionaryVersion, Synonym
from search.segmenter import LONGEST_TERM, Cutter, Dictionary, Segmenter, default_cutter

KEPT_SECONDS = 5.0
SHIPPED = "同义词表"
_NUMBERS = Prepared(
    "search_numbers", f"SELECT number, thesaurus FROM {DictionaryVersion._meta.db_table} WHERE id = 1"
)

# a publisher locks the whole row, so that writers and it wait for each other; an edit of the thesaurus,
# which counts up another column, waits for neither
_HELD = f"SELECT number FROM {DictionaryVersion._meta.db_table} WHERE id = 1 FOR KEY SHARE"

_lock = threading.Lock()
_segmenters: dict[int, Segmenter] = {}
_kept: dict[str, tuple[float, object]] = {}
_known: tuple[Segmenter, Lexicon, frozenset[str]] | None = None
T = TypeVar("T")


@cache
def cutter() -> Cutter:
    """The cutter of this process: it loads once."""
    return default_cutter()


@cache
def base_terms() -> frozenset[str]:
    """The terms that the thesaurus files bring to the dictionary (``dictionary_growth.take_shipped_terms``)."""
    lexicon = build_lexicon(read_folder(), ())
    words = {*lexicon.synonyms, *(word for targets in lexicon.synonyms.values() for word in targets)}
    return frozenset(word for word in words if is_term(word))


@cache
def official_terms() -> frozenset[str]:
    """The official words that the thesaurus leads to."""
    return frozenset(word for entry in read_folder() for word in entry.official if len(word) > 1)


def is_term(word: str) -> bool:
    """Whether a word is worth a place in the dictionary: three characters, or two that no cut keeps.

    A known word of two is left to the cut, which never takes it across two others.
    """
    if not 2 <= len(word) <= LONGEST_TERM or not all(c.isalnum() for c in word):
        return False
    return len(word) >= 3 or not cutter().knows(word)


def published_version() -> int:
    """The number of the dictionary that index and queries use now."""
    row = DictionaryVersion.objects.filter(pk=1).values_list("number", flat=True).first()
    return row or 0


def hold_dictionary() -> int:
    """The number of the published dictionary, after which none is published until this transaction ends:
    what is written with it is of the dictionary that queries use, or is written anew by the next.

    Example: ``segmenter(hold_dictionary())``, in a transaction, before any entry is touched.
    Returns the number; waits for a dictionary that is being published. Raises what the database raises.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HELD)
        if (row := cursor.fetchone()) is None:
            DictionaryVersion.objects.get_or_create(pk=1)
            cursor.execute(_HELD)
            row = cursor.fetchone()
    return int(row[0])


def segmenter(version: int | None = None) -> Segmenter:
    """The segmenter of the published dictionary, or of ``version``."""
    if version is None:
        version = _keep("numbers", _read_numbers)[0]
    with _lock:
        known = _segmenters.get(version)
    if known is None:
        known = Segmenter(cutter(), _read_dictionary(version))
        with _lock:
            _segmenters.clear()
            _segmenters[version] = known
    return known


def _read_dictionary(version: int) -> Dictionary:
    """The published terms; those of the files only where none of them was ever published, so that
    files which came with newer code wait for the index."""
    rows = DictionaryTerm.objects.filter(version__lte=version, version__gt=0)
    held = list(rows.values_list("term", "kind", "source"))
    places = frozenset(term for term, kind, _ in held if kind == DictionaryTerm.Kind.PLACE)
    terms = frozenset(term for term, kind, _ in held if kind == DictionaryTerm.Kind.TERM)
    if not any(source == SHIPPED for _, _, source in held):
        terms |= base_terms()
        places |= read_solid()
    return Dictionary(terms - places, places, version)


def lexicon() -> Lexicon:
    """The lexicon of the active synonyms, read anew when any of their rows has changed."""
    return _read_lexicon(_keep("numbers", _read_numbers)[1])


def known_terms() -> frozenset[str]:
    """All words that the dictionary or the thesaurus knows."""
    global _known
    parts = (segmenter(), lexicon())
    if _known is None or _known[0] is not parts[0] or _known[1] is not parts[1]:
        _known = (*parts, parts[0].dictionary.terms | frozenset(parts[1].synonyms))
    return _known[2]


def forget() -> None:
    """Read the tables anew at the next use, in this process."""
    _kept.clear()
    _segmenters.clear()
    _read_lexicon.cache_clear()


def _read_numbers() -> tuple[int, int]:
    """The published version of the dictionary, and what the database counts up with each change of the
    thesaurus: one look for both."""
    rows = _NUMBERS.fetch()
    return rows[0] if rows else (0, 0)


@lru_cache(maxsize=1)
def _read_lexicon(number: int) -> Lexicon:
    rows = Synonym.objects.filter(is_active=True).order_by("pk")
    columns = rows.values_list("everyday", "official", "field", "both_ways")
    entries = [
        Entry(everyday, (official,), topic, both_ways) for everyday, official, topic, both_ways in columns
    ]
    return build_lexicon(entries or read_folder(), read_fillers())


def _keep(name: str, make: Callable[[], T]) -> T:
    now = time.monotonic()
    kept = _kept.get(name)
    if kept is None or now - kept[0] > KEPT_SECONDS:
        kept = (now, make())
        _kept[name] = kept
    return cast(T, kept[1])
