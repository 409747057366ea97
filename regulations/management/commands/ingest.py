"""Load files: gazettes, single acts, or a folder of national laws."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from documents.gazette.source import UnreadableSource
from documents.models import SourceFile
from documents.services.sources import enqueue, register_source, requeue
from documents.services.uploads import SUFFIXES
from regulations.law_files import LawFile, plan_laws
from regulations.services.ingest import ingest_source, read_and_parse

_COLUMNS = (
    ("documents", "公文"),
    ("texts", "文本"),
    ("articles", "条"),
    ("headings", "标题"),
    ("clauses", "款项目"),
    ("citations", "引用"),
    ("resolved", "已链接"),
    ("findings", "发现"),
)
_SUFFIXES = frozenset(SUFFIXES)
_POLL_S = 0.5


class Command(BaseCommand):
    """``manage.py ingest PATH… [--laws] [--sync] [--dry-run]``; exit status 1 where a file failed."""

    help = "读入公报或法律文件；每个文件交给后台处理并显示进度，同一文件只入库一次。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Paths and modes."""
        parser.add_argument("paths", nargs="+", type=Path, help="文件或文件夹")
        parser.add_argument("--laws", action="store_true", help="文件夹是国家法律法规（每文件一部法）")
        parser.add_argument("--sync", action="store_true", help="在本进程内处理，不经后台")
        parser.add_argument("--dry-run", action="store_true", help="只解析，打印将得到什么，不写数据库")
        parser.add_argument("--again", action="store_true", help="已入库的文件也重新处理")
        parser.add_argument("--no-wait", action="store_true", help="交给后台后立即返回")

    def handle(self, *args: Any, **options: Any) -> None:
        """Register, process, report."""
        files = list(_files(options["paths"], laws=options["laws"]))
        if not files:
            raise CommandError("没有找到可读的文件（txt、md、pdf、docx、html）。")
        if options["dry_run"]:
            return self._dry_run(files)
        sources, refused = self._register(files, options)
        if options["sync"]:
            self._run_here(sources)
        elif not options["no_wait"]:
            self._watch([s.pk for s in sources])
        if not options["no_wait"]:
            self._report([s.pk for s in sources], refused, brief=options["laws"])

    def _register(self, files: list[LawFile], options: dict[str, Any]) -> tuple[list[SourceFile], list[str]]:
        kind = SourceFile.Kind.LAW if options["laws"] else SourceFile.Kind.GAZETTE
        sources, refused = [], []
        for file in files:
            try:
                with transaction.atomic():
                    source, created = register_source(data=file.data, name=file.name, kind=kind)
                    if options["again"] and not created:
                        requeue(source)
                    elif not options["sync"] and source.state == SourceFile.State.QUEUED:
                        enqueue(source)
            except UnreadableSource as error:
                refused.append(f"{file.name}：{error}")
                continue
            sources.append(source)
        return sources, refused

    def _run_here(self, sources: list[SourceFile]) -> None:
        for number, source in enumerate(sources, 1):
            source.refresh_from_db(fields=["state"])
            if source.state != SourceFile.State.DONE:
                ingest_source(source.pk)
            if sys.stderr.isatty():
                self.stderr.write(f"\r{number}/{len(sources)} {source.name[:60]}", ending="")

    def _watch(self, ids: list[int]) -> None:
        """Print each change of stage until no file is open."""
        shown: dict[int, tuple[str, str]] = {}
        while True:
            rows = SourceFile.objects.filter(pk__in=ids).only("name", "state", "stage", "progress")
            for row in rows.order_by("pk"):
                now = (row.state, row.stage)
                if shown.get(row.pk) != now and len(ids) <= 50 and row.state != SourceFile.State.QUEUED:
                    self.stdout.write(f"{row.name}：{row.get_state_display()} {row.stage} {row.progress}%")
                shown[row.pk] = now
            self.stdout.flush()
            if not any(state in ("queued", "running") for state, _ in shown.values()):
                return
            time.sleep(_POLL_S)

    def _report(self, ids: list[int], refused: list[str], *, brief: bool) -> None:
        rows = list(SourceFile.objects.filter(pk__in=ids).order_by("pk"))
        if not brief:
            self.stdout.write("\t".join(["文件", *(name for _, name in _COLUMNS)]))
            for row in rows:
                self.stdout.write(
                    "\t".join([row.name, *(str(row.counts.get(key, 0)) for key, _ in _COLUMNS)])
                )
        totals = [f"{name} {sum(r.counts.get(key, 0) for r in rows)}" for key, name in _COLUMNS]
        self.stdout.write(f"共 {len(rows)} 个文件：{'，'.join(totals)}")
        failed = [f"{r.name}：{r.error}" for r in rows if r.is_unwritten]
        if failed or refused:
            raise CommandError("\n".join(["以下文件没有入库：", *failed, *refused]), returncode=1)

    def _dry_run(self, files: list[LawFile]) -> None:
        failed = []
        for file in files:
            try:
                parsed = read_and_parse(file.data, file.name)
            except UnreadableSource as error:
                failed.append(str(error))
                continue
            self.stdout.write(f"{file.name}：公文 {len(parsed.documents)}，大事记 {len(parsed.chronicles)}")
            for document in parsed.documents:
                parts = "；".join(
                    f"{p.title}（{p.role}，{sum(1 for _ in p.walk())} 处）" for p in document.parts
                )
                self.stdout.write(f"  {document.doc_number or '无文号'} {document.title}：{parts}")
        if failed:
            raise CommandError("\n".join(["以下文件不能读：", *failed]), returncode=1)


def _files(paths: list[Path], *, laws: bool) -> Iterator[LawFile]:
    for path in paths:
        if laws and path.is_dir():
            yield from plan_laws(path)
        elif path.is_dir():
            found = sorted(p for p in path.iterdir() if p.suffix.lower() in _SUFFIXES)
            yield from (LawFile(p.name, p.read_bytes()) for p in found if p.name.upper() != "README.MD")
        elif path.is_file():
            yield LawFile(path.name, path.read_bytes())
        else:
            raise CommandError(f"没有这个文件或文件夹：{path}")
