"""Catalogues of hundreds of rows, in the ways in which print breaks them."""

from collections.abc import Callable

import pytest

from documents.gazette.readers import read_source
from regulations.citations.catalogue import check_catalogue, read_catalogue
from regulations.citations.flattened_catalogue import lay_rows
from regulations.citations.passages import Passage
from regulations.reading import read_gazette
from tests.insight.catalogue_samples import (
    decision,
    flattened_row,
    number_of,
    numbered_line,
    title_of,
    wrapped_line,
)


def cells(*words: str) -> list[Passage]:
    """Passages, one a cell."""
    return [Passage(0, f"pre/para_{at}", "", text, "clause") for at, text in enumerate(words, 1)]


@pytest.mark.parametrize("row", [numbered_line, wrapped_line, flattened_row])
def test_every_row_of_two_catalogues_is_read(row: Callable[[int, int], str]) -> None:
    """Title, number and outcome of 120 repealed and 40 lapsed acts; the counts agree."""
    document = read_gazette(read_source(decision(120, 40, row).encode(), "a.txt")).documents[0]
    found = {(r.target.title, r.target.doc_number): r.kind for r in read_catalogue(document)}
    assert found == {
        (title_of(serial), number_of(serial)): "repeal" if serial <= 120 else "expire"
        for serial in range(1, 161)
    }
    assert check_catalogue(document) == ()


@pytest.mark.parametrize("row", [numbered_line, flattened_row])
def test_a_missing_row_is_told(row: Callable[[int, int], str]) -> None:
    """One row fewer than the decision says."""
    text = decision(30, 12, row, stated=(31, 12))
    document = read_gazette(read_source(text.encode(), "a.txt")).documents[0]
    assert [f.message for f in check_catalogue(document)] == ["目录写明废止31件，读出30件，请核对。"]


def test_an_unreadable_catalogue_is_told_too() -> None:
    """No row read, some stated."""
    text = decision(25, 9, lambda at, serial: "（目录另发）\n\n" if at == 1 else "")
    document = read_gazette(read_source(text.encode(), "a.txt")).documents[0]
    assert len(check_catalogue(document)) == 2


def test_a_table_column_by_column() -> None:
    """Serials, titles, numbers; titles run into one line are parted."""
    laid = lay_rows(
        cells(
            "序号\n1\n2\n3",
            "文件名称",
            "甲市人民政府关于乙的通知甲市人民政府办公室关于丙的意见",
            "甲市人民政府关于丁的",
            "决定",
            "甲政发〔2001〕3号\n甲政办发〔2002〕4号\n甲政发〔2003〕5号",
        )
    )
    assert [(row.serial, row.words) for row in laid] == [
        (1, "甲市人民政府关于乙的通知（甲政发〔2001〕3号）"),
        (2, "甲市人民政府办公室关于丙的意见（甲政办发〔2002〕4号）"),
        (3, "甲市人民政府关于丁的决定（甲政发〔2003〕5号）"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("1", "2", "3", "甲市人民政府关于乙的通知", "甲市人民政府关于丙的通知"),
        ("1", "甲市人民政府关于乙的通知"),
        ("2", "甲的通知", "4", "乙的通知"),
        ("甲市人民政府关于乙的通知", "甲政发〔2001〕3号"),
        (),
    ],
    ids=["fewer titles", "one row", "no sequence", "no serials", "nothing"],
)
def test_what_is_no_table_gives_no_rows(words: tuple[str, ...]) -> None:
    """Nothing is put side by side by guess."""
    assert lay_rows(cells(*words)) == ()


def test_a_serial_run_into_the_number_before_it() -> None:
    """…〔2000〕12号2 and the next title in the next cell."""
    laid = lay_rows(cells("1", "甲的通知", "甲政发〔2000〕12号2", "乙的通知甲政发〔2001〕1号3丙的通知"))
    assert [row.words for row in laid] == [
        "甲的通知甲政发〔2000〕12号",
        "乙的通知甲政发〔2001〕1号",
        "丙的通知",
    ]
