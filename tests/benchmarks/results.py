"""The table for the terminal, and the same with its circumstances for RESULTS.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from tests.benchmarks import peers
from tests.benchmarks.figures import Figure
from tests.benchmarks.parts import Part

HEADINGS = ("what", "ours", "peer", "ratio", "goal", "reached", "peer is")
_PACKAGES = ("textual", "rich", "sqlmodel", "sqlalchemy", "pydantic", "typst", "python-docx")


_ROWS = """\
- **names to sign in by**: the whole program is started on the record of a real council; until the
  list of those who may sign in is on the terminal, in a council whose people have passwords and in
  one where the first is still to be chosen. The peer shows one line and does nothing else.
- **names, then caseload**: the same, and from the key that ends the password until the cases are
  there. What the person takes to choose a name and to type is left out: a second before each key.
  A peer has no sign-in: its first data is there when it is started.
- **case seen**: from enter on the caseload, which has stood for a second, to the case.
- **served session** is a practice council of one person, who is asked for nothing: what a browser
  waits for without the time of a person. In a real council a name and a password come before.
- The rows of a commit, a save, a day and a restart are of people who have signed in already.
- What says *not measured anew* was measured by another way in, or not yet: no figure stands there
  that was not measured on a machine at rest."""


def table(figures: Sequence[Figure]) -> str:
    """Plain aligned text; numbers to the right."""
    rows = [HEADINGS, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(HEADINGS))]
    lines = [
        "  ".join(
            cell.rjust(width) if 1 <= index <= 4 else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _cells(figure: Figure) -> tuple[str, ...]:
    reached = {True: "yes", False: "no", None: "no figure" if figure.goal is None else "-"}
    return (
        figure.what,
        _number(figure.ours),
        _number(figure.peer),
        f"{figure.ratio:.2f}" if figure.ratio is not None else "-",
        str(figure.goal) if figure.goal else "-",
        reached[figure.reached],
        figure.against or "-",
    )


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def page(parts: Sequence[Part]) -> str:
    """RESULTS.md: the table, where it was measured, what was not reached and the likely why."""
    figures = [figure for part in parts for figure in part.figures]
    missed = [_missed(figure) for figure in figures if figure.reached is False]
    notes = [f"- {figure.what}: {figure.note}" for figure in figures if figure.note]
    sections = [
        "# Results of the benchmarks",
        _circumstances(),
        "Milliseconds, medians unless a line says otherwise; ours and the peer in turns in the "
        "same run. A goal in x is a ratio, one in ms a time. Absolute times differ from machine "
        "to machine: compare the ratios.",
        f"```text\n{table(figures)}\n```",
        "## What the rows are",
        _ROWS,
        "## Not reached",
        "\n".join(missed) or "Nothing.",
        "## Notes",
        "\n".join(notes) or "None.",
        "## The parts of the run",
        "Load: of the machine, in the minute before the part began; it has as many processors as "
        "are named above.",
        "\n".join(f"- {_day(part.at)} {part.at:%H:%M} UTC, {part}" for part in parts),
    ]
    return "\n\n".join(sections) + "\n"


def _circumstances() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    beside = ", ".join(f"{name} {peers.version(name)}" for name in peers.PROGRAMS)
    return (
        f"{_day(datetime.now(UTC))}. Python {platform.python_version()} on {platform.system()} "
        f"with {os.cpu_count()} processors; {packages}. Beside it: {beside}."
    )


def _day(moment: datetime) -> str:
    return f"{moment:%d %B %Y}".lstrip("0")


def _missed(figure: Figure) -> str:
    if figure.goal is None or figure.compared is None:
        return ""
    beyond = f"{figure.compared:.2f} {figure.goal.unit} instead of {figure.goal}"
    times = f"{figure.compared / figure.goal.most:.1f} times the goal"
    why = f" Likely why: {figure.why}." if figure.why else ""
    return f"- **{figure.what}**: {beyond}, {times}.{why}"
