"""The folders a server makes for itself, and the only way any of them is ever removed."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

_PREFIX = "case-conference-served-"


def make_root() -> Path:
    """A folder for a server and its sessions, which nobody else can look into."""
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")).resolve()


def is_own(folder: Path) -> bool:
    """Whether this is a folder that `make_root` made, or stands in one; nothing else ever is.

    A relative path, a link, another's folder and any other name are not.
    """
    root = folder if folder.name.startswith(_PREFIX) else folder.parent
    with suppress(OSError):
        return (
            folder.is_absolute()
            and root.name.startswith(_PREFIX)
            and root.parent == Path(tempfile.gettempdir()).resolve()
            and folder.resolve() == folder
            and folder.is_dir()
            and (sys.platform == "win32" or root.stat().st_uid == os.getuid())
        )
    return False


def remove(folder: Path) -> bool:
    """Remove a folder of a server with all that is in it; False, and untouched, for any other."""
    if not is_own(folder):
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True


def sweep() -> None:
    """Remove what servers left behind that were cut off together with their sessions."""
    for folder in Path(tempfile.gettempdir()).resolve().glob(f"{_PREFIX}*"):
        with suppress(ValueError):
            if not _runs(int(folder.name.removeprefix(_PREFIX).partition("-")[0])):
                remove(folder)


def _runs(pid: int) -> bool:
    """Whether a process of this number runs; where that cannot be told, it does."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
