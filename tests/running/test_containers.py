"""The container files, as far as they can be checked without an engine."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from jincheng_gov.localservices.site import web_program
from jincheng_gov.required_settings import missing_settings

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = ("web", "worker", "beat", "indexer", "migrate")
DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return document


def test_all_parts_are_there(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {*SITE, "postgres", "redis"}


@pytest.mark.parametrize("name", SITE)
def test_each_process_gets_what_it_may_not_start_without(
    compose: dict[str, Any], name: str, settings: Any
) -> None:
    settings.HAS_SECRET_KEY = settings.HAS_DATABASE_URL = False
    settings.ALLOWED_HOSTS, settings.REDIS_URL = [], ""
    assert set(missing_settings()) <= set(compose["services"][name]["environment"])


@pytest.mark.parametrize("name", ["worker", "beat", "indexer", "postgres", "redis"])
def test_each_part_has_a_health_check(compose: dict[str, Any], name: str) -> None:
    assert compose["services"][name]["healthcheck"]["test"]


def test_the_image_checks_its_web_process() -> None:
    assert "HEALTHCHECK" in DOCKERFILE
    assert "/healthz" in DOCKERFILE


@pytest.mark.parametrize("name", ["web", "worker", "beat", "indexer"])
def test_processes_wait_for_migrations(compose: dict[str, Any], name: str) -> None:
    condition = compose["services"][name]["depends_on"]["migrate"]["condition"]
    assert condition == "service_completed_successfully"


@pytest.mark.parametrize("name", ["migrate", "indexer"])
def test_management_commands_exist(compose: dict[str, Any], name: str) -> None:
    command = compose["services"][name]["command"]
    assert command[:2] == ["python", "manage.py"]
    assert command[2] in get_commands()


def test_volumes_that_are_mounted_are_declared(compose: dict[str, Any]) -> None:
    mounted = [volume for service in compose["services"].values() for volume in service.get("volumes", [])]
    named = {volume.split(":")[0] for volume in mounted if re.match(r"\w+:", volume)}
    assert named == set(compose["volumes"])


def test_nothing_but_the_web_is_published_and_that_on_the_loopback(compose: dict[str, Any]) -> None:
    published = {
        name: service["ports"] for name, service in compose["services"].items() if "ports" in service
    }
    assert list(published) == ["web"]
    assert published["web"][0].startswith("127.0.0.1:")


def test_the_image_serves_the_application_and_not_as_root() -> None:
    assert '"jincheng_gov.wsgi"' in DOCKERFILE
    assert DOCKERFILE.index("USER site") < DOCKERFILE.index('CMD ["gunicorn"')


def test_the_server_lets_long_queries_through() -> None:
    """A query of ten thousand characters is answered by the search, here and in the container."""
    options = web_program(8000).command
    assert options[options.index("--limit-request-line") + 1] == "0"
    assert '"--limit-request-line", "0"' in DOCKERFILE


def test_copied_files_exist() -> None:
    for name in re.findall(r"^COPY (\S+) ", DOCKERFILE, re.M):
        assert (ROOT / name).exists()


def test_secrets_and_gazettes_stay_out_of_the_image() -> None:
    left_out = set((ROOT / ".dockerignore").read_text().split())
    assert {".env", ".git", "gazettes", "var"} <= left_out


@pytest.mark.parametrize("name", SITE)
def test_settings_of_the_file_reach_each_process(compose: dict[str, Any], name: str) -> None:
    assert compose["services"][name]["env_file"] == [{"path": ".env", "required": False}]
