"""The tree of provisions: sequence accepts and refuses, addresses are unique."""

from datetime import date

import pytest

from documents.gazette.markers import read_markers
from tests.parsing.samples import NOTICE, headings, one, outline, parse


def test_articles_clauses_items_and_their_addresses() -> None:
    part = one(NOTICE).parts[1]
    found = {node.path: node for node in part.walk()}
    assert part.chapters == ("第一章 总则", "第二章 附则")
    assert found["art_2/para_2"].cite == "第二条第二款"
    assert found["art_2/para_1"].text == "本办法适用于本市行政区域。"
    assert found["art_3/item_2"].cite == "第三条第（二）项"
    assert found["chp_2"].heading == "附则"
    assert [child.path for child in found["chp_1"].children] == ["art_1", "art_2"]
    assert part.effective_on == date(2022, 4, 1)
    assert part.expires_on == date(2027, 3, 31)


def test_items_hang_under_the_clause_they_follow() -> None:
    text = NOTICE.replace(
        "法律、法规另有规定的，从其规定。", "下列情形除外：\n\n（一）急救；\n\n（二）消防。"
    )
    paths = [node.path for node in one(text).parts[1].walk()]
    assert "art_2/para_2/item_2" in paths


def test_a_heading_that_runs_into_its_paragraph() -> None:
    document = outline(
        "一、总体要求\n\n（一）明确范围。本意见所指范围，是指中心城区。\n\n（二）加强管理。各单位要落实。"
    )
    assert headings(document) == [("一", "总体要求"), ("（一）", "明确范围"), ("（二）", "加强管理")]
    clause = next(node for node in document.parts[0].walk() if node.path == "h_1/h_1/para_1")
    assert clause.text == "本意见所指范围，是指中心城区。"


def test_numbers_that_run_on_and_numbers_that_restart() -> None:
    run_on = outline("一、甲要求\n\n（一）甲。落实。\n\n二、乙要求\n\n（二）乙。落实。")
    assert [label for label, _ in headings(run_on)] == ["一", "（一）", "二", "（二）"]
    restart = outline("一、甲要求\n\n（一）甲。落实。\n\n二、乙要求\n\n（一）乙。落实。")
    assert [label for label, _ in headings(restart)] == ["一", "（一）", "二", "（一）"]


@pytest.mark.parametrize("line", ["2.5月底前完成全部任务，并上报结果。", "2. 2021年5月底前完成任务。"])
def test_an_item_before_a_date_is_no_decimal(line: str) -> None:
    document = outline(f"一、主要任务\n\n1.完成调查摸底工作，建立台账。\n\n{line}")
    items = [node for node in document.parts[0].walk() if node.kind == "item"]
    assert [item.number for item in items] == [1, 2]


def test_a_figure_at_the_start_of_a_line_is_text() -> None:
    wrapped = "\n".join(
        [
            "一、主要任务",
            "全市要加快建设步伐，到二〇二五年底，建成面积",
            "691.0平方公里的保护区，其中一级保护区的面积达",
            "到三十平方公里以上，各单位要认真落实责任。",
        ]
        + ["各级各部门要按照要求，认真组织实施，确保完成任", "务，取得实效，并及时上报工作进展情况和成效。"]
        * 6
    )
    document = outline(wrapped)
    assert [node.label for node in document.parts[0].walk() if node.kind == "item"] == []


def test_two_headings_on_one_line_are_parted() -> None:
    document = outline("一、总体要求（一）指导思想\n\n坚持统筹。\n\n（二）工作目标\n\n实现目标。")
    assert headings(document) == [("一", "总体要求"), ("（一）", "指导思想"), ("（二）", "工作目标")]


def test_a_gap_in_the_source_is_a_finding() -> None:
    text = NOTICE.replace("第三条 禁止", "第五条 禁止").replace("第四条 本办法", "第六条 本办法")
    document = one(text)
    assert [finding.code for finding in document.findings] == ["source-gap"]


def test_a_reference_at_the_start_of_a_paragraph_is_no_article() -> None:
    text = NOTICE.replace("法律、法规另有规定的，从其规定。", "第三条规定的行为除外。")
    labels = [node.label for node in one(text).parts[1].walk() if node.kind == "article"]
    assert labels == ["第一条", "第二条", "第三条", "第四条"]


def test_decimal_headings_nest_and_items_stay_items() -> None:
    body = "1 总则\n\n1.1 编制目的\n\n为了应急。\n\n1.2 分级\n\n1.特别重大；\n\n2.重大。\n\n2 响应\n\n2.1 启动\n\n启动响应。"
    paths = [node.path for node in outline(body).parts[0].walk() if node.kind == "heading"]
    assert paths == ["s_1", "s_1_1", "s_1_2", "s_2", "s_2_1"]


def test_articles_with_suffix_and_blanks() -> None:
    law = "# 测试法\n\n2013年10月2日 国务院令第641号公布\n\n<!-- INFO END -->\n\n第一 条 甲。\n\n第一条之一 乙。\n\n第二条 丙。\n"
    issue = parse(law)
    part = issue.documents[0].parts[0]
    assert issue.gazette is None
    assert [(node.number, node.suffix, node.path) for node in part.walk()] == [
        (1, None, "art_1"),
        (1, 1, "art_1_1"),
        (2, None, "art_2"),
    ]
    assert part.history[0].on == date(2013, 10, 2)
    assert part.history[0].kind == "公布"


def test_a_book_of_a_code_goes_on_counting() -> None:
    law = "# 测试法典\n\n# 第二编\n\n<!-- INFO END -->\n\n## 第一章 甲\n\n第二百零五条 甲。\n\n第二百零六条 乙。\n"
    part = parse(law).documents[0].parts[0]
    assert [node.number for node in part.walk() if node.kind == "article"] == [205, 206]


@pytest.mark.parametrize("text", ["", "总则", "一是加强领导", "第十二", "（以下简称）", "3.5%的比例"])
def test_what_no_marker_opens(text: str) -> None:
    assert not any(marker.kind in ("h1", "h2", "article", "chapter") for marker in read_markers(text))


def test_a_heading_glued_to_its_text_ends_where_its_sisters_end() -> None:
    sisters = "1.1 资金保障\n\n落实资金。\n\n1.2 通信保障\n\n保持畅通。\n\n"
    body = (
        f"1 应急保障\n\n{sisters}1.3 技术保障筹建应急专家库，确保在事故发生后相关专家能迅速到位，提供服务。\n"
    )
    assert ("1.3", "技术保障") in headings(outline(body))
