"""Web pages of government sites: blocks, frames, tables, character sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.gazette.readers.html import read_html
from documents.gazette.readers.sniff import sniff_text
from documents.gazette.source import SourceText, Span, UnreadableSource


def read(body: str) -> SourceText:
    return read_html(
        f"<!DOCTYPE html><html><head><title>题</title></head><body>{body}</body></html>".encode()
    )


def kept(source: SourceText) -> list[str]:
    dropped = {drop.line for drop in source.dropped}
    return [line.text for line in source.lines if line.text and line.number not in dropped]


def test_each_paragraph_is_a_line_of_its_own() -> None:
    source = read("<div><p>第一条 <b>甲</b>乙</p><p>第二条</p></div>")
    assert [line.text for line in source.lines] == ["第一条 甲乙", "", "第二条"]


def test_source_line_ends_and_blanks_do_not_matter() -> None:
    assert kept(read("<p>\n  第一条\n  为了\n</p>")) == ["第一条 为了"]


@pytest.mark.parametrize(
    "start",
    ["　　", "&nbsp;&nbsp;&nbsp;&nbsp;", "&emsp;&emsp;", "<span>　　</span>"],
)
def test_indents_by_blanks(start: str) -> None:
    assert kept(read(f"<p>{start}第一条</p>")) == ["　　第一条"]


@pytest.mark.parametrize(
    ("attributes", "wanted"),
    [
        ('style="text-indent: 2em"', "　　甲"),
        ('style="text-indent:32pt;"', "　　甲"),
        ('align="right"', "　　甲"),
        ('style="text-indent:0"', "甲"),
        ('style="text-align:center;text-indent:2em"', "甲"),
        ("", "甲"),
    ],
)
def test_indents_by_style(attributes: str, wanted: str) -> None:
    assert kept(read(f"<p {attributes}>甲</p>")) == [wanted]


def test_a_break_in_a_title_makes_lines_of_one_paragraph() -> None:
    assert [line.text for line in read("<p>关于印发<br>办法的通知</p><p>正文</p>").lines] == [
        "关于印发",
        "办法的通知",
        "",
        "正文",
    ]


def test_indented_lines_between_breaks_are_paragraphs() -> None:
    assert [line.text for line in read("<div>　　甲。<br>　　乙。</div>").lines] == [
        "　　甲。",
        "",
        "　　乙。",
    ]


@pytest.mark.parametrize(
    "frame",
    [
        '<div class="main-nav"><a>首页</a></div>',
        '<div id="footer">版权所有</div>',
        "<nav>菜单</nav>",
        "<footer>主办单位</footer>",
        '<div class="share">分享</div>',
        "<div>当前位置：首页 &gt; 政府公报</div>",
        "<ul><li><a>甲栏</a></li><li><a>乙栏</a></li><li><a>丙栏</a></li><li><a>丁栏</a></li></ul>",
        "<div>字体：大 中 小 打印</div>",
    ],
)
def test_frames_of_the_page_are_dropped_with_a_reason(frame: str) -> None:
    source = read(frame + "<p>第一条</p>")
    assert kept(source) == ["第一条"]
    assert source.dropped
    assert all(drop.reason.startswith("网页") for drop in source.dropped)


@pytest.mark.parametrize(
    "text",
    [
        '<div class="content"><p>第一条</p></div>',
        '<div class="position-of-text"><p>' + "本办法适用于本市行政区域。" * 60 + "</p></div>",
        '<p>依照<a href="x">《中华人民共和国水法》</a>制定本办法。</p>',
        '<p class="copywriting">版权登记管理</p>',
        "<p>位置图见附件</p>",
    ],
)
def test_text_is_not_taken_for_a_frame(text: str) -> None:
    assert read(text).dropped == ()


@pytest.mark.parametrize(
    "unprinted",
    [
        "<script>var a = '密';</script>",
        "<style>p{}</style>",
        '<div style="display: none">密</div>',
        "<div hidden>密</div>",
        "<!-- 密 -->",
        "<noscript>密</noscript>",
        "<template>密</template>",
    ],
)
def test_what_a_browser_does_not_print_is_not_read(unprinted: str) -> None:
    assert [line.text for line in read(unprinted + "<p>甲</p>").lines] == ["甲"]


def test_a_data_table_becomes_cells_with_spans_blank() -> None:
    source = read(
        "<table><tr><th>序号</th><th colspan=2>名称</th></tr>"
        "<tr><td rowspan=2>1</td><td><p>甲</p><p>续</p></td><td>乙</td></tr><tr><td>丙</td><td></td></tr></table>"
    )
    (table,) = source.tables
    assert table.header == ("序号", "名称", "")
    assert table.rows == (("1", "甲续", "乙"), ("", "丙", ""))
    assert table.spans == (Span(0, 1, 1, 2), Span(1, 0, 2, 1))
    assert [line.text for line in source.lines] == ["序号\t名称\t", "1\t甲续\t乙", "\t丙\t"]


@pytest.mark.parametrize(
    ("rows", "wanted", "spans"),
    [
        # a row without cells counts for what spans it
        ("<tr><td rowspan=2>甲<td>乙</tr><tr></tr><tr><td>丙<td>丁</tr>", [["甲", "乙"], ["丙", "丁"]], ()),
        # a cell that spans columns ends where one from above reaches down
        (
            "<tr><td>甲<td rowspan=2>乙<td>丙</tr><tr><td colspan=2>丁<td>戊</tr>",
            [["甲", "乙", "丙"], ["丁", "", "戊"]],
            (Span(0, 1, 2, 1),),
        ),
        # a span past the last row ends with it
        ("<tr><td>甲<td>乙</tr><tr><td rowspan=9>丙<td>丁</tr>", [["甲", "乙"], ["丙", "丁"]], ()),
        (
            "<tr><td rowspan=2 colspan=2>甲<td>乙</tr><tr><td>丙</tr><tr><td>丁<td>戊<td>己</tr>",
            [["甲", "", "乙"], ["", "", "丙"], ["丁", "戊", "己"]],
            (Span(0, 0, 2, 2),),
        ),
    ],
)
def test_merged_cells_never_shift_a_column(
    rows: str, wanted: list[list[str]], spans: tuple[Span, ...]
) -> None:
    (table,) = read(f"<table>{rows}</table>").tables
    assert [list(row) for row in (table.header, *table.rows)] == wanted
    assert table.spans == spans


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td><p>第一条</p><p>第二条</p></td></tr></table>",
        "<table><tr><td>第一条</td></tr><tr><td>第二条</td></tr></table>",
        "<table><tr><td><table><tr><td>第一条</td></tr></table></td><td>第二条</td></tr><tr><td></td><td></td></tr></table>",
    ],
)
def test_tables_for_layout_are_text(layout: str) -> None:
    source = read(layout)
    assert source.tables == ()
    assert kept(source) == ["第一条", "第二条"]


def test_numbers_of_lists_are_printed() -> None:
    assert kept(read("<ol><li>甲</li><li>乙</li></ol><ol start=3><li>丙</li></ol><ul><li>丁</li></ul>")) == [
        "1. 甲",
        "2. 乙",
        "3. 丙",
        "丁",
    ]


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "utf-8"])
def test_declared_character_sets(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><p>第一条 喆</p></html>'
    assert kept(read_html(page.encode("gb18030" if charset != "utf-8" else "utf-8"))) == ["第一条 喆"]


def test_a_wrong_declaration_does_not_spoil_the_words() -> None:
    page = '<html><head><meta charset="gb2312"></head><p>第一条 为了加强排水管理</p></html>'
    source = read_html(page.encode())
    assert kept(source) == ["第一条 为了加强排水管理"]
    assert [finding.code for finding in source.findings] == ["charset-differs"]


@pytest.mark.parametrize(
    ("declared", "real"), [("utf-8", "gb18030"), ("", "gb18030"), ("gbk", "utf-16"), ("utf-8", "utf-16-le")]
)
def test_the_bytes_tell_the_character_set(declared: str, real: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    words = "第一条 为了加强城市排水管理，保障城市排水设施安全运行，制定本办法。"
    page = f"<html><head>{meta}</head><body><p>{words * 3}</p></body></html>"
    assert kept(read_html(page.encode(real))) == [words * 3]


@pytest.mark.parametrize("text", ["《办法》<试行>", "# 标题\n<table>", "<第一条>", "a < b"])
def test_angle_brackets_alone_are_no_web_page(text: str) -> None:
    assert sniff_text(text) != "html"


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="没有可以读取的文字"):
        read("<script>1</script>")


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5_000 + "底",
        "<table>" * 300 + "<tr><td>底",
        "<ol>" + "<li>底" * 5_000,
        "<table>" + "<tr><td colspan=9999 rowspan=9999>底<td>乙" * 300,
        "<p" * 10_000 + ">底",
    ],
)
def test_pages_made_to_exhaust_end(body: str) -> None:
    try:
        assert read("<p>甲</p>" + body).lines
    except UnreadableSource as error:
        pytest.fail(str(error))


@given(st.text(alphabet="<>/pdivtablr =\"'甲乙&;#!-", max_size=200))
def test_any_markup_ends(markup: str) -> None:
    assert any("第一条" in line.text for line in read("<p>第一条</p>" + markup).lines)


@pytest.mark.parametrize("words", ["第一条 为了加强城市排水管理，制定本办法。" * 3, "喆嘉垚犇"])
def test_bytes_that_cannot_be_read_are_told(words: str) -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><!--{"-" * 2000}--><p>{words}|</p></body></html>'
    source = read_html(page.encode("gb18030").replace(b"|", b"\xff|"))
    assert words in kept(source)[0]
    assert [finding.code for finding in source.findings] == ["undecodable-bytes"]
