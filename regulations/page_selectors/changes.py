"""What is new and what has ended, for readers who want to be told.

In the room: the reads behind the feed of changes and the table of a list. Not in the room: how they are written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from regulations.models import Regulation
from regulations.page_selectors.lists import ActFilter, ended_lately, listed, narrow, order_of
from regulations.wording import status_name

MOST_NEW, MOST_ENDED, MOST_ROWS = 40, 20, 5000
TABLE_HEAD = (
    "题名",
    "文号",
    "发文机关",
    "层级",
    "体裁",
    "成文",
    "施行",
    "有效至",
    "废止",
    "效力",
    "判断日期",
    "地址",
)


@dataclass(frozen=True, slots=True)
class Change:
    """An act that is new, or that ended, and the day of it."""

    act: Regulation
    on: date
    ended: bool


def changes(on: date, issuer: str = "") -> list[Change]:
    """City texts that were issued or ended lately, the latest first, of all issuers or one. Two queries.

    Example: ``changes(today(), "jinchengshirenminzhengfu")[0].act``.
    """
    wish = ActFilter(issuer=issuer)
    acts = narrow(listed(on), wish).exclude(document=None).filter(issued_on__lte=on)
    new = [Change(act, act.issued_on or on, False) for act in acts.order_by("-issued_on", "-id")[:MOST_NEW]]
    ended = [Change(act, day, True) for act, day in ended_lately(on, MOST_ENDED, wish)]
    return sorted(new + ended, key=lambda change: (change.on, change.act.pk), reverse=True)


def table_rows(wish: ActFilter, on: date) -> Iterator[tuple[str, ...]]:
    """The acts of a list as rows of words, at most 5,000. One query."""
    acts = narrow(listed(on), wish).order_by(*order_of(wish.sort))
    for act in acts[:MOST_ROWS]:
        days = (act.issued_on, act.effective_on, act.expires_on, act.repealed_on)
        yield (
            act.title, act.doc_number, act.issuer, act.get_level_display(), act.genre,
            *(day.isoformat() if day else "" for day in days),
            status_name(getattr(act, "status_code", "")), on.isoformat(), act.get_absolute_url(),
        )  # fmt: skip
