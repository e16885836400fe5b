"""Starting and leaving, from the start of the process to the words on the terminal.

Ours and each peer in turns, on one record of 41 cases of a real council: the names of those who may
sign in, first data, quitting from there, and memory once the data is shown. Ours is signed in to by
a name and a password, as a person does, who takes a second before each key: what they take is left
out. A second record is of a council where the first password has still to be chosen. A bare Textual
application and the usual way (SQLModel imported at the top, a stock DataTable of whole entities)
are peers as well. harlequin's first data is its catalog of the same file, visidata's the same table
of it, toolong's a file with a line for each case; posting shows an empty collection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from conference.review.hashing import Argon2id
from tests.benchmarks import arriving, peers, records, terminal
from tests.benchmarks.apps import bare
from tests.benchmarks.figures import Figure, Goal, Run, in_turns, median, took
from tests.benchmarks.why import imports_beyond

OURS = "ours"
_RUN = b"\n"
"""Ctrl+J, which runs a query."""
NAMES, KEY = Goal(1.3), Goal(50, "ms")
_CHECKED = "the password is checked with Argon2id, slow on purpose, and the sign-in is written"
_OF_BARE = 2.1
"""Half of harlequin's first data, in starts of a bare application, as it was measured once."""
_QUERY = b"select reference, applicant_name, stage, next_step from review_case order by next_due"


@dataclass
class Program:
    """One that is started, looked at and left; milliseconds and megabytes of each round."""

    name: str
    command: Sequence[str]
    shown: str
    """Words of its data; of ours, of the names that are asked for before."""
    leave: bytes = b"q"
    more: dict[str, str] = field(default_factory=dict)
    query: bytes = b""
    """Keys that ask for the caseload, where it is not shown by itself."""
    answer: str = records.APPLICANT
    """What is shown then."""
    arrive: Callable[[terminal.Terminal], float] | None = None
    """Signs in, where that comes before the data; milliseconds from the last key until it."""
    names: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    datas: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    quits: list[float] = field(default_factory=list)
    memories: list[float] = field(default_factory=list)

    failed: str = ""
    """Why it is left out; empty while it works."""

    def safely(self, run: Run) -> float:
        """The same once more; a peer that fails is left out, and ours must not."""
        if self.failed:
            return 0.0
        try:
            return self.once(run)
        except terminal.TooLong as error:
            if self.name == OURS:
                raise
            self.failed = str(error)
            return 0.0

    def once(self, run: Run) -> float:
        """Start it, look and leave; milliseconds until its data is shown."""
        with terminal.start(self.command, run.new_home(), **self.more) as screen:
            first = screen.wait_for_picture()
            shown = screen.wait_for(self.shown)
            screen.settle()
            self.names.append(_since(screen, shown))
            waited = self.arrive(screen) if self.arrive else 0.0
            self.keys.append(waited)
            screen.settle()
            self.memories.append(screen.memory or 0.0)
            if self.query:
                self.asked.append(_since(screen, shown) + ask(screen, self.query, self.answer))
            pressed = screen.press(self.leave)
            self.quits.append((screen.wait_for_end() - pressed) * 1000)
            self.firsts.append(_since(screen, first))
            self.datas.append(self.names[-1] + waited)
            return self.datas[-1]


def ask(screen: terminal.Terminal, query: bytes, answer: str) -> float:
    """Paste a query and run it; milliseconds from the key that runs it to the answer.

    What is pasted or pressed before the editor has the keyboard is lost: then once more.
    """
    screen.settle(0.5)
    screen.press(b"\x1b[200~" + query + b"\x1b[201~")
    screen.settle(0.3)
    for seconds in (10, 10, 30):
        pressed = screen.press(_RUN)
        with suppress(terminal.TooLong):
            shown = screen.wait_for(answer, seconds=seconds)
            screen.settle()
            return (shown - pressed) * 1000
    raise terminal.TooLong(f"{answer!r} did not come: {screen.text[-200:]!r}")


def _since(screen: terminal.Terminal, moment: float) -> float:
    return (moment - screen.started) * 1000


def seconds(run: Run) -> float:
    """How long this may take: seven programs, again and again."""
    return 420


def measure(run: Run) -> list[Figure]:
    """First picture, first data, quit and memory, beside every peer that is here."""
    record = records.usual(run.folder)
    arriving.make_real(str(record.file))
    ours, begins = _ours(record), _begins(run)
    plain, usual = _bare(), _usual(record)
    others = _peers(run, record)
    programs = [ours, begins, plain, usual, *others]
    rounds = run.rounds(7, 1)
    in_turns(rounds, *(lambda one=one: one.safely(run) for one in programs))
    for one in programs:
        all_of_it = (one.names, one.keys, one.firsts, one.datas, one.asked, one.quits, one.memories)
        for values in all_of_it:
            del values[:-rounds]  # The round that warmed up.
    failed = [one for one in others if one.failed]
    others = [one for one in others if not one.failed]
    return [
        *(left_out(one) for one in failed),
        *_names(ours, begins, plain, others),
        *_data(ours, plain, usual, others),
        *_quit(ours, plain, others),
        *_memory(ours, plain, usual, others),
    ]


