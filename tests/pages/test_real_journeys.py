"""Journeys through a real gazette: everyday words to a clause, a lapsed act, two years side by side."""

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


@pytest.fixture
def page(chromium: Any, live_server: LiveServer, real_gazettes: list[Path]) -> Iterator[Any]:
    """A phone's page of a site that holds the gazettes of 2023 and 2024."""
    for gazette in real_gazettes:
        if gazette.name.startswith(("000_", "003_")):
            call_command("ingest", str(gazette), "--sync", verbosity=0)
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 390, "height": 844},
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield context.new_page()
    context.close()


def test_readers_find_cite_judge_and_compare(page: Any) -> None:
    _find_and_cite(page)
    _see_why_it_lapsed(page)
    _compare_two_years(page)
    _report_an_error(page)


def _find_and_cite(page: Any) -> None:
    page.goto(f"/?{DAY}")
    page.locator("#q").fill("厨余垃圾乱倒")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert_accessible(page)
    hit = page.locator(".hit").filter(has_text="厨余垃圾管理办法").first
    hit.locator(".snips a").filter(has_text="第").first.click()
    named = page.locator(".tiao.named")
    assert "厨余垃圾" in named.inner_text()
    number = named.locator(".tiao-no").inner_text()
    page.get_by_role("button", name="复制引用").click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"《晋城市城市厨余垃圾管理办法》{number}"
    assert_accessible(page)


def _see_why_it_lapsed(page: Any) -> None:
    page.goto(f"/acts/?status=expired&{DAY}")
    page.get_by_role("link", name="晋城市火灾事故调查处理规定（试行）", exact=True).click()
    status = page.get_by_role("region", name="效力", exact=True)
    assert "有效期至2025年3月9日，已经届满" in status.inner_text()
    assert "有效期两年" in status.inner_text()
    assert_accessible(page)
    page.get_by_text("换一天").click()
    page.locator(".strip input[name=on]").fill("2024-05-01")
    page.locator(".strip").get_by_role("button", name="确定").click()
    assert "现行有效" in status.inner_text()


def _compare_two_years(page: Any) -> None:
    page.goto(f"/search/?q=2024年安全生产工作的通知&{DAY}")
    page.get_by_role("link", name="晋城市人民政府关于做好2024年安全生产工作的通知").first.click()
    assert "一、" in page.locator("#zhengwen").inner_text()
    page.goto("/compare/jszf-2023-1/jszf-2024-1/")
    assert page.locator("ins").count() > 10
    assert page.locator("td ins").first.inner_text() == "2024年"
    assert_accessible(page)


def _report_an_error(page: Any) -> None:
    page.goto(f"/r/jszb-2023-7-1/?{DAY}")
    page.locator("#art_1 .tiao-no a").click()
    page.locator("#art_1").get_by_role("link", name="报告错误").click()
    assert "消防安全" in page.locator("blockquote").inner_text()
    assert_accessible(page)
    page.get_by_label("哪里有错").fill("第一行有错字")
    page.get_by_role("button", name="提交").click()
    page.get_by_text("已收到").wait_for()
    assert_accessible(page)
    assert ErrorReport.objects.get().message == "第一行有错字"
