"""The page that checks references: marks, verdicts, refusals, nothing kept."""

import pytest
from django.test import Client

from tests.library.samples import EARLIER, NOTICE
from tests.library.test_ingest import load

pytestmark = pytest.mark.django_db

ACT = "《明川市既有住宅加装电梯管理办法》"


def ask(client: Client, text: str, on: str = "2024-01-01") -> str:
    """The page's answer to some words."""
    response = client.post(f"/check/?on={on}", {"text": text})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (f"依据{ACT}第三条", "现行有效"),
        (f"依据{ACT}第九十九条", "没有此条款"),
        ("依据《明川市既有住宅增设电梯试行办法》", "已废止"),
        ("依据《明川市共享航天器管理办法》", "未收录"),
    ],
)
def test_verdict_of_a_reference(client: Client, words: str, verdict: str) -> None:
    """Held and in force, without the article, ended, not held."""
    load(EARLIER, "d.txt")
    load(NOTICE)
    page = ask(client, words)
    assert "共引用 1 处" in page
    assert f"<span>{verdict} <b>1</b> 处</span>" in page
    assert 'href="#c1"' in page


def test_words_are_escaped_and_not_linked_twice(client: Client) -> None:
    """Pasted markup stays words."""
    page = ask(client, "<script>alert(1)</script>依据《甲市乙管理办法》")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_day_is_kept_in_links(client: Client) -> None:
    """A reference judged on another day leads to the act on that day."""
    load(EARLIER, "d.txt")
    page = ask(client, "《明川市既有住宅增设电梯试行办法》", on="2020-01-01")
    assert "现行有效" in page
    assert "?on=2020-01-01" in page


@pytest.mark.parametrize(("text", "status"), [("", 200), ("  \n ", 200), ("长" * 50_001, 400)])
def test_what_cannot_be_checked_is_said(client: Client, text: str, status: int) -> None:
    """Empty and overlong words get a message."""
    response = client.post("/check/", {"text": text})
    assert response.status_code == status
    assert 'role="alert"' in response.content.decode()


def test_words_without_references(client: Client) -> None:
    """Said plainly, no empty table."""
    page = ask(client, "今天天气很好。")
    assert "没有认出" in page
    assert "<table" not in page


def test_only_get_and_post(client: Client) -> None:
    """No other method; the answer is stored by nobody."""
    assert client.delete("/check/").status_code == 405
    assert "no-store" in client.get("/check/")["Cache-Control"]
