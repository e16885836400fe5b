"""The council that is simulated: its record, two programs on it, the clock, and the ids."""

from __future__ import annotations

import secrets
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlmodel import select

from conference.exchange.procedures import procedure_named
from conference.forms import NewCouncil, NewPerson
from conference.law.procedure_file import read_procedure
from conference.record import columns
from conference.record.store import Store
from conference.record.tables import Chain
from conference.review import people, retention
from conference.review.desk import Desk
from tests.databases import PostgresServer
from tests.office import PEOPLE, START, Clock
from tests.simulate import days
from tests.simulate.model import Model, Person

KEPT_MONTHS = 12
NEWCOMER = "Nora Newcomer"
"""Somebody without a role, who gets some on single cases."""
_MORE = (
    NewPerson("Eve Environment", "Officer", ("representative",), agency_id="Environmental health"),
    NewPerson(NEWCOMER, "Trainee"),
)
_SKEW = 180
"""Seconds that the clocks of the two programs are apart at most: below five minutes all is well."""
_DRIVEN = 0.25
_LETTERS = 0.07
"""How many of the runs write letters, whose files take long to make."""


class Fault(AssertionError):
    """The program and the plain model do not agree."""


def procedure_text() -> str:
    """The procedure of the simulation: one that is shipped, with a time for each step."""
    text = procedure_named("erewash").text
    for step, rule in days.STEPS.items():
        name = step.replace(" ", "_")
        line = next(line for line in text.splitlines() if line.startswith(f"{name} = "))
        text = text.replace(line, f'{name} = "{rule}"')
    closed = ", ".join(day.isoformat() for day in days.CLOSED)
    return text.replace("closure_days = []", f"closure_days = [{closed}]")


def prepare(place: str) -> None:
    """Set the council up at a place that is empty, to be copied for each seed."""
    with plain_ids() as ids:
        ids.restart("prepared")
        store = Store(place)
        store.prepare()
        form = people.SetUp(
            NewCouncil("Erewash Borough Council", "ER", address=("Town Hall",)),
            read_procedure(procedure_text(), key="erewash"),
            people.USUAL_AGENCIES,
            (*PEOPLE, *_MORE),
        )
        council_id = people.set_up(store, Clock(), form)
        views = people.people(store, council_id)
        officer = next(one for one in views if one.name.startswith("Olive"))
        desk = Desk(officer, council_id, store, Clock())
        retention.set_retention(desk, months=KEPT_MONTHS, words="Our schedule.")
        store.close()


class Ids:
    """Identifiers as the program makes them, of the simulated time and of chance that is known."""

    def __init__(self) -> None:
        self.now = START
        self.restart("")

    def restart(self, seed: str) -> None:
        """Begin anew: what one step made is then no matter for the next."""
        self._chance, self._made = Random(seed), 0

    def time_ns(self) -> int:
        self._made += 1
        return int(self.now.timestamp() * 1_000_000_000) + self._made * 1_000

    def randbits(self, number: int) -> int:
        return self._chance.getrandbits(number)


@contextmanager
def plain_ids() -> Iterator[Ids]:
    """Have the program make its identifiers so until the end of the block."""
    ids = Ids()
    columns.time, columns.secrets = ids, ids  # type: ignore[assignment]
    try:
        yield ids
    finally:
        columns.time, columns.secrets = time, secrets


@dataclass
class Program:
    """One program that is open on the record, with everybody's desk in it."""

    name: str
    store: Store
    council_id: str
    desks: dict[str, Desk]


_OPENED: dict[tuple[str, str], Store] = {}
"""Stores that were used before: they have compiled their statements."""


