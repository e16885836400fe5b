"""The first look: the first cases of the caseload, and only where nobody is asked anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session, select

from conference.forms import NewParty
from conference.record.first_look import REVISION
from conference.record.migrate import HEAD
from conference.record.tables import Council, Person, RoleHeld
from conference.review import attendance, people, reading
from conference.review.first_look import FIRST, FirstLook, first_look
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def practising(office: Office) -> Office:
    """The office of a practice council."""
    with office.record() as session:
        council = session.get_one(Council, office.council_id)
        council.practice, council.source = True, "A published case"
    return office


def look(office: Office, person: str = "Olive Officer") -> FirstLook | None:
    return first_look(str(office.store.file), person, office.clock())


def test_it_shows_what_the_caseload_shows_first(practising: Office) -> None:
    office = practising
    ended, asked = office.receive(), office.in_evidence()
    office.clock.tick(days=-20)
    office.receive(applicant=NewParty("Zoë [b]Ó[/b]"))
    office.clock.tick(days=30)
    with office.record() as session:
        from conference.record.tables import Case

        session.get_one(Case, ended).next_due = None
    office.ask(asked, office.housing_id)
    for name in ("Olive Officer", "olive officer", "Carol Chair", "Otto Observer"):
        found = look(office, name)
        assert found is not None
        desk = next(one for one in office.desks.values() if one.person.name == found.person)
        whole = reading.read_caseload(desk)
        assert found.lines == whole[:FIRST]
        assert found.today == desk.today
        assert found.roles == desk.person.roles
        assert (found.council, found.source) == ("Erewash Borough Council", "A published case")


def test_whoever_has_a_conflict_of_interest_waits_for_the_whole_record(
    practising: Office,
) -> None:
    office = practising
    case_id = office.in_evidence()
    office.receive()
    assert look(office, "Carol Chair") is not None
    office.open_meeting(case_id)
    chair = next(one for one in office.meeting(case_id).attendance if one.capacity == "chair")
    attendance.declare_conflict(office.officer, case_id, chair.id, conflict="A neighbour")
    assert look(office, "Carol Chair") is None
    assert look(office, "Olive Officer") is not None


def _is_real(session: Session) -> None:
    for council in session.exec(select(Council)):
        council.practice = False


def _has_a_namesake(session: Session) -> None:
    one = session.exec(select(Person).where(Person.name == "Olive Officer")).one()
    session.add(Person(council_id=one.council_id, name="Olive OFFICER"))


def _left(session: Session) -> None:
    session.exec(select(Person).where(Person.name == "Olive Officer")).one().active = False


def _has_no_role(session: Session) -> None:
    one = session.exec(select(Person).where(Person.name == "Olive Officer")).one()
    for role in session.exec(select(RoleHeld).where(RoleHeld.person_id == one.id)):
        session.delete(role)


def _is_older(session: Session) -> None:
    session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0006'")


def _is_not_alone(session: Session) -> None:
    session.add(Council(id="c" * 32, name="Another council", code="XX", practice=True))


@pytest.mark.parametrize(
    "changed", [_is_real, _has_a_namesake, _left, _has_no_role, _is_older, _is_not_alone]
)
def test_wherever_somebody_has_to_be_asked_nothing_is_shown(
    practising: Office, changed: Callable[[Session], None]
) -> None:
    practising.receive()
    assert look(practising) is not None
    with practising.record() as session:
        changed(session)
    assert look(practising) is None


@pytest.mark.parametrize("person", ["Pete Police", "Ada Administrator", "Nobody At All", ""])
def test_who_does_not_know_of_all_cases_waits(practising: Office, person: str) -> None:
    practising.in_evidence()
    assert look(practising, person) is None


def test_the_only_one_who_works_there_need_not_be_named(practising: Office) -> None:
    practising.receive()
    with practising.record() as session:
        for person in session.exec(select(Person)):
            person.active = person.name == "Olive Officer"
    assert len(people.people(practising.store, practising.council_id)) == 1
    found = look(practising, "")
    assert found is not None
    assert found.person == "Olive Officer"


@pytest.mark.parametrize("named", ["postgresql:///x", "/nowhere/at/all.db", "", "/"])
def test_what_is_no_file_of_ours_is_left_to_the_opening(named: str, office: Office) -> None:
    assert first_look(named, "Olive Officer", office.clock()) is None


def test_a_file_of_something_else_is_left_to_the_opening(office: Office, tmp_path: Path) -> None:

    file = tmp_path / "other.db"
    file.write_bytes(b"no database at all" * 100)
    assert first_look(str(file), "Olive Officer", office.clock()) is None


def test_the_tables_it_reads_are_the_newest_there_are() -> None:
    assert REVISION == HEAD
