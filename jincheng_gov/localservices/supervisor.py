"""Keeps the site's processes running, and stops them all.

In the room: start, restart with growing pauses, stop, and the orphans of a killed supervisor.
Not in the room: which processes there are (``site``).
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from jincheng_gov.localservices import processes
from jincheng_gov.localservices.environment import MARKER, child_environment
from jincheng_gov.localservices.services import Services

LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0
STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Program:
    """A process to keep running, or with ``once`` to run to its end.

    ``inherits`` are the file numbers that it gets, again after each restart.
    """

    name: str
    command: tuple[str, ...]
    once: bool = False
    inherits: tuple[int, ...] = ()


@dataclass(slots=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes]
    started: float = field(default_factory=time.monotonic)
    failures: int = 0
    due: float = 0.0


class Supervisor:
    """The children of one instance and the servers under them."""

    def __init__(self, services: Services, root: Path, say: Callable[[str], None]) -> None:
        self.services = services
        self.root = root
        self.say = say
        self.children: dict[str, _Child] = {}

    def start(self, programs: Sequence[Program]) -> None:
        """Start each program, its output in ``log/<name>.log``."""
        for program in programs:
            self.children[program.name] = _Child(program, self._spawn(program))

    def watch(self) -> None:
        """Look once at every child and server, and start again what has ended."""
        self.services.start_missing()
        for child in list(self.children.values()):
            status = child.process.poll()
            if status is None:
                continue
            if child.program.once:
                del self.children[child.program.name]
                self.say(f"{child.program.name}：{'完成' if status == 0 else f'未完成（{status}），见日志'}")
            else:
                self._restart(child, status)

    def stop(self) -> None:
        """Stop every child together, then the servers."""
        stop_marked(self.services.home)
        self.children.clear()
        self.services.stop()

    def _restart(self, child: _Child, status: int) -> None:
        now = time.monotonic()
        if not child.due:
            lasted = now - child.started
            child.failures = 0 if lasted > HEALTHY_AFTER else child.failures + 1
            child.due = now + min(LONGEST_PAUSE, 2.0 ** min(child.failures, 6) - 1)
            self.say(f"{child.program.name} 意外结束（{status}），将重新启动")
            _kill_group(child.process.pid)
        if now >= child.due:
            child.process = self._spawn(child.program)
            child.started, child.due = now, 0.0

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        home = self.services.home
        log = home / "log" / f"{program.name}.log"
        environment = child_environment(home)
        return processes.spawn(
            program.command, log=log, cwd=self.root, env=environment, inherits=program.inherits
        )


def stop_marked(home: Path) -> int:
    """Stop every process of the instance, the orphans of a killed supervisor included.

    Returns how many there were.
    """
    found = [process for process in psutil.process_iter() if _marked(process, home)]
    leaders = [process for process in found if process.ppid() not in {other.pid for other in found}]
    for process in leaders:
        processes.send(process, signal.SIGTERM)
    processes.wait_gone(leaders, STOP_SECONDS)
    staying = processes.wait_gone(found, 1)
    for process in staying:
        processes.send(process, signal.SIGKILL)
    processes.wait_gone(staying, STOP_SECONDS)
    return len(found)


def _marked(process: psutil.Process, home: Path) -> bool:
    try:
        return bool(process.environ().get(MARKER) == str(home))
    except (psutil.Error, OSError):
        return False


def _kill_group(leader: int) -> None:
    """What a killed leader leaves behind would hold its port and its tasks."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
