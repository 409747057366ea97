"""``python -m jincheng_gov.localservices.trial [--laws] COMMAND…``: a site for one command.

In the room: a temporary instance with the gazettes loaded, whose address the command finds in
``BASE_URL``; everything is removed afterwards. Not in the room: what is measured on it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from jincheng_gov.localservices.environment import SERVER_VARIABLES, child_environment
from jincheng_gov.localservices.services import Services
from jincheng_gov.localservices.site import folder, manage, say, serve
from jincheng_gov.localservices.supervisor import Supervisor

ROOT = Path(__file__).resolve().parent.parent.parent


def try_out(command: list[str], *, laws: bool = False) -> int:
    """Run ``command`` against a temporary site and return its exit status.

    >>> try_out(["curl", "-s", "$BASE_URL/healthz"])  # doctest: +SKIP
    0
    """
    for name in SERVER_VARIABLES:
        os.environ.pop(name, None)

    def measure(supervisor: Supervisor, url: str) -> int:
        home = supervisor.services.home
        if laws:
            manage(supervisor, "ingest", "--laws", folder(home, "LAWS"))
        say(f"试验站点：{url}")
        environment = child_environment(home) | {"BASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode

    with tempfile.TemporaryDirectory(prefix="jc-trial-") as temporary:
        home = Path(temporary)
        try:
            return serve(home, ROOT, measure, durable=False)
        finally:
            Services(home, durable=False, ours=SERVER_VARIABLES).remove()


def main() -> int:
    """Read the command line and run the trial."""
    parser = argparse.ArgumentParser(prog="jincheng_gov.localservices.trial")
    parser.add_argument("--laws", action="store_true", help="load the national laws as well")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    return try_out(arguments.command, laws=arguments.laws)


if __name__ == "__main__":
    sys.exit(main())
