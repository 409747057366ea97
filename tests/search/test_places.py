"""Places as people type them, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.places import find_place


@pytest.mark.parametrize(
    ("typed", "place", "cited"),
    [
        ("厨余垃圾管理办法第16条", "第十六条", "第16条"),
        ("行政处罚法第33-35条", "第三十三条", "第33-35条"),
        ("行政处罚法第三十三条至第三十五条", "第三十三条", "第三十三条"),
        ("行政处罚法33、34条", "第三十三条", "33、34条"),
        ("行政处罚法第三十三条、第三十四条", "第三十三条", "第三十三条"),
        ("刑法133条之1", "第一百三十三条之一", "133条之1"),
        ("刑法第一百三十三条之二第一款", "第一百三十三条之二", "第一百三十三条之二第一款"),
        ("民法典廿一条", "第二十一条", "廿一条"),
        ("行政处罚法33条1款", "第三十三条", "33条1款"),
        ("行政处罚法33条1款2项", "第三十三条", "33条1款2项"),
        ("行政处罚法第33条(三)", "第三十三条", "第33条(三)"),
        ("行政处罚法第33条(三)项", "第三十三条", "第33条(三)项"),
        ("行政处罚法第33条罚款多少", "第三十三条", "第33条"),
        ("行政处罚法33条罚款多少", "第三十三条", "33条"),
        ("《行政处罚法》33条罚款多少", "第三十三条", "33条"),
        ("一条龙服务管理办法第3条", "第三条", "第3条"),
        ("民法典第9999条", "第九千九百九十九条", "第9999条"),
        ("地震应急预案 4.3.2 响应措施", "4.3.2", "4.3.2"),
        ("地震应急预案 4.3.2。", "4.3.2", "4.3.2"),
        ("地震应急预案 4.3.2.", "4.3.2", "4.3.2"),
        ("地震应急预案 4.3.2(1)", "4.3.2", "4.3.2(1)"),
        ("3.15", "3.15", "3.15"),
    ],
)
def test_a_place_and_what_cites_it(typed: str, place: str, cited: str) -> None:
    found = find_place(typed)
    assert found
    assert found.place == place
    assert typed[found.start : found.end] == cited


@pytest.mark.parametrize(
    "typed",
    [
        "十六条措施", "16条措施", "一条龙服务", "惠企20条措施", "八条禁令", "三条红线是什么", "养犬的十条建议",
        "物业管理条例", "5条例", "条件", "申请条件", "条约", "三个条件", "第10000条", "第0条", "二〇二〇二〇条",
        "4.3.2响应措施", "面积691.0平方公里", "1.5米", "pm2.5", "2023.5.1", "",
    ],
)  # fmt: skip
def test_what_is_no_place(typed: str) -> None:
    assert find_place(typed) is None


def test_what_is_counted_below_an_article_is_no_part_of_it() -> None:
    found = find_place("办法第3条5项措施")
    assert found
    assert found.end == len("办法第3条")


@pytest.mark.parametrize(
    ("typed", "ends"), [("排水办法第21条", True), ("排水办法第21条罚款", False), ("惠企20条", False)]
)
def test_a_text_that_ends_in_a_citation(typed: str, ends: bool) -> None:
    found = find_place(typed)
    assert found
    assert found.ends_as_cited(typed) is ends


_TYPED = st.text("第条款项之一二三十百千廿0123456789.。-、()至和 法案措施厨", max_size=60)


@given(_TYPED)
def test_a_place_is_found_again_as_it_is_kept(typed: str) -> None:
    if found := find_place(typed):
        assert 0 <= found.start < found.end <= len(typed)
        again = find_place(found.place.replace("（", "(").replace("）", ")"))
        assert again
        assert again.place == found.place
