"""The admin: upload, confirm and reject, publish and withdraw, merge."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from documents.models import ActionRecord, Document, Finding, SourceFile
from regulations.models import Citation, Effect, Redirect, Regulation
from regulations.services.ingest import ingest_source
from regulations.services.stubs import stub_for
from tests.library.samples import NOTICE
from tests.library.test_ingest import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    """A client logged in as a superuser made for this test."""
    user = User.objects.create_superuser("clerk", password="a-long-password")
    client.force_login(user)
    return client


def upload(client: Client, data: bytes, name: str = "a.txt") -> int:
    """Send one file through the admin form; returns the HTTP status."""
    response = client.post(
        "/admin/documents/sourcefile/add/", {"kind": "gazette", "file": SimpleUploadedFile(name, data)}
    )
    return response.status_code


def test_an_upload_is_read_like_any_file(
    staff: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """Registered, handed to a worker after the commit, its documents there."""
    with django_capture_on_commit_callbacks(execute=True):
        assert upload(staff, NOTICE.encode()) == 302
    source = SourceFile.objects.get()
    assert (source.state, source.uploaded_by.username if source.uploaded_by else "") == ("done", "clerk")
    assert Document.objects.get().publication == "published"


def test_the_same_upload_twice_is_one_file(
    staff: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """The second leads to the first."""
    with django_capture_on_commit_callbacks(execute=True):
        upload(staff, NOTICE.encode())
        upload(staff, NOTICE.encode(), "b.txt")
    assert SourceFile.objects.count() == 1


def test_an_empty_upload_is_refused_in_the_form(staff: Client) -> None:
    """No row, the form again."""
    assert upload(staff, b"") == 200
    assert not SourceFile.objects.exists()


def test_nobody_uploads_without_login(client: Client) -> None:
    """The admin is for staff."""
    assert upload(client, NOTICE.encode()) == 302
    assert not SourceFile.objects.exists()


def act(client: Client, model: str, action: str, pks: list[int]) -> None:
    """Run an admin action on rows."""
    response = client.post(
        f"/admin/{model}/", {"action": action, "_selected_action": [str(pk) for pk in pks]}, follow=True
    )
    assert response.status_code == 200


def test_rejecting_a_repeal_brings_the_act_back(staff: Client) -> None:
    """Rejected: no repeal; confirmed: repealed by a confirmed clause."""
    load(NOTICE)
    repeal = Effect.objects.get(kind__in=("repeal", "replace"))
    act(staff, "regulations/effect", "reject", [repeal.pk])
    assert Regulation.objects.get(pk=repeal.target_id).repealed_on is None
    act(staff, "regulations/effect", "confirm", [repeal.pk])
    target = Regulation.objects.get(pk=repeal.target_id)
    assert (str(target.repealed_on), target.repealed_basis) == ("2023-04-01", "confirmed")


def test_withdrawing_hides_and_publishing_shows(staff: Client, client: Client) -> None:
    """A withdrawn document is in no list of the API or the search."""
    load(NOTICE)
    document = Document.objects.get()
    act(staff, "documents/document", "withdraw", [document.pk])
    assert client.get("/r/mczb-2023-5-1/").status_code == 404
    assert client.get("/api/v1/search/", {"q": "加装电梯"}).json()["results"] == []
    act(staff, "documents/document", "publish", [document.pk])
    assert client.get("/r/mczb-2023-5-1/").status_code == 200
    assert client.get("/api/v1/search/", {"q": "加装电梯"}).json()["results"] != []


def test_two_stubs_of_one_act_are_merged(staff: Client) -> None:
    """The address of the merged stub leads to the one that stays; its citations too."""
    load(NOTICE)
    kept = Regulation.objects.get(title_key="特种设备安全法")
    other = stub_for(title="特种设备安全的法律")
    Citation.objects.filter(target=kept).update(target=other)
    act(staff, "regulations/regulation", "merge_stubs", [kept.pk, other.pk])
    assert Redirect.objects.get(slug=other.slug).regulation == kept
    assert Citation.objects.filter(target=kept).exists()
    assert ActionRecord.objects.get(verb="merge").username == "clerk"


def test_a_citation_is_split_off_and_stays_so(staff: Client) -> None:
    """A stub of its own, in the history, kept when the file is read again; stray choices refused."""
    source = load(NOTICE)
    citation = Citation.objects.get(title_key="特种设备安全法", regulation__ordinal=1)
    former = citation.target
    act(staff, "regulations/citation", "split", [citation.pk])
    SourceFile.objects.update(state="queued")
    ingest_source(source.pk)
    citation.refresh_from_db()
    assert citation.target != former
    assert (citation.target.title if citation.target else "") == "中华人民共和国特种设备安全法"
    assert ActionRecord.objects.filter(verb="split").count() == 1
    act(staff, "regulations/citation", "split", list(Citation.objects.values_list("pk", flat=True)))
    assert ActionRecord.objects.filter(verb="split").count() == 1


def test_two_held_acts_are_never_merged(staff: Client) -> None:
    """Refused with a message; both stay."""
    load(NOTICE)
    held = list(Regulation.objects.filter(is_stub=False).values_list("pk", flat=True))
    act(staff, "regulations/regulation", "merge_stubs", held)
    assert Regulation.objects.filter(pk__in=held).count() == 2


def test_a_finding_is_ticked_off_with_a_reason(staff: Client) -> None:
    """Done with a reason, by whom and when; open again without one."""
    source = load(NOTICE)
    finding = Finding.objects.create(source=source, code="sample", severity="info", line=3, message="示例")
    address = f"/admin/documents/finding/{finding.pk}/change/"
    staff.post(address, {"resolution": "原文如此"})
    finding.refresh_from_db()
    assert finding.resolved_at is not None
    assert finding.resolved_by is not None
    staff.post(address, {"resolution": ""})
    finding.refresh_from_db()
    assert finding.resolved_at is None
    assert list(ActionRecord.objects.order_by("pk").values_list("verb", flat=True)) == ["tick", "reopen"]


def test_a_person_sets_the_target_of_a_citation(staff: Client) -> None:
    """The decision stands after the file is read again."""
    source = load(NOTICE)
    citation = Citation.objects.get(title_key="特种设备安全法", regulation__ordinal=1)
    meant = stub_for(title="特种设备安全监察条例")
    staff.post(
        f"/admin/regulations/citation/{citation.pk}/change/", {"target": str(meant.pk), "target_path": ""}
    )
    SourceFile.objects.update(state="queued")
    ingest_source(source.pk)
    citation.refresh_from_db()
    assert (citation.target, citation.decided_by is not None) == (meant, True)
