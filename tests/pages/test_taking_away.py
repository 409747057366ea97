"""What readers take away: the feed of changes and the list as a table."""

import csv
import io
from xml.etree import ElementTree

import pytest
from django.test import Client

from documents.models import Document, Organ
from tests.pages.library import Library

pytestmark = pytest.mark.django_db


def rows_of(client: Client, asked: str = "") -> list[dict[str, str]]:
    """The table of a list."""
    answer = client.get(f"/acts.csv{asked}")
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_table_holds_what_the_list_holds(client: Client, library: Library) -> None:
    rows = rows_of(client)
    found = client.get("/acts/").context["found"]
    assert len(rows) == found.total > 0
    assert [row["题名"] for row in rows][: len(found.page)] == [act.title for act in found.page]
    assert all(row["效力"] and row["地址"].startswith("/r/") for row in rows)


def test_the_table_obeys_the_filter(client: Client, library: Library) -> None:
    every = rows_of(client)
    status = client.get("/acts/?status=expired").context["found"].total
    assert [row["效力"] for row in rows_of(client, "?status=expired")] == ["已失效"] * status
    assert len(every) > status
    assert rows_of(client, "?title=没有这样的题名") == []


def test_the_feed_tells_what_is_new_and_what_ended(client: Client, library: Library) -> None:
    answer = client.get("/feeds/changes.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    text = answer.content.decode()
    assert "新文件：《" in text
    ended = client.get("/acts/?status=expired").context["found"].page
    assert all(f"已失效：《{act.title}》" in text for act in ended if act.document_id)


@pytest.mark.parametrize("feed", ["changes.atom", "expiry.atom"])
def test_a_feed_has_what_atom_asks_for(client: Client, library: Library, feed: str) -> None:
    """RFC 4287: feed and entries have a name of their own, a title and a time; somebody is responsible."""
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(client.get(f"/feeds/{feed}").content)
    entries = root.findall(f"{atom}entry")
    assert entries or feed == "expiry.atom"
    for each in (root, *entries):
        assert all(each.findtext(f"{atom}{name}") for name in ("id", "title", "updated"))
    assert len({each.findtext(f"{atom}id") for each in entries}) == len(entries)
    assert root.findtext(f"{atom}author/{atom}name")


def test_a_feed_of_one_issuer_holds_only_its_acts(client: Client, library: Library) -> None:
    every = client.get("/feeds/changes.atom").content.decode().count("<entry>")
    parts = [
        client.get("/feeds/changes.atom", {"issuer": slug}).content.decode().count("<entry>")
        for slug in Organ.objects.values_list("slug", flat=True)
    ]
    assert every > 0
    assert all(part <= every for part in parts)
    assert max(parts) > 0
    assert client.get("/feeds/changes.atom", {"issuer": "nobody"}).status_code == 404


def test_what_is_withdrawn_is_in_neither(client: Client, library: Library) -> None:
    Document.objects.update(publication="withdrawn")
    assert "<entry>" not in client.get("/feeds/changes.atom").content.decode()
    assert not [row for row in rows_of(client) if row["文号"]]


@pytest.mark.parametrize("feed", ["changes.atom", "expiry.atom", "expiry.ics"])
def test_a_reader_that_asks_again_is_told_nothing_changed(
    client: Client, library: Library, feed: str
) -> None:
    first = client.get(f"/feeds/{feed}")
    assert "max-age=0" in first["Cache-Control"]
    again = client.get(f"/feeds/{feed}", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/feeds/{feed}", headers={"if-none-match": '"other"'}).status_code == 200


def test_one_query_makes_the_table(
    client: Client, library: Library, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        rows_of(client)
