"""The REST API of texts: a whole text, a place, what stands around an act, effects."""

from typing import Any

import pytest
from django.test import Client

from documents.models import Document
from regulations.models import Redirect, Regulation
from tests.library.samples import EARLIER, LAW, NOTICE
from tests.library.test_ingest import load

pytestmark = pytest.mark.django_db

ACT = "mczb-2023-5-1"


@pytest.fixture
def library() -> None:
    """Two issues and a law."""
    load(EARLIER, "d.txt")
    load(NOTICE)
    load(LAW, "law.md")


def get(client: Client, path: str, **params: str) -> Any:
    """The JSON of an address."""
    response = client.get(f"/api/v1/{path}", params)
    assert response.status_code == 200, response.content[:500]
    return response.json()


def test_whole_text_in_printed_order(client: Client, library: None) -> None:
    """Every article, each below what its parent says, and the references with their spans."""
    text = get(client, f"regulations/{ACT}/text/")
    paths = [row["path"] for row in text["provisions"]]
    assert [path for path in paths if "/" not in path and path.startswith("art_")] == [
        f"art_{n}" for n in range(1, 6)
    ]
    assert all(row["parent_path"] in (None, *paths) for row in text["provisions"])
    words = {row["path"]: row["text"] for row in text["provisions"]}
    made = [c for c in text["citations"] if not c["in_heading"]]
    assert made
    assert all(words[c["path"]][c["start"] : c["end"]] == c["quote"] for c in made)


def test_place_holds_all_below_it(client: Client, library: None) -> None:
    """An article comes with its clauses and items and with nothing else."""
    place = get(client, f"regulations/{ACT}/places/art_3/")
    paths = [row["path"] for row in place["provisions"]]
    assert paths[0] == "art_3"
    assert len(paths) > 2
    assert all(path == "art_3" or path.startswith("art_3/") for path in paths)


def test_former_addresses_answer_301(client: Client, library: None) -> None:
    """A place that moved, and an act that was merged into another."""
    act = Regulation.objects.get(slug=ACT)
    Redirect.objects.create(slug=ACT, path="art_88", regulation=act, new_path="art_3")
    Redirect.objects.create(slug="former", path="", regulation=act)
    moved = client.get(f"/api/v1/regulations/{ACT}/places/art_88/")
    assert (moved.status_code, moved["Location"]) == (301, f"/api/v1/regulations/{ACT}/places/art_3/")
    merged = client.get("/api/v1/regulations/former/")
    assert (merged.status_code, merged["Location"]) == (301, f"/api/v1/regulations/{ACT}/")


@pytest.mark.parametrize(
    "path", [f"regulations/{ACT}/places/art_77/", "regulations/none/text/", "regulations/none/relations/"]
)
def test_what_is_not_there_is_404(client: Client, library: None, path: str) -> None:
    """Never an empty 200."""
    assert client.get(f"/api/v1/{path}").status_code == 404


def test_relations_by_kind(client: Client, library: None) -> None:
    """The new act rests on the law and ends the former one; the former one says by what."""
    around = get(client, f"regulations/{ACT}/relations/")
    assert [row["title"] for row in around["basis"]] == ["中华人民共和国特种设备安全法"]
    (ended,) = around["ends"]
    former = get(client, f"regulations/{ended['slug']}/relations/")
    assert ACT in [row["slug"] for row in former["ended_by"]]


def test_effects_are_listed_and_filtered(client: Client, library: None) -> None:
    """By kind and target, newest first."""
    rows = get(client, "effects/")["results"]
    assert {"commence", "repeal"} & {row["kind"] for row in rows}
    repeals = get(client, "effects/", kind="repeal", by=ACT)["results"]
    assert repeals
    assert all(row["by"] == ACT and row["quote"] for row in repeals)
    assert get(client, "effects/", after="2099-01-01")["count"] == 0


def test_unpublished_texts_are_told_nowhere(client: Client, library: None) -> None:
    """A draft has no text, no place, no relations, no effects."""
    Document.objects.filter(doc_number="明川政办〔2023〕5号").update(publication="draft")
    for part in ("", "text/", "places/art_3/", "relations/"):
        assert client.get(f"/api/v1/regulations/{ACT}/{part}").status_code == 404
    assert ACT not in str(get(client, "effects/")["results"])
    for row in Regulation.objects.public():
        assert ACT not in str(get(client, f"regulations/{row.slug}/relations/"))


@pytest.mark.parametrize(("part", "queries"), [("text/", 4), ("places/art_3/", 4), ("relations/", 8)])
def test_query_counts(
    client: Client, library: None, django_assert_num_queries: Any, part: str, queries: int
) -> None:
    """One number for each, whatever the length of the text."""
    with django_assert_num_queries(queries):
        get(client, f"regulations/{ACT}/{part}")


@pytest.mark.parametrize("part", ["text/", "places/art_3/", "relations/"])
def test_unknown_parameters_are_refused(client: Client, library: None, part: str) -> None:
    """400 as everywhere in the API."""
    assert client.get(f"/api/v1/regulations/{ACT}/{part}", {"x": "1"}).status_code == 400
    assert client.get(f"/api/v1/regulations/{ACT}/{part}", {"on": "2023-13-01"}).status_code == 400
