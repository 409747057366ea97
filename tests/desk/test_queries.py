"""Each page of the desk in a number of queries that does not grow with what lies on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.models import ActionRecord, Document, Finding, GazetteIssue, SourceFile, SourceText
from jincheng_gov.clock import freeze_today
from regulations.models import Citation, Effect, ErrorReport, Provision, Regulation
from regulations.services.correcting import Place, correct
from tests.desk.library import Staff

pytestmark = pytest.mark.django_db
MANY = 15
QUERIES = {
    "/desk/": 16,
    "/desk/uploads/": 6,
    "/desk/uploads/progress/": 5,
    "/desk/findings/": 7,
    "/desk/findings/?code=x": 7,
    "/desk/effects/": 6,
    "/desk/effects/?every=1": 6,
    "/desk/citations/": 7,
    "/desk/entries/": 6,
    "/desk/entries/?words=特种": 6,
    "/desk/entries/{law}/": 8,
    "/desk/reports/": 6,
    "/desk/reports/?state=mended": 6,
    "/desk/history/": 7,
    "/desk/history.csv": 5,
    "/desk/expiry/": 10,
    "/desk/sources/{source}/": 16,
    "/desk/sources/{source}/?view=all": 16,
    "/desk/preview/mczb-2023-5-1/": 13,
    "/desk/effects/{effect}/": 5,
    "/desk/correct/?r=mczb-2023-5-1&path=art_2&field=text": 6,
}
STEADY = {
    "/desk/effects/{effect}/",
    "/desk/correct/?r=mczb-2023-5-1&path=art_2&field=text",
    "/desk/preview/mczb-2023-5-1/",
    "/desk/uploads/progress/",
}


def heap(source: SourceFile, staff: Callable[..., Any], rounds: int, first: int = 0) -> None:
    """More of everything that a page lists: files, findings, effects, citations, entries, reports, records."""
    act = Regulation.objects.get(slug="mczb-2023-5-1")
    provision = Provision.objects.get(version__regulation=act, path="art_1")
    law = Citation.objects.get(title_key="特种设备安全法", start=provision.text.index("《"))
    for n in range(first, first + rounds):
        other = SourceFile.objects.create(sha256=f"{n:064d}", name=f"{n}.txt", size=10, state="done")
        SourceText.objects.create(source=other, format="plain", text="一行")
        issue = GazetteIssue.objects.create(
            key=f"k{n}", slug=f"k{n}", name="明川市人民政府公报", year=2023, number=100 + n, source=other
        )
        document = Document.objects.create(
            issue=issue, position=1, identity=f"d{n}", title=f"件{n}", title_key=f"件{n}", line_start=1, line_end=1,
            publication="published",
        )  # fmt: skip
        text = Regulation.objects.create(
            slug=f"t{n}", title=f"件{n}", title_key=f"件{n}", is_stub=False, document=document, ordinal=0,
            role="body", expires_on=date(2028, 3, 1 + n), level="city",
        )  # fmt: skip
        Regulation.objects.create(slug=f"s{n}", title=f"特种设备规定{n}", title_key=f"特种设备规定{n}")
        Finding.objects.create(
            source=other, document=document, code="x", severity="error", line=1, message="看"
        )
        Finding.objects.create(
            source=source, document=act.document, code=f"y{n}", severity="warning", line=3, message="再看"
        )
        Effect.objects.create(target=text, by=act, provision=provision, provision_path="art_1", kind="repeal",
                              on=date(2028, 1, 1), quote="废止", basis="stated", key=f"k{n}")  # fmt: skip
        Citation.objects.create(
            provision=provision, regulation=act, start=n, end=n + 1, kind="act", quote=law.quote,
            title=law.title, title_key=law.title_key, status="ambiguous", role="mention",
        )  # fmt: skip
        Citation.objects.create(
            provision=provision, regulation=act, in_heading=True, start=n, end=n + 1, kind="act", quote="为", title=law.title,
            target=law.target, status="not_held", role="mention",
        )  # fmt: skip
        for state in ("open", "mended"):
            ErrorReport.objects.create(regulation=act, message=f"有错{n}", state=state)
        ActionRecord.objects.create(username="a", verb="tick", object_type="finding", object_id=1, label="看")


def counted(client: Client, address: str) -> tuple[int, str]:
    """The queries of an address and its body."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, address
    return len(queries), body.decode()


def test_the_number_of_queries_does_not_grow(client_of: Any, staff: Staff, source: SourceFile) -> None:
    client = client_of("administrator")
    act = Regulation.objects.select_related("document__issue").get(slug="mczb-2023-5-1")
    effect = Effect.objects.get(kind="expire")
    law = Regulation.objects.get(title_key="特种设备安全法").slug
    addresses = {page: page.format(source=source.pk, effect=effect.pk, law=law) for page in QUERIES}
    correct(place=Place(act, "art_2"), field="text", after="改。", reason="误", user=staff("editor"))
    with freeze_today(date(2028, 2, 20)):
        heap(source, staff, 1)
        for address in addresses.values():
            counted(client, address)
        few = {page: counted(client, address) for page, address in addresses.items()}
        heap(source, staff, MANY, first=1)
        many = {page: counted(client, address) for page, address in addresses.items()}
    numbers = {page: (few[page][0], many[page][0]) for page in QUERIES}
    assert numbers == {page: (number, number) for page, number in QUERIES.items()}
    for page in set(QUERIES) - STEADY:
        assert len(many[page][1]) > len(few[page][1]) * 1.05, f"{page} shows no more than before"


def test_a_query_for_each_row_would_be_seen(client_of: Any, staff: Staff, source: SourceFile) -> None:
    """The heap does what the test above needs: without the joins of a page it costs a query a row."""
    heap(source, staff, 3)
    with CaptureQueriesContext(connection) as queries:
        for effect in Effect.objects.filter(key__startswith="k"):
            assert effect.target.title
    assert len(queries) == 4
