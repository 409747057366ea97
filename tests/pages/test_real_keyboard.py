"""The journeys of readers through real gazettes by keyboard alone, wide and on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from regulations.models import ErrorReport
from tests.accessibility import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
DAY = "on=2026-11-20"
MOST_TABS = 600


@pytest.fixture
def page(chromium: Any, live_server: LiveServer, real_gazettes: list[Path]) -> Iterator[Any]:
    """A page of a site that holds the gazettes of 2023 and 2024; it has no mouse."""
    for gazette in real_gazettes:
        if gazette.name.startswith(("000_", "003_")):
            call_command("ingest", str(gazette), "--sync", verbosity=0)
    context = chromium.new_context(
        base_url=live_server.url, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()


def tab_to(page: Any, words: str) -> None:
    """Go on by the tabulator until the thing with focus says ``words``; each stop must show its focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const at = document.activeElement;"
            " return at.getAttribute('aria-label') || at.textContent.trim() || at.name || ''; }"
        )
        if words in said:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{words} is not reached by keyboard")


def test_readers_need_no_mouse(page: Any) -> None:
    for width, height in ((1280, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        _find_and_cite(page)
        _see_why_it_lapsed(page)
        _compare_two_years(page)
        _report_an_error(page)
    assert ErrorReport.objects.count() == 2


def _find_and_cite(page: Any) -> None:
    page.goto(f"/?{DAY}")
    tab_to(page, "跳到正文")
    page.keyboard.press("Enter")
    tab_to(page, "q")
    page.keyboard.type("厨余垃圾乱倒")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    tab_to(page, "厨余垃圾管理办法")
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/**")
    assert DAY in page.url
    tab_to(page, "第十六条")
    page.keyboard.press("Enter")
    tab_to(page, "复制引用")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "《晋城市城市厨余垃圾管理办法》第十六条"
    assert_accessible(page)


def _see_why_it_lapsed(page: Any) -> None:
    page.goto(f"/acts/?status=expired&{DAY}")
    tab_to(page, "晋城市火灾事故调查处理规定（试行）")
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/**")
    status = page.get_by_role("region", name="效力", exact=True)
    assert "有效期至2025年3月9日，已经届满" in status.inner_text()
    tab_to(page, "第二十八条")
    page.keyboard.press("Enter")
    page.locator(".named").first.wait_for()
    assert "有效期两年" in page.locator(".named").first.inner_text()
    assert_accessible(page)


def _compare_two_years(page: Any) -> None:
    page.goto(f"/search/?q=2024年安全生产工作的通知&{DAY}")
    tab_to(page, "晋城市人民政府关于做好2024年安全生产工作的通知")
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/**")
    tab_to(page, "与本件对照")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/**")
    assert page.locator("ins").count() > 10
    assert DAY in page.url
    assert_accessible(page)


def _report_an_error(page: Any) -> None:
    page.goto(f"/r/jszb-2023-7-1/?{DAY}")
    tab_to(page, "第一条")
    tab_to(page, "报告错误")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    tab_to(page, "message")
    page.keyboard.type("第一行有错字")
    tab_to(page, "提交")
    page.keyboard.press("Enter")
    page.get_by_text("已收到").wait_for()
    assert_accessible(page)
