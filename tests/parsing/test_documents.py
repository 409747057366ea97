"""Documents found, with their frame: titles on several lines, numbers, orders, chronicles."""

from datetime import date

import pytest

from tests.parsing.samples import NOTICE, one, outline, parse


def test_a_notice_and_what_it_issues() -> None:
    document = one(NOTICE)
    assert document.title == "明川市人民政府关于印发明川市停车场管理办法的通知"
    assert document.doc_number == "明政发〔2022〕3号"
    assert document.issuers == ("明川市人民政府",)
    assert document.addressees == "各县（区）人民政府，市人民政府各委、办、局"
    assert document.signed_on == date(2022, 3, 1)
    assert document.publicity == "此件公开发布"
    assert (document.line_start, document.doc_type) == (1, "通知")
    assert [part.role for part in document.parts] == ["notice", "enclosure"]
    assert document.parts[1].title == "明川市停车场管理办法"


def test_a_notice_that_also_repeals_has_a_body() -> None:
    text = NOTICE.replace(
        "请认真贯彻执行。", "请认真贯彻执行。《明川市停车场办法》（明政发〔2010〕1号）同时废止。"
    )
    assert one(text).parts[0].role == "body"


def test_a_cited_number_on_a_line_of_its_own_is_no_document() -> None:
    document = outline(
        "一、总体要求\n\n1. 明川市备案审查规定\n\n（明政发〔2013〕2号）\n\n各单位要认真落实以下要求：\n\n照办。"
    )
    assert document.doc_number == "明政发〔2022〕4号"


def test_the_signature_of_one_document_is_not_the_title_of_the_next() -> None:
    second = NOTICE.replace("停车场", "户外广告").replace("〔2022〕3", "〔2022〕5")
    documents = parse(NOTICE + "\n" + second).documents
    assert [document.doc_number for document in documents] == ["明政发〔2022〕3号", "明政发〔2022〕5号"]
    assert documents[1].title == "明川市人民政府关于印发明川市户外广告管理办法的通知"


def test_an_order_after_the_title_of_its_regulation() -> None:
    text = """# 明川市排水管理办法

## 明川市人民政府令

### 第5号

《明川市排水管理办法》已经市人民政府常务会议通过，现予公布，自2023年4月1日起施行。

市长 秦守业

2023年2月10日

**第一条** 为了加强排水管理，制定本办法。

**第二条** 本办法自2023年4月1日起施行。
"""
    document = one(text)
    assert (document.title, document.line_start) == ("明川市排水管理办法", 1)
    assert document.doc_number == "明川市人民政府令第5号"
    assert document.issuers == ("明川市人民政府",)
    assert [article.label for article in document.parts[1].walk() if article.kind == "article"] == [
        "第一条",
        "第二条",
    ]


def test_several_organs_are_read_from_the_signature() -> None:
    text = """明川市水务局等2部门
关于印发《明川市节水办法》的通知
明水规〔2023〕1号

各有关单位：

现将《明川市节水办法》印发给你们。

明川市水务局 明川市财政局

2023年5月4日

明川市节水办法

第一条 为节水，制定本办法。

第二条 自印发之日起施行。
"""
    assert one(text).issuers == ("明川市水务局", "明川市财政局")


def test_a_chronicle_is_no_document() -> None:
    issue = parse(
        NOTICE
        + "\n明川市人民政府3月大事记\n\n3月2日 市长主持会议，\n研究工作。\n\n※ 副市长调研。\n\n3月4日、5日 召开会议。\n"
    )
    assert len(issue.documents) == 1
    (chronicle,) = issue.chronicles
    assert [entry.date_text for entry in chronicle.entries] == ["3月2日", "", "3月4日、5日"]
    assert chronicle.entries[1].on == date(2022, 3, 2)
    assert chronicle.entries[0].text == "市长主持会议，研究工作。"


def test_the_table_of_contents_gives_columns() -> None:
    front = "明川市人民政府公报\n\n2022年第2期 总第88期\n\n2022年4月28日出版（双月刊）\n\n目 录\n\n【市政府文件】\n\n"
    entry = "明川市人民政府关于印发明川市停车场管理办法的通知\n（明政发〔2022〕3 号） .....（3）\n\n"
    issue = parse(front + entry + NOTICE)
    assert issue.toc[0].page == 3
    assert issue.documents[0].column == "市政府文件"
    assert issue.gazette is not None
    assert (issue.gazette.year, issue.gazette.number, issue.gazette.total_number) == (2022, 2, 88)
    assert issue.gazette.published_on == date(2022, 4, 28)


def test_running_heads_and_page_numbers_are_dropped_with_reasons() -> None:
    text = NOTICE.replace(
        "第二条 本办法", "—— 3\n\n明川市人民政府公报３ / 2022 •市政府文件 •\n\n第二条 本办法"
    )
    issue = parse(text)
    assert [drop.reason for drop in issue.dropped] == ["页码", "书眉"]
    assert issue.documents[0].column == "市政府文件"


def test_a_table_row_of_figures_is_no_page_number() -> None:
    assert parse(NOTICE + "\n1\n2\n3\n4\n").dropped == ()


DECISION = """明川市人民政府关于废止部分政府规章的决定

明川市人民政府令第61号

经2022年11月7日市人民政府第20次常务会议审议通过，决定废止下列政府规章：

一、明川市城市房屋拆迁管理办法（2001年3月1日明川市人民政府令第12号公布）

二、明川市征兵工作规定（2004年5月20日明川市人民政府令第20号公布）

本决定自公布之日起施行。

市长 林某

2022年11月16日
"""


def test_a_decision_with_its_title_over_the_number_of_its_order() -> None:
    document = one(DECISION)
    assert document.title == "明川市人民政府关于废止部分政府规章的决定"
    assert document.doc_number == "明川市人民政府令第61号"


@pytest.mark.parametrize("above", ["明川市城市节水办法", "云岭省人民政府关于加强征兵工作的决定", "市政府令"])
def test_any_other_line_over_an_order_is_not_its_title(above: str) -> None:
    text = DECISION.replace("明川市人民政府关于废止部分政府规章的决定", above, 1)
    assert [d.title for d in parse(text).documents if d.doc_number] == ["明川市人民政府令"]
