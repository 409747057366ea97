"""The check that every journey makes is itself tried: it sees each fault, and none on pages in order."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.accessibility import assert_accessible
from tests.pages.library import Library
from tests.pages.test_journeys import PAGES

pytestmark = pytest.mark.django_db(transaction=True)
MODES = ({}, {"theme": "dark"}, {"contrast": "sharp"}, {"theme": "dark", "contrast": "sharp", "size": "dazi"})
PLAIN = '<!doctype html><html lang="zh-CN"><title>页</title><body style="background:#fff;color:#000"><main>{}</main>'


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of a wide window."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>题</h1><button></button>", "button-name"),
        ("<h1>题</h1><input>", "label"),
        ("<h1>题</h1><h3>节</h3>", "heading-order"),
        ('<h1>题</h1><p style="color:#999">很淡的一行字</p>', "color-contrast"),
        ('<h1>题</h1><p style="width:3000px">宽</p>', "scrolls sideways"),
    ],
)
def test_a_fault_is_seen(page: Any, body: str, fault: str) -> None:
    page.set_content(PLAIN.format(body))
    with pytest.raises(AssertionError, match=fault):
        assert_accessible(page)


def test_a_plain_page_is_in_order(page: Any) -> None:
    page.set_content(PLAIN.format('<h1>题</h1><label>词<input></label><a href="/">首页</a>'))
    assert_accessible(page)


@pytest.mark.parametrize("modes", MODES, ids=str)
def test_every_page_is_in_order_in_every_mode(
    chromium: Any, live_server: LiveServer, library: Library, modes: dict[str, str]
) -> None:
    width = 320 if "size" in modes else 1280
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in modes.items()]
    )
    page = context.new_page()
    for address in PAGES:
        page.goto(address)
        assert_accessible(page)
    context.close()
