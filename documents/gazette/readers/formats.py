"""The reader of each laid-out format, by its name.

In the room: the one table of formats. Not in the room: how a format is recognised, limits.
"""

from documents.gazette.source import SourceText, UnreadableSource

LAID_OUT = ("pdf", "docx", "html")


def read_format(data: bytes, kind: str, *, ocr: bool = False) -> SourceText:
    """Read bytes as one laid-out format, in this process and without limits.

    Example: ``read_format(data, "docx").format`` is ``"docx"``.
    Returns: the source. Raises: UnreadableSource.
    """
    if kind == "pdf":
        from documents.gazette.readers.pdf import read_pdf

        return read_pdf(data, ocr=ocr)
    if kind == "docx":
        from documents.gazette.readers.docx import read_docx

        return read_docx(data)
    if kind == "html":
        from documents.gazette.readers.html import read_html

        return read_html(data)
    raise UnreadableSource("没有读取这种格式的程序。")
