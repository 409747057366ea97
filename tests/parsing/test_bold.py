"""Fake bold: undone where words prove it, left alone where figures merely repeat."""

import pytest

from documents.gazette.bold import undouble


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("（（一一））明确范围明确范围。。本《意见》", "（一）明确范围。本《意见》"),
        ("44..11 IIII级响应级响应", "4.1 II级响应"),
        ("55.. 压压实实企企业业主主体体责责任任。。紧盯", "5. 压实企业主体责任。紧盯"),
        ("（（二十二十））统筹推进统筹推进。。", "（二十）统筹推进。"),
        ("1111.. 深入推进深入推进““反三违反三违””专项整治专项整治。。", "11. 深入推进“反三违”专项整治。"),
        ("（（一一））围绕围绕““路路”，”，确保通车确保通车", "（一）围绕“路”，确保通车"),
        ("（（三三））阳城段阳城段（（9494.. 88公里公里））", "（三）阳城段（94.8公里）"),
        ("1.环境监测环境监测", "1.环境监测"),
        ("合合 计计（（198198 个个））", "合 计（198 个）"),
    ],
)
def test_fake_bold_is_undone(printed: str, wanted: str) -> None:
    assert undouble(printed).text == wanted


@pytest.mark.parametrize(
    "printed",
    [
        "2020年是决胜之年",
        "——煤矿：严格落实",
        "……",
        "1212件",
        "人人有责",
        "（十一）加强监管",
        "4040",
        "",
        "。。",
        "，，",
    ],
)
def test_print_that_only_repeats_is_kept(printed: str) -> None:
    assert undouble(printed).text == printed


def test_the_tail_of_a_bold_heading_needs_less_proof() -> None:
    assert undouble("案案", carried=True).text == "案"
    assert undouble("案案").text == "案案"
    assert undouble("度度。。国有建设用地", carried=True).text == "度。国有建设用地"


def test_the_length_of_the_bold_head_is_told() -> None:
    found = undouble("（（一一））明确范围明确范围。。本《意见》")
    assert found.text[: found.bold] == "（一）明确范围。"
    assert not found.whole
    assert undouble("（（一一））指导思想指导思想").whole
