"""``python -m jincheng_gov.bench.parsing FOLDER``: how fast gazettes are parsed.

In the room: seconds of the process by file, beside jieba's over the same text in the same run; ten
times the input; the peak of memory, in a process of its own. Not in the room: how well they are parsed.
"""

import gc
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jieba

from documents.gazette.readers import read_source
from documents.gazette.source import SourceLine, SourceText
from regulations.reading import read_gazette

SUFFIXES = {".txt", ".md", ".pdf", ".docx", ".html"}
ROUNDS = 3
TIMES = 10
MOST_TO_JIEBA, MOST_FOR_TEN, MOST_MEMORY_MB = 1.0, 12.0, 300.0


def is_gazette(path: Path) -> bool:
    """Tell whether a file is one that the readers take, by its name."""
    return path.suffix in SUFFIXES and path.stem != "README"


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of a few runs of ``work``; what it returns is let go at once.

    >>> seconds(lambda: None) < 1
    True
    """
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def times_over(source: SourceText, times: int) -> SourceText:
    """Return a source that says the same several times, its lines numbered through.

    >>> times_over(SourceText("plain", (SourceLine(1, "甲"),)), 2).lines[1].number
    2
    """
    lines = source.lines * times
    return replace(
        source,
        lines=tuple(SourceLine(number, line.text) for number, line in enumerate(lines, 1)),
        tables=(),
    )


def measure_memory(folder: Path) -> float:
    """Return the peak memory in MB of a process that reads and parses the files one after another."""
    command = [sys.executable, "-m", "jincheng_gov.bench.parsing", "--memory", str(folder)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def print_memory(folder: Path) -> None:
    """Parse each file of the folder, hold nothing, and print the peak of memory in MB."""
    for path in _paths(folder):
        read_gazette(read_source(path.read_bytes(), path.name))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.*") if is_gazette(path))


def _row(name: str, length: int, parsed: float, cut: float) -> str:
    speed = length / max(parsed, 1e-9) / 1000
    return f"{name:34}{length:>12,}{parsed:>10.3f}{speed:>10.0f}{cut:>10.3f}{parsed / max(cut, 1e-9):>8.2f}"


def _verdict(words: str, figure: float, most: float) -> str:
    return f"{words:46}{figure:>10.2f}  at most {most:g}: {'met' if figure <= most else 'MISSED'}"


def main(folder: Path) -> None:
    """Print one row for each gazette of the folder, the sum, and the three figures with their bounds."""
    jieba.setLogLevel(logging.WARNING)
    reference = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as reference.tmp_dir:
        reference.initialize()
    sources = [(path.name, read_source(path.read_bytes(), path.name)) for path in _paths(folder)]
    print(f"{'file':34}{'characters':>12}{'parse s':>10}{'kchar/s':>10}{'jieba s':>10}{'ratio':>8}")
    length, parsed, cut = 0, 0.0, 0.0
    for name, source in sources:
        text = "\n".join(line.text for line in source.lines)
        row = len(text), seconds(lambda: read_gazette(source)), seconds(lambda: reference.lcut(text))  # noqa: B023
        print(_row(name[:32], *row))
        length, parsed, cut = length + row[0], parsed + row[1], cut + row[2]
    print(_row("total", length, parsed, cut))
    name, largest = max(sources, key=lambda pair: len(pair[1].lines))
    one, ten = times_over(largest, 1), times_over(largest, TIMES)
    growth = seconds(lambda: read_gazette(ten)) / seconds(lambda: read_gazette(one))
    print(_verdict("parse of all against jieba.lcut", parsed / cut, MOST_TO_JIEBA))
    print(_verdict(f"ten times {name[:24]}", growth, MOST_FOR_TEN))
    print(_verdict("peak memory in MB, reading included", measure_memory(folder), MOST_MEMORY_MB))


if __name__ == "__main__":
    if sys.argv[1] == "--memory":
        print_memory(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
