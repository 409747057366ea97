"""``make run``: from nothing to a site that serves, and on until it is told to stop.

In the room: the order of the steps and what is said about them. Not in the room: how each part
is kept running.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import psutil

from jincheng_gov.input_folders import default_folder
from jincheng_gov.localservices import processes
from jincheng_gov.localservices.environment import child_environment, setting, write_environment
from jincheng_gov.localservices.services import Services
from jincheng_gov.localservices.supervisor import Program, Supervisor, stop_marked

FIRST_PORT = 8000
PORTS_TRIED = 100
WATCH_SECONDS = 2.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked the site to stop."""


class StepFailed(RuntimeError):
    """A step before the site could serve did not end well."""


def run(home: Path, root: Path) -> int:
    """Start the site of ``home`` and serve until a signal; return the exit status.

    >>> run(Path("var"), Path("."))  # doctest: +SKIP
    0
    """
    home.mkdir(parents=True, exist_ok=True)
    with _only_one(home) as free:
        if not free:
            say(f"已在运行：{_record(home).get('url', '')}")
            return 0
        return serve(home, root, _load_laws_and_watch)


def serve(home: Path, root: Path, then: Callable[[Supervisor, str], int], *, durable: bool = True) -> int:
    """Bring the site of ``home`` up, do ``then`` with its address, and stop everything.

    Returns what ``then`` returns, 0 after a signal, 1 where the site did not come up.
    """
    _stop_on_signals()
    supervisor = None
    try:
        stop_marked(home.resolve())
        supervisor = Supervisor(Services(home, durable=durable), root, say)
        with listen(int(os.environ.get("PORT", FIRST_PORT))) as listener:
            return then(supervisor, _bring_up(supervisor, listener))
    except Stopped:
        say("正在停止……")
        return 0
    except (StepFailed, processes.ServiceFailed) as error:
        say(str(error))
        return 1
    finally:
        _ignore_signals()
        if supervisor:
            supervisor.stop()
            say("已停止")
        (home / "running.json").unlink(missing_ok=True)


def stop(home: Path) -> None:
    """Stop the site of ``home`` wherever it was started, and whatever a kill left of it."""
    record = _record(home)
    if record:
        running = processes.same_process(int(record["pid"]), float(record["created"]))
        if running:
            processes.stop(running, (signal.SIGTERM, 90.0))
    stop_marked(home.resolve())
    Services(home, ours=("DATABASE_URL", "REDIS_URL")).stop()


def staff(home: Path, root: Path) -> int:
    """Ask for a name and a password and make a staff user of them; the site may run or not."""
    home.mkdir(parents=True, exist_ok=True)
    with _only_one(home) as free:
        services = Services(home)
        write_environment(home, services.start())
        try:
            for arguments in (("migrate", "--noinput", "--verbosity", "0"), ("createsuperuser", "--email=")):
                command = [sys.executable, str(root / "manage.py"), *arguments]
                status = subprocess.run(command, cwd=root, env=child_environment(home), check=False)
                if status.returncode != 0:
                    return status.returncode
            return 0
        finally:
            if free:
                services.stop()


def say(message: str) -> None:
    """Print one line with the time."""
    print(f"[{time.strftime('%H:%M:%S')}] {message}", flush=True)


def listen(first: int) -> socket.socket:
    """Take the first port from ``first`` on that nobody on the loopback address holds.

    Two sites that start together never get one port: the socket listens from here on, and stays
    with the supervisor, so that those who call while the web restarts wait instead of being refused.

    Raises StepFailed after a hundred that are taken.
    """
    for port in range(first, first + PORTS_TRIED):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen()
        except OSError:
            listener.close()
            continue
        return listener
    raise StepFailed(f"{first} 起的 {PORTS_TRIED} 个端口都被占用")


