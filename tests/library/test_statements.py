"""Querysets composed once, and what they look up through an index."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
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


def test_a_statement_is_planned_once_a_connection(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    found = Statement(lambda: Regulation.objects.filter(title=Slot("title")).values_list("title"))
    for title in ("甲", "乙"):
        with django_assert_num_queries(1) as asked:
            assert found(title=title) == []
        assert asked.captured_queries[0]["sql"].startswith("EXECUTE ")


def test_one_value_in_many_places_and_signs_of_patterns() -> None:
    stub("甲%乙$1")
    found = Statement(
        lambda: (
            Regulation.objects.filter(title=Slot("title"), title__contains="%")
            .filter(slug__in=Regulation.objects.filter(title=Slot("title")).values("slug"))
            .exclude(title="$2")
            .values_list("title", flat=True)
        )
    )
    assert found(title="甲%乙$1") == ["甲%乙$1"]
    assert found(title="甲") == []


@pytest.fixture
def _column_as_it_was() -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE regulations_regulation ALTER COLUMN genre TYPE varchar(20)")


def _widen() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE regulations_regulation ALTER COLUMN genre TYPE varchar(21)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_column_as_it_was")
def test_a_migration_under_way_does_not_stop_a_statement() -> None:
    found = Statement(lambda: Regulation.objects.filter(title=Slot("title")).values_list("genre", flat=True))
    stub("甲", genre="办法")
    assert found(title="甲") == ["办法"]
    _widen()
    assert found(title="甲") == ["办法"]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert found(title="甲") == ["办法"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_column_as_it_was")
def test_within_a_transaction_the_failure_is_told() -> None:
    found = Statement(lambda: Regulation.objects.filter(title=Slot("title")).values_list("genre", flat=True))
    assert found(title="甲") == []
    _widen()
    with pytest.raises(DatabaseError), transaction.atomic():
        found(title="甲")
    assert found(title="甲") == []


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_is_told_the_statement_anew() -> None:
    found = Statement(lambda: Regulation.objects.filter(title=Slot("title")).values_list("title", flat=True))
    stub("甲")
    assert found(title="甲") == ["甲"]
    connection.close()
    assert found(title="甲") == ["甲"]


def _plan_of(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_kin_are_read_through_the_index_of_pieces(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Among thousands of texts and with fresh statistics, so that the planner has a reason."""
    older = city_act("明川市人民政府关于做好2023年防汛工作的通知")
    act = city_act("明川市人民政府关于做好2024年防汛工作的通知")
    law("中华人民共和国防汛工作的通知法", on=date(2020, 1, 1))
    document = city_act("他事").document
    others = ((f"many-{at}", f"{at * at:x}{at:05d}") for at in range(1, 4000))
    Regulation.objects.bulk_create(
        Regulation(slug=slug, title=title, title_key=title, document=document, ordinal=at, is_stub=False)
        for at, (slug, title) in enumerate(others, 1)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE regulations_regulation")
    with django_assert_num_queries(1) as asked:
        assert [kin.act for kin in find_kin(act, date(2024, 6, 1))] == [older]
    assert "regulation_title_pieces" in _plan_of(asked.captured_queries[0]["sql"])


@pytest.mark.parametrize("title", ["令", "通知", "规划法"])
def test_short_titles_have_kin_only_of_their_whole_name(title: str) -> None:
    act, same = city_act(title), city_act(title)
    city_act(f"明川市排水{title}实施细则")
    assert [kin.act for kin in find_kin(act, date(2024, 6, 1))] == [same]
