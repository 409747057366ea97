"""What the two READMEs name is there, and every setting stands in both."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ("README.md", "README.zh-CN.md")
# only for tests
UNTOLD = {"CELERY_TASK_ALWAYS_EAGER"}
READ_BY_MAKE_RUN = {"PORT", "WORKER_CONCURRENCY"}


@pytest.fixture(params=NAMES)
def words(request: pytest.FixtureRequest) -> str:
    """One README."""
    return (ROOT / request.param).read_text()


def told_settings(words: str) -> set[str]:
    """The names in the first column of the table of settings."""
    _, _, table = words.partition("\n## Settings\n" if "\n## Settings\n" in words else "\n## 设置\n")
    rows = [line for line in table.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}


def test_every_setting_is_told_and_no_other(words: str) -> None:
    source = (ROOT / "jincheng_gov/settings.py").read_text()
    read = set(re.findall(r"env(?:iron)?\.(?:get|str|int|float|bool|list|db_url)\(\s*\"([A-Z_]+)\"", source))
    assert told_settings(words) == (read - UNTOLD) | READ_BY_MAKE_RUN


def test_commands_and_targets_that_are_told_exist(words: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"manage\.py ([a-z_]+)", words)) <= set(get_commands())
    assert set(re.findall(r"`(?:[A-Z]+=\S+ )*make ([a-z-]+)", words)) <= targets


def test_addresses_that_are_told_are_there(words: str) -> None:
    told = set(re.findall(r"`(/(?:[a-z0-9-]+/)*(?:[a-z0-9-]+\.(?:atom|csv|ics))?|/[a-z]+z)`", words))
    assert len(told) > 5
    for address in told:
        resolve(address)


def test_folders_that_are_told_exist() -> None:
    for name in re.findall(r"^\| `([a-z_]+/)`", (ROOT / "README.md").read_text(), re.M):
        assert (ROOT / name).is_dir(), name
