"""The WSGI application that gunicorn serves; refuses to start without secret and hosts.

Words are loaded before the first request, once for all workers where the parent loads this.
"""

import os

from django.core.wsgi import get_wsgi_application

from jincheng_gov.required_settings import require_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jincheng_gov.settings")

application = get_wsgi_application()
require_settings()

from search.warm_up import warm_up  # noqa: E402

warm_up()
