"""What a small gazette prints otherwise: no blank after the contents, titles torn, marks before days."""

import pytest

from documents.gazette.bold import undouble
from documents.gazette.parsed import ParsedIssue
from documents.gazette.readers.plain import source_from_text
from regulations.reading import read_gazette

HEAD = """峰口市人民政府公报
2021年第11期
目　　录
【部门规范性文件】
峰口市住房和城乡建设局 峰口市文化和旅游局关于公布历史建筑名录的通知……（2）
【大事记】
峰口市人民政府大事记（2021年11月）……（8）
"""
NOTICE = """峰口市住房和城乡建设局 峰口市文化和旅游局

关于公布历史建筑名录的通知

各县区人民政府、市直各部门：

经研究，现公布历史建筑名录，请做好保护工作。

峰口市住房和城乡建设局 峰口市文化和旅游局

2021年11月3日

"""
CHRONICLE = """峰口市人民政府大事记

（2021年11月）

※1日，市长主持召开市政府常务会议。

※3日—5日，全市招商推介会召开。

※会议还研究了其他事项。

※12日内完成的事项另行通报。
"""


def gazette(text: str) -> ParsedIssue:
    """The parse of an issue."""
    return read_gazette(source_from_text(text))


def outline(lines: str) -> list[tuple[str, str, str]]:
    """Labels, headings and own words of a notice's text."""
    head = "关于做好农田水利工作的通知\n\n松政办发〔2022〕31号\n\n各县人民政府：\n\n为做好农田水利建设，通知如下：\n\n"
    (document,) = gazette(f"松河市人民政府办公室\n\n{head}{lines}").documents
    return [
        (node.label, node.heading, node.text) for node in document.parts[0].walk() if node.kind != "preamble"
    ]


def test_a_document_right_after_the_contents() -> None:
    (document,) = gazette(HEAD + NOTICE + CHRONICLE).documents
    assert document.title == "峰口市住房和城乡建设局峰口市文化和旅游局关于公布历史建筑名录的通知"
    assert document.issuers == ("峰口市住房和城乡建设局", "峰口市文化和旅游局")
    assert str(document.signed_on) == "2021-11-03"


def test_a_chronicle_with_its_month_on_the_next_line() -> None:
    (chronicle,) = gazette(HEAD + NOTICE + CHRONICLE).chronicles
    assert chronicle.title == "峰口市人民政府大事记（2021年11月）"
    found = [(entry.date_text, entry.on and entry.on.day, entry.text[:6]) for entry in chronicle.entries]
    assert found == [
        ("1日", 1, "，市长主持召"),
        ("3日—5日", 3, "，全市招商推"),
        ("", 3, "会议还研究了"),
        ("", 3, "12日内完成"[:6]),
    ]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ("※3日\n\n市长调研。\n", [("3日", 3)]),  # the day alone on its line
        ("※2日，开会。\n\n※10月30日，开会。\n\n※又开会。\n", [("2日", 2), ("10月30日", None), ("", None)]),
        ("※2日，开会。\n\n※11月4日，开会。\n\n※又开会。\n", [("2日", 2), ("11月4日", 4), ("", 4)]),
        ("※31日，开会。\n", [("31日", None)]),  # November has no such day
        ("※又开会。\n", [("", None)]),
    ],
)
def test_a_marked_entry_has_the_day_that_it_prints_or_that_of_the_one_before(
    lines: str, days: list[tuple[str, int | None]]
) -> None:
    text = HEAD + NOTICE + "峰口市人民政府大事记\n\n（2021年11月）\n\n" + lines
    (chronicle,) = gazette(text).chronicles
    assert [(entry.date_text, entry.on and entry.on.day) for entry in chronicle.entries] == days


def test_a_number_torn_between_year_and_serial_is_one() -> None:
    text = "一、总体要求\n\n按照国务院办公厅意见(国办发〔2010〕\n\n36号)等规定，抓好落实。\n\n二、保障措施\n\n加强领导。\n"
    (document,) = gazette(
        "松河市人民政府办公室\n\n关于做好工作的通知\n\n松政办发〔2022〕31号\n\n各县人民政府：\n\n" + text
    ).documents
    assert "(国办发〔2010〕36号)" in "\n".join(paragraph.text for paragraph in document.paragraphs)


LAST = "一、保障措施\n\n（一）落实资金。各县要配套。\n\n（二）强化督导。市水利局要定期通报。{}加强宣传。各地要报送信息。\n\n"


def test_the_last_heading_inside_a_paragraph() -> None:
    assert outline(LAST.format("（三）"))[-2:] == [("（三）", "加强宣传", ""), ("", "", "各地要报送信息。")]


@pytest.mark.parametrize(
    "text",
    [
        LAST.format("（四）"),
        LAST.format("（一）"),
        LAST.format("（三）") + "（三）另行通知。各地要照办。\n\n",
        LAST.format("按照（三）"),
    ],
)
def test_other_numbers_inside_a_paragraph_are_text(text: str) -> None:
    assert "加强宣传" not in {heading for _, heading, _ in outline(text)}


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("44..22 本预案自印发之日起施行。", "4.2 本预案自印发之日起施行。"),
        ("33..11..11 启动条件", "3.1.1 启动条件"),
        ("44 本预案自印发之日起施行。", "44 本预案自印发之日起施行。"),
        ("44.22 平方公里", "44.22 平方公里"),
    ],
)
def test_a_doubled_decimal_before_plain_words(printed: str, read: str) -> None:
    assert undouble(printed).text == read
