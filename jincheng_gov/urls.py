"""The root of all addresses.

In the room: which app answers which part. Not in the room: pages.
"""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from jincheng_gov import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/password_change/", RedirectView.as_view(pattern_name="documents:desk-password")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("jincheng_gov.api_urls")),
    path("", include("documents.urls")),
    path("", include("regulations.urls")),
    path("", include("search.urls")),
]
