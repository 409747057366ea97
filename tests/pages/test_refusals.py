"""Pages of what cannot be shown: told in Chinese, with a way on, without the database where it may be down."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, server_error


@pytest.mark.parametrize(
    ("view", "status", "words"), [(server_error, 500, "没有做出来"), (bad_request, 400, "看不懂")]
)
def test_a_plain_page_needs_no_database(view: Any, status: int, words: str) -> None:
    asked = RequestFactory().get("/")
    answer = view(asked) if view is server_error else view(asked, ValueError())
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert '<html lang="zh-CN">' in page
    assert 'href="/"' in page


@pytest.mark.django_db
def test_a_form_without_its_mark_is_refused_in_chinese() -> None:
    answer = Client(enforce_csrf_checks=True).post("/report/", {"r": "x", "message": "错"})
    assert answer.status_code == 403
    assert "没有提交" in answer.content.decode()


@pytest.mark.django_db
def test_nothing_found_is_not_counted_as_nothing() -> None:
    page = Client().get("/search/", {"q": "钛合金鱼竿"}).content.decode()
    assert "没有找到" in page
    assert "0 条" not in page
    assert 'id="h-list"' not in page


@pytest.mark.django_db
def test_nothing_left_by_a_filter_offers_to_drop_it() -> None:
    page = Client().get("/search/", {"q": "钛合金鱼竿", "year": "1950"}).content.decode()
    assert "去掉全部筛选" in page
    assert "0 条" not in page
