"""The record of rows that people write by hand in the admin.

In the room: the values of a row in words, what is written down when one is added, changed or removed.
Not in the room: the writing of the rows themselves (the admin), actions with a service of their own.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Field, Model

from documents.models import ActionRecord
from documents.roles import ROLE_NAMES
from documents.services.history import record_action

_NOT_TOLD = frozenset({"password", "last_login", "date_joined"})
_PASSWORD = {"密码": "另设"}


def values_of(row: Model) -> dict[str, str]:
    """What a row says, by the names that people see; its key and a password are left out.

    Example: ``values_of(synonym)["日常说法"] == "装电梯"``; one query for each relation to many rows.
    """
    fields = (field for field in row._meta.fields if not field.primary_key and field.name not in _NOT_TOLD)
    values = {str(field.verbose_name): _value(row, field) for field in fields}
    for relation in row._meta.many_to_many:
        names = (str(other) for other in relation.value_from_object(row))
        values[str(relation.verbose_name)] = "、".join(sorted(ROLE_NAMES.get(name, name) for name in names))
    return values


def stored_values(row: Model) -> dict[str, str]:
    """As ``values_of``, of what the database holds; raises ``DoesNotExist``."""
    return values_of(type(row)._default_manager.get(pk=row.pk))


def record_added(*, user: User, row: Model, address: str = "") -> ActionRecord:
    """Write down that a person added a row; call inside the transaction that adds it."""
    return record_action(
        user=user, verb=ActionRecord.Verb.ADD, subject=row, label=_label(row), address=address,
        after={name: value for name, value in values_of(row).items() if value},
    )  # fmt: skip


def record_changed(
    *, user: User, row: Model, before: dict[str, str] | None, address: str = ""
) -> ActionRecord | None:
    """Write down what a person changed, None where nothing differs; without ``before`` a new password.

    Example: ``record_changed(user=user, row=synonym, before=stored_values(synonym))``.
    """
    if before is None:
        changed_before, changed_after = {}, _PASSWORD
    else:
        after = values_of(row)
        names = [name for name in after if after[name] != before.get(name)]
        changed_before = {name: before.get(name, "") for name in names}
        changed_after = {name: after[name] for name in names}
    if not changed_after:
        return None
    return record_action(
        user=user, verb=ActionRecord.Verb.CHANGE, subject=row, label=_label(row), address=address,
        before=changed_before, after=changed_after,
    )  # fmt: skip


@transaction.atomic
def record_removed(*, user: User, rows: list[Model]) -> int:
    """Write down that a person removes these rows, with what they said; returns how many."""
    for row in rows:
        record_action(
            user=user, verb=ActionRecord.Verb.REMOVE, subject=row, label=_label(row),
            before={name: value for name, value in values_of(row).items() if value},
        )  # fmt: skip
    return len(rows)


def _label(row: Model) -> str:
    return f"{row._meta.verbose_name}：{row}"


def _value(row: Model, field: "Field[Any, Any]") -> str:
    shown = getattr(row, f"get_{field.name}_display", None)
    value = shown() if shown else getattr(row, field.name)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
