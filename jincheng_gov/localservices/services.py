"""Both servers of one instance together.

In the room: which are ours to start, start, stop, their addresses. Not in the room: how each runs.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jincheng_gov.localservices.place import open_place, remove_place
from jincheng_gov.localservices.postgres import Postgres
from jincheng_gov.localservices.valkey import Valkey


class Services:
    """The servers whose records lie in ``home``.

    A server that ``DATABASE_URL`` or ``REDIS_URL`` of the environment names is somebody else's:
    it is used and never started or stopped.
    """

    def __init__(self, home: Path, *, durable: bool = True, ours: tuple[str, ...] | None = None) -> None:
        place = open_place(home)
        self.home = place.home
        servers: dict[str, Postgres | Valkey] = {
            "DATABASE_URL": Postgres(place, durable=durable),
            "REDIS_URL": Valkey(place),
        }
        wanted = ours if ours is not None else tuple(name for name in servers if not os.environ.get(name))
        self.servers = {name: server for name, server in servers.items() if name in wanted}

    def start(self) -> dict[str, str]:
        """Have every server of ours running and return its address by variable.

        >>> Services(Path("var")).start()  # doctest: +SKIP
        {'DATABASE_URL': 'postgres://…', 'REDIS_URL': 'unix://…'}
        """
        with self._alone():
            for server in self.servers.values():
                server.start()
        return self.urls()

    def start_missing(self) -> None:
        """Start again a server of ours whose process is gone."""
        if any(server.process() is None for server in self.servers.values()):
            self.start()

    def stop(self) -> None:
        """Stop every server of ours."""
        with self._alone():
            for server in reversed(self.servers.values()):
                server.stop()

    def urls(self) -> dict[str, str]:
        """Return the addresses by variable, whether the servers run or not."""
        return {name: server.url for name, server in self.servers.items()}

    def remove(self) -> None:
        """Stop every server and remove its data."""
        self.stop()
        remove_place(self.home)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.home / "services.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
