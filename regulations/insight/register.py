"""The register of document numbers: held, cited only, missing between them, by organ code and year.

In the room: the reads; what lies below the first known serial is told apart from what is missing
between two. Not in the room: reading numbers (``documents.text.document_numbers``).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from documents.models import Document
from regulations.models import Regulation

HELD, CITED, MISSING, BELOW = "held", "cited", "missing", "below"
_PUBLISHED = Q(publication=Document.Publication.PUBLISHED)


@dataclass(frozen=True, slots=True)
class YearCount:
    """One organ code in one year. ``first`` and ``last`` are the lowest and highest serial known, 0
    where none is; what lies outside them is not known to be missing."""

    organ: str
    year: int
    held: int
    cited: int
    first: int
    last: int

    @property
    def missing(self) -> int:
        """Serials between the lowest and the highest known that are neither held nor cited."""
        return max(self.last - self.first + 1 - self.held - self.cited, 0) if self.last else 0

    @property
    def below(self) -> int:
        """Serials below the lowest known: issued, as serials begin at 1, but of them nothing is known."""
        return max(self.first - 1, 0)


@dataclass(frozen=True, slots=True)
class OrganRegister:
    """The years of one organ code, newest first."""

    organ: str
    years: Sequence[YearCount]


@dataclass(frozen=True, slots=True)
class Entry:
    """One number, or a run of missing ones, or of those below the first known, ``first`` to ``last``."""

    state: str
    first: int
    last: int
    acts: Sequence[Regulation] = ()
    times: int = 0


@dataclass(frozen=True, slots=True)
class YearRegister:
    """All serials of an organ code in a year, in order."""

    count: YearCount
    entries: Sequence[Entry]


def register_index() -> list[OrganRegister]:
    """Organ codes that issued something held, with what is cited of them. Two queries."""
    held: dict[tuple[str, int], set[int]] = defaultdict(set)
    rows = Document.objects.filter(_PUBLISHED, number_year__isnull=False, number_serial__isnull=False)
    for organ, year, serial in rows.exclude(number_organ="").values_list(
        "number_organ", "number_year", "number_serial"
    ):
        held[organ, int(year or 0)].add(int(serial or 0))
    codes = {organ for organ, _ in held}
    cited: dict[tuple[str, int], set[int]] = defaultdict(set)
    keys = Regulation.objects.filter(is_stub=True).exclude(number_key="").values_list("number_key", flat=True)
    for key in keys.distinct():
        organ, year, serial = _parts(key)
        if organ in codes and year:
            cited[organ, year].add(serial)
    counts = [_count(place, held[place], cited[place]) for place in {*held, *cited}]
    return [
        OrganRegister(organ, sorted((c for c in counts if c.organ == organ), key=lambda c: -c.year))
        for organ in sorted(codes)
    ]


def _count(place: tuple[str, int], held: set[int], cited: set[int]) -> YearCount:
    known = (held | cited) - {0}
    return YearCount(*place, len(held), len(cited - held), min(known, default=0), max(known, default=0))


def _parts(key: str) -> tuple[str, int, int]:
    """The parts of a number's key: 晋市政办|2023|5; zeros where it is no such number."""
    organ, _, rest = key.partition("|")
    year, _, serial = rest.partition("|")
    if not (year.isdecimal() and serial.isdecimal()):
        return organ, 0, 0
    return organ, int(year), int(serial)


def year_register(organ: str, year: int) -> YearRegister:
    """Every serial of an organ code in a year. Three queries."""
    texts = Regulation.objects.filter(ordinal=0).only(
        "id", "slug", "title", "doc_number", "document_id", "ordinal"
    )
    documents = Document.objects.filter(
        _PUBLISHED, number_organ=organ, number_year=year, number_serial__isnull=False
    )
    held: dict[int, list[Regulation]] = defaultdict(list)
    for document in documents.prefetch_related(Prefetch("regulations", texts, to_attr="own")):
        own: list[Regulation] = getattr(document, "own", [])
        held[document.number_serial or 0] += own
    times = Count("citations", filter=_public_citations())
    stubs = Regulation.objects.filter(is_stub=True, number_key__startswith=f"{organ}|{year}|").annotate(
        times=times
    )
    cited: dict[int, list[Regulation]] = defaultdict(list)
    for stub in stubs.order_by("pk"):
        cited[_parts(stub.number_key)[2]].append(stub)
    count = _count((organ, year), set(held), set(cited))
    return YearRegister(count, list(_entries(held, cited)))


def _public_citations() -> Q:
    return Q(citations__regulation__document__isnull=True) | Q(
        citations__regulation__document__publication=Document.Publication.PUBLISHED
    )


def _entries(held: dict[int, list[Regulation]], cited: dict[int, list[Regulation]]) -> Iterable[Entry]:
    """Known serials in order, with runs of missing ones between them, told once."""
    after = 0
    for serial in sorted({*held, *cited} - {0}):
        if serial > after + 1:
            yield Entry(MISSING if after else BELOW, after + 1, serial - 1)
        if serial in held:
            yield Entry(HELD, serial, serial, held[serial])
        else:
            acts = cited[serial]
            yield Entry(CITED, serial, serial, acts, sum(getattr(act, "times", 0) for act in acts))
        after = serial
