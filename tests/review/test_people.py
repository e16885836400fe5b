"""Setting the council up, and changing its agencies and people afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conference.errors import BadInput, Conflict, Refused
from conference.exchange.procedures import procedure_named
from conference.forms import NewAgency, NewCouncil, NewPerson
from conference.record.store import Store
from conference.review import people, reading
from conference.views import AgencyKind, AgencyRole
from tests.office import PEOPLE, Clock, Office

pytestmark = pytest.mark.database("sqlite")
FORM = people.SetUp(
    NewCouncil("Erewash Borough Council", "er"),
    procedure_named("erewash"),
    people.USUAL_AGENCIES,
    PEOPLE,
)


def test_a_council_is_set_up_once(office: Office) -> None:
    with pytest.raises(Refused, match="set up already"):
        people.set_up(office.store, office.clock, FORM)


@pytest.mark.parametrize(
    ("form", "where"),
    [
        (replace(FORM, council=NewCouncil(" ", "ER")), "council"),
        (replace(FORM, council=NewCouncil("Erewash", "E-1")), "code"),
        (replace(FORM, council=NewCouncil("Erewash", "")), "code"),
        (replace(FORM, people=()), "people"),
        (replace(FORM, people=(NewPerson("Only Officer", roles=("officer",)),)), "people"),
    ],
)
def test_a_set_up_that_is_not_complete_says_where(
    empty_place: str, form: people.SetUp, where: str
) -> None:
    store = Store(empty_place)
    store.prepare()
    with pytest.raises(BadInput) as refused:
        people.set_up(store, Clock(), form)
    assert [problem.where for problem in refused.value.problems] == [where]
    assert not people.is_set_up(store)
    store.close()


def test_people_come_with_their_roles_and_their_agency(office: Office) -> None:
    found = {person.name: person for person in people.people(office.store, office.council_id)}
    assert found["Pete Police"].agency_name == "Police"
    assert found["Pete Police"].roles == ("representative",)


def test_an_agency_that_was_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    agency = office.agencies["Police"]
    form = NewAgency("Derbyshire Police", AgencyKind.POLICE, AgencyRole.RELEVANT_BODY)
    people.change_agency(office.administrator, agency.id, form, shown=agency.version)
    with pytest.raises(Conflict):
        people.change_agency(office.officer, agency.id, form, shown=agency.version)
    names = [one.name for one in reading.read_agencies(office.officer)]
    assert names[0] == "Derbyshire Police"


def test_somebody_new_can_act_at_once(office: Office) -> None:
    case_id = office.in_evidence()
    new = NewPerson("Nora New", roles=("representative",), agency_id=office.police_id)
    person_id = people.add_person(office.administrator, new)
    found = next(p for p in people.people(office.store, office.council_id) if p.id == person_id)
    desk = replace(office.police, person=found)
    assert office.case(case_id, desk).reference == "ER-2026-0001"


def test_the_newest_procedure_is_named_first(office: Office) -> None:
    newer = replace(procedure_named("chelmsford"), effective_from=office.clock.today)
    people.adopt_procedure(office.officer, newer)
    adopted = reading.adopted_procedures(office.officer)
    assert [day for _name, day in adopted] == sorted((day for _name, day in adopted), reverse=True)
    assert adopted[0][1] == "2026-11-02"
