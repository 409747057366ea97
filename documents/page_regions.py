"""Where lines stand on the pages of their file: regions of print, printed page numbers.

In the room: pure reckoning over the stored geometry (line to page and box). Not in the room:
pictures of pages, queries, HTML.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Geometry = Mapping[str, Sequence[float]]
"""A line's number as text to [page, x0, top, x1, bottom]; the box may be missing."""

SAME_COLUMN = 0.3
BACK_UP = 2.0
_FIGURES = re.compile(r"[0-9０-９]{1,4}")
MIN_WITNESSES = 2


@dataclass(frozen=True, slots=True)
class Region:
    """A run of lines in one column of one page: its box in points, from the page's top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """How high it is, in points."""
        return self.bottom - self.top


def regions_of(geometry: Geometry, lines: Iterable[int]) -> list[Region]:
    """The regions that hold ``lines``: one for each page and column they run through, in order.

    >>> regions_of({"1": [3, 50, 100, 280, 112], "2": [3, 50, 116, 200, 128]}, [1, 2])
    [Region(page=3, x0=50.0, top=100.0, x1=280.0, bottom=128.0)]
    """
    found: list[Region] = []
    above = 0.0
    for line in lines:
        place = geometry.get(str(line), ())
        if len(place) < 5:
            continue
        page, x0, top, x1, bottom = int(place[0]), *map(float, place[1:5])
        last = found[-1] if found else None
        if last is not None and last.page == page and _follows(last, above, x0, top, x1):
            found[-1] = Region(
                page, min(last.x0, x0), min(last.top, top), max(last.x1, x1), max(last.bottom, bottom)
            )
        else:
            found.append(Region(page, x0, top, x1, bottom))
        above = top
    return found


def _follows(last: Region, above: float, x0: float, top: float, x1: float) -> bool:
    """Whether a line goes on in the column of the region; ``above`` is the top of the line before it."""
    shared = min(last.x1, x1) - max(last.x0, x0)
    narrow = max(min(last.x1 - last.x0, x1 - x0), 1.0)
    return top >= above - BACK_UP and shared >= SAME_COLUMN * narrow


def pages_of(geometry: Geometry, first: int, last: int) -> list[int]:
    """The pages that lines ``first`` to ``last`` stand on, in order, each once.

    >>> pages_of({"1": [3], "2": [3], "3": [4]}, 1, 3)
    [3, 4]
    """
    places = (geometry.get(str(line)) for line in range(first, last + 1))
    return list(dict.fromkeys(int(place[0]) for place in places if place))


def lines_on(geometry: Geometry, page: int) -> list[int]:
    """The lines of one page in order.

    >>> lines_on({"2": [1], "1": [1], "3": [2]}, 1)
    [1, 2]
    """
    return sorted(int(line) for line, place in geometry.items() if place and int(place[0]) == page)


def printed_numbers(geometry: Geometry, dropped: Iterable[tuple[int, str]]) -> dict[int, int]:
    """The page numbers that the gazette prints, by page of the file; empty where they cannot be told.

    ``dropped`` are the lines taken off the pages as heads, feet and page numbers. The pages run
    without a gap, so the distance between file and print that most of them agree on is the one; a year in
    a running head agrees with nothing.

    >>> printed_numbers({"9": [3], "20": [4]}, [(9, "— 1 —"), (20, "2024•市政府文件•2")])
    {3: 1, 4: 2}
    """
    votes: Counter[int] = Counter()
    for line, text in dropped:
        place = geometry.get(str(line))
        if place:
            votes.update({int(each) - int(place[0]) for each in _FIGURES.findall(text)})
    if not votes:
        return {}
    (distance, count), *others = votes.most_common(2)
    if count < MIN_WITNESSES or (others and others[0][1] == count):
        return {}
    pages = {int(place[0]) for place in geometry.values() if place}
    return {page: page + distance for page in sorted(pages) if page + distance > 0}
