"""A term made longer by so many years: the same end whichever text came first, however often it is read."""

from datetime import date
from itertools import permutations

import pytest

from documents.models import SourceFile
from regulations.models import Effect, Regulation
from regulations.services.ingest import read_and_parse, write_source
from tests.library.samples import EARLIER

pytestmark = pytest.mark.django_db
TITLE = "明川市既有住宅增设电梯试行办法"
ACT = EARLIER.replace("本办法自印发之日起施行。", "本办法自2019年12月1日起施行，有效期五年。")
DECISION = """明川市人民政府公报
{year}年第5期(总第{total}期)
明川市人民政府办公室主办

明川市人民政府办公室
关于延长明川市既有住宅增设电梯试行办法有效期的通知

明川政办〔{year}〕18号

各县（区）人民政府：

经市人民政府同意，《明川市既有住宅增设电梯试行办法》（明川政办〔2019〕31号）有效期延长{length}。

明川市人民政府办公室

{year}年9月20日

（此件公开发布）
"""
FIRST, SECOND = (
    DECISION.format(year=2024, total=20, length="两年"),
    DECISION.format(year=2026, total=30, length="一年"),
)


def _load(text: str) -> None:
    data = text.encode()
    source, _ = SourceFile.objects.get_or_create(
        sha256=f"{abs(hash(text)):064x}"[:64], defaults={"name": "a.txt", "size": len(data)}
    )
    write_source(source, read_and_parse(data, "a.txt"))


def _end() -> date | None:
    act = Regulation.objects.get(title=TITLE, is_stub=False, ordinal__gt=0)
    assert act.expiry_effect is not None
    return act.expires_on


@pytest.mark.parametrize("texts", permutations((ACT, FIRST, SECOND)))
def test_lengths_add_up_in_the_order_of_the_decisions(texts: tuple[str, ...]) -> None:
    for text in texts:
        _load(text)
    assert _end() == date(2027, 11, 30)
    for text in texts:
        _load(text)
    assert _end() == date(2027, 11, 30)


def test_a_term_made_longer_once_ends_later_once() -> None:
    for text in (ACT, FIRST, FIRST, FIRST):
        _load(text)
    assert _end() == date(2026, 11, 30)


def test_a_length_on_no_known_term_gives_no_day() -> None:
    _load(EARLIER)
    _load(FIRST)
    assert _end() is None


def test_a_day_set_by_hand_stands_before_the_length() -> None:
    for text in (ACT, FIRST):
        _load(text)
    renewal = Effect.objects.get(kind=Effect.Kind.RENEW)
    assert (renewal.on, renewal.months) == (None, 24)
    Effect.objects.filter(pk=renewal.pk).update(
        on=date(2025, 6, 30), redated=True, state=Effect.State.CONFIRMED
    )
    _load(FIRST)
    assert _end() == date(2025, 6, 30)
