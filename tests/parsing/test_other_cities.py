"""Gazettes as other cities and years print them: contents, orders, reports, torn titles, small prints."""

import pytest

from documents.gazette import organs, phrases
from documents.gazette.furniture import find_furniture
from documents.gazette.layout import is_duty_field
from documents.gazette.markers import read_markers
from documents.gazette.masthead import read_masthead
from tests.parsing.samples import ORDER_BY, parse, source

FRONT = (
    "清江市人民政府公报\n\n2017年第9期（总第213期）\n\n刊登的规章文本为标准文本，与正式文件具有同等效力。\n\n"
)
ORDER = ORDER_BY.format(signer="市长　程立新")
NOTICE = """清江市人民政府关于调整
全市最低生活保障标准的通知

清政发〔2017〕26号

各县（市、区）人民政府，市政府各部门：

经市政府研究，决定调整保障标准。

清江市人民政府

2017年9月4日

"""
FIRST, SECOND = "清江市停车管理办法", "清江市人民政府关于调整全市最低生活保障标准的通知"


@pytest.mark.parametrize(
    "entries",
    [
        f"市政府规章\n{FIRST}……（3）\n市政府文件\n{SECOND}（清政发〔2017〕26号）……（5）",
        f"市政府规章\n{FIRST} /3\n市政府文件\n{SECOND} /5",
        f"市政府规章\n3　{FIRST}\n市政府文件\n5　清江市人民政府关于调整全市最低\n生活保障标准的通知",
        f"市政府规章\n{FIRST}\n市政府文件\n{SECOND}\n（清政发〔2017〕26号）",
    ],
)
def test_contents_in_any_manner(entries: str) -> None:
    """Pages last, behind a slash, first, or none; columns without brackets; a sentence in the masthead."""
    issue = parse(f"{FRONT}目　录\n{entries}\n\n{ORDER}{NOTICE}")
    assert [(entry.column, entry.title) for entry in issue.toc][-1] == ("市政府文件", SECOND)
    assert [(d.title, d.doc_number, d.column) for d in issue.documents] == [
        (FIRST, "清江市人民政府令第87号", "市政府规章"),
        (SECOND, "清政发〔2017〕26号", "市政府文件"),
    ]
    assert issue.gazette is not None
    assert (issue.gazette.year, issue.gazette.total_number) == (2017, 213)


def test_a_column_right_above_its_document_needs_no_brackets() -> None:
    issue = parse(ORDER + "市政府文件\n\n" + NOTICE)
    assert [d.column for d in issue.documents] == [None, "市政府文件"]
    assert "市政府文件" not in issue.documents[0].paragraphs[-1].text


def test_contents_of_one_text_are_not_those_of_the_issue() -> None:
    plan = (
        NOTICE
        + "附件\n目　录\n第一章　基础\n第二章　任务\n第一章　基础\n现状良好，条件具备。\n第二章　任务\n推进各项工作。\n"
    )
    assert parse(plan).toc == ()
    assert [d.doc_number for d in parse(plan).documents] == ["清政发〔2017〕26号"]


def test_a_report_and_a_communique_without_numbers() -> None:
    text = """政府工作报告
——2013年2月20日在望河县第十五届人民代表大会第三次会议上
县　长　周　涛
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2012年工作回顾
完成了各项任务。
望河县2012年国民经济和社会发展统计公报
望河县统计局
2013年3月5日
2012年，全县经济平稳较快发展，社会事业取得新的进步。
一、综合
初步核算，全年地区生产总值86.5亿元。
"""
    report, communique = parse(text).documents
    assert report.title == "政府工作报告"
    assert (communique.doc_type, communique.issuers) == ("公报", ("望河县统计局",))
    assert str(communique.signed_on) == "2013-03-05"


def test_a_resolution_whose_title_and_history_are_torn() -> None:
    text = ORDER + (
        "清江市人民代表大会常务委员会\n关于批准2020年市级决算的决议\n"
        "（2021年8月27日清江市第十五届人民代表大会常\n务委员会第三十五次会议通过）\n"
        "会议决定，批准2020年市级决算。\n"
    )
    assert parse(text).documents[-1].title == "清江市人民代表大会常务委员会关于批准2020年市级决算的决议"


