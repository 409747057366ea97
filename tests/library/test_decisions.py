"""What people decide stays decided: dates of effects, targets, merges, splits, over each new reading."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from documents.models import ActionRecord, SourceFile
from regulations.models import Citation, Effect, MergedName, Redirect, Regulation
from regulations.services.decisions import (
    DateRefused,
    correct_effect,
    decide_citation,
    decide_effects,
    merge_chosen,
    split_off,
)
from regulations.services.ingest import ingest_source
from regulations.services.references import resolve_wanted
from regulations.services.stubs import stub_for
from tests.library.samples import NOTICE
from tests.library.test_ingest import load

pytestmark = pytest.mark.django_db
SHIFTED = NOTICE.replace("第一条 为了规范", "第一条 为了进一步规范").replace(
    "有效期五年。《", "有效期五年，《"
)


@pytest.fixture
def clerk() -> User:
    """A person who decides."""
    return User.objects.create(username="clerk")


def again(source: SourceFile) -> None:
    """Read a file a second time."""
    SourceFile.objects.filter(pk=source.pk).update(state="queued")
    ingest_source(source.pk)


def rules() -> Regulation:
    """The act that the notice issues."""
    return Regulation.objects.get(slug="mczb-2023-5-1")


def expiry() -> Effect:
    """The end of its term."""
    return Effect.objects.get(target=rules(), kind="expire")


def basis() -> Citation:
    """Its legal basis."""
    return Citation.objects.get(title_key="特种设备安全法", regulation__ordinal=1)


def test_a_corrected_date_counts_and_outlives_a_new_reading(clerk: User) -> None:
    """The life follows at once; what was read is kept; the same file again changes nothing."""
    source = load(NOTICE)
    correct_effect(effect_id=expiry().pk, on=date(2028, 4, 1), user=clerk, reason="五年自施行之日起算")
    assert (rules().expires_on, rules().expires_basis) == (date(2028, 4, 1), "confirmed")
    again(source)
    effect = expiry()
    assert (effect.on, effect.read_on, effect.state) == (date(2028, 4, 1), date(2028, 3, 31), "confirmed")
    assert rules().expires_on == date(2028, 4, 1)


def test_a_corrected_date_goes_back_to_what_was_read(clerk: User) -> None:
    """Returned to the queue, the effect bears the machine's day again."""
    load(NOTICE)
    correct_effect(effect_id=expiry().pk, on=date(2028, 4, 1), user=clerk, reason="试")
    decide_effects(ids=[expiry().pk], state="proposed", user=clerk)
    assert (expiry().on, expiry().redated, rules().expires_on) == (
        date(2028, 3, 31),
        False,
        date(2028, 3, 31),
    )


def test_a_corrected_date_is_written_down_once(clerk: User) -> None:
    """Before, after and reason; the same date twice is one record."""
    load(NOTICE)
    for _ in range(2):
        correct_effect(effect_id=expiry().pk, on=date(2028, 4, 1), user=clerk, reason="核对原件")
    record = ActionRecord.objects.get(object_type="effect")
    assert (record.before, record.after["on"]) == ({"on": "2028-03-31"}, "2028-04-01")
    assert record.reason == "核对原件"


@pytest.mark.parametrize(
    ("kind", "on", "reason", "says"),
    [
        ("expire", date(2028, 4, 1), " ", "理由"),
        ("expire", date(2022, 1, 1), "误", "早于"),
        ("take_effect", date(2030, 1, 1), "误", "晚于"),
    ],
)
def test_dates_that_cannot_be_are_refused(clerk: User, kind: str, on: date, reason: str, says: str) -> None:
    """Nothing changes, nothing is written down."""
    load(NOTICE)
    effect = Effect.objects.get(target=rules(), kind=kind)
    with pytest.raises(DateRefused, match=says):
        correct_effect(effect_id=effect.pk, on=on, user=clerk, reason=reason)
    assert Effect.objects.get(pk=effect.pk).on == effect.on
    assert not ActionRecord.objects.filter(object_type="effect").exists()


def test_an_unknown_day_is_no_day(clerk: User) -> None:
    """None takes the end away."""
    load(NOTICE)
    correct_effect(effect_id=expiry().pk, on=None, user=clerk, reason="期限不明")
    assert rules().expires_on is None


def test_a_rejected_effect_stays_rejected_where_its_clause_moves(clerk: User) -> None:
    """A corrected file shifts the words; no second proposal stands beside the decision."""
    load(NOTICE)
    repeal = Effect.objects.get(kind__in=("repeal", "replace"))
    decide_effects(ids=[repeal.pk], state="rejected", user=clerk, reason="误读")
    load(SHIFTED, "b.txt")
    found = Effect.objects.get(kind__in=("repeal", "replace"))
    assert (found.pk, found.state) == (repeal.pk, "rejected")
    assert found.target.repealed_on is None


def test_a_decided_citation_follows_its_words(clerk: User) -> None:
    """Shifted by a correction of the text, it still leads where a person said."""
    load(NOTICE)
    meant = stub_for(title="特种设备安全监察条例")
    decide_citation(citation_id=basis().pk, target_id=meant.pk, user=clerk)
    before = basis()
    load(SHIFTED, "b.txt")
    after = basis()
    assert (after.pk, after.target, after.start) == (before.pk, meant, before.start + 3)
    words = after.provision.text
    assert words[after.start : after.end] == after.quote


def test_a_merged_name_leads_on_after_a_new_reading(clerk: User) -> None:
    """The merged entry is not made anew by later mentions; its address leads on."""
    load(NOTICE)
    other = stub_for(title="特种设备安全条例")
    former = basis().target
    assert former is not None
    merge_chosen(ids=[other.pk, former.pk], user=clerk)
    kept = basis().target
    load(SHIFTED, "b.txt")
    assert basis().target == kept
    assert Redirect.objects.filter(regulation=kept).count() == 1
    assert Regulation.objects.filter(is_stub=True, title_key__startswith="特种设备安全").count() == 1
    resolve_wanted([rules().pk])
    assert basis().target == kept


def test_a_name_merged_into_a_held_act_resolves(clerk: User) -> None:
    """The status says so, with the reason."""
    load(NOTICE)
    former = basis().target
    assert former is not None
    merge_chosen(ids=[rules().pk, former.pk], user=clerk)
    load(SHIFTED, "b.txt")
    found = basis()
    assert (found.target, found.status, found.reason) == (rules(), "resolved", "人工合并")


def test_splitting_frees_the_merged_name(clerk: User) -> None:
    """What a merge had brought together goes apart again, under a name that a person gives."""
    load(NOTICE)
    former = basis().target
    assert former is not None
    keep = stub_for(title="特种设备安全条例")
    merge_chosen(ids=[keep.pk, former.pk], user=clerk)
    citation = basis()
    stub = split_off(citation_ids=[citation.pk], user=clerk, title="特种设备安全法（旧）", doc_number="")
    assert not MergedName.objects.filter(title_key="特种设备安全法").exists()
    assert (stub.title, basis().target) == ("特种设备安全法（旧）", stub)
