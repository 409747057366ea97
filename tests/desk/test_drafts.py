"""What is not published appears nowhere: pages, search, API, feeds, suggestions, sitemap, relations."""

from typing import Any

import pytest
from django.test import Client

from documents.models import Document
from regulations.models import Redirect, Regulation
from regulations.services.boundaries import set_boundary
from regulations.services.review import review_publication
from tests.desk.library import Staff, load
from tests.library.samples import EARLIER, NOTICE

pytestmark = pytest.mark.django_db
TITLE = "明川市既有住宅加装电梯管理办法"
WORDS = "业主表决结果"
SURFACES = (
    "/",
    "/issues/",
    "/acts/",
    "/issuers/",
    "/chronicles/",
    "/search/?q=业主表决结果",
    "/search/?q=加装电梯管理办法",
    "/search/?q=明川政办〔2023〕5号",
    "/suggest/?q=明川市既有",
    "/suggest/?q=加装电梯",
    "/sitemap.xml",
    "/feeds/expiry.atom",
    "/feeds/expiry.ics",
    "/stale/",
    "/cleanup/",
    "/register/",
    "/acts/?q=加装电梯",
    "/issuers/?q=明川",
    "/api/v1/documents/",
    "/api/v1/regulations/",
    "/api/v1/issues/",
    "/api/v1/citations/",
    "/api/v1/search/?q=业主表决结果",
    "/api/v1/search/?q=加装电梯管理办法",
    "/api/v1/suggest/?q=加装电梯",
)
SLUG, NOTICE_SLUG = "mczb-2023-5-1", "mczb-2023-5"


def body(client: Client, path: str) -> str:
    """What an address answers, followed and decoded; a miss is an empty answer."""
    answer = client.get(path, follow=True)
    if answer.status_code in (400, 404):
        return ""
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def leaks(client: Client, path: str) -> list[str]:
    """Which signs of the draft an answer bears; the words that were asked for do not count."""
    text = body(client, path)
    signs = (SLUG, NOTICE_SLUG, "申请加装电梯应当提交", "关于印发明川市既有住宅加装电梯")
    return [sign for sign in signs if sign in text]


@pytest.mark.parametrize("path", SURFACES)
def test_a_draft_is_nowhere(path: str) -> None:
    load(EARLIER, "b.txt")
    load(NOTICE, hold=True)
    assert set(Document.objects.values_list("publication", flat=True)) == {"draft", "published"}
    assert leaks(Client(), path) == []


def test_the_places_of_a_draft_are_not_found() -> None:
    source = load(NOTICE, hold=True)
    client = Client()
    for path in (
        f"/r/{SLUG}/", f"/r/{SLUG}/art_2/", f"/r/{SLUG}/?peek=1", f"/r/{NOTICE_SLUG}/",
        f"/api/v1/regulations/{SLUG}/", f"/report/?r={SLUG}",         f"/compare/{SLUG}/{NOTICE_SLUG}/", f"/r/{SLUG}/chain/", f"/stale/{SLUG}/",
    ):  # fmt: skip
        assert client.get(path, follow=True).status_code == 404, path
    assert leaks(client, f"/issues/{source.issue.slug}/") == []
    assert leaks(client, f"/api/v1/issues/{source.issue.slug}/") == []


def test_an_act_that_a_draft_cites_does_not_name_it() -> None:
    load(EARLIER, "b.txt")
    load(NOTICE, hold=True)
    old = Regulation.objects.get(title="明川市既有住宅增设电梯试行办法")
    law = Regulation.objects.get(title_key="特种设备安全法")
    for act in (old, law):
        for path in (act.get_absolute_url(), f"/api/v1/regulations/{act.slug}/"):
            assert leaks(Client(), path) == [], path


def test_an_act_that_cites_a_draft_does_not_lead_to_it() -> None:
    """The published act's words stay; no address of the draft is shown, nor in the API."""
    load(EARLIER, "b.txt", hold=True)
    load(NOTICE)
    for path in (f"/r/{SLUG}/", "/api/v1/citations/", f"/api/v1/regulations/{SLUG}/", "/acts/", "/"):
        text = body(Client(), path)
        assert "mczb-2019-31" not in text, path
    assert "增设电梯试行办法" in body(Client(), f"/r/{SLUG}/")


