"""Senseless input costs steps in proportion to its length: steps are counted, not timed."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from documents.gazette.readers.plain import source_from_text
from regulations.law_files import read_acts

SEEDS = {
    "brackets": "（【〔《“",
    "an open title": "《",
    "articles on one line": "。第二条 ",
    "the first article on each line": "第一条 甲\n",
    "every third article": "第五条 甲\n第九条 乙\n",
    "chapters on one line": "第一章 甲",
    "labels of attachments": "第一条 甲\n附件：\n",
    "ends of heads": "# 甲条例\n<!-- INFO END -->\n第一条 甲\n",
    "histories": "（2010年9月25日通过\n",
    "items": "（一）甲；\n",
    "chronicles": "甲市3月大事记\n",
    "numbers": "明政发〔2023〕5号\n",
    "figures": "1\n甲乙丙丁\n",
    "blanks": "　 ",
    "dates": "2010年9月25日",
}
SMALL, TIMES = 400, 4
ALLOWED = 1.8


def _steps(work: Callable[[], object]) -> int:
    """How many calls a run makes."""
    count = 0

    def note(frame: Any, event: str, given: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("head", ["", "# 甲条例\n\n2010年9月25日通过\n\n<!-- INFO END -->\n\n第一条 甲\n\n"])
def test_steps_grow_with_the_length(name: str, head: str) -> None:
    def read(times: int) -> int:
        source = source_from_text(head + SEEDS[name] * times)
        return _steps(lambda: read_acts(source))

    read(1)
    small, large = read(SMALL), read(SMALL * TIMES)
    assert large <= ALLOWED * TIMES * small
