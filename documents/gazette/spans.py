"""The spans that a gazette falls into, by the indexes of its lines.

In the room: the frozen types that say where a document or chronicle begins and ends. Not in
the room: how they are found (``beginnings``, ``segmentation``).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentSpan:
    """A document by the indexes of its lines: title from ``start`` to ``title_end``, the
    body from ``body`` to ``end`` (ends excluded). ``order`` marks an order, ``organ`` its organ.
    ``head`` is where the lines above the title begin, if the number stands above it."""

    start: int
    title_end: int
    body: int
    end: int
    number: str | None
    order: bool = False
    organ: str | None = None
    head: int | None = None

    @property
    def first(self) -> int:
        """The index of the first line that belongs to the document."""
        return self.start if self.head is None else self.head


@dataclass(frozen=True, slots=True)
class ChronicleSpan:
    """A chronicle by the indexes of its lines."""

    start: int
    end: int
    year: int | None
    month: int


@dataclass(frozen=True, slots=True)
class Segments:
    """What a source falls into; lines in none of them are the matter around."""

    documents: tuple[DocumentSpan, ...]
    chronicles: tuple[ChronicleSpan, ...]
