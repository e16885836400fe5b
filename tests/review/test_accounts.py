"""Whoever leaves: their account is closed, their desk does nothing more, their acts keep a name."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from conference.errors import ConferenceError, NeedsConfirming, NotFound, Refused
from conference.forms import NewPerson
from conference.law.access import Role
from conference.record.store import Store
from conference.record.tables import Council, Credential, Draft, Person
from conference.review import (
    accounts,
    drafts,
    intake,
    meeting,
    people,
    proof,
    reading,
    roles,
    sign_in,
    whereabouts,
)
from conference.review.accounts import Duty
from tests.office import Office
from tests.review.test_access import acts, target
from tests.review.test_roles import again
from tests.review.test_sign_in import OLIVE, WRONG, protect, with_password


def another(office: Office, role: Role) -> None:
    """Somebody else has the role, so that whoever has it can go."""
    people.add_person(office.administrator, NewPerson(f"Another {role}", roles=(role,)))


def officer_leaves(office: Office) -> tuple[Duty, ...]:
    another(office, Role.OFFICER)
    return accounts.close_account(office.administrator, office.officer.person.id)


@pytest.mark.database("sqlite")
def test_at_the_desk_of_a_closed_account_nothing_is_done_or_read(office: Office) -> None:
    """Even where roles stand: the account alone decides."""
    on = target(office, asked=True)
    with office.record() as session:
        for person in session.exec(select(Person)):
            person.active = False
            session.add(person)
    came = {}
    for operation, act in acts():
        for name, desk in office.desks.items():
            try:
                act(desk, on)
            except ConferenceError as error:
                if error.what == "Your account was closed.":
                    continue
                came[f"{operation} by {name}"] = error.what
            else:
                came[f"{operation} by {name}"] = "done"
    # Forms are looked at before anybody's rights are, and tell nothing of the record.
    assert {one: what for one, what in came.items() if "done" in what} == {}
    assert set(came.values()) <= FORM_ALONE


FORM_ALONE = {
    "This is no return form.",
    "That is not a return form.",
    "Nobody gives or takes a role on a case for themselves.",
    "Nobody closes their own account.",
}


def test_whoever_leaves_is_gone_from_that_moment_on(office: Office) -> None:
    case_id = office.in_evidence()
    reference = office.case(case_id).reference
    officer_leaves(office)
    for act in (
        lambda: reading.read_case(office.officer, case_id, again=True),
        lambda: reading.read_caseload(office.officer),
        lambda: intake.acknowledge(office.officer, case_id),
        lambda: drafts.keep(office.officer, "action/new", {"words": "More"}),
        lambda: drafts.kept(office.officer, "action/new"),
    ):
        with pytest.raises(Refused, match="account was closed"):
            act()
    assert "Olive Officer" not in {
        one.name for one in people.people(office.store, office.council_id)
    }
    history = reading.read_history(office.chair, case_id)
    assert {line.actor for line in history} >= {"Olive Officer"}
    assert reading.read_caseload(office.chair)[0].reference == reference
    assert proof.check_case(office.chair, case_id).faults == ()
    assert proof.check_council(office.chair).faults == ()


def test_what_they_still_hold_is_told_and_stands_as_a_warning(office: Office) -> None:
    case_id = office.after_meeting()
    ended = office.in_evidence()
    intake.withdraw(office.officer, ended, why="Moved away.")
    meeting.plan(office.chair, case_id, office.meeting_plan(chair_id=office.officer.person.id))
    with office.record() as session:
        from conference.record.tables import Recommendation

        session.exec(select(Recommendation)).one().owner = "olive officer"
    reference = office.case(case_id).reference
    assert officer_leaves(office) == (
        Duty(reference, "the chair of the planned meeting"),
        Duty(reference, "the owner of recommendation 1"),
        Duty(reference, "the single point of contact"),
    )
    warning = "Olive Officer, the single point of contact, has left: name somebody else."
    assert warning in office.case(case_id, office.chair).warnings
    assert warning not in office.case(ended, office.chair).warnings
    with pytest.raises(Refused, match="has left"):
        intake.name_contact(office.chair, case_id, person_id=office.officer.person.id)
    intake.name_contact(office.chair, case_id, person_id=office.chair.person.id)
    assert warning not in office.case(case_id, office.chair).warnings


def test_roles_on_all_cases_and_on_one_go_and_each_stands_in_its_history(office: Office) -> None:
    case_id = office.in_evidence()
    otto = office.observer.person.id
    roles.give_role(office.officer, otto, Role.CHAIR, case=office.case(case_id).reference)
    accounts.close_account(office.administrator, otto)
    accounts.reopen_account(office.administrator, otto)
    assert again(office, office.observer).person.roles == ()
    with pytest.raises(NotFound):
        reading.read_case(office.observer, case_id)
    assert "took a role from Otto Observer: chair" in office.acts(case_id)
    assert proof.check_case(office.chair, case_id).faults == ()
    assert proof.check_council(office.chair).faults == ()


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR])
def test_the_last_of_a_role_does_not_leave(office: Office, role: Role) -> None:
    holder = getattr(office, role.value).person.id
    with pytest.raises(Refused, match=f"Nobody else is {role}"):
        accounts.close_account(office.administrator, holder)
    assert again(office, getattr(office, role.value)).person.roles == (role.value,)


@pytest.mark.database("sqlite")
def test_an_administrator_stays_as_long_as_nobody_else_is_one(office: Office) -> None:
    boss = office.administrator.person.id
    with pytest.raises(Refused, match="their own account"):
        accounts.close_account(office.administrator, boss)
    another(office, Role.ADMINISTRATOR)
    found = people.people(office.store, office.council_id)
    second = next(one for one in found if one.name == "Another administrator")
    accounts.close_account(office.administrator, second.id)
    with pytest.raises(Refused, match="Nobody else is administrator"):
        roles.take_role(office.administrator, boss, Role.ADMINISTRATOR)


def test_somebody_who_comes_back_gets_a_new_password(office: Office) -> None:
    boss = protect(office)
    with_password(office, office.officer, OLIVE)
    people.add_person(boss, NewPerson("Another officer", roles=(Role.OFFICER,)))
    olive = office.officer.person.id
    accounts.close_account(boss, olive)
    with pytest.raises(Refused):
        sign_in.sign_in(office.store, office.council_id, olive, OLIVE, office.clock)
    accounts.reopen_account(boss, olive)
    with office.record() as session:
        held = select(Credential).where(Credential.person_id == olive)
        assert session.exec(held).first() is None
    for password in (OLIVE, WRONG):
        office.clock.tick(minutes=30)
        with pytest.raises(Refused):
            sign_in.sign_in(office.store, office.council_id, olive, password, office.clock)


@pytest.mark.database("sqlite")
def test_forms_they_had_not_finished_go_once_that_is_confirmed(office: Office) -> None:
    another(office, Role.OFFICER)
    case_id = office.in_evidence()
    whereabouts.keep_whereabouts(office.officer, whereabouts.Whereabouts(case_id, "evidence"))
    drafts.keep(office.officer, "action/new", {"words": "She said"}, case_id=case_id)
    drafts.keep(office.chair, "action/new", {"words": "He said"}, case_id=case_id)
    olive = office.officer.person.id
    with pytest.raises(NeedsConfirming, match="has not finished 1 of the forms"):
        accounts.close_account(office.administrator, olive)
    assert drafts.kept(office.officer, "action/new") == {"words": "She said"}
    accounts.close_account(office.administrator, olive, confirmed=True)
    with office.record() as session:
        assert [one.person_id for one in session.exec(select(Draft))] == [office.chair.person.id]


@pytest.mark.database("sqlite")
def test_an_account_is_closed_once_and_opened_once(office: Office) -> None:
    otto = office.observer.person.id
    accounts.close_account(office.administrator, otto)
    with pytest.raises(NotFound):
        accounts.close_account(office.administrator, otto)
    accounts.reopen_account(office.administrator, otto)
    with pytest.raises(NotFound):
        accounts.reopen_account(office.administrator, otto)


@pytest.mark.database("postgresql")
def test_two_at_once_do_not_leave_the_council_without_an_administrator(
    office: Office, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is counted who else has the role, nobody else can take one."""
    from conference.review import roles as module

    another(office, Role.ADMINISTRATOR)
    counted = module._others
    elsewhere = Store(place).within(office.council_id)
    council = select(Council.id).with_for_update(key_share=True, nowait=True)
    kept_out = []

    def others(*given: Any) -> int:
        with pytest.raises(ConferenceError), elsewhere.writing() as session:
            kept_out.append(True)
            session.exec(council)
        return counted(*given)

    monkeypatch.setattr(module, "_others", others)
    roles.take_role(office.administrator, office.administrator.person.id, Role.ADMINISTRATOR)
    elsewhere.close()
    assert kept_out == [True]