def address(listener: socket.socket) -> str:
    """Return the address at which a listening socket is reached."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def _bring_up(supervisor: Supervisor, listener: socket.socket) -> str:
    home, root = supervisor.services.home, supervisor.root
    url = address(listener)
    _write_record(home, url)
    write_environment(home, supervisor.services.start())
    say("数据库和消息服务已就绪")
    if manage(supervisor, "migrate", "--noinput", "--verbosity", "0") != 0:
        raise StepFailed("迁移失败，原因见上")
    supervisor.start([web_program(listener.fileno()), _worker()])
    _wait_for_web(url, supervisor)
    supervisor.start(_background(root, home))
    gazettes = folder(home, "GAZETTES")
    if gazettes:
        say(f"载入公报：{gazettes}")
        if manage(supervisor, "ingest", gazettes) != 0:
            say("有公报未能载入，原因见上；站点照常运行")
    return url


def _load_laws_and_watch(supervisor: Supervisor, url: str) -> int:
    say(f"站点已就绪：{url}    （Ctrl-C 停止；日志在 {supervisor.services.home / 'log'}）")
    laws = folder(supervisor.services.home, "LAWS")
    if laws:
        say(f"后台载入法律：{laws}")
        command = (sys.executable, str(supervisor.root / "manage.py"), "ingest", "--laws", laws)
        supervisor.start([Program("laws", command, once=True)])
    while True:
        time.sleep(WATCH_SECONDS)
        supervisor.watch()


CELERY = (sys.executable, "-m", "celery", "-A", "jincheng_gov")


def web_program(listener: int, *options: str) -> Program:
    """The web server on a listening socket; later options overrule.

    A long query is answered by the search itself, not refused by the server.
    """
    serve = f"-m gunicorn jincheng_gov.wsgi --bind fd://{listener} --no-control-socket --limit-request-line 0"
    workers = "--preload --workers 2 --threads 4 --timeout 60 --access-logfile -"
    return Program("web", (sys.executable, *serve.split(), *workers.split(), *options), inherits=(listener,))


def _worker() -> Program:
    concurrency = os.environ.get("WORKER_CONCURRENCY") or str(min(os.cpu_count() or 1, 4))
    options = ("--concurrency", concurrency, "--without-gossip", "--without-mingle", "-l", "INFO")
    return Program("worker", (*CELERY, "worker", *options))


def _background(root: Path, home: Path) -> list[Program]:
    return [
        Program("beat", (*CELERY, "beat", "-s", str(home / "beat"), "--pidfile=", "-l", "INFO")),
        Program("indexer", (sys.executable, str(root / "manage.py"), "run_indexer")),
    ]


def manage(supervisor: Supervisor, *arguments: str) -> int:
    """Run one management command in sight, the children being watched meanwhile."""
    command = [sys.executable, str(supervisor.root / "manage.py"), *arguments]
    env = child_environment(supervisor.services.home)
    child = subprocess.Popen(command, cwd=supervisor.root, env=env, start_new_session=True)
    while True:
        try:
            return child.wait(WATCH_SECONDS)
        except subprocess.TimeoutExpired:
            supervisor.watch()


def folder(home: Path, name: str) -> str:
    """Return the folder of ``GAZETTES`` or ``LAWS``, empty where there is none."""
    return setting(home, name, default_folder(name))


def _wait_for_web(url: str, supervisor: Supervisor) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
            supervisor.watch()
            if supervisor.children["web"].failures > 3:
                raise StepFailed(f"网站未能启动，见 {supervisor.services.home / 'log' / 'web.log'}") from None


@contextmanager
def _only_one(home: Path) -> Iterator[bool]:
    with (home / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _record(home: Path) -> dict[str, str]:
    path = home / "running.json"
    return json.loads(path.read_text()) if path.is_file() else {}


def _write_record(home: Path, url: str) -> None:
    me = psutil.Process()
    record = {"pid": str(me.pid), "created": str(me.create_time()), "url": url}
    (home / "running.json").write_text(json.dumps(record))


def _stop_on_signals() -> None:
    def ask(number: int, frame: FrameType | None) -> None:
        _ignore_signals()
        raise Stopped

    for number in STOP_SIGNALS:
        signal.signal(number, ask)


def _ignore_signals() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
