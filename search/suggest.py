"""Suggestions while a reader types: titles of public texts that begin so, with or without the region.

In the room: one read by indexed prefixes. Not in the room: search itself.
"""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from documents.text.titles import short_key, title_key
from regulations.models import Regulation

MOST = 8
LONGEST = 60
_ROLES = ("body", "enclosure", "")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title to choose, and the number that tells it from others of the name."""

    title: str
    doc_number: str


def suggest(text: str) -> list[Suggestion]:
    """At most eight titles that begin like ``text``, the city's own before national laws. One query.

    Example: ``suggest("城市排水")[0].title`` is 晋城市城市排水管理办法. Nothing for less than two characters.
    """
    text = text.replace("\0", "")[:LONGEST]
    key = title_key(text)
    if len(key) < 2:
        return []
    begins = Q(title_key__startswith=key) | Q(short_key__startswith=short_key(text) or key)
    order = Case(When(document__isnull=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    acts = (
        Regulation.objects.public().held().filter(begins, role__in=_ROLES).order_by(order, "-issued_on", "id")
    )
    found = dict.fromkeys(
        Suggestion(title, number) for title, number in acts.values_list("title", "doc_number")[: MOST * 2]
    )
    return list(found)[:MOST]
