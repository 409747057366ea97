"""Acts whose legal basis changed after they were issued."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regulations.insight.stale import lay_beside, stale_act, stale_acts
from regulations.models import Regulation, Version
from tests.insight.conftest import DAY
from tests.insight.rows import cite, city_act, edition, effect, law, stub

pytestmark = pytest.mark.django_db

OLD = ["国家建立防汛责任制。", "汛期应当二十四小时值班。", "违反本法的，处以一千元罚款。"]
NEW = ["为了防治洪水，制定本法。", "国家建立防汛责任制。", "汛期应当二十四小时值班，并按时报告。"]


@pytest.fixture
def flood_law() -> Regulation:
    act = law("中华人民共和国防洪法", date(1998, 1, 1))
    edition(act, OLD, date(1997, 8, 29), current=False)
    edition(act, NEW, date(2025, 6, 1))
    return act


def found(level: str = "") -> list[str]:
    return [each.act.title for each in stale_acts(DAY, level)[1]]


def test_a_basis_with_a_newer_edition_is_stale(flood_law: Regulation) -> None:
    act = city_act("明川市防汛办法", on=date(2024, 5, 1))
    cite(act, flood_law)
    cite(city_act("明川市新防汛办法", on=date(2025, 6, 1)), flood_law)
    cite(city_act("明川市旧通知", on=date(2024, 5, 1)), flood_law, role="mention")
    assert found() == ["明川市防汛办法"]
    assert stale_acts(date(2025, 5, 31))[1] == []
    changes = stale_act(act, DAY).bases[0].changes
    assert [(change.code, change.on) for change in changes] == [("amended", date(2025, 6, 1))]


def test_a_repealed_or_amended_basis_is_stale_even_where_it_is_not_held() -> None:
    newer = city_act("明川市新规", on=date(2025, 3, 1))
    gone = stub("山西省旧条例")
    clause = effect(gone, "replace", date(2025, 3, 1), newer)
    Regulation.objects.filter(pk=gone.pk).update(repealed_on=date(2025, 3, 1), repeal_effect=clause)
    amended = city_act("明川市被改的办法", on=date(2020, 1, 1))
    effect(amended, "amend", date(2025, 4, 1), newer)
    act = city_act("明川市细则", on=date(2024, 5, 1))
    cite(act, gone)
    cite(act, amended)
    codes = [change.code for basis in stale_act(act, DAY).bases for change in basis.changes]
    assert codes == ["replaced", "amended"]
    assert found() == ["明川市细则"]


def test_what_is_not_stale(flood_law: Regulation) -> None:
    kept = law("中华人民共和国水法", date(2002, 8, 29))
    edition(kept, OLD, date(2016, 7, 2))
    cite(city_act("明川市节水办法", on=date(2024, 5, 1)), kept)
    lapsed = city_act("明川市失效办法", on=date(2024, 5, 1), expires_on=date(2025, 1, 1))
    cite(lapsed, flood_law)
    draft = city_act("明川市草稿", on=date(2024, 5, 1), publication="draft")
    cite(draft, flood_law)
    rejected = city_act("明川市未改的办法", on=date(2020, 1, 1))
    effect(rejected, "amend", date(2025, 4, 1), state="rejected")
    cite(city_act("明川市细则", on=date(2024, 5, 1)), rejected)
    assert found() == []


def test_a_law_that_was_itself_revised_since_is_not_stale(flood_law: Regulation) -> None:
    rules = law("防汛条例", date(1991, 7, 2))
    edition(rules, ["根据《中华人民共和国防洪法》，制定本条例。"], date(2025, 7, 1))
    cite(rules, flood_law)
    older = law("蓄滞洪区办法", date(2000, 5, 27))
    edition(older, ["根据《中华人民共和国防洪法》，制定本办法。"], date(2000, 5, 27))
    cite(older, flood_law)
    assert found("national") == ["蓄滞洪区办法"]


def test_named_articles_are_laid_beside_todays_wherever_they_stand(flood_law: Regulation) -> None:
    act = city_act("明川市防汛办法", on=date(2024, 5, 1))
    for path, place in (
        ("art_1", "第一条"),
        ("art_2/para_1", "第二条第一款"),
        ("art_3", "第三条"),
        ("art_9", "第九条"),
    ):
        cite(act, flood_law, path=path, place=place)
    laid = lay_beside(stale_act(act, DAY))[0].articles
    assert [(each.cite, each.state, each.now_cite) for each in laid] == [
        ("第一条", "moved", "第二条"),
        ("第二条第一款", "moved", "第三条"),
        ("第三条", "gone", ""),
        ("第九条", "", ""),
    ]
    assert "<ins>，并按时报告</ins>" in laid[1].now


def test_pages_ask_a_fixed_number_of_queries(
    client: Client, flood_law: Regulation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    act = city_act("明川市防汛办法", on=date(2024, 5, 1))
    cite(act, flood_law, path="art_1", place="第一条")
    cite(city_act("明川市水库办法", on=date(2024, 6, 1)), flood_law)
    with django_assert_num_queries(5):
        page = client.get("/stale/").content.decode()
    assert "《<a" in page
    assert page.index("明川市水库办法") < page.index("明川市防汛办法")
    with django_assert_num_queries(5):
        page = client.get(f"/stale/{act.slug}/").content.decode()
    assert "今为第二条" in page
    assert client.get("/stale/no-such/").status_code == 404


def test_a_text_adopted_before_and_in_force_after_the_act_counts_from_its_first_day() -> None:
    company = law("中华人民共和国公司法", date(1994, 7, 1))
    edition(company, OLD, date(2018, 10, 26), current=False)
    new = edition(company, NEW, date(2023, 12, 29))
    new.effective_on = date(2024, 7, 1)
    new.save()
    act = city_act("明川市公司登记办法", on=date(2024, 2, 4))
    cite(act, company)
    assert stale_acts(date(2024, 6, 30))[1] == []
    basis = stale_act(act, DAY).bases[0]
    assert [(c.on, c.made_on) for c in basis.changes] == [(date(2024, 7, 1), date(2023, 12, 29))]
    assert (basis.then and basis.then.edition_on) == date(2018, 10, 26)


def test_a_law_cited_between_its_adoption_and_its_first_day_is_not_stale() -> None:
    act_of_state = law("中华人民共和国能源法", date(2025, 1, 1))
    first = edition(act_of_state, OLD, date(2024, 11, 8))
    first.effective_on = date(2025, 1, 1)
    first.save()
    cite(city_act("明川市能源办法", on=date(2024, 12, 1)), act_of_state)
    assert found() == []


def test_the_pages_say_what_happened_on_the_acts_own_day(client: Client, flood_law: Regulation) -> None:
    signed = city_act("明川市防汛办法", on=date(2024, 5, 1))
    adopted = city_act("明川市防汛条例", on=date(2024, 6, 1))
    for act, history in ((signed, []), (adopted, [["通过", "2024-05-20", ""], ["批准", "2024-06-01", ""]])):
        cite(act, flood_law)
        Version.objects.filter(regulation=act).update(history=history)
    listed = client.get("/stale/").content.decode()
    assert "5月1日</time>成文" in listed
    assert "6月1日</time>批准" in listed
    assert "6月1日</time>成文" not in listed
    one = client.get(f"/stale/{adopted.slug}/").content.decode()
    assert "6月1日</time>批准" in one
    assert "成文" not in one
