"""A file that is to be looked at first changes nothing that is public, whoever brings it."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client

from documents import selectors
from documents.models import ActionRecord, Document, SourceFile
from documents.services import uploads
from documents.services.sources import PUBLIC_AT_ONCE, WOULD_CHANGE_PUBLIC
from regulations.models import Provision, Regulation, Version
from regulations.services.ingest import ingest_source
from tests.desk.library import Staff, load
from tests.library.samples import CORRECTED, LAW, LAW_AMENDED, NOTICE

pytestmark = pytest.mark.django_db
OLD, NEW = "本市行政区域内的既有住宅", "本市城区内的既有住宅"


def bring(text: str, role: str, staff: Staff, *, hold: bool) -> SourceFile:
    """A person uploads a text and a worker reads it."""
    file = ContentFile(text.encode(), name="更正.txt")
    (answer,) = uploads.receive(files=[file], user=staff(role), hold=hold)
    assert answer.source is not None
    ingest_source(answer.source.pk)
    answer.source.refresh_from_db()
    return answer.source


def words() -> str:
    return "".join(Provision.objects.filter(version__is_current=True).values_list("text", flat=True))


@pytest.mark.parametrize(("role", "hold"), [("editor", False), ("editor", True), ("reviewer", True)])
def test_what_is_public_stays_as_it_is(staff: Staff, role: str, hold: bool) -> None:
    first = load(NOTICE)
    source = bring(CORRECTED, role, staff, hold=hold)
    assert (source.state, source.error, source.hold) == ("waiting", WOULD_CHANGE_PUBLIC, True)
    assert OLD in words()
    assert NEW not in words()
    assert Document.objects.get().issue.source == first


def test_a_person_who_may_publish_lets_it_through(staff: Staff) -> None:
    load(NOTICE)
    source = bring(CORRECTED, "editor", staff, hold=True)
    reviewer, client = staff("reviewer"), Client()
    client.force_login(reviewer)
    assert "写入并公开" in client.get("/desk/uploads/").content.decode()
    assert client.post(f"/desk/sources/{source.pk}/replace/").status_code == 302
    ingest_source(source.pk)
    assert NEW in words()
    assert Document.objects.get().publication == "published"
    told = ActionRecord.objects.filter(user=reviewer, verb="reread").latest("pk")
    assert (told.before, told.after) == ({"hold": True}, {"hold": False})
    assert client.post(f"/desk/sources/{source.pk}/replace/").status_code == 404


def test_an_editor_is_offered_no_such_thing(staff: Staff) -> None:
    load(NOTICE)
    source = bring(CORRECTED, "editor", staff, hold=True)
    client = Client()
    client.force_login(source.uploaded_by)
    page = client.get("/desk/uploads/").content.decode()
    assert WOULD_CHANGE_PUBLIC[:20] in page
    assert 'name="hold"' not in page
    assert "/replace/" not in page


def test_a_new_file_of_an_editor_waits_whatever_the_form_says(staff: Staff) -> None:
    source = bring(NOTICE, "editor", staff, hold=False)
    assert source.state == "done"
    assert Document.objects.get().publication == "draft"


def test_drafts_may_be_changed_by_a_file_that_is_held(staff: Staff) -> None:
    load(NOTICE, hold=True)
    source = bring(CORRECTED, "editor", staff, hold=True)
    assert source.state == "done"
    assert NEW in words()
    assert Document.objects.get().publication == "draft"


def test_a_reviewer_without_the_wish_changes_what_is_public(staff: Staff) -> None:
    load(NOTICE)
    source = bring(CORRECTED, "reviewer", staff, hold=False)
    assert source.state == "done"
    assert NEW in words()


@pytest.mark.parametrize(("role", "hold"), [("editor", False), ("reviewer", True)])
def test_a_law_has_no_draft_and_waits(staff: Staff, role: str, hold: bool) -> None:
    load(LAW, "法.md")
    source = bring(LAW_AMENDED, role, staff, hold=hold)
    assert (source.state, source.error) == ("waiting", PUBLIC_AT_ONCE)
    assert Version.objects.count() == 1
    assert Version.objects.get().source != source


def test_a_law_is_written_once_somebody_lets_it_through(staff: Staff, client_of: Any) -> None:
    source = bring(LAW, "editor", staff, hold=True)
    assert not Regulation.objects.exists()
    client = client_of("reviewer")
    assert "写入并公开" in client.get("/desk/uploads/").content.decode()
    client.post(f"/desk/sources/{source.pk}/replace/")
    assert ingest_source(source.pk)
    assert Regulation.objects.get(is_stub=False).versions.get().source == source


@pytest.mark.parametrize(
    ("first", "second", "words"), [(NOTICE, CORRECTED, NEW), (LAW, LAW_AMENDED, "特种设备")]
)
def test_what_waits_can_be_read_by_who_decides(
    staff: Staff, client_of: Any, first: str, second: str, words: str
) -> None:
    load(first)
    source = bring(second, "editor", staff, hold=True)
    address = f"/desk/sources/{source.pk}/"
    page = client_of("reviewer").get(address).content.decode()
    assert source.error in page
    assert words in page
    assert f"{address}replace/" in page
    assert f"{address}replace/" not in client_of("reader").get(address).content.decode()
    source.refresh_from_db()
    assert source.text.text.strip() == second.strip()


def test_a_law_that_is_public_is_read_again_as_before(staff: Staff) -> None:
    source = load(LAW, "法.md")
    SourceFile.objects.filter(pk=source.pk).update(hold=True, state="queued")
    assert ingest_source(source.pk)


def test_a_law_with_a_long_head_is_a_law() -> None:
    """The reader of single acts and the writer of laws look for the end of the head in the same lines."""
    title, _, rest = LAW.partition("\n")
    source = load(title + "\n" * 250 + rest, "长.md")
    assert source.state == "done"
    assert Regulation.objects.get(is_stub=False).document is None


def test_a_failed_file_with_the_same_words_waits_for_nobody(staff: Staff, client_of: Any) -> None:
    source = load(NOTICE)
    SourceFile.objects.filter(pk=source.pk).update(state="failed", error=WOULD_CHANGE_PUBLIC, hold=True)
    client = client_of("reviewer")
    assert "/replace/" not in client.get("/desk/uploads/").content.decode()
    assert client.post(f"/desk/sources/{source.pk}/replace/").status_code == 404


@pytest.mark.parametrize(("hold", "error"), [(False, "请核对。"), (True, "")])
def test_a_file_that_waits_is_held_and_says_why(hold: bool, error: str) -> None:
    source = load(NOTICE)
    waiting = SourceFile.objects.filter(pk=source.pk)
    with pytest.raises(IntegrityError, match="source_waits_held_and_says_why"), transaction.atomic():
        waiting.update(state="waiting", hold=hold, error=error)


def test_what_waits_is_neither_failed_nor_at_work(staff: Staff, client_of: Any) -> None:
    load(NOTICE)
    bring(CORRECTED, "editor", staff, hold=True)
    state = {"total": 2, "done": 1, "failed": 0, "waiting": 1, "running": 0}
    assert selectors.load_state() == state
    page = client_of("reviewer").get("/desk/uploads/").content.decode()
    assert "等待核对" in page
    assert "没有成功" not in page
    assert "重试" not in page
