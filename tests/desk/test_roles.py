"""Who may open and who may do what: each page, each role, and no role at all."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from documents.models import ActionRecord, Document, Finding, SourceFile
from documents.roles import PERMISSIONS, ensure_roles
from tests.desk.library import PASSWORD, Staff

pytestmark = pytest.mark.django_db
PAGES = (
    "/desk/", "/desk/uploads/", "/desk/uploads/progress/", "/desk/findings/", "/desk/effects/",
    "/desk/citations/", "/desk/reports/", "/desk/history/", "/desk/history.csv",
)  # fmt: skip
FROM = {"/desk/uploads/": "editor", "/desk/history/": "reviewer", "/desk/history.csv": "reviewer"}
ROLES = ("reader", "editor", "reviewer", "administrator")
ACTIONS = {
    "/desk/findings/tick/": "editor",
    "/desk/effects/decide/": "reviewer",
    "/desk/sources/{source}/again/": "editor",
    "/desk/sources/{source}/publication/": "reviewer",
    "/desk/correct/?r=mczb-2023-5-1&path=art_2&field=text": "editor",
}


def test_the_groups_stand_and_making_them_twice_changes_nothing() -> None:
    ensure_roles(apps)
    before = sorted(Group.objects.values_list("name", "permissions__codename"))
    ensure_roles(apps)
    assert sorted(Group.objects.values_list("name", "permissions__codename")) == before
    assert {name for name, _ in before} == set(PERMISSIONS) == set(ROLES)


def test_an_unknown_permission_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PERMISSIONS, "reader", ("documents.fly",))
    with pytest.raises(LookupError, match=r"documents\.fly"):
        ensure_roles(apps)


@pytest.mark.parametrize("path", PAGES)
def test_without_login_every_page_leads_to_the_login(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/desk/login/?next={path}"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_is_its_own(client_of: Any, role: str) -> None:
    client = client_of(role)
    for path in PAGES:
        may = ROLES.index(role) >= ROLES.index(FROM.get(path, "reader"))
        assert client.get(path).status_code == (200 if may else 403), path


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ACTIONS)
def test_each_role_does_what_is_its_own(client_of: Any, source: SourceFile, role: str, path: str) -> None:
    answer = client_of(role).post(path.format(source=source.pk))
    may = ROLES.index(role) >= ROLES.index(ACTIONS[path])
    assert answer.status_code in ((302, 404) if may else (403,))


def test_an_account_without_a_role_sees_nothing(db: None) -> None:
    client = Client()
    client.force_login(User.objects.create_user("nobody"))
    assert {client.get(path).status_code for path in PAGES} == {403}


def test_actions_are_not_done_by_following_a_link(client_of: Any, source: SourceFile) -> None:
    client = client_of("administrator")
    for path in ("/desk/findings/tick/", "/desk/effects/decide/", f"/desk/sources/{source.pk}/again/"):
        assert client.get(path).status_code == 405


def test_forms_need_their_token(staff: Staff, source: SourceFile) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff("administrator"))
    assert client.post(f"/desk/sources/{source.pk}/again/").status_code == 403


def test_the_way_back_stays_on_the_site(client_of: Any, source: SourceFile) -> None:
    client = client_of("editor")
    for wish in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.post("/desk/findings/tick/", {"reason": "x", "next": wish})
        assert answer.url == "/desk/findings/"


def test_login_and_its_limit(staff: Staff) -> None:
    user, client = staff("editor"), Client()
    good = {"username": user.username, "password": PASSWORD}
    assert client.post("/desk/login/", good)["Location"] == "/desk/"
    client.logout()
    for _ in range(10):
        assert client.post("/desk/login/", {**good, "password": "wrong"}).status_code == 200
    answer = client.post("/desk/login/", good)
    assert answer.status_code == 429
    assert "尝试次数过多" in answer.content.decode()


def test_desk_pages_are_never_kept(client_of: Any) -> None:
    assert "no-store" in client_of("reader").get("/desk/")["Cache-Control"]


def test_ticking_and_opening_again_are_recorded(client_of: Any, source: SourceFile) -> None:
    row = Finding.objects.create(source=source, code="x", severity="warning", line=3, message="看一看")
    client = client_of("editor")
    client.post("/desk/findings/tick/", {"id": row.pk, "reason": ""})
    row.refresh_from_db()
    assert row.resolved_at is None
    client.post("/desk/findings/tick/", {"id": row.pk, "reason": "核对无误"})
    row.refresh_from_db()
    assert (row.resolution, row.resolved_by.username) == ("核对无误", "editor-1")  # type: ignore[union-attr]
    client.post(f"/desk/findings/{row.pk}/reopen/")
    row.refresh_from_db()
    assert row.resolved_at is None
    assert list(ActionRecord.objects.values_list("verb", flat=True)) == ["reopen", "tick"]


def test_publication_only_of_the_sources_own(client_of: Any, source: SourceFile) -> None:
    client = client_of("reviewer")
    own = Document.objects.get()
    client.post("/desk/sources/999999/publication/", {"id": own.pk, "wish": "withdraw"})
    own.refresh_from_db()
    assert own.publication == "published"
    client.post(f"/desk/sources/{source.pk}/publication/", {"id": own.pk, "wish": "withdraw", "reason": "误"})
    own.refresh_from_db()
    assert own.publication == "withdrawn"
    assert ActionRecord.objects.get().reason == "误"


def test_an_administrator_edits_the_thesaurus_and_others_do_not(staff: Staff) -> None:
    for role in ROLES:
        user = staff(role)
        for permission in ("search.change_synonym", "search.view_querymiss"):
            assert user.has_perm(permission) is (role == "administrator"), (role, permission)


def test_an_app_without_permissions_yet_is_passed_over() -> None:
    """A fresh database makes the roles before the permissions of the search."""
    Permission.objects.filter(content_type__app_label="search").delete()
    Group.objects.all().delete()
    ensure_roles(apps)
    assert Group.objects.count() == len(ROLES)
