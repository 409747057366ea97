"""Rows of several tables out of one plain statement, as the instances of their models.

In the room: the columns to select, the instances out of the values. Not in the room: the
statement itself (candidate_texts).
"""

from collections.abc import Sequence
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.base import ModelState

from search.models import SearchEntry


class Picked:
    """The columns of one table in a statement, and its place among the relations of the entry.

    ``name`` is the relation of ``above`` that leads here; columns ``without`` and those of JSON are
    read only when asked for, each by a query of its own.
    """

    def __init__(
        self,
        name: str,
        model: type[models.Model],
        *,
        above: str = "",
        without: Sequence[str] = (),
    ) -> None:
        self.name, self.above, self._model = name, above, model
        fields = [
            field
            for field in model._meta.concrete_fields
            if field.name not in without and not isinstance(field, models.JSONField)
        ]
        self.names = [field.attname for field in fields]
        self.columns = ", ".join(f"{name}.{field.column}" for field in fields)

    @staticmethod
    def assemble(tables: Sequence["Picked"], row: Sequence[Any]) -> SearchEntry:
        """The entry of a row with all its relations; the first of ``tables`` is the entry's own."""
        made: dict[str, Any] = {}
        at = 0
        for picked in tables:
            end = at + len(picked.names)
            instance = picked._instance(row[at:end]) if row[at] is not None else None
            made[picked.name] = instance
            above = made.get(picked.above)
            if above is not None:
                above._state.fields_cache[picked.name] = instance
            at = end
        return cast(SearchEntry, made[tables[0].name])

    def _instance(self, values: Sequence[Any]) -> models.Model:
        """An instance as ``Model.from_db`` makes it, without the signals of its construction."""
        instance = self._model.__new__(self._model)
        instance.__dict__.update(zip(self.names, values, strict=True))
        instance._state = ModelState()
        instance._state.db, instance._state.adding = DEFAULT_DB_ALIAS, False
        return instance
