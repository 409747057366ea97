"""Which text of an act was in force on a day.

In the room: the choice among editions, in Python and in SQL by the same rule. Not in the room: the status
of an act on a day (``regulations.status``), the words of a text.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Expression, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from regulations.citations.resolve import edition_on
from regulations.models import Version
from regulations.querysets import RegulationQuerySet

FIRST_DAY = Coalesce("effective_on", "edition_on")


def version_in_force(versions: Iterable[Version], day: date) -> Version | None:
    """The text of an act in force on a day: a law adopted in 2023 that takes effect in 2024 is not before.

    Returns the earliest text for a day before all, None where there is no text. Raises nothing.
    """
    held = {version.pk: version for version in versions}
    chosen = edition_on([(pk, version.first_day) for pk, version in held.items()], day)
    return held[chosen] if chosen is not None else None


def editions_in_force(act: str, day: Expression | F) -> QuerySet[Version, Any]:
    """The day that names the edition in force on ``day``, as a subquery's only row.

    ``act`` is the outer field that holds the act, ``editions_in_force("target", F("issued_on"))``. No row
    where no edition held was in force yet.
    """
    dated = Version.objects.filter(regulation=OuterRef(act), edition_on__isnull=False)
    in_force = dated.annotate(first=FIRST_DAY).filter(first__lte=day).order_by("-first", "-edition_on")
    return in_force.values("edition_on")[:1]


def with_making(acts: RegulationQuerySet) -> RegulationQuerySet:
    """The acts with what their print tells of how they were made: ``signed_on`` of their document and
    ``told``, the history of their newest text, as ``wording.issued_word`` reads them.

    Example: ``with_making(Regulation.objects.public()).get(slug=slug).told``.
    """
    newest = Version.objects.filter(regulation=OuterRef("pk"), is_current=True).values("history")[:1]
    return acts.annotate(signed_on=F("document__signed_on"), told=Subquery(newest))


def named_day(text: str) -> date | None:
    """The day by which an address names an edition, ``?edition=2017-11-04``.

    >>> named_day("2017-11-04")
    datetime.date(2017, 11, 4)

    Returns None for any other words. Raises nothing.
    """
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
