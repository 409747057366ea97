"""Offers while typing, and slips."""

import pytest
from django.db.models import Q
from django.test import Client

from regulations.models import Regulation
from search.named_numbers import begins
from search.query import parse_query
from search.selectors import search
from search.suggestions import did_you_mean, suggest
from tests.search.library import Library


def test_titles_come_before_terms(library: Library) -> None:
    offers = suggest("厨余")
    assert offers[0].kind == "act"
    assert offers[0].text == library.waste.title
    assert "厨余垃圾" in [offer.text for offer in offers if offer.kind == "term"]


def test_a_number_is_completed(library: Library) -> None:
    assert [offer.text for offer in suggest("明政办〔2021") if offer.kind == "act"] == [library.cabs.title]


@pytest.mark.parametrize("typed", ["", "厨", "？！", "囍囍", "\0"])
def test_nothing_to_offer(library: Library, typed: str) -> None:
    assert suggest(typed) == ()


@pytest.mark.parametrize(("slip", "meant"), [("下水到", "下水道"), ("农贸市厂", "农贸市场")])
def test_slips(db: None, slip: str, meant: str) -> None:
    assert did_you_mean([slip]) == {slip: meant}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("网约车管里", "网约车管理"), ("安全生产鉴管", "安全生产监管"), ("排水设施维户", "排水设施维护"),
     ("厨余拉圾", "厨余垃圾")],
)  # fmt: skip
def test_a_slip_inside_a_compound(db: None, typed: str, meant: str) -> None:
    assert did_you_mean([], [typed]) == {typed: meant}


@pytest.mark.parametrize(
    "typed",
    ["网约车管理", "村里的路坏了谁修", "该谁管", "急着用药能先打电话调吗", "下水道堵了找谁修", "成员"],
)
def test_what_has_no_slip_inside(db: None, typed: str) -> None:
    assert did_you_mean([], [typed]) == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("厨余拉圾管理", "厨余垃圾管理"), ("厨余垃极管理", "厨余垃圾管理"), ("预约出租气车", "预约出租汽车")],
)
def test_a_slip_in_a_part_of_a_title(library: Library, typed: str, meant: str) -> None:
    assert search(parse_query(typed)).did_you_mean == {typed: meant}


@pytest.mark.parametrize(
    "typed",
    [
        "厨余垃圾管理", "厨余垃圾怎么管理", "厨余垃圾处理", "余拉圾管理", "厨余拉极管理", "厨余垃圾管理费",
        "囍囍囍囍囍囍", "厨余",
    ],
)  # fmt: skip
def test_no_part_of_a_title_is_meant(library: Library, typed: str) -> None:
    assert "厨余垃圾管理" not in search(parse_query(typed)).did_you_mean.values()


def test_a_part_of_a_title_is_the_only_offer(db: None) -> None:
    assert did_you_mean(["拉圾"], ["厨余拉圾管理"], "厨余垃圾管理") == {"厨余拉圾管理": "厨余垃圾管理"}


@pytest.mark.parametrize("word", ["一共", "大震", "加个"])
def test_a_word_that_only_sounds_alike_is_another_word(db: None, word: str) -> None:
    assert did_you_mean([word]) == {}


@pytest.mark.parametrize("typed", ["续报", "执法没车", "没设备"])
def test_short_words_and_denials_are_not_mended(db: None, typed: str) -> None:
    assert did_you_mean([], [typed]) == {}


def test_the_page_offers_the_whole_query(library: Library, client: Client) -> None:
    from urllib.parse import quote

    page = client.get("/search/", {"q": "网约车管里 厨余垃圾"}).content.decode()
    assert "您是不是要找" in page
    assert quote("网约车管理 厨余垃圾", safe="").replace("%20", "+") in page.replace("%20", "+")


@pytest.mark.parametrize("word", ["下水道", "囍囍囍", "罚", ""])
def test_no_offer_for_what_is_right_or_unlike(db: None, word: str) -> None:
    assert did_you_mean([word]) == {}


def test_results_carry_the_offer(library: Library) -> None:
    assert search(parse_query("下水到 厨余垃圾")).did_you_mean == {"下水到": "下水道"}


def test_the_view(library: Library, client: Client) -> None:
    answer = client.get("/api/v1/search/suggestions/", {"q": "厨余"})
    assert answer.json()[0]["address"] == library.waste.get_absolute_url()
    assert client.get("/api/v1/search/suggestions/", {"x": "1"}).status_code == 400


def test_first_letters_of_pinyin(library: Library) -> None:
    offers = suggest("wlyyc")
    assert [offer.text for offer in offers if offer.kind == "act"] == [library.cabs.title]
    assert "网络预约出租汽车" in [offer.text for offer in offers if offer.kind == "term"]
    assert library.waste.title in [offer.text for offer in suggest("MCSCSCY")]


@pytest.mark.parametrize("typed", ["zzzzqq", "w", "a1b2"])
def test_letters_that_begin_nothing(library: Library, typed: str) -> None:
    assert suggest(typed) == ()


def test_an_act_that_is_new_is_offered_by_its_letters(library: Library) -> None:
    assert suggest("yqgltl") == ()
    Regulation.objects.create(
        slug="dogs", title="养犬管理条例", title_key="养犬管理条例", short_key="养犬管理条例", is_stub=False
    )
    assert [offer.text for offer in suggest("yqgltl")] == ["养犬管理条例"]


@pytest.mark.parametrize("typed", ["明政办2023", "明政办[2023]1", "〔2023〕1", "2023年1号", "明政办〔2023"])
def test_numbers_in_any_spelling_are_offered(library: Library, typed: str) -> None:
    assert library.waste.title in {offer.text for offer in suggest(typed)}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("明政办2023年1", {"2023|1", "2023|12"}),
        ("2023年1", {"2023|1", "2023|12"}),
        ("明政办〔2023〕12", {"2023|12"}),
        ("明政办2", {"2019|2", "2021|21"}),
        ("明政办2021年2", {"2021|21"}),
        ("明政办2023年9", set()),
    ],
)
def test_a_serial_begins_as_typed(db: None, typed: str, offered: set[str]) -> None:
    for at, key in enumerate(["2019|2", "2021|21", "2023|1", "2023|12", "2023|31"]):
        Regulation.objects.create(slug=f"n{at}", title=f"第{key}", number_key=f"明政办|{key}", is_stub=False)
    found = Regulation.objects.filter(begins(typed) or Q(pk=None))
    assert {number.partition("|")[2] for number in found.values_list("number_key", flat=True)} == offered


@pytest.mark.parametrize("typed", ["明政办1999", "2023年9号", "云政办"])
def test_numbers_that_nobody_bears_are_not_offered(library: Library, typed: str) -> None:
    assert [offer for offer in suggest(typed) if offer.kind == "act"] == []
