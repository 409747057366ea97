"""Pinyin: how a word sounds, and first letters, wyc for 网约车, cylj for 厨余垃圾.

In the room: sounds; the letters of titles and terms, kept in memory until the acts change, and the
look-up by what a text begins with. Not in the room: other offers while typing (suggestions).
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from django.db.models import Count, Max
from pypinyin import Style, lazy_pinyin

from documents.text.titles import short_key
from regulations.models import Regulation
from search import vocabulary

SHORTEST, LONGEST = 2, 12
MOST_ACTS = 30_000
_LETTERS = re.compile(rf"[a-z]{{{SHORTEST},{LONGEST}}}")


def are_letters(typed: str) -> bool:
    """Whether a text may be first letters of pinyin."""
    return _LETTERS.fullmatch(typed.strip().lower()) is not None


def initials(text: str) -> str:
    """The first letters of a text; digits stay, all else is left out.

    Example: ``initials("网约车")`` is ``"wyc"``.
    """
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum()).lower()


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """How a word sounds, without tones: 下水到 and 下水道 sound the same."""
    return " ".join(lazy_pinyin(word))


def acts_beginning(letters: str) -> list[int]:
    """The acts whose title, with or without its region, begins with these letters, by their id.

    Example: ``acts_beginning("cylj")`` holds the act on 厨余垃圾.
    Returns ids, shorter titles first. Raises nothing.
    """
    held = Regulation.objects.public().filter(is_stub=False).exclude(role=Regulation.Role.NOTICE)
    state = held.aggregate(count=Count("pk"), last=Max("pk"))
    letters = letters.lower()
    found = _titles(state["count"], state["last"] or 0)
    return [pk for pk, names in found if any(name.startswith(letters) for name in names)]


def terms_beginning(letters: str) -> list[str]:
    """The everyday and official words that begin with these letters, shorter ones first."""
    letters = letters.lower()
    return [term for term, name in _terms() if name.startswith(letters)]


@lru_cache(maxsize=1)
def _titles(count: int, last: int) -> tuple[tuple[int, tuple[str, str]], ...]:
    held = Regulation.objects.public().filter(is_stub=False).exclude(role=Regulation.Role.NOTICE)
    rows = sorted(held.values_list("pk", "title_key")[:MOST_ACTS], key=lambda row: len(row[1]))
    return tuple((pk, (_start(short_key(title)), _start(title))) for pk, title in rows)


@cache
def _terms() -> tuple[tuple[str, str], ...]:
    return tuple(_lettered(sorted(vocabulary.official_terms(), key=lambda term: (len(term), term))))


def _lettered(terms: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((term, _start(term)) for term in terms)


def _start(text: str) -> str:
    return initials(text[: LONGEST + 4])
