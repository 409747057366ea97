"""What gazettes print beside a city's own notices: acts of higher organs, announcements, orders signed otherwise."""

from datetime import date

import pytest

from documents.gazette import phrases
from tests.parsing.samples import ORDER_BY, parse

NATIONAL = (
    "国务院关于表彰\n全国水利建设先进集体的决定\n国发〔2016〕91号\n\n各省、自治区、直辖市人民政府：\n\n"
    "国务院决定，对成绩突出的集体予以表彰。\n\n国务院\n\n2016年12月1日\n"
)


def test_a_title_of_the_state_council_on_two_lines() -> None:
    (document,) = parse(NATIONAL).documents
    assert document.title == "国务院关于表彰全国水利建设先进集体的决定"
    assert document.issuers == ("国务院",)
    assert document.signed_on == date(2016, 12, 1)


def test_a_title_of_two_highest_organs() -> None:
    (document,) = parse(NATIONAL.replace("国务院关于表彰", "国务院、中央军委关于表彰")).documents
    assert document.title == "国务院、中央军委关于表彰全国水利建设先进集体的决定"


FORWARDED = """清江市人民政府办公室转发市民政局关于
清理规范社会团体意见的通知
清政办发〔2016〕12号

各县（市、区）人民政府：

市民政局《关于清理规范社会团体的意见》已经市政府同意，现转发给你们，请贯彻执行。

清江市人民政府办公室

2016年3月8日

{note}

关于清理规范社会团体的意见

（市民政局　2016年2月26日）

一、总体要求

坚持培育发展和监督管理并重，促进社会团体健康有序发展，服务全市工作大局。

二、主要任务

对全市社会团体的登记、章程、财务和活动逐一检查，发现问题限期改正并予以公布。
"""


@pytest.mark.parametrize("note", ["（本文有删减）", "（此件公开发布）", "（联系电话：2051234）"])
def test_a_note_under_the_day_is_no_part_of_the_next_title(note: str) -> None:
    (document,) = parse(FORWARDED.format(note=note)).documents
    assert [part.title for part in document.parts][1:] == ["关于清理规范社会团体的意见"]
    assert note in [paragraph.text for paragraph in document.paragraphs]
    assert "（市民政局　2016年2月26日）" in [paragraph.text for paragraph in document.parts[1].paragraphs]


def test_a_forwarded_paper_that_addresses_the_government_is_no_document_of_its_own() -> None:
    text = FORWARDED.format(note="（此件公开发布）").replace("（市民政局　2016年2月26日）", "市人民政府：")
    (document,) = parse(text).documents
    assert [part.title for part in document.parts][1:] == ["关于清理规范社会团体的意见"]


@pytest.mark.parametrize(
    "signer",
    ["市长　程立新", "代市长　程立新", "自治区代主席 程立新", "总理程立新", "市　　长", "省长", "代省长"],
)
def test_who_signs_an_order(signer: str) -> None:
    (document,) = parse(ORDER_BY.format(signer=signer)).documents
    assert document.signed_on == date(2017, 8, 21)
    assert document.issuers == ("清江市人民政府",)
    assert [part.title for part in document.parts][1:] == ["清江市停车管理办法"]


@pytest.mark.parametrize("text", ["局长", "市长办公室", "主任", "院长", "部长会议", "县长：", "市长热线"])
def test_who_does_not_sign_without_a_name(text: str) -> None:
    assert not phrases.is_unnamed_signer(text)


BAN = """清江市人民政府关于禁止
燃放烟花爆竹的通告

为改善空气质量，保障公共安全，现就有关事项通告如下：

一、城区内全年禁止燃放烟花爆竹。

二、违反本通告的，由公安机关依法处罚。

{end}
"""


def test_an_announcement_alone_in_its_file() -> None:
    issue = parse(BAN.format(end=""))
    (document,) = issue.documents
    assert (document.title, document.doc_type) == ("清江市人民政府关于禁止燃放烟花爆竹的通告", "通告")
    assert document.issuers == ("清江市人民政府",)


def test_an_announcement_whose_organ_only_signs() -> None:
    text = BAN.replace("清江市人民政府关于", "关于").format(end="清江市人民政府\n\n2021年3月10日")
    (document,) = parse(text).documents
    assert document.title == "关于禁止燃放烟花爆竹的通告"
    assert (document.issuers, document.signed_on) == (("清江市人民政府",), date(2021, 3, 10))


def test_an_announcement_after_a_notice() -> None:
    issue = parse(f"{NATIONAL}\n{BAN.format(end='清江市人民政府')}")
    assert [document.doc_type for document in issue.documents] == ["决定", "通告"]


def test_an_announcement_after_the_articles_of_an_order() -> None:
    order = ORDER_BY.format(signer="市长　程立新")
    issue = parse(order + BAN.format(end="清江市人民政府\n\n2021年3月10日"))
    assert [document.doc_type for document in issue.documents] == ["令", "通告"]
    other = parse(order + BAN.format(end="清江市公安局\n\n2021年3月10日"))
    assert [document.doc_type for document in other.documents] == ["令"]


