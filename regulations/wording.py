"""Words for the life of an act: the name of a status, its sign, and the sentence that explains it.

In the room: Chinese for readers, the arithmetic of the life line. Not in the room: Django, queries,
the rule that decides a status (``regulations.status``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

STATUS_NAMES = {
    "in_force": "现行有效",
    "not_yet": "尚未施行",
    "expired": "已失效",
    "repealed": "已废止",
    "spent": "执行完毕",
    "superseded": "已被新文本代替",
    "unknown": "效力不明",
    "stub": "未收录全文",
}
STATUS_SIGNS = {
    "in_force": "live",
    "not_yet": "soon",
    "expired": "over",
    "repealed": "gone",
    "spent": "over",
    "superseded": "over",
    "unknown": "open",
    "stub": "open",
}
BASIS_NAMES = {"stated": "明文规定", "inferred": "推定", "confirmed": "人工确认"}
PAST = frozenset({"repealed", "expired", "superseded"})


@dataclass(frozen=True, slots=True)
class LifeLine:
    """The bar of a term: shares of a thousand that have run, and what stands under it."""

    start: date
    end: date
    run: int
    note: str


def status_name(code: str) -> str:
    """The Chinese name of a status code.

    >>> status_name("in_force")
    '现行有效'
    """
    return STATUS_NAMES.get(code, STATUS_NAMES["unknown"])


def status_sign(code: str) -> str:
    """The class that gives a status its shape and colour.

    >>> status_sign("repealed")
    'gone'
    """
    return STATUS_SIGNS.get(code, "open")


def issued_word(on: date | None, signed_on: date | None, history: Iterable[Sequence[str | None]]) -> str:
    """What happened to an act on the day that counts as its own, by the print: what its head tells of that
    day, else that it was signed.

    >>> issued_word(date(2023, 7, 29), None, [["通过", "2023-06-30", ""], ["批准", "2023-07-29", ""]])
    '批准'
    >>> issued_word(date(2023, 7, 29), date(2023, 7, 29), [])
    '成文'
    """
    told = {event[0] for event in history if on is not None and event[1] == on.isoformat()}
    word = next((word for word in ("公布", "批准", "通过") if word in told), "")
    return word or ("公布" if signed_on is None else "成文")


def life_line(start: date | None, end: date | None, on: date) -> LifeLine | None:
    """The bar between the first and the last day in force, None where either is not known.

    >>> life_line(date(2024, 1, 1), date(2024, 12, 31), date(2024, 7, 1)).run
    499
    """
    if start is None or end is None or end <= start:
        return None
    share = (on - start).days / (end - start).days
    run = round(1000 * min(max(share, 0), 1))
    return LifeLine(start, end, run, _distance(start, end, on))


def _distance(start: date, end: date, on: date) -> str:
    if on < start:
        return f"还有 {(start - on).days} 天施行"
    if on > end:
        return f"已过 {(on - end).days} 天"
    return f"余 {(end - on).days} 天"
