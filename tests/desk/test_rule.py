"""The pure rule: what fits is laid over the parse, what does not is said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.gazette.parsed import ParsedDocument, ParsedIssue, Part, Provision
from documents.gazette.source import SourceLine, SourceText
from regulations.corrections import Correction, apply_corrections
from regulations.reading import read_gazette
from tests.library.samples import NOTICE


def parse() -> ParsedIssue:
    """The invented issue as the parser gives it."""
    lines = tuple(SourceLine(n, text) for n, text in enumerate(NOTICE.split("\n"), 1))
    return read_gazette(SourceText("plain", lines))


PARSED = parse()
TEXT = "本办法适用于本市行政区域内的既有住宅。"


def lay(**values: object) -> tuple[ParsedDocument, str, str]:
    """One correction laid over the issue: the document, its state and note."""
    given_ = {"id": 1, "identity": "doc", "ordinal": 0, "path": "", "before": "", "after": "", **values}
    parsed, outcomes = apply_corrections(PARSED, [Correction(**given_)], ["doc"])  # type: ignore[arg-type]
    return parsed.documents[0], outcomes[0].state, outcomes[0].note


def node(document: ParsedDocument, path: str) -> Provision:
    """The provision at a path of the enclosure."""
    return next(each for each in document.parts[1].walk() if each.path == path)


def test_a_clause_is_corrected_in_tree_and_running_text() -> None:
    document, state, _ = lay(ordinal=1, path="art_2", field="text", before=TEXT, after="本办法适用于城区。")
    assert state == "active"
    assert node(document, "art_2").text == "本办法适用于城区。"
    assert any("适用于城区" in p.text for p in document.paragraphs)
    assert not any("行政区域内" in p.text for p in document.paragraphs)


def test_the_rest_of_the_parse_stays_the_same() -> None:
    document, _, _ = lay(ordinal=1, path="art_2", field="text", before=TEXT, after="改。")
    others = [each for each in document.parts[1].walk() if each.path != "art_2"]
    assert others == [each for each in PARSED.documents[0].parts[1].walk() if each.path != "art_2"]
    assert document.parts[0] == PARSED.documents[0].parts[0]


def test_what_the_parse_says_by_itself_is_moot() -> None:
    document, state, note = lay(ordinal=1, path="art_2", field="text", before="旧误", after=TEXT)
    assert (state, document) == ("moot", PARSED.documents[0])
    assert note


@pytest.mark.parametrize(
    "wrong",
    [
        {"ordinal": 1, "path": "art_2", "field": "text", "before": "别的", "after": "新"},
        {"ordinal": 1, "path": "art_99", "field": "text", "before": "没有这样的话", "after": "新"},
        {"ordinal": 9, "path": "art_2", "field": "text", "before": TEXT, "after": "新"},
        {"identity": "other", "field": "title", "before": "a", "after": "b"},
        {"field": "doc_number", "before": "别的文号", "after": "b"},
        {"field": "signed_on", "before": "2023-03-06", "after": "昨天"},
        {"ordinal": 1, "path": "art_2", "field": "level", "before": "0", "after": "深"},
    ],
)
def test_what_does_not_fit_is_not_applied(wrong: dict[str, object]) -> None:
    document, state, note = lay(**wrong)
    assert (state, document) == ("contradicted", PARSED.documents[0])
    assert note


def test_a_place_that_moved_is_found_by_its_words() -> None:
    document, state, _ = lay(ordinal=1, path="art_77", field="text", before=TEXT, after="改。")
    assert (state, node(document, "art_2").text) == ("active", "改。")


def test_the_values_of_a_document() -> None:
    assert lay(field="doc_number", before="明川政办〔2023〕5号", after="明川政办〔2023〕6号")[
        0
    ].doc_number == ("明川政办〔2023〕6号")
    assert str(lay(field="signed_on", before="2023-03-06", after="2023-03-08")[0].signed_on) == "2023-03-08"
    assert lay(field="column", before="市政府办公室文件", after="市政府文件")[0].column == "市政府文件"
    assert lay(field="signed_on", before="2023-03-06", after="")[0].signed_on is None


def test_a_title_is_that_of_the_text_named() -> None:
    own, _, _ = lay(field="title", before=PARSED.documents[0].title, after="新题名")
    assert (own.title, own.parts[0].title, own.parts[1].title) == (
        "新题名", "新题名", PARSED.documents[0].parts[1].title,
    )  # fmt: skip
    issued, _, _ = lay(ordinal=1, field="title", before=PARSED.documents[0].parts[1].title, after="新办法")
    assert (issued.title, issued.parts[1].title) == (PARSED.documents[0].title, "新办法")


def provision(path: str, level: int, *children: Provision, kind: str = "heading") -> Provision:
    """A heading with what stands under it."""
    return Provision(kind, path, path, "", path, path, level, None, None, 1, 1, children)


def test_a_headings_level_moves_it_and_keeps_order_and_paths() -> None:
    tree = (provision("a", 0, provision("b", 1, provision("c", 2)), provision("d", 1)), provision("e", 0))
    part = replace(PARSED.documents[0].parts[1], provisions=tree)
    document = replace(PARSED.documents[0], parts=(PARSED.documents[0].parts[0], part))
    issue = replace(PARSED, documents=(document,))
    wish = Correction(1, "doc", 1, "b", "level", "1", "0")
    moved: Part = apply_corrections(issue, [wish], ["doc"])[0].documents[0].parts[1]
    assert [each.path for each in moved.walk()] == ["a", "b", "c", "d", "e"]
    assert [root.path for root in moved.provisions] == ["a", "b", "e"]
    assert [child.path for child in moved.provisions[1].children] == ["c", "d"]


@given(
    st.text(max_size=40),
    st.text(max_size=40),
    st.sampled_from(["title", "text", "heading", "column", "level"]),
)
def test_any_correction_ends_in_an_outcome(before: str, after: str, field: str) -> None:
    document, state, _ = lay(ordinal=1, path="art_2", field=field, before=before, after=after)
    assert state in ("active", "moot", "contradicted")
    if state != "active":
        assert document == PARSED.documents[0]
