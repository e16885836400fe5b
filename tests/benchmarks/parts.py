"""The parts of a run: measured one by one within a time of their own, and kept when done."""

from __future__ import annotations

import gc
import json
import os
import signal
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import FrameType

from tests.benchmarks.figures import Figure, Goal, Run

FOLDER = Path(__file__).parents[2] / ".venv" / "benchmarks"
FRESH = timedelta(hours=6)
LIMIT_SECONDS = 240
"""How long a part may take, where it does not say otherwise in `seconds(run)`."""


class OutOfTime(Exception):
    """A part took longer than it may."""


@dataclass(frozen=True)
class Part:
    """What one part gave, when, and how busy the machine was before it began."""

    name: str
    figures: tuple[Figure, ...]
    at: datetime
    took: float
    load: float | None
    failure: str = ""

    def __str__(self) -> str:
        busy = "" if self.load is None else f", load {self.load:.1f} before"
        words = f"{self.name}: {self.took:.0f} s{busy}"
        return f"{words}; not measured: {self.failure}" if self.failure else words


def measured(name: str, run: Run) -> Part:
    """Measure a part; where that fails, what it says instead of figures."""
    at, began, load = datetime.now(UTC), time.perf_counter(), _load()
    found: list[Figure] = []
    failure = ""
    gc.collect()
    try:
        module = import_module(f"tests.benchmarks.measures.{name}")
        limit = getattr(module, "seconds", lambda _run: LIMIT_SECONDS)(run)
        with _within(limit):
            found = module.measure(run)
    except Exception as error:
        traceback.print_exc()
        failure = f"{type(error).__name__}: {_last_line(error)}"
    return Part(name, tuple(found), at, time.perf_counter() - began, load, failure)


def _last_line(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [""]
    return lines[-1][-400:]


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    def out(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTime(f"it took longer than {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, out)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _load() -> float | None:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def keep(part: Part) -> None:
    """Remember a part, unless it failed and an earlier one did not."""
    if part.failure and kept(part.name, age=timedelta.max) is not None:
        return
    FOLDER.mkdir(exist_ok=True)
    facts = asdict(part) | {"at": part.at.isoformat()}
    (FOLDER / f"{part.name}.json").write_text(json.dumps(facts), encoding="utf-8")


def kept(name: str, *, age: timedelta = FRESH) -> Part | None:
    """A part that was measured not longer ago, whole; None where there is none."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        facts = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        part = _part(facts)
        if not part.failure and (age == timedelta.max or datetime.now(UTC) - part.at <= age):
            return part
    return None


def of(names: Sequence[str]) -> list[Part]:
    """The last of each part that there is, also one that failed."""
    found = []
    for name in names:
        with suppress(OSError, ValueError, TypeError, KeyError):
            facts = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
            found.append(_part(facts))
    return found


def _part(facts: dict[str, object]) -> Part:
    given = dict(facts)
    figures = given.pop("figures")
    at = datetime.fromisoformat(str(given.pop("at")))
    if not isinstance(figures, list):
        raise TypeError("no figures")
    return Part(figures=tuple(_figure(one) for one in figures), at=at, **given)  # type: ignore[arg-type]


def _figure(facts: dict[str, object]) -> Figure:
    goal = facts.pop("goal")
    return Figure(goal=Goal(**goal) if isinstance(goal, dict) else None, **facts)  # type: ignore[arg-type]
