"""Every address of the desk, every action, every role: what is open, what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from documents.models import ActionRecord, Correction, Document, Finding, SourceFile
from regulations.models import Citation, Effect, ErrorReport, Regulation
from tests.desk.library import Staff

pytestmark = pytest.mark.django_db
ROLES = ("reader", "editor", "reviewer", "administrator")
READ = {
    "documents:desk-uploads": "editor",
    "documents:desk-known": "editor",
    "documents:desk-password": "reader",
    "documents:desk-progress": "reader",
    "documents:desk-findings": "reader",
    "documents:desk-history": "reviewer",
    "documents:desk-history-csv": "reviewer",
    "regulations:desk": "reader",
    "regulations:desk-effects": "reader",
    "regulations:desk-effect": "reviewer",
    "regulations:desk-entries": "reader",
    "regulations:desk-entry": "reader",
    "regulations:desk-citations": "reader",
    "regulations:desk-reports": "reader",
    "regulations:desk-review": "reader",
    "regulations:desk-preview": "reader",
    "regulations:desk-correct": "editor",
    "regulations:expiry": "reader",
}
DO = {
    "documents:desk-uploads": "editor",
    "documents:desk-again": "editor",
    "documents:desk-replace": "reviewer",
    "documents:desk-tick": "editor",
    "documents:desk-reopen": "editor",
    "regulations:desk-decide": "reviewer",
    "regulations:desk-effect": "reviewer",
    "regulations:desk-merge": "reviewer",
    "regulations:desk-split": "reviewer",
    "regulations:desk-lead": "reviewer",
    "regulations:desk-answer": "editor",
    "regulations:desk-boundary": "editor",
    "regulations:desk-publication": "reviewer",
    "regulations:desk-correct": "editor",
    "regulations:desk-revoke": "editor",
    "regulations:outcome": "reviewer",
}
OPEN = {"documents:login", "documents:logout", "regulations:desk-undo"}
NOTHING_THERE = {"regulations:desk-correct", "documents:desk-replace"}
SLUG = "mczb-2023-5-1"


@pytest.fixture
def places(source: SourceFile) -> Callable[[str], str]:
    """The address of a name in an issue with one row of each kind; the correction is no real one.

    A form for a value names its place in its body, so that an empty one finds none.
    """
    Finding.objects.create(source=source, code="x", severity="error", line=3, message="看")
    ErrorReport.objects.create(regulation=Regulation.objects.get(slug=SLUG), message="有错")
    Correction.objects.create(source=source, identity="x", field="title", before="a", after="b", reason="c")
    values: dict[str, Any] = {
        "source_id": source.pk,
        "finding_id": Finding.objects.latest("pk").pk,
        "effect_id": Effect.objects.get(kind="expire").pk,
        "citation_id": Citation.objects.get(title_key="特种设备安全法").pk,
        "report_id": ErrorReport.objects.get().pk,
        "correction_id": Correction.objects.get().pk,
        "slug": SLUG,
    }
    routes = desk_routes()

    def address(name: str) -> str:
        path = routes[name]
        for key, value in values.items():
            for kind in ("int", "slug"):
                path = path.replace(f"<{kind}:{key}>", str(value))
        query = f"?r={SLUG}&path=art_2&field=text" if name == "regulations:desk-correct" else ""
        return f"/{path}{query}"

    return address


def desk_routes() -> dict[str, str]:
    """All addresses under /desk/ by their name."""
    found: dict[str, str] = {}

    def walk(patterns: list[Any], prefix: str, space: str) -> None:
        for each in patterns:
            route = prefix + str(each.pattern)
            if isinstance(each, URLResolver):
                walk(each.url_patterns, route, f"{each.namespace}:" if each.namespace else space)
            elif isinstance(each, URLPattern) and route.startswith("desk/"):
                found[f"{space}{each.name}"] = route

    walk(get_resolver().url_patterns, "", "")
    return found


def test_every_address_of_the_desk_is_in_the_matrix() -> None:
    assert set(desk_routes()) == set(READ) | set(DO) | OPEN


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_what_is_its_own(client_of: Any, places: Callable[[str], str], role: str) -> None:
    client = client_of(role)
    for name, least in READ.items():
        may = ROLES.index(role) >= ROLES.index(least)
        assert client.get(places(name)).status_code == (200 if may else 403), name


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", DO)
def test_each_role_does_what_is_its_own(
    client_of: Any, places: Callable[[str], str], role: str, name: str
) -> None:
    before = counts()
    answer = client_of(role).post(places(name))
    if ROLES.index(role) >= ROLES.index(DO[name]):
        assert answer.status_code == (404 if name in NOTHING_THERE else 302)
    else:
        assert answer.status_code == 403
        assert counts() == before


def counts() -> tuple[Any, ...]:
    """What an action could have changed."""
    return (
        ActionRecord.objects.count(),
        list(Effect.objects.values_list("pk", "state")),
        list(Document.objects.values_list("pk", "publication")),
        list(Citation.objects.values_list("pk", "target", "status")),
        list(Correction.objects.values_list("pk", "state")),
        list(SourceFile.objects.values_list("pk", "state")),
    )


@pytest.mark.parametrize("name", [*DO, "regulations:desk-undo"])
def test_without_login_nothing_is_done(places: Callable[[str], str], name: str) -> None:
    before = counts()
    address = "/desk/undo/" if name == "regulations:desk-undo" else places(name)
    answer = Client().post(address)
    assert answer["Location"].startswith("/desk/login/")
    assert counts() == before


def test_what_only_acts_is_not_done_by_following_a_link(
    client_of: Any, places: Callable[[str], str], staff: Staff
) -> None:
    client = client_of("administrator")
    for name in set(DO) - set(READ):
        assert client.get(places(name)).status_code == 405, name
