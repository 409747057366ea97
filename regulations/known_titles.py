"""National titles that may stand without 《》: well-known ones, those held, those of the folder of laws.

A name counts before its law is loaded, so that a gazette read first finds it: its citation waits with a
stub and leads to the law when that arrives. Not in the room: how a name stands in a text (``citations``).
"""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from documents.text.titles import title_key
from regulations.models import Regulation

_NAMES = Path(__file__).parent / "citations" / "law_names.txt"
_EDITION = re.compile(r"[（(]\d{4}-\d{2}-\d{2}[）)]$")
_LAW_END = re.compile(r"(?:法|条例|法典)$")


def known_titles() -> frozenset[str]:
    """Titles of laws and administrative regulations, without 中华人民共和国.

    Example: 安全生产法 is one whatever is held. A law that is in none of the three lists when a gazette is
    read is found in it by ``manage.py reparse``.
    """
    held = Regulation.objects.filter(level="national", document=None, is_stub=False)
    keys = {title_key(title) for title in held.values_list("title", flat=True)}
    return (
        frozenset(key for key in keys if _LAW_END.search(key))
        | _well_known()
        | _in_folder(settings.LAWS or "")
    )


@lru_cache(maxsize=1)
def _well_known() -> frozenset[str]:
    """Laws and administrative regulations of the nation by their names, a line each."""
    return frozenset(_NAMES.read_text(encoding="utf-8").split())


@lru_cache(maxsize=2)
def _in_folder(folder: str) -> frozenset[str]:
    if not folder:
        return frozenset()
    names = (_EDITION.sub("", path.stem) for path in Path(folder).rglob("*.md"))
    return frozenset(key for key in map(title_key, names) if _LAW_END.search(key))
