"""Boundaries in the library: documents reconciled, addresses led on, all of it as before when taken back."""

from typing import Any

import pytest

from documents.models import ActionRecord, Correction, Document, Finding, SourceFile
from regulations.models import Citation, Effect, ErrorReport, Provision, Redirect, Regulation
from regulations.services.boundaries import set_boundary
from regulations.services.correcting import CorrectionRefused, Place, correct, revoke
from regulations.services.ingest import ingest_source
from regulations.services.review import review_citation, review_effects, review_publication
from tests.desk.library import Staff, Worker, load
from tests.desk.test_boundaries import ENCLOSURE, LINES, SECOND, TWO, line_of
from tests.library.samples import LAW

pytestmark = pytest.mark.django_db
CITING = """明川市人民政府公报
2024年第1期(总第12期)

明川市人民政府办公室
关于做好电梯工作的通知

明川政办〔2024〕2号

各县（区）人民政府：

请按照《明川市人民政府办公室关于印发明川市既有住宅增设电梯试行办法的通知》（明川政办〔2019〕31号）办理。

明川市人民政府办公室

2024年1月5日

（此件公开发布）
"""


@pytest.fixture
def two(db: None) -> SourceFile:
    """An issue of two documents."""
    return load(TWO, "two.txt")


def state_of(source: SourceFile) -> dict[str, Any]:
    """All that a source says in the library, without primary keys."""
    provisions = Provision.objects.filter(version__source=source)
    places = set(provisions.values_list("version__regulation__slug", "path"))
    places |= {(slug, "") for slug, _ in places}
    return {
        "documents": list(
            Document.objects.values_list(
                "identity", "title", "line_start", "line_end", "publication", "position"
            ).order_by("position")
        ),
        "acts": list(
            Regulation.objects.values_list(
                "slug", "title", "is_stub", "effective_on", "expires_on", "repealed_on", "ordinal"
            ).order_by("slug")
        ),
        "provisions": list(
            provisions.values_list("version__regulation__slug", "path", "text", "line_start").order_by(
                "version__regulation__slug", "position"
            )
        ),
        "citations": sorted(
            Citation.objects.values_list(
                "provision__path", "start", "quote", "status", "target__slug", "target_path"
            ),
            key=str,
        ),
        "effects": sorted(
            Effect.objects.values_list("target__slug", "by__slug", "kind", "on", "state", "reason"), key=str
        ),
        "findings": sorted(
            Finding.objects.values_list("code", "line", "resolution", "document__identity"), key=str
        ),
        "standing addresses led away": places & set(Redirect.objects.values_list("slug", "path")),
    }


def reread(source: SourceFile) -> None:
    """As a re-parse does."""
    SourceFile.objects.filter(pk=source.pk).update(state="queued")
    assert ingest_source(source.pk)


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        (SECOND, "nothing"),
        (SECOND, "part"),
        (ENCLOSURE, "document"),
        (ENCLOSURE, "nothing"),
        (line_of("第三条 申请"), "part"),
        (line_of("第三条 申请"), "document"),
    ],
)
def test_taking_a_boundary_back_restores_all(
    two: SourceFile, staff: Staff, line: int, begins: str, client: Any
) -> None:
    before, user = state_of(two), staff("editor")
    row = set_boundary(source=two, line=line, begins=begins, reason="看过印刷版", user=user)
    assert row is not None
    row.refresh_from_db()
    assert row.state == "active"
    changed = state_of(two)
    assert changed != before
    reread(two)
    assert state_of(two) == changed
    for act in before["acts"]:
        assert client.get(f"/r/{act[0]}/", follow=True).status_code == 200, act
    revoke(correction_id=row.pk, user=user)
    assert state_of(two) == before


def test_a_joined_document_leads_on_with_its_places(two: SourceFile, staff: Staff, client: Any) -> None:
    set_boundary(source=two, line=SECOND, begins="nothing", reason="是附件", user=staff("editor"))
    assert Document.objects.count() == 1
    answer = client.get("/r/mczb-2019-31-1/art_2/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/r/mczb-2023-5")
    place = Redirect.objects.get(slug="mczb-2019-31-1", path="art_2")
    moved = Provision.objects.get(
        version__regulation=place.regulation, version__is_current=True, path=place.new_path
    )
    assert "增设电梯应当经业主同意" in moved.text
    found = client.get("/search/?q=增设电梯应当经业主同意").content.decode()
    assert "mczb-2019-31" not in found
    assert "mczb-2023-5" in found


def test_an_enclosure_made_a_document_takes_its_places_along(
    two: SourceFile, staff: Staff, client: Any
) -> None:
    set_boundary(source=two, line=ENCLOSURE, begins="document", reason="另一件", user=staff("editor"))
    assert Document.objects.count() == 3
    answer = client.get("/r/mczb-2023-5-1/art_3/item_2/", follow=True)
    assert answer.status_code == 200
    assert "业主表决结果" in answer.content.decode()


def test_who_cited_the_joined_document_is_resolved_again(two: SourceFile, staff: Staff) -> None:
    load(CITING, "citing.txt")
    row = Citation.objects.get(regulation__slug="mczb-2024-2", kind="act")
    assert (row.status, row.target.slug) == ("resolved", "mczb-2019-31")  # type: ignore[union-attr]
    user = staff("editor")
    correction = set_boundary(source=two, line=SECOND, begins="nothing", reason="附件", user=user)
    row.refresh_from_db()
    assert row.status == "not_held"
    assert row.target is not None
    assert row.target.is_stub
    assert correction is not None
    revoke(correction_id=correction.pk, user=user)
    row.refresh_from_db()
    assert (row.status, row.target.slug) == ("resolved", "mczb-2019-31")


