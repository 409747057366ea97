"""Acts by a title that is written with a slip: one character wrong, missing or too many.

In the room: the distance of two titles. Not in the room: finding titles that are half right
(title_lookup), titles as they are, shortened ones (exact).
"""

from collections.abc import Iterable

from documents.text.titles import short_key
from search.title_lookup import TitledAct

SHORTEST = 6
LONGEST = 60
MOST = 3


def acts_by_slip(key: str, alike: Iterable[TitledAct]) -> list[TitledAct]:
    """The acts whose title, or title without its region, differs from ``key`` by one character.

    ``alike`` are the acts that hold half of it. Example: 互联网租凭自行车管理办法 names the act on
    互联网租赁自行车. Returns at most three. Raises nothing.
    """
    if not SHORTEST <= len(key) <= LONGEST:
        return []
    return [
        act
        for act in alike
        if any(is_one_slip(key, name) for name in (act.title_key, short_key(act.title_key)))
    ][:MOST]


def is_one_slip(one: str, other: str) -> bool:
    """Whether two texts differ by one character: another one, one less or one more.

    Example: ``is_one_slip("管理办发", "管理办法")``.
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    shorter, longer = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[at + (len(one) == len(other)) :] == longer[at + 1 :]
