"""What to offer while someone types, and where a word is a slip.

In the room: titles, numbers and official terms that begin or hold what is typed; terms that
sound like, or differ by one character from, a word that stands nowhere. Not in the room: search.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from pypinyin import lazy_pinyin

from documents.text.titles import title_key
from regulations.models import Regulation
from search import initials, vocabulary
from search.named_numbers import begins
from search.normal_form import fold

MOST = 10
LONGEST = 40
MOST_SLIPS = 5
LONGEST_SLIP = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One offer: ``kind`` is act or term, ``address`` the page of an act."""

    kind: str
    text: str
    address: str = ""


def suggest(typed: str, limit: int = MOST) -> tuple[Suggestion, ...]:
    """Offers for what is typed so far, also by first letters of pinyin.

    Example: ``suggest("厨余")`` and ``suggest("cylj")`` offer the acts on 厨余垃圾, then that term.
    Returns at most ``limit``, acts first; nothing for under two characters. Raises nothing.
    """
    key = title_key(typed[:LONGEST])
    if len(key) < 2:
        return ()
    if initials.are_letters(key):
        named, terms = Q(pk__in=initials.acts_beginning(key)), initials.terms_beginning(key)
    else:
        numbered = begins(typed[:LONGEST])
        named = Q(title_key__contains=key) | numbered if numbered else Q(title_key__contains=key)
        terms = sorted((term for term in vocabulary.official_terms() if term.startswith(key)), key=len)
    acts = (
        Regulation.objects.public()
        .filter(named, is_stub=False)
        .exclude(role=Regulation.Role.NOTICE)
        .order_by("issued_on", "pk")
        .reverse()[: limit * 3]
    )
    ordered = sorted(acts, key=lambda act: (act.level == "national", act.title_key.find(key)))
    offers = [Suggestion("act", act.title, act.get_absolute_url()) for act in ordered[: limit - 2]]
    offers += [Suggestion("term", term) for term in terms[: limit - len(offers)]]
    return tuple(offers)


def did_you_mean(missing: Iterable[str], typed: Iterable[str] = ()) -> dict[str, str]:
    """A known term for each word: one that sounds the same, or, for a word that stands nowhere,
    one that differs by a single character.

    Example: ``did_you_mean(["下水到"])`` is ``{"下水到": "下水道"}``.
    Returns only words with an offer. Raises nothing.
    """
    absent = list(missing)[:MOST_SLIPS]
    offers = {}
    for word in dict.fromkeys([*absent, *list(typed)[:MOST_SLIPS]]):
        if (folded := fold(word)) and 2 <= len(folded) <= LONGEST_SLIP:
            offers[word] = _nearest(folded, one_off=word in absent)
    return {word: offer for word, offer in offers.items() if offer}


def _nearest(word: str, *, one_off: bool) -> str:
    terms = vocabulary.known_terms()
    if word in terms:
        return ""
    by_sound = _by_sound(terms)
    alike = [term for term in by_sound.get(sound(word), ()) if len(term) == len(word)]
    if alike:
        return min(alike)
    if len(word) < 4 or not one_off:
        return ""
    near = [term for term in terms if len(term) == len(word) and _differences(term, word) == 1]
    return min(near, default="")


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """How a word sounds, without tones: 下水到 and 下水道 sound the same."""
    return " ".join(lazy_pinyin(word))


@lru_cache(maxsize=2)
def _by_sound(terms: frozenset[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        found[sound(term)].append(term)
    return found
