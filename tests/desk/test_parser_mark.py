"""Which parser read a file is known, and files that an earlier one read are found."""

import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from documents.models import SourceFile
from regulations.parser_mark import mark_of, parser_mark
from tests.desk.library import Staff, load
from tests.library.samples import NOTICE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the parser's code."""
    for folder in ("documents/text", "documents/gazette", "regulations"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_mark_is_that_of_the_code(copy: Path) -> None:
    before = mark_of(copy)
    assert re.fullmatch(r"[0-9a-f]{12}", before)
    assert re.fullmatch(r"[0-9a-f]{12}", parser_mark())
    file = copy / "documents/gazette/markers.py"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert mark_of(copy) == before


@pytest.mark.parametrize(
    "name",
    ["documents/gazette/readers/columns.py", "regulations/citations/effects.py", "regulations/reading.py"],
)
def test_a_changed_rule_changes_it(copy: Path, name: str) -> None:
    before = mark_of(copy)
    with (copy / name).open("a") as file:
        file.write("# more\n")
    assert mark_of(copy) != before


def test_a_new_or_a_moved_rule_changes_it(copy: Path) -> None:
    marks = {mark_of(copy)}
    rule = copy / "documents/gazette/another.py"
    rule.write_text("RULE = 1\n")
    marks.add(mark_of(copy))
    rule.rename(rule.with_name("moved.py"))
    assert len(marks | {mark_of(copy)}) == 3


def test_a_page_or_a_service_is_no_part_of_it(copy: Path) -> None:
    before = mark_of(copy)
    with (copy / "regulations/views.py").open("a") as file:
        file.write("# more\n")
    assert mark_of(copy) == before


@pytest.mark.django_db
def test_a_file_keeps_the_mark_and_an_outdated_one_is_found(staff: Staff) -> None:
    source = load(NOTICE)
    assert source.pipeline_version == parser_mark()
    with pytest.raises(CommandError, match="没有符合"):
        call_command("reparse", "--outdated")
    SourceFile.objects.update(pipeline_version="1")
    out = StringIO()
    call_command("reparse", "--outdated", "--sync", stdout=out)
    assert "1/1" in out.getvalue()
    source.refresh_from_db()
    assert source.pipeline_version == parser_mark()


@pytest.mark.django_db
def test_the_review_page_says_that_the_parser_has_changed(staff: Staff) -> None:
    source = load(NOTICE)
    client = Client()
    client.force_login(staff("editor"))
    address = f"/desk/sources/{source.pk}/"
    assert "解析程序改过" not in client.get(address).content.decode()
    SourceFile.objects.update(pipeline_version="")
    assert "解析程序改过" in client.get(address).content.decode()
