"""The REST API: fixed shapes, filters, refusals, query counts."""

from typing import Any

import pytest
from django.test import Client

from documents.models import Document
from jincheng_gov.clock import today
from tests.library.samples import EARLIER, LAW, NOTICE
from tests.library.test_ingest import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> None:
    """Two issues and a law."""
    load(EARLIER, "d.txt")
    load(NOTICE)
    load(LAW, "law.md")


def get(client: Client, path: str, **params: str) -> Any:
    """The JSON of an API address."""
    response = client.get(f"/api/v1/{path}", params)
    assert response.status_code == 200, response.content[:500]
    return response.json()


@pytest.mark.parametrize("number", ["明川政办〔2023〕5号", "明川政办[2023]5号", "明川政办（2023）5 号"])
def test_regulations_by_number_in_any_spelling(client: Client, library: None, number: str) -> None:
    """The number leads to the notice and its text."""
    rows = get(client, "regulations/", doc_number=number)["results"]
    assert {row["ordinal"] for row in rows} == {0, 1}


@pytest.mark.parametrize(
    ("on", "code", "until"),
    [
        ("2023-03-31", "not_yet", "2028-03-31"),
        ("2023-04-01", "in_force", "2028-03-31"),
        ("2028-03-31", "in_force", "2028-03-31"),
        ("2028-04-01", "expired", "2028-03-31"),
    ],
)
def test_status_on_a_day_with_evidence(client: Client, library: None, on: str, code: str, until: str) -> None:
    """Code, last day, and the clause that says so."""
    rows = get(client, "regulations/", doc_number="明川政办〔2023〕5号", on=on)["results"]
    status = next(r["status"] for r in rows if r["ordinal"] == 1)
    assert (status["code"], status["until"], status["basis"]) == (code, until, "stated")
    assert status["by"]["title"] == "明川市既有住宅加装电梯管理办法"
    assert "有效期五年" in status["quote"]


def test_repealed_act_names_the_act_that_did_it(client: Client, library: None) -> None:
    """The old act is repealed by the new one's last article."""
    rows = get(client, "regulations/", doc_number="明川政办〔2019〕31号", on="2024-01-01")["results"]
    status = next(r["status"] for r in rows if r["ordinal"] == 1)
    assert status["code"] == "repealed"
    assert status["since"] == "2023-04-01"
    assert status["by"]["doc_number"] == "明川政办〔2023〕5号"
    assert status["by"]["cite"].startswith("第五条")


def test_filter_by_status_agrees_with_the_rows(client: Client, library: None) -> None:
    """Each row of a status filter has that status."""
    for code in ("in_force", "repealed", "not_yet"):
        rows = get(client, "regulations/", status=code, on="2024-01-01")["results"]
        assert {row["status"]["code"] for row in rows} <= {code}


@pytest.mark.parametrize(
    "path",
    [
        "regulations/?colour=red",
        "documents/?foo=1",
        "articles/?q=1",
        "regulations/?on=2023-13-45",
        "regulations/?on=yesterday",
        "citations/?status=maybe",
        "issues/?number=x",
    ],
)
def test_what_is_not_understood_is_refused(client: Client, library: None, path: str) -> None:
    """Unknown parameters and impossible values: 400, never ignored."""
    assert client.get(f"/api/v1/{path}").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes(client: Client, library: None, method: str) -> None:
    """Read-only for everyone."""
    assert getattr(client, method)("/api/v1/regulations/").status_code in (403, 405)


def test_drafts_are_nowhere(client: Client, library: None) -> None:
    """A document that is not published leaks through no list."""
    Document.objects.filter(number_key__contains="2023").update(publication="draft")
    assert get(client, "documents/", doc_number="明川政办〔2023〕5号")["count"] == 0
    assert get(client, "regulations/", doc_number="明川政办〔2023〕5号")["count"] == 0
    assert get(client, "articles/", regulation="mczb-2023-5-1")["count"] == 0
    assert get(client, "citations/", regulation="mczb-2023-5-1")["count"] == 0


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("issues/", 2),
        ("documents/", 3),
        ("regulations/", 2),
        ("articles/", 2),
        ("clauses/", 2),
        ("citations/", 2),
    ],
)
def test_query_counts(
    client: Client, library: None, django_assert_num_queries: Any, path: str, queries: int
) -> None:
    """One number for each list, whatever its length."""
    with django_assert_num_queries(queries):
        get(client, path)


def test_articles_and_clauses_of_a_text(client: Client, library: None) -> None:
    """Articles in printed order, each with its address."""
    rows = get(client, "articles/", regulation="mczb-2023-5-1")["results"]
    assert [row["cite"] for row in rows] == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert rows[2]["address"] == "/r/mczb-2023-5-1/art_3/"
    items = get(client, "clauses/", regulation="mczb-2023-5-1")["results"]
    assert "申请表；" in [row["text"] for row in items]


def test_today_is_the_default(client: Client, library: None) -> None:
    """Without ``on`` the status is today's."""
    row = get(client, "regulations/", doc_number="明川政办〔2019〕31号")["results"][0]
    assert row["status"]["code"] == "repealed"
    assert today().year >= 2026
