"""No page runs or shows anything that stands in the page itself, and a browser agrees."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseNotModified
from django.template import Context, Template
from django.test import Client, RequestFactory
from pytest_django.live_server_helper import LiveServer

from jincheng_gov.content_security import HEADER, ContentSecurityPolicy, allow_style, policy_with
from tests.pages.library import Library
from tests.pages.test_journeys import ACT, PAGES

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
DESK = ("/desk/", "/desk/uploads/", "/desk/findings/", "/desk/effects/", "/desk/entries/", "/desk/history/")
ADMIN = (
    "/admin/",
    "/admin/documents/sourcefile/",
    "/admin/documents/sourcefile/add/",
    "/admin/documents/document/",
    "/admin/auth/user/add/",
    "/admin/auth/group/add/",
    "/admin/search/synonym/",
    "/admin/search/synonym/add/",
)


def directives(header: str) -> dict[str, str]:
    """The policy by name."""
    return dict(part.split(" ", 1) for part in header.split("; "))


@pytest.mark.parametrize(
    "address", ["/", ACT, "/api/v1/", "/api/v1/docs/", "/nowhere/", "/admin/login/", "/healthz"]
)
def test_every_answer_has_the_policy(client: Client, library: Library, address: str) -> None:
    policy = directives(client.get(address).headers[HEADER])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy["script-src"] + policy["style-src"]


def test_the_former_address_of_the_docs_leads_on(client: Client) -> None:
    answer = client.get("/api/v1/redoc/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/docs/")


def test_the_one_style_of_a_page_is_known_by_its_digest(client: Client, library: Library) -> None:
    answer = client.get(ACT)
    (words,) = re.findall(r"<style[^>]*>(.*?)</style>", answer.content.decode(), re.S)
    digest = b64encode(sha256(words.encode()).digest()).decode()
    assert directives(answer.headers[HEADER])["style-src"] == f"'self' 'sha256-{digest}'"
    assert "sha256" not in client.get("/").headers[HEADER]


def test_a_copy_that_is_still_good_keeps_its_policy(client: Client, library: Library) -> None:
    tag = client.get(ACT).headers["ETag"]
    again = client.get(ACT, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert HEADER not in again.headers


def test_a_view_may_set_its_own() -> None:
    request = RequestFactory().get("/")
    own = HttpResponse(headers={HEADER: "default-src 'self'"})
    assert ContentSecurityPolicy(lambda _: own)(request).headers[HEADER] == "default-src 'self'"
    assert HEADER not in ContentSecurityPolicy(lambda _: HttpResponseNotModified())(request).headers


def test_each_request_has_its_own_styles() -> None:
    one, other = RequestFactory().get("/"), RequestFactory().get("/")
    allow_style(one, "a{}")
    policy = ContentSecurityPolicy(lambda _: HttpResponse())
    assert "sha256-" in policy(one).headers[HEADER]
    assert policy(other).headers[HEADER] == policy_with()


def test_words_of_a_print_style_cannot_end_it() -> None:
    source = '{% load reading %}{% printstyle %}@page { @top-left { content: "{{ title|css_text }}"; } }{% endprintstyle %}'
    told = Template(source).render(Context({"title": '"}</style><script>1</script>'}))
    assert told.count("<") == 2
    assert "<script" not in told


def test_no_template_holds_scripts_or_styles() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son(?:click|change|submit|load|input)=|javascript:"
    )
    found = [
        path.name for path in TEMPLATES.rglob("*.html") if inline.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.fixture
def watched(chromium: Any, live_server: LiveServer) -> Any:
    """A browser's page, and what its console complains of."""
    context = chromium.new_context(base_url=live_server.url)
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, complaints
    context.close()


@pytest.mark.django_db(transaction=True)
def test_a_browser_finds_nothing_against_it(watched: Any, library: Library) -> None:
    page, complaints = watched
    for address in (*PAGES, "/api/v1/docs/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert page.locator(".opblock").count() > 5
    assert complaints == []


@pytest.mark.django_db(transaction=True)
def test_nor_at_the_desk_and_in_the_admin(watched: Any, live_server: LiveServer, library: Library) -> None:
    page, complaints = watched
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="long-enough-word"))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    for address in (*DESK, f"/desk/sources/{library.issue.source.pk}/", *ADMIN):
        assert page.goto(address).status == 200
    assert complaints == []


@pytest.mark.django_db(transaction=True)
def test_a_browser_does_complain_of_what_is_refused(watched: Any, library: Library) -> None:
    page, complaints = watched
    page.goto("/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('style'), {textContent: 'b{color:red}'}))"
    )
    assert complaints
