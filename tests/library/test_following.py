"""What a clause does follows the mention that it stands on, wherever a person leads that."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from documents.models import ActionRecord, SourceFile
from regulations.models import Citation, Effect, Regulation
from regulations.services.decisions import decide_citation, decide_effects, split_off
from regulations.services.following import UNCLEAR
from regulations.services.ingest import ingest_source
from regulations.services.review import review_citation
from regulations.services.undo import undo
from tests.insight.rows import city_act
from tests.library.samples import EARLIER, NOTICE
from tests.library.test_ingest import load

pytestmark = pytest.mark.django_db
REPEALED = date(2023, 4, 1)
TITLE = "明川市既有住宅增设电梯试行办法"


@pytest.fixture
def clerk() -> User:
    """A person who decides."""
    return User.objects.create_superuser("clerk")


@pytest.fixture
def source() -> SourceFile:
    """A notice whose last article repeals an act that is held."""
    load(EARLIER)
    return load(NOTICE)


@pytest.fixture
def former(source: SourceFile) -> Regulation:
    return Regulation.objects.get(title=TITLE, ordinal=1)


@pytest.fixture
def other() -> Regulation:
    return city_act("明川市电梯安全办法", on=date(2018, 1, 1))


def mention() -> Citation:
    return Citation.objects.get(role="repeal", kind="act", regulation__slug="mczb-2023-5-1")


def ended(act: Regulation) -> date | None:
    act.refresh_from_db()
    return act.repealed_on


def effects() -> set[tuple[str, str, str]]:
    rows = Effect.objects.filter(kind__in=("repeal", "replace"), by__slug="mczb-2023-5-1")
    return {(row.target.title, row.state, row.reason) for row in rows}


def test_a_repeal_goes_to_the_act_that_a_person_names(
    source: SourceFile, former: Regulation, other: Regulation, clerk: User
) -> None:
    assert (ended(former), ended(other)) == (REPEALED, None)
    decide_citation(citation_id=mention().pk, target_id=other.pk, user=clerk)
    assert (ended(former), ended(other)) == (None, REPEALED)
    assert effects() == {(other.title, "proposed", "")}
    SourceFile.objects.filter(pk=source.pk).update(state="queued")
    ingest_source(source.pk)
    assert (ended(former), ended(other)) == (None, REPEALED)
    assert effects() == {(other.title, "proposed", "")}


def test_what_is_taken_back_leads_the_repeal_back(former: Regulation, other: Regulation, clerk: User) -> None:
    for target in (other.pk, None):
        review_citation(citation_id=mention().pk, target_id=target, user=clerk)
        assert ended(former) is None
        undo(record_id=ActionRecord.objects.latest("pk").pk, user=clerk)
        assert (ended(former), ended(other)) == (REPEALED, None)
        assert effects() == {(TITLE, "proposed", "")}


def test_an_unclear_mention_ends_nothing(former: Regulation, other: Regulation, clerk: User) -> None:
    decide_citation(citation_id=mention().pk, target_id=None, user=clerk)
    assert ended(former) is None
    assert effects() == {(TITLE, "rejected", UNCLEAR)}
    decide_citation(citation_id=mention().pk, target_id=other.pk, user=clerk)
    assert (ended(former), ended(other)) == (None, REPEALED)


def test_a_mention_split_off_takes_its_repeal_along(former: Regulation, clerk: User) -> None:
    stub = split_off(citation_ids=[mention().pk], user=clerk)
    assert (ended(former), ended(stub)) == (None, REPEALED)


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_what_a_person_decided_of_a_repeal_stays(
    former: Regulation, other: Regulation, clerk: User, state: str
) -> None:
    repeal = Effect.objects.get(target=former, kind__in=("repeal", "replace"))
    decide_effects(ids=[repeal.pk], state=state, user=clerk, reason="核对")
    decide_citation(citation_id=mention().pk, target_id=other.pk, user=clerk)
    assert effects() == {(TITLE, state, "核对")}
    assert ended(other) is None


def test_a_repeal_stays_while_its_place_still_names_the_act(
    former: Regulation, other: Regulation, clerk: User
) -> None:
    row = mention()
    row.pk, row.start, row.end = None, 0, 2
    row.save()
    decide_citation(citation_id=row.pk, target_id=other.pk, user=clerk)
    assert (ended(former), ended(other)) == (REPEALED, None)


def test_a_mention_of_several_brings_its_repeal_from_the_stub_of_its_name(
    former: Regulation, other: Regulation, clerk: User
) -> None:
    row = mention()
    stub = Regulation.objects.create(
        slug="stub", title=TITLE, title_key=row.title_key, doc_number="", is_stub=True, level="city"
    )
    Citation.objects.filter(pk=row.pk).update(target=None, status="ambiguous")
    Effect.objects.filter(target=former, by=row.regulation).update(target=stub)
    decide_citation(citation_id=row.pk, target_id=other.pk, user=clerk)
    assert ended(other) == REPEALED
    assert not stub.effects.exists()


def test_a_repeal_counts_for_none_of_two_acts_of_a_title_until_one_is_named(clerk: User) -> None:
    """The second of them comes to the library after the repeal, which had led to the first."""
    load(EARLIER.replace("2019年", "2018年").replace("〔2019〕31号", "〔2018〕9号"))
    load(NOTICE.replace("（明川政办〔2019〕31号）", ""))
    first = Regulation.objects.get(title=TITLE, ordinal=1)
    assert ended(first) == REPEALED
    load(EARLIER)
    second = Regulation.objects.filter(title=TITLE, ordinal=1).exclude(pk=first.pk).get()
    assert (ended(first), ended(second)) == (None, None)
    decide_citation(citation_id=mention().pk, target_id=second.pk, user=clerk)
    assert (ended(first), ended(second)) == (None, REPEALED)
