"""The archive around a Word file: what in it is dangerous or refused.

In the room: zip bombs, encryption, document type declarations, macro-enabled types. Not in
the room: the words of the document.
"""

import io
import zipfile

from documents.gazette.readers.assembly import LineDesk
from documents.gazette.source import UnreadableSource

MAX_MEMBERS = 5_000
MAX_UNPACKED = 400 * 1024 * 1024
MAX_XML = 120 * 1024 * 1024
MAX_RATIO = 200
RATIO_FREE = 8 * 1024 * 1024
DECLARATION_WINDOW = 4096

BOMB = "Word 文档展开后过大（疑似压缩炸弹），未读取。"
ENCRYPTED = "Word 文档已加密，需要密码才能打开；请上传未加密的文件。"
ENTITIES = "Word 文档含有实体声明（可能引用外部内容），未读取。"
BROKEN = "Word 文档已损坏或不完整，打不开。"

MACRO_TYPES = (
    (b"application/vnd.ms-word.document.macroEnabled.main+xml",
     b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    (b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
     b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    (b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
     b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
)  # fmt: skip


def check_archive(data: bytes) -> None:
    """Refuse an archive that is encrypted, unfolds beyond bounds or declares entities.

    Example: ``check_archive(data)``.
    Returns: nothing. Raises: UnreadableSource.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        _check_declarations(part.read(DECLARATION_WINDOW))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, UnreadableSource):
            raise
        raise UnreadableSource(BROKEN) from error
    except Exception as error:  # zlib.error is no OSError
        raise UnreadableSource(BROKEN) from error


def open_macro_free(data: bytes, desk: LineDesk) -> bytes:
    """Give a macro-enabled file or a template the type of a plain one, its macros left out.

    Example: ``open_macro_free(docm, desk)`` opens as a docx.
    Returns: the bytes, unchanged for a plain file. Raises: nothing for a checked archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
        plain = types
        for special, ordinary in MACRO_TYPES:
            plain = plain.replace(special, ordinary)
        has_macros = any("vbaproject" in name.lower() for name in names)
        if has_macros:
            desk.note("macros-ignored", "warning", "Word 文档带有宏，没有运行，只读取了文字。")
        if plain == types:
            return data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in dict.fromkeys(names):
                copy.writestr(name, plain if name == "[Content_Types].xml" else archive.read(name))
    return buffer.getvalue()


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableSource(ENCRYPTED)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise UnreadableSource(BOMB)
    for member in members:
        is_xml = member.filename.endswith((".xml", ".rels"))
        ratio = member.file_size / max(member.compress_size, 1)
        if (is_xml and member.file_size > MAX_XML) or (member.file_size > RATIO_FREE and ratio > MAX_RATIO):
            raise UnreadableSource(BOMB)


def _check_declarations(head: bytes) -> None:
    folded = head.replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in folded or b"<!ENTITY" in folded:
        raise UnreadableSource(ENTITIES)
