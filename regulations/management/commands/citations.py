"""List the citations of gazettes with their sentence, target and reason, for a second pair of eyes."""

import csv
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from regulations.models import Citation

_COLUMNS = (
    "id",
    "引用文件",
    "文号",
    "条款",
    "原词",
    "句子",
    "形式",
    "用途",
    "结果",
    "理由",
    "目标",
    "目标文号",
    "目标条款",
    "目标文本",
)


class Command(BaseCommand):
    """``manage.py citations [--csv] [--all] [--status resolved]``."""

    help = "列出引用及其去向；默认只列公报文件的引用，打印各类计数。"

    def add_arguments(self, parser: CommandParser) -> None:
        """What to list."""
        parser.add_argument("--csv", action="store_true", help="打印逗号分隔的全表")
        parser.add_argument("--all", action="store_true", help="连同国家法律法规所作的引用")
        parser.add_argument(
            "--status", default="", help="只列一种结果：resolved、not_held、ambiguous、unclear"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, or print each row."""
        rows = Citation.objects.select_related("regulation", "target", "provision").order_by(
            "regulation", "provision"
        )
        if not options["all"]:
            rows = rows.filter(regulation__document__isnull=False)
        if options["status"]:
            rows = rows.filter(status=options["status"])
        if options["csv"]:
            writer = csv.writer(sys.stdout)
            writer.writerow(_COLUMNS)
            for row in rows.iterator(chunk_size=2000):
                writer.writerow(_cells(row))
            return
        for kind, name in Citation.Kind.choices:
            of_kind = rows.filter(kind=kind)
            counts = [
                f"{label} {of_kind.filter(status=code).count()}" for code, label in Citation.Status.choices
            ]
            self.stdout.write(f"{name}\t{of_kind.count()}\t" + "\t".join(counts))


def _cells(row: Citation) -> list[Any]:
    words = row.provision.heading if row.in_heading else row.provision.text
    start = (
        max(words.rfind("。", 0, row.start), words.rfind("；", 0, row.start), words.rfind("\n", 0, row.start))
        + 1
    )
    ends = [
        i for i in (words.find("。", row.end), words.find("；", row.end), words.find("\n", row.end)) if i >= 0
    ]
    target = row.target
    return [
        row.pk,
        row.regulation.title,
        row.regulation.doc_number,
        row.provision.cite or row.provision.path,
        row.quote,
        words[start : min(ends, default=len(words))],
        row.get_kind_display(),
        row.get_role_display(),
        row.get_status_display(),
        row.reason,
        target.title if target else "",
        target.doc_number if target else "",
        row.target_path,
        f"/r/{target.slug}/" if target else "",
    ]
