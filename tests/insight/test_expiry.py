"""The expiry desk and its feeds: who sees what, in how many queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents.models import ActionRecord
from regulations.insight.calendar import DayEvent, fold_line, write_calendar
from regulations.insight.expiry import expiry_counts, expiry_desk
from regulations.models import Effect, Regulation
from tests.insight.conftest import DAY
from tests.insight.rows import city_act, effect

pytestmark = pytest.mark.django_db


def ending(title: str, in_days: int, **more: object) -> Regulation:
    """An act that ends in so many days, with its clause."""
    end = DAY + timedelta(days=in_days)
    act = city_act(title, on=date(2021, 1, 1), expires_on=end, expires_basis="stated", **more)  # type: ignore[arg-type]
    clause = effect(act, "expire", end, act, quote=f"{title}有效期五年。")
    Regulation.objects.filter(pk=act.pk).update(expiry_effect=clause)
    return act


@pytest.fixture
def acts() -> dict[str, Regulation]:
    return {
        "today": ending("今日届满办法", 0),
        "week": ending("七日届满办法", 7),
        "month": ending("三十日届满办法", 30),
        "quarter": ending("九十日届满办法", 90),
        "later": ending("百日届满办法", 91),
        "past": ending("昨日届满办法", -1),
        "repealed": ending("届满前废止的办法", -5, repealed_on=date(2025, 1, 1)),
        "draft": ending("草稿办法", 3, publication="draft"),
        "withdrawn": ending("撤回办法", 3, publication="withdrawn"),
        "trial": city_act("夜间经济试行办法", trial=True),
        "district": ending("区里的办法", 20, issuer="明川市东屏区人民政府", level="county"),
    }


def titles(day: date = DAY, issuer: str = "") -> dict[str, list[str]]:
    return {shelf.code: [row.act.title for row in shelf.rows] for shelf in expiry_desk(day, issuer).shelves}


def test_each_act_stands_on_one_shelf(acts: dict[str, Regulation]) -> None:
    assert titles() == {
        "within-7": ["今日届满办法", "草稿办法", "七日届满办法"],
        "within-30": ["区里的办法", "三十日届满办法"],
        "within-90": ["九十日届满办法"],
        "unnoticed": ["昨日届满办法"],
        "trials": ["夜间经济试行办法"],
    }


def test_the_desk_is_that_of_one_issuer_or_of_another_day(acts: dict[str, Regulation]) -> None:
    slug = acts["district"].document.organs.get().slug  # type: ignore[union-attr]
    assert [title for rows in titles(issuer=slug).values() for title in rows] == ["区里的办法"]
    assert titles(issuer="no-such")["within-7"] == []
    assert "百日届满办法" in titles(DAY + timedelta(days=1))["within-90"]


def test_a_recorded_outcome_takes_an_act_off_the_unnoticed(acts: dict[str, Regulation]) -> None:
    effect(acts["past"], "note", DAY, state="confirmed")
    assert titles()["unnoticed"] == ["昨日届满办法"]
    Effect.objects.create(
        target=acts["past"], kind="note", on=DAY, key="outcome-1", state="confirmed", basis="confirmed"
    )
    assert titles()["unnoticed"] == []


def test_counts_are_those_of_the_shelves(
    acts: dict[str, Regulation], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        counts = [(shelf.code, shelf.name, shelf.total) for shelf in expiry_counts(DAY)]
    desk = [(shelf.code, shelf.name, len(shelf.rows)) for shelf in expiry_desk(DAY).shelves]
    assert counts == desk
    assert [total for _, _, total in counts] == [3, 2, 1, 1, 1]
    assert not any(shelf.total for shelf in expiry_counts(DAY, "no-such"))


def test_the_overview_shows_the_counts_of_the_desk(staff: Client, acts: dict[str, Regulation]) -> None:
    page = staff.get("/desk/").content.decode()
    assert '<a href="/desk/expiry/#within-7"><b>3</b>7 天内届满</a>' in page
    assert '<li class="bad"><a href="/desk/expiry/#unnoticed"><b>1</b>' in page


@pytest.mark.parametrize(("on", "said"), [("2031-01-01", "（继续施行）"), ("", "继续施行，没有新的期限")])
def test_a_renewed_act_no_longer_states_the_printed_term(
    staff: Client, acts: dict[str, Regulation], on: str, said: str
) -> None:
    act = acts["past"]
    Regulation.objects.filter(pk=act.pk).update(validity="有效期五年")
    assert "有效期五年</a>" in staff.get(act.get_absolute_url()).content.decode()
    effect(act, "take_effect", date(2021, 1, 1), act, quote="本办法自2021年1月1日起施行。")
    form = {"outcome": "renew", "on": on, "reason": "延期"}
    staff.post(f"/desk/expiry/{act.slug}/", form)
    page = staff.get(act.get_absolute_url()).content.decode()
    assert said in page
    assert "起施行，期满后继续施行" in page
    assert "有效期五年" not in page


def test_an_act_to_be_revised_keeps_its_printed_term(staff: Client, acts: dict[str, Regulation]) -> None:
    act = acts["past"]
    Regulation.objects.filter(pk=act.pk).update(validity="有效期五年")
    staff.post(f"/desk/expiry/{act.slug}/", {"outcome": "revise", "reason": "修订"})
    page = staff.get(act.get_absolute_url()).content.decode()
    assert "有效期五年</a>" in page
    assert "期满后继续施行" not in page


@pytest.fixture
def staff(client: Client) -> Client:
    user = User.objects.create_user("shenhe", is_staff=True)
    user.groups.add(Group.objects.get(name="reviewer"))
    client.force_login(user)
    return client


def test_the_desk_shows_clauses_in_a_fixed_number_of_queries(
    staff: Client, acts: dict[str, Regulation], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(12):
        page = staff.get("/desk/expiry/").content.decode()
    assert "七日届满办法有效期五年。" in page
    assert "余 7 天" in page
    assert "已过 1 天" in page
    ending("再来一件", 5)
    with django_assert_num_queries(12):
        staff.get("/desk/expiry/")


def test_outcomes_are_recorded_from_the_desk(staff: Client, acts: dict[str, Regulation]) -> None:
    form = {"outcome": "renew", "on": "2031-01-01", "reason": "延期五年"}
    answer = staff.post(f"/desk/expiry/{acts['past'].slug}/", form, follow=True)
    assert "已记为继续施行" in answer.content.decode()
    acts["past"].refresh_from_db()
    assert acts["past"].expires_on == date(2031, 1, 1)
    assert ActionRecord.objects.get().label == "继续施行：昨日届满办法"


@pytest.mark.parametrize(
    "form", [{}, {"outcome": "burn", "reason": "x"}, {"outcome": "repeal", "reason": "x", "on": "soon"}]
)
def test_a_form_that_says_nothing_changes_nothing(
    staff: Client, acts: dict[str, Regulation], form: dict[str, str]
) -> None:
    answer = staff.post(f"/desk/expiry/{acts['past'].slug}/", form, follow=True)
    assert "没有记下" in answer.content.decode()
    assert not Effect.objects.filter(state="confirmed").exists()


def test_only_staff_see_the_desk_and_only_those_allowed_decide(
    client: Client, acts: dict[str, Regulation]
) -> None:
    assert client.get("/desk/expiry/").status_code == 302
    client.force_login(User.objects.create_user("anyone"))
    assert client.get("/desk/expiry/").status_code == 403
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    client.force_login(editor)
    assert "记下处理" not in client.get("/desk/expiry/").content.decode()
    assert (
        client.post(f"/desk/expiry/{acts['past'].slug}/", {"outcome": "revise", "reason": "x"}).status_code
        == 403
    )


def test_feeds_tell_public_acts_only(
    client: Client, acts: dict[str, Regulation], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        atom = client.get("/feeds/expiry.atom").content.decode()
    with django_assert_num_queries(2):
        calendar = client.get("/feeds/expiry.ics").content.decode()
    for text in (atom, calendar.replace("\r\n ", "")):
        assert "七日届满办法" in text
        assert "昨日届满办法" in text
        assert "草稿办法" not in text
        assert "撤回办法" not in text
        assert "届满前废止的办法" not in text
    assert "百日届满办法" not in atom
    assert "百日届满办法" in calendar.replace("\r\n ", "")


def test_feeds_of_one_issuer(client: Client, acts: dict[str, Regulation]) -> None:
    slug = acts["district"].document.organs.get().slug  # type: ignore[union-attr]
    for kind in ("atom", "ics"):
        text = client.get(f"/feeds/expiry.{kind}?issuer={slug}").content.decode().replace("\r\n ", "")
        assert "区里的办法" in text
        assert "七日届满办法" not in text
        assert client.get(f"/feeds/expiry.{kind}?issuer=no-such").status_code == 404


def test_calendar_lines_are_folded_and_escaped() -> None:
    line = "SUMMARY:" + "有效期届满" * 20
    pieces = list(fold_line(line))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert "X-WR-CALNAME:甲\\,乙\\;丙\\n丁\r\n" in write_calendar("甲,乙;丙\n丁", [])


def test_a_feed_of_one_issuer_names_itself(client: Client, acts: dict[str, Regulation]) -> None:
    slug = acts["district"].document.organs.get().slug  # type: ignore[union-attr]
    own = f"/feeds/expiry.atom?issuer={slug}"
    assert f'{own}" rel="self"' in client.get(own).content.decode()
    assert '/feeds/expiry.atom" rel="self"' in client.get("/feeds/expiry.atom").content.decode()


def test_each_event_reminds_three_times() -> None:
    event = DayEvent(
        "u", date(2026, 2, 1), "甲", "乙", "http://localhost/r/a/", datetime(2026, 1, 1, tzinfo=UTC)
    )
    lines = write_calendar("名", [event]).split("\r\n")
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        "TRIGGER:-P90D", "TRIGGER:-P30D", "TRIGGER:-P7D",
    ]  # fmt: skip
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 3
    assert "VALARM" not in write_calendar("名", [])
