"""Laws that were made anew: in force from their first text on, not from the newest."""

from datetime import date

import pytest
from django.test import Client

from regulations.first_texts import began_on
from regulations.models import Regulation, Version
from regulations.services.life import refresh_life
from tests.insight.rows import edition, effect, law

ADOPTED = ["通过", "2007-08-30", "全国人大常委会"]
REVISED = ["修订", "2024-06-28", "全国人大常委会"]
NEW = date(2024, 11, 1)


def text(edition_on: date, effective_on: date | None, *history: list[str]) -> Version:
    return Version(edition_on=edition_on, effective_on=effective_on, history=list(history))


FIRST = text(date(2007, 8, 30), date(2007, 11, 1), ADOPTED)
SECOND = text(date(2024, 6, 28), NEW, ADOPTED, REVISED)


@pytest.mark.parametrize(
    ("texts", "clause", "began"),
    [
        ([FIRST, SECOND], NEW, (date(2007, 11, 1), "stated")),
        ([FIRST], NEW, (date(2007, 11, 1), "stated")),
        ([SECOND], NEW, (date(2007, 8, 30), "inferred")),
        # an amendment after the clause leaves the clause as it was
        ([text(date(2009, 8, 27), None, ADOPTED, ["修正", "2009-08-27", ""])], date(2008, 1, 1), None),
        ([FIRST], date(2007, 11, 1), None),
        ([text(date(2024, 6, 28), NEW, REVISED)], NEW, None),
        ([text(date(2024, 6, 28), NEW)], NEW, None),
        ([], NEW, None),
    ],
)
def test_the_first_day(texts: list[Version], clause: date, began: tuple[date, str] | None) -> None:
    assert began_on(texts, clause) == began


@pytest.fixture
def emergency() -> Regulation:
    act = law("中华人民共和国突发事件应对法", NEW)
    edition(act, ["旧的条文。"], date(2007, 8, 30), current=False)
    edition(act, ["新的条文。"], date(2024, 6, 28))
    for on, first, history in (
        (date(2007, 8, 30), date(2007, 11, 1), [ADOPTED]),
        (date(2024, 6, 28), NEW, [ADOPTED, REVISED]),
    ):
        Version.objects.filter(regulation=act, edition_on=on).update(effective_on=first, history=history)
    effect(act, "take_effect", NEW, act, quote="本法自2024年11月1日起施行。")
    refresh_life([act.pk])
    act.refresh_from_db()
    return act


@pytest.mark.django_db
def test_a_revised_law_was_in_force_before(client: Client, emergency: Regulation) -> None:
    assert emergency.effective_on is not None
    assert emergency.effective_on < date(2008, 1, 1)
    page = client.get(f"{emergency.get_absolute_url()}?on=2023-05-01").content.decode()
    assert "现行有效" in page
    assert "旧的条文" in page
    today = client.get(emergency.get_absolute_url()).content.decode()
    assert "这里的文本自" in today
    assert "文本有过修改，本库未见废止" in today
    assert "本库未见修改" not in today
    assert "2024年11月1日</time>起施行" in today


@pytest.mark.django_db
def test_a_day_that_a_person_confirmed_stays(emergency: Regulation) -> None:
    emergency.effects.filter(kind="take_effect").update(state="confirmed")
    refresh_life([emergency.pk])
    emergency.refresh_from_db()
    assert (emergency.effective_on, emergency.effective_basis) == (NEW, "confirmed")
