"""Simulate councils: `python -m tests.simulate --seeds 10000`, or one seed with `--seed 4711`."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from multiprocessing import get_context

from tests.simulate.run import Ran, run
from tests.simulate.workshop import Workshop

_AT_ONCE = 10
"""Seeds that a process takes at a time."""
_FAULTS_SHOWN = 10


def main() -> int:
    """0 where program and model agreed in every seed."""
    given = _arguments()
    if given.seed is not None:
        with Workshop() as workshop:
            ran = run(given.seed, workshop.places, workshop.server, tell=True)
        print(ran.fault or "The program and the model agree.")  # noqa: T201
        return bool(ran.fault)
    return _simulate(range(given.first, given.first + given.seeds), given.processes)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many")
    parser.add_argument("--first", type=int, default=1, help="the first of them")
    parser.add_argument("--seed", type=int, help="one alone, step by step")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


def _simulate(seeds: range, processes: int) -> int:
    begun, counted, faults = time.monotonic(), Counter[str](), list[Ran]()
    parts = [seeds[at : at + _AT_ONCE] for at in range(0, len(seeds), _AT_ONCE)]
    with get_context("fork").Pool(processes, initializer=Workshop.open_for_good) as pool:
        for done, rans in enumerate(pool.imap_unordered(_run_part, parts), start=1):
            for ran in rans:
                counted += ran.counted
                if ran.fault:
                    faults.append(ran)
                    print(ran, end="\n\n", flush=True)  # noqa: T201
            _tell_progress(done * _AT_ONCE, len(seeds), time.monotonic() - begun, len(faults))
            if len(faults) >= _FAULTS_SHOWN:
                print("That is enough.")  # noqa: T201
                break
    _tell_what_was_done(counted)
    for ran in faults:
        print(f"FAULT in seed {ran.seed}: {ran.fault.splitlines()[0]}")  # noqa: T201
    return bool(faults)


def _run_part(seeds: range) -> list[Ran]:
    workshop = Workshop.opened()
    return [run(seed, workshop.places, workshop.server) for seed in seeds]


def _tell_progress(done: int, all_of_them: int, seconds: float, faults: int) -> None:
    if done % 100 == 0 or done >= all_of_them:
        words = f"{min(done, all_of_them)} of {all_of_them} seeds, {seconds:.0f} s, {faults} faults"
        print(words, file=sys.stderr, flush=True)  # noqa: T201


def _tell_what_was_done(counted: Counter[str]) -> None:
    for what, number in counted.most_common():
        print(f"{number:9} {what}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
