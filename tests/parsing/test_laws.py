"""Acts that stand alone, as collections of national and local law print them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from documents.gazette.parsed import ParsedDocument, Provision
from documents.gazette.readers.plain import source_from_text
from regulations.law_files import plan_laws, read_acts
from regulations.reading import to_json
from regulations.structure.history import read_history

MARK = "<!-- INFO END -->\n\n"
HEAD = "# 云岭省湿地条例\n\n1997年5月30日云岭省第八届人民代表大会常务委员会第二十八次会议通过\n\n"
BODY = """## 第一章　总则

第一条　为了加强湿地保护，制定本条例。

第二条　本条例适用于本省。

有下列情形之一的，从其规定：

（一）国家湿地；

（二）其他湿地。

## 第二章　附则

第三条　以欺骗手段取得许可的，依照本条例第二条的规定处理。

第四条　本条例自1997年7月1日起施行。
"""


def act(text: str) -> ParsedDocument:
    """The one act of a text."""
    (document,) = read_acts(source_from_text(text)).documents
    return document


def nodes(text: str, kind: str = "article") -> list[Provision]:
    """All provisions of a kind."""
    return [node for part in act(text).parts for node in part.walk() if node.kind == kind]


def numbers(text: str) -> list[tuple[int | None, int | None]]:
    """Numbers and suffixes of all articles."""
    return [(node.number, node.suffix) for node in nodes(text)]


ALL = [(1, None), (2, None), (3, None), (4, None)]
VARIANTS: dict[str, Callable[[str], str]] = {
    "no blank after the label": lambda t: t.replace("条　", "条"),
    "a tab after the label": lambda t: t.replace("条　", "条\t"),
    "a comma after the label": lambda t: t.replace("条　", "条、"),
    "a colon after the label": lambda t: t.replace("条　", "条："),
    "bold labels": lambda t: t.replace("第一条　", "**第一条** ").replace("第二条　", "**第二条** "),
    "figures": lambda t: t.replace("第一条　", "第1条 ").replace("第四条　", "第 4 条 "),
    "a quotation of Markdown": lambda t: t.replace("\n第", "\n> 第"),
    "a list of Markdown": lambda t: t.replace("\n第", "\n- 第"),
    "all on one line": lambda t: t.replace("## ", "").replace("\n\n", " "),
    "a chapter and its article on one line": lambda t: t.replace("则\n\n第", "则　第"),
    "no heading marks": lambda t: t.replace("## ", ""),
    "a contents list": lambda t: f"目　录\n\n第一章　总则\n\n第二章　附则\n\n{t}",
    "a contents list on one line": lambda t: f"目录　第一章　总则　第二章　附则\n\n{t}",
    "windows newlines": lambda t: t.replace("\n", "\r\n"),
    "indented": lambda t: t.replace("\n第", "\n　　第"),
    "a glyph that scanning mistook": lambda t: t.replace("第三条　", "笫三条　"),
    "a dash for one": lambda t: t.replace("第一条　", "第—条　"),
    "a label that lost its 条": lambda t: t.replace("第三条　", "第三　"),
    "a label that lost its 第": lambda t: t.replace("第三条　", "三条　"),
    "a label printed twice": lambda t: t.replace("第三条　", "第二条　"),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_the_articles_of_each_variant_are_the_same(name: str) -> None:
    text = HEAD + MARK + VARIANTS[name](BODY)
    assert numbers(text) == ALL
    assert [part.chapters for part in act(text).parts] == [("第一章 总则", "第二章 附则")]
    assert act(text).parts[0].effective_on == date(1997, 7, 1)


def test_a_slip_is_told() -> None:
    findings = act(HEAD + MARK + VARIANTS["a label printed twice"](BODY)).findings
    assert [finding.code for finding in findings] == ["label-slip"]
    assert "第三条" in findings[0].message


@pytest.mark.parametrize(
    "line",
    [
        "第三条规定的湿地除外。",
        "第三条、第四条规定的情形除外。",
        "依照本条例 第三条 的规定处理。 第五条 的规定除外。",
        "第三款的规定不适用。",
    ],
)
def test_a_reference_is_no_article(line: str) -> None:
    text = HEAD + MARK + BODY.replace("（二）其他湿地。", f"（二）其他湿地。\n\n{line}")
    assert numbers(text) == ALL


def test_a_gap_of_the_source_stays_a_finding() -> None:
    text = HEAD + MARK + BODY.replace("第三条　以欺骗", "以欺骗")
    assert numbers(text) == [(1, None), (2, None), (4, None)]
    assert [finding.code for finding in act(text).findings] == ["source-gap"]


def test_paragraphs_and_items_of_a_lump() -> None:
    text = HEAD + MARK + BODY.replace("## ", "").replace("\n\n", " ")
    paths = [node.path for node in act(text).parts[0].walk()]
    assert "art_2/para_2/item_2" in paths
    assert nodes(text)[2].text.endswith("依照本条例第二条的规定处理。")


def test_a_chapter_glued_to_the_end_of_an_article() -> None:
    text = HEAD + MARK + BODY.replace("（二）其他湿地。\n\n## 第二章　附则", "（二）其他湿地。第二章附则")
    assert act(text).parts[0].chapters == ("第一章 总则", "第二章 附则")


def test_annexes_stand_after_the_articles() -> None:
    annex = "附表一：\n\n罚款标准\n\n| 序号 | 项目 |\n| --- | --- |\n| 1 | 甲 |\n\n附件2\n\n第一条　甲。\n"
    text = HEAD + MARK + BODY + "\n" + annex
    found = {node.path: node for node in act(text).parts[0].walk()}
    assert found["art_4"].text == "本条例自1997年7月1日起施行。"
    assert (found["annex_1"].label, found["annex_1"].heading) == ("附表一", "罚款标准")
    assert found["annex_1/tab_1"].kind == "table"
    assert found["annex_2/art_1"].cite == "附件2第一条"


def test_an_annex_that_is_only_named_is_none() -> None:
    text = HEAD + MARK + BODY.replace("第四条　", "附件：\n\n第四条　")
    assert numbers(text) == ALL
    assert not any(node.path.startswith("annex") for node in act(text).parts[0].walk())


def test_a_decision_that_amends_is_an_outline() -> None:
    text = (
        "# 云岭省人民代表大会常务委员会关于修改《云岭省湿地条例》的决定\n\n2003年11月28日云岭省人大常委会通过\n\n"
        f"{MARK}决定作如下修改：\n\n一、第三条修改为：“政府应当保护湿地。”\n\n二、增加一条，作为第五条：\n\n"
        "“第五条　禁止围垦。”\n\n本决定自2004年1月1日起施行。\n"
    )
    assert nodes(text) == []
    assert [(n.label, n.heading) for n in nodes(text, "heading")] == [
        ("一", "第三条修改为"),
        ("二", "增加一条，作为第五条"),
    ]
    assert act(text).parts[0].effective_on == date(2004, 1, 1)


def test_a_decision_with_the_text_that_it_changes() -> None:
    decision = "# 云岭省人大常委会关于修改《云岭省湿地条例》的决定\n\n2003年11月28日通过\n\n"
    text = f"{decision}{MARK}一、删去第五条。\n\n二、第三条修改为：“甲。”\n\n云岭省湿地条例\n\n{BODY.replace('## ', '')}"
    assert numbers(text) == ALL


def test_several_acts_in_one_file() -> None:
    one, other = HEAD + MARK + BODY, HEAD.replace("湿地", "森林") + MARK + BODY
    issue = read_acts(source_from_text(one + "\n" + other))
    assert [document.title for document in issue.documents] == ["云岭省湿地条例", "云岭省森林条例"]
    assert issue.documents[1].line_start > issue.documents[0].line_end


def test_parts_of_one_act_keep_their_lines_and_paragraphs() -> None:
    first = "# 云岭法典\n\n# 总则编\n\n2020年5月28日通过\n\n" + MARK + "第一条　甲。\n\n第二条　乙。\n"
    second = "# 云岭法典\n\n# 物权编\n\n2020年5月28日通过\n\n" + MARK + "第三条　丙。\n\n第四条　丁。\n"
    document = act(first + "\n" + second)
    assert [node.heading for node in document.parts[0].provisions] == ["总则编", "物权编"]
    assert [node.number for node in document.parts[0].walk() if node.kind == "article"] == [1, 2, 3, 4]
    assert any(paragraph.text.endswith("丁。") for paragraph in document.paragraphs)
    assert (
        nodes(first + "\n" + second)[3].line_start
        == (first + "\n" + second).split("\n").index("第四条　丁。") + 1
    )


def test_a_title_cut_into_two_headings() -> None:
    text = "# 云岭省实施《中华人民共和国\n\n# 湿地保护法》办法\n\n2020年5月28日通过\n\n" + MARK + BODY
    assert act(text).title == "云岭省实施《中华人民共和国湿地保护法》办法"


HISTORIES = [
    (["2003年8月15日 中华人民共和国国务院令第388号公布"], [("公布", "2003-08-15", "中华人民共和国国务院令第388号")]),
    (
        [
            "2001年12月27日明川市人大常委会第三十四次会议通过　2002年3月28日云岭省人大常委会第二十九次会议批准",
            "自2002年5月1日起施行",
        ],
        [
            ("通过", "2001-12-27", "明川市人大常委会第三十四次会议"),
            ("批准", "2002-03-28", "云岭省人大常委会第二十九次会议"),
            ("施行", "2002-05-01", ""),
        ],
    ),
    (
        ["（1997年5月30日云岭省人大常委会通过　根据2003年11月28日云岭省人大常委会《关于修改〈甲条例〉的决定》第一次修正）"],
        [
            ("通过", "1997-05-30", "云岭省人大常委会"),
            ("修正", "2003-11-28", "云岭省人大常委会《关于修改〈甲条例〉的决定》"),
        ],
    ),
    (["1984年1月7日 国务院", "中央军委发布", "发布之日施行"], [("公布", "1984-01-07", "国务院 中央军委"), ("施行", None, "发布之日")]),
    (["云岭省人大常委会第二十八次会议于1997年5月30日通过"], [("通过", "1997-05-30", "云岭省人大常委会第二十八次会议")]),
    (["2010年9月25日《关于废止部分地方性法规的决定》废止"], [("废止", "2010-09-25", "《关于废止部分地方性法规的决定》")]),
    (["2008年3月1日《关于废止和修改部分地方性法规的决定》修正"], [("修正", "2008-03-01", "《关于废止和修改部分地方性法规的决定》")]),
    (
        ["2010年7月21日国务院第120次常务会议、2010年3月29日中央军事委员会常务会议修订"],
        [("修订", "2010-07-21", "国务院第120次常务会议"), ("修订", "2010-03-29", "中央军事委员会常务会议")],
    ),
    (["1985年12月30日"], [("公布", "1985-12-30", "")]),
    (["1982年12月4日全国人民代表大会公告公布施行"], [("公布", "1982-12-04", "全国人民代表大会公告")]),
    (
        ["2005年9月29日明川市人大常委会通过 根据二〇一一年《甲决定》修正"],
        [("通过", "2005-09-29", "明川市人大常委会")],
    ),
    (["没有日期"], []),
    (["《关于1990年5月1日前法规的决定》"], []),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "events"), HISTORIES)
def test_history(lines: list[str], events: list[tuple[str, str | None, str]]) -> None:
    found = [(event.kind, event.on and event.on.isoformat(), event.by) for event in read_history(lines)]
    assert found == events


HEADS = [
    "1997年5月30日云岭省人大常委会通过\n\n2003年11月28日云岭省人大常委会批准\n\n",
    "（1997年5月30日云岭省人大常委会通过　2003年11月28日批准）\n\n",
    "（1997年5月30日云岭省人大常委会通过\n\n2003年11月28日云岭省人大常委会批准）\n\n",
    "〔1997年5月30日云岭省人大常委会通过　2003年11月28日批准〕\n\n",
    "云岭省人大常委会第二次会议1997年5月30日通过\n\n云岭省人大常委会第七次会议2003年11月28日批准\n\n",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("mark", ["", MARK])
@pytest.mark.parametrize("below", [False, True])
def test_a_head_in_all_its_places(head: str, mark: str, below: bool) -> None:
    title = "# 云岭省湿地条例\n\n"
    document = act(title + (mark + head if below else head + mark) + BODY)
    days = [event.on for event in document.parts[0].history]
    assert days == [date(1997, 5, 30), date(2003, 11, 28)]
    assert document.title == "云岭省湿地条例"


def test_the_format_of_programs_knows_one_word_for_making() -> None:
    history = to_json(read_acts(source_from_text(HEAD + MARK + BODY)))["documents"][0]["parts"][0]["history"]
    assert [event["kind"] for event in history] == ["公布"]


def test_a_folder_with_files_of_all_kinds(tmp_path: Path) -> None:
    folder = tmp_path / "地方性法规"
    folder.mkdir()
    (folder / "README.md").write_text("# 说明\n", encoding="utf-8")
    (folder / "甲.md").write_text(HEAD + MARK + BODY, encoding="utf-8")
    (folder / "乙.md").write_text((HEAD + MARK + BODY).replace("湿地", "森林"), encoding="gb18030")
    (folder / "丙.txt").write_text("云岭省河流条例\n" + BODY, encoding="utf-8")
    for name in ("上", "下"):
        text = f"# 云岭法典\n\n# {name}编\n\n2020年5月28日通过\n\n{MARK}第{'一' if name == '上' else '二'}条　甲。\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    planned = [file.name for file in plan_laws(tmp_path)]
    assert planned == ["地方性法规/丙.txt", "地方性法规/乙.md", "地方性法规/甲.md", "地方性法规/云岭法典"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_chapter_head_torn_over_two_lines_is_one(gap: str) -> None:
    """What stands between a chapter's head and its first article is the rest of the head."""
    law = f"""# 明川市野生动物保护条例

2019年1月1日明川市第七届人民代表大会常务委员会通过

<!-- INFO END -->

第一章 总则

第一条 为了保护野生动物，制定本条例。

第二章 野生动物及其栖息{gap}地保护

第二条 野生动物及其栖息地受保护。

第三章 附则

本条例的解释权另定。

第三条 本条例自2020年1月1日起施行。
"""
    assert [node.heading for node in nodes(law, "chapter")] == [
        "总则",
        "野生动物及其栖息地保护",
        "附则",
    ]