def test_a_draft_ends_no_act_before_it_is_published(staff: Staff) -> None:
    load(EARLIER, "b.txt")
    load(NOTICE, hold=True)
    old = Regulation.objects.get(title="明川市既有住宅增设电梯试行办法")
    assert old.repealed_on is None
    ids = list(Document.objects.filter(publication="draft").values_list("pk", flat=True))
    reviewer = staff("reviewer")
    review_publication(ids=ids, publication="published", user=reviewer)
    old.refresh_from_db()
    assert str(old.repealed_on) == "2023-04-01"
    review_publication(ids=ids, publication="withdrawn", user=reviewer)
    old.refresh_from_db()
    assert old.repealed_on is None


def test_publishing_shows_and_withdrawing_hides(staff: Staff) -> None:
    load(NOTICE, hold=True)
    reviewer, ids = staff("reviewer"), list(Document.objects.values_list("pk", flat=True))
    paths = (f"/r/{SLUG}/", "/acts/", "/search/?q=业主表决结果", "/api/v1/search/?q=业主表决结果")
    assert review_publication(ids=ids, publication="published", user=reviewer) == 1
    for path in paths:
        assert SLUG in body(Client(), path), path
    assert review_publication(ids=ids, publication="withdrawn", user=reviewer, reason="重核") == 1
    for path in paths:
        assert SLUG not in body(Client(), path), path


def test_what_is_held_is_told_apart_from_what_stands(staff: Staff) -> None:
    """A corrected file of a published issue does not hide what readers already have."""
    load(NOTICE)
    load(NOTICE + "\n", "again.txt", hold=True)
    assert Document.objects.get().publication == "published"


def test_staff_preview_a_draft_and_others_do_not(client_of: Any) -> None:
    load(NOTICE, hold=True)
    assert WORDS in body(client_of("reader"), f"/desk/preview/{SLUG}/")
    answer = Client().get(f"/desk/preview/{SLUG}/")
    assert (answer.status_code, answer["Location"].startswith("/desk/login/")) == (302, True)


def test_an_old_address_does_not_lead_to_a_draft() -> None:
    load(NOTICE, hold=True)
    act = Regulation.objects.get(slug=SLUG)
    Redirect.objects.create(slug="old-address", path="", regulation=act)
    Redirect.objects.create(slug="old-address", path="art_2", regulation=act, new_path="art_2")
    for path in ("/r/old-address/", "/r/old-address/art_2/", "/compare/old-address/x/"):
        answer = Client().get(path)
        assert answer.status_code == 404, path
        assert SLUG not in answer.content.decode()


def test_a_document_cut_out_of_a_draft_is_no_less_hidden(staff: Staff) -> None:
    """Nor is one that is joined to a published one and cut out again."""
    source = load(NOTICE, hold=True)
    first = NOTICE.split("\n").index(
        "第一条 为了规范既有住宅加装电梯工作，根据《中华人民共和国特种设备安全法》，制定本办法。"
    )
    set_boundary(source=source, line=first - 1, begins="document", reason="另一件", user=staff("editor"))
    assert Document.objects.count() == 2
    assert set(Document.objects.values_list("publication", flat=True)) == {"draft"}
    for path in ("/acts/", "/search/?q=业主表决结果", "/api/v1/search/?q=业主表决结果"):
        assert leaks(Client(), path) == [], path


def test_the_desk_answers_nothing_of_a_draft_without_login() -> None:
    source = load(NOTICE, hold=True)
    digest = source.sha256
    for path in (
        f"/desk/sources/{source.pk}/", f"/desk/preview/{SLUG}/", f"/desk/entries/{SLUG}/",
        "/desk/entries/?words=电梯", f"/desk/uploads/known/?sha={digest}",
    ):  # fmt: skip
        answer = Client().get(path)
        assert answer.status_code == 302, path
        assert "电梯" not in answer.content.decode()
