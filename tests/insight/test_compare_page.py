"""The page of a comparison and the kin that it offers."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regulations.insight.kin import Kin, find_kin, split_kin, text_beside
from regulations.insight.titles import place_of, series_form, year_in
from regulations.models import Redirect, Regulation
from tests.insight.conftest import DAY
from tests.insight.rows import city_act, edition, law, stub

pytestmark = pytest.mark.django_db

CITY = "明川市人民政府关于做好{}年防汛备汛工作的通知"


@pytest.fixture
def notices() -> dict[str, Regulation]:
    """Two years of the city's, one of the district's."""
    found = {
        "2025": city_act(
            CITY.format(2025), number="明川政发〔2025〕9号", on=date(2025, 3, 1), issuer="明川市人民政府"
        ),
        "2026": city_act(
            CITY.format(2026), number="明川政发〔2026〕7号", on=date(2026, 3, 1), issuer="明川市人民政府"
        ),
        "district": city_act(
            "明川市东屏区人民政府关于做好2026年防汛备汛工作的通知",
            on=date(2026, 3, 9),
            issuer="明川市东屏区人民政府",
            level="county",
        ),
    }
    edition(found["2025"], ["<b>责任人名单应当于4月30日前公布。", "每月5日前报送进展。"])
    edition(found["2026"], ["<b>责任人名单应当于4月15日前公布。"])
    edition(found["district"], ["<b>责任人名单应当于4月20日前公布。"])
    return found


def address(left: Regulation, right: Regulation) -> str:
    return f"/compare/{left.slug}/{right.slug}/"


def test_the_page_marks_words_lists_figures_and_escapes(
    client: Client, notices: dict[str, Regulation], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        page = client.get(address(notices["2025"], notices["2026"])).content.decode()
    assert "&lt;b&gt;责任人名单应当于<del>4月30日</del>前公布。" in page
    assert "<ins>4月15日</ins>" in page
    assert "删去 <b>1</b> 段" in page
    assert "关于做好防汛备汛工作的通知：2025年与2026年对照" in page
    assert "变了的数和日子" in page
    assert notices["district"].slug in page


def test_only_changes_swap_and_table(client: Client, notices: dict[str, Regulation]) -> None:
    here = address(notices["2025"], notices["2026"])
    assert address(notices["2026"], notices["2025"]) in client.get(here).content.decode()
    assert "相同</span>" not in client.get(here + "?only=changes").content.decode()
    table = client.get(here + "?format=csv")
    assert table["Content-Type"].startswith("text/csv")
    assert "第二条,删去" in table.content.decode("utf-8-sig")


def test_two_editions_of_a_law(client: Client) -> None:
    act = law("中华人民共和国防洪法", date(1998, 1, 1))
    edition(act, ["旧的条文规定。"], date(1997, 8, 29), current=False)
    edition(act, ["新的条文规定。"], date(2025, 6, 1))
    page = client.get(f"/compare/{act.slug}/{act.slug}/?left=1997-08-29&right=2025-06-01").content.decode()
    assert "<del>旧</del>" in page
    assert "<ins>新</ins>" in page
    assert "左右是同一个文本" in client.get(f"/compare/{act.slug}/{act.slug}/").content.decode()


def test_what_cannot_be_compared(client: Client, notices: dict[str, Regulation]) -> None:
    draft = city_act("草稿", publication="draft")
    edition(draft, ["草稿的文字。"])
    wanted = stub("未收录的办法")
    assert client.get(address(notices["2025"], draft)).status_code == 404
    answer = client.get(address(notices["2025"], wanted))
    assert answer.status_code == 404
    assert "本库没有《未收录的办法》的全文" in answer.content.decode()
    assert client.get("/compare/no-such/nothing/").status_code == 404


def test_an_old_address_leads_on(client: Client, notices: dict[str, Regulation]) -> None:
    Redirect.objects.create(slug="old", regulation=notices["2025"])
    answer = client.get(f"/compare/old/{notices['2026'].slug}/")
    assert (answer.status_code, answer["Location"]) == (301, address(notices["2025"], notices["2026"]))


def test_kin_are_the_series_and_other_places(notices: dict[str, Regulation]) -> None:
    city_act("明川市人民政府关于做好2026年护林防火工作的通知", issuer="明川市人民政府")
    city_act(CITY.format(2024), on=date(2024, 3, 1), publication="draft", issuer="明川市人民政府")
    longer = city_act(
        "明川市人民政府关于做好2023年防汛备汛和抗旱工作的通知", on=date(2023, 3, 1), issuer="明川市人民政府"
    )
    found = [(kin.relation, kin.year, kin.act) for kin in find_kin(notices["2026"], DAY)]
    assert found == [
        ("place", 2026, notices["district"]),
        ("series", 2025, notices["2025"]),
        ("series", 2023, longer),
    ]


def test_notices_are_kin_by_what_they_issue() -> None:
    plan = "明川市人民政府办公室关于印发明川市{}应急预案的通知"
    act, other, older = (
        city_act(plan.format(name), on=date(year, 2, 1), role="notice")
        for name, year in (("特种设备事故", 2024), ("地震", 2023), ("特种设备事故", 2019))
    )
    assert [kin.act for kin in find_kin(act, DAY)] == [older]
    assert find_kin(other, DAY) == []


def test_many_places_do_not_hide_the_series(notices: dict[str, Regulation]) -> None:
    for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯":
        issuer = f"明川市{name}区人民政府"
        city_act(f"{issuer}关于做好2026年防汛备汛工作的通知", issuer=issuer)
    assert notices["2025"] in [kin.act for kin in split_kin(find_kin(notices["2026"], DAY))[0]]


@pytest.mark.parametrize(
    ("title", "form", "year"),
    [
        ("晋城市人民政府关于做好2024年安全生产工作的通知", "关于做好安全生产工作的通知", 2024),
        ("晋城市2019—2020年秋冬季大气污染综合治理攻坚行动方案", "秋冬季大气污染综合治理攻坚行动方案", 2020),
        ("晋城市房地产市场监管办法（试行）", "房地产市场监管办法", None),
    ],
)
def test_series_forms(title: str, form: str, year: int | None) -> None:
    assert (series_form(title), year_in(title)) == (form, year)


def test_places() -> None:
    assert place_of("晋城市城区人民政府关于做好2024年安全生产工作的通知", "") == "晋城市城区"
    assert place_of("关于做好2024年安全生产工作的通知", "晋城市人民政府") == "晋城市"


def test_an_act_offers_its_series_and_the_districts_version(
    client: Client, notices: dict[str, Regulation]
) -> None:
    page = client.get(notices["2026"].get_absolute_url()).content.decode()
    here = notices["2026"].slug
    for name, heading in (("2025", "历年、同名"), ("district", "别处的同一文件")):
        assert heading in page
        assert f"/compare/{notices[name].slug}/{here}/" in page
    alone = city_act("明川市人民政府关于城市夜景的公告", on=date(2020, 1, 1))
    words = client.get(alone.get_absolute_url()).content.decode()
    assert "历年、同名" not in words
    assert "别处的同一文件" not in words


@pytest.mark.parametrize(
    ("role", "title", "slug"),
    [
        ("enclosure", "明川市人民政府关于印发明川市停车办法的通知", "kin"),
        ("notice", "明川市人民政府关于印发明川市停车办法的通知", "other"),
        ("enclosure", "明川市停车办法", "other"),
    ],
)
def test_beside_a_text_stands_a_text_not_the_notice_that_issued_it(role: str, title: str, slug: str) -> None:
    act = Regulation(role=role, title="明川市停车办法")
    kin = Kin(Regulation(slug="kin", doc_number="明政发〔2020〕4号"), "", "series", "", 2020, 1.0)
    assert text_beside(act, title, "明政发〔2020〕4号", "other", [kin]) == slug
    assert text_beside(act, title, "", "other", [kin]) == ("" if slug == "kin" else slug)
