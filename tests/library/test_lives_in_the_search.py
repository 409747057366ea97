"""What ends an act ends it in the search as well, with all texts that hang on it."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from documents.services.sources import register_source
from regulations.models import Effect, Regulation
from regulations.services.decisions import decide_effects
from regulations.services.ingest import ingest_source
from search.models import SearchEntry, SearchOutbox
from tests.library.samples import NOTICE

pytestmark = pytest.mark.django_db
ENDED = date(2024, 6, 1)


@pytest.fixture
def notice() -> Regulation:
    """A notice that issues measures, both in the search."""
    source, _ = register_source(data=NOTICE.encode(), name="a.txt")
    ingest_source(source.pk)
    return Regulation.objects.get(ordinal=0, document__issue__source=source)


def ends_in_search(notice: Regulation) -> set[date | None]:
    entries = SearchEntry.objects.filter(regulation__document=notice.document)
    assert set(entries.values_list("regulation__ordinal", flat=True)) == {0, 1}
    return set(entries.values_list("repealed_on", flat=True))


def test_the_end_of_a_notice_is_the_end_of_its_texts_in_the_search(notice: Regulation) -> None:
    user = User.objects.create_user("shenhe", is_staff=True)
    effect = Effect.objects.create(target=notice, kind="repeal", on=ENDED, key="k", state="rejected")
    assert ends_in_search(notice) == {None}
    decide_effects(ids=[effect.pk], state="confirmed", user=user)
    assert ends_in_search(notice) == {ENDED}
    decide_effects(ids=[effect.pk], state="rejected", user=user)
    assert ends_in_search(notice) == {None}


def test_a_life_that_stays_writes_nothing_into_the_search(notice: Regulation) -> None:
    user = User.objects.create_user("shenhe", is_staff=True)
    effect = Effect.objects.create(target=notice, kind="note", key="k", state="rejected")
    written = SearchEntry.objects.order_by("pk").values_list("pk", flat=True)
    before, changes = list(written), SearchOutbox.objects.count()
    decide_effects(ids=[effect.pk], state="confirmed", user=user)
    assert (list(written), SearchOutbox.objects.count()) == (before, changes)
