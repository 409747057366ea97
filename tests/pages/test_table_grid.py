"""Stored tables as they are shown: merged cells, headers of two rows, what does not fit."""

from typing import Any

import pytest

from regulations.printed import Node, Page
from regulations.rendering import render_text
from regulations.table_grid import Cell, build_grid

TABLE: dict[str, Any] = {
    "header": ["县区", "任务", ""],
    "rows": [["", "数量", "单位"], ["湖城县", "3", "处"], ["", "合计8", ""]],
    "spans": [[0, 0, 2, 1], [0, 1, 1, 2], [2, 0, 2, 1], [3, 1, 1, 2]],
}


def test_merged_cells_stand_once() -> None:
    grid = build_grid(TABLE)
    assert grid.head == (
        (Cell("县区", 0, 2, 1), Cell("任务", 1, 1, 2)),
        (Cell("数量", 1), Cell("单位", 2)),
    )
    assert grid.body == (
        (Cell("湖城县", 0, 2, 1, "县区"), Cell("3", 1, name="任务 数量"), Cell("处", 2, name="任务 单位")),
        (Cell("湖城县", 0, name="县区", again=True), Cell("合计8", 1, 1, 2, "任务 数量")),
    )


@pytest.mark.parametrize(
    "spans", [[[0, 0, 9, 1]], [[2, 2, 1, 2]], [[0, 0, 2, 1], [1, 0, 2, 1]], [[-1, 0, 2, 1]], [], None]
)
def test_a_merge_that_does_not_fit_shifts_no_column(spans: list[list[int]] | None) -> None:
    grid = build_grid({**TABLE, "spans": spans})
    for row in (*grid.head, *grid.body):
        assert sum(cell.across for cell in row if not cell.again) == 3 or any(
            c.down > 1 for r in grid.head for c in r
        )


def test_a_table_without_merges_has_each_cell() -> None:
    grid = build_grid({"header": ["甲", "乙"], "rows": [["1", None], ["3", "4"]]})
    assert [[cell.text for cell in row] for row in grid.body] == [["1", ""], ["3", "4"]]
    assert [cell.name for cell in grid.body[0]] == ["甲", "乙"]


def test_the_page_shows_what_a_cell_covers() -> None:
    html = render_text([Node("table", "tab_1", table=TABLE)], Page("/r/a/"))
    assert '<th scope="col" role="columnheader" rowspan="2">县区</th>' in html
    assert 'colspan="2">任务</th>' in html
    assert '<td role="cell" rowspan="2" data-y="县区">湖城县</td>' in html
    assert '<td role="cell" class="again" data-y="县区">湖城县</td>' in html
    assert html.count("<tr") == 4


POSTS = [["常务副总指挥:王五", "副市长"], ["", "赵六"]]


def test_a_first_line_like_those_below_is_no_header() -> None:
    grid = build_grid({"header": ["总 指 挥:李四", "市长"], "rows": POSTS})
    assert grid.head == ()
    assert [[cell.text for cell in row] for row in grid.body] == [["总 指 挥:李四", "市长"], *POSTS]
    assert {cell.name for row in grid.body for cell in row} == {""}


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["职务", "姓名"], POSTS),
        (["单位：万元", "数量"], [["备注：约数", "3"]]),
        (["指标（标准：2022）", "数"], [["合计：三项", "3"]]),
        (["时间：", "地点"], [["时间：八时", "城区"]]),
        (["总指挥:李四", "市长"], [["王五", "副市长"]]),
    ],
)
def test_a_header_stays_a_header(header: list[str], rows: list[list[str]]) -> None:
    grid = build_grid({"header": header, "rows": rows})
    assert [cell.text for cell in grid.head[0]] == header
    assert len(grid.body) == len(rows)