def test_years_in_brackets_on_a_line_of_a_title_are_no_history() -> None:
    text = NOTICE.replace("全市最低生活保障标准的通知", "救助行动计划\n（2021—2022年）的通知")
    assert [d.title for d in parse(text).documents] == [
        "清江市人民政府关于调整救助行动计划（2021—2022年）的通知"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "# 清江市人民政府\n\n## 关于调整全市最低生活保障标准的\n\n通　知",
        "# 清江市人民政府关于调整\n\n## 全市最低生活保障标准\n\n（第十二批）的通知",
    ],
)
def test_a_title_partly_set_as_headings(lines: str) -> None:
    text = lines + NOTICE.split("通知", 1)[1]
    title = parse("前一件的末尾一句话。\n\n" + text).documents[0].title
    assert title.startswith("清江市人民政府关于调整全市最低生活保障标准")
    assert title.endswith("的通知")


def test_the_signature_tells_the_name_that_the_title_shortens() -> None:
    text = NOTICE.replace("清江市人民政府关于调整\n", "市人民政府关于调整\n")
    assert parse(text).documents[0].issuers == ("清江市人民政府",)


def test_a_signature_of_several_organs_torn_inside_a_name() -> None:
    text = NOTICE.replace("清江市人民政府关于调整\n", "清江市民政局等2部门关于调整\n").replace(
        "\n清江市人民政府\n\n2017", "\n清江市民政局　清江市财\n政局\n\n2017"
    )
    assert parse(text).documents[0].issuers == ("清江市民政局", "清江市财政局")


def test_no_paragraph_begins_with_the_rest_of_a_title() -> None:
    assert read_markers("（十二）的通知") == ()
    assert read_markers("（十二）通知书") != ()


def test_mastheads_of_other_places() -> None:
    front = ["清江市人民代表大会常务委员会公报", "2021年第4号（总号：126）", "2021年9月10日（双月刊）"]
    found = read_masthead(front, [])
    assert (found.number, found.total_number, str(found.published_on)) == (4, 126, "2021-09-10")
    assert read_masthead(["南江市人民政府公报", "2018.6"], []).number == 6
    assert read_masthead(["南江市人民政府公报", "增长18.6"], []).number is None


def test_the_only_page_number_of_a_short_file() -> None:
    long = "各有关单位要按照职责分工密切配合，形成合力"
    assert [d.text for d in find_furniture(source(f"{long}\n\n3\n\n{long}。"), 1)] == ["3"]
    assert find_furniture(source(f"环大气〔2019〕8\n8\n号文件要求{long}"), 1) == []
    assert find_furniture(source("面积\n3\n合计"), 1) == []
    assert find_furniture(source(f"{long}\n2014\n{long}"), 1) == []


def test_a_column_name_inside_a_sentence_is_a_running_head() -> None:
    text = "境内的营业额合计超过20亿元，并且其中至少\n市政府文件\n两个经营者的营业额均超过4亿元，应当申报。"
    assert [d.text for d in find_furniture(source(text), 1)] == ["市政府文件"]
    assert find_furniture(source("报告完毕。\n市政府文件\n两个经营者，应当申报。"), 1) == []


UNFILLED = NOTICE.replace("清江市人民政府关于调整", "市人民政府关于调整").replace(
    "2017年9月4日", "2017年9月  日"
)


def test_a_day_that_was_never_filled_in_still_closes_a_document() -> None:
    (document,) = parse(UNFILLED).documents
    assert document.signed_on is None
    assert document.issuers == ("清江市人民政府",)
    assert [p.kind for p in document.paragraphs][-2:] == ["signature", "date"]
    assert [finding.code for finding in document.findings] == ["day-missing"]


@pytest.mark.parametrize(
    "text", ["2017年9月4日", "2017年9月", "2017年工作日", "每年月末日", "2017年9月 日前"]
)
def test_what_is_no_unfilled_day(text: str) -> None:
    assert not phrases.is_unfilled_day(text)


