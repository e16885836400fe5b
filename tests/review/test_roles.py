"""Roles: several for one person, and another one on one case; never more than they say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import select

from conference.errors import BadInput, NeedsProof, NotFound, Refused
from conference.forms import NewPerson
from conference.law.access import Role
from conference.record import history
from conference.record.tables import History
from conference.review import attendance, evidence, people, reading, roles, sign_in
from conference.review.desk import Desk
from tests.office import Office
from tests.review.test_sign_in import ADA, OLIVE, enter, protect, with_password

pytestmark = pytest.mark.database("sqlite")


def again(office: Office, desk: Desk) -> Desk:
    """The same person, as somebody who sits down now."""
    found = people.people(office.store, office.council_id)
    return replace(desk, person=next(one for one in found if one.id == desk.person.id))


def reference(office: Office, case_id: str) -> str:
    return office.case(case_id).reference


def test_an_observer_who_chairs_one_case_chairs_that_one_alone(office: Office) -> None:
    one, other = office.in_evidence(), office.in_evidence()
    roles.give_role(
        office.officer, office.observer.person.id, Role.CHAIR, case=reference(office, one)
    )
    observer = again(office, office.observer)
    assert observer.person.roles == ("observer",)
    evidence.log_action(observer, one, office.action())
    with pytest.raises(Refused):
        evidence.log_action(observer, other, office.action())
    told = roles.roles_on_cases(office.officer, observer.person.id)
    assert told == ((reference(office, one), "chair"),)
    roles.take_role(
        office.officer, office.observer.person.id, Role.CHAIR, case=reference(office, one)
    )
    with pytest.raises(Refused):
        evidence.log_action(observer, one, office.action())


def test_somebody_with_a_role_on_one_case_alone_sees_that_one_in_the_caseload(
    office: Office,
) -> None:
    one, other = office.in_evidence(), office.in_evidence()
    new = people.add_person(office.administrator, NewPerson("Nell New"))
    desk = replace(office.observer, person=replace(office.observer.person, id=new))
    with pytest.raises(Refused):
        reading.read_caseload(desk)
    roles.give_role(office.officer, new, Role.OBSERVER, case=reference(office, one))
    assert [line.id for line in reading.read_caseload(again(office, desk))] == [one]
    with pytest.raises(NotFound):
        reading.read_case(again(office, desk), other)


def test_several_roles_add_up(office: Office) -> None:
    case_id = office.in_evidence()
    with pytest.raises(Refused):
        evidence.log_action(office.observer, case_id, office.action())
    roles.give_role(office.administrator, office.observer.person.id, Role.OFFICER)
    roles.give_role(office.administrator, office.observer.person.id, Role.OFFICER)
    observer = again(office, office.observer)
    assert observer.person.roles == ("observer", "officer")
    evidence.log_action(observer, case_id, office.action())


def test_an_administrator_who_is_given_nothing_else_reads_no_case(office: Office) -> None:
    case_id = office.in_evidence()
    with pytest.raises(NotFound):
        reading.read_case(office.administrator, case_id)
    with pytest.raises(Refused, match="for themselves"):
        roles.give_role(
            office.administrator,
            office.administrator.person.id,
            Role.OFFICER,
            case=reference(office, case_id),
        )


def test_only_an_administrator_gives_roles_everywhere(office: Office) -> None:
    for desk in (office.officer, office.chair, office.police, office.observer, office.room):
        with pytest.raises(Refused, match="You may not"):
            roles.give_role(desk, office.police.person.id, Role.CHAIR)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OFFICER, Role.CHAIR])
def test_no_council_is_left_without_an_administrator_an_officer_or_a_chair(
    office: Office, role: Role
) -> None:
    holder = getattr(office, role.value).person.id
    with pytest.raises(Refused, match="Nobody else is"):
        roles.take_role(office.administrator, holder, role)
    roles.give_role(office.administrator, office.observer.person.id, role)
    roles.take_role(office.administrator, holder, role)


@pytest.mark.parametrize(
    ("who", "role", "case"),
    [
        ("observer", Role.REPRESENTATIVE, False),
        ("observer", Role.ROOM, False),
        ("room", Role.OBSERVER, False),
        ("observer", Role.ADMINISTRATOR, True),
        ("observer", Role.ROOM, True),
    ],
)
def test_a_role_that_cannot_be_is_not_given(
    office: Office, who: str, role: Role, case: bool
) -> None:
    case_id = office.in_evidence()
    with pytest.raises(BadInput):
        roles.give_role(
            office.officer if case else office.administrator,
            getattr(office, who).person.id,
            role,
            case=reference(office, case_id) if case else "",
        )


def test_a_conflicted_person_loses_the_case_whatever_their_roles_are(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    roles.give_role(
        office.officer, office.observer.person.id, Role.CHAIR, case=reference(office, case_id)
    )
    came = replace(office.guest(), name="Otto Observer")
    otto = attendance.expect(office.chair, case_id, meeting_id, came)
    attendance.declare_conflict(office.chair, case_id, otto, conflict="Lives next door.")
    with pytest.raises(NotFound):
        reading.read_case(again(office, office.observer), case_id)
    assert case_id not in [one.id for one in reading.read_caseload(again(office, office.observer))]


def test_who_was_given_what_stands_in_the_history_of_the_case(office: Office) -> None:
    case_id = office.in_evidence()
    ref = reference(office, case_id)
    roles.give_role(office.officer, office.observer.person.id, Role.CHAIR, case=ref)
    assert office.acts(case_id)[-1] == "gave Otto Observer a role: chair"
    with office.record() as session:
        assert history.faults(session, case_id) == []
        assert history.faults(session, office.council_id) == []


def test_roles_on_all_cases_are_given_with_a_new_person_by_an_administrator_alone(
    office: Office,
) -> None:
    for desk in (office.officer, office.chair, office.police, office.observer, office.room):
        for role in Role:
            with pytest.raises(Refused, match="You may not"):
                people.add_person(desk, NewPerson("Nell New", roles=(role,)))
    people.add_person(office.officer, NewPerson("Nell New"))
    people.add_person(office.administrator, NewPerson("Ned New", roles=(Role.ADMINISTRATOR,)))
    refused = [line for line in council_acts(office) if line.startswith("was refused: ")]
    assert "was refused: give or take a role on all cases" in refused


def council_acts(office: Office) -> list[str]:
    with office.record() as session:
        of_council = select(History).where(History.chain_id == office.council_id)
        return [entry.act for entry in session.exec(of_council)]


@pytest.mark.parametrize("where", ["everywhere", "on one case"])
def test_a_role_is_given_and_taken_with_a_fresh_proof_alone(office: Office, where: str) -> None:
    case_id = office.in_evidence()
    boss = protect(office)
    on_case = where == "on one case"
    desk = with_password(office, office.officer, OLIVE) if on_case else enter(office, boss, ADA)
    case = reference(office, case_id) if on_case else ""
    otto = office.observer.person.id
    roles.give_role(desk, otto, Role.CHAIR, case=case)
    office.clock.tick(minutes=6)
    for change in (roles.give_role, roles.take_role):
        with pytest.raises(NeedsProof):
            change(desk, otto, Role.CHAIR, case=case)
    sign_in.prove(desk, OLIVE if on_case else ADA)
    roles.take_role(desk, otto, Role.CHAIR, case=case)


def test_somebody_with_a_role_on_one_case_alone_gives_none_there(office: Office) -> None:
    case_id = office.in_evidence()
    case = reference(office, case_id)
    roles.give_role(office.officer, office.observer.person.id, Role.OFFICER, case=case)
    with pytest.raises(Refused, match="You may not give or take a role on one case"):
        roles.give_role(office.observer, office.police.person.id, Role.OBSERVER, case=case)
