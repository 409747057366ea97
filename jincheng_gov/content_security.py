"""What a page of this site may load and run: its own files, and nothing that stands in the page itself.

In the room: the Content-Security-Policy header of every answer, and the few style elements that a page
may carry, each known by its digest. Not in the room: the files (``static``), other headers.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_ALLOWED = "jincheng_gov.styles_allowed"
_UNCHANGED = 304
HEADER = "Content-Security-Policy"
# a style attribute holds only numbers that the layout reckons with: --d:12;--p:30
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def allow_style(request: HttpRequest, text: str) -> None:
    """Let the answer to a request carry one style element with just these words.

    Example: ``allow_style(request, "@page { margin: 0 }")`` before the page is sent.
    Returns nothing. Raises nothing.
    """
    digest = b64encode(sha256(text.encode()).digest()).decode()
    request.META.setdefault(_ALLOWED, set()).add(f"'sha256-{digest}'")


def policy_with(styles: Iterable[str] = ()) -> str:
    """The header's words, with digests of styles that a page carries.

    Example: ``policy_with()`` begins with ``default-src 'none'``.
    Returns a string. Raises nothing.
    """
    wider = {"style-src": " ".join((POLICY["style-src"], *sorted(styles)))}
    return "; ".join(f"{name} {sources}" for name, sources in (POLICY | wider).items())


class ContentSecurityPolicy:
    """Middleware that sets the header; an answer 304 keeps the one that the browser has with its copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on and set the header of its answer."""
        answer = self.get_response(request)
        if answer.status_code != _UNCHANGED:
            answer.headers.setdefault(HEADER, policy_with(request.META.get(_ALLOWED, ())))
        return answer
