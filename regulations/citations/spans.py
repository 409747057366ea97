"""Which stretches of a text are taken, and numbers by their place: look-ups without scanning.

In the room: two small indexes over one text. Not in the room: what the stretches mean.
"""

from bisect import bisect_left
from collections.abc import Iterable

from documents.text.document_numbers import FoundNumber


class Covered:
    """The characters of one text that belong to something found already."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._marks = bytearray(length)
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._marks[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether no character of a stretch is taken."""
        return self._marks.find(1, start, end) == -1


class NumbersByPlace:
    """The document numbers of one text, in order."""

    def __init__(self, numbers: Iterable[FoundNumber]) -> None:
        self.all = tuple(numbers)
        self._starts = [number.start for number in self.all]

    def within(self, start: int, end: int) -> FoundNumber | None:
        """The first number that lies wholly in a stretch."""
        at = bisect_left(self._starts, start)
        hit = self.all[at] if at < len(self.all) else None
        return hit if hit and hit.end <= end else None

    def starting_at(self, place: int) -> FoundNumber | None:
        """The number that begins at a place."""
        at = bisect_left(self._starts, place)
        return self.all[at] if at < len(self.all) and self._starts[at] == place else None

    def before(self, place: int) -> FoundNumber | None:
        """The last number that ends at or before a place."""
        at = bisect_left(self._starts, place) - 1
        return self.all[at] if at >= 0 and self.all[at].end <= place else None
