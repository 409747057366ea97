"""Acts and places that are named among other words, and words that name none."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regulations.models import Regulation, Version
from search.exact import find_exact
from search.models import SearchEntry
from search.query import parse_query
from search.selectors import search
from search.services import index_regulations
from tests.search.library import Library, make_act, new_source


def named(typed: str) -> list[tuple[str, str]]:
    """The title and the place of the entries that are named, in order."""
    found = find_exact(parse_query(typed)).entry_ids
    entries = SearchEntry.objects.in_bulk(found)
    return [(entries[pk].title, entries[pk].place) for pk in found]


def an_act(title: str, doc_number: str = "", **articles: str) -> Regulation:
    act = make_act(
        title=title, doc_number=doc_number, level="city", source=new_source(title[-4:]), issue=None,
        articles=articles or {"第一条": "总则。"},
    )  # fmt: skip
    index_regulations([act.pk])
    return act


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("厨余垃圾管理办法第4条罚款多少", "第四条"),
        ("厨余垃圾管理办法第4条是什么", "第四条"),
        ("厨余垃圾管理办法4条罚款多少", "第四条"),
        ("厨余垃圾管理办法4条1款", "第四条"),
        ("厨余垃圾管理办法第3-4条", "第三条"),
        ("厨余垃圾管理办法第三条、第四条", "第三条"),
        ("厨余垃圾管理办法 第三条 饲喂", "第三条"),
        ("《厨余垃圾管理办法》第三条饲喂", "第三条"),
        ("“厨余垃圾管理办法”第三条", "第三条"),
        ("固体废物污染环境防治法第57条罚款", "第五十七条"),
    ],
)
def test_an_act_and_its_place_among_further_words(library: Library, typed: str, place: str) -> None:
    assert named(typed)[0][1] == place
    first = search(parse_query(typed)).hits[0]
    assert first.exact
    assert first.row.place == place


def test_a_decimal_place_among_further_words(library: Library) -> None:
    act = an_act("明川市地震应急预案", **{"4.3.2": "响应措施如下。"})
    assert named("地震应急预案 4.3.2 响应措施") == [(act.title, "4.3.2"), (act.title, "")]


@pytest.mark.parametrize(
    "typed",
    [
        "厨余垃圾管理4条措施", "厨余垃圾4条措施", "垃圾一条龙服务", "厨余垃圾第3条处罚", "垃圾管理第三条红线",
        "城市厨余第一条管线", "“厨余垃圾管理办法”", "“城市厨余垃圾管理办法”", "“厨余垃圾” 罚款", "厨余垃圾 罚款",
        "标题:细则 厨余垃圾管理办法", "餐饮油烟管理办法第3条罚款", "厨余垃圾管理办法怎么罚",
    ],
)  # fmt: skip
def test_what_names_no_act(library: Library, typed: str) -> None:
    assert named(typed) == []


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("明川市“十四五”时期“无废城市”建设实施方案", "明川市“十四五”时期“无废城市”建设实施方案"),
        ("明川市“十四五”时期“无废城市”建设实施方案", "“十四五”时期“无废城市”建设实施方案"),
        ("明川市“无废城市”建设实施方案", "明川市”无废城市“建设实施方案"),
        ("明川市二〇〇九年政府工作安排", "明川市二〇〇九年政府工作安排"),
        ("明川市惠企20条措施", "惠企20条措施"),
        ("明川市惠企纾困20条", "惠企纾困20条"),
    ],
)
def test_a_title_with_quotes_years_or_a_count_of_its_own(library: Library, title: str, typed: str) -> None:
    act = an_act(title)
    assert named(typed) == [(act.title, "")]


@pytest.mark.parametrize(
    "typed",
    [
        "“无废城市”",
        "“无废城市” 建设",
        "“无废城市”建设资金怎么申请",
        "‘无废城市建设实施方案’",
        "无废城市 -“建设”",
    ],
)
def test_quotes_that_are_no_part_of_a_title(library: Library, typed: str) -> None:
    an_act("明川市“无废城市”建设实施方案")
    assert named(typed) == []


def test_a_phrase_stands_in_the_title_it_names(library: Library) -> None:
    an_act("明川市无废城市建设方案")
    assert named("“无费城市”建设方案") == []


@pytest.mark.parametrize("typed", ["厨余垃圾管理办法 2023年5号", "厨余垃圾管理办法2023年5号"])
def test_a_title_beside_a_number_that_nobody_bears(library: Library, typed: str) -> None:
    assert named(typed)[0][0] == library.waste.title


def test_the_words_beside_a_number_are_found(library: Library) -> None:
    results = search(parse_query("饲喂畜禽 2023年9号"))
    assert not results.exact
    assert "第三条" in [hit.row.place for hit in results.hits]


@pytest.mark.parametrize("typed", ["国务院641号令", "国务院第641号令", "国务院令641号"])
def test_an_order_as_it_is_spoken(library: Library, typed: str) -> None:
    act = an_act("城镇排水与污水处理条例", "国务院令第641号")
    assert named(typed) == [(act.title, "")]


def test_a_beginning_of_a_number_as_a_field(library: Library) -> None:
    titles = {hit.row.title for hit in search(parse_query("文号:明政办2021")).hits}
    assert titles == {library.cabs.title}


def test_a_stub_that_is_named_among_further_words_is_told(library: Library) -> None:
    Regulation.objects.create(
        slug="stub", title="养犬管理条例", title_key="养犬管理条例", short_key="养犬管理条例", is_stub=True
    )
    for typed in ("养犬管理条例第3条罚款多少", "养犬管理条例第3条"):
        assert [act.slug for act in find_exact(parse_query(typed)).not_held] == ["stub"]
    assert not find_exact(parse_query("养犬第3条罚款多少")).not_held


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        ("厨余垃圾", 1), ("厨余垃圾 罚款", 1), ("厨余垃圾 -罚款", 1), ("厨余垃圾，罚款", 1), ("泔水能不能喂猪？", 1),
        ("“饲喂畜禽”", 0), ("“饲喂畜禽” 罚款", 0), ("标题:排水 罚款", 0), ("十条措施", 1), ("餐饮油烟管理办法第3条", 1),
        ("餐饮油烟管理办法第3条罚款", 3), ("明川市“无烟城市”建设方案", 1),
    ],
)  # fmt: skip
def test_plain_words_are_looked_up_once(
    library: Library, typed: str, most: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    find_exact(parse_query(typed))
    with django_assert_num_queries(most):
        find_exact(parse_query(typed))


def test_a_place_that_nothing_has_is_words(library: Library) -> None:
    act = an_act("明川市消费维权办法", 第一条="每年3.15开展宣传。")
    for typed in ("3.15", "3.15 层级:市"):
        (hit,) = search(parse_query(typed)).hits[:1]
        assert hit.row.regulation_id == act.pk


@pytest.mark.parametrize("typed", ["标题:厨余垃圾管理 第40条", "“饲喂畜禽” 第40条"])
def test_a_place_that_nothing_has_takes_no_other_hits_away(library: Library, typed: str) -> None:
    assert search(parse_query(typed)).total == search(parse_query(typed.partition(" ")[0])).total > 0


def test_a_title_as_a_field_and_a_place(library: Library) -> None:
    first = search(parse_query("标题:厨余垃圾管理办法 第4条")).hits[0]
    assert (first.exact, first.row.place) == (True, "第四条")


APART = ["火箭", "潜艇", "航母", "导弹", "雷达", "坦克"]
NOWHERE = "火箭 潜艇 航母 导弹 雷达 坦克 飞船 鱼雷 舰队 步枪 手雷 迫击炮"


def test_the_last_words_of_a_long_question_count(library: Library) -> None:
    results = search(parse_query(f"{NOWHERE} 途中 甩客"))
    assert results.hits[0].row.place == "第三条"
    assert results.hits[0].row.regulation_id == library.cabs.pk
    assert not {"途中", "甩客"} & {*results.ignored}


def test_of_many_words_that_stand_nowhere_together_any_is_found(library: Library) -> None:
    for at, word in enumerate(APART):
        an_act(f"明川市第{at}号通告", 第一条=f"{word}。")
    results = search(parse_query(" ".join(APART)))
    assert {hit.row.body.strip("。") for hit in results.hits} == {*APART}
    assert {*results.dropped} == {*APART}
    assert results.needs_none


def test_the_page_names_the_words_that_may_lack_unless_all_of_many_may(
    library: Library, client: Client
) -> None:
    for at, word in enumerate(APART):
        an_act(f"明川市第{at}号通告", 第一条=f"{word}。")
    page = client.get("/search/", {"q": " ".join(APART)}).content.decode()
    assert "每条结果只含其中几个词" in page
    assert "结果里不一定有" not in page
    page = client.get("/search/", {"q": "厨余垃圾 饲喂 火箭"}).content.decode()
    assert "每条结果只含其中几个词" not in page
    assert "结果里不一定有“火箭”“饲喂”“厨余垃圾”" in page


def test_each_word_that_is_not_looked_for_is_told(library: Library) -> None:
    words = (
        "厨余垃圾 监督 管理 工作 禁止 饲喂 畜禽 违反 办法 规定 罚款 驾驶员 资格证 途中 甩客 绕道 收费 囍囍囍"
    )
    results = search(parse_query(words))
    sought = {group.surface for group in results.hits[0].plan.groups}
    assert len(sought) == 10
    assert sought | {*results.dropped} | {*results.ignored} == {*words.split()}
    assert results.ignored == ("囍囍囍",)


def test_all_words_of_a_short_question_are_looked_for(library: Library) -> None:
    results = search(parse_query("厨余垃圾 饲喂 畜禽"))
    assert {group.surface for group in results.hits[0].plan.groups} == {"厨余垃圾", "饲喂", "畜禽"}
    assert results.hits[0].plan.left == results.ignored == ()


def test_a_law_is_named_by_the_order_that_made_it_public(library: Library) -> None:
    """The number stands in the head of its text alone; an order that only amended it is none of its own."""
    history = [
        ["公布", "1995-10-30", "中华人民共和国国务院令第58号"],
        ["修正", "2013-06-29", "中华人民共和国国务院令第638号"],
        ["修订", "2020-04-29", "国务院令 第七百三十六号"],
    ]
    Version.objects.filter(regulation=library.law).update(history=history)
    title = (library.law.title, "")
    assert named("国务院令第58号") == named("国务院58号令") == named("国务院令第736号") == [title]
    assert search(parse_query("国务院58号令")).ignored == ()
    assert search(parse_query("国务院59号令")).ignored == ("国务院令第59号",)
    for typed in ("国务院令第5号", "国务院令第8号", "国务院令第638号", "国务院令第7号", "公安部令第58号"):
        assert named(typed) == [], typed


def test_a_number_that_an_act_bears_itself_comes_before_a_history(
    library: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Version.objects.filter(regulation=library.law).update(history=[["公布", None, "明川市人民政府令第6号"]])
    act = an_act("明川市停车办法", "明川市人民政府令第6号")
    assert named("明川市人民政府令第6号") == [(act.title, "")]
    with django_assert_num_queries(1):
        find_exact(parse_query("明川市人民政府令第6号"))
