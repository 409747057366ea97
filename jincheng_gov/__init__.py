"""The project: settings, root addresses, the Celery application, health, and local services.

In the room: what joins the apps into one site. Not in the room: anything about gazettes or acts.
"""

from jincheng_gov.celery import app as celery_app

__all__ = ("celery_app",)