def test_an_announcement_that_a_text_only_shows_begins_no_document() -> None:
    sample = "附件\n\n{}式样\n\n{}".format("通告", BAN.format(end=""))
    text = NATIONAL.replace("国务院决定，", "请按附件的式样发布通告。国务院决定，") + sample
    assert len(parse(text).documents) == 1


CONGRESS = """清江市停车条例

（2019年7月22日清江市第五届人民代表大会常务委员会第十次会议通过）

清江市人民代表大会常务委员会公告

第28号

《清江市停车条例》已由清江市第五届人民代表大会常务委员会第十次会议于2019年7月22日通过，现予公布，自2019年11月1日起施行。

清江市人民代表大会常务委员会

2019年7月22日

第一章　总　则

第一条　为了规范停车，制定本条例。

第二条　本条例适用于本市行政区域内的停车活动。
"""


def test_an_act_whose_title_and_history_stand_over_its_announcement() -> None:
    (document,) = parse(CONGRESS).documents
    assert document.title == "清江市停车条例"
    assert document.doc_number == "清江市人民代表大会常务委员会公告第28号"
    assert document.signed_on == date(2019, 7, 22)
    assert any(text.text.startswith("（2019年7月22日") for text in document.paragraphs)
    assert [p.number for p in document.parts[-1].walk() if p.kind == "article"] == [1, 2]


def test_a_history_over_another_acts_announcement_is_its_own() -> None:
    other = CONGRESS.replace("《清江市停车条例》已由", "《清江市养犬条例》已由")
    assert next(d.title for d in parse(other).documents) == "清江市停车条例"
    assert len(parse(other).documents) == 2


PASSED_ON = """清江市财政局、清江市水务局转发省财政厅《关于颁发水利经费办法的通知》

各县（市、区）财政局、水务局：

现将省财政厅《关于颁发水利经费办法的通知》转发给你们，请遵照执行。

清江市财政局　清江市水务局

1996年8月l日
"""


def test_what_is_passed_on_without_a_number_or_a_type() -> None:
    (document,) = parse(PASSED_ON).documents
    assert document.title == "清江市财政局、清江市水务局转发省财政厅《关于颁发水利经费办法的通知》"
    assert document.doc_type == "通知"
    assert document.signed_on == date(1996, 8, 1)


def test_a_quoted_act_over_addressees_is_no_title() -> None:
    text = NATIONAL.replace("国务院决定，", "请学习《清江市水利建设办法》。\n\n各有关单位：\n\n国务院决定，")
    assert len(parse(text).documents) == 1


def test_an_order_that_prints_only_the_name_of_its_act() -> None:
    head, _, _ = ORDER_BY.format(signer="清江市人民政府").partition("清江市停车管理办法\n\n第一条")
    (document,) = parse(head + "附件：清江市停车管理办法\n").documents
    assert document.title == "清江市停车管理办法"
    assert [(part.role, part.title) for part in document.parts][1:] == [("enclosure", "清江市停车管理办法")]


SIGNED_ALONE = """关于印发《清江开发区防汛应急预案
（2024年修订）》的通知

各乡镇人民政府，管委会各有关单位：

《清江开发区防汛应急预案（2024年修订）》已经管委会同意，现印发给你们，请认真贯彻执行。

清江开发区管理委员会办公室

2024年2月29日

清江开发区防汛应急预案（2024年修订）

一、总则

坚持预防为主，做好本区的防汛工作，保障群众生命财产安全，制定本预案。
"""


@pytest.mark.parametrize("before", ["", NATIONAL])
def test_a_title_that_leaves_its_organ_to_the_signature(before: str) -> None:
    document = parse(before + SIGNED_ALONE).documents[-1]
    assert document.title == "关于印发《清江开发区防汛应急预案（2024年修订）》的通知"
    assert (document.issuers, document.signed_on) == (("清江开发区管理委员会办公室",), date(2024, 2, 29))
    assert [part.role for part in document.parts] == ["notice", "enclosure"]


def test_a_cited_notice_in_running_text_begins_nothing() -> None:
    text = NATIONAL.replace("国务院决定，", "按照国务院办公厅\n关于开展评比工作的通知\n要求，国务院决定，")
    assert len(parse(text).documents) == 1


def test_an_order_counted_by_the_year_that_does_not_name_its_organ() -> None:
    text = ORDER_BY.format(signer="市　长").replace(
        "清江市人民政府令\n\n第87号", "清江市停车管理办法\n\n政府令〔2017〕第87号"
    )
    (document,) = parse(text).documents
    assert (document.title, document.doc_type) == ("清江市停车管理办法", "令")
    assert (document.doc_number, document.issuers) == ("政府令〔2017〕87号", ())
    assert [part.role for part in document.parts] == ["notice", "enclosure"]
    assert document.parts[1].effective_on == date(2017, 10, 1)
