"""A file in which no document is found: a person says where the first one begins."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Document, SourceFile
from regulations.services.boundaries import set_boundary
from regulations.services.correcting import CorrectionRefused, revoke
from tests.desk.library import Staff, load

pytestmark = pytest.mark.django_db
LETTER = """关心电梯加装的一封信

老旧住宅加装电梯是一件好事。愿意加装的住户可以到社区报名。

社区会请专业单位到现场看一看，再同大家商量。
"""


@pytest.fixture
def letter(db: None) -> SourceFile:
    """A file that holds no act."""
    return load(LETTER, "letter.txt")


def test_its_lines_are_kept_and_the_reason_told(letter: SourceFile) -> None:
    assert letter.state == SourceFile.State.FAILED
    assert "指明公文从哪一行开始" in letter.error
    assert letter.text.text.startswith("关心电梯加装的一封信")
    assert not Document.objects.exists()


def test_a_person_begins_the_first_document_and_takes_it_back(letter: SourceFile, staff: Staff) -> None:
    user = staff("editor")
    row = set_boundary(source=letter, line=1, begins="document", reason="便民信函也收录", user=user)
    letter.refresh_from_db()
    assert letter.state == SourceFile.State.DONE
    document = Document.objects.get()
    assert (document.title, document.line_start) == ("关心电梯加装的一封信", 1)
    assert row is not None
    row.refresh_from_db()
    assert row.state == "active"
    revoke(correction_id=row.pk, user=user, reason="误收")
    assert not Document.objects.exists()


def test_the_desk_offers_it(letter: SourceFile, client_of: Callable[[str], Client]) -> None:
    client = client_of("editor")
    page = client.get(reverse("regulations:desk-review", args=[letter.pk]))
    assert page.status_code == 200
    assert reverse("regulations:desk-boundary", args=[letter.pk]) in page.content.decode()


def test_only_a_document_can_begin_first(letter: SourceFile, staff: Staff) -> None:
    user = staff("editor")
    with pytest.raises(CorrectionRefused, match="还没有公文"):
        set_boundary(source=letter, line=1, begins="part", reason="附件", user=user)
    with pytest.raises(CorrectionRefused, match="空的"):
        set_boundary(source=letter, line=2, begins="document", reason="空行", user=user)
