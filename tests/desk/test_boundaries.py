"""Where documents begin by a person's word: in the parse, in the library, and taken back."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.gazette.anchors import Boundary, find_anchor, make_anchor
from documents.gazette.parsed import ParsedIssue
from documents.gazette.source import SourceLine, SourceText
from regulations.reading import read_gazette
from tests.library.samples import EARLIER, LAW, NOTICE

TWO = f"{NOTICE}\n{EARLIER.partition(chr(10) * 2)[2]}"
LINES = TWO.split("\n")


def line_of(words: str, nth: int = 1, text: str = TWO) -> int:
    """The number of the n-th line that holds these words."""
    return [n for n, line in enumerate(text.split("\n"), 1) if words in line][nth - 1]


SECOND = line_of("明川市人民政府办公室", 5)
ENCLOSURE = line_of("明川市既有住宅加装电梯管理办法", 4)


def source_of(text: str) -> SourceText:
    """A text as a reader gives it."""
    return SourceText("plain", tuple(SourceLine(n, line) for n, line in enumerate(text.split("\n"), 1)))


def read(*said: tuple[str, int], text: str = TWO, made_on: str = TWO) -> ParsedIssue:
    """The issue with boundaries anchored in ``made_on``; the line's number counts in the same text only."""
    boundaries = []
    for number, (begins, line) in enumerate(said, 1):
        anchor = make_anchor(made_on.split("\n"), line)
        assert anchor is not None
        anchor = anchor if text == made_on else replace(anchor, line=None)
        boundaries.append(Boundary(number, begins, anchor))
    return read_gazette(source_of(text), boundaries)


def shape(parsed: ParsedIssue) -> list[tuple[int, list[int]]]:
    """Where documents begin, and where their texts do."""
    return [(d.line_start, [part.line_start for part in d.parts[1:]]) for d in parsed.documents]


def states(parsed: ParsedIssue) -> list[str]:
    """What became of the boundaries."""
    return [outcome.state for outcome in parsed.boundaries]


PLAIN = read()


def test_the_sample_has_two_documents_with_one_enclosure_each() -> None:
    assert [len(parts) for _, parts in shape(PLAIN)] == [1, 1]
    assert (shape(PLAIN)[1][0], shape(PLAIN)[0][1]) == (SECOND, [ENCLOSURE])
    assert PLAIN.boundaries == ()


def test_a_document_that_is_none_is_joined_to_the_one_before() -> None:
    parsed = read(("nothing", SECOND))
    assert (len(parsed.documents), states(parsed)) == (1, ["active"])
    assert parsed.documents[0].line_end == PLAIN.documents[1].line_end


def test_a_document_becomes_an_attachment_of_the_one_before() -> None:
    parsed = read(("part", SECOND))
    assert (shape(parsed), states(parsed)) == (
        [(PLAIN.documents[0].line_start, [ENCLOSURE, SECOND])],
        ["active"],
    )
    assert parsed.documents[0].parts[2].role == "attachment"


def test_a_document_begins_inside_another() -> None:
    parsed = read(("document", ENCLOSURE))
    assert [d.line_start for d in parsed.documents] == [PLAIN.documents[0].line_start, ENCLOSURE, SECOND]
    assert parsed.documents[1].title == "明川市既有住宅加装电梯管理办法"
    assert (len(parsed.documents[0].parts), states(parsed)) == (1, ["active"])
    articles = [node.label for node in parsed.documents[1].parts[0].walk() if node.kind == "article"]
    assert articles == ["第一条", "第二条", "第三条", "第四条", "第五条"]


def test_an_attachment_begins_and_one_is_none() -> None:
    third = line_of("第三条 申请")
    parsed = read(("part", third), ("nothing", ENCLOSURE))
    assert shape(parsed)[0][1] == [third]
    assert states(parsed) == ["active", "active"]


def test_a_document_begins_before_the_first() -> None:
    parsed = read(("document", 1))
    assert parsed.documents[0].line_start == 1
    assert parsed.documents[1].line_start == PLAIN.documents[0].line_start


