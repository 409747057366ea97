"""The archive around a Word file: what in it is dangerous or refused.

In the room: zip bombs, encryption, document type declarations, macro-enabled and strict
files, the copy of the parts that hold words. Not in the room: the words themselves.
"""

import io
import posixpath
import zipfile

from lxml import etree

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

WORD_PARTS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAMES = (
    (STRICT + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (STRICT + b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (STRICT + b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip


def check_archive(data: bytes) -> None:
    """Refuse an archive that is encrypted, unfolds beyond bounds or declares entities.

    Example: ``check_archive(data)``.
    Returns: nothing. Raises: UnreadableSource.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
    except (UnreadableSource, MemoryError):
        raise
    except Exception as error:  # zipfile, zlib and the codecs raise of many kinds
        raise UnreadableSource(BROKEN) from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    _check_sizes(members)
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                _check_declarations(part.read(DECLARATION_WINDOW))


def open_words(data: bytes, desk: LineDesk) -> bytes:
    """Copy the parts that hold words into a plain package: no macros, pictures, outside targets.

    Example: ``open_words(docm, desk)`` opens as a docx; so does a file with a dangling picture.
    Returns: the bytes of the copy. Raises: KeyError or XMLSyntaxError where a main part is missing or broken.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if any("vbaproject" in name.lower() for name in names):
            desk.note("macros-ignored", "warning", "Word 文档带有宏，没有运行，只读取了文字。")
        types = archive.read("[Content_Types].xml")
        for special, ordinary in MACRO_TYPES:
            types = types.replace(special, ordinary)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as copy:
            copy.writestr("[Content_Types].xml", types)
            _copy_related(archive, copy, "", names)
    return buffer.getvalue()


def _copy_related(archive: zipfile.ZipFile, copy: zipfile.ZipFile, part: str, names: set[str]) -> None:
    """Copy what a part refers to and holds words, with the references to it."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in names:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(_in_usual_names(archive.read(path)), parser)
    targets = []
    for relation in list(root):
        target = _target(folder, relation.get("Target") or "")
        kind = (relation.get("Type") or "").rpartition("/")[2]
        outside = relation.get("TargetMode") == "External"
        if outside or target not in names or kind not in (WORD_PARTS if part else ("officeDocument",)):
            root.remove(relation)
        elif target not in targets:
            targets.append(target)
    copy.writestr(path, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    for target in targets:
        copy.writestr(target, _in_usual_names(archive.read(target)))
        if not part:
            _copy_related(archive, copy, target, names)


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _in_usual_names(xml: bytes) -> bytes:
    """Files saved as strict Open XML name the same things otherwise."""
    if STRICT not in xml:
        return xml
    for strict, usual in STRICT_NAMES:
        xml = xml.replace(strict, usual)
    return xml


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
