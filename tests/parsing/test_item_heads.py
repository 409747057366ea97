"""Paragraphs 1. 2. 3.: headings by print, by place and by their sisters; lists; headings over articles."""

import pytest

from tests.parsing.samples import NOTICE, headings, one, outline

RUN_IN = """1.发展特色农业。到2025年存栏达到100万头。

2.做优清洁能源。有序推进水风光一体化。

3.提升服务能力。建设一批服务中心，完善配套功能。"""


def test_sisters_that_all_open_with_a_short_head_are_headings() -> None:
    assert headings(outline(RUN_IN)) == [("1", "发展特色农业"), ("2", "做优清洁能源"), ("3", "提升服务能力")]


def test_a_head_alone_over_its_text_counts_among_them() -> None:
    text = RUN_IN.replace("做优清洁能源。有序", "做优清洁能源。\n\n有序")
    assert [label for label, _ in headings(outline(text))] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "1.申请人提交材料。\n\n2.工作人员受理申请。\n\n3.部门作出决定。",
        "1.招聘200名教师。（责任单位：市教育局）\n\n2.推动环卫车辆换代。（责任单位：市城管局）",
        "1.发展特色农业。到2025年存栏达到100万头。\n\n2.各单位要按照职责分工，密切配合，形成合力，确保按期完成各项任务。",
        "一、总体要求\n\n1.全面展开住宅建设，年内完成主体十层。\n\n2.提升酒店。",
    ],
)
def test_lists_are_no_headings(text: str) -> None:
    assert not [label for label, _ in headings(outline(text)) if label.isdigit()]


def test_run_in_heads_stay_items_where_print_sets_headings_off() -> None:
    text = f"**一、重点任务**\n\n{RUN_IN}"
    assert [label for label, _ in headings(outline(text))] == ["一"]


def test_items_of_an_article_are_no_headings() -> None:
    items = "1.发展特色农业。到2025年存栏达到100万头。\n\n2.做优清洁能源。有序推进一体化。"
    document = one(NOTICE.replace("（一）擅自占用；\n\n（二）其他行为。", items))
    assert not [node for node in document.parts[1].walk() if node.kind == "heading"]


def test_an_item_that_a_page_cuts_after_a_clause_is_put_together() -> None:
    text = (
        "一、改革任务\n\n1.扎实开展集中办理活动，确保续建项目全部复工。\n\n2.大力推行帮办模式，新建八个政务超市。\n\n"
        "3.实现全流程一次办，落实综合窗口改\n\n革试点工作，推动进驻政务大厅143件事项一窗受理、一次办结、全程跟踪。\n\n"
        "4.做好政务服务，整合便民事项。"
    )
    document = outline(text)
    assert [label for label, _ in headings(document)] == ["一"]
    assert any("落实综合窗口改革试点工作" in paragraph.text for paragraph in document.paragraphs)


def test_a_heading_over_text_between_headings_stays_one() -> None:
    text = "1.指挥部组成\n\n2.指挥部职责\n\n统一领导全市应急救援工作，研究解决重大问题，协调各方面力量。"
    assert headings(outline(text)) == [("1", "指挥部组成"), ("2", "指挥部职责")]


MIXED = """一、管理措施

（一）一级保护区措施

第一条 禁止新建项目。

第二条 禁止旅游活动。

（二）二级保护区措施

1.环境监测

第三条 开展水质监测。

2.隐患排查

第四条 定期开展排查。"""


def test_headings_right_above_articles_stand_over_them() -> None:
    document = one(
        NOTICE.replace(NOTICE[NOTICE.index("第一章") : NOTICE.index("第四条")], MIXED + "\n\n").replace(
            "第四条 本办法自2022", "第五条 本办法自2022"
        )
    )
    found = [(node.label, node.heading) for node in document.parts[1].walk() if node.kind == "heading"]
    assert found == [
        ("一", "管理措施"), ("（一）", "一级保护区措施"), ("（二）", "二级保护区措施"),
        ("1", "环境监测"), ("2", "隐患排查"),
    ]  # fmt: skip
    articles = {node.label: node.text for node in document.parts[1].walk() if node.kind == "article"}
    assert articles["第二条"] == "禁止旅游活动。"
    assert len(articles) == 5


def test_the_last_item_of_an_article_is_no_heading_over_the_next() -> None:
    text = NOTICE.replace("（一）擅自占用；\n\n（二）其他行为。", "（一）擅自占用\n\n（二）其他行为")
    document = one(text)
    assert not [node for node in document.parts[1].walk() if node.kind == "heading"]
    assert len([node for node in document.parts[1].walk() if node.kind == "item"]) == 2


def test_an_item_that_only_opens_holds_what_stands_under_it() -> None:
    text = "一、强制措施\n\n（1）减排措施\n\n①工业源\n\n企业应当执行减排清单。\n\n②扬尘源\n\n工地停止土石方作业。"
    document = outline(text)
    nodes = {node.label: node for node in document.parts[0].walk()}
    assert nodes["①"].text == "工业源\n企业应当执行减排清单。"
    assert nodes["②"].path.startswith(nodes["（1）"].path)
    assert "address-clash" not in [finding.code for finding in document.findings]


def test_a_paragraph_after_a_list_of_sentences_is_none_of_them() -> None:
    document = outline("一、要求\n\n（1）加强领导。\n\n（2）落实责任。\n\n各单位要及时上报情况。")
    assert next(node for node in document.parts[0].walk() if node.label == "（2）").text == "落实责任。"


def test_parts_of_a_plan_are_divisions() -> None:
    document = outline(
        "第一部分 规划背景\n\n成就显著。\n\n第二部分 总体要求\n\n一、指导思想\n\n坚持以人民为中心。"
    )
    assert document.parts[0].chapters == ("第一部分 规划背景", "第二部分 总体要求")


def test_a_sentence_about_a_part_is_no_division() -> None:
    document = outline("一、说明\n\n第一部分是背景，第二部分是要求。\n\n第二部分内容由市发展改革委负责。")
    assert document.parts[0].chapters == ()


def test_numbers_in_full_width_count() -> None:
    document = outline(
        "１ 总则\n\n１．１ 编制目的\n\n为了应急。\n\n１．２ 编制依据\n\n依据有关法律。\n\n１．３ 适用范围\n\n本市。"
    )
    assert headings(document) == [
        ("1", "总则"),
        ("1.1", "编制目的"),
        ("1.2", "编制依据"),
        ("1.3", "适用范围"),
    ]
