"""How often one address may do something, counted in the cache.

In the room: the count. Not in the room: what is limited, the words of the refusal.
"""

import hashlib
from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError


def allowed(*, what: str, who: str, most: int, seconds: int) -> bool:
    """Count one more try and say whether it is within ``most`` in ``seconds``.

    Example: ``allowed(what="report", who=address_of(request), most=10, seconds=3600)``.
    The name is hashed, so that no address is stored. Without a cache nothing is counted, and all is
    allowed. Raises nothing.
    """
    key = _key(what, who)
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key) <= most
    except (ValueError, RedisError, OSError):  # it lapsed just now, or there is no server
        return True


def forget(*, what: str, who: str) -> None:
    """Start the count anew, as after a good login."""
    with suppress(RedisError, OSError):
        cache.delete(_key(what, who))


def _key(what: str, who: str) -> str:
    return f"limit:{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from; behind our own proxy the one that the proxy saw."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        return str(request.META.get("HTTP_X_FORWARDED_FOR", seen)).rpartition(",")[2].strip()
    return seen
