"""A question put to a child process under limits on time and memory.

In the room: the call, its environment, its wall clock. Not in the room: the limits inside
the child (``child.set_limits``), what an exit status means to the one who asks.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "SYSTEMROOT")
FIXED_ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}


class Ended(NamedTuple):
    """How a child ended (below zero: killed by that signal) and what it printed."""

    status: int
    output: bytes


def ask_child(
    module: str,
    arguments: Sequence[str],
    data: bytes,
    *,
    memory_mb: int,
    timeout_s: float,
    threads: int | None = 1,
) -> Ended:
    """Run a module with the data on its standard input; its arguments begin with memory and seconds.

    Example: ``ask_child("documents.gazette.readers.child", ["pdf", "no"], data, memory_mb=1024, timeout_s=60)``.
    Returns: status and output. Raises: TimeoutError where the time ran out; the child is dead then.
    """
    command = [sys.executable, "-m", module, str(memory_mb), str(int(timeout_s) + 1), *arguments]
    environment = {key: os.environ[key] for key in KEPT_ENVIRONMENT if key in os.environ}
    environment |= FIXED_ENVIRONMENT
    if threads is not None:
        environment["OMP_NUM_THREADS"] = str(threads)
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=timeout_s,
            cwd=ROOT,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"{module}: {timeout_s:g} s") from error
    return Ended(done.returncode, done.stdout)
