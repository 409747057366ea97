"""The annexes of an act in its own tree: 附表一 with what stands in it, after the articles.

In the room: one node for each annex, its provisions moved under it. Not in the room: where
annexes begin (``documents.gazette.annexes``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.gazette.parsed import Provision


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its label (附表一), its title, its own tree, and its lines."""

    label: str
    title: str
    provisions: tuple[Provision, ...]
    line_start: int
    line_end: int


def with_annexes(provisions: Sequence[Provision], annexes: Sequence[Annex]) -> tuple[Provision, ...]:
    """The tree of an act with a node for each annex at its end.

    Example: the first annex has the address annex_1, its first article annex_1/art_1.
    Returns the roots in printed order. Raises nothing.
    """
    return (*provisions, *(_node(number, annex) for number, annex in enumerate(annexes, 1)))


def _node(number: int, annex: Annex) -> Provision:
    path = f"annex_{number}"
    return Provision(
        kind="heading",
        label=annex.label,
        heading=annex.title,
        text="",
        path=path,
        cite=annex.label,
        level=0,
        number=number,
        suffix=None,
        line_start=annex.line_start,
        line_end=annex.line_end,
        children=tuple(_moved(child, path, annex.label) for child in annex.provisions),
    )


def _moved(node: Provision, path: str, cite: str) -> Provision:
    return replace(
        node,
        path=f"{path}/{node.path}",
        cite=f"{cite}{node.cite}",
        level=node.level + 1,
        children=tuple(_moved(child, path, cite) for child in node.children),
    )
