"""Starting and leaving, from the start of the process to the words on the terminal.

First picture: `conference` until it says that it opens the record, against a bare Textual
application until its one line. Caseload: until the first case of 41 is shown, against the same bare
application, and against the usual way (SQLModel imported at the top, a stock DataTable of whole
entities) on the same file. Quit: from q at the caseload until the process lets go of the terminal,
against q in the bare application.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.benchmarks import records, terminal
from tests.benchmarks.apps import bare
from tests.benchmarks.figures import Figure, Goal, Run, in_turns, median
from tests.benchmarks.why import imports_beyond

FIRST = "Opening the record"
_HARLEQUIN = 4.2
"""A harlequin that shows a SQLite file takes so many times a bare application's start."""


@dataclass
class _Times:
    """What each round gave, besides the one value that is taken in turns."""

    shown: list[float] = field(default_factory=list)
    left: list[float] = field(default_factory=list)


def measure(run: Run) -> list[Figure]:
    """First picture, caseload shown, and quit."""
    record = records.usual(run.folder)
    ours, theirs = _Times(), _Times()
    rounds = run.rounds(11, 1)
    first, plain, usual = in_turns(
        rounds,
        lambda: _conference(run, record, ours),
        lambda: _bare(run, theirs),
        lambda: _usual(run, record),
    )
    shown, left, plain_left = (
        median(times[-rounds:]) for times in (ours.shown, ours.left, theirs.left)
    )
    why = imports_beyond("screens.app", "textual.app")
    return [
        Figure(
            "first picture",
            median(first),
            median(plain),
            "bare Textual",
            Goal(1.05),
            why=why,
        ),
        Figure(
            "caseload shown (41 cases)",
            shown,
            median(plain),
            "bare Textual",
            Goal(round(_HARLEQUIN / 2, 2)),
            why="the list waits for the database library and for every table of the record; "
            + imports_beyond("conference.review.reading", "screens.app"),
            note="the figure we go for is half of harlequin on the same file, which is not run "
            f"here; harlequin took {_HARLEQUIN} times a bare application when it was measured",
        ),
        Figure("caseload shown (41 cases)", shown, median(usual), "SQLModel + DataTable"),
        Figure(
            "quit",
            left,
            plain_left,
            "bare Textual",
            Goal(0.5),
            why="the application itself is done in about a tenth of that; the rest is the "
            "interpreter taking the database library apart",
        ),
    ]


def _conference(run: Run, record: records.Record, times: _Times) -> float:
    place = {"CONFERENCE_DATABASE": str(record.file), "CONFERENCE_PERSON": records.OFFICER}
    with terminal.python(run.home, "-m", "conference", **place) as screen:
        first = screen.wait_for(FIRST)
        shown = screen.wait_for(records.APPLICANT)
        screen.settle()
        pressed = screen.press(b"q")
        times.left.append((screen.wait_for_end() - pressed) * 1000)
        times.shown.append((shown - screen.started) * 1000)
        return (first - screen.started) * 1000


def _bare(run: Run, times: _Times) -> float:
    with terminal.python(run.home, "-m", "tests.benchmarks.apps.bare") as screen:
        first = screen.wait_for(bare.SHOWN)
        screen.settle()
        pressed = screen.press(b"q")
        times.left.append((screen.wait_for_end() - pressed) * 1000)
        return (first - screen.started) * 1000


def _usual(run: Run, record: records.Record) -> float:
    module = "tests.benchmarks.apps.entity_table"
    with terminal.python(run.home, "-m", module, str(record.file)) as screen:
        return (screen.wait_for(records.APPLICANT) - screen.started) * 1000
