"""Which format a file has, told from its bytes alone.

In the room: magic numbers, the marks of HTML and Markdown, words for formats that are
refused. Not in the room: reading any of them, file names and suffixes.
"""

import io
import re
import zipfile

from documents.gazette.source import UnreadableSource

PDF_HEAD_WINDOW = 1024
TEXT_HEAD_WINDOW = 4096

REFUSED_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "这是 RTF 文件，请在 Word 中另存为 .docx 后再上传。"),
    (b"\x89PNG", "这是图片，不是文本；请把扫描件存成 PDF 后按扫描件读取。"),
    (b"\xff\xd8\xff", "这是图片，不是文本；请把扫描件存成 PDF 后按扫描件读取。"),
    (b"GIF8", "这是图片，不是文本；请把扫描件存成 PDF 后按扫描件读取。"),
    (b"II*\x00", "这是图片，不是文本；请把扫描件存成 PDF 后按扫描件读取。"),
    (b"MM\x00*", "这是图片，不是文本；请把扫描件存成 PDF 后按扫描件读取。"),
    (b"Rar!", "这是压缩包，请解压后上传其中的文件。"),
    (b"7z\xbc\xaf", "这是压缩包，请解压后上传其中的文件。"),
    (b"\x1f\x8b", "这是压缩包，请解压后上传其中的文件。"),
    (b"MIME-Version:", "这是单个文件网页（.mht），请在 Word 中另存为 .docx 后再上传。"),
    (b"Founder CEB", "这是方正 CEB 版式文件，暂不能读取；请转换为 PDF 后上传。"),
)
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# names of streams in the directory of an OLE file
OLE_STREAMS: tuple[tuple[str, str], ...] = (
    (
        "WordDocument",
        "这是旧版 Word 或 WPS 文字文件（.doc、.wps），请在 Word 或 WPS 中另存为 .docx 后再上传。",
    ),
    ("Workbook", "这是 Excel 或 WPS 表格文件（.xls、.et），不是公报；请上传公报的 PDF、Word 或文本文件。"),
    ("PowerPoint Document", "这是演示文稿（.ppt、.dps），不是公报；请上传公报的 PDF、Word 或文本文件。"),
)
# names of members in an archive that tell what it is
ZIP_REFUSALS: tuple[tuple[str, str], ...] = (
    ("OFD.xml", "这是 OFD 版式文件，暂不能读取；请转换为 PDF 后上传。"),
    ("xl/workbook.xml", "这是 Excel 表格，不是公报；请上传公报的 PDF、Word 或文本文件。"),
    ("ppt/presentation.xml", "这是演示文稿，不是公报；请上传公报的 PDF、Word 或文本文件。"),
    ("content.xml", "这是 ODF 文件（.odt 等），请另存为 .docx 后再上传。"),
)
# <?mso-application progid="Word.Document"?>  <pkg:package  <uof:UOF
OFFICE_XML = re.compile(r"<\?mso-application|<(?:w:wordDocument|pkg:package|uof:UOF)[\s>]")
OFFICE_XML_REFUSED = "这是 XML 格式的 Office 文件，请在 Word 或 WPS 中另存为 .docx 后再上传。"

# <!DOCTYPE html>  <html lang="zh">  <div class="article">
HTML_START = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|article|section|span|script|style|center|font)"
    r"[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
# # 晋城市人民政府公报
MARKDOWN_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
# |---|---|
MARKDOWN_TABLE_RULE = re.compile(r"^\|?(?: *:?-{2,}:? *\|)+ *(?::?-{2,}:? *)?$", re.MULTILINE)


def sniff_binary(data: bytes) -> str | None:
    """Name the binary format of the bytes, or None where they may be text.

    Example: ``sniff_binary(b"%PDF-1.7 …")`` is ``"pdf"``.
    Returns: ``pdf``, ``docx`` or None. Raises: UnreadableSource for a format known and refused.
    """
    if b"%PDF-" in data[:PDF_HEAD_WINDOW]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data)
    if data.startswith(OLE_MAGIC):
        raise UnreadableSource(_ole_message(data))
    for magic, message in REFUSED_MAGIC:
        if data.startswith(magic):
            raise UnreadableSource(message)
    return None


def sniff_text(text: str) -> str:
    """Name the text format of decoded text.

    Example: ``sniff_text("# 标题")`` is ``"markdown"``.
    Returns: ``html``, ``markdown`` or ``plain``. Raises: UnreadableSource for XML of office programs.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("<") and OFFICE_XML.search(text[:TEXT_HEAD_WINDOW]):
        raise UnreadableSource(OFFICE_XML_REFUSED)
    if HTML_START.match(text[:TEXT_HEAD_WINDOW].lstrip("\ufeff \t\r\n")):
        return "html"
    if MARKDOWN_HEADING.search(text) or MARKDOWN_TABLE_RULE.search(text):
        return "markdown"
    return "plain"


def _sniff_zip(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableSource("文件是压缩格式（可能是 Word 文档），但已损坏或不完整，打不开。") from error
    if "word/document.xml" in names:
        return "docx"
    for name, message in ZIP_REFUSALS:
        if name in names:
            raise UnreadableSource(message)
    if "[Content_Types].xml" in names:
        return "docx"
    raise UnreadableSource("这是压缩包，请解压后上传其中的文件。")


def _ole_message(data: bytes) -> str:
    if ENCRYPTED_PACKAGE in data:
        return "文件已加密，需要密码才能打开；请上传未加密的文件。"
    for stream, message in OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return message
    return "这是旧版 Office 文件（.doc 等），请在 Word 中另存为 .docx 后再上传。"
