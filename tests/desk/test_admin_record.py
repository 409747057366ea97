"""What people write by hand in the admin stands in the record of actions, with its values."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from documents.models import ActionRecord, Document, SourceFile
from search.models import QueryMiss, Synonym
from tests.desk.library import PASSWORD, Staff

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "another-long-word-8"


@pytest.fixture
def admin_client(staff: Staff) -> Client:
    """An administrator, who may enter the admin."""
    user = staff("administrator")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def the_record() -> ActionRecord:
    """The only record there is."""
    return ActionRecord.objects.get()


def synonym_form(**changed: Any) -> dict[str, Any]:
    """A whole form of the thesaurus."""
    return {
        "everyday": "升降匣",
        "official": "加升降匣",
        "field": "housing",
        "both_ways": "on",
        "is_active": "on",
        **changed,
    }


def test_a_new_pair_of_words_is_recorded(admin_client: Client) -> None:
    answer = admin_client.post("/admin/search/synonym/add/", synonym_form())
    assert answer.status_code == 302, answer.context["errors"]
    record = the_record()
    assert (record.get_verb_display(), record.username) == ("新增", "administrator-1")
    assert record.after["启用"] == "是"
    assert "加升降匣" in record.after.values()
    assert record.address == f"/admin/search/synonym/{Synonym.objects.get(everyday='升降匣').pk}/change/"


def test_a_change_tells_what_differs_and_nothing_else(admin_client: Client) -> None:
    row = Synonym.objects.create(
        everyday="升降匣", official="加升降匣", field="housing", edited=True, both_ways=True
    )
    admin_client.post(f"/admin/search/synonym/{row.pk}/change/", synonym_form(official="增设电梯"))
    record = the_record()
    assert (list(record.before.values()), list(record.after.values())) == (["加升降匣"], ["增设电梯"])
    assert record.verb == "change"


def test_saving_the_same_again_records_nothing(admin_client: Client) -> None:
    row = Synonym.objects.create(
        everyday="升降匣", official="加升降匣", field="housing", edited=True, both_ways=True
    )
    assert admin_client.post(f"/admin/search/synonym/{row.pk}/change/", synonym_form()).status_code == 302
    assert not ActionRecord.objects.exists()


def test_a_switch_in_the_list_is_recorded_for_the_row_that_changed(admin_client: Client) -> None:
    kept, switched = (Synonym.objects.create(everyday=word, official="厢式电梯") for word in ("甲匣", "乙匣"))
    form: dict[str, Any] = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "保存"}
    shown = admin_client.get("/admin/search/synonym/?q=匣").context["cl"].result_list
    assert {row.pk for row in shown} == {kept.pk, switched.pk}
    for place, row in enumerate(shown):
        form |= {f"form-{place}-id": row.pk} | ({f"form-{place}-is_active": "on"} if row == kept else {})
    assert admin_client.post("/admin/search/synonym/?q=匣", form).status_code == 302
    record = the_record()
    assert (record.object_id, record.after["启用"]) == (switched.pk, "否")


@pytest.mark.parametrize("many", [False, True])
def test_what_is_removed_is_told_with_its_values(admin_client: Client, many: bool) -> None:
    row = QueryMiss.objects.create(text="钛合金鱼竿", last_on="2026-01-01")
    if many:
        form = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        admin_client.post("/admin/search/querymiss/", form)
    else:
        admin_client.post(f"/admin/search/querymiss/{row.pk}/delete/", {"post": "yes"})
    assert not QueryMiss.objects.exists()
    record = the_record()
    assert record.verb == "remove"
    assert "钛合金鱼竿" in record.before.values()


def test_a_term_of_the_dictionary_is_recorded(admin_client: Client) -> None:
    form = {"term": "厨余垃圾", "kind": "term", "source": "人工"}
    answer = admin_client.post("/admin/search/dictionaryterm/add/", form)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert "厨余垃圾" in the_record().after.values()


def test_a_role_that_is_given_is_recorded_by_its_name(admin_client: Client, staff: Staff) -> None:
    user = staff("reader")
    groups = Group.objects.filter(name__in=("reader", "editor")).values_list("pk", flat=True)
    form = {"username": user.username, "is_active": "on", "groups": list(groups)}
    assert admin_client.post(f"/admin/auth/user/{user.pk}/change/", form).status_code == 302
    record = the_record()
    assert (list(record.before.values()), list(record.after.values())) == (["阅览"], ["编辑、阅览"])


def test_a_new_password_is_recorded_but_not_told(admin_client: Client, staff: Staff) -> None:
    user = staff("reader")
    form = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    admin_client.post(f"/admin/auth/user/{user.pk}/password/", form)
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    record = the_record()
    assert (record.before, record.after) == ({}, {"密码": "另设"})
    assert NEW_PASSWORD not in str(ActionRecord.objects.values())
    assert user.password not in str(ActionRecord.objects.values())


def test_an_administrator_gives_no_power_above_the_roles(admin_client: Client, staff: Staff) -> None:
    user = staff("reader")
    every = list(Permission.objects.values_list("pk", flat=True))
    form = {"username": user.username, "is_active": "on", "is_superuser": "on", "user_permissions": every}
    admin_client.post(f"/admin/auth/user/{user.pk}/change/", form)
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()


@pytest.mark.parametrize("page", ["change", "password"])
def test_an_administrator_does_not_touch_a_superuser(admin_client: Client, page: str) -> None:
    chief = User.objects.create_superuser("chief", password=PASSWORD)
    form = {"username": "chief", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert admin_client.post(f"/admin/auth/user/{chief.pk}/{page}/", form).status_code == 403
    chief.refresh_from_db()
    assert chief.is_active
    assert chief.check_password(PASSWORD)


@pytest.mark.parametrize("role", ["reader", "editor", "reviewer"])
def test_other_roles_do_not_enter_the_admin(client_of: Any, role: str) -> None:
    assert client_of(role).get("/admin/search/synonym/").status_code == 302


@pytest.mark.parametrize("role", ["reader", "administrator"])
def test_everyone_sets_a_password_of_their_own(client_of: Any, role: str) -> None:
    client = client_of(role)
    form = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert client.post("/desk/password/", form)["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert User.objects.get().check_password(NEW_PASSWORD)
    assert the_record().after == {"密码": "另设"}


@pytest.mark.parametrize(("old", "new"), [("wrong", NEW_PASSWORD), (PASSWORD, "short")])
def test_a_bad_new_password_changes_nothing(client_of: Any, old: str, new: str) -> None:
    client = client_of("editor")
    form = {"old_password": old, "new_password1": new, "new_password2": new}
    answer = client.post("/desk/password/", form)
    assert 'role="alert"' in answer.content.decode()
    assert User.objects.get().check_password(PASSWORD)
    assert not ActionRecord.objects.exists()


def test_the_admin_s_own_page_for_a_password_leads_to_the_desk(admin_client: Client) -> None:
    assert admin_client.get("/admin/password_change/")["Location"] == "/desk/password/"


def test_the_record_is_filtered_and_exported(admin_client: Client) -> None:
    admin_client.post("/admin/search/synonym/add/", synonym_form())
    page = admin_client.get("/desk/history/", {"verb": "add"}).content.decode()
    assert "升降匣" in page
    assert "升降匣" not in admin_client.get("/desk/history/", {"verb": "remove"}).content.decode()
    table = b"".join(admin_client.get("/desk/history.csv", {"verb": "add"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "新增" in table
    assert "日常" in table


ACTIONS = {
    "documents/document": ("publish", "withdraw", "keep_out", "let_in"),
    "documents/sourcefile": ("read_again",),
    "regulations/effect": ("confirm", "reject"),
    "regulations/regulation": ("merge_stubs",),
    "regulations/citation": ("split",),
}


@pytest.mark.parametrize("role", ["reader", "administrator"])
def test_the_admin_offers_an_action_to_whom_the_desk_offers_it(
    staff: Staff, source: SourceFile, role: str
) -> None:
    user = staff(role)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    for place, names in ACTIONS.items():
        page = client.get(f"/admin/{place}/").content.decode()
        for name in names:
            assert (f'value="{name}"' in page) is (role == "administrator"), (place, name)


def test_a_reader_with_a_key_to_the_admin_withdraws_nothing(staff: Staff, source: SourceFile) -> None:
    user = staff("reader")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    document = Document.objects.get()
    form = {"action": "withdraw", "_selected_action": [document.pk]}
    client.post("/admin/documents/document/", form)
    document.refresh_from_db()
    assert document.publication == "published"
    assert not ActionRecord.objects.exists()
