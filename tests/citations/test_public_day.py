"""The day that 自公布之日起施行 means, read off the head of a law."""

from datetime import date

import pytest

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
