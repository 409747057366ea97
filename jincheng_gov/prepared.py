"""Statements that PostgreSQL plans once a connection, since to plan them took longer than to run them.

In the room: a statement under a name, prepared at its first use on a connection, run with other
values; prepared again where the connection or the tables are no longer what they were. Not in the
room: what is asked (``regulations.statements``, ``search``).
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import DatabaseError, connection

Result = TypeVar("Result")

_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
# a migration changed the type of a column; a pooler gave the session back empty
_OUTDATED = frozenset({"0A000", "26000"})


class Prepared:
    """One statement with ``$1`` and so on for its values; their types in order, none where it tells them.

    Example: ``Prepared("search_acts", "SELECT pk FROM act WHERE pk = ANY($1)", "bigint[]")``.
    """

    def __init__(self, name: str, statement: str, *types: str, values: int | None = None) -> None:
        places = ", ".join(["%s"] * (len(types) if values is None else values))
        typed = f" ({', '.join(types)})" if types else ""
        self._name = name
        self._prepare = f"PREPARE {name}{typed} AS {statement}"
        self.call = f"EXECUTE {name} ({places})" if places else f"EXECUTE {name}"

    def fetch(self, *values: str | None) -> list[tuple[Any, ...]]:
        """The rows for some values, one for each place.

        Raises what the database raises.
        """

        def ask() -> list[tuple[Any, ...]]:
            with connection.cursor() as cursor:
                cursor.execute(self.call, values)
                return cursor.fetchall()

        return self.run(ask)

    def run(self, ask: Callable[[], Result]) -> Result:
        """What ``ask`` gives, which executes ``call`` on the connection of this thread.

        Example: ``prepared.run(lambda: list(rows))``. Asks a second time where the statement stood no
        longer as it was prepared, but not within a transaction, which that has ended. Raises what the
        database raises.
        """
        self._stand()
        try:
            return ask()
        except DatabaseError as error:
            if getattr(error.__cause__, "pgcode", None) not in _OUTDATED or connection.in_atomic_block:
                raise
        self._forget()
        self._stand()
        return ask()

    def _stand(self) -> None:
        """Prepare the statement where this connection does not know it; no query of the page."""
        connection.ensure_connection()
        names = _prepared.setdefault(connection.connection, set())
        if self._name in names:
            return
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            if not names:
                # else PostgreSQL plans anew for each value, since no estimate beats one that it knows
                cursor.execute("SET plan_cache_mode = force_generic_plan")
            cursor.execute(self._prepare)
        names.add(self._name)

    def _forget(self) -> None:
        """Have this connection know no statement at all, whatever it has lost."""
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        _prepared.pop(connection.connection, None)


def array(numbers: Sequence[int]) -> str:
    """Numbers as a value of type ``bigint[]``.

    Example: ``array([1, 2])`` is ``"{1,2}"``.
    """
    return "{" + ",".join(map(str, numbers)) + "}"
