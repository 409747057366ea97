"""What to offer while someone types, and where a word is a slip.

In the room: titles, numbers and official terms that begin or hold what is typed; terms that
sound like, or differ by one character from, a word that stands nowhere. Not in the room: search.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.db.models import Q

from documents.text.titles import title_key
from regulations.models import Regulation
from search import initials, vocabulary
from search.initials import sound
from search.named_numbers import begins
from search.normal_form import fold
from search.pieces import Piece, pieces
from search.segmenter import Segmenter

MOST = 10
LONGEST = 40
MOST_SLIPS = 5
LONGEST_SLIP = 12
LONGEST_TORN = 4
# pronouns, particles, adverbs: 谁, 吗, 着, 不
ASKING_TAGS = ("r", "y", "u", "d")
DENYING = frozenset("没不未无")


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


def did_you_mean(missing: Iterable[str], typed: Iterable[str] = (), title: str = "") -> dict[str, str]:
    """A known term for each word: one that sounds the same, or, for a word that stands nowhere,
    one that differs by a single character; else what is typed with a slip inside it mended. ``title`` is
    the part of a title that all that is typed may be: the only offer then.

    Example: ``did_you_mean(["下水到"])`` is ``{"下水到": "下水道"}``, and 网约车管里 gets 网约车管理.
    Returns only words with an offer. Raises nothing.
    """
    absent, chunks = list(missing)[:MOST_SLIPS], list(typed)[:MOST_SLIPS]
    if title:
        return {"".join(chunks): title}
    offers = {}
    for word in dict.fromkeys([*absent, *chunks]):
        folded = fold(word)
        doubtful = word in absent or (len(folded) > 2 and not _stands_somewhere(folded))
        if 2 <= len(folded) <= LONGEST_SLIP and doubtful:
            offers[word] = _nearest(folded, one_off=word in absent) or _mended(folded)
    return {word: offer for word, offer in offers.items() if offer}


def _nearest(word: str, *, one_off: bool) -> str:
    terms = vocabulary.known_terms()
    if word in terms:
        return ""
    if alike := _sounding_like(word):
        return alike
    if len(word) < 4 or not one_off:
        return ""
    near = [term for term in terms if len(term) == len(word) and _differences(term, word) == 1]
    return min(near, default="")


def _sounding_like(word: str) -> str:
    """A known term, or a word of one, that sounds the same, is as long and shares a character: 予约 may
    be 预约, but 一共 is not 义工."""
    alike = _by_sound(vocabulary.known_terms()).get(sound(word), ())
    near = (term for term in alike if len(term) == len(word) and term != word)
    return min((term for term in near if _differences(term, word) < len(word)), default="")


def _stands_somewhere(word: str) -> bool:
    """Whether a word is right as it is: it was found, and a dictionary holds it."""
    return word in vocabulary.known_terms() or vocabulary.cutter().knows(word)


def _mended(chunk: str) -> str:
    """A chunk whose single characters are a word that sounds like a known one: 管里 is 管理.

    Only where a cut leaves a character alone that asks for nothing; empty where none is mended.
    """
    segmenter, lexicon = vocabulary.segmenter(), vocabulary.lexicon()
    cut = [piece for piece in pieces(chunk, segmenter, lexicon) if _may_be_torn(piece, segmenter)]
    for first, second in pairwise(cut):
        torn = first.text + second.text
        if second.start != first.start + len(first.text) or len(torn) > LONGEST_TORN:
            continue
        if not (first.is_bare or second.is_bare) or segmenter.cutter.knows(torn):
            continue
        meant = _sounding_like(torn)
        if meant and segmenter.cutter.knows(meant):
            return chunk[: first.start] + meant + chunk[first.start + len(torn) :]
    return ""


def _may_be_torn(piece: Piece, segmenter: Segmenter) -> bool:
    """Whether a piece may be half of a mistyped word: an unknown word, or a particle of one character
    that neither asks nor denies."""
    is_particle = piece.kind == "filler" and len(piece.text) == 1 and piece.text not in DENYING
    return piece.kind == "word" or (is_particle and segmenter.cutter.tag(piece.text)[:1] not in ASKING_TAGS)


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=2)
def _by_sound(terms: frozenset[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    cut = vocabulary.cutter().cut
    words = {word for term in terms if len(term) > 2 for word in cut(term) if len(word) > 1}
    for term in terms | words:
        found[sound(term)].append(term)
    return found
