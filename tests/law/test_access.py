"""The access table: who may do what, read as sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.law.access import (
    TABLE,
    Operation,
    Reach,
    Role,
    Standing,
    may,
    may_know_of_case,
    roles_for,
)

standings = st.builds(
    Standing,
    roles=st.frozensets(st.sampled_from(Role)),
    agency_id=st.sampled_from([None, "police", "housing"]),
    asked=st.booleans(),
    conflicted=st.booleans(),
)
operations = st.sampled_from(Operation)
agencies = st.sampled_from([None, "", "police", "housing"])


WHO_MAY = [
    (
        "officer",
        "RECEIVE CORRECT_APPLICATION ACKNOWLEDGE WITHDRAW IMPORT_CHRONOLOGY DRAFT_LETTER"
        " ISSUE_LETTER SEND_LETTER TELL_APPLICANT RECORD_APPEAL MAKE_BUNDLE ENTER_FIGURES"
        " PROPOSE_DISPOSAL EXPORT_SUBJECT READ_SUBJECT",
    ),
    (
        "officer, chair",
        "NAME_CONTACT RULE_ON_REPORT DECIDE_THRESHOLD CORRECT_CHRONOLOGY GROUP_INCIDENTS"
        " ASK_AGENCY CHASE ASSESS_RISK PLAN_MEETING MAKE_PACK RUN_MEETING APPLICANT_PRESENT"
        " DECIDE RECOMMEND WRITE_MINUTES MAKE_PAPER CHECK_LETTER FOLLOW_UP STOP_CLOCK CLOSE_CASE"
        " PLACE_HOLD DISPOSE DECLINE_DISPOSAL LIFT_CONFLICT END_APPLICANT_VIEW",
    ),
    ("chair", "APPROVE_MINUTES APPROVE_LETTER SEND_LETTER_BACK"),
    ("officer, representative", "ANSWER_REQUEST MAKE_RETURN TAKE_RETURN ANSWER_RECOMMENDATION"),
    (
        "officer, chair, representative",
        "ADD_CHRONOLOGY LOG_ACTION MARK_ENTRY TAKE_STANCE REPORT_PROGRESS",
    ),
    ("officer, chair, representative, observer", "READ_CASELOAD READ_CASE"),
    ("officer, chair, observer", "READ_HISTORY READ_DEADLINES READ_FIGURES EXPORT_HISTORY"),
    ("officer, chair, room display", "SHOW_ROOM"),
    ("officer, administrator", "SET_UP SET_RETENTION SET_PEOPLE GIVE_ROLE_ON_CASE"),
    ("administrator", "SET_PASSWORD BACK_UP READ_ACCESS GIVE_ROLE CLOSE_ACCOUNT WITNESS"),
]
"""Who may do what: of people who are one thing alone and whose agency is asked."""


@pytest.mark.parametrize(("people", "operations"), WHO_MAY, ids=[who for who, _ in WHO_MAY])
def test_who_may_do_what(people: str, operations: str) -> None:
    alone = {role: Standing(frozenset({role}), "police", asked=True) for role in Role}
    for operation in (Operation[name] for name in operations.split()):
        may_do = {role.value for role, standing in alone.items() if may(standing, operation)}
        assert may_do == set(people.split(", ")), operation


def test_every_operation_is_somebodys() -> None:
    assert set(TABLE) == set(Operation)
    assert sorted(" ".join(names for _, names in WHO_MAY).split()) == sorted(Operation.__members__)


@given(operations)
def test_a_representative_of_no_agency_may_nothing(operation: Operation) -> None:
    assert not may(Standing(frozenset({Role.REPRESENTATIVE}), None, asked=True), operation)


def test_an_observer_knows_of_each_case_and_an_administrator_of_none() -> None:
    assert may_know_of_case(Standing(frozenset({Role.OBSERVER})))
    assert not may_know_of_case(Standing(frozenset({Role.ADMINISTRATOR})))


def test_whoever_runs_the_machine_reads_no_case() -> None:
    allowed = {operation for operation, roles in TABLE.items() if Role.ADMINISTRATOR in roles}
    assert allowed == {
        Operation.SET_UP,
        Operation.SET_PASSWORD,
        Operation.SET_PEOPLE,
        Operation.GIVE_ROLE,
        Operation.GIVE_ROLE_ON_CASE,
        Operation.READ_ACCESS,
        Operation.CLOSE_ACCOUNT,
        Operation.SET_RETENTION,
        Operation.BACK_UP,
        Operation.WITNESS,
    }


def test_an_observer_changes_nothing() -> None:
    allowed = {operation for operation, roles in TABLE.items() if Role.OBSERVER in roles}
    assert allowed == {
        Operation.READ_CASELOAD,
        Operation.READ_CASE,
        Operation.READ_HISTORY,
        Operation.EXPORT_HISTORY,
        Operation.READ_DEADLINES,
        Operation.READ_FIGURES,
    }


def test_the_officer_issues_what_the_chair_approves() -> None:
    assert set(TABLE[Operation.APPROVE_LETTER]) == {Role.CHAIR}
    assert set(TABLE[Operation.ISSUE_LETTER]) == {Role.OFFICER}


def test_a_representative_never_reaches_beyond_their_agency() -> None:
    reaches = {
        roles[Role.REPRESENTATIVE] for roles in TABLE.values() if Role.REPRESENTATIVE in roles
    }
    assert reaches == {Reach.OWN}


@given(standings, operations, agencies)
def test_a_conflict_of_interest_takes_every_right(
    standing: Standing, operation: Operation, entry_agency: str | None
) -> None:
    conflicted = Standing(standing.roles, standing.agency_id, standing.asked, conflicted=True)
    assert not may(conflicted, operation, entry_agency=entry_agency)
    assert not may_know_of_case(conflicted)


@given(standings, operations, agencies, st.sampled_from(Role))
def test_one_more_role_never_takes_a_right(
    standing: Standing, operation: Operation, entry_agency: str | None, role: Role
) -> None:
    more = Standing(
        standing.roles | {role}, standing.agency_id, standing.asked, standing.conflicted
    )
    if may(standing, operation, entry_agency=entry_agency):
        assert may(more, operation, entry_agency=entry_agency)


@given(operations, st.sampled_from(["", "housing"]))
def test_a_representative_may_nothing_with_what_is_anothers(
    operation: Operation, entry_agency: str
) -> None:
    police = Standing(frozenset({Role.REPRESENTATIVE}), "police", asked=True)
    if operation is not Operation.READ_CASELOAD:
        assert not may(police, operation, entry_agency=entry_agency)


@given(operations)
def test_a_representative_whose_agency_is_not_asked_may_nothing_on_the_case(
    operation: Operation,
) -> None:
    police = Standing(frozenset({Role.REPRESENTATIVE}), "police")
    assert may(police, operation) is (operation is Operation.READ_CASELOAD)
    assert not may_know_of_case(police)


@given(operations)
def test_nobody_in_particular_may_nothing(operation: Operation) -> None:
    assert not may(Standing(frozenset()), operation)


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (Operation.APPROVE_LETTER, "the chair"),
        (Operation.ANSWER_REQUEST, "the agency's own representative or an officer"),
    ],
)
def test_a_refusal_can_say_whose_it_is(operation: Operation, words: str) -> None:
    assert roles_for(operation) == words
