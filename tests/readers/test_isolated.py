"""Hostile files end in a result or a clear message, in bounded time and memory."""

import io
import os
import subprocess
import time
import zlib
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from documents.gazette.readers import UnreadableSource, read_isolated, read_source
from documents.gazette.readers.wire import decode_source, encode_source
from tests.readers.drawing import Sheet, two_columns


def one_stream(content: bytes, filters: str = "/FlateDecode") -> bytes:
    """A PDF of one page whose content stream is given."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}/Filter {filters}>>stream\n".encode() + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + tail


def encrypted(user_password: str) -> bytes:
    sheet = Sheet(encrypt=StandardEncryption(user_password, "owner"))
    sheet.canvas.drawString(60, 700, "public words")
    return sheet.bytes()


def refusal(data: bytes, **limits: float) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read_isolated(data, "公报.pdf", **limits)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_pdf_is_read_through_the_child() -> None:
    source = read_source(two_columns(1), "a.pdf")
    assert (source.format, source.pages) == ("pdf", 1)
    assert decode_source(encode_source(source)) == source


def test_a_path_is_read_like_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "公报.txt"
    path.write_bytes(two_columns(1))
    assert read_isolated(path, path.name) == read_source(path.read_bytes(), path.name)


def test_a_password_is_asked_for_in_words() -> None:
    assert "加密" in refusal(encrypted("secret"))


def test_a_file_that_only_forbids_printing_is_read() -> None:
    assert read_source(encrypted(""), "a.pdf").lines[0].text == "public words"


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_truncated_files_end_in_a_message(share: float) -> None:
    data = two_columns(1)
    assert "损坏" in refusal(data[: int(len(data) * share)])


def test_a_file_cut_after_its_pages_is_read_with_a_finding() -> None:
    data = two_columns(1)
    source = read_source(data[: data.rindex(b"%%EOF")], "a.pdf")
    assert "truncated-file" in [finding.code for finding in source.findings]


def test_noise_behind_the_mark_of_a_pdf() -> None:
    assert "损坏" in refusal(b"%PDF-1.7\n" + os.urandom(100_000))


def test_too_many_pages() -> None:
    sheet = Sheet()
    for _ in range(3_001):
        sheet.canvas.showPage()
    assert "页" in refusal(sheet.bytes())


def test_a_bomb_in_a_stream_meets_the_memory_limit() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(400)) + packer.flush()
    assert "内存" in refusal(one_stream(bomb), memory_mb=300)


def test_endless_work_meets_the_clock() -> None:
    content = zlib.compress(b"q 1 0 0 1 0 0 cm " * 3_000_000)
    started = time.monotonic()
    assert "2 秒" in refusal(one_stream(content), timeout_s=2)
    assert time.monotonic() - started < 10


def test_a_page_of_too_many_signs_is_cut_with_a_finding() -> None:
    content = zlib.compress(b"BT /F1 10 Tf 50 700 Td " + b"(abcdefghij) Tj 0 -1 Td " * 6_200 + b"ET")
    assert "overfull-page" in [finding.code for finding in read_source(one_stream(content), "a.pdf").findings]


def test_files_above_the_limit_are_refused_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲" * 1_000, encoding="utf-8")
    with pytest.raises(UnreadableSource, match="上限"):
        read_isolated(path, "a.txt", max_bytes=2_000)
    assert read_isolated(path, "a.txt", max_bytes=3_000).lines[0].text == "甲" * 1_000


def test_scans_say_what_is_missing() -> None:
    sheet = Sheet()
    sheet.canvas.rect(1, 1, 5, 5)
    assert "扫描件" in refusal(sheet.bytes())


def test_secrets_of_the_parent_are_not_handed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    def spy(command: list[str], **options: object) -> object:
        seen.update(options["env"])  # type: ignore[call-overload]
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setenv("SECRET_KEY", "hidden")
    monkeypatch.setattr(subprocess, "run", spy)
    assert "秒" in refusal(b"%PDF-1.4")
    assert "SECRET_KEY" not in seen


def test_an_output_of_the_child_that_is_no_source_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended:
        returncode = 0
        stdout = io.BytesIO(b"[]").getvalue()

    monkeypatch.setattr(subprocess, "run", lambda *_, **__: Ended)
    assert "不完整" in refusal(b"%PDF-1.4")
