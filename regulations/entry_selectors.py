"""Entries of acts for the desk: found by words, what a merge would move, who cites one.

In the room: reads with a fixed number of queries. Not in the room: merging and splitting
(``services.review``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from regulations.models import Citation, Regulation

MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do: what stays, what goes into it, or why it cannot be."""

    kept: Regulation | None
    merged: Sequence[Regulation]
    refusal: str

    @property
    def citations(self) -> int:
        """How many citations change their target."""
        return sum(row.n_citations for row in self.merged)  # type: ignore[attr-defined]

    @property
    def effects(self) -> int:
        """How many effects change their act."""
        return sum(row.n_effects for row in self.merged)  # type: ignore[attr-defined]


def find_entries(words: str, *, stubs_only: bool = False) -> QuerySet[Regulation]:
    """Acts whose title, number or a spelling holds all the words; entries without text first."""
    rows = Regulation.objects.all()
    for word in words.replace("\x00", "").split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(doc_number__icontains=word) | Q(spellings__text__icontains=word)
        )
    if stubs_only:
        rows = rows.filter(is_stub=True)
    return _counted(rows).order_by("-is_stub", "-n_citations", "title", "pk")


def _counted(rows: QuerySet[Regulation]) -> QuerySet[Any]:
    return rows.annotate(
        n_citations=Count("citations", distinct=True), n_effects=Count("effects", distinct=True)
    )


def merge_plan(ids: Sequence[int]) -> MergePlan:
    """What merging these acts would do; nothing is written. One query."""
    rows = list(_counted(Regulation.objects.filter(pk__in=ids)).order_by("is_stub", "pk"))
    if len(rows) < 2:
        return MergePlan(None, rows, "请至少选择两条。")
    if not rows[1].is_stub:
        return MergePlan(None, rows, "所选中有两件以上已收录的文本，不能合并。")
    return MergePlan(rows[0], rows[1:], "")


def citations_to(act: Regulation) -> QuerySet[Citation]:
    """Who cites an act, with the words, in order of the citing text."""
    return (
        Citation.objects.filter(target=act)
        .select_related("regulation", "provision", "decided_by")
        .order_by("title", "doc_number", "regulation__title", "pk")
    )
