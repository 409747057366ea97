"""The same act in other years and other places, found by title.

In the room: the annual series, the district's version, earlier and later acts of the same title.
Not in the room: comparing their texts, succession by repeal (``chain``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, Q, QuerySet, TextField

from regulations.insight.titles import (
    LIKE,
    issued_title,
    place_of,
    series_form,
    telling_pieces,
    title_likeness,
    year_in,
)
from regulations.models import Regulation
from regulations.querysets import TitlePieces
from regulations.statements import Slot, Statement

MOST_LOOKED_AT = 400
MOST = 12
_WRAPPERS = ("notice",)


@dataclass(frozen=True, slots=True)
class Kin:
    """Another text of the same act. ``relation``: series (other year, same place) or place (elsewhere)."""

    act: Regulation
    code: str
    relation: str
    place: str
    year: int | None
    likeness: float


def _candidates(wrappers: bool) -> QuerySet[Regulation]:
    """Public texts whose title has a given piece, the newest first; found through the index of pieces."""
    role = Q(role__in=_WRAPPERS)
    document = Slot("document")
    return (
        Regulation.objects.public()
        .held()
        .alias(pieces=TitlePieces("title_key"))
        .filter(role if wrappers else ~role, document__isnull=False)
        .filter(pieces__overlap=Slot("pieces", ArrayField(TextField())))
        .exclude(document=document)
        .with_status(Slot("on", DateField()))
        .order_by("-issued_on", "-pk")[:MOST_LOOKED_AT]
    )


# which pieces are rare decides whether their index is the shorter way
_TEXTS, _NOTICES = (
    Statement(lambda: _candidates(False), plan_each=True),
    Statement(lambda: _candidates(True), plan_each=True),
)


def find_kin(act: Regulation, on: date) -> list[Kin]:
    """The annual series and other places' versions of an act, newest and likeliest first. One query.

    Enclosures are held against enclosures and notices against notices; a notice that issues an act
    goes by the act's title. Only public texts, at most twelve of either relation.
    """
    if not act.title_key:
        return []
    look_up = _NOTICES if act.role in _WRAPPERS else _TEXTS
    rows = look_up(pieces=telling_pieces(act.title), document=act.document_id or 0, on=on)
    found = [kin for row in rows if row.pk != act.pk and (kin := _kin(act, row))]
    found.sort(key=lambda kin: (-(kin.year or 0), -kin.likeness))
    series, places = split_kin(found)
    return places[:MOST] + series[:MOST]


def text_beside(act: Regulation, title: str, number: str, slug: str, series: Sequence[Kin]) -> str:
    """The slug of the text of another act that is worth laying beside this one.

    Example: beside a 办法 not the notice that issued its predecessor, but the predecessor itself, which
    ``series`` holds. Returns an empty string where only the notice is known. Raises nothing.
    """
    if act.role in _WRAPPERS or issued_title(title) == title:
        return slug
    return next((kin.act.slug for kin in series if number and kin.act.doc_number == number), "")


def _kin(act: Regulation, other: Regulation) -> Kin | None:
    likeness = title_likeness(*(series_form(issued_title(each.title)) for each in (act, other)))
    if likeness < LIKE:
        return None
    here, there = place_of(act.title, act.issuer), place_of(other.title, other.issuer)
    return Kin(
        act=other,
        code=str(getattr(other, "status_code", "unknown")),
        relation="series" if here == there else "place",
        place=there,
        year=year_in(other.title) or (other.issued_on.year if other.issued_on else None),
        likeness=likeness,
    )


def split_kin(kin: Sequence[Kin]) -> tuple[list[Kin], list[Kin]]:
    """The series and the other places, apart."""
    return [each for each in kin if each.relation == "series"], [
        each for each in kin if each.relation == "place"
    ]
