"""Acts printed by lot and read back, beside the parse of their plain text.

In the room: the comparison, ``python -m tests.readers.print_runs FOLDER [COUNT [FIRST]]``.
Not in the room: printing, parsing.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from documents.gazette.readers.pdf import read_pdf
from documents.gazette.readers.plain import source_from_text
from regulations.reading import read_gazette, to_json
from tests.fixtures.comparison import squeeze
from tests.readers.acts_in_print import Issue, make_issue, read_act
from tests.readers.press import Press, Setting, draw_lots

Json = dict[str, Any]
MAX_ACT_BYTES = 40_000


@dataclass(frozen=True, slots=True)
class Difference:
    """What the plain text says and the print does not (``lost``), or the reverse (``added``)."""

    measure: str
    lost: tuple[str, ...]
    added: tuple[str, ...]


def print_issue(issue: Issue, setting: Setting) -> bytes:
    """Print an issue."""
    return Press(setting, f"{issue.name} 2023年第2期").print_issue(issue.front, issue.body)


def differences(issue: Issue, pdf: bytes) -> list[Difference]:
    """Read both forms and compare them, measure by measure."""
    wanted = to_json(read_gazette(source_from_text(issue.plain())))
    given = to_json(read_gazette(read_pdf(pdf)))
    found = []
    for measure in MEASURES:
        want, got = Counter(MEASURES[measure](wanted)), Counter(MEASURES[measure](given))
        if measure == "tables":
            want = Counter(squeeze("|".join(row)) for p in issue.body for row in p.rows)
            got = Counter(squeeze("|".join(row)) for row in _rows(given))
        if want != got:
            found.append(Difference(measure, tuple(want - got), tuple(got - want)))
    return found


def _titles(parse: Json) -> Iterator[str]:
    for document in parse["documents"]:
        yield squeeze(f"{document['title']} {document['doc_number']} {document['signed_on']}")
        yield from (squeeze(part["title"]) for part in document["parts"])


def _articles(parse: Json) -> Iterator[str]:
    for document in parse["documents"]:
        for part in document["parts"]:
            yield from (squeeze(f"{a['label']}{a['text']}") for a in part["articles"])


def _chapters(parse: Json) -> Iterator[str]:
    for document in parse["documents"]:
        for part in document["parts"]:
            yield from map(squeeze, part["chapters"])


def _paragraphs(parse: Json) -> Iterator[str]:
    for document in parse["documents"]:
        yield from (squeeze(line) for line in document["text"].split("\n") if squeeze(line))


def _rows(parse: Json) -> Iterator[list[str]]:
    for document in parse["documents"]:
        for part in document["parts"]:
            for table in part["tables"]:
                yield from (table["header"], *table["rows"])


MEASURES: dict[str, Any] = {
    "documents": _titles,
    "articles": _articles,
    "chapters": _chapters,
    "paragraphs": _paragraphs,
    "tables": lambda parse: (),
}


def draw_issue(folder: Path, seed: int) -> tuple[Issue, Setting]:
    """Choose acts and a setting, the same for the same seed and folder."""
    dice = Random(seed)
    files = sorted(p for p in folder.rglob("*.md") if 1500 < p.stat().st_size < MAX_ACT_BYTES)
    acts = [read_act(path) for path in dice.sample(files, min(dice.choice((1, 2, 2, 3)), len(files)))]
    return make_issue(acts, seed), draw_lots(seed)


def main(arguments: list[str]) -> int:
    """Print a line for each issue that differs, then the share."""
    folder, count = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 60
    first = int(arguments[2]) if len(arguments) > 2 else 0
    failed = 0
    measures: Counter[str] = Counter()
    for seed in range(first, first + count):
        issue, setting = draw_issue(folder, seed)
        found = differences(issue, print_issue(issue, setting))
        failed += bool(found)
        for item in found:
            measures[item.measure] += 1
            print(
                seed,
                item.measure,
                len(item.lost),
                len(item.added),
                *(x[:70] for x in item.lost[:2]),
                "| +",
                *(x[:70] for x in item.added[:2]),
                flush=True,
            )
    print(f"{failed} of {count} differ: {dict(measures)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
