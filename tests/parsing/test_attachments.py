"""Attachments: lists of any form, labels under their titles, own contents, absent ones, amended acts."""

from documents.gazette.attachments import absent_attachments, amended_titles, mentioned_attachment
from tests.parsing.samples import NOTICE, one, outline

HEAD = "明川市人民政府\n关于公布先进单位的决定\n明政发〔2022〕6号\n\n各县（区）人民政府：\n\n市人民政府决定予以公布。\n\n"
TAIL = "\n\n明川市人民政府\n2022年3月2日\n"


def codes(text: str) -> list[str]:
    return [finding.code for finding in one(text).findings]


def test_numbers_of_two_steps() -> None:
    document = one(
        f"{HEAD}附件：1-1.参保登记表\n1-2.缴费汇总表{TAIL}附件1-1\n参保登记表\n姓名 性别\n附件1-2\n缴费汇总表\n乡镇 人数\n"
    )
    assert document.attachment_list == ("参保登记表", "缴费汇总表")
    assert [part.title for part in document.parts[1:]] == ["参保登记表", "缴费汇总表"]


def test_a_division_that_only_lists() -> None:
    body = "1 总则\n\n1.1 编制目的\n\n为了应急。\n\n1.2 编制依据\n\n依据法律。\n\n1.3 适用范围\n\n本市。\n\n2 附件\n\n1.组织体系图（见网络）\n\n2.通讯录（见网络）"
    assert outline(body).attachment_list == ("组织体系图（见网络）", "通讯录（见网络）")


def test_a_division_about_attachments_lists_nothing() -> None:
    assert outline("一、附件管理\n\n1.组织体系图。\n\n2.通讯录。").attachment_list == ()


def test_a_label_under_its_title() -> None:
    head = HEAD.replace("公布先进", "表彰先进")
    text = f"{head}附件：先进单位综合名单{TAIL}先进单位名单\n\n附件\n\n单位\t区县\t行业\n甲公司\t东区\t铸造\n"
    part = one(text).parts[1]
    assert (part.role, part.title) == ("attachment", "先进单位名单")


def test_numbered_attachments_of_a_decision_are_no_enclosures() -> None:
    text = f"{HEAD}附件：1.取消事项目录\n2.调整事项目录{TAIL}附件1\n取消事项目录\n甲审批\n附件2\n调整事项目录\n乙审批\n"
    assert [part.role for part in one(text).parts] == ["body", "attachment", "attachment"]


def test_what_a_text_lists_of_itself_begins_no_text() -> None:
    contents = "目 录\n\n一、总则\n\n二、职责\n\n附录\n\n一、总则\n\n为了应急。\n\n二、职责\n\n统一领导。\n"
    text = NOTICE[: NOTICE.index("第一章")] + contents
    parts = one(text).parts
    assert [part.role for part in parts] == ["notice", "enclosure"]
    assert [node.heading for node in parts[1].walk() if node.kind == "heading"] == ["总则", "职责"]


def test_the_new_wording_after_an_amending_decision_is_a_text_of_its_own() -> None:
    text = (
        "明川市人民政府\n关于修改《明川市停车办法》的决定\n明政发〔2022〕7号\n\n各县（区）人民政府：\n\n"
        f"一、删去第七条。\n\n二、将第三条中的“局”修改为“委”。{TAIL}\n明川市停车办法\n\n"
        "（2014年3月2日明政发〔2014〕12号公布）\n\n第一条 为了规范停车，制定本办法。\n\n第二条 本办法自2014年5月1日起施行。\n"
    )
    parts = one(text).parts
    assert [(part.role, part.title) for part in parts[1:]] == [("enclosure", "明川市停车办法")]
    assert parts[0].scheme == "outline"


def test_titles_of_amended_acts() -> None:
    assert amended_titles("明川市人民政府关于修改《甲办法》《乙办法》的决定") == ("甲办法", "乙办法")
    assert amended_titles("明川市人民政府关于废止《甲办法》的决定") == ()
    assert amended_titles("明川市人民政府关于学习《甲办法》的通知") == ()


def test_an_attachment_that_is_listed_and_not_printed_is_told() -> None:
    text = f"{HEAD}附件：1.流程图\n2.联络表（见网络）{TAIL}"
    found = [finding for finding in one(text).findings if finding.code == "attachment-absent"]
    assert [finding.message for finding in found] == ["附件“流程图”列在附件目录中，正文未见刊登。"]
    assert found[0].line > 0


def test_an_attachment_that_is_printed_is_not_told() -> None:
    assert absent_attachments(["甲市2020年行动计划"], ["通知", "甲市2020年综合行动计划"]) == ()
    assert absent_attachments(["流程图（略）"], ["通知"]) == ()
    assert absent_attachments(["流程图"], ["通知"]) == ("流程图",)


def test_an_attachment_that_is_only_mentioned_is_told_once() -> None:
    text = f"{HEAD}职责见附件2。{TAIL}"
    assert codes(text).count("attachment-unlisted") == 1
    assert "attachment-unlisted" not in codes(f"{HEAD}详见办法附件。{TAIL}")
    assert mentioned_attachment("填写附件 3并报送") == "附件3"
    assert mentioned_attachment("《办法》的附件和说明") is None
