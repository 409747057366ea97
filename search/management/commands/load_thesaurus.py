"""``manage.py load_thesaurus``: bring the thesaurus files into the table that staff edit."""

from typing import Any

from django.core.management.base import BaseCommand

from search import services


class Command(BaseCommand):
    """把同义词文件载入数据库；人工改过的条目保持不变。"""

    help = "把同义词文件载入数据库；人工改过的条目保持不变。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, say what changed."""
        added, removed = services.load_thesaurus()
        self.stdout.write(f"新增 {added} 条，移除 {removed} 条")
