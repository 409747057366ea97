"""What the tests of the desk make: users of a role, texts that are read."""

from collections.abc import Callable

from django.apps import apps
from django.contrib.auth.models import Group, User

from documents.models import SourceFile
from documents.roles import ensure_roles
from documents.services import sources
from regulations.services.ingest import ingest_source

PASSWORD = "a-long-password-7"
Staff = Callable[[str], User]


def make_staff(role: str) -> User:
    """A user of a role."""
    ensure_roles(apps)
    user = User.objects.create_user(username=f"{role}-1", password=PASSWORD)
    user.groups.set(Group.objects.filter(name=role))
    return user


def load(text: str, name: str = "a.txt", *, hold: bool = False) -> SourceFile:
    """Register and read one text."""
    row, _ = sources.register_source(data=text.encode(), name=name)
    SourceFile.objects.filter(pk=row.pk).update(hold=hold)
    ingest_source(row.pk)
    row.refresh_from_db()
    return row
