"""The readers: from the bytes of a file, whatever its format, to numbered lines.

In the room: the one door ``read_source``, which decides the format by content. Not in the
room: the formats themselves, any meaning of a line.
"""

from documents.gazette.readers.isolated import read_isolated
from documents.gazette.source import SourceText, UnreadableSource

__all__ = ["SourceText", "UnreadableSource", "read_isolated", "read_source"]


def read_source(data: bytes, name: str) -> SourceText:
    """Read a file by what it contains; the name only serves messages.

    Example: ``read_source("第一条\\n".encode(), "a.txt").lines[0].text`` is ``"第一条"``.
    Returns: the numbered lines with what the reader noticed. Raises: UnreadableSource.
    """
    return read_isolated(data, name)
