"""Run every measure, print the table, and write it to RESULTS.md.

Needs a POSIX terminal layer: elsewhere it says so and stops.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
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
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is named, or everything; the exit status says nothing of speed."""
    if sys.platform == "win32":
        sys.stderr.write("The benchmarks need pseudo-terminals, which Windows does not have.\n")
        return 1
    given = _given(arguments)
    from tests.benchmarks.figures import Figure, Run
    from tests.benchmarks.results import page, table

    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        run = Run(Path(folder), quick=given.quick)
        for name in given.measures or MEASURES:
            began = time.perf_counter()
            figures += import_module(f"tests.benchmarks.measures.{name}").measure(run)
            sys.stderr.write(f"{name}: {time.perf_counter() - began:.0f} s\n")
    sys.stdout.write(f"\n{table(figures)}\n")
    if not given.measures and not given.quick:
        RESULTS.write_text(page(figures), encoding="utf-8")
    return 0


def _given(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="few rounds, about a minute on an idle machine; no file",
    )
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    given = parser.parse_args(arguments)
    if unknown := set(given.measures) - set(MEASURES):
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    return given


if __name__ == "__main__":
    sys.exit(main())
