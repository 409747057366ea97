"""The folder of the read index: its schema, its generations, which of them is live.

In the room: files and locks. ``current`` names the live generation; a new one is built beside
it and takes its place by a rename. Not in the room: what stands in it (index_documents).
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

POINTER = "current"
LOCK = "writer.lock"
META = "meta"
HEAP = 128_000_000
SPACED = "spaced"
NO_TOKEN = "_"

TEXTS = ("all", "title", "heading")
WORDS = ("level", "issuer", "genre", "topic", "kind")
NUMBERS = ("entry", "year", "issue", "regulation", "local")
DAYS = ("effective", "starts", "spent", "ends")


class WriterBusy(Exception):
    """Another process writes this index."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an index has followed: the number after the last transaction that it holds, and the
    version of the analyzer that its tokens come from."""

    position: int
    version: int


def schema() -> tantivy.Schema:
    """The fields of the index; each text is two of them: its words, and its bigrams with places."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("owner", tokenizer_name="raw", index_option="basic")
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name=SPACED, index_option="freq")
        builder.add_text_field(grams_of(name), tokenizer_name=SPACED, index_option="position")
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in DAYS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_float_field("worth", fast=True)
    builder.add_unsigned_field("position", stored=True)
    builder.add_unsigned_field("version", stored=True)
    return builder.build()


def grams_of(name: str) -> str:
    """The field with the bigrams of a text field."""
    return f"{name}_grams"


def live_generation(folder: Path) -> Path | None:
    """The folder of the live generation, or None where there is none."""
    try:
        name = (folder / POINTER).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    path = folder / name
    return path if name and Path(name).name == name and path.is_dir() else None


def open_generation(path: Path) -> tantivy.Index:
    """Open a generation; raises ``ValueError`` or ``OSError`` where it is damaged."""
    index = tantivy.Index(schema(), path=str(path))
    spaced = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer(SPACED, spaced.filter(tantivy.Filter.custom_stopword([NO_TOKEN])).build())
    return index


def last_commit(path: Path) -> tuple[int, int]:
    """What is another after each commit to a generation; raises ``OSError`` where it is damaged."""
    written = (path / "meta.json").stat()
    return written.st_ino, written.st_mtime_ns


def new_generation(folder: Path) -> Path:
    """An empty folder for a generation beside the live one."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = [int(p.name[1:]) for p in folder.glob("g*") if p.name[1:].isdigit()]
    path = folder / f"g{max(taken, default=0) + 1}"
    path.mkdir()
    return path


def make_live(folder: Path, generation: Path) -> None:
    """Point readers at a generation, then remove the others."""
    pointer = folder / f"{POINTER}.new"
    with pointer.open("w", encoding="ascii") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder / POINTER)
    remove_others(folder)


def remove_others(folder: Path) -> None:
    """Remove generations that are not live: old ones and those whose building was cut short."""
    live = live_generation(folder)
    for path in folder.glob("g*"):
        if path != live and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the only right to write on this host; the system frees it when the process dies."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise WriterBusy(f"已有进程在写检索索引：{folder}") from error
        yield


def read_mark(index: tantivy.Index) -> Mark | None:
    """The mark that was committed with the last change, or None in an empty index."""
    searcher = index.searcher()
    found = searcher.search(tantivy.Query.term_query(index.schema, "owner", META, "basic"), 1).hits
    if not found:
        return None
    stored = searcher.doc(found[0][1]).to_dict()
    return Mark(stored["position"][0], stored["version"][0])


def write_mark(writer: tantivy.IndexWriter, mark: Mark) -> None:
    """Put a mark among the changes of the coming commit."""
    writer.delete_documents_by_term("owner", META)
    document = tantivy.Document()
    document.add_text("owner", META)
    document.add_unsigned("position", mark.position)
    document.add_unsigned("version", mark.version)
    writer.add_document(document)
