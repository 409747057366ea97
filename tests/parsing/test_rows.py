"""Tables without rules, left row by row: rebuilt where the numbers prove them, else left alone."""

from documents.gazette.lines import clean_lines
from documents.gazette.rows import rebuild_rows
from tests.parsing.samples import NOTICE, one, source

BESIDE = "序号 名称 文号\n1 甲办法 明政发〔2015〕9号\n2 乙办法 明政发〔2016〕3号"
STACKED = "序号\n任务\n单位\n1\n完善防控体系\n卫健委\n2\n改善环境\n爱卫办\n特此说明。"


def cells(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in rebuild_rows(clean_lines(source(text))) if line.cells]


def test_rows_side_by_side() -> None:
    assert cells(BESIDE) == [
        ("序号", "名称", "文号"),
        ("1", "甲办法", "明政发〔2015〕9号"),
        ("2", "乙办法", "明政发〔2016〕3号"),
    ]


def test_rows_one_below_the_other() -> None:
    rebuilt = rebuild_rows(clean_lines(source(STACKED)))
    assert [line.cells for line in rebuilt[:3]] == [
        ("序号", "任务", "单位"),
        ("1", "完善防控体系", "卫健委"),
        ("2", "改善环境", "爱卫办"),
    ]
    assert [(line.number, line.last) for line in rebuilt[:3]] == [(1, 3), (4, 6), (7, 9)]
    assert rebuilt[3].text == "特此说明。"


def test_a_row_with_a_cell_too_many_leaves_the_table_alone() -> None:
    assert cells(BESIDE.replace("乙办法", "乙 办法")) == []


def test_numbers_that_do_not_count_leave_the_table_alone() -> None:
    assert cells(BESIDE.replace("\n1 甲", "\n3 甲")) == []
    assert cells(STACKED.replace("\n2\n", "\n5\n")) == []


def test_a_header_alone_is_no_table() -> None:
    assert cells("序号\n按顺序填写") == []
    assert cells("序号 名称 文号\n各单位要认真填写。") == []


def test_nothing_of_a_rebuilt_table_is_lost() -> None:
    document = one(NOTICE.rstrip() + f"\n\n附件\n废止文件目录\n{BESIDE}\n")
    part = document.parts[-1]
    tables = [node.table for node in part.walk() if node.table]
    assert part.scheme == "table"
    assert tables[0].rows[1] == ("2", "乙办法", "明政发〔2016〕3号")
