"""The programs that ours is measured beside, each in an environment of its own inside `.venv`.

What each needs is pinned in a file here. `python -m tests.benchmarks.peers` installs them; one that
cannot be installed is left out of the table, which then says so.
"""

from __future__ import annotations

import sys
from pathlib import Path

PINS = Path(__file__).parent
FOLDER = PINS.parents[2] / ".venv" / "peers"
PROGRAMS = {"harlequin": "harlequin", "posting": "posting", "visidata": "vd", "toolong": "tl"}
"""What each peer's command is called."""
STAMP = "installed"


def program(name: str) -> Path | None:
    """The command of a peer; None where it is not installed as it is pinned."""
    environment = FOLDER / name
    stamp = environment / STAMP
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted(name):
        return None
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    return environment / scripts / PROGRAMS[name]


def wanted(name: str) -> str:
    """What is pinned for a peer, and the Python it is for."""
    pins = (PINS / f"{name}.txt").read_text(encoding="utf-8")
    return f"{sys.version_info[:2]}\n{pins}"


def version(name: str) -> str:
    """The pinned version of a peer."""
    pins = wanted(name).splitlines()
    return next(pin.partition("==")[2] for pin in pins if pin.startswith(f"{name}=="))
