"""The day that 自公布之日起施行 means, read off the head of a law."""

from datetime import date

import pytest

from regulations.citations.effects import find_effects
from tests.parsing.samples import one

BODY = "<!-- INFO END -->\n\n第一条 为了管理。\n\n第二条 本条例自{}之日起施行。\n"


@pytest.mark.parametrize(
    ("head", "word", "day"),
    [
        ("1998年12月26日 国务院会议通过\n\n1999年1月22日 国务院令第258号发布", "发布", date(1999, 1, 22)),
        ("1990年4月25日 国务院批准\n\n1990年6月4日 卫生部令第1号发布", "发布", date(1990, 6, 4)),
        ("1995年2月28日 全国人民代表大会常务委员会第十二次会议通过", "公布", date(1995, 2, 28)),
        (
            "1998年11月4日 全国人民代表大会常务委员会通过\n\n2010年10月28日 全国人民代表大会常务委员会修订\n\n"
            "2010年10月30日 主席令第37号公布",
            "公布",
            date(1998, 11, 4),
        ),
        (
            "1993年12月12日 国务院批准\n\n1993年12月23日 财政部令第6号发布\n\n"
            "2010年12月20日 《国务院关于修改〈某办法〉的决定》第一次修订",
            "发布",
            date(1993, 12, 23),
        ),
    ],
)
def test_the_day_of_publication_counts(head: str, word: str, day: date) -> None:
    document = one(f"# 某条例\n\n{head}\n\n{BODY.format(word)}")
    assert document.parts[0].effective_on == day


ENDING = BODY.replace("起施行。\n", "起施行。1990年3月2日国务院发布的《丙条例》同时废止。\n")
FIRST = "1996年5月27日 国务院令第197号发布\n\n"


@pytest.mark.parametrize(
    ("head", "day", "basis"),
    [
        (FIRST, date(1996, 5, 27), False),
        # a decision that changes some words leaves the clause as it was
        (FIRST + "2013年12月7日 《国务院关于修改部分行政法规的决定》修订", date(1996, 5, 27), False),
        (FIRST + "2013年12月7日 《国务院关于修改〈某条例〉的决定》修正", date(1996, 5, 27), False),
        (FIRST + "2017年12月26日 修订", date(1996, 5, 27), False),
        # an order of its own, or an assembly, makes the whole text anew
        (FIRST + "2017年12月26日 国务院令第696号修订", date(2017, 12, 26), True),
        (
            FIRST
            + "2013年12月7日 《国务院关于修改部分行政法规的决定》修订\n\n2017年12月26日 国务院令第696号修订",
            date(2017, 12, 26),
            True,
        ),
        (
            FIRST
            + "2017年12月26日 国务院令第696号修订\n\n2019年3月2日 《国务院关于修改部分行政法规的决定》修订",
            date(2017, 12, 26),
            True,
        ),
        (
            "1998年11月4日 全国人民代表大会常务委员会通过\n\n2010年10月28日 全国人民代表大会常务委员会修订\n\n"
            "2010年10月30日 主席令第37号公布",
            date(2010, 10, 30),
            True,
        ),
    ],
)
def test_what_a_text_made_anew_ends_did_not_end_with_the_first(head: str, day: date, basis: bool) -> None:
    document = one(f"# 某条例\n\n{head}\n\n{ENDING.format('公布')}")
    ended = [(e.on, e.inferred) for e in find_effects(document) if e.kind == "repeal"]
    assert ended == [(day, basis)]


def test_a_day_that_the_clause_prints_stays() -> None:
    head = FIRST + "2017年12月26日 国务院令第696号修订"
    body = ENDING.format("公布").replace("自公布之日起", "自1996年8月1日起")
    document = one(f"# 某条例\n\n{head}\n\n{body}")
    assert [e.on for e in find_effects(document) if e.kind == "repeal"] == [date(1996, 8, 1)]
