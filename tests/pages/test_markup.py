"""Markup that readers with other tools depend on: headings in order, names, ids once."""

from collections import Counter
from itertools import pairwise

import pytest
from django.test import Client
from lxml import html

from tests.pages.library import Library

ADDRESSES = (
    "/",
    "/issues/",
    "/issues/mczb-2024-3/",
    "/r/mczbf-2024-12-1/",
    "/r/mczbf-2024-12-1/art_2/item_1/",
    "/r/mczbf-2024-12-1/?source=1",
    "/r/mczbf-2024-13/",
    "/r/wuzhangai/",
    "/acts/",
    "/acts/?status=repealed&level=national",
    "/issuers/",
    "/issuers/mcszfbgs/",
    "/chronicles/",
    "/chronicles/mczb-2024-2-dsj/",
    "/search/",
    "/search/?q=督导",
    "/help/",
    "/help/search/",
    "/help/statuses/",
    "/help/modes/",
    "/nowhere/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_markup_is_in_order(client: Client, library: Library, address: str) -> None:
    tree = html.fromstring(client.get(address).content)
    levels = [int(node.tag[1]) for node in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    ids = Counter(tree.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert tree.get("lang") == "zh-CN"
    assert len(tree.xpath("//main")) == 1
    assert all(link.text_content().strip() or link.get("aria-label") for link in tree.iter("a"))
    inside = {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")}
    assert inside - set(ids) == set()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_field_has_a_name(client: Client, library: Library, address: str) -> None:
    tree = html.fromstring(client.get(address).content)
    named = set(tree.xpath("//label/@for"))
    for field in tree.iter("input", "select", "textarea"):
        if field.get("type") == "hidden":
            continue
        assert field.get("id") in named or list(field.iterancestors("label")) or field.get("aria-label")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_comes_from_elsewhere(client: Client, library: Library, address: str) -> None:
    tree = html.fromstring(client.get(address).content)
    assert all(
        source.startswith("/") for source in tree.xpath("//script/@src | //link/@href | //img/@src")[1:]
    )
    assert tree.xpath("//script[not(@src)]") == []
