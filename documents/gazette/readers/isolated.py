"""Hostile formats are read in a process of their own, under limits, so that no file takes
a worker down.

In the room: which files go to a child, what its end means in words. Not in the room: the
call itself (``limited``), the limits inside the child, the formats.
"""

import json
from pathlib import Path

from documents.gazette.readers.decoding import EMPTY, decode_text
from documents.gazette.readers.limited import ask_child
from documents.gazette.readers.plain import source_from_text
from documents.gazette.readers.sniff import sniff_binary, sniff_text
from documents.gazette.readers.wire import OUT_OF_MEMORY, READ, REFUSED, decode_source
from documents.gazette.source import MAX_CHARS, MAX_LINES, TOO_LONG, SourceText, UnreadableSource

CHILD = "documents.gazette.readers.child"
MAX_BYTES = 50 * 1024 * 1024
TIMEOUT_S = 300.0
MEMORY_MB = 1536
OCR_TIMEOUT_S = 3600.0
OCR_MEMORY_MB = 6144


def read_isolated(
    source: Path | str | bytes,
    name: str,
    *,
    timeout_s: float | None = None,
    memory_mb: int | None = None,
    max_bytes: int = MAX_BYTES,
    ocr: bool = False,
) -> SourceText:
    """Read a file by what it contains; PDF, DOCX and HTML in a child process under limits.

    Example: ``read_isolated(Path("2023-2.pdf"), "2023-2.pdf", timeout_s=120)``.
    Returns: the source. Raises: UnreadableSource with a Chinese message that names the file.
    """
    try:
        data = _load(source, max_bytes)
        kind = sniff_binary(data)
        if kind is None:
            text, findings = decode_text(data)
            if len(text) > MAX_CHARS or text.count("\n") > MAX_LINES:
                raise UnreadableSource(TOO_LONG)
            if sniff_text(text) != "html":
                return source_from_text(text, findings)
            kind = "html"
        timeout_s = timeout_s or (OCR_TIMEOUT_S if ocr else TIMEOUT_S)
        memory_mb = memory_mb or (OCR_MEMORY_MB if ocr else MEMORY_MB)
        return _read_in_child(data, kind, timeout_s, memory_mb, ocr)
    except UnreadableSource as error:
        raise UnreadableSource(f"{name}：{error}") from error


def _load(source: Path | str | bytes, max_bytes: int) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        with Path(source).open("rb") as file:
            data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise UnreadableSource(f"文件超过 {max_bytes / 1024 / 1024:g} MB 的上限，未读取。")
    if not data:
        raise UnreadableSource(EMPTY)
    return data


def _read_in_child(data: bytes, kind: str, timeout_s: float, memory_mb: int, ocr: bool) -> SourceText:
    wish = [kind, "ocr" if ocr else "no"]
    threads = None if ocr else 1
    try:
        ended = ask_child(CHILD, wish, data, memory_mb=memory_mb, timeout_s=timeout_s, threads=threads)
    except TimeoutError as error:
        raise UnreadableSource(
            f"读取超过 {timeout_s:g} 秒仍未完成，已停止；文件可能已损坏或过于复杂。"
        ) from error
    return _judge_end(ended.status, ended.output, timeout_s, memory_mb)


def _judge_end(status: int, output: bytes, timeout_s: float, memory_mb: int) -> SourceText:
    if status == REFUSED:
        raise UnreadableSource(str(json.loads(output)["message"]))
    if status == OUT_OF_MEMORY:
        raise UnreadableSource(f"读取需要的内存超过 {memory_mb} MB，已停止；文件可能已损坏或含有异常数据。")
    if status in (-9, -24):
        raise UnreadableSource(f"读取超过 {timeout_s:g} 秒或内存上限，已停止；文件可能已损坏或过于复杂。")
    if status == READ:
        try:
            return decode_source(output)
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableSource("读取程序的结果不完整，未采用。") from error
    raise UnreadableSource("读取程序意外中止；文件可能已损坏。")
