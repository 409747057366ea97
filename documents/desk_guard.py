"""The door of every desk page: login, permission, no caching.

In the room: the decorator, where a form leads back to, what a page tells after an action. Not in the
room: which role has which permission (``documents.roles``).
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents import roles

View = Callable[..., HttpResponse]
MOST_CHOSEN, MOST_DIGITS, MOST_UNDONE = 1000, 18, 100


def desk_page(permission: str = roles.SEE_DESK, *, methods: tuple[str, ...] = ("GET", "HEAD")) -> Any:
    """A view for staff who see the desk and have ``permission``; others log in or get 403.

    Example: ``@desk_page(roles.DECIDE, methods=("POST",))``.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(_place_to_return(request), reverse("documents:login"))
            if not request.user.has_perms({roles.SEE_DESK, permission}):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded: View = never_cache(require_http_methods(list(methods))(answer))
        return guarded

    return wrap


def _place_to_return(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in ("GET", "HEAD") else "/desk/"


def staff(request: HttpRequest) -> User:
    """The user behind a guarded request."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def way_back(request: HttpRequest, fallback: str, name: str = "next") -> str:
    """The address that a form, or the link to it, asked to return to, if it lies on this site."""
    wanted = _asked(request).get(name, "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else fallback


def chosen_ids(request: HttpRequest, name: str = "id") -> list[int]:
    """The primary keys that a form chose; what no row can have is left out."""
    chosen = _asked(request).getlist(name)[:MOST_CHOSEN]
    return [int(text) for text in chosen if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS]


def _asked(request: HttpRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def tell_done(request: HttpRequest, words: str, records: Sequence[int] = ()) -> None:
    """Tell that something was done, with the records by which it can be taken back at once."""
    keys = ",".join(map(str, records)) if len(records) <= MOST_UNDONE else ""
    messages.success(request, words, extra_tags=f"undo:{keys}" if keys else "")
