"""Word files as offices make them: numbers by style, merged cells, changes, boxes, odd packages.

In the room: bodies written as markup. Not in the room: plain paragraphs, refusals
(``test_docx``).
"""

import io
import zipfile
from collections.abc import Mapping

import pytest

from documents.gazette.readers.docx import read_docx
from documents.gazette.source import SourceText, Span
from regulations.reading import read_gazette

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def package(body: str, parts: Mapping[str, str] | None = None, extra: str = "") -> bytes:
    """A Word file with this body; ``parts`` are roots' contents by kind, ``extra`` goes to the relations."""
    parts = parts or {}
    roots = {"header": "hdr", "footer": "ftr"}
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{kind}.xml"/>' for at, kind in enumerate(parts)
    )
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{TYPES}.{kind}+xml"/>' for kind in parts
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}{extra}</Relationships>',
    }
    for kind, content in parts.items():
        root = roots.get(kind, kind)
        members[f"word/{kind}.xml"] = f'<w:{root} xmlns:w="{W}">{content}</w:{root}>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(body: str, **parts: str) -> SourceText:
    return read_docx(package(body, parts))


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def styled(style: str, text: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def level(depth: int, pattern: str, counting: str = "chineseCountingThousand", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{counting}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbered_style(name: str, number: str = '<w:numId w:val="1"/>', base: str = "") -> str:
    on = f'<w:basedOn w:val="{base}"/>' if base else ""
    numbers = f"<w:pPr><w:numPr>{number}</w:numPr></w:pPr>" if number else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}">{on}{numbers}</w:style>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def texts(source: SourceText) -> list[str]:
    dropped = {drop.line for drop in source.dropped}
    return [line.text for line in source.lines if line.text and line.number not in dropped]


ACT_NUMBERS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "第%1章", more='<w:pStyle w:val="zhang"/>')
    + level(1, "第%2条", more='<w:lvlRestart w:val="0"/><w:pStyle w:val="tiao"/>')
    + level(2, "（%3）", more='<w:pStyle w:val="xiang"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
ACT_STYLES = "".join(numbered_style(name) for name in ("zhang", "tiao", "xiang"))


def test_articles_numbered_by_style_run_on_through_the_chapters() -> None:
    body = (
        styled("zhang", "总则")
        + styled("tiao", "为了规范停车，制定本办法。")
        + styled("tiao", "停车应当：")
        + styled("xiang", "有序；")
        + styled("xiang", "缴费。")
        + styled("zhang", "附则")
        + styled("tiao", "甲应当：")
        + styled("xiang", "登记。")
    )
    assert texts(read(body, numbering=ACT_NUMBERS, styles=ACT_STYLES)) == [
        "第一章　总则", "第一条　为了规范停车，制定本办法。", "第二条　停车应当：", "（一）有序；", "（二）缴费。",
        "第二章　附则", "第三条　甲应当：", "（一）登记。",
    ]  # fmt: skip


def test_an_act_whose_numbers_are_all_automatic_is_parsed_as_articles() -> None:
    body = (
        paragraph("明川市停车场管理办法")
        + styled("zhang", "总则")
        + "".join(styled("tiao", f"停车场管理的第{at}项要求由市人民政府制定。") for at in "甲乙丙")
    )
    parts = read_gazette(read(body, numbering=ACT_NUMBERS, styles=ACT_STYLES)).documents[0].parts
    labels = [node.label for part in parts for node in part.walk() if node.kind == "article"]
    assert labels == ["第一条", "第二条", "第三条"]


def test_a_style_built_on_a_numbered_one_is_numbered_with_it() -> None:
    styles = numbered_style("tiao") + numbered_style("tiao2", number="", base="tiao")
    assert texts(
        read(styled("tiao", "甲") + styled("tiao2", "乙"), numbering=ACT_NUMBERS, styles=styles)
    ) == [
        "第一条　甲",
        "第二条　乙",
    ]


def test_a_paragraph_can_take_its_number_off() -> None:
    off = '<w:pStyle w:val="tiao"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled("tiao", "甲") + paragraph("续甲", off) + styled("tiao", "乙")
    assert texts(read(body, numbering=ACT_NUMBERS, styles=ACT_STYLES)) == ["第一条　甲", "续甲", "第二条　乙"]


def test_a_definition_that_refers_to_a_list_style_is_followed() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="gw"/>' + level(0, "%1、") + "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="gw"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert texts(
        read(paragraph("总体要求", number) + paragraph("重点任务", number), numbering=numbering)
    ) == [
        "一、总体要求",
        "二、重点任务",
    ]


def test_typed_blanks_after_an_automatic_number_are_not_doubled() -> None:
    body = styled("tiao", "　　甲")
    assert texts(read(body, numbering=ACT_NUMBERS, styles=ACT_STYLES)) == ["第一条　甲"]


def test_merged_cells_keep_their_places_and_are_told() -> None:
    down, on, two = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = (
        "<w:tbl>"
        + row(cell("县区", down), cell("任务", two))
        + row(cell("", on), cell("数量"), cell("单位"))
        + row(cell("湖城县", down), cell("3"), cell("处"))
        + row(cell("", on), cell("合计8处", two))
        + row(cell("城区"), cell("5"), cell("处"))
        + "</w:tbl>"
    )
    (table,) = read(body).tables
    assert table.header == ("县区", "任务", "")
    assert table.rows == (
        ("", "数量", "单位"),
        ("湖城县", "3", "处"),
        ("", "合计8处", ""),
        ("城区", "5", "处"),
    )
    assert table.spans == (Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(2, 0, 2, 1), Span(3, 1, 1, 2))


