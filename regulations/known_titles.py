"""National titles that may stand without 《》: those held, and those of the folder of laws.

The folder counts before its laws are loaded, so that a gazette read first still finds their names.
"""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from documents.text.titles import title_key
from regulations.models import Regulation

_EDITION = re.compile(r"[（(]\d{4}-\d{2}-\d{2}[）)]$")
_LAW_END = re.compile(r"(?:法|条例|法典)$")


def known_titles() -> frozenset[str]:
    """Titles of laws and administrative regulations, without 中华人民共和国."""
    held = Regulation.objects.filter(level="national", document=None, is_stub=False)
    keys = {title_key(title) for title in held.values_list("title", flat=True)}
    return frozenset(key for key in keys if _LAW_END.search(key)) | _in_folder(settings.LAWS or "")


@lru_cache(maxsize=2)
def _in_folder(folder: str) -> frozenset[str]:
    if not folder:
        return frozenset()
    names = (_EDITION.sub("", path.stem) for path in Path(folder).rglob("*.md"))
    return frozenset(key for key in map(title_key, names) if _LAW_END.search(key) and len(key) > 2)
