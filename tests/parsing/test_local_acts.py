"""Regulations of provinces, cities and autonomous places, as their own people print them."""

import pytest

from documents.gazette.parsed import ParsedIssue
from documents.gazette.readers.html import read_html
from documents.gazette.readers.plain import source_from_text
from documents.organs import level_of
from regulations.law_files import read_acts
from regulations.structure.history import read_history

TITLE = "安岭市湿地保护条例"
BODY = """第一章　总　则
第一条　为了加强湿地保护，制定本条例。
第二条　本条例适用于本市。
第二章　附　则
第三条　本条例自2020年1月1日起施行。
"""
MADE = "2019年8月30日安岭市第十五届人民代表大会常务委员会第二十次会议通过"
APPROVED = "2019年9月27日云岭省第十三届人民代表大会常务委员会第十三次会议批准"
AMENDED = "根据2022年6月30日安岭市第十六届人民代表大会常务委员会第五次会议通过"
BY_PROVINCE = (
    "2022年7月28日云岭省第十三届人民代表大会常务委员会第三十七次会议批准的"
    "《安岭市人民代表大会常务委员会关于修改〈安岭市湿地保护条例〉的决定》修正"
)
EVENTS = [("通过", "2019-08-30"), ("批准", "2019-09-27"), ("修正", "2022-06-30"), ("修正", "2022-07-28")]


def issue(text: str) -> ParsedIssue:
    """The parse of a file of text."""
    return read_acts(source_from_text(text))


def events(parsed: ParsedIssue) -> list[tuple[str, str | None]]:
    """The history of the text that holds the articles."""
    part = max((p for d in parsed.documents for p in d.parts), key=lambda p: len(list(p.walk())))
    return [(event.kind, event.on and event.on.isoformat()) for event in part.history]


@pytest.mark.parametrize(
    "lines",
    [
        [f"（{MADE}　{APPROVED}　{AMENDED}　{BY_PROVINCE}）"],
        [f"（{MADE}", APPROVED, AMENDED, f"{BY_PROVINCE}）"],
        [MADE, APPROVED, AMENDED, BY_PROVINCE],
        [MADE, APPROVED, f"{AMENDED}　{BY_PROVINCE}"],
    ],
)
def test_both_days_of_a_change_are_of_the_change(lines: list[str]) -> None:
    """A city changes its act by a decision that the province approves: the act is not adopted anew."""
    parsed = issue("\n".join([TITLE, *lines, BODY]))
    assert parsed.documents[0].title == TITLE
    assert events(parsed) == EVENTS


def test_an_adoption_after_a_change_stays_one() -> None:
    found = read_history(["根据2002年3月1日省人大常委会的决定修正", "2003年4月1日市人大常委会通过"])
    assert [event.kind for event in found] == ["修正", "通过"]


def test_a_history_that_opens_with_the_organ() -> None:
    head = (
        "（安岭市第十五届人民代表大会常务委员会第二十次会议于2019年8月30日通过　"
        "经云岭省第十三届人民代表大会常务委员会第十三次会议于2019年9月27日批准）"
    )
    assert events(issue(f"{TITLE}\n{head}\n{BODY}")) == EVENTS[:2]


@pytest.mark.parametrize(
    "first", ["（试行）", "（征求意见稿）", "（本条例所称湿地，包括2019年名录所列湿地。）"]
)
def test_other_brackets_are_no_history(first: str) -> None:
    assert events(issue(f"{TITLE}\n{first}\n{BODY}")) == []


def filled(text: str, width: float) -> list[str]:
    """A paragraph broken over lines; a figure is half as wide as a sign."""
    lines, used = [""], 0.0
    for char in text:
        wide = 0.5 if char.isascii() else 1.0
        if used + wide > width:
            lines.append("")
            used = 0.0
        lines[-1] += char
        used += wide
    return lines


def test_a_history_in_a_narrow_column() -> None:
    """Lines of one column are all short; none of them ends a paragraph for that."""
    lines = [line for text in (MADE, APPROVED, AMENDED + BY_PROVINCE) for line in filled(text, 15)]
    assert events(issue("\n".join([TITLE, *lines, BODY]))) == EVENTS


def test_an_announcement_with_year_and_number() -> None:
    text = (
        "安岭市人民代表大会常务委员会公告\n\n〔2019〕第5号\n\n"
        f"《{TITLE}》已经批准，现予公布，自2020年1月1日起施行。\n\n安岭市人民代表大会常务委员会\n\n2019年10月9日\n\n"
        f"{TITLE}\n\n（{MADE}）\n\n" + BODY.replace("\n", "\n\n")
    )
    (document,) = issue(text).documents
    assert document.title == TITLE
    assert document.doc_number == "安岭市人民代表大会常务委员会公告〔2019〕第5号"
    assert [part.role for part in document.parts] == ["notice", "enclosure"]
    assert [n.label for n in document.parts[1].walk() if n.kind == "article"] == [
        "第一条",
        "第二条",
        "第三条",
    ]


def page(stamp: str) -> bytes:
    """A page of a government's site: its heading, its stamp, then the act with its own title."""
    lines = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    return (
        f"<html><body><h1>{TITLE}</h1><div>{stamp}</div><div><p>{TITLE}</p><p>（{MADE}）</p>{lines}</div>"
        "</body></html>"
    ).encode()


@pytest.mark.parametrize(
    "stamp",
    [
        "发布时间：2019-10-09 来源：法制工作委员会",
        "来源：市政府办公室 发布日期：2019年10月9日",
        "时间：2019-10-09 09:30 来源：安岭日报 阅读：12",
    ],
)
def test_the_stamp_of_a_page_is_no_text(stamp: str) -> None:
    parsed = read_acts(read_html(page(stamp)))
    assert [document.title for document in parsed.documents] == [TITLE]
    assert events(parsed) == EVENTS[:1]
    assert [(drop.text, drop.reason) for drop in parsed.dropped] == [(stamp, "网页信息")]


@pytest.mark.parametrize("line", ["来源：各县区统计局", "施行日期：2020年1月1日起", "时间：每日九时"])
def test_what_only_looks_like_a_stamp_stays(line: str) -> None:
    assert line in {found.text for found in read_html(page(line)).lines}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("南屏布依族苗族自治县人民代表大会", "county"),
        ("青原蒙古族自治县人民政府", "county"),
        ("莫力达瓦达斡尔族自治旗人民代表大会", "county"),
        ("赤河土家族苗族自治州人民代表大会", "city"),
        ("桂北壮族自治区人民代表大会", "province"),
        ("云岭省人民代表大会常务委员会", "province"),
    ],
)
def test_level_of_autonomous_places(name: str, level: str) -> None:
    assert level_of(name) == level
