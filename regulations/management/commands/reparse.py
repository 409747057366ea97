"""Read stored sources again, or one stage of their way, or show what that would change."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from documents.gazette.source import UnreadableSource
from documents.models import Document, SourceFile
from documents.services.sources import put_back, requeue
from regulations.models import Citation, Provision, Regulation
from regulations.parser_mark import parser_mark
from regulations.services.ingest import ingest_source, read_and_parse, write_source
from regulations.services.stages import STAGES, run_stage

_LONGEST = 60


class _Undo(Exception):
    """Rolls a trial writing back."""


class Command(BaseCommand):
    """``manage.py reparse [NAME…] [--outdated] [--stage STAGE] [--sync] [--dry-run [--show N]]``; without names all gazettes."""

    help = "用现在的解析程序重读已入库的文件，或只重做一步；--dry-run 只显示公文、条款、引用、效力的增减。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which sources, and how."""
        parser.add_argument("names", nargs="*", help="文件名的一部分")
        parser.add_argument("--laws", action="store_true", help="国家法律法规，而不是公报")
        parser.add_argument(
            "--stage",
            choices=("parse", *STAGES),
            default="parse",
            help="重做哪一步：parse 读取、解析和其后各步（默认），references 引用，life 效力，search 检索条目",
        )
        parser.add_argument("--outdated", action="store_true", help="只要解析程序改动以前读的文件")
        parser.add_argument("--sync", action="store_true", help="在本进程内处理")
        parser.add_argument("--dry-run", action="store_true", help="只比较，不写入")
        parser.add_argument("--show", type=int, default=0, help="与 --dry-run 同用：每类列出前几处增减")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reread each chosen source."""
        kind = SourceFile.Kind.LAW if options["laws"] else SourceFile.Kind.GAZETTE
        sources = SourceFile.objects.filter(kind=kind).order_by("pk")
        if options["outdated"]:
            sources = sources.filter(state=SourceFile.State.DONE).exclude(pipeline_version=parser_mark())
        chosen = [s for s in sources if not options["names"] or any(n in s.name for n in options["names"])]
        if not chosen:
            raise CommandError("没有符合的文件。")
        for number, source in enumerate(chosen, 1):
            if options["dry_run"]:
                note = self._compare(source, options["stage"], options["show"])
            elif options["stage"] != "parse":
                run_stage(source, options["stage"])
                note = "完成"
            else:
                note = self._again(source, sync=options["sync"])
            self.stdout.write(f"{number}/{len(chosen)} {source.name}：{note}")
            self.stdout.flush()

    def _again(self, source: SourceFile, *, sync: bool) -> str:
        if not sync:
            with transaction.atomic():
                requeue(source)
            return "已排队"
        put_back(source)
        return "完成" if ingest_source(source.pk) else f"失败：{SourceFile.objects.get(pk=source.pk).error}"

    def _compare(self, source: SourceFile, stage: str, shown: int) -> str:
        before = _inventory(source)
        try:
            work = _work(source, stage)
            with transaction.atomic():
                work()
                after = _inventory(source)
                raise _Undo
        except UnreadableSource as error:
            return f"不能读：{error}"
        except _Undo:
            pass
        changes = {name: (after[name] - before[name], before[name] - after[name]) for name in before}
        note = "，".join(f"{name} +{new.total()} −{old.total()}" for name, (new, old) in changes.items())
        lines = [
            f"\n    {sign} {name} {_shown(key)}"
            for name, both in changes.items()
            for sign, keys in zip("+−", both, strict=True)
            for key in sorted(keys, key=str)[:shown]
        ]
        return note + "".join(lines)


def _work(source: SourceFile, stage: str) -> Callable[[], None]:
    """What a stage writes; what takes long and writes nothing is done before."""
    if stage != "parse":
        return lambda: run_stage(source, stage)
    parsed = read_and_parse(bytes(source.content.data), source.name)
    return lambda: write_source(source, parsed)


def _shown(key: tuple[Any, ...]) -> str:
    return " ".join(str(value)[:_LONGEST] for value in key if value not in (None, ""))


def _inventory(source: SourceFile) -> dict[str, Counter[Any]]:
    """What a source gave, as comparable counts: documents, provisions, citations, lives."""
    provisions = Provision.objects.filter(version__source=source)
    citations = Citation.objects.filter(provision__version__source=source)
    texts = Regulation.objects.filter(versions__source=source)
    return {
        "公文": Counter(Document.objects.filter(issue__source=source).values_list("identity", "title")),
        "条款": Counter(provisions.values_list("version__regulation__slug", "path", "heading", "text")),
        "引用": Counter(citations.values_list("provision__path", "start", "quote", "status", "target")),
        "效力": Counter(texts.values_list("slug", "effective_on", "expires_on", "repealed_on", "spent_on")),
    }
