"""``var/env``: the settings of an instance on this machine.

In the room: the file that ``make run`` writes and keeps. Not in the room: production, whose
settings come from the environment alone.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

SERVER_VARIABLES = ("DATABASE_URL", "REDIS_URL")


def write_environment(home: Path, urls: Mapping[str, str]) -> None:
    """Write the addresses of the servers of ours; keep the secret and whatever a person added.

    >>> write_environment(Path("var"), {"DATABASE_URL": "postgres://…"})  # doctest: +SKIP
    """
    path = home / "env"
    kept = _read(path)
    for name in SERVER_VARIABLES:
        kept.pop(name, None)
    values = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "SESSION_COOKIE_SECURE": "false",
        "CSRF_COOKIE_SECURE": "false",
    }
    values |= kept | dict(urls)
    unfinished = path.with_suffix(".new")
    unfinished.touch(mode=0o600)
    unfinished.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    unfinished.rename(path)


def child_environment(home: Path) -> dict[str, str]:
    """Return the environment of the site's own processes; the marker lets them be found again.

    >>> child_environment(Path("/srv/site/var"))["JINCHENG_SITE"]
    '/srv/site/var'
    """
    inherited = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS")}
    return inherited | {
        MARKER: str(home),
        "VAR_DIR": str(home),
        "DJANGO_SETTINGS_MODULE": "jincheng_gov.settings",
        "PYTHONUNBUFFERED": "1",
    }


MARKER = "JINCHENG_SITE"


def setting(home: Path, name: str, default: str) -> str:
    """Return a setting as the site will see it: the environment, then ``var/env``, then the default.

    >>> setting(Path("var"), "SITE_NAME", "市政府公报文库")
    '市政府公报文库'
    """
    return os.environ.get(name, _read(home / "env").get(name, default))


def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}