def test_a_merge_that_nothing_opened_keeps_its_words() -> None:
    body = "<w:tbl>" + row(cell("甲"), cell("乙")) + row(cell("丙", "<w:vMerge/>"), cell("丁")) + "</w:tbl>"
    (table,) = read(body).tables
    assert (table.rows, table.spans) == ((("丙", "丁"),), ())


def test_rows_that_a_change_deleted_are_left_out() -> None:
    gone = row(cell("删"), cell("删"), properties='<w:del w:id="1"/>')
    body = "<w:tbl>" + row(cell("甲"), cell("乙")) + gone + row(cell("丙"), cell("丁")) + "</w:tbl>"
    source = read(body)
    assert source.tables[0].rows == (("丙", "丁"),)
    assert [finding.code for finding in source.findings] == ["tracked-changes"]


def test_paragraphs_that_a_change_made_one_are_one() -> None:
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = paragraph("市人民政府", mark) + paragraph("应当制定规划。") + paragraph("另一段。")
    assert texts(read(body)) == ["市人民政府应当制定规划。", "另一段。"]


def test_a_paragraph_deleted_whole_counts_no_number() -> None:
    gone = (
        '<w:p><w:pPr><w:pStyle w:val="tiao"/><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        '<w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>'
    )
    body = styled("tiao", "甲") + gone + styled("tiao", "乙")
    assert texts(read(body, numbering=ACT_NUMBERS, styles=ACT_STYLES)) == ["第一条　甲", "第二条　乙"]


BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent>"
)


def test_words_of_a_text_box_are_read_once() -> None:
    body = f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{BOX.format(paragraph('框内'))}</w:r></w:p>"
    assert texts(read(body)) == ["正文", "框内"]


def test_a_box_inside_a_box_is_read_once() -> None:
    inner = f"<w:p><w:r><w:t>外</w:t></w:r><w:r>{BOX.format(paragraph('内'))}</w:r></w:p>"
    assert texts(read(f"<w:p><w:r>{BOX.format(inner)}</w:r></w:p>")) == ["外", "内"]


def test_a_box_and_a_note_in_a_cell_stand_after_the_table() -> None:
    boxed = (
        f"<w:tc><w:p><w:r><w:t>乙</w:t></w:r><w:r>{BOX.format(paragraph('框'))}"
        '<w:footnoteReference w:id="2"/></w:r></w:p></w:tc>'
    )
    body = "<w:tbl>" + row(cell("甲"), boxed) + row(cell("丙"), cell("丁")) + "</w:tbl>"
    source = read(body, footnotes=f'<w:footnote w:id="2">{paragraph("脚注文字")}</w:footnote>')
    assert texts(source) == ["甲\t乙", "丙\t丁", "框", "　　注：脚注文字"]


def test_a_table_inside_a_cell_stands_after_its_table() -> None:
    inner = "<w:tbl>" + row(cell("子"), cell("丑")) + row(cell("1"), cell("2")) + "</w:tbl>"
    outer = f"<w:tc>{paragraph('含表')}{inner}{paragraph('')}</w:tc>"
    body = "<w:tbl>" + row(cell("甲"), outer) + row(cell("丙"), cell("丁")) + "</w:tbl>"
    source = read(body)
    assert [(table.header, table.rows) for table in source.tables] == [
        (("甲", "含表"), (("丙", "丁"),)),
        (("子", "丑"), (("1", "2"),)),
    ]


def test_a_table_that_only_holds_tables_is_layout() -> None:
    inner = "<w:tbl>" + row(cell("子"), cell("丑")) + row(cell("1"), cell("2")) + "</w:tbl>"
    holder = f"<w:tc>{paragraph('标题')}{inner}</w:tc>"
    source = read("<w:tbl>" + row(holder, cell("")) + row(cell(""), cell("")) + "</w:tbl>")
    assert [table.header for table in source.tables] == [("子", "丑")]
    assert texts(source)[0] == "标题"


def test_heads_and_feet_are_set_apart_once() -> None:
    source = read(paragraph("正文"), header=paragraph("明川市人民政府公报"), footer=paragraph("— 1 —"))
    assert texts(source) == ["正文"]
    assert [(drop.text, drop.reason) for drop in source.dropped] == [
        ("明川市人民政府公报", "页眉"),
        ("— 1 —", "页脚"),
    ]


def test_readings_above_signs_are_no_words() -> None:
    ruby = (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>quan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>泉</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r></w:p>"
    )
    assert texts(read(ruby)) == ["泉"]


@pytest.mark.parametrize(
    "relation",
    [
        f'<Relationship Id="x" Type="{R}/image" Target="../NULL"/>',
        f'<Relationship Id="x" Type="{R}/image" Target="media/image1.wmf"/>',
        f'<Relationship Id="x" Type="{R}/attachedTemplate" Target="file:///C:/a.dot" TargetMode="External"/>',
        f'<Relationship Id="x" Type="{R}/numbering" Target="numbering.xml"/>',
    ],
)
def test_a_reference_that_leads_nowhere_does_not_stop_the_reading(relation: str) -> None:
    assert texts(read_docx(package(paragraph("正文"), extra=relation))) == ["正文"]


def test_strict_files_are_read() -> None:
    data = package(paragraph("正文", '<w:jc w:val="right"/>'))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            new.writestr(name, content.replace(R.encode(), strict))
    assert texts(read_docx(buffer.getvalue())) == ["　　正文"]


def test_a_file_without_changes_has_no_finding() -> None:
    assert read(paragraph("正文")).findings == ()
