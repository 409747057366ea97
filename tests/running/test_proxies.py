"""Whose address counts, and who is asked over TLS, behind a proxy and without one."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from rest_framework.throttling import AnonRateThrottle

pytestmark = pytest.mark.django_db


def test_a_forged_address_is_no_new_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    cache.clear()
    codes = [
        Client().get("/api/v1/issues/", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(3)
    ]
    cache.clear()
    assert codes == [200, 200, 429]


@pytest.mark.parametrize(("address", "status"), [("/healthz", 200), ("/help/", 301)])
def test_health_is_told_without_tls(settings: Any, address: str, status: int) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(address).status_code == status
