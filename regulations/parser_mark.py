"""Which parser is at work: a mark of the code that turns a file's bytes into documents and provisions.

In the room: the mark, the same for the same code wherever it runs. Not in the room: which files an earlier
parser read (their rows hold its mark), reading them again.
"""

from hashlib import sha256
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_FOLDERS = ("documents/text", "documents/gazette", "regulations/structure", "regulations/citations")
_FILES = ("regulations/reading.py", "regulations/law_files.py")
_LENGTH = 12


def mark_of(root: Path) -> str:
    """The mark of the parser whose code stands under a folder.

    Example: ``mark_of(Path("."))`` is another one after a pattern has changed.
    Returns twelve hexadecimal digits; line ends do not count. Raises OSError where a file cannot be read.
    """
    paths = [path for folder in _FOLDERS for path in (root / folder).rglob("*.py")]
    paths += [root / name for name in _FILES]
    digest = sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:_LENGTH]


_MARK = mark_of(_ROOT)  # of the code that is loaded now, not of what may replace it on disk while this runs


def parser_mark() -> str:
    """The mark of the parser that this process runs.

    Example: a file whose row holds another mark was read by other code and may read otherwise today.
    Returns twelve hexadecimal digits. Raises nothing.
    """
    return _MARK
