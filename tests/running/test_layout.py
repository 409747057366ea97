"""What the tree promises: pure packages without Django, files that one reads in a sitting."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("jincheng_gov", "documents", "regulations", "search", "fixtures", "tests")
PURE = (
    "documents.text",
    "documents.gazette",
    "regulations.structure",
    "regulations.citations",
    "regulations.comparison",
    "regulations.parse_format",
    "regulations.reading",
    "regulations.rendering",
    "regulations.beside",
    "documents.page_regions",
    "regulations.status",
    "search.query",
    "search.segmenter",
    "search.lexicon",
    "search.highlight",
    "search.normal_form",
    "search.planner",
    "search.ranking",
)
LONGEST_FILE = 400
VAGUE_NAMES = {"utils", "helpers", "common", "misc"}

IMPORT_ALL = """
import importlib, pkgutil, sys
for framework in ("django", "rest_framework", "celery"):
    sys.modules[framework] = None
root = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(getattr(root, "__path__", []), root.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def sources() -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


@pytest.mark.parametrize("package", PURE)
def test_a_pure_package_loads_without_django(package: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, package], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr


def test_the_check_sees_an_import_of_django() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, "documents.models"], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode != 0


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in sources()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_module_has_a_vague_name() -> None:
    assert [path for path in sources() if VAGUE_NAMES & {path.stem, *path.parent.parts}] == []


def test_every_module_says_what_is_in_the_room() -> None:
    silent = [
        path.relative_to(ROOT)
        for path in sources()
        if path.stat().st_size and not path.read_text().lstrip().startswith(('"""', "#!", 'r"""'))
    ]
    assert silent == []
