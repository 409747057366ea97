"""Customs of other places: announcements, transmittals, bracketed headings, columns between."""

from datetime import date

from documents.gazette import organs, phrases
from regulations.reading import to_json
from tests.parsing.samples import NOTICE, one, parse

ORDER = """【市政府令】

明川市人民政府令

第三十八号

《明川市停车管理办法》已经市人民政府常务会议审议通过，现予公布，自2023年5月1日起施行。

市长　秦守业
2023年3月20日

明川市停车管理办法

第一条　（目的依据）为了规范停车，制定本办法。

第二条　（适用范围）
本市行政区域内的停车管理，适用本办法。

第三条　（施行日期）本办法自2023年5月1日起施行。
"""


def test_an_order_with_bracketed_article_headings() -> None:
    document = one(ORDER)
    assert document.doc_number == "明川市人民政府令第38号"
    assert document.column == "市政府令"
    articles = [node for node in document.parts[1].walk() if node.kind == "article"]
    assert [article.heading for article in articles] == ["目的依据", "适用范围", "施行日期"]
    assert articles[1].text == "本市行政区域内的停车管理，适用本办法。"
    assert to_json(parse(ORDER))["documents"][0]["parts"][0]["articles"][0]["text"].startswith("（目的依据）")


def test_an_announcement_and_an_act_with_its_history() -> None:
    text = """云岭省人民代表大会常务委员会公告
（第12号）
《云岭省湿地保护条例》已由第三次会议于2023年5月26日通过，现予公布，自2023年8月1日起施行。
云岭省人民代表大会常务委员会
2023年5月26日
云岭省湿地保护条例
（2023年5月26日云岭省第十四届人民代表大会常务委员会第三次会议通过）
目 录
第一章 总则
第二章 附则
第一章 总则
第一条 为了加强湿地保护，制定本条例。
第二章 附则
第二条 本条例自2023年8月1日起施行。
"""
    document = one(text)
    assert (document.doc_type, document.title) == ("公告", "云岭省湿地保护条例")
    assert document.parts[1].chapters == ("第一章 总则", "第二章 附则")


def test_acts_printed_one_after_the_other() -> None:
    act = "云岭省{0}条例\n（2020年5月1日云岭省人民代表大会常务委员会第九次会\n议通过）\n第一章 总则\n第一条 甲。\n第二条 乙。\n"
    issue = parse(act.format("湿地") + act.format("森林"))
    assert [document.title for document in issue.documents] == ["云岭省湿地条例", "云岭省森林条例"]
    assert issue.documents[1].parts[0].history[0].on == date(2020, 5, 1)


def test_a_sentence_of_the_other_column_goes_back_to_its_place() -> None:
    text = NOTICE.replace("市人民政府各委、办、局：", "市人民政府 落实。\n\n各委、办、局：").replace(
        "请认真贯彻执行。", "请认真贯彻"
    )
    document = one(text)
    assert document.addressees == "各县（区）人民政府，市人民政府各委、办、局"
    assert any(paragraph.text.endswith("请认真贯彻落实。") for paragraph in document.paragraphs)
    assert "column-mixed" in [finding.code for finding in document.findings]


def test_names_of_organs() -> None:
    assert organs.split_organs("明川市水务局明川市财政局") == ("明川市水务局", "明川市财政局")
    assert organs.title_organs("明川市对外经济合作局关于招商的通知") == "明川市对外经济合作局"
    assert organs.title_organs("关于招商的通知") is None
    assert not organs.is_organs("重点项目建设推进工作方案")
    assert not organs.is_organs("局" * 200)


def test_what_is_not_a_line_of_addressees() -> None:
    assert phrases.is_addressed("各县（市、区）人民政府，各委、办、局：")
    assert not phrases.is_addressed("现将有关事项通知如下：")
    assert not phrases.is_addressed("上海市人民政府决定：")
    assert phrases.number_on_line("函字〔202 〕 号") is None
    assert phrases.publicity_note("此件事关重大，应当公开") is None


def test_a_law_without_marks_is_one_act() -> None:
    text = "云岭省节约用水办法\n（2019年3月1日云岭省人民政府令第200号公布　根据2022年\n5月1日《修改决定》修正）\n第一条 为了节水，制定本办法。\n第二条 自公布之日起施行。\n"
    issue = parse(text)
    assert issue.gazette is None
    part = issue.documents[0].parts[0]
    assert [(event.kind, event.on) for event in part.history] == [
        ("公布", date(2019, 3, 1)),
        ("修正", date(2022, 5, 1)),
    ]
