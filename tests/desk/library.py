"""What the tests of the desk make: users of a role, texts that are read."""

from collections.abc import Callable
from time import sleep

import psycopg2
import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection
from django.utils import timezone

from documents.models import SourceFile
from documents.roles import ensure_roles
from documents.services import sources, work
from regulations.services.ingest import ingest_source

PASSWORD = "a-long-password-7"
Staff = Callable[[str], User]
LOCK = "SELECT pg_advisory_lock(%s, %s)"


class Worker:
    """Somebody else at work on a file, until killed."""

    def __init__(self, source: SourceFile) -> None:
        place = {**connection.get_connection_params(), "cursor_factory": None}
        self.source = source.pk
        self.session = psycopg2.connect(**place)
        self.session.cursor().execute(LOCK, [work._PLACE, source.pk])
        SourceFile.objects.filter(pk=source.pk).update(state="running", heartbeat_at=timezone.now())

    def die(self) -> None:
        """The database has seen the connection go, as after ``kill -9``; it notes the end a moment later."""
        self.session.close()
        for _ in range(1000):
            if self.source not in work.at_work():
                return
            sleep(0.02)
        pytest.fail("the lock outlives its connection")


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
