"""Bold print told to the parser, in each format in its own way."""

import io

import docx
import pytest

from documents.gazette.readers.docx import read_docx
from documents.gazette.readers.html import read_html
from documents.gazette.readers.pdf import BOLD_FONT, read_pdf
from documents.gazette.readers.wire import decode_source, encode_source
from documents.gazette.source import SourceText
from regulations.reading import read_gazette
from tests.readers.drawing import Sheet

LINE = "1.扩大培训规模。各县区每年培训不少于五千人次。"
PLAIN = ["市有关部门应当按照各自职责做好相关工作。"] * 3


def bold_of(source: SourceText) -> int:
    return next(line.bold for line in source.lines if "扩大" in line.text)


def test_print_drawn_twice_is_bold() -> None:
    sheet = Sheet()
    sheet.column(60, 80, [LINE, *PLAIN])
    sheet.put(60.3, 80, LINE[:9])
    source = read_pdf(sheet.bytes())
    assert bold_of(source) == 9
    assert decode_source(encode_source(source)) == source


@pytest.mark.parametrize(
    ("font", "bold"),
    [
        ("ABCDEF+SimHei", True),
        ("FZXBSJW--GB1-0", True),
        ("NotoSerifCJKsc-Bold", True),
        ("STSong-Light", False),
        ("SimSun", False),
        ("HeiseiMin-W3", False),
        ("STHeitiSC-Light", False),
    ],
)
def test_fonts_that_print_bold(font: str, bold: bool) -> None:
    assert bool(BOLD_FONT.search(font)) is bold


def word(*runs: tuple[str, bool | None], style: str | None = None) -> SourceText:
    document = docx.Document()
    paragraph = document.add_paragraph(style=style)
    for text, bold in runs:
        paragraph.add_run(text).bold = bold
    for text in PLAIN:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return read_docx(buffer.getvalue())


def test_runs_of_word_are_bold_up_to_the_first_that_is_not() -> None:
    assert bold_of(word((LINE[:5], True), (LINE[5:9], True), (LINE[9:], None))) == 9
    assert bold_of(word((LINE[:9], None), (LINE[9:], True))) == 0


def test_a_style_of_word_is_bold_unless_the_run_says_no() -> None:
    assert bold_of(word((LINE, None), style="Heading 1")) == len(LINE)
    assert bold_of(word((LINE, False), style="Heading 1")) == 0


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        (f"<b>{LINE[:9]}</b>{LINE[9:]}", 9),
        (f"<span style='font-weight: 700'>{LINE[:9]}</span>{LINE[9:]}", 9),
        (f"<span style='font-family:黑体'>{LINE[:9]}</span>{LINE[9:]}", 9),
        (f"<strong><span style='font-weight:normal'>{LINE}</span></strong>", 0),
        (f"{LINE[:9]}<b>{LINE[9:]}</b>", 0),
    ],
)
def test_bold_of_a_web_page(markup: str, wanted: int) -> None:
    page = f"<html><body><p>{markup}</p>" + "".join(f"<p>{text}</p>" for text in PLAIN)
    assert bold_of(read_html(page.encode())) == wanted


def test_where_all_is_bold_nothing_is() -> None:
    page = f"<html><body><b><p>{LINE}</p>" + "".join(f"<p>{text}</p>" for text in PLAIN)
    assert bold_of(read_html(page.encode())) == 0


def test_a_bold_head_that_runs_in_is_a_heading() -> None:
    items = ["扩大培训规模", "支持院校办学", "落实税费优惠"]
    rest = "各县区按照职责分工抓好落实，每年年底前向市人民政府报告进展情况。"
    body = "".join(f"<p><b>{number}.{item}。</b>{rest}</p>" for number, item in enumerate(items, 1))
    page = f"<html><body><p>明川市人民政府关于促进就业的意见</p><p>明政发〔2021〕4号</p><p>各县区人民政府：</p><p>一、主要任务</p>{body}"
    page += "<p>明川市人民政府</p><p>2021年3月1日</p>"
    parts = read_gazette(read_html(page.encode())).documents[0].parts
    headings = [node.heading for part in parts for node in part.walk() if node.kind == "heading"]
    assert headings == ["主要任务", *items]
