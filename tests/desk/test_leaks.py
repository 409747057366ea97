"""What is not published is shown at no public address: every route, every filter of the API, with
every value that could lead there. The routes come from the resolver, so that a new one is walked too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from documents.models import Document, Organ
from jincheng_gov import health
from jincheng_gov.clock import freeze_today
from regulations.models import Citation, Effect, Provision, Redirect, Regulation
from regulations.services.review import review_publication
from search.models import SearchEntry
from tests.desk.library import Staff, load
from tests.library.samples import EARLIER, LAW, NOTICE

pytestmark = pytest.mark.django_db
SLUG, NOTICE_SLUG = "mczb-2023-5-1", "mczb-2023-5"
TITLE = "明川市既有住宅加装电梯管理办法"
SIGNS = (
    SLUG, TITLE, "业主表决结果", "申请加装电梯应当提交", "违反本办法第三条规定的，不予受理", "2028-03-31", "2028年3月31日",
    "印发明川市既有住宅加装电梯管理办法", "察看锅炉房改造", "2023年第2期", "总第8期",
)  # fmt: skip
CHRONICLE = "\n明川市人民政府3月大事记\n\n3月2日 市长察看锅炉房改造，\n研究工作。\n\n3月4日、5日 召开会议。\n"
ASKED = (
    "业主表决结果",
    "锅炉房改造",
    TITLE,
    "明川政办〔2023〕5号",
    "加装",
    "明川市既有",
    SLUG,
    f"/r/{SLUG}/art_3/",
)
PARAMETERS = ("q", "text", "r", "slug", "place", "path", "left", "right")
NOT_PUBLIC = ("admin/", "desk/")
PARAMETER = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """A route as the resolver has it, and what its view can be asked for."""

    name: str
    pattern: str
    parameters: Sequence[str]
    filters: Sequence[str]

    def addresses(self, values: dict[str, list[str]]) -> Iterator[str]:
        """Its addresses for all values of its parameters; a parameter without values fails."""
        for chosen in product(*(values[name] for name in self.parameters)):
            address = self.pattern.replace("^", "").replace("$", "")
            for value in chosen:
                address = PARAMETER.sub(value, address, count=1)
            yield f"/{address}"


def public_routes() -> list[Route]:
    """All routes outside the desk and the admin."""
    found: list[Route] = []

    def walk(patterns: Sequence[Any], prefix: str) -> None:
        for each in patterns:
            route = prefix + str(each.pattern)
            if isinstance(each, URLResolver):
                walk(each.url_patterns, route)
            elif not route.startswith(NOT_PUBLIC):
                filters = getattr(getattr(each.callback, "cls", None), "filterset_class", None)
                names = [first or second for first, second in PARAMETER.findall(route)]
                found.append(
                    Route(str(each.name), route, names, list(filters.base_filters) if filters else [])
                )

    walk(get_resolver().url_patterns, "")
    return found


def values_of_parameters() -> dict[str, list[str]]:
    """What leads to the draft, wherever a route takes it; and its neighbours that are public."""
    draft = Document.objects.get(doc_number="明川政办〔2023〕5号")
    acts = list(Regulation.objects.filter(document=draft))
    old, law = (
        Regulation.objects.get(title=title)
        for title in ("明川市既有住宅增设电梯试行办法", "中华人民共和国特种设备安全法")
    )
    provisions = Provision.objects.filter(version__regulation__in=acts)
    keys = {
        str(draft.pk),
        *(str(act.pk) for act in acts),
        *map(str, provisions.values_list("pk", flat=True)),
        *map(str, Citation.objects.filter(regulation__in=acts).values_list("pk", flat=True)),
        *map(str, Effect.objects.filter(by__in=acts).values_list("pk", flat=True)),
    }
    Redirect.objects.get_or_create(slug="old-address", path="", regulation=acts[-1])
    Redirect.objects.get_or_create(slug="old-address", path="art_3", regulation=acts[-1], new_path="art_3")
    slugs = [SLUG, NOTICE_SLUG, draft.issue.slug, old.slug, law.slug, "old-address"]
    slugs += list(draft.issue.chronicles.values_list("slug", flat=True))
    slugs += list(Organ.objects.values_list("slug", flat=True))
    return {
        "slug": slugs,
        "left": [SLUG, NOTICE_SLUG, old.slug],
        "right": [SLUG, NOTICE_SLUG, old.slug],
        "path": ["art_3", "art_3/item_2", "art_1"],
        "pk": sorted(keys),
        "source": [str(draft.issue.source_id)],
        "page": ["1", "3"],
        "section": ["issues", "acts", "issuers", "chronicles", "laws", "gazettes", "1", "2"],
    }


def queries(route: Route) -> Iterator[str]:
    """Nothing; for a list each parameter with each thing that is known of the draft, and what names a place."""
    yield ""
    if route.parameters:
        return
    one_by_one = route.filters or (["q", "text"] if route.pattern.startswith("api/") else [])
    for value in ASKED:
        for name in one_by_one:
            yield "?" + urlencode({name: value})
        if not one_by_one:
            yield "?" + urlencode(dict.fromkeys(PARAMETERS, value))
    for place in (
        {"slug": SLUG, "place": "art_3"},
        {"left": SLUG, "right": NOTICE_SLUG},
        {"r": SLUG, "path": "art_3"},
        {"organ": "明川政办", "year": "2023"},
    ):
        yield "?" + urlencode(place)


def walked(client: Client) -> Iterator[tuple[Route, str, str]]:
    """Every address with its answer; addresses that refuse are asked no further questions."""
    values = values_of_parameters()
    for route in public_routes():
        for address in route.addresses(values):
            for query in queries(route):
                answer = client.get(address + query, follow=True)
                if answer.status_code == 404 and not query:
                    break
                content = answer.getvalue() if answer.streaming else answer.content
                yield route, address + query, content.decode(errors="replace")
        if "lookup" in route.name:
            for text in ASKED:
                answer = client.post(next(route.addresses(values)), {"text": f"依据《{text}》第三条办理。"})
                yield route, f"POST {text}", answer.content.decode()


def signs_in(address: str, text: str) -> list[str]:
    """The signs of the draft that an answer bears and nobody asked for."""
    from urllib.parse import unquote_plus

    asked = unquote_plus(address)
    return [sign for sign in SIGNS if sign in text and sign not in asked]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A day on which the draft, once published, stands in the lists of what lapses; no worker is waited for."""
    monkeypatch.setattr(health, "PING_SECONDS", 0.01)
    with freeze_today(date(2028, 2, 20)):
        yield


