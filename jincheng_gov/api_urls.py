"""The addresses of ``/api/v1/``.

In the room: the router over each app's ``routes``, the schema and its pages. Not in the room:
the views.
"""

from importlib import import_module
from importlib.util import find_spec

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerView
from rest_framework.routers import DefaultRouter

router = DefaultRouter()
router.include_format_suffixes = False
for module in ("documents.api", "regulations.api", "search.api"):
    if find_spec(module):
        for prefix, viewset, basename in import_module(module).routes:
            router.register(prefix, viewset, basename=basename)

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
    path("redoc/", SpectacularRedocView.as_view(url_name="api-schema"), name="api-redoc"),
    path("", include(router.urls)),
]
