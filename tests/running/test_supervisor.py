"""The supervisor: what ends is started again, what is stopped stays stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from jincheng_gov.localservices.environment import child_environment, write_environment
from jincheng_gov.localservices.processes import alive
from jincheng_gov.localservices.services import Services
from jincheng_gov.localservices.site import StepFailed, address, listen
from jincheng_gov.localservices.supervisor import Program, Supervisor, stop_marked

SLEEP = Program("sleeper", ("sleep", "600"))


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    services = Services(tmp_path, ours=())
    supervisor = Supervisor(services, tmp_path, said.append)
    yield supervisor
    supervisor.stop()
    services.remove()


def until(condition: Callable[[], object], supervisor: Supervisor, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        supervisor.watch()
        time.sleep(0.05)


def test_a_killed_child_is_started_again(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start([SLEEP])
    first = supervisor.children["sleeper"].process.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: supervisor.children["sleeper"].process.pid != first, supervisor)
    assert said == ["sleeper 意外结束（-9），将重新启动"]


def test_a_child_that_keeps_failing_is_tried_at_growing_intervals(supervisor: Supervisor) -> None:
    supervisor.start([Program("broken", ("false",))])
    until(lambda: supervisor.children["broken"].failures >= 2, supervisor)
    started = supervisor.children["broken"].started
    supervisor.watch()
    assert supervisor.children["broken"].started == started


@pytest.mark.parametrize(("command", "word"), [("true", "完成"), ("false", "未完成（1），见日志")])
def test_a_program_that_runs_once_is_reported_and_not_repeated(
    supervisor: Supervisor, said: list[str], command: str, word: str
) -> None:
    supervisor.start([Program("laws", (command,), once=True)])
    until(lambda: not supervisor.children, supervisor)
    assert said == [f"laws：{word}"]


def test_a_healthy_child_is_left_alone(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start([SLEEP])
    first = supervisor.children["sleeper"].process.pid
    supervisor.watch()
    assert supervisor.children["sleeper"].process.pid == first
    assert said == []


def test_stop_ends_children_and_their_children(supervisor: Supervisor) -> None:
    supervisor.start([Program("parent", ("sh", "-c", "sleep 600 & sleep 600"))])
    leader = psutil.Process(supervisor.children["parent"].process.pid)
    until(lambda: len(leader.children()) == 2, supervisor)
    family = [leader, *leader.children()]
    supervisor.stop()
    assert not any(alive(process) for process in family)


def test_orphans_of_a_killed_supervisor_are_found(tmp_path: Path) -> None:
    ours = subprocess.Popen(["sleep", "600"], env=child_environment(tmp_path))
    other = subprocess.Popen(["sleep", "600"], env=child_environment(tmp_path / "elsewhere"))
    try:
        assert stop_marked(tmp_path) == 1
        assert ours.wait(5) == -signal.SIGTERM
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_taken_port_is_passed_over() -> None:
    with listen(18700) as first, listen(first.getsockname()[1]) as second:
        assert address(second) != address(first)
        with socket.create_connection(first.getsockname(), timeout=5):
            pass


def test_a_port_that_is_bound_and_does_not_listen_yet_is_taken_by_one_alone() -> None:
    """Two that start together both bind, and only one may listen."""
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        slow.bind(("127.0.0.1", 0))
        with listen(slow.getsockname()[1]), pytest.raises(OSError, match="in use"):
            slow.listen()


def test_no_free_port_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jincheng_gov.localservices.site.PORTS_TRIED", 0)
    with pytest.raises(StepFailed, match="端口"):
        listen(8000)


ANSWER_ONE = "import socket, sys; socket.socket(fileno=int(sys.argv[1])).accept()[0].sendall(b'here')"


def test_who_calls_while_a_program_restarts_waits_for_its_answer(supervisor: Supervisor) -> None:
    with listen(18700) as listener:
        number = listener.fileno()
        supervisor.start(
            [Program("web", (sys.executable, "-c", ANSWER_ONE, str(number)), inherits=(number,))]
        )
        answers = []
        for _ in range(2):
            with socket.create_connection(listener.getsockname()) as caller:
                caller.settimeout(0.2)
                until(lambda caller=caller: answers.append(heard(caller)) or answers[-1], supervisor)  # type: ignore[misc]
    assert [answer for answer in answers if answer] == [b"here", b"here"]


def heard(caller: socket.socket) -> bytes:
    try:
        return caller.recv(4)
    except TimeoutError:
        return b""


def test_the_secret_and_a_persons_lines_are_kept(tmp_path: Path) -> None:
    write_environment(tmp_path, {"DATABASE_URL": "postgres:///one"})
    path = tmp_path / "env"
    first = dict(line.split("=", 1) for line in path.read_text().splitlines())
    path.write_text(path.read_text() + "SITE_NAME=明川市公报文库\n")
    write_environment(tmp_path, {"DATABASE_URL": "postgres:///two"})
    second = dict(line.split("=", 1) for line in path.read_text().splitlines())
    assert second["SECRET_KEY"] == first["SECRET_KEY"]
    assert second["DATABASE_URL"] == "postgres:///two"
    assert second["SITE_NAME"] == "明川市公报文库"
    assert path.stat().st_mode & 0o077 == 0


def test_a_server_that_is_no_longer_ours_leaves_the_file(tmp_path: Path) -> None:
    write_environment(tmp_path, {"DATABASE_URL": "postgres:///one", "REDIS_URL": "unix:///x"})
    write_environment(tmp_path, {"REDIS_URL": "unix:///x"})
    assert "DATABASE_URL" not in (tmp_path / "env").read_text()


def test_the_command_line_names_its_commands() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "jincheng_gov.localservices", "nonsense"], capture_output=True, text=True
    )
    assert answer.returncode == 2
    assert "start" in answer.stderr
