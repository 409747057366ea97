"""The commands: ingest, reparse, citations, as a person at a terminal sees them."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents.models import SourceFile
from regulations.models import Citation, Provision, Regulation
from regulations.services.references import FORMER, OWN
from search.models import SearchEntry
from tests.desk.library import Worker
from tests.library.samples import CORRECTED, EARLIER, LAW, NOTICE

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two issues in a folder, with a README that is no input."""
    (tmp_path / "a.txt").write_text(NOTICE)
    (tmp_path / "b.txt").write_text(EARLIER)
    (tmp_path / "README.md").write_text("# 说明\n")
    return tmp_path


def test_a_folder_is_loaded_with_a_table_at_the_end(folder: Path) -> None:
    """One row a file, totals below."""
    printed = run("ingest", str(folder), "--sync")
    assert "a.txt\t1\t2\t5" in printed
    assert "共 2 个文件" in printed
    assert SourceFile.objects.count() == 2


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    """It says what would come of the files."""
    printed = run("ingest", str(folder), "--dry-run")
    assert "明川政办〔2023〕5号" in printed
    assert not SourceFile.objects.exists()


def test_a_bad_file_fails_the_command_and_not_the_others(folder: Path) -> None:
    """Exit status 1 with the reason; the good files are in."""
    (folder / "c.txt").write_bytes(b"\x00\x01" * 300)
    (folder / "d.txt").write_bytes(b"")
    with pytest.raises(CommandError, match=r"(?s)c\.txt.*d\.txt") as failure:
        run("ingest", str(folder), "--sync")
    assert failure.value.returncode == 1
    assert SourceFile.objects.filter(state="done").count() == 2


@pytest.mark.parametrize("path", ["no-such-file.txt", "/"])
def test_no_input_is_said(path: str, tmp_path: Path) -> None:
    """A missing path or a folder without readable files."""
    target = str(tmp_path / "empty") if path == "/" else path
    Path(tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match="没有"):
        run("ingest", target, "--sync")


def test_laws_in_parts_become_one_act(tmp_path: Path) -> None:
    """A code in several files is one act, its articles counted through, its parts as divisions."""
    code = tmp_path / "民法典"
    code.mkdir()
    head = (
        "# 中华人民共和国示例法典\n\n# {part}\n\n2020年5月28日 全国人民代表大会通过\n\n<!-- INFO END -->\n\n"
    )
    (code / "乙编.md").write_text(
        head.format(part="乙编") + "## 第一章 规定\n\n第三条 丙。\n\n第四条 本法自2021年1月1日起施行。\n"
    )
    (code / "甲编.md").write_text(head.format(part="甲编") + "## 第一章 规定\n\n第一条 甲。\n\n第二条 乙。\n")
    (tmp_path / "民法典" / "另法.md").write_text(LAW)
    run("ingest", str(tmp_path), "--laws", "--sync")
    act = Regulation.objects.get(title_key="示例法典")
    articles = Provision.objects.filter(version__regulation=act, kind="article").order_by("position")
    assert [a.path for a in articles] == ["art_1", "art_2", "art_3", "art_4"]
    parts = Provision.objects.filter(version__regulation=act, kind="part").order_by("position")
    assert [p.heading for p in parts] == ["甲编", "乙编"]
    last = articles[3]
    assert "第四条" in last.version.source.text.text.split("\n")[last.line_start - 1]
    assert str(act.effective_on) == "2021-01-01"
    assert Regulation.objects.filter(is_stub=False).count() == 2


def test_reparse_shows_before_it_writes(folder: Path) -> None:
    """A dry run counts the difference and leaves all as it is."""
    run("ingest", str(folder), "--sync")
    content = SourceFile.objects.get(name="a.txt").content
    content.data = CORRECTED.encode()
    content.save()
    assert "条款 +1 −1" in run("reparse", "a.txt", "--dry-run")
    assert not Provision.objects.filter(text__contains="本市城区内").exists()
    run("reparse", "a.txt", "--sync")
    assert Provision.objects.filter(text__contains="本市城区内").exists()


def test_references_alone_are_led_again_and_what_a_person_decided_stays(
    folder: Path, django_user_model: Any
) -> None:
    """A dry run counts them; the texts are not touched."""
    run("ingest", str(folder), "--sync")
    led = Citation.objects.exclude(target=None).exclude(kind="inner").exclude(reason__in=(OWN, FORMER))
    first, second = led.order_by("pk")[:2]
    clerk = django_user_model.objects.create_user("clerk")
    led.filter(pk__in=(first.pk, second.pk)).update(status="unclear", target=None)
    Citation.objects.filter(pk=second.pk).update(decided_by=clerk)
    texts = list(Provision.objects.order_by("pk").values_list("pk", "text"))
    assert "条款 +0 −0，引用 +1 −1，效力 +0 −0" in run("reparse", "--stage", "references", "--dry-run")
    assert Citation.objects.get(pk=first.pk).target is None
    run("reparse", "--stage", "references")
    assert Citation.objects.get(pk=first.pk).target == first.target
    assert Citation.objects.get(pk=second.pk).target is None
    assert list(Provision.objects.order_by("pk").values_list("pk", "text")) == texts


def test_life_and_search_alone_are_made_again(folder: Path) -> None:
    """Each stage mends its own rows and no others."""
    run("ingest", str(folder), "--sync")
    lives = dict(Regulation.objects.filter(is_stub=False).values_list("pk", "effective_on"))
    entries = set(SearchEntry.objects.values_list("regulation", "place"))
    assert any(lives.values())
    assert entries
    Regulation.objects.update(effective_on=None)
    SearchEntry.objects.all().delete()
    run("reparse", "--stage", "search")
    assert set(SearchEntry.objects.values_list("regulation", "place")) == entries
    assert not Regulation.objects.exclude(effective_on=None).exists()
    assert "效力 +" in run("reparse", "--stage", "life", "--dry-run")
    run("reparse", "--stage", "life")
    assert dict(Regulation.objects.filter(is_stub=False).values_list("pk", "effective_on")) == lives


def test_a_file_that_a_worker_has_is_not_read_twice(folder: Path) -> None:
    """It is said to have failed, and its state stays."""
    run("ingest", str(folder), "--sync")
    source = SourceFile.objects.get(name="a.txt")
    worker = Worker(source)
    assert "完成" not in run("reparse", "a.txt", "--sync")
    source.refresh_from_db()
    assert source.state == "running"
    worker.die()


def test_reparse_of_nothing_is_said() -> None:
    """No such file, no silent success."""
    with pytest.raises(CommandError, match="没有符合"):
        run("reparse", "nothing", "--sync")


def test_citations_are_listed_with_sentence_and_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counts by kind, and a row for each with its sentence."""
    run("ingest", str(folder), "--sync")
    assert "书名号" in run("citations")
    run("citations", "--csv")
    rows = capsys.readouterr().out.splitlines()
    assert any("根据《中华人民共和国特种设备安全法》" in row and "未收录" in row for row in rows)
