"""Tables of contents and mastheads as other places print them; page numbers without ornament."""

import tracemalloc

import pytest

from documents.gazette.contents import column_name
from documents.gazette.furniture import find_furniture
from documents.gazette.masthead import read_masthead
from documents.gazette.source import SourceLine, SourceText
from tests.parsing.samples import NOTICE, parse, source

CONTENTS = """明川市人民政府公报
二〇二二年第三期
目 录
·市政府文件·
1.明川市人民政府关于印发明川市停车场管理办法的通知（明政发〔2022〕3号）……（3）
·政策解读·
《明川市停车场管理办法》解读……（9）
·大事记·
2022年3月大事记……（12）

"""
AFTER = """
《明川市停车场管理办法》解读

一、制定背景

停车矛盾突出，原办法已不适应需要。

2022年3月大事记

1日 市长主持召开常务会议。
"""


def test_columns_between_ornaments() -> None:
    issue = parse(CONTENTS + NOTICE + AFTER)
    assert [(entry.column, entry.title, entry.page) for entry in issue.toc] == [
        ("市政府文件", "明川市人民政府关于印发明川市停车场管理办法的通知", 3),
        ("政策解读", "《明川市停车场管理办法》解读", 9),
        ("大事记", "2022年3月大事记", 12),
    ]
    assert [document.column for document in issue.documents] == ["市政府文件", "政策解读"]
    assert [chronicle.title for chronicle in issue.chronicles] == ["2022年3月大事记"]
    assert issue.gazette is not None
    assert (issue.gazette.year, issue.gazette.number) == (2022, 3)


def test_names_of_columns() -> None:
    assert column_name("【市政府文件】") == "市政府文件"
    assert column_name("★ 人事任免") == "人事任免"
    assert column_name("·加强领导·") is None
    assert column_name("市政府文件") is None


def test_the_number_may_stand_before_the_name() -> None:
    masthead = read_masthead([], ["2022年第3期          明川市人民政府公报"])
    assert masthead.name == "明川市人民政府公报"
    assert read_masthead(["在公报中刊登"], []).name is None


PAGE = "\n".join(["各有关单位要按照职责分工密切配合，形成合力，确保各项任务按期完成。"] * 8)


def test_page_numbers_beside_the_figures_of_a_table() -> None:
    text = f"{PAGE}\n2\n{PAGE}\n3\n{PAGE}\n1\n2\n3\n4\n{PAGE}\n4\n{PAGE}\n5\n{PAGE}"
    assert [drop.text for drop in find_furniture(source(text), 1)] == ["2", "3", "4", "5"]
    assert [drop.line for drop in find_furniture(source(text), 1)] == [9, 18, 39, 48]


def test_figures_that_do_not_count_up_are_text() -> None:
    text = f"{PAGE}\n20\n{PAGE}\n3\n{PAGE}\n15\n{PAGE}\n7\n{PAGE}"
    assert find_furniture(source(text), 1) == []


def test_the_numbers_of_a_list_set_one_below_the_other_are_text() -> None:
    text = "1\n改革完善防控体系\n省卫生健康委\n年底前\n2\n完善监测预警系统\n省卫生健康委\n十月底前\n3\n改善环境\n省爱卫办\n长期坚持"
    assert find_furniture(source(text), 1) == []


@pytest.mark.parametrize(
    "head",
    [
        "· 4 ·              明川市人民政府公报              2020年第3期",
        "2020年第3期              明川市人民政府公报              · 5 ·",
        "2020年第3期                     明川市人民政府公报",
    ],
)
def test_running_heads_with_the_page_on_either_side(head: str) -> None:
    assert [drop.line for drop in find_furniture(source(f"甲。\n{head}\n乙。"), 1)] == [2]


def test_a_sentence_about_the_gazette_is_text() -> None:
    text = "甲。\n办好政府公报电子版，实现电子版与纸质版同步发行。\n由政府公报统一刊登规章。\n乙。"
    assert find_furniture(source(text), 1) == []


def test_the_pages_of_a_very_long_file_are_counted_in_little_memory() -> None:
    """Each figure knows the one before it; it does not carry all of them along."""
    text = "全市各级各部门要认真贯彻落实会议精神，确保按期完成全年目标任务，" * 2
    texts = [line for number in range(1, 2001) for line in (str(number), text, text, text, text)]
    lines = tuple(SourceLine(number, line) for number, line in enumerate(texts, 1))
    tracemalloc.start()
    try:
        dropped = find_furniture(SourceText("plain", lines), 1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(dropped) >= 1999
    assert peak < 5_000_000
