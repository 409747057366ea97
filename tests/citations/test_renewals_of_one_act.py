"""How long a sentence keeps an act in force, and the many sentences that keep nothing."""

from datetime import date

import pytest

from regulations.citations.effects import EffectFound, find_effects
from tests.citations.samples import make_document, make_part
from tests.citations.test_effects import outward

ACT = "《甲市丙办法》（甲政发〔2018〕3号）"


def renewals(text: str) -> list[tuple[str | None, date | None, int | None]]:
    """What a sentence renews: number or title, last day, months."""
    return [
        (e.target.doc_number or e.target.title, e.on, e.months)
        for e in outward(text)
        if e.kind == "renew" and e.target
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("{}有效期延长至2025年底。", date(2025, 12, 31)),
        ("{}继续有效至2025年底。", date(2025, 12, 31)),
        ("{}有效期延长至2025年12月。", date(2025, 12, 31)),
        ("{}有效期延长至2024年2月底。", date(2024, 2, 29)),
        ("{}有效期延长至二〇二五年底。", date(2025, 12, 31)),
        ("{}执行期限延长至2025年6月30日。", date(2025, 6, 30)),
        ("市应急局将{}有效期延长至2025年6月30日。", date(2025, 6, 30)),
        ("{}延期至2025年6月30日。", date(2025, 6, 30)),
        ("{}至2025年6月30日继续有效。", date(2025, 6, 30)),
        ("决定延长{}有效期至2026年12月31日。", date(2026, 12, 31)),
        ("决定继续执行{}，有效期延长至2026年12月31日。", date(2026, 12, 31)),
        ("{}有效期将于2023年3月31日届满，经评估，决定将有效期延长至2026年3月31日。", date(2026, 3, 31)),
    ],
)
def test_to_a_day(text: str, day: date) -> None:
    assert renewals(text.format(ACT)) == [("甲政发〔2018〕3号", day, None)]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("{}试行期延长三年。", 36),
        ("{}有效期再延长2年。", 24),
        ("决定延长{}的执行期限两年。", 24),
        ("延长{}的有效期6个月。", 6),
        ("{}延期执行两年。", 24),
        ("{}原有效期3年，现决定有效期延长2年。", 24),
        ("{}（原有效期至2023年3月31日）有效期延长2年。", 24),
    ],
)
def test_for_a_time(text: str, months: int) -> None:
    assert renewals(text.format(ACT)) == [("甲政发〔2018〕3号", None, months)]


def test_acts_of_one_list_are_kept_together_and_a_basis_is_not() -> None:
    text = "根据《丁条例》，决定延长《甲市丙办法》、《甲市戊规定》有效期2年。"
    assert renewals(text) == [("甲市丙办法", None, 24), ("甲市戊规定", None, 24)]
    assert renewals("根据《丁条例》，《甲市丙办法》有效期延长2年。") == [("甲市丙办法", None, 24)]


@pytest.mark.parametrize(
    "text",
    [
        "根据{}，将2023年12月31日前到期的资质证书有效期延长至2024年12月31日。",
        "{}规定的许可证有效期延长至2025年12月31日。",
        "{}有效期届满，经评估可延长有效期三年。",
        "{}有效期届满前，由市司法局组织评估。",
        "建议将{}有效期延长至2025年12月31日。",
        "应当将{}有效期延长至2025年12月31日。",
        "{}不再延长有效期。",
        "不再延长{}有效期。",
        "需延长{}有效期的，应当在期满前提出。",
        "应当在期满前延长{}有效期。",
        "如延长{}有效期，另行通知。",
        "延长{}第三条规定的执行期限2年。",
        "{}有效期延长至2025年春节。",
        "{}继续执行至新办法施行之日。",
    ],
)
def test_what_only_sounds_like_a_renewal(text: str) -> None:
    assert renewals(text.format(ACT)) == []


def decision(title: str, *texts: str, rows: tuple[str, ...] = ()) -> list[EffectFound]:
    """What a decision renews, by its words and by the rows under them."""
    body = make_part([*texts, *rows], title=title, role="body", addressed=False)
    return [e for e in find_effects(make_document(body, title=title)) if e.kind == "renew"]


def test_a_notice_on_one_act_tells_the_length_in_another_sentence() -> None:
    (found,) = decision(
        "甲市人民政府关于延长《甲市丙办法》有效期的通知",
        f"{ACT}将于2023年3月31日到期。经研究，决定将该文件有效期延长至2026年3月31日。",
    )
    assert found.target
    assert found.target.doc_number == "甲政发〔2018〕3号"
    assert found.on == date(2026, 3, 31)


def test_the_length_of_one_act_is_not_given_to_another() -> None:
    found = decision(
        "甲市人民政府关于延长《甲市丙办法》有效期的通知",
        "《甲市丙办法》有效期延长至2026年3月31日。《甲市戊规定》继续有效。",
    )
    assert [(e.target.title, e.on) for e in found if e.target] == [
        ("甲市丙办法", date(2026, 3, 31)),
        ("甲市戊规定", None),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("有效期至2026年3月31日。", date(2026, 3, 31)),
        ("该文件有效期至2026年3月31日。", date(2026, 3, 31)),
        ("许可证有效期至2026年3月31日。", None),
        ("对有效期至2022年12月31日的文件另行清理。", None),
        ("许可证有效期3年。", None),
    ],
)
def test_only_the_term_of_the_act_itself_ends_it(text: str, day: date | None) -> None:
    (found,) = decision("甲市人民政府关于继续执行《甲市丙办法》的通知", f"{ACT}继续有效。", text)
    assert (found.on, found.months) == (day, None)


def test_rows_under_a_decision_have_its_last_day() -> None:
    found = decision(
        "甲市人民政府关于延长部分行政规范性文件有效期的决定",
        "决定延长下列文件有效期至2026年12月31日：",
        rows=("1.甲市丙办法（甲政发〔2018〕3号）", "2.甲市戊规定（甲政办〔2019〕7号）"),
    )
    assert [e.on for e in found] == [date(2026, 12, 31)] * 2


@pytest.mark.parametrize(
    "title",
    ["甲市人民政府关于延长《甲市丙办法》第三条有效期的通知", "甲市人民政府关于延长部分文件有效期的请示"],
)
def test_a_title_that_names_no_whole_act_renews_none(title: str) -> None:
    assert decision(title, f"{ACT}将于2023年3月31日到期。", "许可证有效期延长至2026年3月31日。") == []
