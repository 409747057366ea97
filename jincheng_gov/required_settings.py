"""What a serving process may not start without.

In the room: the check and its message. Not in the room: reading the settings.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def missing_settings() -> list[str]:
    """Name the environment variables that a serving process still lacks.

    >>> missing_settings()
    ['SECRET_KEY', 'ALLOWED_HOSTS']
    """
    present = {
        "SECRET_KEY": settings.HAS_SECRET_KEY,
        "ALLOWED_HOSTS": bool(settings.ALLOWED_HOSTS),
        "DATABASE_URL": settings.HAS_DATABASE_URL,
        "REDIS_URL": bool(settings.REDIS_URL),
    }
    return [name for name, given in present.items() if not given]


def require_settings() -> None:
    """Raise ImproperlyConfigured that names every missing variable."""
    missing = missing_settings()
    if missing:
        raise ImproperlyConfigured(f"缺少设置，拒绝启动：{'、'.join(missing)}（见 README.zh-CN.md「设置」）")
