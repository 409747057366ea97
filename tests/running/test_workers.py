"""Tests that run side by side keep out of each other's way."""

import os
from pathlib import Path

from django.conf import settings
from django.core.cache import caches


def test_each_worker_has_folders_of_its_own() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    assert Path(caches["pages"]._dir).name == f"pages-{worker}"
    assert Path(settings.SEARCH_INDEX_DIR).name == f"index-{worker}"