def _names(ours: Program, begins: Program, plain: Program, others: list[Program]) -> list[Figure]:
    what, mine, bare_one = "names to sign in by", median(ours.names), median(plain.firsts)
    why = imports_beyond("screens.app, screens.sign_in, screens.gate", "textual.app")
    return [
        Figure(f"{what} shown", mine, bare_one, plain.name, NAMES, why=why),
        Figure(f"{what}, no password yet", median(begins.names), bare_one, plain.name, NAMES, why),
        *(Figure("- beside", mine, median(one.firsts), one.name) for one in others),
        *_missing(what),
    ]


def _data(ours: Program, plain: Program, usual: Program, others: list[Program]) -> list[Figure]:
    what, mine = "names, then caseload (41 cases)", median(ours.datas)
    why = (
        "the list waits for whatever it is read with; "
        f"{imports_beyond('conference.review.reading', 'screens.app')}"
    )
    is_here = any(one.query for one in others)
    figures = [
        Figure(
            what,
            mine,
            median(plain.datas),
            plain.name,
            None if is_here else Goal(_OF_BARE),
            why,
        ),
        Figure(what, mine, median(usual.datas), usual.name),
        Figure("- from the key that signs in", median(ours.keys), goal=KEY, why=_CHECKED),
        Figure("- of that, the check of a password", _check()),
    ]
    for one in others:
        goal = Goal(0.5) if one.query else None
        figures.append(Figure(what, mine, median(one.datas), one.name, goal, why))
        if one.query:
            against = f"{one.name}, query pasted"
            figures.append(Figure(what, mine, median(one.asked), against))
    return figures


def _check() -> float:
    """Milliseconds that Argon2id takes alone."""
    hasher = Argon2id()
    kept = hasher.hash(arriving.PASSWORD)
    return median([took(lambda: hasher.fits(kept, arriving.PASSWORD)) for _ in range(5)])


def _quit(ours: Program, plain: Program, others: list[Program]) -> list[Figure]:
    mine = median(ours.quits)
    why = "after the application is done the interpreter takes apart what was imported"
    return [
        Figure("quit", mine, median(plain.quits), plain.name, Goal(0.5), why),
        *(Figure("- beside", mine, median(one.quits), one.name) for one in others),
    ]


def _memory(ours: Program, plain: Program, usual: Program, others: list[Program]) -> list[Figure]:
    mine = median(ours.memories)
    if not mine:
        return []
    beside = (plain, usual, *others)
    return [
        Figure("memory with data shown, MB", mine, median(one.memories), one.name) for one in beside
    ]


def left_out(one: Program) -> Figure:
    """A line for a peer that did not do what it should."""
    return Figure(f"beside {one.name}", None, against=f"{one.name} (failed)", note=one.failed)


def _missing(what: str) -> list[Figure]:
    """A line for each peer that is not here: no figure is made up."""
    return [
        Figure(what, None, against=f"{name} (not installed)")
        for name in peers.PROGRAMS
        if peers.program(name) is None
    ]


def signed_in_to(file: Path, shown: str) -> Program:
    """Ours on the record of a real council. shown: words of the caseload."""

    def arrive(screen: terminal.Terminal) -> float:
        return arriving.arrive(screen, shown)

    place = {"CONFERENCE_DATABASE": str(file)}
    command = terminal.module("conference")
    return Program(OURS, command, records.OFFICER, more=place, arrive=arrive)


def _ours(record: records.Record) -> Program:
    return signed_in_to(record.file, records.APPLICANT)


def _begins(run: Run) -> Program:
    folder = run.folder / "begins"
    folder.mkdir()
    file = str(records.usual(folder).file)
    shown = arriving.make_real(file, passwords=False)
    command = terminal.module("conference")
    return Program("ours, no password", command, shown, more={"CONFERENCE_DATABASE": file})


def _bare() -> Program:
    return Program("bare Textual", terminal.module("tests.benchmarks.apps.bare"), bare.SHOWN)


def _usual(record: records.Record) -> Program:
    command = terminal.module("tests.benchmarks.apps.entity_table", str(record.file))
    return Program("SQLModel + DataTable", command, records.APPLICANT, b"\x11")


def _peers(run: Run, record: records.Record) -> list[Program]:
    """Those that are installed, each with the words by which its pictures are known."""
    lines = run.folder / "caseload.log"
    lines.write_text(
        "".join(f"2026-11-02 09:30:00 ER-2026-{number:04} waits\n" for number in range(1, 42)),
        encoding="utf-8",
    )
    file = str(record.file)
    kinds = {
        "harlequin": (["-a", "sqlite", "-r", file], "main", b"\x11"),
        "posting": ([], "Collection is empty", b"\x03"),
        "visidata": (
            ["-f", "sqlite", "+:review_case::", file],
            "ER-2026-0001",
            b"gq",
        ),
        "toolong": ([str(lines)], "ER-2026-0041", b"\x03"),
    }
    found = []
    for name, (arguments, shown, leave) in kinds.items():
        if (program := peers.program(name)) is not None:
            called = f"{name} {peers.version(name)}"
            query = _QUERY if name == "harlequin" else b""
            command = [str(program), *arguments]
            found.append(Program(called, command, shown, leave, query=query))
    return found
