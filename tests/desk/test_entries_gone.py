"""Pages of entries that a merge, or the taking back of a split, has done away with."""

from typing import Any

import pytest

from documents.models import ActionRecord, SourceFile
from regulations.models import Citation, Regulation
from regulations.services.review import review_merge, review_split
from regulations.services.stubs import stub_for
from tests.desk.library import Staff

pytestmark = pytest.mark.django_db
TITLE = "中华人民共和国特种设备安全法"


def cited() -> Regulation:
    """The law that the invented notice cites and the library does not hold."""
    return Regulation.objects.get(title=TITLE)


def test_to_take_a_split_back_on_the_page_of_its_entry_leads_to_the_list(
    client_of: Any, source: SourceFile, staff: Staff
) -> None:
    client = client_of("reviewer")
    citation = Citation.objects.filter(target=cited()).first()
    assert citation is not None
    page = client.post(
        f"/desk/entries/{cited().slug}/split/", {"id": citation.pk, "title": "另一部法"}, follow=True
    )
    here = page.redirect_chain[-1][0]
    record = ActionRecord.objects.get(verb="split")
    answer = client.post("/desk/undo/", {"id": record.pk, "next": here}, follow=True)
    assert answer.status_code == 200
    assert "已撤销 1 步操作" in answer.content.decode()
    assert "这个条目已经不在" in answer.content.decode()


def test_a_merged_entry_leads_to_the_one_that_stays(client_of: Any, source: SourceFile, staff: Staff) -> None:
    other = stub_for(title=f"{TITLE}（旧写）")
    review_merge(ids=[cited().pk, other.pk], user=staff("reviewer"))
    gone = {other.slug, cited().slug} - set(Regulation.objects.values_list("slug", flat=True))
    answer = client_of("reader").get(f"/desk/entries/{gone.pop()}/", follow=True)
    assert TITLE in answer.content.decode()
    assert answer.redirect_chain


def test_entries_alike_are_looked_for_by_words_that_stand_in_the_title(
    client_of: Any, source: SourceFile, staff: Staff
) -> None:
    long = "中华人民共和国关于一件题名很长而只被引用的文件的实施细则"
    citation = Citation.objects.filter(target=cited()).first()
    assert citation is not None
    made = review_split(citation_ids=[citation.pk], user=staff("reviewer"), title=long)
    client = client_of("reader")
    page = client.get(f"/desk/entries/{made.slug}/")
    address = page.content.decode().partition("查找相近的条目")[0].rpartition('href="')[2].partition('"')[0]
    assert long in client.get(address).content.decode()
