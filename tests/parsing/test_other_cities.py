"""Gazettes as other cities and years print them: contents, orders, reports, torn titles, small prints."""

import pytest

from documents.gazette.furniture import find_furniture
from documents.gazette.markers import read_markers
from documents.gazette.masthead import read_masthead
from tests.parsing.samples import parse, source

FRONT = (
    "清江市人民政府公报\n\n2017年第9期（总第213期）\n\n刊登的规章文本为标准文本，与正式文件具有同等效力。\n\n"
)
ORDER = """清江市人民政府令

第87号

《清江市停车管理办法》已经2017年8月7日市人民政府第18次常务会议讨论通过，现予公布，自2017年10月1日起施行。

市长　程立新

2017年8月21日

清江市停车管理办法

第一条　为加强停车管理，制定本办法。

第二条　本办法自2017年10月1日起施行。

"""
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
