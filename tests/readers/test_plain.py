"""Plain text and Markdown: encodings, line ends, tables, refusals."""

import contextlib
import io
import os
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.gazette.readers import UnreadableSource, read_source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT = "晋城市人民政府公报\n第一条 为了加强排水管理，制定本办法。\n"


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_source(data, "a.txt").lines]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings_give_the_same_lines(encoding: str) -> None:
    assert texts(TEXT.encode(encoding)) == TEXT.split("\n")[:2]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    ["第一条为了加强城市排水管理保障公共安全制定本办法", "abc 12\n第一条\n" + "1,200\t" * 9, "\n\n公报"],
)
def test_utf_16_needs_no_mark(encoding: str, text: str) -> None:
    assert "\n".join(texts(text.encode(encoding))) == text


def test_a_truncated_utf_16_file_keeps_what_is_whole() -> None:
    assert texts((TEXT * 9).encode("utf-16")[:-1])[0] == "晋城市人民政府公报"


def test_signs_of_four_bytes_are_read_as_gb_18030() -> None:
    text = "镕䶮㑇𠮷镇人民政府关于公布䲟鱼保护名录的通知"
    assert texts(text.encode("gb18030")) == [text]


def test_signs_that_gb_18030_moved_stand_at_their_new_places() -> None:
    assert texts("关于公布".encode("gb18030") + b"\xa6\xd9\xfe\x59" + "的通知".encode("gb18030")) == [
        "关于公布︐龴的通知"
    ]


def test_lines_end_at_line_feeds_only() -> None:
    source = read_source("甲\u2028乙\x0b丙\x0c丁\r\n\n戊\r己".encode(), "a.txt")
    assert [(line.number, line.text) for line in source.lines] == [
        (1, "甲\u2028乙\x0b丙\x0c丁"),
        (2, ""),
        (3, "戊\r己"),
    ]


def test_suffix_says_nothing() -> None:
    assert read_source(TEXT.encode(), "a.pdf").format == "plain"
    assert read_source(("# " + TEXT).encode(), "a.txt").format == "markdown"


def test_number_sign_inside_a_line_is_no_markdown() -> None:
    assert read_source("3#楼 #1".encode(), "a.md").format == "plain"


def test_markdown_table_becomes_cells() -> None:
    source = read_source(
        "# 表\n\n| 序号 | 名称 |\n|---|:--:|\n| 1 | 甲\\|乙 |\n| 2 | |\n\n完".encode(), "a.md"
    )
    (table,) = source.tables
    assert table.header == ("序号", "名称")
    assert table.rows == (("1", "甲|乙"), ("2", ""))
    assert (table.line_start, table.line_end) == (3, 6)


def test_a_few_broken_bytes_are_a_finding() -> None:
    source = read_source(TEXT.encode() + b"\xff" + "末".encode(), "a.txt")
    assert [finding.code for finding in source.findings] == ["undecodable-bytes"]
    assert source.findings[0].line == 3
    assert source.lines[-1].text == "\ufffd末"


def test_control_characters_are_taken_out() -> None:
    source = read_source((TEXT * 20 + "甲\x00乙").encode(), "a.txt")
    assert source.lines[-1].text == "甲乙"
    assert [finding.code for finding in source.findings] == ["control-characters"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "没有内容"),
        (b" \r\n\t\n", "没有内容"),
        (b"\xef\xbb\xbf", "没有内容"),
        (bytes(1000), "没有内容"),
        (b"text\x00\x01\x02\x03" * 50, "二进制"),
        (("臺灣省政府關於機關團體學術發展經濟會議決議" * 20).encode("big5"), "编码"),
        ("café naïve über".encode("latin-1"), "编码"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
        (OLE + bytes(50), "docx"),
        (OLE + "WordDocument".encode("utf-16-le"), "\\.wps.*docx"),
        (OLE + "Workbook".encode("utf-16-le"), "\\.et"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "演示文稿"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加密"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "mht"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "XML"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"PK\x03\x04 broken", "损坏"),
    ],
)
def test_refusals_are_clear(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource, match=message) as caught:
        read_source(data, "公报.txt")
    assert str(caught.value).startswith("公报.txt：")


def test_random_bytes_named_text_are_refused() -> None:
    with pytest.raises(UnreadableSource):
        read_source(b"\x00" + os.urandom(50_000), "a.txt")


def test_a_line_of_a_million_brackets() -> None:
    assert texts(("（" * 1_000_000).encode()) == ["（" * 1_000_000]


@pytest.mark.parametrize(
    ("member", "message"),
    [
        ("OFD.xml", "OFD"),
        ("xl/workbook.xml", "Excel"),
        ("ppt/presentation.xml", "演示文稿"),
        ("content.xml", "ODF"),
        ("公报.txt", "解压"),
    ],
)
def test_archives_are_told_apart_by_their_members(member: str, message: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "甲")
    with pytest.raises(UnreadableSource, match=message):
        read_source(buffer.getvalue(), "a.docx")


def test_text_that_speaks_of_office_files_is_text() -> None:
    assert texts("第一条 <w:wordDocument> 与 MIME-Version: 1.0".encode()) == [
        "第一条 <w:wordDocument> 与 MIME-Version: 1.0"
    ]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_no_character_is_lost(text: str) -> None:
    data = ("甲" + text).encode()
    if b"<" in data:
        return
    assert "\n".join(texts(data)) == "甲" + text


@given(st.binary(max_size=300))
def test_any_bytes_end_in_lines_or_a_refusal(data: bytes) -> None:
    if data[:4] == b"PK\x03\x04" or b"%PDF-" in data or b"<" in data:
        return
    with contextlib.suppress(UnreadableSource):
        assert read_source(data, "a").lines
