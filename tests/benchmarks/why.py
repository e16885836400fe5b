"""Where the time goes: what is imported before the first picture, and what a call spends it on."""

from __future__ import annotations

import cProfile
import pstats
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)")


def imports_beyond(ours: str, theirs: str, most: int = 6) -> str:
    """The packages that importing `ours` loads and `theirs` does not, the dearest first.

    Each is a module's name, or several with commas.
    """
    plain = _imported(theirs)
    more: dict[str, float] = defaultdict(float)
    for name, milliseconds in _imported(ours).items():
        if name not in plain:
            more[".".join(name.split(".")[:2])] += milliseconds
    dearest = sorted(more, key=lambda name: -more[name])[:most]
    parts = ", ".join(f"{name} {more[name]:.1f}" for name in dearest)
    return f"imports beyond the peer's {sum(more.values()):.0f} ms of their own (traced): {parts}"


def _imported(module: str) -> dict[str, float]:
    """Each module that importing `module` loads, with its own milliseconds."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", f"import {module}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {name: int(own) / 1000 for own, name in _LINE.findall(done.stderr)}


def spent(work: Callable[[], object], times: int = 5, most: int = 5) -> str:
    """The functions that take most of the call's time by themselves, as shares of it."""
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(times):
        work()
    profile.disable()
    facts = pstats.Stats(profile)
    rows = [
        (own, f"{Path(file).stem}.{name}" if not file.startswith("~") else name.strip("<>"))
        for (file, _line, name), (_calls, _all, own, _total, _by) in facts.stats.items()  # type: ignore[attr-defined]
    ]
    whole = sum(own for own, _ in rows) or 1
    named = ", ".join(
        f"{name} {own / whole:.0%}" for own, name in sorted(rows, reverse=True)[:most]
    )
    return f"most time in {named} (profiled)"