class Council:
    """One council in one run: the record, who works on it with what, and what should be there."""

    def __init__(
        self,
        seed: int,
        place: str,
        ids: Ids,
        *,
        server: PostgresServer | None = None,
        tell: bool = False,
    ) -> None:
        self.seed = seed
        self.chance = Random(seed)
        self.place = place
        self.server = server
        self.clock = Clock()
        self.model = Model({one.name: _person(one) for one in (*PEOPLE, *_MORE)})
        self.log: list[str] = []
        self.counted: Counter[str] = Counter()
        self.ids = ids
        self.writes_letters = self.chance.random() < _LETTERS
        self.is_driven = self.writes_letters or self.chance.random() < _DRIVEN
        """Whether most is done of what brings a case to its end."""
        self.backup: tuple[bytes, Model] | None = None
        self._tell = tell
        self._behind = timedelta(seconds=self.chance.randint(-_SKEW, _SKEW))
        self.programs = [self._program("A"), self._program("B")]
        self.agency_ids = self._agency_ids()

    def _program(self, name: str) -> Program:
        store = _OPENED.setdefault((self.place, name), Store(self.place))
        council_id = people.only_council(store) or ""
        views = people.people(store, council_id)
        clock = self.clock if name == "A" else self._other_clock
        desks = {one.name: Desk(one, council_id, store, clock) for one in views}
        return Program(name, store, council_id, desks)

    def _other_clock(self) -> datetime:
        return self.clock() + self._behind

    def _agency_ids(self) -> dict[str, str]:
        from conference.review.reading import read_agencies

        desk = self.programs[0].desks["Olive Officer"]
        return {one.name: one.id for one in read_agencies(desk)}

    @property
    def file(self) -> Path:
        return Path(self.place)

    @property
    def on_file(self) -> bool:
        return self.server is None

    def close(self) -> None:
        """Let both programs go, as when everybody goes home."""
        for program in self.programs:
            program.store.close()

    def say(self, words: str) -> None:
        """Keep a line of what happens, and print it where somebody looks on."""
        line = f"{self.model.steps:3} {self.clock.now:%Y-%m-%d %H:%M} {words}"
        self.log.append(line)
        if self._tell:
            print(line, flush=True)  # noqa: T201

    def marker(self, number: int = 0) -> str:
        """Words that occur nowhere else: of this step, the first, the second and so on."""
        return f"zq{self.model.steps:03}{chr(ord('a') + number)}x"

    def desk(self, person: str, program: Program | None = None) -> Desk:
        """Somebody's desk in one of the programs."""
        return (program or self.chance.choice(self.programs)).desks[person]

    # A look at the bare record -------------------------------------------------------------------

    def row(self, table: type[Any], **values: str) -> Any:
        """The one row with those values in those columns."""
        program = self.programs[0]
        with program.store.within(program.council_id).reading() as session:
            wanted = [getattr(table, name) == value for name, value in values.items()]
            return session.exec(select(table).where(*wanted)).one()

    def lengths(self) -> dict[str, int]:
        """How many entries each chain of the history has."""
        program = self.programs[0]
        with program.store.within(program.council_id).reading() as session:
            return dict(session.exec(select(Chain.id, Chain.length)).all())


def _person(form: NewPerson) -> Person:
    return Person(form.name, frozenset(form.roles), form.agency_id or "")


@dataclass
class Places:
    """Where the records of the seeds are: a folder, and a server that is started when needed."""

    folder: Path
    server: PostgresServer | None = None
    prepared: set[str] = field(default_factory=set)

    def fresh_file(self) -> str:
        """A fresh record in a file; whatever lay there is taken away."""
        like, at = self.folder / "prepared" / "council.db", self.folder / "desk"
        if not like.exists():
            like.parent.mkdir()
            prepare(str(like))
        shutil.rmtree(at, ignore_errors=True)
        at.mkdir()
        return str(shutil.copy(like, at / "council.db"))

    def fresh_database(self, server: PostgresServer) -> str:
        """A fresh record on a server."""
        if "server" not in self.prepared:
            prepare(server.create("simulated-like"))
            self.prepared.add("server")
        else:
            server.drop("simulated")
        return server.create("simulated", like="simulated-like")
