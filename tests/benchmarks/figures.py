"""What a measure gives: our figure, the peer's from the same run, and the one we go for."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Goal:
    """At most `most`: times the peer, or in the figure's own unit."""

    most: float
    unit: str = "x"

    def __str__(self) -> str:
        return f"{self.most:g} {self.unit}"


@dataclass(frozen=True)
class Figure:
    """One line of the table. Times are medians in milliseconds unless `what` says otherwise."""

    what: str
    ours: float | None
    peer: float | None = None
    against: str = ""
    """What the peer is, and does."""
    goal: Goal | None = None
    why: str = ""
    """What most stands in the way, told only where the goal is not reached."""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over the peer's."""
        return self.ours / self.peer if self.ours is not None and self.peer else None

    @property
    def compared(self) -> float | None:
        """What the goal is held against."""
        return self.ratio if self.goal and self.goal.unit == "x" else self.ours

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none, or nothing was measured."""
        if self.goal is None or self.compared is None:
            return None
        return self.compared <= self.goal.most


@dataclass(frozen=True)
class Run:
    """How thorough a run is, and where it may put its files."""

    folder: Path
    quick: bool = False
    minutes: float = 1.0
    """How long the long loads last."""
    home: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "home", self.folder / "home")
        self.home.mkdir(exist_ok=True)

    def new_home(self) -> Path:
        """An empty folder: some programs show again what was done in them last."""
        return Path(tempfile.mkdtemp(dir=self.folder))

    def rounds(self, full: int, quick: int) -> int:
        """How often to repeat something."""
        return quick if self.quick else full


def median(values: Sequence[float]) -> float:
    """The middle value: one slow round says nothing."""
    return statistics.median(values)


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of a hundred stay at or below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def took(work: Callable[[], object]) -> float:
    """Milliseconds one call takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def in_turns(rounds: int, *works: Callable[[], float]) -> list[list[float]]:
    """The values of each piece of work, done in turns so that a busy machine is fair to all.

    The first round warms up and is thrown away (unless only one round is wanted); every other
    round goes the other way round.
    """
    values: list[list[float]] = [[] for _ in works]
    warm_up = rounds > 1
    for number in range(rounds + warm_up):
        order = range(len(works)) if number % 2 else reversed(range(len(works)))
        for index in order:
            value = works[index]()
            if number or not warm_up:
                values[index].append(value)
    return values
