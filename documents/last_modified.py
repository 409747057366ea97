"""Since when an address answers with the words that it answers with now.

In the room: the Last-Modified date of a page, kept in the cache beside the ETag that it belongs to,
and for some seconds in this process. Not in the room: ETags, cache headers (``documents.public_page``).

A page is made of many rows, of the day and of the code, so no column holds the time of its last change.
The first time at which this very answer was given is never before that change, and changes with the ETag.
"""

import hashlib
from collections.abc import Iterable
from time import time

from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

DAYS_KEPT, SEARCHES_KEPT = 7 * 24 * 3600, 3600
SECONDS_REMEMBERED, MOST_REMEMBERED = 5, 1000

# by address the ETag last answered with, its date, and until when the cache need not be asked for it
_remembered: dict[str, tuple[str, int, float]] = {}


def unchanged_since(request: HttpRequest, tag: str, cookies: Iterable[str] = ()) -> int | None:
    """The second since which this address has answered with ``tag``; none while that cannot be told.

    Example: ``unchanged_since(request, '"5f1d"', cookies=("theme",))`` is ``1774915200``.
    Two answers of one address never share a second: a second answer within the same second gets the
    next one, and is told only when that has come. Without a cache nothing is told. Raises nothing.
    """
    key = _key(request, cookies)
    clock = time()
    remembered = _remembered.get(key)
    if remembered and remembered[0] == tag and remembered[1] <= clock < remembered[2]:
        return remembered[1]
    since = _since(key, tag, int(clock), SEARCHES_KEPT if request.GET else DAYS_KEPT)
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    if since is None:
        _remembered.pop(key, None)
    else:
        _remembered[key] = (tag, since, clock + SECONDS_REMEMBERED)
    return since


def forget() -> None:
    """Have this process remember nothing, as after the cache was emptied."""
    _remembered.clear()


def _since(key: str, tag: str, now: int, kept_for: int) -> int | None:
    try:
        known = cache.get(key)
        if known is None or known[0] != tag:
            known = (tag, now if known is None else max(now, known[1] + 1))
            cache.set(key, known, kept_for)
    except (RedisError, OSError):
        return None
    since = int(known[1])
    return since if since <= now else None


def _key(request: HttpRequest, cookies: Iterable[str]) -> str:
    parts = [request.build_absolute_uri(), request.headers.get("HX-Request", "")]
    parts += [request.COOKIES.get(name, "") for name in cookies]
    return "since:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
