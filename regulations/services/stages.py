"""A single stage of the way of a source, run again on what is stored.

In the room: references, life and search of the texts of one source. Not in the room: reading and
parsing, which are one stage with the writing (``ingest``).
"""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Q

from documents.models import Chronicle, SourceFile
from regulations.models import Regulation
from regulations.services.hooks import announce, on_chronicles_changed, on_texts_changed
from regulations.services.ingest import hold_writers
from regulations.services.life import refresh_life
from regulations.services.references import resolve_again


def run_stage(source: SourceFile, stage: str) -> None:
    """Run one of ``STAGES`` on the texts of a source, in one transaction.

    Example: ``run_stage(source, "references")``. Raises ``KeyError`` for another name.
    """
    work = _WORK[stage]
    with transaction.atomic():
        hold_writers()
        texts = Regulation.objects.filter(versions__source=source, versions__is_current=True)
        work(sorted(set(texts.values_list("pk", flat=True))))
        if stage == "search":
            chronicles = Chronicle.objects.filter(issue__source=source)
            announce(on_chronicles_changed, list(chronicles.values_list("pk", flat=True)))


def _references(texts: Sequence[int]) -> None:
    concerned = sorted({*texts, *resolve_again(Q(regulation__in=texts))})
    refresh_life(concerned)


def _life(texts: Sequence[int]) -> None:
    refresh_life(texts)


def _search(texts: Sequence[int]) -> None:
    announce(on_texts_changed, texts)


_WORK: dict[str, Callable[[Sequence[int]], None]] = {
    "references": _references,
    "life": _life,
    "search": _search,
}
STAGES = tuple(_WORK)
