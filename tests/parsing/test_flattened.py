"""Flattened tables: rebuilt where the printed counts prove each row, left alone elsewhere."""

from tests.parsing.samples import outline

TABLE = """合 计（6 个）

一、产业类（4 个）

（一）制造（3个）

1

2

3

（二）农业（1个）

4

甲玻璃面板项目

乙终端设备制造项目

丙芯片封装测试项目

丁种猪场项目

省重点

市重点

市重点

省重点

高平市

阳城县

泽州县

沁水县

序号 项 目 名 称 层级 建设地点

二、民生类（2 个）

5

6

戊医院改扩建项目

己学校改扩建项目

市重点

市重点

城 区

城 区

序号 项 目 名 称 层级 建设地点"""


def test_a_proven_table_has_its_rows() -> None:
    part = outline(TABLE).parts[0]
    tables = [node.table for node in part.walk() if node.table]
    assert [len(table.rows) for table in tables] == [3, 1, 2]
    assert tables[0].header == ("序号", "项目名称", "层级", "建设地点")
    assert tables[0].rows[2] == ("3", "丙芯片封装测试项目", "市重点", "泽州县")
    assert tables[2].rows[1] == ("6", "己学校改扩建项目", "市重点", "城区")
    assert tables[1].line_start <= tables[1].line_end


def test_a_table_whose_counts_disagree_stays_flattened() -> None:
    document = outline(TABLE.replace("（二）农业（1个）", "（二）农业（2个）"))
    assert not any(node.table for node in document.parts[0].walk())
    assert "table-flattened" in [finding.code for finding in document.findings]


def test_a_table_with_a_lost_cell_stays_flattened() -> None:
    document = outline(TABLE.replace("沁水县\n\n", ""))
    assert not any(node.table for node in document.parts[0].walk())
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    assert all(word in text for word in ("丁种猪场项目", "泽州县", "层级"))


def test_a_table_without_any_count_is_not_guessed() -> None:
    bare = TABLE.replace("（6 个）", "").replace("（4 个）", "").replace("（3个）", "").replace("（1个）", "")
    document = outline(bare.replace("（2 个）", ""))
    assert not any(node.table for node in document.parts[0].walk())
