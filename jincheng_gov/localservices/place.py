"""Where one instance's data, binaries and sockets lie, and which account runs its servers.

In the room: folders, ownership, the account to drop to. Not in the room: starting anything.
"""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = "jincheng_gov"
LONGEST_SOCKET_FOLDER = 80


class UnsafePlace(RuntimeError):
    """A folder that should be ours belongs to somebody else; the message names it."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group that run the servers."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Place:
    """``home`` holds logs and records, ``storage`` the data, ``sockets`` the servers' sockets;
    ``account`` is the user to drop to, None where the caller itself may run them."""

    home: Path
    storage: Path
    sockets: Path
    account: Account | None

    @property
    def logs(self) -> Path:
        """Return the folder of the logs."""
        return self.home / "log"

    def own_folder(self, folder: Path) -> Path:
        """Make a folder that only the servers' account may enter, and return it."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)
        return folder

    def reachable(self, package: Path, *beside: Path) -> Path:
        """Return ``package`` where the account can execute it: itself, or a copy in ``storage``.

        ``beside`` are folders that must lie next to it.
        """
        if self.account is None or enterable_by_all(package):
            return package
        copies = self.storage / "binaries"
        copies.mkdir(exist_ok=True)
        for folder in (*beside, package):
            if not (copies / folder.name).is_dir():
                unfinished = copies / f"{folder.name}.new"
                shutil.rmtree(unfinished, ignore_errors=True)
                shutil.copytree(folder, unfinished)
                unfinished.rename(copies / folder.name)
        return copies / package.name


def open_place(home: Path) -> Place:
    """Return the place of the instance whose records lie in ``home``, making what is not there.

    >>> open_place(Path("var")).sockets  # doctest: +SKIP
    PosixPath('/tmp/jc-k3v9x2ab')

    Raises UnsafePlace where a folder belongs to another user.
    """
    home = home.resolve()
    (home / "log").mkdir(parents=True, exist_ok=True)
    account = _unprivileged_account() if os.geteuid() == 0 else None
    storage = _root_storage(home) if account else home / "data"
    storage.mkdir(mode=0o755, exist_ok=True)
    _refuse_foreign(storage, os.geteuid())
    return Place(home, storage, _socket_folder(home, account), account)


def remove_place(home: Path) -> None:
    """Remove an instance's data, binaries and sockets; its servers must have been stopped."""
    home = home.resolve()
    record = home / "sockets"
    if record.is_file():
        shutil.rmtree(record.read_text().strip(), ignore_errors=True)
        record.unlink()
    for storage in {_root_storage(home), home / "data"}:
        if storage.is_dir() and storage.stat().st_uid == os.geteuid():
            shutil.rmtree(storage, ignore_errors=True)


def enterable_by_all(path: Path) -> bool:
    """Tell whether any user may reach ``path`` (every folder above lets others pass).

    >>> enterable_by_all(Path("/usr/bin"))
    True
    """
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def _root_storage(home: Path) -> Path:
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"{PROJECT}-{digest}"


def _unprivileged_account() -> Account:
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def _socket_folder(home: Path, account: Account | None) -> Path:
    record = home / "sockets"
    owner = account.uid if account else os.geteuid()
    if record.is_file():
        folder = Path(record.read_text().strip())
        if folder.is_dir() and folder.stat().st_uid == owner:
            return folder
    temporary = tempfile.gettempdir()
    folder = Path(tempfile.mkdtemp(prefix="jc-", dir=_short(temporary)))
    if account:
        os.chown(folder, account.uid, account.gid)
    record.write_text(f"{folder}\n")
    return folder


def _short(folder: str) -> str:
    reachable = os.geteuid() != 0 or enterable_by_all(Path(folder))
    return folder if len(folder) < LONGEST_SOCKET_FOLDER and reachable else "/tmp"


def _refuse_foreign(folder: Path, owner: int) -> None:
    if folder.is_symlink() or folder.stat().st_uid != owner:
        raise UnsafePlace(f"{folder} 属于其他用户，不能使用")
