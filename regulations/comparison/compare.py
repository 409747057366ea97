"""Two texts, row by row.

In the room: rows in the order of the right text, what became of each provision, the counts.
Not in the room: likeness (``align``), words (``difference``), HTML.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regulations.comparison.align import Scale, out_of_order, pair_units
from regulations.comparison.difference import Span, find_difference
from regulations.comparison.figures import FigureChange, changed_figures
from regulations.comparison.units import Unit

SAME, CHANGED, MOVED, NEW, GONE = "same", "changed", "moved", "new", "gone"
CLEARLY = 0.1
KINDS = (CHANGED, MOVED, NEW, GONE, SAME)


@dataclass(frozen=True, slots=True)
class Row:
    """A provision on the left, its answer on the right, and what became of it.

    A row that moved may have changed words too (``changed``). ``renumbered`` says that only its
    number is another. ``cut`` and ``added`` are spans of ``text``; those of headings stand apart.
    """

    kind: str
    left: Unit | None
    right: Unit | None
    changed: bool = False
    renumbered: bool = False
    cut: tuple[Span, ...] = ()
    added: tuple[Span, ...] = ()
    heading_cut: tuple[Span, ...] = ()
    heading_added: tuple[Span, ...] = ()
    figures: tuple[FigureChange, ...] = ()

    @property
    def place(self) -> str:
        """How the row is cited: by the right text, by the left one where it is gone."""
        unit = self.right or self.left
        return unit.cite if unit else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows, and how many there are of each kind."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind: ``{"changed": 4, "moved": 1, …}``."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in KINDS}

    @property
    def figures(self) -> list[tuple[Row, FigureChange]]:
        """The figures that changed, each with its row."""
        return [(row, figure) for row in self.rows for figure in row.figures]


def compare_texts(left: Sequence[Unit], right: Sequence[Unit]) -> Comparison:
    """Lay two texts side by side by heading and likeness, never by number.

    Example: ``compare_texts(units_2023, units_2024).counts["new"]``.
    Returns rows in the order of the right text, what is gone after its left neighbour. Raises nothing.
    """
    left, right, paired = _pair_finely(left, right)
    moved = _moved(left, right, paired)
    answers = {other: mine for mine, other in paired.items()}
    rows: list[Row] = []
    gone = [at for at in range(len(left)) if at not in paired]
    for other, unit in enumerate(right):
        mine = answers.get(other)
        if mine is None:
            rows.append(Row(NEW, None, unit))
            continue
        if mine not in moved:
            rows += [Row(GONE, left[at], None) for at in gone if at < mine]
            gone = [at for at in gone if at > mine]
        rows.append(_row(left[mine], unit, mine in moved))
    rows += [Row(GONE, left[at], None) for at in gone]
    return Comparison(tuple(rows))


def _pair_finely(
    left: Sequence[Unit], right: Sequence[Unit]
) -> tuple[Sequence[Unit], Sequence[Unit], dict[int, int]]:
    """Pair whole units, then the paragraphs of those that found no answer or a better one in part."""
    paired = pair_units(left, right)
    scale = Scale(left, right)
    whole = {
        mine: other for mine, other in paired.items() if not _better_in_part(scale, left[mine], right[other])
    }
    opened = _opened(left, set(whole)), _opened(right, set(whole.values()))
    if all(len(after) == len(before) for after, before in zip(opened, (left, right), strict=True)):
        return left, right, paired
    fine = pair_units([unit for _, unit in opened[0]], [unit for _, unit in opened[1]])
    ours, at_left = _closed(opened[0], left, set(fine))
    theirs, at_right = _closed(opened[1], right, set(fine.values()))
    return ours, theirs, {at_left[mine]: at_right[other] for mine, other in fine.items()}


def _better_in_part(scale: Scale, left: Unit, right: Unit) -> bool:
    """Whether one paragraph of a unit answers the other side better than the whole unit does."""
    if bool(left.pieces) == bool(right.pieces):
        return False
    best = max(
        scale.likeness(ours, theirs) for ours in left.pieces or (left,) for theirs in right.pieces or (right,)
    )
    return best > scale.likeness(left, right) + CLEARLY


def _opened(units: Sequence[Unit], answered: set[int]) -> list[tuple[int, Unit]]:
    """Units in order, those without an answer in pieces, each with the index of its unit."""
    return [
        (at, piece)
        for at, unit in enumerate(units)
        for piece in ((unit,) if at in answered or not unit.pieces else unit.pieces)
    ]


def _closed(
    opened: Sequence[tuple[int, Unit]], units: Sequence[Unit], answered: set[int]
) -> tuple[list[Unit], dict[int, int]]:
    """The pieces put together again where none found an answer, and where each of ``opened`` stands now."""
    useful = {opened[at][0] for at in answered}
    closed: list[Unit] = []
    places: dict[int, int] = {}
    done: set[int] = set()
    for at, (home, piece) in enumerate(opened):
        if home in useful:
            closed.append(piece)
        elif home not in done:
            closed.append(units[home])
        done.add(home)
        places[at] = len(closed) - 1
    return closed, places


def _moved(left: Sequence[Unit], right: Sequence[Unit], paired: dict[int, int]) -> set[int]:
    """Units that left the common order or stand in another division than its answer."""
    moved = out_of_order(paired)
    ours = {unit.path: at for at, unit in enumerate(left)}
    theirs = {unit.path: at for at, unit in enumerate(right)}
    for mine, other in paired.items():
        home, house = ours.get(left[mine].within), theirs.get(right[other].within)
        if home is None or house is None or home not in paired:
            continue
        if paired[home] != house and house in paired.values():
            moved.add(mine)
    return moved


def _row(left: Unit, right: Unit, moved: bool) -> Row:
    row = Row(SAME, left, right, renumbered=_number(left) != _number(right))
    if left.form != right.form:
        row = _with_words(row, left, right)
    if moved:
        return replace(row, kind=MOVED)
    return replace(row, kind=CHANGED) if row.changed else row


def _with_words(row: Row, left: Unit, right: Unit) -> Row:
    words = find_difference(left.text, right.text)
    heading = find_difference(left.heading, right.heading)
    return replace(
        row,
        changed=not (words.nothing and heading.nothing),
        cut=words.cut,
        added=words.added,
        heading_cut=heading.cut,
        heading_added=heading.added,
        figures=changed_figures(left.heading, right.heading, heading)
        + changed_figures(left.text, right.text, words),
    )


def _number(unit: Unit) -> str:
    return "".join(filter(str.isalnum, unit.label))
