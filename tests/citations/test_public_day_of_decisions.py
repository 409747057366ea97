"""The day of what a people's congress decides: by its clause, its publication, its approval, or unknown."""

from datetime import date

import pytest

from documents.gazette.parsed import HistoryEvent
from regulations.citations.effects import EffectFound, find_effects
from regulations.structure.public_day import PublicDay, public_day
from tests.parsing.samples import one

TITLE = "明川市人民代表大会常务委员会关于废止《明川市暂住人口管理条例》的决定"
ADOPTED = "2023年6月30日明川市第九届人民代表大会常务委员会第十二次会议通过"
APPROVED = "2023年7月29日云岭省第十四届人民代表大会常务委员会第四次会议批准"
PUBLISHED = "2023年8月10日明川市人民代表大会常务委员会公布"
JUNE, JULY, AUGUST = date(2023, 6, 30), date(2023, 7, 29), date(2023, 8, 10)


def decided(head: str, last: str) -> list[EffectFound]:
    text = f"{TITLE}\n\n{head}\n\n会议决定，废止《明川市暂住人口管理条例》。\n\n{last}\n"
    return list(find_effects(one(text)))


@pytest.mark.parametrize(
    ("events", "clause", "day", "inferred"),
    [
        ((ADOPTED, APPROVED), "本决定自2023年9月1日起施行。", date(2023, 9, 1), False),
        ((ADOPTED, APPROVED, PUBLISHED), "本决定自公布之日起施行。", AUGUST, False),
        ((ADOPTED, APPROVED), "本决定自公布之日起施行。", JULY, True),
        ((ADOPTED,), "本决定自公布之日起施行。", JUNE, True),
        ((ADOPTED, APPROVED), "", JULY, True),
        ((ADOPTED, APPROVED), "本决定自通过之日起施行。", JUNE, False),
        ((ADOPTED, APPROVED, PUBLISHED), "本决定自批准之日起施行。", JULY, False),
        ((ADOPTED,), "本决定自批准之日起施行。", JUNE, True),
    ],
)
def test_the_decision_and_what_it_ends_share_a_day(
    events: tuple[str, ...], clause: str, day: date, inferred: bool
) -> None:
    found = {e.kind: (e.on, e.inferred) for e in decided(f"（{' '.join(events)}）", clause)}
    assert found["repeal"][0] == found["take_effect"][0] == day
    assert found["take_effect"][1] is inferred


@pytest.mark.parametrize("clause", ["本决定自公布之日起施行。", "", "本决定自通过之日起施行。"])
def test_without_any_day_the_end_has_none(clause: str) -> None:
    found = decided("", clause)
    assert [(e.kind, e.on) for e in found] == [("repeal", None)]


@pytest.mark.parametrize(
    ("signed", "history", "day"),
    [
        (None, (), PublicDay()),
        (date(2023, 8, 1), (), PublicDay(date(2023, 8, 1))),
        (date(2023, 8, 1), (("通过", JUNE), ("批准", JULY)), PublicDay(date(2023, 8, 1))),
        (None, (("通过", None),), PublicDay()),
        (None, (("施行", JULY),), PublicDay()),
        (None, (("修正", JULY),), PublicDay()),
        # what an amendment tells is not the act's own day
        (None, (("通过", JUNE), ("修正", JULY), ("公布", AUGUST)), PublicDay(JUNE, True)),
        (None, (("批准", JUNE), ("公布", JULY)), PublicDay(JULY)),
    ],
)
def test_what_the_print_tells(
    signed: date | None, history: tuple[tuple[str, date | None], ...], day: PublicDay
) -> None:
    assert public_day(signed, [HistoryEvent(kind, on, "") for kind, on in history]) == day
