"""The texts of a document: attachments before or after their label, several enclosures."""

from tests.parsing.samples import NOTICE, one

PAGED = """ 明川市人民政府办公室
关于印发《明川市告知承诺方案》的
通 知
明政办发〔2022〕8号
各县（区）人民政府，市人民政府各委、办、局：
《明川市告知承诺方案》已经市人民政府同意，现印
发给你们，请认真贯彻执行。
明川市人民政府办公室
2022年3月16日
（此件公开发布）
明川市告知承诺方案
一、总体要求
坚持以人民为中心的发展思想，全面推行告知承诺
制度，切实减证便民，优化服务，提高办事效率，为企
业和群众提供便利。
二、工作目标
建成制度完善、标准统一、运行规范、监管有力的告
知承诺工作体系，让群众满意。
附件：1.告知承诺工作规程
2.告知承诺书
 一、工作流程
申请人提交申请材料，工作人员受理，并对材料进行
审查，符合条件的予以办理，不符合的告知理由。
附件1
告知承诺工作规程
 申请人签名：
日期：
附件2
告知承诺书
"""


def test_a_label_at_the_foot_names_the_text_above_it() -> None:
    parts = one(PAGED).parts
    assert [(part.role, part.title) for part in parts[1:]] == [
        ("enclosure", "明川市告知承诺方案"),
        ("attachment", "告知承诺工作规程"),
        ("attachment", "告知承诺书"),
    ]
    assert "申请人提交申请材料" in parts[2].paragraphs[-1].text


def test_a_label_at_the_head_names_the_text_below_it() -> None:
    text = NOTICE + "\n附件：停车场登记表\n\n附件\n\n停车场登记表\n\n申请人提交本表，由市城市管理局受理。\n"
    document = one(text)
    assert document.attachment_list == ("停车场登记表",)
    assert document.parts[-1].role == "attachment"
    assert document.parts[-1].title == "停车场登记表"


def test_one_notice_may_issue_two_texts() -> None:
    text = """明川市人民政府
关于印发两个办法的通知
明政发〔2022〕9号

各县（区）人民政府：

现将《明川市甲管理办法》《明川市乙管理办法》印发给你们，请遵照执行。

明川市人民政府

2022年3月1日

明川市甲管理办法

第一条 甲。

第二条 甲甲。

明川市乙管理办法

第一条 乙。

第二条 乙乙。
"""
    parts = one(text).parts
    assert [part.title for part in parts[1:]] == ["明川市甲管理办法", "明川市乙管理办法"]
    assert [len([n for n in part.walk() if n.kind == "article"]) for part in parts[1:]] == [2, 2]


def test_a_list_of_attachments_that_are_not_printed_makes_no_parts() -> None:
    document = one(NOTICE + "\n附件：1.甲表（见网络）\n\n2.乙表（见网络）\n")
    assert document.attachment_list == ("甲表（见网络）", "乙表（见网络）")
    assert len(document.parts) == 2
