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


def test_every_operation_is_somebodys() -> None:
    assert set(TABLE) == set(Operation)
    assert all(TABLE.values())


def test_whoever_runs_the_machine_reads_no_case() -> None:
    allowed = {operation for operation, roles in TABLE.items() if Role.ADMINISTRATOR in roles}
    assert allowed == {
        Operation.SET_UP,
        Operation.SET_PASSWORD,
        Operation.SET_RETENTION,
        Operation.BACK_UP,
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
