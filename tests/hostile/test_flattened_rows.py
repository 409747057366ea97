"""The rows of a flattened catalogue take time in proportion to their words."""

import time

import pytest

from regulations.citations.flattened_catalogue import lay_rows
from regulations.citations.passages import Passage

MOST_GROWTH = 2.8  # twice the words: linear 2, quadratic 4
SIZE, TRIES, ROUNDS = 3_000, 3, 4


def in_one_cell(count: int) -> list[str]:
    """Every serial run into the number before it, all on one line."""
    return ["1", "".join(f"明川市甲办法明政发〔2000〕{n}号{n + 1}" for n in range(1, count)) + "乙"]


def in_words_without_end(count: int) -> list[str]:
    """One serial and then cells that never end it."""
    return ["1", *["明川市关于加强管理的若干意见"] * (6 * count)]


def seconds(words: list[str]) -> float:
    """The processor's time for the rows of these cells; the least of some tries."""
    cells = [Passage(0, "", "", word, "text") for word in words]
    taken = []
    for _ in range(TRIES):
        start = time.process_time()
        lay_rows(cells)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("make", [in_one_cell, in_words_without_end])
def test_time_grows_with_the_words_and_no_faster(make: object) -> None:
    assert callable(make)
    growth = min(seconds(make(2 * SIZE)) / max(seconds(make(SIZE)), 1e-4) for _ in range(ROUNDS))
    assert growth < MOST_GROWTH


def test_all_rows_of_one_cell_are_found() -> None:
    cells = [Passage(0, "", "", word, "text") for word in in_one_cell(400)]
    rows = lay_rows(cells)
    assert [row.serial for row in rows] == list(range(1, 401))
    assert rows[11].words == "明川市甲办法明政发〔2000〕12号"
