"""Run every measure, print the table, and write it to RESULTS.md.

Each part is kept when it is done, beside the environment: a run that was broken off goes on with
--resume, and one part measured alone takes its place among the others. A part that fails, or takes
too long, says why and the rest goes on. Needs a POSIX terminal layer: elsewhere it says so.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
MEASURES = (
    "start",
    "long_lists",
    "caseload",
    "opening",
    "letters",
    "saving",
    "threshold",
    "live",
    "serving",
    "load",
    "restart",
    "day",
)
MINUTES = 1.0
"""How long twenty-five people save on each database, where nothing else is asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is named, or everything; the exit status says nothing of speed.

    1: some part could not be measured at all.
    """
    if sys.platform == "win32":
        sys.stderr.write("The benchmarks need pseudo-terminals, which Windows does not have.\n")
        return 1
    given = _given(arguments)
    from tests.benchmarks import parts
    from tests.benchmarks.figures import Run
    from tests.benchmarks.results import page, table

    done = []
    for name in given.measures or MEASURES:
        part = parts.kept(name) if given.resume else None
        if part is None:
            with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
                part = parts.measured(name, Run(Path(folder), given.quick, given.minutes))
            if not given.quick:
                parts.keep(part)
        sys.stderr.write(f"{part}\n")
        done.append(part)
        if not given.quick:
            RESULTS.write_text(page(parts.of(MEASURES)), encoding="utf-8")
    sys.stdout.write(f"\n{table([figure for part in done for figure in part.figures])}\n")
    return int(any(part.failure for part in done))


def _given(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="few rounds, some minutes on an idle machine; nothing is kept",
    )
    parser.add_argument(
        "--resume", action="store_true", help="leave out what was measured within six hours"
    )
    parser.add_argument(
        "--minutes",
        type=float,
        default=MINUTES,
        help=f"how long the twenty-five save on each database (usually {MINUTES:g}; in earnest 5)",
    )
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    given = parser.parse_args(arguments)
    if unknown := set(given.measures) - set(MEASURES):
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    return given


if __name__ == "__main__":
    sys.exit(main())
