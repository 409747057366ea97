"""Corrections in the library: applied, kept through each reading, revoked, contradicted, recorded."""

import pytest

from documents.models import ActionRecord, Correction, Document, SourceFile
from regulations.models import Citation, Effect, Provision, Regulation
from regulations.services.correcting import CorrectionRefused, Place, correct, revoke
from regulations.services.ingest import ingest_source
from tests.desk.library import Staff, load
from tests.library.samples import LAW, NOTICE

pytestmark = pytest.mark.django_db
NEW = "本办法适用于本市城区内的既有住宅。"


def rules() -> Regulation:
    """The enclosure."""
    return Regulation.objects.select_related("document__issue").get(slug="mczb-2023-5-1")


def clause(path: str = "art_2") -> Provision:
    """A provision of the enclosure."""
    return Provision.objects.get(version__regulation=rules(), path=path)


def read_again(source: SourceFile) -> None:
    """As a re-parse does."""
    SourceFile.objects.update(state="queued")
    assert ingest_source(source.pk)


def test_a_clause_is_corrected_and_keeps_its_row(source: SourceFile, staff: Staff) -> None:
    before = clause()
    row = correct(
        place=Place(rules(), "art_2"), field="text", after=NEW, reason="印刷版", user=staff("editor")
    )
    assert row is not None
    row.refresh_from_db()
    after = clause()
    assert (after.pk, after.text, row.state, row.before) == (before.pk, NEW, "active", before.text)
    record = ActionRecord.objects.get(verb="correct")
    assert (record.username, record.before, record.after) == (
        "editor-1",
        {"text": before.text},
        {"text": NEW},
    )


def test_it_survives_reading_again_and_a_corrected_file(source: SourceFile, staff: Staff) -> None:
    correct(place=Place(rules(), "art_2"), field="text", after=NEW, reason="印刷版", user=staff("editor"))
    read_again(source)
    assert clause().text == NEW
    load(NOTICE + "\n", "again.txt")
    assert clause().text == NEW
    assert Correction.objects.get().state == "active"


def test_a_file_that_says_it_makes_it_moot_another_contradicts(source: SourceFile, staff: Staff) -> None:
    correct(place=Place(rules(), "art_2"), field="text", after=NEW, reason="印刷版", user=staff("editor"))
    load(NOTICE.replace("本办法适用于本市行政区域内的既有住宅。", NEW), "b.txt")
    assert Correction.objects.get().state == "moot"
    load(NOTICE.replace("本办法适用于本市行政区域内的既有住宅。", "本办法另有适用。"), "c.txt")
    row = Correction.objects.get()
    assert (row.state, clause().text) == ("contradicted", "本办法另有适用。")
    assert "另有适用" in row.note


def test_revoking_brings_the_parse_back(source: SourceFile, staff: Staff) -> None:
    before, user = clause().text, staff("editor")
    row = correct(place=Place(rules(), "art_2"), field="text", after=NEW, reason="印刷版", user=user)
    assert row is not None
    revoke(correction_id=row.pk, user=user)
    row.refresh_from_db()
    assert (clause().text, row.state, row.revoked_by) == (before, "revoked", user)
    with pytest.raises(CorrectionRefused, match="已经撤销"):
        revoke(correction_id=row.pk, user=user)


def test_a_new_number_keeps_document_row_address_and_decisions(source: SourceFile, staff: Staff) -> None:
    user = staff("editor")
    old = Document.objects.get()
    row = correct(
        place=Place(rules().document.regulations.get(ordinal=0)),  # type: ignore[union-attr]
        field="doc_number", after="明川政办〔2023〕6号", reason="看错", user=user,
    )  # fmt: skip
    new = Document.objects.get()
    assert (new.pk, new.doc_number, new.number_serial) == (old.pk, "明川政办〔2023〕6号", 6)
    assert rules().doc_number == "明川政办〔2023〕6号"
    assert row is not None
    revoke(correction_id=row.pk, user=user)
    assert Document.objects.values_list("pk", "doc_number").get() == (old.pk, "明川政办〔2023〕5号")


def test_a_date_moves_the_life_that_hangs_on_it(staff: Staff) -> None:
    load(NOTICE.replace("本办法自2023年4月1日起施行", "本办法自印发之日起施行"))
    assert str(rules().effective_on) == "2023-03-06"
    notice = Regulation.objects.select_related("document__issue").get(slug="mczb-2023-5")
    correct(place=Place(notice), field="signed_on", after="2023-03-16", reason="看错", user=staff("editor"))
    assert str(rules().effective_on) == "2023-03-16"


def test_a_corrected_clause_is_read_for_references_again(source: SourceFile, staff: Staff) -> None:
    after = "依照《明川市物业管理办法》办理。"
    correct(place=Place(rules(), "art_2"), field="text", after=after, reason="漏印", user=staff("editor"))
    assert Citation.objects.filter(quote__contains="物业管理办法").exists()


def test_a_corrected_ending_repeals_no_more(source: SourceFile, staff: Staff) -> None:
    assert Effect.objects.filter(kind__in=("repeal", "replace")).exists()
    last = clause("art_5")
    after = last.text.partition("《")[0]
    correct(place=Place(rules(), "art_5"), field="text", after=after, reason="误印", user=staff("editor"))
    assert not Effect.objects.filter(kind__in=("repeal", "replace")).exists()


def test_setting_the_parse_back_is_taking_back(source: SourceFile, staff: Staff) -> None:
    user, before = staff("editor"), clause().text
    correct(place=Place(rules(), "art_2"), field="text", after=NEW, reason="甲", user=user)
    correct(place=Place(rules(), "art_2"), field="text", after="再改。", reason="乙", user=user)
    assert Correction.objects.exclude(state="revoked").get().before == before
    assert correct(place=Place(rules(), "art_2"), field="text", after=before, reason="丙", user=user) is None
    assert clause().text == before
    assert not Correction.objects.exclude(state="revoked").exists()


@pytest.mark.parametrize(
    ("field", "path", "after", "reason"),
    [
        ("text", "art_2", "新", ""),
        ("text", "art_2", "本办法适用于本市行政区域内的既有住宅。", "同"),
        ("text", "art_99", "新", "没有"),
        ("title", "", "", "空"),
        ("title", "art_2", "新", "不属于条"),
        ("signed_on", "", "昨天", "坏"),
        ("level", "art_2", "九", "坏"),
        ("publicity", "", "x", "没有这一项"),
    ],
)
def test_bad_corrections_are_refused(
    source: SourceFile, staff: Staff, field: str, path: str, after: str, reason: str
) -> None:
    with pytest.raises(CorrectionRefused):
        correct(place=Place(rules(), path), field=field, after=after, reason=reason, user=staff("editor"))
    assert not Correction.objects.exists()
    assert not ActionRecord.objects.exists()


def test_an_article_of_a_law(staff: Staff) -> None:
    source = load(LAW, "law.md")
    law = Regulation.objects.get(document=None, is_stub=False)
    correct(place=Place(law, "art_2"), field="text", after="改。", reason="误", user=staff("editor"))
    read_again(source)
    assert Provision.objects.get(version__regulation=law, path="art_2").text == "改。"
    with pytest.raises(CorrectionRefused, match="只能更正条文"):
        correct(place=Place(law), field="title", after="别名", reason="误", user=staff("reviewer"))
