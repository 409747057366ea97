"""Whatever the text: no exception, nothing lost, addresses unique, spans in order, a stable print.

``HYPOTHESIS_PROFILE=long`` runs many more examples (tests/conftest.py). Texts that once failed
are kept in ``FOUND``.
"""

import unicodedata
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.gazette.bold import undouble
from documents.gazette.parsed import ParsedDocument, ParsedIssue, Part, Provision
from regulations.citations.extract import find_citations
from regulations.reading import to_json
from tests.parsing.grammar import acts, damaged, gazettes, whole
from tests.parsing.samples import NOTICE, parse

PIECES = st.sampled_from(
    [
        "第一条 为了", "第二条", "第三章 总则", "一、总体要求", "（一）明确范围。", "1. 完成", "2.5月底前", "1.1 目的", "①甲", "（1）",
        "明川市人民政府", "关于印发《甲办法》的通知", "明政发〔2022〕3号", "各县（区）人民政府：", "2022年3月1日", "（此件公开发布）",
        "附件1", "附件：1.甲表", "目 录", "【市政府文件】", "明川市人民政府令", "第5号", "—— 9", "明川市人民政府公报２ / 2024•",
        "3月大事记", "※ 会议", "3月2日 会议。", "（（一一））加强加强。。", "| 甲 | 乙 |", "甲\t乙\t丙", "## ", "**甲**", "《", "〔", "\ufffd",
        "负责。", "的", "，", "。", " ", "　　", "\x0b", "\u2028", "<!-- INFO END -->", "$\\geq 3$", "abc 12", "第十二条规定",
        "笫三条 甲", "第—条 乙", "。第二条 丙", "第四 丁", "第五条、戊", "第二章 乙 第二条 ", "> ", "- ", "第一条\t甲", "附表一：",
        "（2010年9月25日云岭省人大常委会通过 自公布之日起施行）", "# 云岭省湿地条例",
    ]
)  # fmt: skip
LINES = st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=40).map("\n".join)
ANY = st.one_of(LINES, damaged(gazettes()), damaged(acts()))
SET_IN = ("text", "heading", "article", "item", "attachments")
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))
FOUND = (
    # the items of a second clause lie behind the clause's own lines
    "# 云岭省湿地条例\n\n第一条 甲。\n\n乙：\n\n（一）丙；\n\n（二）丁。\n\n第二条 戊。",
    # a line of the title names a chronicle; an act's history follows
    "甲\n3月大事记\n（2010年9月25日云岭省人大常委会通过 自公布之日起施行）",
    # a figure with a control character that strip takes for a blank
    "0\x1f",
    # words above the heading of an act
    "第一条 为了\n## 第一条 为了\n<!-- INFO END -->",
    # two chapters with one decimal each are decimals too
    "1 总体要求\n\n1.1 总体要求\n\n加强管理。\n\n2 保障措施\n\n2.1 组织领导\n\n加强管理。",
)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _is_undone(line: str) -> bool:
    """Marks, fake bold and the end of a law's head are undone, not lost; a glyph that could not
    be decoded hides no doubling."""
    bare = line.replace("\ufffd", " ").strip().lstrip("#*>- ")
    return "INFO END" in line or "$" in line or "（（" in line or undouble(bare).bold > 0


def _kept(issue: ParsedIssue) -> Counter[str]:
    texts = [issue.front_matter, *(drop.text for drop in issue.dropped)]
    for document in issue.documents:
        texts += [paragraph.text for paragraph in document.paragraphs]
    for chronicle in issue.chronicles:
        texts.append(chronicle.title)
        for entry in chronicle.entries:
            texts += [entry.date_text, entry.text]
    return Counter(_letters("".join(texts)))


def _tree_text(part: Part) -> str:
    texts = [part.title]
    for node in part.walk():
        texts += [node.label, node.heading, node.text]
    return "".join(texts)


def _check_places(issue: ParsedIssue) -> None:
    """Documents in order without overlap; parts, paragraphs and provisions inside what holds them."""
    last = 0
    for document in issue.documents:
        assert last < document.line_start <= document.line_end
        last = document.line_end
        for paragraph in document.paragraphs:
            assert document.line_start <= paragraph.line_start <= paragraph.line_end <= document.line_end
        for part in document.parts:
            paths = [node.path for node in part.walk()]
            assert len(paths) == len(set(paths))
            for node in part.provisions:
                _check_node(node, document)


def _check_node(node: Provision, document: ParsedDocument) -> None:
    assert document.line_start <= node.line_start <= node.line_end <= document.line_end
    for child in node.children:
        assert node.line_start <= child.line_start
        assert child.line_end <= node.line_end
        _check_node(child, document)


def _check_spans(issue: ParsedIssue) -> None:
    for document in issue.documents:
        for part in document.parts:
            for node in part.walk():
                end = 0
                for cite in find_citations(node.text):
                    assert end <= cite.start < cite.end <= len(node.text)
                    assert node.text[cite.start : cite.end] == cite.quote
                    end = cite.end


def _print(issue: ParsedIssue) -> str:
    """As a gazette is printed: running text set in by two blanks, so that no line can be taken for
    one of a narrow column."""
    paragraphs = [paragraph for document in issue.documents for paragraph in document.paragraphs]
    return "\n\n".join(f"　　{p.text}" if p.kind in SET_IN else p.text for p in paragraphs)


def _shape(issue: ParsedIssue) -> list[tuple[str, str | None, list[str]]]:
    return [
        (document.title, document.doc_number, [node.path for part in document.parts for node in part.walk()])
        for document in issue.documents
    ]


@QUIET
@given(ANY)
def test_any_text_parses_and_every_place_is_known(text: str) -> None:
    issue = parse(text)
    to_json(issue)
    _check_places(issue)


@QUIET
@given(ANY)
def test_nothing_is_lost(text: str) -> None:
    plain = "\n".join(line for line in text.split("\n") if not _is_undone(line))
    missing = Counter(_letters(plain)) - _kept(parse(plain))
    assert not missing, missing


@QUIET
@given(ANY)
def test_the_tree_tells_what_the_paragraphs_tell(text: str) -> None:
    for document in parse(text).documents:
        for part in document.parts:
            paragraphs = Counter(_letters("".join(p.text for p in part.paragraphs if p.kind != "caption")))
            missing = paragraphs - Counter(_letters(_tree_text(part)))
            assert not {c: n for c, n in missing.items() if c not in "笫—－ーニ"}, missing


@QUIET
@given(ANY)
def test_spans_of_citations_give_their_words_back(text: str) -> None:
    _check_spans(parse(text))


@QUIET
@given(st.text(max_size=400))
def test_noise_parses(text: str) -> None:
    issue = parse(text)
    to_json(issue)
    _check_places(issue)


@QUIET
@given(st.one_of(whole(gazettes()), whole(acts())))
def test_print_and_parse_again_is_stable(text: str) -> None:
    first = parse(text)
    again = parse(_print(first))
    assert _shape(again) == _shape(first)
    assert _print(again) == _print(first)


def test_print_and_parse_of_a_notice_is_stable() -> None:
    first = parse(NOTICE)
    assert _shape(parse(_print(first))) == _shape(first)


@pytest.mark.parametrize("text", FOUND)
def test_what_once_failed(text: str) -> None:
    plain = "\n".join(line for line in text.split("\n") if not _is_undone(line))
    issue = parse(plain)
    _check_places(issue)
    assert not Counter(_letters(plain)) - _kept(issue)
    assert _shape(parse(_print(issue))) == _shape(issue)
