"""Statements composed once: a queryset whose SQL is kept, run again and again with other values.

In the room: places for values in a queryset, its SQL kept and planned once, its rows. Not in the room:
any query of the library; the selectors say what they ask.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, F, Field, Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from psycopg2.extensions import AsIs

from jincheng_gov.prepared import Prepared

Row = TypeVar("Row", covariant=True)


class Slot(Expression):
    """The place of a value that each run sets: ``queryset.filter(slug=Slot("slug"))``."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """One parameter, which is the slot itself until a run fills it."""
        return "%s", (self,)


class _AnyOf(Lookup[Any]):
    lookup_name = "any_of"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY {right}", (*left_params, *right_params)


def any_of(path: str, slot: Slot) -> Lookup[Any]:
    """A condition: the value at ``path`` is one of the list in ``slot``.

    Example: ``queryset.filter(any_of("target_id", Slot("texts")))``. Returns an expression to filter
    by. Raises nothing.
    """
    return _AnyOf(F(path), slot)


@dataclass(frozen=True, slots=True)
class _Composed:
    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    prepared: Prepared | None


class Statement(Generic[Row]):
    """A queryset with slots, composed at its first run; Django's work on it is not done again, nor
    PostgreSQL's on a connection, except where a ``plan_each`` has it choose its way by the values.

    Example: ``held = Statement(lambda: Regulation.objects.filter(slug=Slot("slug")))``, then
    ``held(slug="minfadian")``. A run returns the rows as the queryset would (objects, tuples). Raises
    ``KeyError`` where a slot gets no value; a queryset that prefetches is refused with ``ValueError``.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Row]], *, plan_each: bool = False) -> None:
        self._build = build
        self._plan_each = plan_each
        self._composed: _Composed | None = None

    def __call__(self, **values: object) -> list[Row]:
        held = self._composed or self._compose()
        params = tuple(values[each.name] if isinstance(each, Slot) else each for each in held.params)
        if held.prepared is None:
            return list(_filled(held, params))
        return held.prepared.run(lambda: list(_filled(held, params)))

    def _compose(self) -> _Composed:
        queryset = self._build()
        if getattr(queryset, "_prefetch_related_lookups", ()):
            raise ValueError("A statement composed once cannot prefetch.")
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        composed = _Composed(queryset, compiler, sql, tuple(params), None)
        self._composed = composed if self._plan_each else _prepared(composed)
        return self._composed


def _prepared(composed: _Composed) -> _Composed:
    """The statement under a name of its own: a number for each slot, all other values written out."""
    slots = list(dict.fromkeys(each.name for each in composed.params if isinstance(each, Slot)))
    written = [
        AsIs(f"${slots.index(each.name) + 1}") if isinstance(each, Slot) else each for each in composed.params
    ]
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        sql = cursor.mogrify(composed.sql, written).decode()
    prepared = Prepared(f"held_{sha256(sql.encode()).hexdigest()[:16]}", sql, values=len(slots))
    first = {each.name: each for each in reversed(composed.params) if isinstance(each, Slot)}
    return replace(
        composed, sql=prepared.call, params=tuple(first[name] for name in slots), prepared=prepared
    )


def _filled(held: _Composed, params: tuple[Any, ...]) -> Any:
    """The rows of one run, read by the iterable that Django gives the queryset."""
    compiler = copy(held.compiler)
    compiler.connection = connections[DEFAULT_DB_ALIAS]
    query = copy(held.queryset.query)
    for owner, name, answer in ((compiler, "as_sql", (held.sql, params)), (query, "get_compiler", compiler)):
        setattr(owner, name, lambda *_, answer=answer, **__: answer)
    run: Any = type(held.queryset)(model=held.queryset.model, query=query, using=DEFAULT_DB_ALIAS)
    run._fields = getattr(held.queryset, "_fields", None)
    return held.queryset._iterable_class(run)
