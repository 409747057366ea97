"""Bytes of a text file to one string.

In the room: BOMs, UTF-8, GB18030, UTF-16, the refusal of binary data. Not in the room:
formats, lines, any repair of the words.
"""

import codecs
import re

from documents.gazette.source import Finding, UnreadableSource

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
EMPTY = "文件没有内容。"
BINARY = "文件不是文本（含有二进制内容），不能读取。"
UNDECODABLE = "文件的文字编码无法识别；请转换为 UTF-8 或 GB18030 后再上传。"

REPLACEMENT = "\ufffd"
MAX_DAMAGED_SHARE = 0.002
MAX_CONTROL_SHARE = 0.01
MIN_COMMON_SHARE = 0.75
SAMPLE_CHARS = 200_000

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
HAN = re.compile(r"[\u3400-\u9fff]")
WIDE_ENCODINGS = ("utf-16-le", "utf-16-be")
# GB 18030-2022 gives these signs, which stood in the private area before, their own places
MOVED_SIGNS = dict(
    zip(
        (*range(0xE78D, 0xE797), 0xE816, 0xE817, 0xE818, 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE831, 0xE832, 0xE83B,
         0xE843, 0xE854, 0xE855, 0xE864),
        "︐︒︑︓︔︕︖︗︘︙\U00020087\U00020089\U000200cc龴龵龶龷\U000215d7龸\U0002298f龹龺\U000241fe龻",
        strict=True,
    )
)  # fmt: skip
RARE = re.compile(r"[\ue000-\uf8ff\u0080-\u00a6\u0250-\u02c6\u0500-\u1fff\ua000-\ud7ff\U00010000-\U0010ffff]")


def decode_text(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """Decode a text file as UTF-8, UTF-16 or GB18030, each with or without BOM.

    Example: ``decode_text("第一条".encode("gb18030"))[0]`` is ``"第一条"``.
    Returns: the text without BOM and control characters, and what had to be assumed.
    Raises: UnreadableSource for empty, binary or undecodable bytes.
    """
    text, encoding = _decode(data)
    if not text.strip("\ufeff \t\r\n\x00"):
        raise UnreadableSource(EMPTY)
    controls = sum(1 for _ in CONTROL.finditer(text))
    if controls > MAX_CONTROL_SHARE * len(text):
        raise UnreadableSource(BINARY)
    findings = damage_findings(text, encoding)
    if controls:
        first = CONTROL.search(text)
        line = text.count("\n", 0, first.start()) + 1 if first else 0
        message = f"去掉了 {controls} 个不可见的控制字符。"
        findings += (Finding("control-characters", "info", line, message),)
        text = CONTROL.sub("", text)
    return text, findings


def _decode(data: bytes) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, errors="replace")
            return _accept_damaged(text.translate(MOVED_SIGNS) if encoding == "gb18030" else text, encoding)
    if b"\x00" in data and data.count(b"\x00") > MAX_CONTROL_SHARE * len(data):
        wide = _decode_wide(data)
        if wide is None:
            raise UnreadableSource(BINARY if data.strip(b"\x00") else EMPTY)
        return wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_damaged(data)


def _decode_damaged(data: bytes) -> tuple[str, str]:
    utf8 = data.decode("utf-8", errors="replace")
    if utf8.count(REPLACEMENT) <= MAX_DAMAGED_SHARE * len(utf8) + 1 and HAN.search(utf8):
        return utf8, "utf-8"
    text = data.decode("gb18030", errors="replace").translate(MOVED_SIGNS)
    if _is_whole(text) and _is_plausible_chinese(text):
        return text, "gb18030"
    wide = _decode_wide(data)
    if wide is None:
        raise UnreadableSource(UNDECODABLE)
    return wide


def _decode_wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without BOM, in the byte order that gives Chinese."""
    for encoding in WIDE_ENCODINGS:
        text = data.decode(encoding, errors="replace")
        if _is_whole(text) and _is_plausible_chinese(text):
            return text, encoding
    return None


def _is_whole(text: str) -> bool:
    return text.count(REPLACEMENT) <= MAX_DAMAGED_SHARE * len(text) + 1


def _accept_damaged(text: str, encoding: str) -> tuple[str, str]:
    if not _is_whole(text):
        raise UnreadableSource(UNDECODABLE)
    return text, encoding


def _is_plausible_chinese(text: str) -> bool:
    """Wrong decodings give rare signs; real official text is 95% common characters (GB 2312 level 1)."""
    sample = text[:SAMPLE_CHARS]
    han = HAN.findall(sample)
    if not han:
        return False
    common = sum(1 for char in han if _is_level_one(char))
    rare = sum(1 for _ in RARE.finditer(sample))
    return common >= MIN_COMMON_SHARE * len(han) and rare <= (1 - MIN_COMMON_SHARE) * len(han)


def _is_level_one(char: str) -> bool:
    code = char.encode("gb2312", errors="ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def damage_findings(text: str, encoding: str) -> tuple[Finding, ...]:
    """What a decoded text says of bytes that could not be read.

    Example: ``damage_findings("第\ufffd条", "gb18030")`` is one warning.
    Returns: findings, none for a text that lost nothing. Raises: nothing.
    """
    count = text.count(REPLACEMENT)
    if not count:
        return ()
    line = text.count("\n", 0, text.index(REPLACEMENT)) + 1
    message = f"有 {count} 处字节不能按 {encoding.upper()} 解读，以“{REPLACEMENT}”代替。"
    return (Finding("undecodable-bytes", "warning", line, message),)
