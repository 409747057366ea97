"""``manage.py parse_gazette FILE``: print the parse of one file as JSON, without a database.

In the room: the command line. Not in the room: reading.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.gazette.readers.isolated import read_isolated
from documents.gazette.source import UnreadableSource
from regulations.law_files import read_acts
from regulations.reading import to_json


class Command(BaseCommand):
    """Print the parse of one gazette or act as JSON."""

    help = "解析一个公报或法规文件，以 JSON 输出，不使用数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="txt、md、pdf、docx 或 html 文件")
        parser.add_argument("--ocr", action="store_true", help="扫描件用文字识别读取（需要可选组件 ocr）")

    def handle(self, *args: object, file: Path, ocr: bool = False, **options: object) -> None:
        try:
            issue = read_acts(read_isolated(file, file.name, ocr=ocr))
        except (OSError, UnreadableSource) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(to_json(issue), ensure_ascii=False, indent=1))
