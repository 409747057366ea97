"""Readers report errors: it reaches the desk, machines and floods do not."""

from typing import Any

import pytest
from django.test import Client

from documents.models import SourceFile
from regulations.models import ErrorReport

pytestmark = pytest.mark.django_db
PLACE = {"r": "mczb-2023-5-1", "path": "art_2", "message": "“行政区域”应为“城区”"}


def test_a_report_reaches_the_desk_with_its_place(client_of: Any, source: SourceFile) -> None:
    form = Client().get("/report/?r=mczb-2023-5-1&path=art_2").content.decode()
    assert "本办法适用于本市行政区域内的既有住宅" in form
    assert "已收到" in Client().post("/report/", PLACE).content.decode()
    row = ErrorReport.objects.get()
    assert (row.path, row.state) == ("art_2", "open")
    assert row.quote.startswith("第二条")
    client = client_of("editor")
    assert PLACE["message"] in client.get("/desk/reports/").content.decode()
    assert PLACE["message"] in client.get("/desk/").content.decode()
    client.post(f"/desk/reports/{row.pk}/", {"state": "mended", "answer": "已改"})
    row.refresh_from_db()
    assert (row.state, row.answer, row.handled_by.username) == ("mended", "已改", "editor-1")  # type: ignore[union-attr]
    assert PLACE["message"] not in client.get("/desk/reports/").content.decode()


def test_a_place_that_is_not_there_is_left_out(source: SourceFile) -> None:
    Client().post("/report/", {**PLACE, "path": "art_99/../x"})
    assert ErrorReport.objects.values_list("path", "quote").get() == ("", "")


@pytest.mark.parametrize("message", ["", "  ", "错"])
def test_a_report_that_says_nothing_is_refused(source: SourceFile, message: str) -> None:
    answer = Client().post("/report/", {**PLACE, "message": message})
    assert answer.status_code == 400
    assert "请说明哪里有错" in answer.content.decode()
    assert not ErrorReport.objects.exists()


def test_what_fills_the_trap_is_dropped(source: SourceFile) -> None:
    assert Client().post("/report/", {**PLACE, "website": "http://spam"}).status_code == 200
    assert not ErrorReport.objects.exists()


def test_one_address_reports_ten_times_an_hour(source: SourceFile) -> None:
    codes = [Client().post("/report/", PLACE).status_code for _ in range(12)]
    assert codes == [200] * 10 + [429] * 2
    assert ErrorReport.objects.count() == 10
    assert Client(REMOTE_ADDR="10.0.0.9").post("/report/", PLACE).status_code == 200


def test_words_are_shown_as_words(client_of: Any, source: SourceFile) -> None:
    Client().post("/report/", {**PLACE, "message": "<script>alert(1)</script>"})
    page = client_of("reader").get("/desk/reports/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_there_is_nothing_to_report_on_what_is_not_public(source: SourceFile) -> None:
    assert Client().post("/report/", {**PLACE, "r": "none"}).status_code == 404
    assert Client().post("/report/", {"message": "没有说是哪一件"}).status_code == 404


def test_without_a_place_the_way_is_told(db: None) -> None:
    answer = Client().get("/report/")
    assert answer.status_code == 200
    assert "打开那件文件" in answer.content.decode()
