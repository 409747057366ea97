"""The root of all addresses.

In the room: which app answers which part. Not in the room: pages.
"""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

from jincheng_gov import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("jincheng_gov.api_urls")),
]
urlpatterns += [
    path("", include(module))
    for module in ("documents.urls", "regulations.urls", "search.urls")
    if find_spec(module)
]
