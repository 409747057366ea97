"""A real gazette from the upload to the reader: previewed as a draft, corrected, published, found."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from documents.models import ActionRecord, Correction, Document
from tests.accessibility import assert_accessible
from tests.desk.library import Staff
from tests.desk.test_journey import log_in

pytestmark = pytest.mark.django_db(transaction=True)
ACT = "/r/jcsrmzfl-2023-5-1/"
PRINTED, CORRECTED = "本市行政区域内城市排水和排水设施的规划", "本市行政区域内的城市排水和排水设施的规划"


@pytest.fixture(params=[390])
def page(request: Any, chromium: Any, live_server: LiveServer, transactional_db: None) -> Iterator[Any]:
    """A page on a phone."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": request.param, "height": 844})
    page = context.new_page()
    page.set_default_timeout(90_000)
    yield page
    context.close()


def test_upload_correct_publish_a_real_gazette(page: Any, staff: Staff, real_gazettes: list[Path]) -> None:
    gazette = next(path for path in real_gazettes if path.name.startswith("000_"))
    log_in(page, staff("reviewer").username)
    page.get_by_label("把公报文件拖到这里").set_input_files(str(gazette))
    page.get_by_role("button", name="上传").click()
    page.get_by_role("link", name="预览，14 件待发布").first.click(timeout=90_000)
    page.get_by_role("heading", name="晋城市人民政府公报 2023年第2期").wait_for()
    assert_accessible(page)
    _nothing_is_public(page)
    _correct(page)
    page.get_by_role("button", name="发布所选").click()
    page.get_by_text("已发布 14 件").wait_for(timeout=60_000)
    _everything_is_read(page)
    assert set(ActionRecord.objects.values_list("verb", flat=True)) == {"upload", "correct", "publish"}


def _nothing_is_public(page: Any) -> None:
    assert set(Document.objects.values_list("publication", flat=True)) == {"draft"}
    stranger = page.context.browser.new_context(base_url=page.url.split("/desk")[0])
    assert stranger.request.get(ACT).status == 404
    assert "排水管理办法" not in stranger.request.get("/acts/").text()
    assert "排水管理办法" not in stranger.request.get("/feeds/changes.atom").text()
    stranger.close()


def _correct(page: Any) -> None:
    place = page.locator(".nodes > li", has_text=PRINTED).first
    place.get_by_role("link", name="更正文字").click()
    field = page.get_by_label("文字")
    before = field.input_value()
    field.fill(before.replace(PRINTED, CORRECTED))
    page.locator("#why").fill("与印刷版第 3 页核对")
    page.get_by_role("button", name="保存更正").click()
    page.get_by_text("更正已生效").wait_for()
    assert CORRECTED in Correction.objects.get().after


def _everything_is_read(page: Any) -> None:
    page.goto(ACT)
    assert CORRECTED in page.locator("#art_2").inner_text()
    assert page.locator("#zhengwen .tiao").count() == 33
    page.goto("/search/?q=厨余垃圾乱倒")
    assert "厨余垃圾管理办法" in page.locator(".hit-t").first.inner_text()
    assert_accessible(page)
