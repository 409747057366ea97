"""``python -m jincheng_gov.localservices COMMAND [--dir DIR]``.

In the room: the command line. Not in the room: what the commands do.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from jincheng_gov.localservices import site
from jincheng_gov.localservices.place import UnsafePlace
from jincheng_gov.localservices.processes import ServiceFailed
from jincheng_gov.localservices.services import Services

ROOT = Path(__file__).resolve().parent.parent.parent
EVERY_SERVER = ("DATABASE_URL", "REDIS_URL")


def start(home: Path) -> None:
    """Start both servers in the background and print their addresses."""
    services = Services(home, ours=EVERY_SERVER)
    services.start()
    print_environment(services)


def env(home: Path) -> None:
    """Print the addresses in a form that a shell can ``eval``."""
    print_environment(Services(home, ours=EVERY_SERVER))


def run(home: Path) -> int:
    """Start the whole site and serve until a signal."""
    return site.run(home, ROOT)


def staff(home: Path) -> int:
    """Make a staff user."""
    return site.staff(home, ROOT)


def stop(home: Path) -> None:
    """Stop the site, if it runs, and both servers."""
    site.stop(home)


def remove(home: Path) -> None:
    """Stop the site and both servers, and remove their data."""
    site.stop(home)
    Services(home, ours=EVERY_SERVER).remove()


def print_environment(services: Services) -> None:
    """Print one ``export`` line for each server."""
    for name, url in services.urls().items():
        print(f"export {name}='{url}'")


COMMANDS: dict[str, Callable[[Path], int | None]] = {
    command.__name__: command for command in (run, staff, start, env, stop, remove)
}


def main() -> int:
    """Run one command; the exit status is 1 where a server did not start."""
    parser = argparse.ArgumentParser(prog="jincheng_gov.localservices")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--dir", type=Path, default=ROOT / "var")
    arguments = parser.parse_args()
    try:
        return COMMANDS[arguments.command](arguments.dir) or 0
    except (ServiceFailed, UnsafePlace) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
