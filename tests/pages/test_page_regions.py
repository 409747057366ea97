"""Where lines stand on pages: regions by column, printed numbers by agreement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.page_regions import lines_on, pages_of, printed_numbers, regions_of

LEFT = {str(n): [1, 50, 100 + 20 * n, 280, 112 + 20 * n] for n in range(1, 4)}
RIGHT = {str(n): [1, 310, 100 + 20 * (n - 3), 540, 112 + 20 * (n - 3)] for n in range(4, 7)}
PLACES = st.dictionaries(
    st.integers(1, 30).map(str),
    st.tuples(st.integers(1, 3), st.integers(0, 500), st.integers(0, 700)).map(
        lambda at: [at[0], at[1], at[2], at[1] + 40, at[2] + 12]
    ),
)


def test_neighbouring_lines_of_a_column_make_one_region() -> None:
    (region,) = regions_of(LEFT, [1, 2, 3])
    assert (region.page, region.x0, region.top, region.x1, region.bottom) == (1, 50, 120, 280, 172)
    assert (region.width, region.height) == (230, 52)


def test_a_new_column_and_a_new_page_begin_a_region() -> None:
    places = LEFT | RIGHT | {"7": [2, 50, 100, 280, 112]}
    assert [(region.page, region.x0) for region in regions_of(places, range(1, 8))] == [
        (1, 50),
        (1, 310),
        (2, 50),
    ]


def test_a_line_across_both_columns_does_not_join_them() -> None:
    places = {"0": [1, 50, 90, 540, 102]} | LEFT | RIGHT
    assert [region.x0 for region in regions_of(places, range(7))] == [50, 310]


@pytest.mark.parametrize("place", [[], [3], None])
def test_a_line_without_a_box_has_no_region(place: list[float] | None) -> None:
    assert regions_of({"1": place} if place is not None else {}, [1, 2]) == []


@given(PLACES)
def test_every_line_lies_in_a_region_of_its_page(places: dict[str, list[float]]) -> None:
    regions = regions_of(places, range(1, 31))
    for page, x0, top, x1, bottom in places.values():
        assert any(
            each.page == page
            and each.x0 <= x0
            and each.top <= top
            and each.x1 >= x1
            and each.bottom >= bottom
            for each in regions
        )


def test_pages_and_lines_know_each_other() -> None:
    places = {"2": [1], "1": [1], "3": [4], "9": []}
    assert lines_on(places, 1) == [1, 2]
    assert lines_on(places, 2) == []
    assert pages_of(places, 1, 9) == [1, 4]


def test_numbers_follow_what_most_pages_print() -> None:
    places = {"1": [3], "2": [4], "3": [5], "4": [6]}
    dropped = [(1, "— 1 —"), (2, "明川市人民政府公报２ / 2024"), (3, "2024•市政府文件•3")]
    assert printed_numbers(places, dropped) == {3: 1, 4: 2, 5: 3, 6: 4}


@pytest.mark.parametrize(
    "dropped",
    [
        [],
        [(1, "— 1 —")],
        [(1, "公报 2024"), (2, "公报 2024")],
        [(1, "1"), (2, "2"), (1, "7"), (2, "8")],
        [(9, "1"), (9, "1")],
    ],
)
def test_numbers_that_do_not_agree_are_not_told(dropped: list[tuple[int, str]]) -> None:
    assert printed_numbers({"1": [3], "2": [4]}, dropped) == {}


def test_pages_before_the_first_printed_number_have_none() -> None:
    assert printed_numbers({"1": [1], "2": [2], "3": [3]}, [(2, "1"), (3, "2")]) == {2: 1, 3: 2}
