"""Provisions of a version as units to compare.

In the room: which rows make one unit. Not in the room: likeness and words (``regulations.comparison``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from regulations.comparison.units import Unit
from regulations.models import Provision

DIVISIONS = frozenset({"part", "chapter", "section"})
OPENERS = DIVISIONS | {"article", "heading", "preamble"}
FIELDS = (
    "id",
    "version_id",
    "parent_id",
    "article_id",
    "kind",
    "label",
    "heading",
    "text",
    "path",
    "cite",
    "table",
)


@dataclass(slots=True)
class _Draft:
    row: Mapping[str, Any]
    within: str
    lines: list[str] = field(default_factory=list)
    pieces: list[tuple[str, str, list[str]]] = field(default_factory=list)


def units_by_version(versions: Iterable[int]) -> dict[int, list[Unit]]:
    """The units of each version in printed order. One query."""
    rows = (
        Provision.objects.filter(version__in=list(versions)).order_by("version", "position").values(*FIELDS)
    )
    grouped: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["version_id"], []).append(row)
    return {version: make_units(group) for version, group in grouped.items()}


def make_units(rows: Iterable[Mapping[str, Any]]) -> list[Unit]:
    """The units that rows of provisions in printed order make: article, heading, division, what stands alone."""
    drafts: list[_Draft] = []
    homes: dict[int, _Draft] = {}
    paths: dict[int, str] = {}
    for row in rows:
        paths[row["id"]] = row["path"]
        within = paths.get(row["parent_id"] or 0, "")
        home = None if row["kind"] in OPENERS else homes.get(row["parent_id"] or 0)
        if home is None:
            home = _Draft(row, within)
            drafts.append(home)
            own = [row["text"]] if row["text"] else []
            home.lines += own if row["kind"] in OPENERS else _lines(row)
        else:
            _add(home, row)
        homes[row["id"]] = home
    return [_unit(draft) for draft in drafts if draft.lines or draft.row["heading"]]


def _add(home: _Draft, row: Mapping[str, Any]) -> None:
    lines = _lines(row)
    home.lines += lines
    if row["kind"] == "clause" or not home.pieces:
        home.pieces.append((row["path"], row["cite"], list(lines)))
    else:
        home.pieces[-1][2].extend(lines)


def _lines(row: Mapping[str, Any]) -> list[str]:
    words = "　".join(filter(None, (row["heading"], row["text"])))
    label = row["label"] if row["kind"] in ("item", "subitem") else ""
    own = [f"{label}{words}"] if words else []
    table = row["table"] or {}
    rows = [table.get("header") or [], *(table.get("rows") or [])]
    return own + ["　".join(str(cell) for cell in cells) for cells in rows if any(cells)]


def _unit(draft: _Draft) -> Unit:
    row = draft.row
    heading, label = row["heading"].replace("\n", ""), row["label"]
    pieces = [
        Unit(
            path,
            cite or row["cite"],
            heading if at == 0 else "",
            "\n".join(lines),
            label if at == 0 else "",
            draft.within,
        )
        for at, (path, cite, lines) in enumerate(draft.pieces)
        if lines
    ]
    return Unit(
        path=row["path"],
        cite=row["cite"] or label,
        heading=heading,
        text="\n".join(draft.lines),
        label=label,
        within=draft.within,
        pieces=tuple(pieces) if len(pieces) > 1 else (),
    )
