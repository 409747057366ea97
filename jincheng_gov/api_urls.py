"""The addresses of ``/api/v1/``.

In the room: the router over each app's ``routes``, the schema and its pages. Not in the room:
the views.
"""

from typing import Any

from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from documents import api as documents
from regulations import api as regulations
from regulations import api_lookup, api_texts
from search import api as search
from search import similar_api

router = DefaultRouter()
router.include_format_suffixes = False
routes: list[tuple[str, Any, str]] = [
    *documents.routes,
    *regulations.routes,
    *api_texts.routes,
    *api_lookup.routes,
    *search.routes,
    *similar_api.routes,
]
for prefix, viewset, basename in routes:
    router.register(prefix, viewset, basename=basename)

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    path("redoc/", RedirectView.as_view(pattern_name="api-docs", permanent=True)),
    path("", include(router.urls)),
]
