"""Records to measure on: a county's caseload, and one case of 320 entries."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from conference.exchange.procedures import procedure_named
from conference.forms import (
    Chronology,
    ChronologyRow,
    NewApplication,
    NewCouncil,
    NewIncident,
    NewParty,
    NewPerson,
    NewReport,
    RowKind,
)
from conference.law.when import on
from conference.record.store import Store
from conference.review import imports, intake, people
from conference.review.opening import open_record
from tests.office import START, Clock, Office, practise, set_up

INCIDENTS, ACTIONS = 80, 160
"""With a report of each incident: 320 entries."""
OTHERS = 40
OFFICER = "Olive Officer"
APPLICANT = "Mrs Three Hundred"


@dataclass(frozen=True)
class Record:
    """A filled record: its file, its office, and its case of 320 entries."""

    file: Path
    office: Office
    case_id: str
    reference: str


def usual(folder: Path) -> Record:
    """A record of 41 cases; the first of the caseload has 320 entries."""
    file = folder / "usual.db"
    office, received = fill(str(file))
    return Record(file, office, received.case_id, received.reference)


def fill(place: str) -> tuple[Office, intake.Received]:
    """The same in any empty database; its office, and its case of 320 entries."""
    office = _office(place)
    received = intake.receive(office.officer, _application(office))
    imports.bring_in(office.officer, received.case_id, _chronology())
    for number in range(OTHERS):
        office.receive(applicant=NewParty(f"Applicant {number:05}"))
    return office, received


def of_one_person(file: Path) -> str:
    """A record of 41 cases where one person does everything, and is asked for no name."""
    store = Store(str(file))
    store.prepare()
    alone = NewPerson(OFFICER, "ASB officer", ("officer", "chair", "administrator"))
    council = NewCouncil("Erewash Borough Council", "ER")
    form = people.SetUp(council, procedure_named("erewash"), people.USUAL_AGENCIES, (alone,))
    people.set_up(store, Clock(), form)
    store.close()
    practise(str(file))
    opened = open_record(str(file))
    desk = opened.desk(next(one for one in opened.people if one.name == OFFICER), Clock())
    for name in (APPLICANT, *(f"Applicant {number:05}" for number in range(OTHERS))):
        intake.receive(desk, NewApplication(applicant=NewParty(name), incidents=(_incident(0),)))
    opened.store.close()
    return str(file)


def of_many(folder: Path, cases: int) -> Office:
    """A record of so many cases, copied from one: to be listed, not to be opened."""
    file = folder / "many.db"
    office = _office(str(file))
    office.receive(applicant=NewParty("Applicant 00000"))
    with closing(sqlite3.connect(file)) as connection, connection:
        _multiply(connection, cases)
    return office


def _office(place: str) -> Office:
    store = Store(place)
    store.prepare()
    set_up(store)
    practise(place)
    return Office.in_store(store)


def _application(office: Office) -> NewApplication:
    return office.application(
        applicant=NewParty(APPLICANT, address=("1 High Street",), postcode="DE7 1AA"),
        incidents=tuple(_incident(number) for number in range(INCIDENTS)),
    )


def _incident(number: int) -> NewIncident:
    day = START.date() - timedelta(days=3 * (INCIDENTS - number))
    report = NewReport(on(day + timedelta(days=1)), told_to="police", summary=f"Report {number}")
    return NewIncident(on(day), f"Shouting on the stairs, night {number}", reports=(report,))


def _chronology() -> Chronology:
    first = START.date() - timedelta(days=2 * ACTIONS + 2)
    rows = tuple(
        ChronologyRow(
            number,
            RowKind.ACTION,
            on(first + timedelta(days=2 * number)),
            f"Officers visited, visit {number}",
            agency="Police",
            digest=f"{number:064}",
        )
        for number in range(ACTIONS)
    )
    return Chronology("police.csv", "0" * 64, rows)


def _multiply(connection: sqlite3.Connection, cases: int) -> None:
    """Copies of the one case with ids, references, names and due days of their own."""
    own = {
        "id": "printf('%032d', n)",
        "reference": "printf('ER-2025-%05d', n)",
        "applicant_name": "printf('Applicant %05d', n)",
        "next_due": "date(next_due, printf('+%d days', n % 90))",
    }
    names = [row[1] for row in connection.execute("PRAGMA table_info(review_case)")]
    values = ", ".join(own.get(name, f'"{name}"') for name in names)
    connection.execute(
        f"WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < ?) "
        f"INSERT INTO review_case SELECT {values} FROM count, "
        "(SELECT * FROM review_case LIMIT 1) AS one",
        (cases - 1,),
    )
