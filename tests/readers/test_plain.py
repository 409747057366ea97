"""Plain text and Markdown: encodings, line ends, tables, refusals."""

import contextlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.gazette.readers import UnreadableSource, read_source

TEXT = "晋城市人民政府公报\n第一条 为了加强排水管理，制定本办法。\n"


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_source(data, "a.txt").lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_give_the_same_lines(encoding: str) -> None:
    assert texts(TEXT.encode(encoding)) == TEXT.split("\n")[:2]


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
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "docx"),
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
