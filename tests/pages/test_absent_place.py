"""Addresses of places that a text lacks: the place meant, the place around it, or words that say so."""

import pytest
from django.test import Client

from regulations.citations.provisions import cite_of_path, same_place
from tests.library.samples import NOTICE
from tests.library.test_ingest import load

ACT = "/r/mczb-2023-5-1/"


@pytest.mark.parametrize(
    ("path", "cite"),
    [
        ("art_21/para_2/item_3", "第二十一条第二款第（三）项"),
        ("art_120_1", "第一百二十条之一"),
        ("chp_3/sec_1", "第三章第一节"),
        ("s_4_3_2", "4.3.2"),
        ("att_2", "附件二"),
        ("", ""),
        ("foo", ""),
        ("foo_1", ""),
        ("art_x", ""),
        ("art_", ""),
        ("art_1/", ""),
    ],
)
def test_words_of_an_address(path: str, cite: str) -> None:
    """Only what acts cite has words."""
    assert cite_of_path(path) == cite


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("art_3/para_1/item_2", "art_3/item_2"),
        ("art_3/item_2", "art_3/para_1/item_2"),
        ("att_3", "annex_3"),
    ],
)
def test_two_addresses_of_one_place(path: str, other: str) -> None:
    """An article of one clause is cited with and without its number."""
    assert same_place(path) == (path, other)
    assert same_place("art_3/para_2") == ("art_3/para_2",)


@pytest.mark.django_db
def test_the_place_meant_is_shown(client: Client) -> None:
    """第三条第一款第（二）项 leads to 第三条第（二）项."""
    load(NOTICE)
    answer = client.get(f"{ACT}art_3/para_1/item_2/?on=2024-01-01")
    assert (answer.status_code, answer["Location"]) == (302, f"{ACT}art_3/item_2/?on=2024-01-01")


@pytest.mark.django_db
def test_the_place_around_is_shown_with_a_word(client: Client) -> None:
    """The second clause of an article of one clause."""
    load(NOTICE)
    answer = client.get(f"{ACT}art_2/para_2/", follow=True)
    assert answer.redirect_chain == [(f"{ACT}art_2/?absent=art_2/para_2", 302)]
    assert "没有<b>第二条第二款</b>" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["art_99", "art_99/para_1", "chp_7"])
def test_an_article_that_is_not_there_is_said_plainly(client: Client, path: str) -> None:
    """404 that names the act and what it lacks."""
    load(NOTICE)
    answer = client.get(f"{ACT}{path}/")
    assert answer.status_code == 404
    assert "没有第" in answer.content.decode()
    assert f'href="{ACT}"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["foo", "wp-login.php", "art_1/../..", "art_²"])
def test_what_is_no_place_is_no_page(client: Client, path: str) -> None:
    """The ordinary 404."""
    load(NOTICE)
    answer = client.get(f"{ACT}{path}/")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


@pytest.mark.django_db
def test_absent_words_are_read_not_echoed(client: Client) -> None:
    """Whatever the parameter says, only a citation is printed."""
    load(NOTICE)
    page = client.get(f"{ACT}art_2/", {"absent": "<b>x</b>"}).content.decode()
    assert "这个文本没有" not in page
