"""Laws by the number of the order that made them public, as the heads of their texts tell it.

In the room: the look-up in the histories of texts. Not in the room: numbers that an act bears itself.
"""

from collections.abc import Iterable

from documents.text.document_numbers import find_document_numbers
from documents.text.numerals import write_number
from regulations.models import Version

_BLANKS = r"[\s\u3000]*"
_MADE_BY = ("公布", "修订")


def acts_of_order(number_key: str) -> list[int]:
    """The held laws that an order of this number made public, at first or revised as a whole, by id.

    Example: ``acts_of_order("国务院令||641")`` is the 城镇排水与污水处理条例, whose head reads
    2013年10月2日 中华人民共和国国务院令第641号公布; an order that only amended it is none of its own.
    Returns ids in rising order, none for what is no number of an order. One query at most. Raises nothing.
    """
    organ, _, serial = number_key.split("|") if number_key.count("|") == 2 else ("", "", "")
    if not (organ.endswith("令") and serial.isdecimal()):
        return []
    told = f"令{_BLANKS}(第{_BLANKS})?({serial}|{write_number(int(serial))}){_BLANKS}号"
    texts = Version.objects.filter(
        regulation__document=None, regulation__is_stub=False, history__regex=told
    ).values_list("regulation", "history")
    return sorted({act for act, history in texts if number_key in _keys(history)})


def _keys(history: Iterable[tuple[str, str | None, str]]) -> set[str]:
    """The keys of the numbers of orders in a history."""
    made = (by for kind, _, by in history if kind in _MADE_BY)
    return {found.number.key for by in made for found in find_document_numbers(by)}
