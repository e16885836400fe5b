"""Install each peer, unless it is there; one that cannot be is told of and left out."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.benchmarks.peers import FOLDER, PINS, PROGRAMS, STAMP, program, wanted

_SECONDS = 300
"""How long one of them may take."""


def install(name: str) -> None:
    """An environment with exactly what is pinned; raises CalledProcessError or TimeoutExpired."""
    environment = FOLDER / name
    shutil.rmtree(environment, ignore_errors=True)
    pins = ["--no-deps", "-r", str(PINS / f"{name}.txt")]
    if uv := shutil.which("uv"):
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(environment)])
        _run([uv, "pip", "install", "--quiet", "--python", str(_python(environment)), *pins])
    else:
        venv.create(environment, with_pip=True)
        pip = [str(_python(environment)), "-m", "pip", "install", "--quiet", "--no-input"]
        _run([*pip, "--disable-pip-version-check", *pins])
    (environment / STAMP).write_text(wanted(name), encoding="utf-8")


def _python(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=_SECONDS)


def main() -> int:
    """Install all of them; never a failure: what is missing is left out of the table."""
    for name in PROGRAMS:
        if program(name) is not None:
            continue
        sys.stderr.write(f"Installing {name} to measure beside\n")
        try:
            install(name)
        except (OSError, subprocess.SubprocessError) as error:
            said = str(getattr(error, "stderr", "") or error).strip().splitlines()
            sys.stderr.write(f"{name} is left out: {said[-1] if said else error}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
