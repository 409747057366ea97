"""Whatever the text: no exception, nothing lost, addresses unique, lines in order."""

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.gazette.bold import undouble
from documents.gazette.parsed import ParsedIssue
from regulations.reading import to_json
from tests.parsing.samples import NOTICE, parse

PIECES = st.sampled_from(
    [
        "第一条 为了", "第二条", "第三章 总则", "一、总体要求", "（一）明确范围。", "1. 完成", "2.5月底前", "1.1 目的", "①甲", "（1）",
        "明川市人民政府", "关于印发《甲办法》的通知", "明政发〔2022〕3号", "各县（区）人民政府：", "2022年3月1日", "（此件公开发布）",
        "附件1", "附件：1.甲表", "目 录", "【市政府文件】", "明川市人民政府令", "第5号", "—— 9", "明川市人民政府公报２ / 2024•",
        "3月大事记", "※ 会议", "3月2日 会议。", "（（一一））加强加强。。", "| 甲 | 乙 |", "甲\t乙\t丙", "## ", "**甲**", "《", "〔", "\ufffd",
        "负责。", "的", "，", "。", " ", "　　", "\x0b", "\u2028", "<!-- INFO END -->", "$\\geq 3$", "abc 12", "第十二条规定",
    ]
)  # fmt: skip
LINES = st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=40).map("\n".join)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _is_undone(line: str) -> bool:
    """Marks, fake bold and the end of a law's head are undone, not lost; a glyph that could not
    be decoded hides no doubling."""
    bare = line.replace("\ufffd", " ").strip().lstrip("#* ")
    return "INFO END" in line or "$" in line or "（（" in line or undouble(bare).bold > 0


def _kept(issue: ParsedIssue) -> str:
    texts = [issue.front_matter, *(drop.text for drop in issue.dropped)]
    for document in issue.documents:
        texts += [paragraph.text for paragraph in document.paragraphs]
    for chronicle in issue.chronicles:
        texts.append(chronicle.title)
        for entry in chronicle.entries:
            texts += [entry.date_text, entry.text]
    return _letters("".join(texts))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(LINES)
def test_any_text_parses_and_addresses_are_unique(text: str) -> None:
    issue = parse(text)
    to_json(issue)
    for document in issue.documents:
        assert document.line_start <= document.line_end
        for part in document.parts:
            paths = [node.path for node in part.walk()]
            assert len(paths) == len(set(paths))
            assert all(node.line_start <= node.line_end for node in part.walk())


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(LINES)
def test_nothing_is_lost(text: str) -> None:
    plain = "\n".join(line for line in text.split("\n") if not _is_undone(line))
    issue = parse(plain)
    kept = _kept(issue)
    for character in set(_letters(plain)):
        assert kept.count(character) >= _letters(plain).count(character), (character, plain)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=400))
def test_noise_parses(text: str) -> None:
    to_json(parse(text))


def test_print_and_parse_again_is_stable() -> None:
    first = parse(NOTICE).documents[0]
    printed = "\n\n".join(paragraph.text for paragraph in first.paragraphs)
    again = parse(printed).documents[0]
    assert [p.text for p in again.paragraphs] == [p.text for p in first.paragraphs]
    assert [n.path for part in again.parts for n in part.walk()] == [
        n.path for part in first.parts for n in part.walk()
    ]
