"""Word files: paragraphs, automatic numbers, tables, what is skipped and what is refused."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from documents.gazette.readers import archive
from documents.gazette.readers.docx import join_cell_lines, read_docx
from documents.gazette.readers.word_numbering import format_number
from documents.gazette.source import SourceText, UnreadableSource


def saved(fill: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(fill: Callable[[Any], object]) -> SourceText:
    return read_docx(saved(fill))


def texts(source: SourceText) -> list[str]:
    return [line.text for line in source.lines if line.text]


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one member rewritten."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return buffer.getvalue()


def add_list(document: Any, pattern: str, number_format: str, suffix: str = "tab") -> str:
    """Define a numbered list and give its id."""
    numbering = document.part.numbering_part.element
    number_id = str(900 + len(numbering))
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )
    first_num = numbering.num_lst[0]
    first_num.addprevious(
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number_id}">{level}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number_id}"><w:abstractNumId w:val="{number_id}"/></w:num>'
        )
    )
    return number_id


def add_item(document: Any, number_id: str, text: str) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number_id}"/></w:numPr>')
    )


def test_paragraphs_are_parted_by_blank_lines() -> None:
    source = read(lambda d: [d.add_paragraph(text) for text in ("甲", "", "乙")])
    assert [line.text for line in source.lines] == ["甲", "", "乙"]
    assert source.format == "docx"


def test_a_break_inside_a_title_makes_lines_without_a_blank() -> None:
    assert [line.text for line in read(lambda d: d.add_paragraph("关于印发\n办法的通知")).lines] == [
        "关于印发",
        "办法的通知",
    ]


def test_indents_come_from_the_format_and_not_from_centring() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("第一条 正文").paragraph_format.first_line_indent = Pt(21)
        title = document.add_paragraph("标题")
        title.paragraph_format.first_line_indent = Pt(21)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph("署名").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        document.add_paragraph("　　自带空格").paragraph_format.first_line_indent = Pt(21)
        document.add_paragraph("无缩进")

    assert texts(read(fill)) == ["　　第一条 正文", "标题", "　　署名", "　　自带空格", "无缩进"]


@pytest.mark.parametrize(
    ("pattern", "number_format", "wanted"),
    [
        ("第%1条", "chineseCounting", ["第一条　甲", "第二条　乙"]),
        ("%1、", "chineseCountingThousand", ["一、甲", "二、乙"]),
        ("（%1）", "chineseCounting", ["（一）甲", "（二）乙"]),
        ("%1.", "decimal", ["1.甲", "2.乙"]),
        ("%1", "decimalEnclosedCircle", ["① 甲", "② 乙"]),
        ("", "bullet", ["甲", "乙"]),
    ],
)
def test_automatic_numbers_are_printed(pattern: str, number_format: str, wanted: list[str]) -> None:
    def fill(document: Any) -> None:
        number_id = add_list(document, pattern, number_format)
        for text in ("甲", "乙"):
            add_item(document, number_id, text)

    assert texts(read(fill)) == wanted


def test_two_lists_count_apart() -> None:
    def fill(document: Any) -> None:
        lists = [add_list(document, "%1.", "decimal"), add_list(document, "%1.", "decimal")]
        for number_id in (lists[0], lists[0], lists[1]):
            add_item(document, number_id, "项")

    assert texts(read(fill)) == ["1.项", "2.项", "1.项"]


def test_typed_numbers_are_not_numbered_twice() -> None:
    assert texts(read(lambda d: d.add_paragraph("第一条 甲"))) == ["第一条 甲"]


@pytest.mark.parametrize(
    ("value", "number_format", "wanted"),
    [
        (12, "chineseCounting", "十二"),
        (121, "japaneseCounting", "一百二十一"),
        (3, "chineseLegalSimplified", "叁"),
        (20, "ideographDigital", "二〇"),
        (2, "ideographTraditional", "乙"),
        (4, "upperRoman", "IV"),
        (3, "lowerLetter", "c"),
        (5, "decimalZero", "05"),
        (7, "unheardOf", "7"),
        (99, "decimalEnclosedCircle", "99"),
    ],
)
def test_number_formats(value: int, number_format: str, wanted: str) -> None:
    assert format_number(value, number_format) == wanted


def test_a_table_becomes_cells_with_merged_cells_blank() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("附件1")
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "合并"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "竖并"
        document.add_paragraph("表后")

    source = read(fill)
    (table,) = source.tables
    assert table.header == ("00", "合并", "")
    assert table.rows == (("竖并", "11", "12"), ("", "21", "22"))
    assert source.lines[table.line_start - 1].text == "00\t合并\t"
    assert source.lines[table.line_end - 1].text == "\t21\t22"


def test_a_box_of_one_cell_is_text() -> None:
    def fill(document: Any) -> None:
        document.add_table(1, 1).cell(0, 0).text = "框内文字"

    source = read(fill)
    assert source.tables == ()
    assert texts(source) == ["框内文字"]


def test_deleted_words_are_left_out_and_inserted_ones_kept() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("应当")._p
        paragraph.append(
            parse_xml(
                f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>删</w:delText><w:t>删</w:t></w:r></w:del>'
            )
        )
        paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>备案</w:t></w:r></w:ins>'))

    assert texts(read(fill)) == ["应当备案"]


def test_hidden_words_are_left_out() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("显")
        paragraph.add_run("隐").font.hidden = True

    assert texts(read(fill)) == ["显"]


def test_content_controls_are_read() -> None:
    def fill(document: Any) -> None:
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件内</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        document.element.body.insert(0, parse_xml(control))

    assert texts(read(fill)) == ["控件内"]


def test_macros_are_named_and_not_run() -> None:
    data = saved(lambda d: d.add_paragraph("正文"))
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    data = changed(data, "[Content_Types].xml", lambda types: types.replace(main, macro))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {**members, "word/vbaProject.bin": b"macro"}.items():
            archive.writestr(name, content)
    source = read_docx(buffer.getvalue())
    assert texts(source) == ["正文"]
    assert [finding.code for finding in source.findings] == ["macros-ignored"]


def test_outside_entities_are_refused() -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    data = changed(
        saved(lambda d: d.add_paragraph("甲")), "word/document.xml", lambda xml: declared + xml[55:]
    )
    with pytest.raises(UnreadableSource, match="实体"):
        read_docx(data)


def test_an_archive_that_unfolds_without_end_is_refused() -> None:
    data = changed(
        saved(lambda d: d.add_paragraph("甲")), "word/document.xml", lambda xml: xml + b" " * 130_000_000
    )
    assert len(data) < 1_000_000
    with pytest.raises(UnreadableSource, match="压缩炸弹"):
        read_docx(data)


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_truncated_file_is_refused(share: float) -> None:
    data = saved(lambda d: d.add_paragraph("甲"))
    with pytest.raises(UnreadableSource, match="损坏"):
        read_docx(data[: int(len(data) * share)])


def test_broken_markup_is_refused() -> None:
    data = changed(saved(lambda d: d.add_paragraph("甲")), "word/document.xml", lambda xml: xml[:-40])
    with pytest.raises(UnreadableSource, match="损坏"):
        read_docx(data)


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="没有可以读取的文字"):
        read_docx(saved(lambda d: d.add_paragraph("  ")))


def test_lines_of_a_cell_join_without_blanks_between_chinese() -> None:
    assert join_cell_lines(["市住建局", " 市交通局"]) == "市住建局市交通局"
    assert join_cell_lines(["GB", "standard"]) == "GB standard"


@pytest.mark.parametrize(
    "fault", [zlib.error("invalid block"), RuntimeError("password required"), OSError("short")]
)
def test_an_archive_that_cannot_be_unpacked_is_broken(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr(archive, "_check_members", _raising(fault))
    with pytest.raises(UnreadableSource, match="损坏"):
        archive.check_archive(_empty_archive())


def test_want_of_memory_is_not_told_as_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_check_members", _raising(MemoryError()))
    with pytest.raises(MemoryError):
        archive.check_archive(_empty_archive())


def _raising(fault: Exception) -> Callable[[Any], None]:
    def fail(_: Any) -> None:
        raise fault

    return fail


def _empty_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<a/>")
    return out.getvalue()
