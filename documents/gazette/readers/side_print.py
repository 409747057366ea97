"""Words beside the columns: a name set down the outer margin of each page.

In the room: telling strips left and right of the print from columns. Not in the room: heads
and feet (``furniture``), words turned across the page (``layout``).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from documents.gazette.readers.glyphs import Run

MIN_GAP_EMS = 0.5
MAX_STRIP_EMS = 8
MAX_WIDE_ROWS = 4
SINGLE_EMS = 1.6
MAX_PITCH_EMS = 2.5
MAX_SHARE = 0.6
MIN_PAGES = 2


def find_side_print(pages: Sequence[Sequence[Run]]) -> list[list[list[Run]]]:
    """The strips of each page that stand beside its columns and that other pages print too.

    Example: 明川市人民政府公报, sign under sign, left on even pages and right on odd ones.
    Returns: for each page its strips, runs from the top. Raises: nothing.
    """
    strips = [list(_strips(runs)) for runs in pages]
    seen = Counter(text for page in strips for text in {strip_words(strip) for strip in page})
    return [[strip for strip in page if seen[strip_words(strip)] >= MIN_PAGES] for page in strips]


def strip_words(strip: Sequence[Run]) -> str:
    """The words of a strip, from the top.

    Example: four runs of one sign each give ``市政文件``.
    Returns: the words without blanks. Raises: nothing.
    """
    return "".join("".join(glyph.text for run in strip for glyph in run.glyphs).split())


def _strips(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The outermost blocks of a page that a blank parts from all the rest."""
    if len(runs) < 2:
        return
    em = median(run.size for run in runs)
    for mirrored in (False, True):
        strip = _outermost(runs, em, mirrored)
        if len(strip) <= MAX_SHARE * len(runs) and _is_beside(strip, em) and _is_inside(strip, runs, em):
            yield sorted(strip, key=lambda run: (run.top, run.x0))


def _outermost(runs: Sequence[Run], em: float, mirrored: bool) -> list[Run]:
    """The runs up to the first blank from the left, or from the right."""
    spans = sorted(
        ((-run.x1, -run.x0, run) if mirrored else (run.x0, run.x1, run) for run in runs), key=_edge
    )
    strip: list[Run] = []
    reach = spans[0][0]
    for start, end, run in spans:
        if strip and start - reach >= MIN_GAP_EMS * em:
            return strip
        strip.append(run)
        reach = max(reach, end)
    return []


def _edge(span: tuple[float, float, Run]) -> float:
    return span[0]


def _is_inside(strip: Sequence[Run], runs: Sequence[Run], em: float) -> bool:
    """Not as high as the page's first line or as low as its last: those are heads and feet."""
    top, bottom = min(run.top for run in strip), max(run.bottom for run in strip)
    return top > min(run.top for run in runs) + em and bottom < max(run.bottom for run in runs) - em


def _is_beside(strip: Sequence[Run], em: float) -> bool:
    """Signs under one another, or a few short rows; figures alone are numbers of rows."""
    if not strip or not any(char.isalpha() for char in strip_words(strip)):
        return False
    wide = max(run.x1 for run in strip) - min(run.x0 for run in strip)
    if wide > SINGLE_EMS * em:
        return wide <= MAX_STRIP_EMS * em and len(strip) <= MAX_WIDE_ROWS
    tops = sorted(run.top for run in strip)
    return all(below - above <= MAX_PITCH_EMS * em for above, below in pairwise(tops))
