"""What all public pages share: read-only methods, conditional requests, compression, cache headers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.http import http_date
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from documents.last_modified import unchanged_since
from documents.reading import MODES

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A view that anyone may read and that browsers may keep as long as its ETag holds.

    Reading modes live in cookies, so answers vary with them; what somebody with a session sees is theirs.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        with_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        whose = {"private": True} if with_session else {"public": True}
        patch_cache_control(response, max_age=0, must_revalidate=True, **whose)
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        if response.status_code == 200 and not with_session:
            _date(request, response)
        return response

    wrapped: View = gzip_page(conditional_page(require_safe(answer)))
    return wrapped


def _date(request: HttpRequest, response: HttpResponse) -> None:
    """Tell since when the page is what it is; another date than that one is not a condition met."""
    set_response_etag(response)
    if not response.has_header("ETag"):  # an empty answer gets none
        return
    since = unchanged_since(request, response["ETag"], MODES)
    if since is not None:
        response["Last-Modified"] = http_date(since)
    if request.headers.get("If-Modified-Since") != response.get("Last-Modified"):
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
