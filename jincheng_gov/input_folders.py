"""Which folders are loaded when nobody names one.

In the room: the defaults of ``GAZETTES`` and ``LAWS``. Not in the room: reading them.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def default_folder(name: str) -> str:
    """Return the default folder of ``GAZETTES`` or ``LAWS``, empty where there is none.

    >>> default_folder("GAZETTES").endswith("gazettes")
    True

    Raises KeyError for any other name.
    """
    return next((str(folder) for folder in CANDIDATES[name] if folder.is_dir()), "")


CANDIDATES = {
    "GAZETTES": (SHARED / "gazettes", ROOT / "fixtures" / "gazettes"),
    "LAWS": (SHARED / "laws",),
}
