"""The practice council: its people, all made up, and their desks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from conference.exchange.procedures import DEFAULT, procedure_named
from conference.forms import NewCouncil, NewPerson
from conference.law.access import Role
from conference.practice.story import SOURCE
from conference.record.store import Store
from conference.review import people, reading
from conference.review.desk import Desk
from conference.views import AgencyKind, AgencyView

OFFICER, CHAIR, POLICE = "Sam Practice", "Robin Practice", "Alex Practice"
HOUSING, ENVIRONMENT = "Kim Practice", "Lee Practice"
Clock = Callable[[], datetime]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Practice:
    """A filled practice record: its desks and its one case."""

    officer: Desk
    chair: Desk
    police: Desk
    housing: Desk
    environment: Desk
    case_id: str
    reference: str


def desks_of(store: Store, council_id: str, clock: Clock) -> dict[str, Desk]:
    """A desk for each of its people, by name."""
    return {
        one.name: Desk(one, council_id, store, clock) for one in people.people(store, council_id)
    }


def set_up_form() -> people.SetUp:
    """What the practice council's first run is given."""
    return people.SetUp(
        council=NewCouncil(
            name="Practice Borough Council",
            code="PR",
            department="Community Safety",
            address=("Practice Hall", "1 Market Place", "Practice Town"),
            phone="01632 960001",
            email="safety@practice.example",
            practice=True,
            source=SOURCE,
        ),
        procedure=procedure_named(DEFAULT),
        agencies=people.USUAL_AGENCIES,
        people=(
            NewPerson(
                OFFICER,
                "Community safety officer",
                (Role.OFFICER, Role.ADMINISTRATOR),
                phone="01632 960002",
                email="sam@practice.example",
            ),
            NewPerson(CHAIR, "Head of another service", (Role.CHAIR,)),
            NewPerson(POLICE, "Sergeant", (Role.REPRESENTATIVE,), agency_id="Police"),
            NewPerson(HOUSING, "Housing manager", (Role.REPRESENTATIVE,), "Council housing"),
            NewPerson(
                ENVIRONMENT,
                "Environmental health officer",
                (Role.REPRESENTATIVE,),
                "Environmental health",
            ),
            people.ROOM_DISPLAY,
        ),
    )


def earlier(desk: Desk, day: date) -> Desk:
    """The same desk on an earlier day, at ten in the morning."""
    then = desk.clock()
    moment = datetime.combine(day, time(10), tzinfo=then.tzinfo)
    return replace(desk, clock=lambda: moment)


def agencies_of(desk: Desk) -> dict[AgencyKind, AgencyView]:
    """The agencies by what they are."""
    return {agency.kind: agency for agency in reading.read_agencies(desk)}