@pytest.mark.parametrize(
    ("begins", "line"), [("document", SECOND), ("part", ENCLOSURE), ("nothing", line_of("第二条 本办法"))]
)
def test_what_the_parse_says_by_itself_is_moot(begins: str, line: int) -> None:
    parsed = read((begins, line))
    assert (shape(parsed), states(parsed)) == (shape(PLAIN), ["moot"])


@pytest.mark.parametrize(
    ("begins", "line"),
    [
        ("nothing", PLAIN.documents[0].line_start),
        ("part", 1),
        ("part", line_of("2023年3月6日")),
        ("part", line_of("《明川市既有住宅加装电梯管理办法》已经")),
    ],
)
def test_what_cannot_be_is_said_and_not_applied(begins: str, line: int) -> None:
    parsed = read((begins, line))
    assert (shape(parsed), states(parsed)) == (shape(PLAIN), ["contradicted"])
    assert parsed.boundaries[0].note


def test_of_two_that_contradict_each_other_the_newer_counts() -> None:
    parsed = read(("nothing", SECOND), ("part", SECOND))
    assert states(parsed) == ["contradicted", "active"]
    assert "较新的更正" in parsed.boundaries[0].note
    assert shape(parsed)[0][1] == [ENCLOSURE, SECOND]


def test_a_line_that_is_gone_changes_nothing() -> None:
    changed = TWO.replace("第三条 申请加装电梯应当提交下列材料：", "第三条 另行规定。")
    parsed = read(("document", line_of("第三条 申请")), text=changed)
    assert (states(parsed), len(parsed.documents)) == (["contradicted"], 2)
    assert "找不到这一行" in parsed.boundaries[0].note


def test_a_line_is_known_again_in_a_changed_file() -> None:
    changed = "\n\n".join(["新加的一行", *LINES]).replace("（县区）", "")
    parsed = read(("nothing", SECOND), text=changed)
    assert (states(parsed), len(parsed.documents)) == (["active"], 1)


def test_a_line_is_known_by_its_neighbours_where_its_words_changed() -> None:
    changed = TWO.replace("第三条 申请加装电梯应当提交下列材料：", "第三条 申请加装电梯，应提交以下材料：")
    parsed = read(("part", line_of("第三条 申请")), text=changed)
    assert states(parsed) == ["active"]


def test_of_several_same_lines_none_is_guessed() -> None:
    text = ["甲。", "附件", "乙。"] * 6
    anchor = make_anchor(text, 8)
    assert anchor is not None
    assert find_anchor(text, anchor).line == 8
    found = find_anchor(["前言", *text], replace(anchor, line=None))
    assert (found.line, found.several) == (None, True)


def test_lines_that_say_nothing_have_no_anchor() -> None:
    assert make_anchor(["甲", "  ", "——"], 2) is None
    assert make_anchor(["甲", "  ", "——"], 3) is None
    assert make_anchor(["甲"], 0) is None
    assert make_anchor(["甲"], 2) is None


def test_a_single_act_has_no_boundaries() -> None:
    anchor = make_anchor(LAW.split("\n"), line_of("第二条", text=LAW))
    assert anchor is not None
    parsed = read_gazette(source_of(LAW), [Boundary(7, "document", anchor)])
    assert [(o.id, o.state) for o in parsed.boundaries] == [(7, "contradicted")]
    assert parsed.documents == read_gazette(source_of(LAW)).documents


FILLED = [n for n, line in enumerate(LINES, 1) if make_anchor(LINES, n)]


@given(
    st.lists(st.tuples(st.sampled_from(["document", "part", "nothing"]), st.sampled_from(FILLED)), max_size=5)
)
def test_any_boundaries_lose_nothing_and_are_all_answered(said: list[tuple[str, int]]) -> None:
    parsed = read(*said)
    assert len(states(parsed)) == len(said)
    assert set(states(parsed)) <= {"active", "moot", "contradicted"}
    bounds = [(d.line_start, d.line_end) for d in parsed.documents]
    assert all(first <= last for first, last in bounds)
    assert all(one[1] < other[0] for one, other in pairwise(bounds))
    kept = "".join(p.text for d in parsed.documents for p in d.paragraphs) + parsed.front_matter
    kept += "".join(c.title for c in parsed.chronicles)
    for line in LINES:
        for word in ("增设电梯应当经业主同意", "不予受理", "业主表决结果", "双月刊"):
            assert word not in line or word in kept
