"""Whether the site is alive, and whether it is ready.

In the room: the two addresses and the parts that readiness looks at. Not in the room: repair.
"""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents import selectors
from jincheng_gov.celery import app

PING_SECONDS = 1.0
PING_KEPT_SECONDS = 5


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process serves."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part works, else 503; the body names each part and what it lacks."""
    parts = {name: _examine(check) for name, check in CHECKS.items()}
    missing = [name for name, part in parts.items() if not part["ok"]]
    body = {"ready": not missing, "missing": missing, "parts": parts}
    return JsonResponse(body, status=503 if missing else 200, json_dumps_params={"ensure_ascii": False})


def _examine(check: Callable[[], dict[str, object]]) -> dict[str, object]:
    try:
        return {"ok": True} | check()
    except Exception as error:  # a part that fails in any way is a part that is missing
        return {"ok": False, "reason": type(error).__name__}


def _database() -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {}


def _broker() -> dict[str, object]:
    with app.connection_for_read(transport_options={"socket_connect_timeout": 2}) as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
    return {}


def _worker() -> dict[str, object]:
    workers = cache.get("health:workers")
    if not workers:
        workers = len(app.control.ping(timeout=PING_SECONDS, limit=1) or [])
        cache.set("health:workers", workers, PING_KEPT_SECONDS)
    return {"workers": workers} if workers else {"ok": False, "reason": "没有工作进程应答"}


def _migrations() -> dict[str, object]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {"ok": not waiting, "reason": f"{len(waiting)} 个迁移未执行"} if waiting else {}


def _gazettes() -> dict[str, object]:
    state = selectors.load_state()
    return {"ok": not state["running"], **state}


CHECKS: dict[str, Callable[[], dict[str, object]]] = {
    "database": _database,
    "broker": _broker,
    "worker": _worker,
    "migrations": _migrations,
    "gazettes": _gazettes,
}
