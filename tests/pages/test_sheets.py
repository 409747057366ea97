"""Printed pages: their pictures, who may see them, the page beside the text."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from reportlab.pdfgen.canvas import Canvas

from documents import page_images
from documents.gazette.page_picture import Sizes, draw_page, measure_pages
from documents.gazette.source import UnreadableSource
from documents.models import Document, DroppedLine, SourceContent, SourceFile, SourceText
from regulations.models import Regulation, Version
from tests.pages.library import Library

ACT = "/r/mczbf-2024-12-1/"
PAGE_OF_LINES = {1: range(1, 5), 2: range(5, 45), 3: range(45, 60), 4: range(60, 101)}


def printed(pages: int = 4) -> bytes:
    """A PDF whose pages say their number."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 600))
    for number in range(1, pages + 1):
        canvas.drawString(50, 500, f"page {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@dataclass
class Sheets:
    """The library whose one source is a PDF of four pages; a draft stands on the last."""

    library: Library
    source: int

    def picture(self, page: int) -> str:
        """The address of a page's picture."""
        return f"/sources/{self.source}/pages/{page}.webp"


@pytest.fixture
def sheets(library: Library) -> Iterator[Sheets]:
    """The draft's lines begin at 80; the foot of each page is a dropped line."""
    source = library.issue.source
    SourceContent.objects.create(source=source, data=printed())
    geometry = {
        str(line): [page, 40, 20 + 8 * at, 200, 27 + 8 * at]
        for page, lines in PAGE_OF_LINES.items()
        for at, line in enumerate(lines)
    }
    SourceText.objects.filter(source=source).update(format="pdf", pages=4, geometry=geometry)
    Document.objects.filter(issue=library.issue).exclude(publication="draft").filter(line_end__gt=79).update(
        line_end=79
    )
    DroppedLine.objects.create(source=source, line=44, text="— 14 —", reason="页码")
    DroppedLine.objects.create(source=source, line=59, text="— 15 —", reason="页码")
    caches["pages"].clear()
    yield Sheets(library, source.pk)
    caches["pages"].clear()


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    """A reader of the desk, logged in."""
    user = User.objects.create_user("desk", password="only-for-tests")
    user.groups.add(Group.objects.get(name="reader"))
    client.force_login(user)
    return client


def test_a_page_is_drawn_at_the_width_asked_for() -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO(draw_page(printed(), 2, 300)))
    assert picture.size == (300, 450)
    assert picture.convert("L").getextrema()[0] < 100


def test_pages_are_measured() -> None:
    assert measure_pages(printed(2)) == ((400.0, 600.0), (400.0, 600.0))


@pytest.mark.parametrize("page", [0, 5])
def test_a_page_that_is_not_there_is_refused(page: int) -> None:
    with pytest.raises(UnreadableSource, match="没有这一页"):
        draw_page(printed(), page, 300)


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing", b"", b"<html>"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSource):
        draw_page(data, 1, 300)


def test_drawing_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(UnreadableSource, match="已停止"):
        draw_page(printed(), 1, 300, timeout_s=0.01)


