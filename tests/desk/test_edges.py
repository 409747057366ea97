"""What nobody asks for at the desk, and is answered all the same."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from redis.exceptions import ConnectionError as NoServer

from documents.models import Finding, SourceFile
from documents.services import uploads
from tests.desk.library import PASSWORD, Staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["since=0001-01-01", "until=9999-12-31", "since=9999-12-31"])
@pytest.mark.parametrize("address", ["/desk/history/", "/desk/history.csv"])
def test_the_record_is_asked_for_to_the_ends_of_time(client_of: Any, address: str, query: str) -> None:
    assert client_of("reviewer").get(f"{address}?{query}").status_code == 200


def test_the_last_day_of_the_record_is_whole(client_of: Any, source: SourceFile) -> None:
    editor, reviewer = client_of("editor"), client_of("reviewer")
    editor.post(f"/desk/sources/{source.pk}/again/")
    day = source.created_at.astimezone().date()
    page = reviewer.get(f"/desk/history/?since={day}&until={day}").content.decode()
    assert source.name in page


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "0", "-1", "²", "一"])
def test_a_number_that_no_row_has_ticks_nothing(client_of: Any, source: SourceFile, number: str) -> None:
    finding = Finding.objects.create(source=source, code="x", severity="info", line=1, message="x")
    answer = client_of("editor").post("/desk/findings/tick/", {"id": number, "reason": "看过"})
    assert answer.status_code == 302
    finding.refresh_from_db()
    assert finding.resolved_at is None


def test_a_stored_file_is_only_looked_at_in_the_admin(client_of: Any, source: SourceFile) -> None:
    client = client_of("administrator")
    User.objects.update(is_staff=True)
    address = f"/admin/documents/sourcefile/{source.pk}/change/"
    page = client.get(address).content.decode()
    assert source.sha256 in page
    assert 'name="_save"' not in page
    assert client.post(address, {}).status_code == 403


def test_files_beyond_the_most_are_named(client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    files = [SimpleUploadedFile(f"{n}.txt", f"第{n}份".encode()) for n in range(4)]
    client = client_of("editor")
    client.post("/desk/uploads/", {"file": files})
    page = client.get("/desk/uploads/").content.decode()
    assert SourceFile.objects.count() == 2
    assert "1.txt：没有收下" not in page
    assert "2.txt：没有收下" in page
    assert "3.txt：没有收下" in page


def test_the_login_opens_while_tries_cannot_be_counted(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise NoServer

    for name in ("add", "incr", "delete"):
        monkeypatch.setattr(cache, name, down)
    user, client = staff("reader"), Client()
    form = {"username": user.username, "password": PASSWORD}
    assert client.post("/desk/login/", form | {"password": "another-one-8"}).status_code == 200
    assert client.post("/desk/login/", form).status_code == 302
