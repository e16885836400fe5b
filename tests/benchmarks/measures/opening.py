"""Opening a case of 320 entries: reading it, and seeing it.

Read: `read_case`, which leaves out what the reader may not see, against plain sqlite3 selects of
every row of the case. Seen: from enter on the caseload to the case on the terminal, in the
application, against two small ones on the same file: SQLModel entities in a stock DataTable, and
plain sqlite3 rows in our own list. Ours is of a real council, signed in to by a password. Each is
given a second after its caseload is shown, as a person takes to look at it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field

from conference.review.reading import read_case
from tests.benchmarks import arriving, records, terminal
from tests.benchmarks.apps import tables
from tests.benchmarks.figures import Figure, Goal, Run, in_turns, median, took
from tests.benchmarks.why import spent

_ESCAPE = b"\x1b"
_OPENED = "Steps of the procedure"
FIRST = Goal(150, "ms")


@dataclass
class Kind:
    """One application that opens the case."""

    command: list[str]
    words: str
    more: dict[str, str] = field(default_factory=dict)
    signs_in: bool = False
    later: list[float] = field(default_factory=list)


def measure(run: Run) -> list[Figure]:
    """Read, then seen."""
    folder = run.folder / "opening"
    folder.mkdir()
    record = records.usual(folder)
    figures = _read(run, record)
    arriving.make_real(str(record.file))
    return [*figures, *_seen(run, record)]


def _read(run: Run, record: records.Record) -> list[Figure]:
    desk, case_id = record.office.officer, record.case_id
    with closing(sqlite3.connect(record.file)) as connection:
        ours, peer, noted = in_turns(
            run.rounds(30, 8),
            lambda: took(lambda: read_case(desk, case_id, again=True)),
            lambda: took(lambda: tables.rows_of(connection, case_id)),
            lambda: took(lambda: read_case(desk, case_id)),
        )
        count = sum(len(rows) for rows in tables.rows_of(connection, case_id).values())
    where = spent(lambda: read_case(desk, case_id, again=True), 10)
    note = f"{count} rows with links and history; {where}"
    against = "sqlite3, the same rows"
    return [
        Figure("case of 320 entries, read", median(ours), median(peer), against, note=note),
        Figure("- and noted in its history", median(noted), median(peer), against),
    ]


def _seen(run: Run, record: records.Record) -> list[Figure]:
    kinds = _kinds(record)
    ours, usual, least = in_turns(
        run.rounds(3, 1), *(lambda kind=kind: _open(run, kind) for kind in kinds)
    )
    later = [median(kind.later) for kind in kinds]
    slow = "the application reads the case for its audience, and builds the stages' frame anew"
    return [
        Figure("case seen, first time", median(ours), goal=FIRST, why=slow),
        Figure("- beside", median(ours), median(usual), "SQLModel + DataTable"),
        Figure("case seen, later", later[0], later[1], "SQLModel + DataTable", Goal(0.5), slow),
        Figure("case seen, first time", median(ours), median(least), "sqlite3 + our list"),
        Figure("case seen, later", later[0], later[2], "sqlite3 + our list", Goal(1.3), slow),
    ]


def _kinds(record: records.Record) -> list[Kind]:
    place = {"CONFERENCE_DATABASE": str(record.file)}
    small = ["-m", "tests.benchmarks.apps."]
    return [
        Kind(["-m", "conference"], _OPENED, place, signs_in=True),
        Kind([small[0], f"{small[1]}entity_table", str(record.file)], "incident"),
        Kind([small[0], f"{small[1]}raw_list", str(record.file)], "incident"),
    ]


def _open(run: Run, kind: Kind, times: int = 5) -> float:
    """Open the case and go back, a few times; milliseconds of the first."""
    times = run.rounds(times, 2)
    with terminal.python(run.home, *kind.command, **kind.more) as screen:
        if kind.signs_in:
            arriving.arrive(screen, records.APPLICANT)
        screen.wait_for(records.APPLICANT)
        arriving.rest(screen)
        first, *later = [_once(screen, kind) for _ in range(times)]
    kind.later += later
    return first


def _once(screen: terminal.Terminal, kind: Kind) -> float:
    pressed = screen.press(b"\r")
    shown = screen.wait_for(kind.words, seconds=20)
    screen.settle()
    screen.press(_ESCAPE)
    screen.wait_for(records.APPLICANT, seconds=20)
    screen.settle()
    return (shown - pressed) * 1000
