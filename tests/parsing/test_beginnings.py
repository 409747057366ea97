"""What documents begin with elsewhere: red heads, minutes, speeches; and what is no beginning."""

from datetime import date

import pytest

from documents.gazette.beginnings import is_speech
from tests.parsing.samples import NOTICE, one, parse

RED_HEAD = """江北市人民政府办公室文件

江政办〔2023〕15号

江北市人民政府办公室
关于印发江北市气象灾害应急预案的通知

各县（市、区）人民政府，市人民政府有关部门：

现将《江北市气象灾害应急预案》印发给你们，请认真贯彻落实。

2023年4月6日

江北市气象灾害应急预案

一、总则
建立健全气象灾害应急响应机制。
"""
SPEECH = """
州长在全州安全生产工作会议上的讲话

（2022年3月5日）

同志们：

这次会议的主要任务是安排部署全州安全生产工作。

一、认清形势。当前形势依然严峻，不能有丝毫松懈。
"""
MINUTES = """
明川市人民政府常务会议纪要
〔2022〕15号

2022年3月15日上午，市长主持召开市人民政府第30次常务会议。现纪要如下：
一、会议研究了停车场管理有关问题
会议原则同意办法稿。
"""


def test_a_number_under_a_red_head_belongs_to_the_title_below() -> None:
    document = one(RED_HEAD)
    assert document.doc_number == "江政办〔2023〕15号"
    assert document.title == "江北市人民政府办公室关于印发江北市气象灾害应急预案的通知"
    assert document.line_start == 5
    printed = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert printed.startswith("江北市人民政府办公室文件\n江政办〔2023〕15号")
    assert [part.role for part in document.parts] == ["notice", "enclosure"]


def test_a_number_under_a_title_stays_there() -> None:
    following = NOTICE.replace("停车场", "户外广告").replace("〔2022〕3", "〔2022〕5")
    numbers = [document.doc_number for document in parse(NOTICE + "\n" + following).documents]
    assert numbers == ["明政发〔2022〕3号", "明政发〔2022〕5号"]


def test_a_speech_after_a_notice_is_a_document() -> None:
    notice, speech = parse(NOTICE + SPEECH).documents
    assert speech.title == "州长在全州安全生产工作会议上的讲话"
    assert speech.doc_number is None
    assert not speech.findings
    assert notice.parts[1].walk()
    assert not any("同志们" in paragraph.text for paragraph in notice.paragraphs)


@pytest.mark.parametrize(
    "line",
    ["认真学习贯彻市长的重要讲话", "（三）听取工作报告", "学习了领导讲话精神。"],
)
def test_a_line_about_a_speech_is_no_speech(line: str) -> None:
    text = NOTICE.replace("法律、法规另有规定的，从其规定。", f"{line}\n\n各单位按照职责分工做好工作。")
    assert len(parse(text).documents) == 1


def test_titles_of_speeches() -> None:
    assert is_speech("《明川市停车场管理办法》政策解读")
    assert not is_speech("明川市人民政府关于讲话要点落实情况的通知")


def test_minutes_are_counted_without_a_code() -> None:
    document = parse(NOTICE + MINUTES).documents[1]
    assert (document.doc_number, document.doc_type) == ("〔2022〕15号", "纪要")
    assert document.title == "明川市人民政府常务会议纪要"


def test_a_cited_year_and_serial_are_no_minutes() -> None:
    text = NOTICE.replace("法律、法规另有规定的，从其规定。", "按照市有关规定\n〔2022〕15号\n执行。")
    assert len(parse(text).documents) == 1


def test_a_list_of_organs_before_a_title_is_no_part_of_it() -> None:
    listed = NOTICE.rstrip() + "\n\n附件：先进单位名单\n明川市第一人民医院\n明川市公交总公司\n"
    following = NOTICE.replace("明川市人民政府\n关于印发", "明川市人民政府关于印发").replace(
        "〔2022〕3", "〔2022〕5"
    )
    second = parse(listed + "\n" + following).documents[1]
    assert second.title == "明川市人民政府关于印发明川市停车场管理办法的通知"


def test_several_organs_over_one_title_stay() -> None:
    text = NOTICE.replace("明川市人民政府\n关于", "明川市财政局\n明川市水务局\n关于", 1)
    assert one(text).issuers == ("明川市财政局", "明川市水务局")


def test_a_number_torn_by_a_blank() -> None:
    assert one(NOTICE.replace("明政发〔2022〕3 号", "明政 发〔2022〕3号")).doc_number == "明政发〔2022〕3号"


def test_a_title_that_lost_its_type_is_a_notice_and_says_so() -> None:
    document = one(NOTICE.replace("管理办法的\n通 知", "管理办法"))
    assert document.doc_type == "通知"
    assert "type-inferred" in [finding.code for finding in document.findings]
    assert "type-inferred" not in [finding.code for finding in one(NOTICE).findings]


def test_a_day_without_an_organ_closes_the_notice() -> None:
    document = one(NOTICE.replace("明川市人民政府\n2022年3月1日\n（此件公开发布）", "2022年3月1日"))
    assert document.signed_on == date(2022, 3, 1)
    assert document.parts[0].role == "notice"
    assert "signature-missing" in [finding.code for finding in document.findings]


def test_a_day_within_a_sentence_does_not_close() -> None:
    text = NOTICE.replace("明川市人民政府\n2022年3月1日\n（此件公开发布）\n", "").replace(
        "请认真贯彻执行。", "请于\n2022年3月1日\n前认真贯彻执行。"
    )
    assert one(text).signed_on is None


def test_a_note_under_the_day_is_no_title() -> None:
    document = one(
        NOTICE.replace("（此件公开发布）", "（联系人：秦守业，联系电话：0000－12345678）\n（此件公开发布）")
    )
    assert document.parts[1].title == "明川市停车场管理办法"
    assert document.publicity == "此件公开发布"


def test_the_doubled_end_of_a_sentence_among_the_addressees() -> None:
    document = one(NOTICE.replace("市人民政府各委、办、局：", "市人民政府 彻执行。\n\n各委、办、局："))
    assert document.addressees == "各县（区）人民政府，市人民政府各委、办、局"
    assert not any("彻执行。各委" in paragraph.text for paragraph in document.paragraphs)


def test_an_announcement_counted_by_year_has_its_own_name() -> None:
    text = "明川市人民政府公告\n2022年第4号\n\n为做好森林防火工作，根据《森林防火条例》，现公告如下：\n\n一、禁止野外用火。\n\n明川市人民政府\n2022年9月20日\n"
    document = one(text)
    assert (document.title, document.doc_number) == ("明川市人民政府公告", "明川市人民政府公告2022年第4号")


def test_a_list_of_attachments_alone_makes_no_body() -> None:
    text = NOTICE.replace("请认真贯彻执行。", "请认真贯彻执行。\n\n附件：明川市停车场管理办法")
    assert one(text).parts[0].role == "notice"


def test_a_title_torn_inside_a_word_is_one_title() -> None:
    """The line below names another organ with its own 关于…的通知, and begins no document."""
    text = RED_HEAD.replace(
        "江北市人民政府办公室\n关于印发江北市气象灾害应急预案的通知",
        "江北市人民政府办公室关于印\n发国务院关于口岸开放的若干规定的通知",
    )
    document = one(text)
    assert document.title == "江北市人民政府办公室关于印发国务院关于口岸开放的若干规定的通知"
