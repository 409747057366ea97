"""The process that reads one hostile file under limits and prints the result as JSON.

In the room: limits on memory, processor time and files, set before any library is loaded.
Not in the room: the wall clock (``limited`` holds it), any format.
"""

import json
import resource
import sys

from documents.gazette.readers.wire import OUT_OF_MEMORY, READ, REFUSED


def main(arguments: list[str]) -> int:
    """Read standard input as the format named and write the source to standard output.

    Example: ``python -m documents.gazette.readers.child 1024 60 pdf no``.
    Returns: the exit status; 3 means refused, with the message on standard output. Raises: nothing.
    """
    memory_mb, cpu_s, kind, ocr = arguments
    set_limits(int(memory_mb), int(cpu_s))
    try:
        return _read(kind, ocr == "ocr")
    except MemoryError:
        return OUT_OF_MEMORY
    except RecursionError:
        return _refuse("文件结构嵌套过深，已停止读取。")


def set_limits(memory_mb: int, cpu_s: int) -> None:
    """Bind this process to so much memory and processor time; it may write no file.

    Example: ``set_limits(1024, 60)``.
    Returns: nothing. Raises: ValueError where the system refuses.
    """
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _read(kind: str, ocr: bool) -> int:
    from documents.gazette.readers.formats import read_format
    from documents.gazette.readers.wire import encode_source
    from documents.gazette.source import UnreadableSource

    data = sys.stdin.buffer.read()
    try:
        source = read_format(data, kind, ocr=ocr)
    except UnreadableSource as error:
        return _refuse(str(error))
    sys.stdout.buffer.write(encode_source(source))
    sys.stdout.buffer.flush()
    return READ


def _refuse(message: str) -> int:
    sys.stdout.buffer.write(json.dumps({"message": message}).encode())
    sys.stdout.buffer.flush()
    return REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
