"""What is decided about an act at the end of its term, and what that does to its life."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from documents.services.sources import register_source
from regulations.models import Effect, Regulation
from regulations.selectors import life_facts
from regulations.services.ingest import ingest_source
from regulations.services.life import refresh_life
from regulations.services.outcomes import Outcome, OutcomeRefused, record_outcome
from regulations.status import status_on
from tests.insight.conftest import DAY
from tests.insight.rows import city_act, effect
from tests.library.samples import CORRECTED, NOTICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("shenhe", is_staff=True)


@pytest.fixture
def act() -> Regulation:
    """An act whose term ended on 1 November."""
    act = city_act("明川市停车管理办法", on=date(2023, 11, 2))
    effect(act, "take_effect", date(2023, 11, 2), act)
    effect(act, "expire", date(2026, 11, 1), act, quote="有效期三年。")
    refresh_life([act.pk])
    act.refresh_from_db()
    return act


def code(act: Regulation) -> str:
    act.refresh_from_db()
    return status_on(DAY, life_facts(act)).code


def test_renewed_acts_are_in_force_to_the_new_day(act: Regulation, user: User) -> None:
    assert code(act) == "expired"
    made = record_outcome(
        regulation_id=act.pk,
        outcome=Outcome.RENEW,
        user=user,
        reason="明川政办发〔2026〕30号",
        on=date(2028, 11, 1),
    )
    assert code(act) == "in_force"
    assert act.expires_on == date(2028, 11, 1)
    assert (made.state, made.decided_by, made.reason) == ("confirmed", user, "明川政办发〔2026〕30号")


@pytest.mark.parametrize(
    ("listed_on", "how", "end"),
    [
        (date(2025, 1, 1), "目录继续有效", date(2026, 11, 1)),
        (date(2026, 11, 10), "目录继续有效", None),
        (date(2025, 1, 1), "目录延长有效期", None),
        (date(2025, 1, 1), "", None),
    ],
)
def test_a_list_of_acts_in_force_leaves_a_running_term(
    act: Regulation, listed_on: date, how: str, end: date | None
) -> None:
    """What was found to be in force two years before its end still ends; what had ended lives on."""
    by = city_act("明川市人民政府关于公布规范性文件清理结果的通知", on=listed_on)
    effect(act, "renew", None, by, detail=how, state="confirmed")
    refresh_life([act.pk])
    act.refresh_from_db()
    assert act.expires_on == end


def test_renewal_without_an_end_takes_the_end_away(act: Regulation, user: User) -> None:
    record_outcome(regulation_id=act.pk, outcome=Outcome.RENEW, user=user, reason="长期施行")
    assert code(act) == "in_force"
    assert act.expires_on is None


def test_revision_leaves_the_life_as_it_is(act: Regulation, user: User) -> None:
    made = record_outcome(regulation_id=act.pk, outcome=Outcome.REVISE, user=user, reason="已列入计划")
    assert code(act) == "expired"
    assert (made.kind, made.detail, made.on) == ("note", "修订", DAY)


def test_repeal_ends_the_act_on_its_day(user: User) -> None:
    act = city_act("明川市养犬管理办法", on=date(2024, 1, 1))
    effect(act, "take_effect", date(2024, 1, 1), act)
    record_outcome(
        regulation_id=act.pk, outcome=Outcome.REPEAL, user=user, reason="市政府决定", on=date(2026, 12, 1)
    )
    assert code(act) == "in_force"
    assert act.repealed_on == date(2026, 12, 1)


def test_a_change_of_mind_keeps_the_history(act: Regulation, user: User) -> None:
    record_outcome(
        regulation_id=act.pk, outcome=Outcome.RENEW, user=user, reason="先延一年", on=date(2027, 11, 1)
    )
    record_outcome(
        regulation_id=act.pk, outcome=Outcome.RENEW, user=user, reason="笔误，半年", on=date(2027, 5, 1)
    )
    act.refresh_from_db()
    assert act.expires_on == date(2027, 5, 1)
    states = act.effects.filter(kind="renew").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["rejected", "confirmed"]


def test_the_same_twice_is_one_record(act: Regulation, user: User) -> None:
    for _ in range(2):
        record_outcome(regulation_id=act.pk, outcome=Outcome.REVISE, user=user, reason="修订")
    assert Effect.objects.filter(kind="note").count() == 1


@pytest.mark.parametrize(
    ("outcome", "reason", "on"),
    [
        (Outcome.RENEW, "  ", date(2028, 1, 1)),
        (Outcome.RENEW, "延期", date(2026, 11, 1)),
        (Outcome.RENEW, "延期", date(2020, 1, 1)),
        (Outcome.REPEAL, "废止", None),
        (Outcome.REPEAL, "废止", date(2020, 1, 1)),
    ],
)
def test_what_makes_no_sense_is_refused(
    act: Regulation, user: User, outcome: Outcome, reason: str, on: date | None
) -> None:
    with pytest.raises(OutcomeRefused):
        record_outcome(regulation_id=act.pk, outcome=outcome, user=user, reason=reason, on=on)
    assert not Effect.objects.filter(state="confirmed").exists()


def test_a_repealed_act_is_not_renewed(act: Regulation, user: User) -> None:
    effect(act, "repeal", date(2025, 1, 1), confidence=1)
    refresh_life([act.pk])
    with pytest.raises(OutcomeRefused):
        record_outcome(regulation_id=act.pk, outcome=Outcome.RENEW, user=user, reason="延期")


def test_a_new_parse_leaves_the_outcome_standing(user: User) -> None:
    for text in (NOTICE, CORRECTED):
        source, _ = register_source(data=text.encode(), name="a.txt")
        ingest_source(source.pk)
        rules = Regulation.objects.get(title="明川市既有住宅加装电梯管理办法", document__isnull=False)
        if text == NOTICE:
            record_outcome(
                regulation_id=rules.pk, outcome=Outcome.RENEW, user=user, reason="延期", on=date(2031, 1, 1)
            )
    assert rules.expires_on == date(2031, 1, 1)
    assert rules.expiry_effect is not None
    assert rules.expiry_effect.decided_by == user
