"""Tables that leave the site for a spreadsheet: CSV in UTF-8 with a mark, sent row by row.

In the room: the writing. Not in the room: which rows.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse


class _Echo:
    """A file that hands back what is written, so that a table can be sent row by row."""

    def write(self, value: str) -> str:
        return value


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """A table as a download.

    Example: ``csv_answer("history.csv", ("时间", "何人"), rows)``.
    Returns the answer; its rows are read while it is sent. Raises nothing.
    """
    answer = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([_plain(cell) for cell in row])


def _plain(cell: str) -> str:
    """A spreadsheet must not take a cell for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