PLAN = (
    "清江市人民政府关于印发清江市防汛应急预案的通知\n\n清政发〔2018〕7号\n\n各县（市、区）人民政府：\n\n"
    "现将《清江市防汛应急预案》印发给你们。\n\n清江市人民政府\n\n2018年4月2日\n\n清江市防汛应急预案\n\n"
    "1总则\n\n1.1编制目的\n\n为做好防汛工作，制定本预案。\n\n1.2工作原则\n\n坚持预防为主。\n\n"
    "2组织体系\n\n2.1指挥机构\n\n指挥部下设办公室。\n\n{end}\n\n本预案自印发之日起施行。\n"
)


@pytest.mark.parametrize("end", ["3附则", "3 附则", "## 3附则", "3. 附则"])
def test_a_last_chapter_without_decimals_under_it(end: str) -> None:
    part = parse(PLAN.format(end=end)).documents[0].parts[-1]
    assert [p.label for p in part.walk() if p.kind == "heading"] == ["1", "1.1", "1.2", "2", "2.1", "3"]


@pytest.mark.parametrize("end", ["3万元以下", "4附则", "3日内报告市指挥部办公室，并抄送有关部门", "3个"])
def test_what_opens_no_chapter(end: str) -> None:
    part = parse(PLAN.format(end=end)).documents[0].parts[-1]
    assert [p.label for p in part.walk() if p.kind == "heading"] == ["1", "1.1", "1.2", "2", "2.1"]


TASKS = (
    "清江市人民政府\n\n关于下达二〇一八年重点工作的通知\n\n清政发〔2018〕9号\n\n各县（市、区）人民政府：\n\n"
    "一、主要目标和保障\n\n1.城镇新增就业五千人，控制在百分之四以内。\n\n责任单位：市人社局\n\n"
    "2.新建停车位三千个，全部接入统一的管理平台，年内\n\n投入使用。\n\n责任单位：市城管局、市公安局和清江投资公司\n\n"
    "3.改造老旧小区四十个，涉及居民一万二千户，惠及三\n\n万人。\n\n责任单位：市住建局\n\n"
    "4.完成河道清淤六十公里，消除城市内涝点十二处，建\n\n成调蓄池。\n\n责任单位：市水务局\n\n"
    "清江市人民政府\n\n2018年3月1日\n"
)


def test_who_does_a_task_stands_in_a_paragraph_of_its_own() -> None:
    texts = [p.text for p in parse(TASKS).documents[0].paragraphs]
    assert [text for text in texts if text.startswith("责任单位")] == [
        "责任单位：市人社局",
        "责任单位：市城管局、市公安局和清江投资公司",
        "责任单位：市住建局",
        "责任单位：市水务局",
    ]
    assert [text[:2] for text in texts if text[:1].isdigit()] == ["1.", "2.", "3.", "4.", "20"]


def test_a_field_that_ends_with_a_comma_goes_on() -> None:
    assert is_duty_field("牵头单位：市水务局")
    assert is_duty_field("完成时限:2018年底")
    assert not is_duty_field("牵头单位：市水务局、")
    assert not is_duty_field("各责任单位要落实：人员")


MEMBERS = (
    "指挥长：分管水务工作的副市长和市政府党组成员\n\n副指挥长：市水务局局长、市应急管理局局长、市气象局局长\n\n"
    "成员单位：市发展改革委、市财政局、市公安局、市交通局和\n\n各县（市、区）人民政府。"
)


def test_labelled_fields_stand_apart_where_a_line_is_a_paragraph() -> None:
    text = PLAN.format(end=MEMBERS)
    texts = [p.text for p in parse(text).documents[0].paragraphs]
    assert "指挥长：分管水务工作的副市长和市政府党组成员" in texts
    assert "副指挥长：市水务局局长、市应急管理局局长、市气象局局长" in texts
    assert "成员单位：市发展改革委、市财政局、市公安局、市交通局和各县（市、区）人民政府。" in texts


def test_a_congress_is_an_organ_and_a_rally_is_none() -> None:
    assert organs.title_organs("清江市人民代表大会关于设立清江日的决定") == "清江市人民代表大会"
    assert organs.is_organs("清江市供销合作社")
    assert not organs.is_organs("全市招商引资动员大会")
    assert not organs.is_organs("服务全社会")
