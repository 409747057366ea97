"""A chunk cut into known words, fillers and words between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.lexicon import Entry, Lexicon, build_lexicon
from search.pieces import Piece, join_singles, pieces
from search.planner import make_plan
from search.query import parse_query
from search.segmenter import Segmenter


@pytest.fixture(scope="module")
def small() -> Lexicon:
    """One everyday word and two fillers."""
    return build_lexicon([Entry("网约车", ("网络预约出租汽车",), "x")], ("怎么办", "里"))


def test_known_words_fillers_and_others(segmenter: Segmenter, small: Lexicon) -> None:
    found = [(piece.text, piece.kind) for piece in pieces("网约车管里怎么办65岁", segmenter, small)]
    assert found[:4] == [("网约车", "key"), ("管", "word"), ("里", "filler"), ("怎么办", "filler")]
    assert found[-1] == ("65岁", "quantity")


@given(st.text(alphabet="网约车管里怎么办岁65条a ", max_size=20))
def test_pieces_lie_side_by_side(segmenter: Segmenter, small: Lexicon, chunk: str) -> None:
    found = list(pieces(chunk, segmenter, small))
    assert "".join(piece.text for piece in found) == chunk
    assert all(chunk.startswith(piece.text, piece.start) for piece in found)


def test_single_characters_side_by_side_are_one_run() -> None:
    cut = [Piece(0, "引", "word"), Piece(1, "客", "word"), Piece(3, "奖", "word"), Piece(4, "励金", "word")]
    assert [(piece.text, piece.kind) for piece in join_singles(cut)] == [
        ("引客", "run"), ("奖", "word"), ("励金", "word"),
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["罚款还是警告", "关于罚款以及警告"])
def test_conjunctions_are_not_looked_for(segmenter: Segmenter, lexicon: Lexicon, typed: str) -> None:
    surfaces = {group.surface for group in make_plan(parse_query(typed), segmenter, lexicon).groups}
    assert {"罚款", "警告"} <= surfaces
    assert not {"还是", "关于", "以及"} & surfaces


def test_a_conjunction_alone_is_looked_for(segmenter: Segmenter, lexicon: Lexicon) -> None:
    assert make_plan(parse_query("还是"), segmenter, lexicon).groups


@pytest.mark.parametrize(("typed", "bonus"), [("续航里", ["续航里"]), ("续航怎么办", []), ("续航", [])])
def test_a_chunk_cut_short_by_a_particle_lifts_the_whole(
    segmenter: Segmenter, lexicon: Lexicon, typed: str, bonus: list[str]
) -> None:
    plan = make_plan(parse_query(typed), segmenter, lexicon)
    assert [term.text for term in plan.bonus] == bonus
