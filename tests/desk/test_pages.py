"""The desk's pages: what they show, in how many queries; uploads, decisions, the record."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents.desk_selectors import stages_of
from documents.models import ActionRecord, Correction, Document, Finding, SourceFile
from documents.record_words import in_words
from regulations.models import Citation, Effect, ErrorReport, Provision, Regulation
from regulations.review_selectors import place_words
from tests.desk.library import load
from tests.library.samples import EARLIER, NOTICE

pytestmark = pytest.mark.django_db
QUERIES = {
    "/desk/": 16,
    "/desk/uploads/": 6,
    "/desk/findings/": 7,
    "/desk/effects/": 6,
    "/desk/citations/": 8,
    "/desk/reports/": 6,
    "/desk/history/": 6,
    "/desk/entries/": 6,
    "/desk/entries/tezhongshebeianquanfa/": 8,
}
REVIEW_QUERIES = 17


def text(answer: Any) -> str:
    """The decoded page."""
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def busy(source: SourceFile) -> SourceFile:
    """The issue with something on each pile."""
    Finding.objects.create(source=source, code="x", severity="error", line=3, message="看一看")
    Citation.objects.filter(kind="act").update(status="ambiguous")
    act = Regulation.objects.get(slug="mczb-2023-5-1")
    ErrorReport.objects.create(regulation=act, message="有错")
    return source


@pytest.mark.parametrize("path", QUERIES)
def test_pages_take_a_fixed_number_of_queries(
    client_of: Any, busy: SourceFile, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    client = client_of("administrator")
    client.get(path)
    with django_assert_num_queries(QUERIES[path]):
        client.get(path)
    load(EARLIER, "b.txt")
    Finding.objects.create(source=busy, code="y", severity="error", line=4, message="再看")
    Citation.objects.filter(kind="act").update(status="ambiguous")
    with django_assert_num_queries(QUERIES[path]):
        client.get(path)


def test_the_review_takes_a_fixed_number_of_queries(
    client_of: Any, busy: SourceFile, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("administrator")
    for path in (f"/desk/sources/{busy.pk}/", f"/desk/sources/{load(EARLIER, 'b.txt').pk}/"):
        client.get(path)
        Citation.objects.filter(kind="act").update(status="ambiguous")
        with django_assert_num_queries(REVIEW_QUERIES):
            client.get(path)


def test_the_review_shows_source_and_structure(client_of: Any, source: SourceFile) -> None:
    page = text(client_of("editor").get(f"/desk/sources/{source.pk}/"))
    assert "第五条" in page
    assert 'id="L10"' in page
    assert "更正文号" in page
    assert "读出了什么" in page


def test_a_reader_is_offered_nothing_to_change(client_of: Any, source: SourceFile) -> None:
    page = text(client_of("reader").get(f"/desk/sources/{source.pk}/"))
    for word in ("更正文号", "发布所选", "划掉所选", "确认<kbd>"):
        assert word not in page


def test_an_unknown_source_is_not_found(client_of: Any, source: SourceFile) -> None:
    client = client_of("editor")
    assert client.get("/desk/sources/987654/").status_code == 404
    assert client.get(f"/desk/sources/{source.pk}/?doc=abc").status_code == 200
    assert client.get("/desk/correct/?r=none&field=text").status_code == 404
    assert client.get("/desk/correct/?r=mczb-2023-5-1&path=art_99&field=text").status_code == 404
    assert client.get("/desk/correct/?r=mczb-2023-5-1&field=slug").status_code == 404


def test_uploads_are_answered_one_by_one(client_of: Any, django_capture_on_commit_callbacks: Any) -> None:
    files = [
        SimpleUploadedFile("好.txt", NOTICE.encode()),
        SimpleUploadedFile("空.txt", b""),
        SimpleUploadedFile("程序.exe", b"MZ"),
        SimpleUploadedFile("坏.pdf", b"%PDF-1.7 broken"),
    ]
    client = client_of("editor")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/desk/uploads/", {"file": files, "hold": "1"})
    page = text(client.get("/desk/uploads/"))
    assert "好.txt：已收到" in page
    assert "空.txt：文件是空的" in page
    assert "程序.exe：不收这种文件" in page
    good, bad = SourceFile.objects.order_by("pk")
    assert (good.state, good.hold, bad.state) == ("done", True, "failed")
    assert bad.error in page
    assert Document.objects.get().publication == "draft"
    assert ActionRecord.objects.filter(verb="upload").count() == 2
    client.post("/desk/uploads/", {"file": SimpleUploadedFile("又.txt", NOTICE.encode())})
    assert "没有重复入库" in text(client.get("/desk/uploads/"))
    client.post("/desk/uploads/")
    assert "没有选择文件" in text(client.get("/desk/uploads/"))


@pytest.mark.parametrize(("role", "publication"), [("reviewer", "published"), ("editor", "draft")])
def test_without_holding_what_is_marked_open_is_published_by_who_may(
    client_of: Any, django_capture_on_commit_callbacks: Any, role: str, publication: str
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client_of(role).post("/desk/uploads/", {"file": SimpleUploadedFile("a.txt", NOTICE.encode())})
    assert Document.objects.get().publication == publication


def test_progress_renews_itself_only_while_at_work(client_of: Any, source: SourceFile) -> None:
    client = client_of("reader")
    assert "hx-trigger" not in text(client.get("/desk/uploads/progress/"))
    SourceFile.objects.update(state="running", stage="解析", progress=30)
    page = text(client.get("/desk/uploads/progress/"))
    assert "hx-trigger" in page
    assert "30%" in page


def test_stages_say_where_the_work_is(source: SourceFile) -> None:
    assert {stage.sign for stage in stages_of(source)} == {"done"}
    source.state, source.stage, source.progress = "running", "解析", 30
    assert [stage.sign for stage in stages_of(source)] == ["done", "done", "at", "", ""]
    source.state = "failed"
    assert [stage.sign for stage in stages_of(source)] == ["done", "done", "stop", "", ""]
    source.state = "waiting"
    waits = stages_of(source)[2]
    assert (waits.sign, waits.said, waits.note) == ("wait", "等待核对", "")


def test_an_effect_is_rejected_and_taken_back(client_of: Any, source: SourceFile) -> None:
    client = client_of("reviewer")
    expiry = Effect.objects.get(kind="expire")
    client.post("/desk/effects/decide/", {"id": expiry.pk, "decision": "reject", "reason": "误读"})
    assert Regulation.objects.get(slug="mczb-2023-5-1").expires_on is None
    page = text(client.get("/desk/effects/"))
    assert "/desk/undo/" in page
    client.post("/desk/effects/decide/", {"id": expiry.pk, "decision": "return"})
    assert str(Regulation.objects.get(slug="mczb-2023-5-1").expires_on) == "2028-03-31"
    assert list(ActionRecord.objects.values_list("verb", flat=True)) == ["return", "reject"]


def test_a_citation_is_led_by_address_or_left_unclear(client_of: Any, source: SourceFile) -> None:
    client = client_of("reviewer")
    row = Citation.objects.filter(title_key="特种设备安全法").get()
    client.post(f"/desk/citations/{row.pk}/", {"address": "/r/mczb-2023-5/"})
    row.refresh_from_db()
    assert (row.target.slug, row.status) == ("mczb-2023-5", "resolved")  # type: ignore[union-attr]
    client.post(f"/desk/citations/{row.pk}/", {"address": "/r/nothing/"})
    row.refresh_from_db()
    assert row.status == "resolved"
    client.post(f"/desk/citations/{row.pk}/", {"none": "1"})
    row.refresh_from_db()
    assert (row.target, row.status) == (None, "unclear")


def test_an_attachment_that_was_not_printed_is_no_work(client_of: Any, source: SourceFile) -> None:
    client = client_of("reviewer")
    row = Citation.objects.filter(title_key="特种设备安全法").get()
    for reason, shown in (("没有先行词", True), ("附件未随文刊印", False)):
        Citation.objects.filter(pk=row.pk).update(status="unclear", target=None, reason=reason)
        for path in ("/desk/citations/", f"/desk/sources/{source.pk}/"):
            assert (f'id="citation-{row.pk}"' in text(client.get(path))) is shown, path
        waiting = "<b>1</b>指向不明的引用" in text(client.get("/desk/"))
        assert waiting is shown


def test_the_record_is_filtered_and_exported(client_of: Any, source: SourceFile) -> None:
    client = client_of("reviewer")
    effect = Effect.objects.get(kind="expire")
    client.post("/desk/effects/decide/", {"id": effect.pk, "decision": "confirm", "reason": "=1+1"})
    assert "确认效力" in text(client.get("/desk/history/?verb=confirm&user=reviewer-1&since=2020-01-01"))
    for query in ("verb=reject", "user=nobody", "words=没有这样的话", "until=2020-01-01"):
        assert "没有合于条件的记录" in text(client.get(f"/desk/history/?{query}")), query
    assert client.get("/desk/history/?since=gestern&page=x&verb=%00").status_code == 200
    answer = client.get("/desk/history.csv?verb=confirm")
    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert table.splitlines()[0].startswith("序号,时间,何人,做了什么")
    assert "'=1+1" in table


def test_the_record_speaks_in_words(client_of: Any, source: SourceFile) -> None:
    client = client_of("reviewer")
    client.post(
        f"/desk/sources/{source.pk}/publication/", {"id": Document.objects.get().pk, "wish": "withdraw"}
    )
    assert "状态：已发布 → 状态：已撤回" in text(client.get("/desk/history/"))
    table = b"".join(client.get("/desk/history.csv").streaming_content).decode("utf-8-sig")
    assert "状态：已发布,状态：已撤回" in table


def test_every_coded_value_of_the_record_has_words() -> None:
    choices = (Document.Publication, SourceFile.State, Effect.State, Citation.Status, ErrorReport.State)
    for value in (value for each in choices for value in each.values):
        assert in_words({"state": value}) not in (f"状态：{value}", "")
    assert in_words({"sha256": "a" * 64, "hold": True, "size": 2_621_440}) == "先不公开：是；大小：2.5 MB"
    assert in_words({"rows": [{"title": "甲"}, {"title": "", "doc_number": "乙〔2020〕1号"}]}) == (
        "条目：甲、乙〔2020〕1号"
    )
    assert in_words(None) == in_words({}) == ""
    assert in_words({"text": "draft", "on": None}) == "文字：draft；日期：（空）"


def test_the_login_bears_the_name_of_the_site(db: None) -> None:
    assert f"<title>登录 — {settings.SITE_NAME}" in Client().get("/desk/login/").content.decode()


@pytest.mark.parametrize(
    "back", ["javascript:alert(1)", "//elsewhere.example/", "https://elsewhere.example/"]
)
def test_a_form_leads_back_to_this_site_only(client_of: Any, source: SourceFile, back: str) -> None:
    client = client_of("reviewer")
    effect = Effect.objects.order_by("pk").first()
    assert effect is not None
    query = urlencode({"back": back})
    for address in (f"/desk/correct/?r=mczb-2023-5-1&path=art_2&field=text&{query}",
                    f"/desk/effects/{effect.pk}/?{query}"):  # fmt: skip
        page = text(client.get(address))
        assert f'href="{back}"' not in page
        assert f'name="next" value="{back}"' not in page
    here = urlencode({"r": "mczb-2023-5-1", "path": "art_2", "field": "text", "back": "/desk/uploads/"})
    assert 'href="/desk/uploads/" data-close' in text(client.get(f"/desk/correct/?{here}"))


def test_a_correction_tells_its_place_and_what_it_changed(client_of: Any, source: SourceFile) -> None:
    client = client_of("editor")
    value = "本办法适用于本市城区内的既有住宅。"
    asked = {"r": "mczb-2023-5-1", "path": "art_2", "field": "text"}
    client.post("/desk/correct/", asked | {"after": value, "reason": "误", "next": "/desk/"})
    page = text(client.get(f"/desk/sources/{source.pk}/"))
    change = "本办法适用于本市<del>行政区域</del><ins>城区</ins>内的既有住宅。"
    assert page.count(change) == 2
    assert "<b>第二条 文字</b>" in page
    assert "　第二条<" in text(client.get(f"/desk/correct/?{urlencode(asked)}"))


def test_a_place_that_has_no_number_is_told_as_it_is_cited(source: SourceFile) -> None:
    act = Regulation.objects.get(slug="mczb-2023-5-1")
    node = Provision.objects.get(version__regulation=act, path="art_2")
    Provision.objects.filter(pk=node.pk).update(path="h_1/h_2/para_1", cite="一（二）")
    assert place_words(act, "h_1/h_2/para_1") == "一（二）"
    assert place_words(act, "h_9") == "h_9"


@pytest.mark.parametrize("level", ["9" * 5000, "７", "-1", "99"])
def test_a_level_beyond_all_levels_is_refused(client_of: Any, source: SourceFile, level: str) -> None:
    asked = {"r": "mczb-2023-5-1", "path": "art_2", "field": "level", "after": level, "reason": "误"}
    assert client_of("editor").post("/desk/correct/", asked).status_code == 400
    assert not Correction.objects.exists()


def test_a_refusal_keeps_what_was_typed(client_of: Any, source: SourceFile) -> None:
    asked = {"r": "mczb-2023-5-1", "path": "art_2", "field": "text", "next": "/desk/uploads/"}
    answer = client_of("editor").post("/desk/correct/", asked | {"after": "改过的<条文>。", "reason": " "})
    page = answer.content.decode()
    assert (answer.status_code, Correction.objects.count()) == (400, 0)
    assert "请写明更正的理由" in page
    assert "改过的&lt;条文&gt;。</textarea>" in page
    assert 'name="next" value="/desk/uploads/"' in page
