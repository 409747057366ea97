"""What every public page keeps to: conditional requests, cache headers, the chosen day on every link."""

import pytest
from django.test import Client
from lxml import html

from tests.pages.library import Library
from tests.pages.test_markup import ADDRESSES

BESIDES = (
    "/r/mczbf-2024-12-1/chain/",
    "/r/mczbf-2024-12-1/?pick=1",
    "/r/mczbf-2024-12-1/?pick=art_1",
    "/compare/mczbf-2019-31/mczbf-2024-12-1/",
    "/stale/",
    "/register/",
    "/cleanup/",
)
PAGES = tuple(page for page in (*ADDRESSES, *BESIDES) if page not in ("/nowhere/", "/help/modes/"))
# What is the same on any day: settings, forms, staff, data, files.
DAYLESS = ("/help/modes/", "/report/", "/desk/", "/api/", "/feeds/", "/static/", "/sources/")
DAY = "on=2024-05-01"


def with_day(address: str) -> str:
    """The address on a chosen day."""
    return f"{address}{'&' if '?' in address else '?'}{DAY}"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_can_be_asked_for_conditionally(client: Client, library: Library, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert "max-age=0" in first["Cache-Control"]
    assert "must-revalidate" in first["Cache-Control"]
    assert "Cookie" in first["Vary"]
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_compressed_page_can_be_asked_for_conditionally(
    client: Client, library: Library, address: str
) -> None:
    gzip = {"Accept-Encoding": "gzip"}
    tag = client.get(address, headers=gzip)["ETag"]
    assert client.get(address, headers=gzip | {"If-None-Match": tag}).status_code == 304


def test_another_day_is_another_page(client: Client, library: Library) -> None:
    tag = client.get("/r/mczbf-2024-12-1/")["ETag"]
    answer = client.get("/r/mczbf-2024-12-1/?on=2029-04-01", headers={"If-None-Match": tag})
    assert answer.status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_the_chosen_day_is_shown_and_kept_on_every_link(
    client: Client, library: Library, address: str
) -> None:
    tree = html.fromstring(client.get(with_day(address)).content)
    strip = tree.xpath("//*[contains(@class, 'strip')]")[0].text_content()
    assert "2024年5月1日" in strip
    assert "回到今天" in strip
    links = tree.xpath("//main//a/@href | //header//a/@href | //footer//a/@href")
    here = [link for link in links if link.startswith("/") and not link.startswith(DAYLESS)]
    here += [link for link in links if link.startswith("?")]
    back = tree.xpath("//*[contains(@class, 'strip')]//a/@href")
    assert [link for link in here if DAY not in link and link not in back] == []
    forms = tree.xpath("//form[not(@method='post')][not(ancestor::*[contains(@class, 'strip')])]")
    kept = [form for form in forms if form.get("action") != "/help/modes/"]
    assert all(form.xpath(".//input[@name='on' and @value='2024-05-01']") for form in kept)


@pytest.mark.parametrize("address", PAGES)
def test_the_chosen_day_can_be_cleared(client: Client, library: Library, address: str) -> None:
    tree = html.fromstring(client.get(with_day(address)).content)
    (back,) = tree.xpath("//*[contains(@class, 'strip')]//a[text()='回到今天']/@href")
    assert "on=" not in back


def test_a_comparison_asked_for_by_form_keeps_the_day(client: Client, library: Library) -> None:
    answer = client.get(f"/compare/?a=mczbf-2019-31&b=mczbf-2024-12-1&{DAY}")
    assert answer["Location"] == f"/compare/mczbf-2019-31/mczbf-2024-12-1/?{DAY}"
