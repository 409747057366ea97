"""``make run`` as a whole: up, killed, up again, stopped."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from jincheng_gov.localservices.services import Services
from jincheng_gov.localservices.site import stop
from jincheng_gov.localservices.supervisor import stop_marked

ROOT = Path(__file__).resolve().parent.parent.parent
LEFT_OUT = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "VAR_DIR", "CELERY_TASK_ALWAYS_EAGER")


def start(home: Path) -> subprocess.Popen[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return subprocess.Popen(
        [sys.executable, "-m", "jincheng_gov.localservices", "run", "--dir", str(home)],
        cwd=ROOT,
        env=inherited | {"GAZETTES": "", "LAWS": "", "PORT": "18000"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def address(site: subprocess.Popen[str]) -> str:
    assert site.stdout is not None
    said = []
    for line in site.stdout:
        said.append(line)
        found = re.search(r"站点已就绪：(\S+)", line)
        if found:
            return found[1]
    raise AssertionError("".join(said))


def wait_until_ready(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"{url}/readyz") as answer:
                assert json.load(answer)["ready"] is True
                return
        except urllib.error.HTTPError as error:
            if time.monotonic() > deadline:
                pytest.fail(error.read().decode())
            time.sleep(0.5)


@pytest.mark.slow
def test_a_killed_site_comes_back_and_a_stopped_one_leaves_nothing(tmp_path: Path) -> None:
    home = tmp_path / "var"
    first = start(home)
    try:
        address(first)
        first.send_signal(signal.SIGKILL)
        first.wait(10)
        second = start(home)
        wait_until_ready(address(second))
        assert "已在运行" in start(home).communicate(timeout=30)[0]
        second.send_signal(signal.SIGINT)
        assert second.wait(60) == 0
        assert stop_marked(home) == 0
        assert all(server.process() is None for server in Services(home).servers.values())
    finally:
        first.kill()
        stop(home)
        Services(home, ours=("DATABASE_URL", "REDIS_URL")).remove()
