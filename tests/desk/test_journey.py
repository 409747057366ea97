"""The staff's way in a real browser: log in, upload, correct, publish; the same without script."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from documents.models import ActionRecord, Correction, Document, Finding
from regulations.models import Citation, Effect, ErrorReport, Provision
from tests.accessibility import violations
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
    page.get_by_text("文字有更正：本办法适用于本市行政区域城区内的既有住宅。").wait_for()
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
    page.keyboard.press("r")
    page.get_by_text("已驳回 1 项").wait_for()
    assert page.locator("[data-effect]").count() == waiting - 1
    page.keyboard.press("u")
    page.get_by_text("已撤销 1 步操作").wait_for()
    assert not Effect.objects.filter(state="rejected").exists()
    assert violations(page) == []
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
    page.get_by_text("a.exe，1 KB　不收这种文件").wait_for()
    page.get_by_role("button", name="上传").click()
    assert page.url.endswith("/desk/")
    for path in ("/desk/", "/desk/uploads/", "/desk/findings/", "/desk/effects/", "/desk/history/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_upload_correct_publish_by_keyboard_alone(
    chromium: Any, live_server: LiveServer, transactional_db: None, staff: Staff
) -> None:
    """The chooser of files is the browser's own; all else is keys."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 800})
    page = context.new_page()
    log_in(page, staff("reviewer").username)
    page.goto("/desk/uploads/")
    field = page.get_by_label("把公报文件拖到这里")
    tab_to(page, "file")
    field.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": NOTICE.encode()})
    page.get_by_text("可以上传").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("a.txt：已收到").wait_for()
    focus_link(page, "预览，1 件待发布")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="明川市人民政府公报 2023年第2期").wait_for()
    page.keyboard.press("?")
    page.get_by_role("dialog", name="快捷键").wait_for()
    page.keyboard.press("Escape")
    held = page.locator(".nodes > li.in-hand", has_text="本办法适用于本市行政区域内的既有住宅。")
    for _ in range(12):
        page.keyboard.press("j")
        if held.count():
            break
    page.keyboard.press("e")
    page.locator("#after").wait_for()
    page.locator("#after:focus").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("本办法适用于本市城区内的既有住宅。")
    page.keyboard.press("Tab")
    page.keyboard.type("与印刷版核对")
    page.keyboard.press("Enter")
    page.get_by_text("更正已生效").wait_for()
    page.keyboard.press("u")
    page.get_by_text("已撤销 1 步操作").wait_for()
    assert not Correction.objects.exclude(state="revoked").exists()
    focus_button(page, "发布所选")
    page.keyboard.press("Enter")
    page.get_by_text("已发布 1 件").wait_for()
    assert Document.objects.get().publication == "published"
    assert violations(page) == []
    context.close()


def tab_to(page: Any, wanted: str) -> None:
    """Press Tab until the element of this id has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wanted:
            return
    pytest.fail(f"{wanted} is not reached by Tab")


def focus_link(page: Any, name: str) -> None:
    """Press Tab until the link or button of this name has the focus."""
    for _ in range(160):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"{name} is not reached by Tab")


focus_button = focus_link


def test_a_boundary_is_corrected_and_taken_back(page: Any, staff: Staff) -> None:
    source = load(NOTICE)
    log_in(page, staff("reviewer").username)
    page.goto(f"/desk/sources/{source.pk}/")
    page.get_by_text("更正起止").click()
    page.locator("#b-line").fill("25")
    page.get_by_label("这一行是").select_option("document")
    page.locator("#b-why").fill("印刷版上另为一件")
    page.locator(".bounds").get_by_role("button", name="保存").click()
    page.get_by_text("更正已生效").wait_for()
    assert Document.objects.count() == 2
    page.get_by_text("公文起点").first.wait_for()
    page.get_by_role("button", name="撤销", exact=False).first.click()
    page.get_by_text("已撤销 1 步操作").wait_for()
    assert Document.objects.count() == 1


def test_a_finding_is_ticked_and_a_citation_led_on_a_phone(
    chromium: Any, live_server: LiveServer, transactional_db: None, staff: Staff
) -> None:
    source = load(NOTICE)
    Finding.objects.create(source=source, code="x", severity="error", line=3, message="这里缺一行")
    law = Citation.objects.get(title_key="特种设备安全法")
    Citation.objects.filter(pk=law.pk).update(status="ambiguous", target=None)
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 800})
    page = context.new_page()
    log_in(page, staff("reviewer").username)
    page.goto("/desk/findings/")
    page.get_by_label("选中：这里缺一行").check()
    page.get_by_label("理由").fill("与印刷版核对无误")
    page.get_by_role("button", name="划掉所选").click()
    page.get_by_text("已处理 1 处").wait_for()
    assert Finding.objects.get(code="x").resolution == "与印刷版核对无误"
    assert violations(page) == []
    page.goto("/desk/citations/")
    assert violations(page) == []
    page.get_by_label("粘贴文件或条文的地址").fill("/r/mczb-2023-5/")
    page.get_by_role("button", name="指定").click()
    page.get_by_text("已指定").wait_for()
    law.refresh_from_db()
    assert law.target is not None
    assert law.target.slug == "mczb-2023-5"
    page.locator(".told").get_by_role("button", name="撤销").click()
    page.get_by_text("已撤销 1 步操作").wait_for()
    law.refresh_from_db()
    assert law.status == "ambiguous"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
