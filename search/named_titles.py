"""Acts by a title that is written with a slip: one character wrong, missing or too many.

In the room: the distance of two titles, whether a wrong character is a slip or another word. Not in
the room: finding titles that are half right (title_lookup), titles as they are, shortened ones (exact).
"""

import re
from collections.abc import Iterable, Iterator
from operator import ne

from django.db.models import Q

from documents.text.titles import short_key
from search import vocabulary
from search.backends.postgres import Matches
from search.initials import sound
from search.models import SearchEntry
from search.planner import Term
from search.title_lookup import TitledAct
from search.tsvector import term_query

SHORTEST = 6
SHORTEST_PART = 5
LONGEST = 60
MOST = 3
# …管理办法（试行） · …应急预案（2023年修订）
_STATE_OF_TEXT = re.compile(
    r"(?<=.{4})(?:试行|暂行|草案|修订版?|(?:19|20)[0-9]{2}年?(?:修[订正]版?|版)?){1,6}$"
)


def without_state(key: str) -> str:
    """The key of a title without what it says of the state of the text: 试行, 2023年修订."""
    return _STATE_OF_TEXT.sub("", key)


def acts_by_slip(key: str, alike: Iterable[TitledAct]) -> list[TitledAct]:
    """The acts whose title, title without its region, or end of it differs from ``key`` by a slip.

    ``alike`` are the acts that hold half of it. Example: 互联网租凭自行车管理办法 names the act on
    互联网租赁自行车, 厨余拉圾管理办法 that on 城市厨余垃圾; 地质应急预案 is not the one on 地震.
    Returns at most three. Raises nothing.
    """
    if not SHORTEST <= len(key) <= LONGEST:
        return []
    return [act for act in alike if any(_is_meant(key, name) for name in _names(act, len(key)))][:MOST]


def part_by_slip(key: str, alike: Iterable[TitledAct]) -> str:
    """The part of a title, of whole words, that ``key`` is but for one wrong character; empty where a
    title holds it as it is.

    ``alike`` are the acts that hold half of it. Example: 互联网租凭自行车 gives 互联网租赁自行车.
    Returns the part, of local acts before national law. Raises nothing.
    """
    acts = list(alike)
    if not SHORTEST_PART <= len(key) <= LONGEST or any(key in act.title_key for act in acts):
        return ""
    found = [(act.level == "national", act.pk, part) for act in acts for part in _parts(act.title_key, key)]
    parts = dict.fromkeys(part for *_, part in sorted(found))
    return next((part for part in parts if _is_meant(key, part)), "")


def _parts(title: str, key: str) -> Iterator[str]:
    """The parts of a title that are as long as ``key``, differ from it by one character, so that one half
    is right, and cut no word."""
    middle = len(key) // 2
    starts = {*_places(key[:middle], title), *(at - middle for at in _places(key[middle:], title))}
    for start in sorted(starts):
        part = title[max(start, 0) : start + len(key)]
        if len(part) == len(key) and sum(map(ne, part, key)) == 1:
            words = vocabulary.segmenter().words(title)
            edges = {end for at, word in words for end in (at, at + len(word))}
            if {start, start + len(key)} <= edges:
                yield part


def _places(part: str, title: str) -> Iterator[int]:
    at = title.find(part)
    while at >= 0:
        yield at
        at = title.find(part, at + 1)


def is_one_slip(one: str, other: str) -> bool:
    """Whether two texts differ by one character: another one, one less or one more.

    Example: ``is_one_slip("管理办发", "管理办法")``.
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    shorter, longer = sorted((one, other), key=len)
    at = _first_difference(shorter, longer)
    return shorter[at + (len(one) == len(other)) :] == longer[at + 1 :]


def _names(act: TitledAct, length: int) -> Iterator[str]:
    title = without_state(act.title_key)
    yield title
    yield short_key(title)
    yield title[-length:]


def _is_meant(typed: str, name: str) -> bool:
    """Whether what was typed is a name with a slip in it, and not one that speaks of something else:
    a wrong character sounds like the right one, or makes no word of the texts with its neighbours."""
    if not is_one_slip(typed, name):
        return False
    if len(typed) != len(name):
        return True
    at = _first_difference(typed, name)
    if sound(typed[at]) == sound(name[at]):
        return True
    around = (typed[max(at - 1, 0) : at + 1], typed[at : at + 2])
    return not any(len(word) > 1 and _is_word(word) for word in around)


def _is_word(word: str) -> bool:
    """Whether two characters are a word that stands somewhere: a dictionary holds misspelt ones too."""
    if not vocabulary.cutter().knows(word):
        return False
    return SearchEntry.objects.filter(Q(Matches(term_query(Term(word))))).exists()


def _first_difference(shorter: str, longer: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
