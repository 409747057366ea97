"""Notes at the foot of a page and captions under pictures: print that stands inside a sentence.

In the room: telling such rows, and where they may be laid down without tearing a paragraph.
Not in the room: columns, running heads, what a note says.
"""

import re
from collections.abc import Sequence

from documents.gazette.readers.glyphs import Row

# ①本注释… · [1] 数据来源… · 注：… · * 截至…
NOTE_MARK = re.compile(r"[①-⑳]|[\[［〔][0-9]{1,2}[\]］〕]|注\s?[0-9]{0,2}\s?[:：]|[*＊※]\s?\S")
# 图1　区域位置示意图 · 图2-1 行政区划图
CAPTION = re.compile(r"图\s?[0-9]{1,2}(?:[-.—][0-9]{1,2})?[\s\u3000：:][^。；，]{2,40}")
SMALL = 0.88
CAPTION_SIZE = 1.05
SENTENCE_ENDS = "。：；"
MAX_HELD_ROWS = 60


def find_notes(rows: Sequence[Row], em: float) -> list[Row]:
    """The small rows that end a column, from the first that opens with the mark of a note.

    Example: under the text ``① 指常住人口。`` in smaller type.
    Returns: the rows in order, none where the column's text goes to its end. Raises: nothing.
    """
    first = len(rows)
    while first and rows[first - 1].size <= SMALL * em:
        first -= 1
    small = rows[first:]
    if not first or len(small) > len(rows) // 2:
        return []
    start = next((at for at, row in enumerate(small) if NOTE_MARK.match(row.text)), None)
    return list(small[start:]) if start is not None else []


def find_captions(rows: Sequence[Row], left: float, right: float, em: float) -> list[Row]:
    """The rows that name a picture, set in the middle of a column under a blank.

    Example: ``图1　区域位置示意图`` between two lines of one sentence.
    Returns: the rows in order. Raises: nothing.
    """
    found = []
    for above, row in zip((None, *rows), rows, strict=False):
        middle = abs((row.x0 - left) - (right - row.x1)) <= 2 * em and row.x0 - left >= em
        blank = above is None or row.top - above.bottom >= 2 * em
        if middle and blank and row.size <= CAPTION_SIZE * em and CAPTION.fullmatch(row.text.strip()):
            found.append(row)
    return found


def goes_on(row: Row) -> bool:
    """Whether a held row is a further line of the note above it.

    Example: the second line of a long note, which opens with no mark.
    Returns: yes or no. Raises: nothing.
    """
    return not (NOTE_MARK.match(row.text) or CAPTION.fullmatch(row.text.strip()))


def may_end(text: str) -> bool:
    """Whether a paragraph may end with this line.

    Example: ``may_end("予以公布。")`` is true.
    Returns: yes or no. Raises: nothing.
    """
    return text.rstrip()[-1:] in SENTENCE_ENDS
