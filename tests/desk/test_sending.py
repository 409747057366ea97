"""Sending files in a real browser: dropped together, one bad among good, held already, the network lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from documents.models import SourceFile
from tests.accessibility import violations
from tests.desk.library import Staff, load
from tests.desk.test_journey import log_in
from tests.library.samples import EARLIER, NOTICE

pytestmark = pytest.mark.django_db(transaction=True)
DROP = """files => {
  const held = new DataTransfer();
  for (const [name, text] of files) held.items.add(new File([text], name, {type: 'text/plain'}));
  const event = type => new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: held});
  const form = document.querySelector('form.drop');
  form.dispatchEvent(event('dragover'));
  form.dispatchEvent(event('drop'));
}"""


@pytest.fixture
def page(chromium: Any, live_server: LiveServer, transactional_db: None, staff: Staff) -> Iterator[Any]:
    """The upload page on a phone; errors of scripts fail the test."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    log_in(page, staff("editor").username)
    page.goto("/desk/uploads/")
    yield page
    context.close()
    assert errors == []


def test_files_are_dropped_together_and_the_bad_ones_stay_behind(page: Any) -> None:
    load(EARLIER, "旧.txt")
    page.evaluate(
        DROP,
        [
            ["新.txt", NOTICE],
            ["旧的副本.txt", EARLIER],
            ["空.txt", ""],
            ["病毒.exe", "MZ"],
            ["再来.txt", NOTICE],
        ],
    )
    page.get_by_text("4 个文件不会发送，1 个可以上传。").wait_for()
    for words in (
        "内容与此前收到的《旧.txt》相同",
        "文件是空的",
        "不收这种文件",
        "与所选的另一个文件相同",
    ):
        page.get_by_text(words).wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="上传").click()
    page.get_by_text("新.txt：已收到").wait_for()
    assert set(SourceFile.objects.values_list("name", flat=True)) == {"旧.txt", "新.txt"}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_files_beyond_the_most_stay_behind(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.templatetags.desk.MOST_FILES", 2)
    page.reload()
    page.evaluate(DROP, [[f"{n}.txt", f"{NOTICE}{n}"] for n in range(3)])
    page.get_by_text("1 个文件不会发送，2 个可以上传。").wait_for()
    assert "一次最多 2 个" in page.locator(".picked li").nth(2).inner_text()
    assert page.evaluate("document.querySelector('#file').files.length") == 2


def test_a_lost_network_is_told_and_the_files_stay(page: Any) -> None:
    page.evaluate(DROP, [["新.txt", NOTICE]])
    page.get_by_text("可以上传").wait_for()
    page.route("**/desk/uploads/", lambda route: route.abort("internetdisconnected"))
    page.get_by_role("button", name="上传").click()
    page.get_by_text("网络中断，没有发送成功").wait_for()
    assert not SourceFile.objects.exists()
    page.unroute("**/desk/uploads/")
    page.get_by_role("button", name="上传").click()
    page.get_by_text("新.txt：已收到").wait_for()
    assert SourceFile.objects.get().name == "新.txt"


@pytest.mark.parametrize(
    ("status", "words"), [(413, "文件太大"), (403, "登录已经过期"), (500, "服务器没有收下，请稍后再试")]
)
def test_a_refusal_of_the_server_is_told_in_words(page: Any, status: int, words: str) -> None:
    page.evaluate(DROP, [["新.txt", NOTICE]])
    page.get_by_text("可以上传").wait_for()
    page.route("**/desk/uploads/", lambda route: route.fulfill(status=status, body="<h1>Traceback</h1>"))
    page.get_by_role("button", name="上传").click()
    page.get_by_text(words).wait_for()
    assert "Traceback" not in page.inner_text("body")


def test_an_expired_login_is_told(page: Any) -> None:
    page.evaluate(DROP, [["新.txt", NOTICE]])
    page.get_by_text("可以上传").wait_for()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="上传").click()
    page.get_by_text("登录已经过期，请重新登录后再上传").wait_for()
    assert not SourceFile.objects.exists()
