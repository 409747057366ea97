"""The citation lookup: where each reference of pasted words leads, on a day, and what it never tells."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.models import Document
from regulations.citation_lookup import LONGEST, LookedUp, look_up
from regulations.models import Citation, Regulation
from tests.library.samples import EARLIER, LAW, NOTICE
from tests.library.test_ingest import load

pytestmark = pytest.mark.django_db

DAY = date(2024, 1, 1)


@pytest.fixture
def library() -> None:
    """Two issues and a law."""
    load(EARLIER, "d.txt")
    load(NOTICE)
    load(LAW, "law.md")


def only(words: str, on: date = DAY) -> LookedUp:
    """The one reference in some words."""
    (found,) = look_up(words, on)
    return found


def test_place_of_a_held_act(library: None) -> None:
    """Act, article and address; the span is the words."""
    words = "依据《明川市既有住宅加装电梯管理办法》（明川政办〔2023〕5号）第三条第（一）项，不予受理。"
    found = only(words)
    assert words[found.found.start : found.found.end] == found.found.quote
    (held,) = found.acts
    assert (found.status, held.status.code, held.place) == ("resolved", "in_force", "art_3/item_1")
    assert held.address == f"/r/{held.act.slug}/art_3/item_1/"


def test_first_clause_of_an_article_of_one_clause(library: None) -> None:
    """第三条第一款第（二）项 is 第三条第（二）项 there."""
    found = only("《明川市既有住宅加装电梯管理办法》第三条第一款第（二）项")
    assert found.acts[0].place == "art_3/item_2"


def test_act_that_has_no_such_article(library: None) -> None:
    """The act is held, the article is not in it."""
    found = only("根据《明川市既有住宅加装电梯管理办法》第九十九条的规定")
    assert found.status == "resolved"
    assert found.missing_place
    assert found.acts[0].address == f"/r/{found.acts[0].act.slug}/"


@pytest.mark.parametrize(("on", "code"), [(date(2020, 1, 1), "in_force"), (DAY, "repealed")])
def test_status_is_that_of_the_day(library: None, on: date, code: str) -> None:
    """The former act was in force before the new one ended it."""
    found = only("按照《明川市既有住宅增设电梯试行办法》办理", on)
    assert found.acts[0].status.code == code


def test_bare_number_and_short_name(library: None) -> None:
    """A number in another spelling and a national law without 《》."""
    found = look_up("根据特种设备安全法和明川政办[2023]5号文件精神", DAY)
    assert [row.status for row in found] == ["resolved", "resolved"]
    assert found[0].acts[0].act.title.endswith("特种设备安全法")


def test_unknown_act_is_not_held_and_leaves_no_stub(library: None) -> None:
    """Nothing is written, whatever is asked."""
    before = Regulation.objects.count(), Citation.objects.count()
    found = only("依据《明川市共享航天器管理办法》第三条")
    assert (found.status, found.acts) == ("not_held", ())
    assert (Regulation.objects.count(), Citation.objects.count()) == before


def test_inner_references_and_plain_words_are_none(library: None) -> None:
    """Pasted words have no text around them; books are no acts."""
    assert look_up("依据本办法第三条和前款规定，推荐阅读《红楼梦》。", DAY) == ()
    assert look_up("", DAY) == ()


def test_unpublished_acts_are_not_told(library: None) -> None:
    """A withdrawn document is as if it were not held."""
    Document.objects.filter(doc_number="明川政办〔2023〕5号").update(publication="withdrawn")
    found = only("《明川市既有住宅加装电梯管理办法》（明川政办〔2023〕5号）")
    assert found.status == "not_held"
    assert all(held.act.is_stub for held in found.acts)


def test_query_count_does_not_grow(library: None, django_assert_max_num_queries: Any) -> None:
    """Four queries for one reference or for ninety."""
    words = "《明川市既有住宅加装电梯管理办法》第三条、《特种设备安全法》第一条、明川政办〔2019〕31号。"
    with django_assert_max_num_queries(4):
        assert len(look_up(words * 30, DAY)) == 90


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet="《》〈〉（）〔〕第一条款2023号明政办法、，。\n x", max_size=80))
def test_any_words_have_an_answer(words: str) -> None:
    """No exception, spans in order within the words."""
    found = look_up(words, DAY)
    spans = [(row.found.start, row.found.end) for row in found]
    assert spans == sorted(spans)
    assert all(words[a:b] == row.found.quote for (a, b), row in zip(spans, found, strict=True))


def post(client: Client, **question: Any) -> Any:
    """The answer to a posted question."""
    return client.post("/api/v1/citation-lookup/", json.dumps(question), content_type="application/json")


def test_api_answers_both_ways(client: Client, library: None) -> None:
    """By address and by body, the same rows."""
    words = "《明川市既有住宅加装电梯管理办法》第三条"
    posted = post(client, text=words, on="2024-01-01")
    assert posted.status_code == 200
    (row,) = posted.json()
    assert row["acts"][0]["place"] == "art_3"
    assert row["acts"][0]["status"]["code"] == "in_force"
    got = client.get("/api/v1/citation-lookup/", {"text": words, "on": "2024-01-01"})
    assert got.json() == posted.json()


@pytest.mark.parametrize(
    "question",
    [{}, {"text": ""}, {"text": "x" * (LONGEST + 1)}, {"text": "x", "on": "昨天"}, {"text": "a\x00b"}],
)
def test_api_refuses_what_it_cannot_read(client: Client, question: dict[str, str]) -> None:
    """400 with the field that is wrong."""
    response = post(client, **question)
    assert response.status_code == 400
    assert set(response.json()) <= {"text", "on"}


def test_api_refuses_broken_json_and_unknown_parameters(client: Client) -> None:
    """400, never 500."""
    broken = client.post("/api/v1/citation-lookup/", "{", content_type="application/json")
    assert broken.status_code == 400
    assert client.get("/api/v1/citation-lookup/", {"text": "x", "q": "y"}).status_code == 400