@pytest.fixture
def draft() -> Document:
    """The invented issue held back, beside what it repeals and what it is founded on."""
    load(LAW, "中华人民共和国特种设备安全法.md")
    load(EARLIER, "b.txt")
    load(NOTICE + CHRONICLE, hold=True)
    found = Document.objects.get(doc_number="明川政办〔2023〕5号")
    assert found.publication == "draft"
    assert found.issue.chronicles.count() == 1
    return found


@pytest.mark.slow
def test_no_address_shows_a_draft_or_what_was_withdrawn(draft: Document, staff: Staff) -> None:
    assert _leaks() == []
    reviewer = staff("reviewer")
    review_publication(ids=[draft.pk], publication="published", user=reviewer)
    shown = {name for name, _, _ in _leaks()}
    assert shown >= {
        "act", "place", "results", "suggest", "acts", "issue", "issuer", "chain", "register", "home", "expiry-atom",
        "document-list", "regulation-list", "regulation-text", "clause-list", "effect-list", "search-list",
        "suggestion-list", "sitemap_section", "expiry-ics", "chronicle", "issue-detail",
    }, shown  # fmt: skip
    review_publication(ids=[draft.pk], publication="withdrawn", user=reviewer)
    assert _leaks() == []


def test_a_chronicle_is_found_once_its_issue_shows_something(draft: Document, staff: Staff) -> None:
    chronicle = draft.issue.chronicles.get()
    found, reviewer = SearchEntry.objects.filter(chronicle_id=chronicle.pk), staff("reviewer")
    for publication, shown in (("published", True), ("withdrawn", False), ("published", True)):
        assert found.exists() is not shown
        review_publication(ids=[draft.pk], publication=publication, user=reviewer)
        assert found.exists() is shown
        assert (Client().get(f"/chronicles/{chronicle.slug}/").status_code == 200) is shown


def test_an_issue_of_which_nothing_is_published_is_known_to_staff_alone(
    draft: Document, staff: Staff
) -> None:
    slug, reader, member = draft.issue.slug, Client(), Client()
    member.force_login(staff("editor"))
    lists = ("/issues/", "/api/v1/issues/", "/sitemap-issues.xml")
    pages = (f"/issues/{slug}/", f"/api/v1/issues/{slug}/")
    assert all(slug not in reader.get(address).content.decode() for address in lists)
    assert [reader.get(address).status_code for address in pages] == [404, 404]
    assert member.get(pages[0]).status_code == 200
    review_publication(ids=[draft.pk], publication="published", user=staff("reviewer"))
    assert all(slug in reader.get(address).content.decode() for address in lists)
    assert [reader.get(address).status_code for address in pages] == [200, 200]


def _leaks() -> list[tuple[str, str, list[str]]]:
    found = []
    for route, address, text in walked(Client()):
        signs = signs_in(address, text)
        if signs:
            found.append((route.name, address, signs))
    return found


def test_a_route_with_an_unknown_parameter_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        list(Route("new", "new/<int:chapter>/", ["chapter"], []).addresses({"slug": ["a"]}))


def test_the_routes_are_those_of_the_site() -> None:
    names = {route.name for route in public_routes()}
    assert {
        "act",
        "place",
        "page-image",
        "effect-list",
        "expiry-ics",
        "lookup",
        "citation-lookup-list",
    } <= names
    assert not {"desk", "login"} & names
