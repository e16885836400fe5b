"""The caseload: the most urgent case first, whatever database it is kept in."""

from __future__ import annotations

from conference.forms import NewParty
from conference.review import intake, reading
from tests.office import Office


def test_the_most_urgent_is_first_and_what_has_no_day_is_last(office: Office) -> None:
    undated = office.receive()
    intake.acknowledge(office.officer, undated)
    office.clock.tick(days=2)
    later = office.receive()
    office.clock.tick(days=-1)
    sooner = office.receive(incidents=())
    office.clock.tick(days=30)
    lines = reading.read_caseload(office.officer)
    assert [line.id for line in lines] == [sooner, later, undated]
    assert [line.overdue for line in lines] == [True, True, False]


def test_a_case_is_found_by_part_of_its_reference_or_of_a_name(office: Office) -> None:
    first = office.receive(applicant=NewParty("Zoë O’Neill"))
    second = office.receive()
    assert [line.id for line in reading.read_caseload(office.officer, words="o’neill")] == [first]
    assert [line.id for line in reading.read_caseload(office.officer, words="26-0002")] == [second]
    assert reading.read_caseload(office.officer, words="nobody") == ()


def test_agencies_that_have_not_answered_are_named_in_their_order(office: Office) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.agencies["Health"].id)
    office.ask(case_id, office.housing_id)
    [line] = reading.read_caseload(office.officer)
    assert line.outstanding == ("Police", "Council housing", "Health")
    names = [request.agency_name for request in office.case(case_id).requests]
    assert names == ["Police", "Council housing", "Health"]
