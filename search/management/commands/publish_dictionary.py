"""``manage.py publish_dictionary``: take new places and terms into the dictionary."""

from typing import Any

from django.core.management.base import BaseCommand

from regulations.models import Regulation
from search import dictionary_growth


class Command(BaseCommand):
    """从机关、题名和简称中补充检索词典，发布新版本并更新有关条目。"""

    help = "从机关、题名和简称中补充检索词典，发布新版本并更新有关条目。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Propose, publish, say the version."""
        held = list(Regulation.objects.held().values_list("pk", flat=True))
        new = dictionary_growth.propose_organs() + dictionary_growth.propose_terms(held)
        self.stdout.write(f"新词 {new} 个，词典版本 {dictionary_growth.publish()}")
