"""Admin pages on which people write rows by hand: each writing stands in the record of actions.

In the room: the common ground of such pages, users and their roles. Not in the room: what the record
says (``services.record_rows``), pages that only look at rows (``documents.admin``).
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import reverse

from documents.desk_guard import staff
from documents.roles import ROLE_NAMES
from documents.services import record_rows


class Recorded(admin.options.BaseModelAdmin[Any]):
    """Mixed into an admin page: what is added, changed and removed there is recorded with its values."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Remember what stood before."""
        if change:
            setattr(obj, "_stood", record_rows.stored_values(obj))  # noqa: B010
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """Record the new row."""
        record_rows.record_added(user=staff(request), row=obj, address=_address(obj))
        entry: LogEntry = super().log_addition(request, obj, message)  # type: ignore[misc]
        return entry

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """Record what differs now; a change that saved no form of the row is that of a password."""
        before = getattr(obj, "_stood", None)
        record_rows.record_changed(user=staff(request), row=obj, before=before, address=_address(obj))
        entry: LogEntry = super().log_change(request, obj, message)  # type: ignore[misc]
        return entry

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:
        """Record the rows that go."""
        rows = list(queryset)
        record_rows.record_removed(user=staff(request), rows=rows)
        return super().log_deletions(request, rows)  # type: ignore[misc]


def _address(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=(row.pk,))


class StaffUserAdmin(Recorded, UserAdmin):
    """Users and their roles. Nobody gives powers above a role but who has them, nor touches whom they exceed."""

    list_display = ("username", "last_name", "first_name", "is_active", "is_staff", "last_login")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    _FIELDS = (
        (None, {"fields": ("username", "password")}),
        ("本人", {"fields": ("last_name", "first_name", "email")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("日期", {"fields": ("last_login", "date_joined")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """What a user is and may; the power above all roles only for who has it."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        hidden = set() if staff(request).is_superuser else {"is_superuser"}
        return [
            (name, {"fields": tuple(field for field in options["fields"] if field not in hidden)})
            for name, options in self._FIELDS
        ]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Roles as boxes to tick, under their Chinese names."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "groups":
            field.widget = CheckboxSelectMultiple()
            field.choices = [
                (group.pk, ROLE_NAMES.get(group.name, group.name)) for group in Group.objects.all()
            ]
            field.help_text = (
                "阅览看工作台；编辑上传、更正；审核发布、确认效力、指定引用；管理另管用户和词库。"
            )
        return field

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A superuser is changed by a superuser only."""
        if obj is not None and obj.is_superuser and not staff(request).is_superuser:
            return False
        return super().has_change_permission(request, obj)


class StaffGroupAdmin(Recorded, GroupAdmin):
    """Roles; those of the site are made by its migrations."""
