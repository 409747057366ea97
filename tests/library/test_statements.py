"""Querysets composed once, and what they look up through an index."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import DateField, QuerySet
from pytest_django import DjangoAssertNumQueries

from regulations.insight.kin import find_kin
from regulations.models import Regulation
from regulations.statements import Slot, Statement, any_of
from tests.insight.rows import city_act, law, stub

pytestmark = pytest.mark.django_db


def test_a_run_gives_what_the_queryset_would(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    acts = [city_act(f"第{at}号办法", on=date(2020 + at, 1, 1)) for at in range(3)]
    built = []

    def build() -> QuerySet[Regulation]:
        built.append(1)
        status = Regulation.objects.with_status(Slot("on", DateField()))
        return status.filter(any_of("id", Slot("ids"))).select_related("document").order_by("pk")

    found = Statement(build)
    for on in (date(2020, 6, 1), date(2026, 1, 1)):
        ids = [act.pk for act in acts[:2]]
        with django_assert_num_queries(1):
            rows = found(ids=ids, on=on)
            titles = [row.document.title for row in rows if row.document]
        wanted = Regulation.objects.with_status(on).filter(pk__in=ids).order_by("pk")
        assert rows == list(wanted)
        assert [row.status_code for row in rows] == [row.status_code for row in wanted]  # type: ignore[attr-defined]
        assert titles == ["第0号办法", "第1号办法"]
    assert found(ids=[], on=date(2026, 1, 1)) == []
    assert built == [1]


def test_rows_of_values_stay_tuples_and_values_are_never_sql() -> None:
    stub("甲'; DROP TABLE")
    found = Statement(lambda: Regulation.objects.filter(title=Slot("title")).values_list("title", "is_stub"))
    assert found(title="甲'; DROP TABLE") == [("甲'; DROP TABLE", True)]
    assert found(title="100%s") == []


def test_what_cannot_be_run_is_refused() -> None:
    with pytest.raises(KeyError):
        Statement(lambda: Regulation.objects.filter(slug=Slot("slug")))(title="x")
    with pytest.raises(ValueError, match="prefetch"):
        Statement(lambda: Regulation.objects.prefetch_related("versions"))()


def _indexes() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'regulations_regulation'")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_kin_are_asked_for_in_the_words_of_their_index(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    older = city_act("明川市人民政府关于做好2023年防汛工作的通知")
    act = city_act("明川市人民政府关于做好2024年防汛工作的通知")
    law("中华人民共和国防汛工作的通知法", on=date(2020, 1, 1))
    with django_assert_num_queries(1) as asked:
        assert [kin.act for kin in find_kin(act, date(2024, 6, 1))] == [older]
    # which index so small a table is read by changes with its statistics
    assert "title_pieces" in asked.captured_queries[0]["sql"]
    assert "USING gin (title_pieces" in _indexes()


@pytest.mark.parametrize("title", ["令", "通知", "规划法"])
def test_short_titles_have_kin_only_of_their_whole_name(title: str) -> None:
    act, same = city_act(title), city_act(title)
    city_act(f"明川市排水{title}实施细则")
    assert [kin.act for kin in find_kin(act, date(2024, 6, 1))] == [same]
