"""``python -m jincheng_gov.bench.parsing FOLDER``: how fast gazettes are parsed.

In the room: seconds and characters per second by file, beside jieba's over the same text.
Not in the room: how well they are parsed.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from documents.gazette.readers import read_source
from regulations.reading import read_gazette

SUFFIXES = {".txt", ".md", ".pdf", ".docx", ".html"}


def is_gazette(path: Path) -> bool:
    """Tell whether a file is one that the readers take, by its name."""
    return path.suffix in SUFFIXES and path.stem != "README"


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes.

    >>> seconds(lambda: None) < 1
    True
    """
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(folder: Path) -> None:
    """Print one row for each gazette of the folder, and the sum."""
    reference = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as reference.tmp_dir:
        reference.initialize()
    rows: list[tuple[str, int, float, float]] = []
    for path in sorted(path for path in folder.rglob("*.*") if is_gazette(path)):
        source = read_source(path.read_bytes(), path.name)
        text = "\n".join(line.text for line in source.lines)
        parsed = seconds(lambda source=source: read_gazette(source))  # type: ignore[misc]
        cut = seconds(lambda text=text: reference.lcut(text))  # type: ignore[misc]
        rows.append((path.name[:32], len(text), parsed, cut))
    rows.append(("total", sum(r[1] for r in rows), sum(r[2] for r in rows), sum(r[3] for r in rows)))
    print(f"{'file':34}{'characters':>12}{'parse s':>10}{'kchar/s':>10}{'jieba s':>10}")
    for name, length, parsed, cut in rows:
        print(f"{name:34}{length:>12,}{parsed:>10.2f}{length / max(parsed, 1e-9) / 1000:>10.0f}{cut:>10.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
