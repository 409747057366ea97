"""Decisions that keep acts in force or end them by a list: what each row gets, what only sounds so."""

from datetime import date

import pytest

from regulations.citations.effects import EffectFound, find_effects
from tests.citations.samples import make_document, make_part
from tests.citations.test_effects import outward

LIST = ["甲市丙办法（甲政发〔2018〕3号）", "甲市丁规定（甲政办〔2019〕7号）"]


def by_list(title: str, stated: str, rows: list[str]) -> list[EffectFound]:
    """What a decision does by the rows of its attachment."""
    numbered = [f"{at}.{row}" for at, row in enumerate(rows, 1)]
    document = make_document(
        make_part([stated], title=title, role="body", addressed=False),
        make_part(numbered, title="文件目录", role="attachment", addressed=False),
        title=title,
    )
    return [effect for effect in find_effects(document) if effect.target]


@pytest.mark.parametrize(
    ("stated", "day", "months"),
    [
        ("决定将《甲市丙办法》（甲政发〔2018〕3号）等2件文件有效期延长2年。", None, 24),
        ("下列文件有效期延长至2026年12月31日。", date(2026, 12, 31), None),
    ],
)
def test_every_row_is_renewed_once_for_what_the_decision_says(
    stated: str, day: date | None, months: int | None
) -> None:
    found = by_list("甲市人民政府关于延长部分行政规范性文件有效期的通知", stated, LIST)
    numbers = [(e.kind, e.target.doc_number) for e in found if e.target]
    assert numbers == [("renew", "甲政发〔2018〕3号"), ("renew", "甲政办〔2019〕7号")]
    assert {(e.on, e.months, e.how) for e in found} == {(day, months, "目录延长有效期")}


@pytest.mark.parametrize(
    "title", ["甲市人民政府关于延长春节假期的通知", "甲市人民政府关于延长夜间公交运营时间的通知"]
)
def test_what_else_is_made_longer_renews_no_act(title: str) -> None:
    assert by_list(title, "延长期间照常值班。", LIST) == []


@pytest.mark.parametrize(
    "text",
    [
        "《丙意见》（甲政发〔2016〕8号）第三条、第五条第二款，其余条款继续有效。",
        "《丙意见》（甲政发〔2016〕8号）第三条继续有效。",
        "各单位要落实《丙办法》（甲政发〔2017〕2号），继续执行24小时值班制度。",
        "按照《丙办法》（甲政发〔2017〕2号），继续实施城市更新工程。",
    ],
)
def test_words_that_renew_no_act(text: str) -> None:
    assert [e for e in outward(text) if e.kind == "renew"] == []


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("《丙办法》（甲政发〔2017〕2号）继续执行。", None),
        ("《丙办法》（甲政发〔2017〕2号）继续施行两年。", 24),
        ("《丙办法》（甲政发〔2017〕2号）有效期延长两年。", 24),
    ],
)
def test_words_that_do(text: str, months: int | None) -> None:
    (found,) = outward(text)
    assert (found.kind, found.months) == ("renew", months)


@pytest.mark.parametrize(
    ("row", "title", "number"),
    [
        ("甲市供热办法（2004年5月1日市政府令第12号公布）", "甲市供热办法", None),
        (
            "甲市供热办法（2004年5月1日甲市人民政府令第12号公布）",
            "甲市供热办法",
            "甲市人民政府令第12号",
        ),
        ("《甲市供热条例》（1998年6月10日甲市人大常委会通过）", "甲市供热条例", None),
        ("甲市供热办法（2004年5月1日发布，2010年11月3日修订）", "甲市供热办法", None),
        ("甲市供热办法（试行）", "甲市供热办法（试行）", None),
        ("甲市供热办法（甲政发〔2004〕5号）", "甲市供热办法", "甲政发〔2004〕5号"),
    ],
)
def test_how_an_act_was_made_is_not_its_title(row: str, title: str, number: str | None) -> None:
    found = by_list(
        "甲市人民政府关于废止《甲市供热办法》等3件政府规章的决定", "决定废止下列政府规章。", [row]
    )
    assert [(e.kind, e.target.title, e.target.doc_number) for e in found if e.target] == [
        ("repeal", title, number)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "《丙办法》继续有效至2025年12月31日，《丁细则》继续执行，有效期至2026年6月30日。",
            [("丙办法", date(2025, 12, 31), None), ("丁细则", date(2026, 6, 30), None)],
        ),
        (
            "《丙办法》继续有效，《丁细则》有效期延长一年。",
            [("丙办法", None, None), ("丁细则", None, 12)],
        ),
        (
            "《丙办法》、《丁细则》继续有效，有效期延长至2026年6月30日。",
            [("丙办法", date(2026, 6, 30), None), ("丁细则", date(2026, 6, 30), None)],
        ),
        ("《丙办法》第三条废止，其余条款继续有效，《丁细则》尚未继续执行。", []),
        ("国家另有规定的，《丙办法》继续有效。", []),
        ("如无新的规定，《丙办法》继续有效。", []),
        ("按照《丙办法》的规定继续执行，《丁细则》期满后不再执行。", []),
    ],
)
def test_each_act_of_a_sentence_has_its_own_end(
    text: str, wanted: list[tuple[str, date | None, int | None]]
) -> None:
    found = [e for e in outward(text) if e.kind == "renew"]
    assert [(e.target.title, e.on, e.months) for e in found if e.target] == wanted
