"""Statements that PostgreSQL plans once a connection, since to plan them took longer than to run them.

In the room: a statement under a name, prepared at its first use on a connection, run with other
values. Not in the room: what is asked (title_lookup, candidate_texts).
"""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Prepared:
    """One statement with ``$1`` and so on for its values, whose types are named in their order.

    Example: ``Prepared("search_acts", "SELECT pk FROM act WHERE pk = ANY($1)", "bigint[]")``.
    """

    def __init__(self, name: str, statement: str, *types: str) -> None:
        places = ", ".join(["%s"] * len(types))
        self._name = name
        self._prepare = f"PREPARE {name} ({', '.join(types)}) AS {statement}"
        self._execute = f"EXECUTE {name} ({places})"

    def fetch(self, *values: str | None) -> list[tuple[Any, ...]]:
        """The rows for some values, one for each place.

        Raises what the database raises.
        """
        with connection.cursor() as cursor:
            names = _prepared.setdefault(connection.connection, set())
            if not names:
                # else PostgreSQL plans anew for each value, since no estimate beats one that it knows
                cursor.execute("SET plan_cache_mode = force_generic_plan")
            if self._name not in names:
                cursor.execute(self._prepare)
                names.add(self._name)
            cursor.execute(self._execute, values)
            return cursor.fetchall()


def array(numbers: Sequence[int]) -> str:
    """Numbers as a value of type ``bigint[]``.

    Example: ``array([1, 2])`` is ``"{1,2}"``.
    """
    return "{" + ",".join(map(str, numbers)) + "}"
