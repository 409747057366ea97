"""Queries over regulations: the status on a day in SQL, the same rule as ``regulations.status``.

Not in the room: what sets the life columns (``regulations.services.life``).
"""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Expression, F, Q, Value, When

if TYPE_CHECKING:
    from regulations.models import Regulation  # noqa: F401


def status_case(on: date | Expression, prefix: str = "") -> Case:
    """The status code on day ``on`` (or on the day that a slot takes) as SQL over the life columns.

    ``prefix`` is the lookup path to the regulation (``"regulation__"``), empty on its own table.
    The order of the branches is the rule of ``regulations.status.status_on``.
    """

    def q(**lookups: object) -> Q:
        return Q(**{prefix + key: value for key, value in lookups.items()})

    lapsed_first = q(expires_on__isnull=False) & q(expires_on__lt=F(prefix + "repealed_on"))
    return Case(
        When(q(repealed_on__lte=on) & ~lapsed_first, then=Value("repealed")),
        When(q(expires_on__lt=on), then=Value("expired")),
        When(q(effective_on__isnull=True), then=Value("unknown")),
        When(q(effective_on__gt=on), then=Value("not_yet")),
        When(q(spent_on__lte=on), then=Value("spent")),
        default=Value("in_force"),
        output_field=models.CharField(),
    )


def is_public(prefix: str = "") -> Q:
    """Texts behind a lookup path that anyone may read: ``Citation.objects.filter(is_public("target__"))``.

    Where the path leads to no text at all, the row counts as public.
    """
    return Q(**{f"{prefix}document__isnull": True}) | Q(**{f"{prefix}document__publication": "published"})


class TitlePieces(models.Func):
    """All pieces of four signs of a text, the whole where it is shorter; an index holds those of titles."""

    function = "title_pieces"
    output_field = ArrayField(models.TextField())


class RegulationQuerySet(models.QuerySet["Regulation"]):
    """Chains that read well: ``Regulation.objects.public().with_status(day)``."""

    def public(self) -> Self:
        """Texts that anyone may read: stubs, national laws, and those of published documents."""
        return self.filter(is_public())

    def held(self) -> Self:
        """Texts that the library has, no stubs."""
        return self.filter(is_stub=False)

    def with_status(self, on: date | Expression) -> Self:
        """Adds ``status_code`` on day ``on``."""
        return self.annotate(status_code=status_case(on))

    def in_status(self, code: str, on: date) -> Self:
        """Only those whose status on day ``on`` is ``code``."""
        return self.with_status(on).filter(status_code=code)
