"""``/healthz`` and ``/readyz``."""

from collections.abc import Callable

import pytest
from django.test import Client

from jincheng_gov import health

PARTS = ["database", "broker", "worker", "migrations", "gazettes"]


def works() -> dict[str, object]:
    return {}


def breaks() -> dict[str, object]:
    raise ConnectionError("secret address")


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], dict[str, object]]]:
    replaced: dict[str, Callable[[], dict[str, object]]] = dict.fromkeys(PARTS, works)
    monkeypatch.setattr(health, "CHECKS", replaced)
    return replaced


def test_alive_asks_nothing(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_when_every_part_is(client: Client, checks: dict[str, object]) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["ready"] is True
    assert list(answer.json()["parts"]) == PARTS


@pytest.mark.parametrize("part", PARTS)
def test_a_broken_part_is_named_without_its_secrets(
    client: Client, checks: dict[str, object], part: str
) -> None:
    checks[part] = breaks
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == [part]
    assert "secret" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "ok"),
    [
        ({"total": 0, "done": 0, "failed": 0, "running": 0}, True),
        ({"total": 5, "done": 4, "failed": 1, "running": 0}, True),
        ({"total": 5, "done": 4, "failed": 0, "running": 1}, False),
    ],
)
def test_ready_waits_for_the_gazettes(
    monkeypatch: pytest.MonkeyPatch, state: dict[str, int], ok: bool
) -> None:
    monkeypatch.setattr("documents.selectors.load_state", lambda: state)
    assert health.CHECKS["gazettes"]()["ok"] is ok


@pytest.mark.django_db
def test_the_database_and_its_migrations_are_seen() -> None:
    assert health.CHECKS["database"]() == {}
    assert health.CHECKS["migrations"]() == {}


def test_writing_to_health_is_refused(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
