"""Where a corpus of one size lies: its own PostgreSQL, its index, the figures of its making.

In the room: folders, the server, the settings of the process. Not in the room: what is measured.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import django

# what the laboratory gave it; all engines have the same
MEMORY = "shared_buffers=3GB"


@dataclass(frozen=True, slots=True)
class Built:
    """How the corpus of a size was made: seconds, and megabytes on disk."""

    size: int
    indexing_seconds: float
    reading_seconds: float
    table: int
    gin: int
    baseline: int
    tantivy: int


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """A PostgreSQL of its own in a folder, with Django set up upon it."""
    from jincheng_gov.localservices.postgres import Postgres
    from jincheng_gov.localservices.services import Services

    folder.mkdir(parents=True, exist_ok=True)
    services = Services(folder / "servers", ours=("DATABASE_URL",))
    server = services.servers["DATABASE_URL"]
    assert isinstance(server, Postgres)
    server.settings.append(MEMORY)
    try:
        os.environ.update(services.start())
        prepare(folder)
        yield
    finally:
        services.stop()


def prepare(folder: Path) -> None:
    """Set Django up in a process that measures; the address of the database is in the environment."""
    os.environ.update(
        SECRET_KEY="only-for-measuring",
        DJANGO_SETTINGS_MODULE="jincheng_gov.settings",
        VAR_DIR=str(folder),
        SEARCH_INDEX_DIR=str(index_of(folder)),
    )
    django.setup()


def index_of(folder: Path) -> Path:
    """The folder of the read index."""
    return folder / "index"


def read_built(folder: Path) -> Built | None:
    """The figures of a finished corpus, None where there is none."""
    try:
        return Built(**json.loads((folder / "built.json").read_text(encoding="utf-8")))
    except OSError:
        return None


def write_built(folder: Path, built: Built) -> None:
    """Note that a corpus is finished."""
    (folder / "built.json").write_text(json.dumps(asdict(built)), encoding="utf-8")


def megabytes(folder: Path) -> int:
    """The size of all files in a folder."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6)
