"""The Celery application.

In the room: the application and the refusal to start without the production settings.
Not in the room: tasks (each app has its own ``tasks`` module).
"""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jincheng_gov.settings")

app = Celery("jincheng_gov")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_without_settings(**_: Any) -> None:
    """Stop a worker or beat that lacks a setting it needs."""
    from jincheng_gov.required_settings import require_settings

    require_settings()


@worker_ready.connect
def take_up_what_was_left(**_: Any) -> None:
    """Look at once for files whose worker was killed, before the first round of beat."""
    app.signature("documents.tasks.requeue_stale").apply_async()
