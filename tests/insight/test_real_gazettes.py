"""The test piece: the safety notices of 2021, 2023 and 2024 and the district's of 2024."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from documents.gazette.parsed import Part, Provision
from documents.gazette.readers import read_source
from regulations.comparison.compare import Comparison, compare_texts
from regulations.comparison.units import Unit
from regulations.insight.units import make_units
from regulations.reading import read_gazette

NUMBERS = {
    "2021": "晋市政发〔2021〕1号",
    "2023": "晋市政发〔2023〕1号",
    "2024": "晋市政发〔2024〕1号",
    "district": "城政发〔2024〕5号",
}


def rows_of(part: Part) -> Iterator[Mapping[str, Any]]:
    """Parsed provisions in the shape of the table's rows."""
    ids = {node.path: at for at, node in enumerate(part.walk(), 1)}

    def walk(node: Provision, parent: int | None) -> Iterator[Mapping[str, Any]]:
        yield {
            "id": ids[node.path], "parent_id": parent, "kind": node.kind, "label": node.label, "heading": node.heading,
            "text": node.text, "path": node.path, "cite": node.cite, "table": None,
        }  # fmt: skip
        for child in node.children:
            yield from walk(child, ids[node.path])

    for root in part.provisions:
        yield from walk(root, None)


@pytest.fixture(scope="module")
def notices(real_gazettes: list[Path]) -> dict[str, list[Unit]]:
    """The units of the four notices."""
    found = {}
    wanted = {number: name for name, number in NUMBERS.items()}
    for file in real_gazettes:
        data = file.read_bytes()
        if not any(
            number.split("〔")[0] in data.decode() and "安全生产" in data.decode() for number in wanted
        ):
            continue
        for document in read_gazette(read_source(data, file.name)).documents:
            if document.doc_number in wanted:
                found[wanted[document.doc_number]] = make_units(rows_of(document.parts[0]))
    assert set(found) == set(NUMBERS)
    return found


def pairs(found: Comparison) -> dict[str, str]:
    """Left heading → right heading of the rows that answer each other."""
    return {row.left.heading: row.right.heading for row in found.rows if row.left and row.right}


def test_city_and_district_agree_heading_by_heading(notices: dict[str, list[Unit]]) -> None:
    found = compare_texts(notices["2024"], notices["district"])
    assert found.counts["new"] == found.counts["gone"] == found.counts["moved"] == 0
    assert found.counts["same"] >= 4
    assert pairs(found)["加强救援队伍建设和装备物资保障"] == "加强救援队伍建设和服务保障"


def test_two_years_are_aligned_by_matter_not_number(notices: dict[str, list[Unit]]) -> None:
    found = compare_texts(notices["2023"], notices["2024"])
    paired = pairs(found)
    assert paired["煤矿"] == "煤矿领域专项整治"
    assert paired["危险化学品"] == "危险化学品领域专项整治"
    assert paired["健全完善应急预案体系"] == "强化应急救援预案演练"
    assert "冶金工贸" not in paired
    assert "开展治本攻坚三年行动" not in paired.values()
    moved = [row.left.heading for row in found.rows if row.kind == "moved" and row.left]
    assert "健全完善应急预案体系" in moved


def test_paragraphs_of_one_year_answer_headings_of_another(notices: dict[str, list[Unit]]) -> None:
    found = compare_texts(notices["2021"], notices["2023"])
    answers = {row.right.heading: row.left.text[:6] for row in found.rows if row.left and row.right}
    assert answers["煤矿"].startswith("——煤矿")
    assert answers["交通运输"].startswith("——道路运输")
    assert pairs(found)["突出重点灾种防范"] == "加强重点灾种防范"
