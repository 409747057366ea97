"""Taking back: every kind of action, exactly, once, and never over what came after."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from documents.models import ActionRecord, Document, Finding, SourceFile
from documents.services.findings import reopen_finding, tick_findings
from regulations.models import Citation, Effect, ErrorReport, MergedName, Regulation, Spelling
from regulations.services.boundaries import set_boundary
from regulations.services.correcting import Place, correct, revoke
from regulations.services.decisions import correct_effect
from regulations.services.effect_corrections import correct_whole_effect
from regulations.services.life import refresh_life
from regulations.services.outcomes import Outcome, record_outcome
from regulations.services.reports import answer_report
from regulations.services.review import (
    review_citation,
    review_effects,
    review_merge,
    review_publication,
    review_split,
)
from regulations.services.stubs import stub_for
from regulations.services.undo import UndoRefused, undo
from tests.desk.library import Staff, load
from tests.desk.test_boundary_rows import state_of
from tests.library.samples import NOTICE

pytestmark = pytest.mark.django_db
Act = Callable[[SourceFile, User], object]


def rules() -> Regulation:
    """The enclosure."""
    return Regulation.objects.select_related("document__issue").get(slug="mczb-2023-5-1")


def expiry() -> Effect:
    """The end of its term."""
    return Effect.objects.get(target=rules(), kind="expire")


def law() -> Citation:
    """The citation of its basis."""
    return Citation.objects.get(title_key="特种设备安全法")


def finding(source: SourceFile) -> None:
    """Something noticed, until the file is read again."""
    Finding.objects.create(source=source, code="x", severity="error", line=3, message="看一看")


def more_of(source: SourceFile) -> dict[str, Any]:
    """The whole state, with what ``state_of`` leaves out."""
    return {
        **state_of(source),
        "reports": list(ErrorReport.objects.values_list("state", "answer", "regulation__slug")),
        "names": list(MergedName.objects.values_list("title_key", "number_key", "regulation__slug")),
        "spellings": sorted(Spelling.objects.values_list("regulation__slug", "text")),
        "decided": list(Citation.objects.exclude(decided_by=None).values_list("quote", "reason")),
        "dates": sorted(Effect.objects.values_list("kind", "on", "redated", "read_on"), key=str),
    }


def _merge(source: SourceFile, user: User) -> None:
    other = Regulation.objects.get(title="中华人民共和国特种设备安全法（旧写）")
    review_merge(ids=[law().target_id or 0, other.pk], user=user)


ACTIONS: dict[str, Act] = {
    "confirm": lambda s, u: review_effects(ids=[expiry().pk], state="confirmed", user=u, reason="看过"),
    "reject": lambda s, u: review_effects(ids=[expiry().pk], state="rejected", user=u),
    "date": lambda s, u: correct_effect(effect_id=expiry().pk, on=date(2028, 4, 1), user=u, reason="算错"),
    "kind": lambda s, u: correct_whole_effect(
        effect_id=expiry().pk, kind="note", target_id=rules().pk, on=None, user=u, reason="不是期限"
    ),
    "target": lambda s, u: correct_whole_effect(
        effect_id=Effect.objects.get(kind="repeal").pk, kind="amend",
        target_id=law().target_id or 0, on=None, user=u, reason="读错对象",
    ),
    "tick": lambda s, u: tick_findings(ids=[Finding.objects.get(code="x").pk], reason="无误", user=u),
    "text": lambda s, u: correct(place=Place(rules(), "art_2"), field="text", after="改。", reason="误", user=u),
    "title": lambda s, u: correct(place=Place(rules()), field="title", after="新办法", reason="误", user=u),
    "boundary": lambda s, u: set_boundary(source=s, line=25, begins="document", reason="误", user=u),
    "lead": lambda s, u: review_citation(citation_id=law().pk, target_id=rules().pk, user=u),
    "unclear": lambda s, u: review_citation(citation_id=law().pk, target_id=None, user=u),
    "withdraw": lambda s, u: review_publication(
        ids=[Document.objects.get().pk], publication="withdrawn", user=u
    ),
    "answer": lambda s, u: answer_report(
        report_id=ErrorReport.objects.get().pk, state="refused", answer="原文如此", user=u
    ),
    "renew": lambda s, u: record_outcome(
        regulation_id=rules().pk, outcome=Outcome.RENEW, on=date(2033, 3, 31), reason="续", user=u
    ),
    "merge": _merge,
    "split": lambda s, u: review_split(citation_ids=[law().pk], user=u, title="另一部法"),
}  # fmt: skip


@pytest.fixture
def busy(source: SourceFile) -> SourceFile:
    """The issue with something on each pile."""
    ErrorReport.objects.create(regulation=rules(), message="有错")
    stub_for(title="中华人民共和国特种设备安全法（旧写）")
    Spelling.objects.create(
        regulation=Regulation.objects.get(title="中华人民共和国特种设备安全法（旧写）"),
        text="特设法",
        count=2,
    )
    return source


@pytest.mark.parametrize("name", ACTIONS)
def test_each_action_is_taken_back_exactly_and_once(busy: SourceFile, staff: Staff, name: str) -> None:
    if name == "tick":
        finding(busy)
    before, user = more_of(busy), staff("reviewer")
    ACTIONS[name](busy, user)
    record = ActionRecord.objects.get()
    assert more_of(busy) != before
    done = undo(record_id=record.pk, user=user)
    assert more_of(busy) == before
    assert (done.verb, done.undoes, done.before, done.username) == (
        "undo", record, done.before, "reviewer-1",
    )  # fmt: skip
    assert ActionRecord.objects.count() == 2
    with pytest.raises(UndoRefused, match="已经撤销过"):
        undo(record_id=record.pk, user=user)
    with pytest.raises(UndoRefused, match="不能撤销"):
        undo(record_id=done.pk, user=user)


@pytest.mark.parametrize(
    "name", ["confirm", "date", "tick", "text", "boundary", "lead", "withdraw", "answer"]
)
def test_what_changed_since_is_not_undone(busy: SourceFile, staff: Staff, name: str) -> None:
    user = staff("reviewer")
    finding(busy)
    ACTIONS[name](busy, user)
    record = ActionRecord.objects.get()
    later: dict[str, Act] = {
        "confirm": ACTIONS["reject"],
        "date": ACTIONS["reject"],
        "tick": lambda s, u: reopen_finding(finding_id=Finding.objects.get(code="x").pk, user=u),
        "text": lambda s, u: correct(
            place=Place(rules(), "art_2"), field="text", after="再改。", reason="误", user=u
        ),
        "boundary": lambda s, u: set_boundary(source=s, line=25, begins="nothing", reason="误", user=u),
        "lead": ACTIONS["unclear"],
        "withdraw": lambda s, u: review_publication(
            ids=[Document.objects.get().pk], publication="published", user=u
        ),
        "answer": lambda s, u: answer_report(
            report_id=ErrorReport.objects.get().pk, state="mended", answer="", user=u
        ),
    }
    later[name](busy, user)
    before = more_of(busy)
    with pytest.raises(UndoRefused, match="又有改动"):
        undo(record_id=record.pk, user=user)
    assert more_of(busy) == before


def test_a_revoked_correction_and_a_reopened_finding_come_again(busy: SourceFile, staff: Staff) -> None:
    user = staff("reviewer")
    row = correct(place=Place(rules(), "art_2"), field="text", after="改。", reason="误", user=user)
    mark = set_boundary(source=busy, line=25, begins="nothing", reason="误", user=user)
    finding(busy)
    tick_findings(ids=[Finding.objects.get(code="x").pk], reason="无误", user=user)
    assert row is not None
    assert mark is not None
    before = state_of(busy)
    revoke(correction_id=mark.pk, user=user)
    assert state_of(busy) != before
    undo(record_id=ActionRecord.objects.latest("pk").pk, user=user)
    reopen_finding(finding_id=Finding.objects.get(code="x").pk, user=user)
    undo(record_id=ActionRecord.objects.latest("pk").pk, user=user)
    assert state_of(busy) == before


def test_an_upload_is_not_undone(busy: SourceFile, staff: Staff) -> None:
    record = ActionRecord.objects.create(verb="upload", object_type="sourcefile", object_id=busy.pk)
    with pytest.raises(UndoRefused, match="不能撤销"):
        undo(record_id=record.pk, user=staff("reviewer"))


def test_a_corrected_effect_outlives_reading_again(busy: SourceFile, staff: Staff) -> None:
    from regulations.services.ingest import ingest_source

    user = staff("reviewer")
    ACTIONS["target"](busy, user)
    SourceFile.objects.update(state="queued")
    ingest_source(busy.pk)
    kinds = Effect.objects.filter(by=rules(), state="confirmed").values_list("kind", "target__title")
    assert list(kinds) == [("amend", "中华人民共和国特种设备安全法")]
    assert Effect.objects.get(kind="repeal").state == "rejected"


def test_the_desk_offers_to_take_back_at_once_and_in_the_record(client_of: Any, busy: SourceFile) -> None:
    client = client_of("reviewer")
    client.post("/desk/effects/decide/", {"id": expiry().pk, "decision": "reject"})
    record = ActionRecord.objects.get()
    page = client.get("/desk/effects/").content.decode()
    assert f'name="id" value="{record.pk}"' in page
    answer = client.post("/desk/undo/", {"id": record.pk, "next": "/desk/history/"}, follow=True)
    page = answer.content.decode()
    assert "已撤销 1 步操作" in page
    assert "撤销操作" in page
    assert f'href="#a{record.pk}"' in page
    assert expiry().state == "proposed"
    answer = client.post("/desk/undo/", {"id": record.pk}, follow=True)
    assert "已经撤销过" in answer.content.decode()
    only = client.get("/desk/history/?verb=undo").content.decode()
    assert only.count('<tr id="a') == 1
    table = b"".join(client.get("/desk/history.csv?verb=undo").streaming_content).decode("utf-8-sig")
    assert table.splitlines()[1].endswith(f",{record.pk}")


def test_who_may_not_do_may_not_take_back(client_of: Any, busy: SourceFile, staff: Staff) -> None:
    ACTIONS["reject"](busy, staff("administrator"))
    record = ActionRecord.objects.get()
    for role in ("reader", "editor"):
        assert client_of(role).post("/desk/undo/", {"id": record.pk}).status_code == 403
    assert not ActionRecord.objects.filter(verb="undo").exists()
    assert load(NOTICE).pk == busy.pk


@pytest.mark.parametrize("decided", ["on neither", "on the one merged", "on the one that stays"])
def test_effects_of_one_clause_on_both_entries_come_back(
    busy: SourceFile, staff: Staff, decided: str
) -> None:
    """One clause was read as ending either entry: a merge keeps one reading, its undo brings both back."""
    user, kept = staff("reviewer"), law().target
    assert kept is not None
    other = Regulation.objects.get(title="中华人民共和国特种设备安全法（旧写）")
    for act, name in ((kept, "on the one that stays"), (other, "on the one merged")):
        state = "confirmed" if decided == name else "proposed"
        Effect.objects.create(
            target=act, by=rules(), kind="repeal", on=date(2024, 1, 1), quote="同时废止", basis="stated",
            state=state, key="one-clause",
        )  # fmt: skip
        refresh_life([act.pk])
    names = ("pk", "target__slug", "state", "on", "quote", "confidence", "by__slug")
    before = sorted(Effect.objects.values_list(*names))
    review_merge(ids=[kept.pk, other.pk], user=user)
    stays = Effect.objects.get(key="one-clause")
    assert stays.target == kept
    assert (stays.state == "confirmed") == (decided != "on neither")
    undo(record_id=ActionRecord.objects.get().pk, user=user)
    assert sorted(Effect.objects.values_list(*names)) == before
    restored = Regulation.objects.get(title=other.title)
    assert restored.repealed_on == date(2024, 1, 1)


def test_several_entries_merged_at_once_come_back_each_with_its_effect(
    busy: SourceFile, staff: Staff
) -> None:
    user = staff("reviewer")
    acts = [stub_for(title=title) for title in ("甲停车办法", "乙停车办法", "丙停车办法")]
    for act in acts[1:]:
        Effect.objects.create(target=act, by=rules(), kind="repeal", basis="stated", key="one-clause")
    review_merge(ids=[act.pk for act in acts], user=user)
    assert Effect.objects.filter(key="one-clause").count() == 1
    undo(record_id=ActionRecord.objects.get().pk, user=user)
    ended = Effect.objects.filter(key="one-clause").values_list("target__title", flat=True)
    assert sorted(ended) == ["丙停车办法", "乙停车办法"]