def test_a_public_page_has_a_picture_that_can_be_asked_for_again(client: Client, sheets: Sheets) -> None:
    first = client.get(sheets.picture(2))
    assert first.status_code == 200
    assert first["Content-Type"] == "image/webp"
    assert first.content[8:12] == b"WEBP"
    assert "max-age=0" in first["Cache-Control"]
    again = client.get(sheets.picture(2), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert client.get(sheets.picture(2) + "?w=1860")["ETag"] != first["ETag"]


def test_a_picture_is_drawn_once(client: Client, sheets: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(page_images, "draw_page", lambda data, page, width: drawn.append(page) or b"RIFF")
    assert client.get(sheets.picture(2)).content == client.get(sheets.picture(2)).content
    assert drawn == [2]


def test_a_page_with_a_draft_on_it_is_for_staff_only(client: Client, sheets: Sheets) -> None:
    assert client.get(sheets.picture(4)).status_code == 404
    assert client.get(f"/issues/{sheets.library.issue.slug}/pages/4/").status_code == 404


def test_staff_see_a_draft_page_and_no_cache_keeps_it(staff: Client, sheets: Sheets) -> None:
    answer = staff.get(sheets.picture(4))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]


def test_contents_that_name_a_draft_are_hidden_until_it_is_published(client: Client, sheets: Sheets) -> None:
    assert client.get(sheets.picture(1)).status_code == 404
    Document.objects.update(publication="published")
    assert client.get(sheets.picture(1)).status_code == 200
    assert client.get(sheets.picture(4)).status_code == 200


def test_a_withdrawn_page_is_gone_even_for_who_has_it(client: Client, sheets: Sheets) -> None:
    tag = client.get(sheets.picture(2))["ETag"]
    Document.objects.update(publication="withdrawn")
    assert client.get(sheets.picture(2), headers={"If-None-Match": tag}).status_code == 404


@pytest.mark.parametrize("page", [0, 5, 999999])
def test_no_picture_beyond_the_file(client: Client, sheets: Sheets, page: int) -> None:
    assert client.get(sheets.picture(page)).status_code == 404


def test_only_pdf_files_have_pictures(client: Client, library: Library) -> None:
    assert client.get(f"/sources/{library.issue.source_id}/pages/1.webp").status_code == 404


def test_a_refusal_is_kept_too(client: Client, sheets: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def refuse(data: bytes, page: int, width: int) -> bytes:
        tried.append(page)
        raise UnreadableSource("PDF 打不开")

    monkeypatch.setattr(page_images, "draw_page", refuse)
    assert client.get(sheets.picture(2)).status_code == 404
    assert client.get(sheets.picture(2)).status_code == 404
    assert tried == [2]


def test_too_many_at_once_are_asked_to_come_again(
    client: Client, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "PATIENCE_S", 0.01)
    for _ in range(page_images.AT_ONCE):
        page_images._drawing.acquire()
    try:
        answer = client.get(sheets.picture(2))
    finally:
        page_images._drawing.release(page_images.AT_ONCE)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


def test_pages_that_cannot_be_measured_are_not_measured_each_time(
    sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def refuse(data: bytes) -> Sizes:
        tried.append(len(data))
        raise UnreadableSource("PDF 打不开")

    monkeypatch.setattr(page_images, "measure_pages", refuse)
    text = SourceText.objects.get(pk=sheets.source)
    assert (page_images.sheet_sizes(text), page_images.sheet_sizes(text)) == ((), ())
    assert len(tried) == 1


def test_a_law_s_pages_are_hidden_until_it_is_written(client: Client, sheets: Sheets) -> None:
    bare = SourceFile.objects.create(sha256="1" * 64, name="法.pdf", size=1, kind="law", state="failed")
    SourceText.objects.create(source=bare, format="pdf", pages=4, text="甲", geometry={"1": [1, 0, 0, 9, 9]})
    SourceContent.objects.create(source=bare, data=printed())
    assert client.get(f"/sources/{bare.pk}/pages/1.webp").status_code == 404
    law = Regulation.objects.create(slug="fa", title="法", title_key="法", is_stub=False)
    Version.objects.create(regulation=law, source=bare, line_start=1, line_end=1)
    assert client.get(f"/sources/{bare.pk}/pages/1.webp").status_code == 200


def test_the_margin_names_the_printed_page(client: Client, sheets: Sheets) -> None:
    page = client.get(ACT).content.decode()
    slug = sheets.library.issue.slug
    assert f'<a class="pg" href="/issues/{slug}/pages/2/?lines=' in page
    assert page.count(">第14页</a>") == 1
    assert 'class="cut"' not in page


def test_a_file_without_pages_has_no_page_numbers(client: Client, library: Library) -> None:
    assert 'class="pg"' not in client.get(ACT).content.decode()


def test_the_print_stands_beside_the_text(client: Client, sheets: Sheets) -> None:
    page = client.get(ACT + "?source=1").content.decode()
    assert f'<img src="{sheets.picture(2)}" alt="" loading="lazy"' in page
    assert "第14页的原样，看整页" in page
    assert "--pw:400.0" in page
    assert "读出的" in page
    assert "第 21 行移出正文：页眉" in page


def test_pages_that_cannot_be_measured_leave_the_lines(
    client: Client, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(data: bytes) -> None:
        raise UnreadableSource("PDF 打不开")

    monkeypatch.setattr(page_images, "measure_pages", refuse)
    page = client.get(ACT + "?source=1").content.decode()
    assert 'class="cut"' not in page
    assert 'data-n="21"' in page


@pytest.mark.parametrize(("address", "queries"), [(ACT, 11), (ACT + "?source=1", 14)])
def test_printed_acts_ask_a_fixed_number_of_queries(
    client: Client,
    sheets: Sheets,
    address: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(ACT + "?source=1")
    with django_assert_num_queries(queries):
        client.get(address)


def test_a_printed_page_is_shown_whole_with_what_was_read(client: Client, sheets: Sheets) -> None:
    page = client.get(f"/issues/{sheets.library.issue.slug}/pages/2/?lines=20-22").content.decode()
    assert "第14页" in page
    assert page.count('<rect class="marked"') == 1
    assert "移出正文：页眉" in page
    assert "叠印还原为（二）" in page
    assert f'href="{ACT}"' in page
    assert "尚未公开的文件" not in page
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page


@pytest.mark.parametrize("lines", ["", "x", "5", "9-1", "1-99999999999", "-", "<b>-2", "１-２"])
def test_odd_lines_mark_nothing(client: Client, sheets: Sheets, lines: str) -> None:
    answer = client.get(f"/issues/{sheets.library.issue.slug}/pages/2/", {"lines": lines})
    assert answer.status_code == 200
    assert '<rect class="marked"' not in answer.content.decode()
