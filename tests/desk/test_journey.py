"""The staff's way in a real browser: log in, upload, correct, publish; the same without script."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from documents.models import ActionRecord, Correction, Document
from regulations.models import Effect, ErrorReport, Provision
from tests.desk.library import PASSWORD, Staff, load
from tests.library.samples import NOTICE

pytestmark = pytest.mark.django_db(transaction=True)
ACT = "/r/mczb-2023-5-1/"


@pytest.fixture(params=["script", "no script"])
def page(request: Any, chromium: Any, live_server: LiveServer, transactional_db: None) -> Iterator[Any]:
    """A page with and without script; errors of scripts fail the test."""
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=request.param == "script")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def log_in(page: Any, username: str) -> None:
    """Through the form."""
    page.goto("/desk/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="工作台", level=1).wait_for()


def upload(page: Any) -> None:
    """The invented issue, as a draft."""
    page.get_by_label("把公报文件拖到这里").set_input_files(
        {"name": "公报2023-02.txt", "mimeType": "text/plain", "buffer": NOTICE.encode()}
    )
    page.get_by_role("button", name="上传").click()
    page.get_by_text("公报2023-02.txt：已收到").wait_for()


def test_upload_correct_publish(page: Any, staff: Staff) -> None:
    user = staff("reviewer")
    log_in(page, user.username)
    upload(page)
    assert page.request.get(ACT).status == 404
    page.get_by_role("link", name="预览，1 件待发布").click()
    page.get_by_role("heading", name="明川市人民政府公报 2023年第2期").wait_for()
    place = page.locator(".nodes > li", has_text="本办法适用于本市行政区域内的既有住宅。")
    place.get_by_role("link", name="更正文字").click()
    page.get_by_label("文字").fill("本办法适用于本市城区内的既有住宅。")
    page.locator("#why").fill("与印刷版第 3 页核对")
    page.get_by_role("button", name="保存更正").click()
    page.get_by_text("更正已生效").wait_for()
    assert Correction.objects.get().state == "active"
    page.get_by_text("文字原读作：本办法适用于本市行政区域内的既有住宅。").wait_for()
    page.get_by_role("link", name="预览：明川市既有住宅加装电梯管理办法").click()
    page.get_by_text("本办法适用于本市城区内的既有住宅").first.wait_for()
    page.get_by_role("link", name="回到审阅").click()
    page.get_by_role("button", name="发布所选").click()
    page.get_by_text("已发布 1 件").wait_for()
    page.goto(ACT)
    page.get_by_text("本办法适用于本市城区内的既有住宅").first.wait_for()
    page.goto("/desk/history/")
    for word in ("上传", "更正", "发布"):
        page.get_by_role("cell", name=word, exact=True).wait_for()
    assert Document.objects.get().publication == "published"


def test_revoke_in_the_review(page: Any, staff: Staff) -> None:
    from regulations.models import Regulation
    from regulations.services.correcting import Place, correct

    source, user = load(NOTICE), staff("editor")
    act = Regulation.objects.select_related("document__issue").get(slug="mczb-2023-5-1")
    correct(place=Place(act, "art_2"), field="text", after="错的。", reason="误", user=user)
    log_in(page, user.username)
    page.goto(f"/desk/sources/{source.pk}/")
    page.get_by_role("button", name="撤销更正").click()
    page.get_by_text("更正已撤销").wait_for()
    assert Provision.objects.get(version__regulation=act, path="art_2").text.startswith("本办法适用")
    assert ActionRecord.objects.filter(verb="revoke").count() == 1


def test_a_reader_reports_and_the_desk_answers(page: Any, staff: Staff) -> None:
    load(NOTICE)
    page.goto("/report/?r=mczb-2023-5-1&path=art_2")
    page.get_by_label("哪里有错").fill("“行政区域”应为“城区”")
    page.get_by_role("button", name="提交").click()
    page.get_by_text("已收到，谢谢").wait_for()
    log_in(page, staff("editor").username)
    page.get_by_text("“行政区域”应为“城区”").first.wait_for()
    page.get_by_label("处理说明").fill("已更正")
    page.get_by_role("button", name="已改正").click()
    page.get_by_text("已记下").wait_for()
    assert ErrorReport.objects.get().state == "mended"


def test_effects_are_decided_by_keys(
    chromium: Any, live_server: LiveServer, transactional_db: None, staff: Staff
) -> None:
    load(NOTICE)
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    log_in(page, staff("reviewer").username)
    page.goto("/desk/effects/")
    waiting = page.locator("[data-effect]").count()
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.get_by_text("已驳回 1 项").wait_for()
    assert page.locator("[data-effect]").count() == waiting - 1
    page.keyboard.press("z")
    page.get_by_text("已退回待核 1 项").wait_for()
    assert not Effect.objects.filter(state="rejected").exists()
    context.close()


def test_a_file_that_is_not_taken_is_told_before_sending(
    chromium: Any, live_server: LiveServer, transactional_db: None, staff: Staff
) -> None:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 800})
    page = context.new_page()
    log_in(page, staff("editor").username)
    page.get_by_label("把公报文件拖到这里").set_input_files(
        [{"name": "a.exe", "mimeType": "text/plain", "buffer": b"MZ"}]
    )
    page.get_by_text("a.exe：不收这种文件").wait_for()
    page.get_by_role("button", name="上传").click()
    assert page.url.endswith("/desk/")
    for path in ("/desk/", "/desk/uploads/", "/desk/findings/", "/desk/effects/", "/desk/history/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()
