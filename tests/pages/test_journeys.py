"""What readers do, in a real browser: find, copy, look behind a citation, on a phone, by keyboard."""

from collections.abc import Callable, Iterator
from time import monotonic, sleep
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.pages.library import TITLE, Library

pytestmark = pytest.mark.django_db(transaction=True)
ACT = "/r/mczbf-2024-12-1/"
DAY = "?on=2026-11-20"
PAGES = (
    "/",
    "/issues/",
    "/issues/mczb-2024-3/",
    ACT,
    ACT + "art_2/item_1/",
    ACT + "?source=1",
    "/r/mczbf-2024-12/",
    "/r/mczbf-2024-13/",
    "/r/wuzhangai/",
    "/acts/",
    "/issuers/mcszfbgs/",
    "/chronicles/mczb-2024-2-dsj/",
    "/search/?q=电梯",
    "/help/statuses/",
    "/help/modes/",
    "/nowhere/",
)


@pytest.fixture
def page(chromium: Any, live_server: LiveServer, library: Library) -> Iterator[Any]:
    """A page of a wide window that may use the clipboard; errors of scripts fail the test."""
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def clipboard(page: Any) -> str:
    """What was copied."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def assert_soon(seen: Callable[[], bool]) -> None:
    """Fail where something does not come within some seconds; the page's policy lets no script be made of words."""
    until = monotonic() + 10
    while not seen():
        assert monotonic() < until
        sleep(0.05)


def test_a_clause_is_opened_and_its_citation_copied(page: Any) -> None:
    page.goto(ACT + "art_2/item_1/" + DAY)
    page.get_by_role("button", name="复制引用").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert clipboard(page) == f"《{TITLE}》第二条第（一）项"


def test_an_article_gives_its_link_and_its_words(page: Any) -> None:
    page.goto(ACT + DAY)
    page.get_by_role("heading", name="第一条").get_by_role("link").click()
    page.get_by_role("button", name="复制链接").click()
    assert clipboard(page).endswith(ACT + "art_1/" + DAY)
    page.get_by_role("button", name="复制文字").click()
    assert_soon(lambda: "加装电梯" in clipboard(page))
    assert "为了规范<加装电梯>工作，制定本办法。" in clipboard(page)
    assert "复制" not in clipboard(page)


def test_a_citation_shows_what_it_names_and_escape_closes_it(page: Any) -> None:
    page.goto(ACT + DAY)
    page.locator("a.cite").first.hover()
    peek = page.locator(".peek")
    peek.wait_for()
    assert "现行有效" in peek.inner_text()
    page.keyboard.press("Escape")
    assert peek.count() == 0


def test_a_lapsed_act_says_why(page: Any) -> None:
    page.goto("/r/mczbf-2019-31/" + DAY)
    status = page.get_by_role("region", name="效力", exact=True)
    assert "自2024年4月1日起废止" in status.inner_text()
    status.get_by_role("link", name="第四条第一款").click()
    assert page.locator(".named").inner_text().startswith("本办法自2024年4月1日起施行")


def test_the_act_is_searched_while_typing(page: Any) -> None:
    page.goto(ACT + DAY)
    page.get_by_label("本件内找").fill("办法")
    page.locator("mark.find").first.wait_for()
    page.keyboard.press("Enter")
    assert "第 1 处" in page.locator("#found").inner_text()
    page.get_by_label("本件内找").fill("")
    page.locator("mark.find").first.wait_for(state="detached")


def test_the_contents_follow_the_reader(page: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(ACT + DAY)
    page.locator("#art_4").scroll_into_view_if_needed()
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    page.locator(".toc [aria-current]").wait_for()


def test_all_is_reached_by_keyboard(page: Any) -> None:
    page.goto("/" + DAY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.locator("#q").focus()
    page.keyboard.type("电梯")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert "on=2026-11-20" in page.url


def test_nothing_needs_a_script(chromium: Any, live_server: LiveServer, library: Library) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(ACT + "?find=电梯&on=2026-11-20")
    assert page.locator(".text mark").count() > 0
    page.get_by_role("link", name="对照公报原文").click()
    assert page.locator(".src").count() > 0
    page.get_by_role("link", name="大字版").click()
    assert "dazi" in (page.locator("html").get_attribute("class") or "")
    context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways_on_phones(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_pages_are_light_and_hold_still(page: Any) -> None:
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body()) if answer.ok else 0))
    page.goto(ACT + DAY)
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < 150_000
    shift = page.evaluate(
        "new Promise((done) => new PerformanceObserver((list) => done(list.getEntries()"
        ".reduce((sum, entry) => sum + entry.value, 0))).observe({type: 'layout-shift', buffered: true})"
        " || setTimeout(() => done(0), 300))"
    )
    assert shift <= 0.02