def test_what_people_decided_comes_back(two: SourceFile, staff: Staff) -> None:
    reviewer = staff("reviewer")
    second = Document.objects.get(line_start=SECOND)
    effect = Effect.objects.filter(by__document=second, kind="take_effect").order_by("pk").last()
    assert effect is not None
    review_effects(ids=[effect.pk], state="rejected", user=reviewer, reason="误读")
    cited = Citation.objects.filter(regulation__document=second, kind="act").first()
    assert cited is not None
    review_citation(citation_id=cited.pk, target_id=None, user=reviewer)
    ErrorReport.objects.create(regulation=Regulation.objects.get(slug="mczb-2019-31-1"), message="有错字")
    review_publication(ids=[second.pk], publication="withdrawn", user=reviewer)
    Finding.objects.filter(document=second).delete()
    before = state_of(two)
    row = set_boundary(source=two, line=SECOND, begins="nothing", reason="附件", user=reviewer)
    assert ErrorReport.objects.get().regulation.slug.startswith("mczb-2023-5")
    assert row is not None
    revoke(correction_id=row.pk, user=reviewer)
    after = state_of(two)
    assert after["documents"][1][4] == "withdrawn"
    assert {k: after[k] for k in ("documents", "acts", "effects", "citations")} == {
        k: before[k] for k in ("documents", "acts", "effects", "citations")
    }


def test_a_document_cut_from_a_hidden_one_stays_hidden(two: SourceFile, staff: Staff) -> None:
    reviewer = staff("reviewer")
    first = Document.objects.get(position=0)
    review_publication(ids=[first.pk], publication="withdrawn", user=reviewer)
    set_boundary(source=two, line=ENCLOSURE, begins="document", reason="另一件", user=reviewer)
    assert Document.objects.get(line_start=ENCLOSURE).publication == "withdrawn"


def test_a_text_correction_survives_a_boundary_elsewhere_and_says_when_its_text_is_gone(
    two: SourceFile, staff: Staff
) -> None:
    user = staff("editor")
    act = Regulation.objects.select_related("document__issue").get(slug="mczb-2019-31-1")
    correct(place=Place(act, "art_2"), field="text", after="改过。", reason="印刷版", user=user)
    split = set_boundary(source=two, line=ENCLOSURE, begins="document", reason="另一件", user=user)
    value = Correction.objects.get(field="text")
    assert value.state == "active"
    joined = set_boundary(source=two, line=SECOND, begins="nothing", reason="附件", user=user)
    value.refresh_from_db()
    assert value.state == "contradicted"
    assert joined is not None
    assert split is not None
    revoke(correction_id=joined.pk, user=user)
    value.refresh_from_db()
    assert (value.state, value.document) == ("active", Document.objects.get(line_start=SECOND))
    place = Provision.objects.get(version__regulation__slug="mczb-2019-31-1", path="art_2")
    assert place.text == "改过。"


def test_setting_it_back_is_taking_back(two: SourceFile, staff: Staff) -> None:
    before, user = state_of(two), staff("editor")
    set_boundary(source=two, line=SECOND, begins="nothing", reason="附件", user=user)
    set_boundary(source=two, line=SECOND, begins="part", reason="是附件", user=user)
    assert Correction.objects.exclude(state="revoked").get().after == "part"
    assert set_boundary(source=two, line=SECOND, begins="document", reason="看错", user=user) is None
    assert state_of(two) == before
    assert not Correction.objects.exclude(state="revoked").exists()


def test_it_survives_a_changed_file_of_the_issue(two: SourceFile, staff: Staff) -> None:
    set_boundary(source=two, line=SECOND, begins="nothing", reason="附件", user=staff("editor"))
    load("\n" + TWO.replace("业主表决结果", "业主的表决结果"), "again.txt")
    assert Document.objects.count() == 1
    assert Correction.objects.get().state == "active"


def test_a_file_without_the_line_contradicts_it(two: SourceFile, staff: Staff) -> None:
    line = line_of("第三条 申请")
    set_boundary(source=two, line=line, begins="part", reason="附件", user=staff("editor"))
    load(TWO.replace("第三条 申请加装电梯应当提交下列材料：", "第三条 另行规定："), "again.txt")
    row = Correction.objects.get()
    assert (row.state, "找不到这一行" in row.note) == ("contradicted", True)


@pytest.mark.parametrize(
    ("line", "begins", "reason", "words"),
    [
        (SECOND, "nothing", "", "理由"),
        (SECOND, "chapter", "x", "请选择"),
        (0, "document", "x", "没有这一行"),
        (len(LINES) + 5, "document", "x", "没有这一行"),
        (SECOND - 1, "document", "x", "空的"),
        (SECOND, "document", "x", "没有改动"),
        (ENCLOSURE, "part", "x", "没有改动"),
    ],
)
def test_what_cannot_be_said_is_refused(
    two: SourceFile, staff: Staff, line: int, begins: str, reason: str, words: str
) -> None:
    with pytest.raises(CorrectionRefused, match=words):
        set_boundary(source=two, line=line, begins=begins, reason=reason, user=staff("editor"))
    assert not Correction.objects.exists()
    assert not ActionRecord.objects.exists()


def test_a_law_and_a_file_at_work_are_refused(two: SourceFile, staff: Staff) -> None:
    user = staff("editor")
    with pytest.raises(CorrectionRefused, match="单独一件法规"):
        set_boundary(source=load(LAW, "law.md"), line=9, begins="document", reason="x", user=user)
    worker = Worker(two)
    with pytest.raises(CorrectionRefused, match="正在处理"):
        set_boundary(source=two, line=SECOND, begins="nothing", reason="x", user=user)
    worker.die()
