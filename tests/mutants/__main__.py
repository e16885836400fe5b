"""`make mutants`: change the code a little, many times, and see that a test notices each time.

`make mutants MUTANTS="access days"` does so for some areas, `MUTANTS="days:*deadlines*"` for some
mutants of an area. Ends with 1 where fewer than 95 % are noticed, where a survivor is not listed in
`survivors.toml`, or where one is listed that is none any more. What was tried stays in `.mutants/`,
and whatever a test noticed is tried again only when its function changes, or that folder is gone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

from conference.record.store import Store
from tests.mutants import survivors
from tests.mutants.survivors import RESULTS, Told
from tests.office import set_up

ROOT = Path(__file__).parents[2]
PLACE = ROOT / ".mutants"
AREAS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("areas.toml").read_text())
BESIDE = ("conference", "screens", "templates", "tests", "docs")
PROCESSES = 2
LEFT_OUT = ("postgresql", "a_hundred_thousand", "no_read_over_all_cases_is_forgotten")
"""Tests that take too long to be run for each mutant, and one that reads the code itself."""

SETTINGS = """
[tool.mutmut]
source_paths = ["conference", "screens"]
also_copy = ["templates", "docs"]
only_mutate = {change}
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = {options}
# What a refusal says is wording, which a test can hold only by repeating it; that it is made is
# tried by taking its condition away. A line of words alone is wording too.
do_not_mutate_patterns = ['^\\s*raise ', '\\b(BadInput|Problem)\\(', '^\\s*(\\w+=)?f?"']
# Each mutant is tried in a fork of a process that has run no test: nothing is remembered there.
process_isolation = "forkserver"
# A mutant that hangs is ended after (seconds that its tests take + constant) * multiplier.
timeout_constant = 6.0
timeout_multiplier = 5.0
track_dependencies = false
on_dependency_change = "ignore"
"""
OPTIONS = [
    *("-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-profile=mutants"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
]

ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    # The tests are those of the house, wherever the copies of them that mutmut makes lie.
    "PY_IGNORE_IMPORTMISMATCH": "1",
    # A database that is made once takes half a second from each mutant that is tried on one.
    "CONFERENCE_TEST_PREPARED": str(PLACE / "prepared.db"),
}


def _folder(name: str) -> Path:
    """The area's own folder, with the code as it is now and mutmut's settings."""
    folder = PLACE / name
    folder.mkdir(parents=True, exist_ok=True)
    for part in BESIDE:
        link = folder / part
        link.unlink(missing_ok=True)
        link.symlink_to(ROOT / part)
    # Mutants are known by their number: with other operators the same number is another mutant.
    operators = Path(__file__).with_name("operators.py").read_text()
    known = folder / "operators"
    if not known.exists() or known.read_text() != operators:
        shutil.rmtree(folder / "mutants", ignore_errors=True)
        known.write_text(operators)
    # Which test comes by which function is found out anew: a test may have changed as well.
    (folder / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    area = AREAS[name]
    tests = [*area["tests"], "-k", " and ".join(f"not {name}" for name in LEFT_OUT)]
    told = SETTINGS.format(change=area["change"], tests=tests, options=OPTIONS)
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text() + told)
    return folder


def _run(name: str, wanted: str) -> list[Told]:
    folder = _folder(name)
    command = [sys.executable, "-m", "tests.mutants.area", f"--max-children={PROCESSES}"]
    environment = {**os.environ, **ENVIRONMENT}
    with (folder / "log").open("w") as log:
        ended = subprocess.run(
            [*command, *([wanted] if wanted else [])],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ended.returncode:
        _say(f"{name}: the run broke down. {folder / 'log'} ends with:", *_end_of(folder / "log"))
    return survivors.read(folder / RESULTS)


def _end_of(log: Path) -> list[str]:
    """Its last lines; of a line that was written over and over, what stands there now."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line.rpartition("\r")[2] for line in lines[-3:]]


def _prepare_a_database() -> None:
    PLACE.mkdir(exist_ok=True)
    file = Path(ENVIRONMENT["CONFERENCE_TEST_PREPARED"])
    file.unlink(missing_ok=True)
    store = Store(str(file))
    store.prepare()
    set_up(store)
    store.close()


def main(asked: list[str]) -> int:
    """Run the areas asked for, or all, and write what came of it; the exit status."""
    _prepare_a_database()
    found: list[Told] = []
    for one in asked or AREAS:
        name, _, wanted = one.partition(":")
        began = time.monotonic()
        told = _run(name, wanted)
        found += told
        _say(survivors.line_of(name, told, (time.monotonic() - began) / 60))
    words, well = survivors.judged(found, survivors.listed(), whole=not asked)
    _say("", *words)
    return 0 if well else 1


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
