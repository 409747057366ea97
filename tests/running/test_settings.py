"""A serving process without secret, hosts or servers refuses to start; the clock can be set."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from jincheng_gov.clock import freeze_today, today
from jincheng_gov.required_settings import missing_settings, require_settings

ROOT = Path(__file__).resolve().parent.parent.parent
REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL")
GIVEN = {
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "localhost",
    "DATABASE_URL": "postgres:///x",
    "REDIS_URL": "redis://localhost",
}


def load_wsgi(tmp_path: Path, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in REQUIRED}
    return subprocess.run(
        [sys.executable, "-c", "import jincheng_gov.wsgi"],
        cwd=ROOT,
        env=inherited | {"VAR_DIR": str(tmp_path)} | given,
        capture_output=True,
        text=True,
    )


def test_web_starts_with_all_that_is_required(tmp_path: Path) -> None:
    answer = load_wsgi(tmp_path, GIVEN)
    assert answer.returncode == 0, answer.stderr


def test_web_refuses_without_anything(tmp_path: Path) -> None:
    answer = load_wsgi(tmp_path, {})
    assert answer.returncode != 0
    assert "SECRET_KEY" in answer.stderr


def test_web_refuses_without_hosts(tmp_path: Path) -> None:
    answer = load_wsgi(tmp_path, {name: value for name, value in GIVEN.items() if name != "ALLOWED_HOSTS"})
    assert answer.returncode != 0
    assert "拒绝启动：ALLOWED_HOSTS" in answer.stderr


@override_settings(HAS_SECRET_KEY=True, ALLOWED_HOSTS=[], HAS_DATABASE_URL=True, REDIS_URL="")
def test_every_missing_setting_is_named() -> None:
    assert missing_settings() == ["ALLOWED_HOSTS", "REDIS_URL"]
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS、REDIS_URL"):
        require_settings()


@override_settings(
    HAS_SECRET_KEY=True, ALLOWED_HOSTS=["localhost"], HAS_DATABASE_URL=True, REDIS_URL="unix:///x"
)
def test_nothing_is_missing() -> None:
    require_settings()


def test_the_day_can_be_set_and_returns() -> None:
    real = today()
    with freeze_today(date(2023, 5, 1)):
        assert today() == date(2023, 5, 1)
        with freeze_today(date(2024, 2, 29)):
            assert today() == date(2024, 2, 29)
        assert today() == date(2023, 5, 1)
    assert today() >= real
