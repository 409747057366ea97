"""Why a hit stands where it stands, told to staff who ask and to nobody else."""

from typing import Any

import pytest
from django.test import Client

from documents.models import SourceFile

pytestmark = pytest.mark.django_db
ASKED = {"q": "管理办法", "explain": "1"}


def test_staff_see_how_a_score_comes_about(client_of: Any, source: SourceFile) -> None:
    page = client_of("reader").get("/search/", ASKED).content.decode()
    assert "得分" in page
    assert "得分" not in client_of("editor").get("/search/", {"q": "管理办法"}).content.decode()


def test_readers_do_not(source: SourceFile) -> None:
    answer = Client().get("/search/", ASKED)
    assert 'class="hit' in answer.content.decode()
    assert "得分" not in answer.content.decode()
