"""The ASGI application; refuses to start without secret and hosts."""

import os

from django.core.asgi import get_asgi_application

from jincheng_gov.required_settings import require_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jincheng_gov.settings")

application = get_asgi_application()
require_settings()
