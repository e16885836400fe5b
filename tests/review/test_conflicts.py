"""A conflict of interest binds: in no list, nor by anybody one could appoint, is it got round."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conference.errors import BadInput, ConferenceError, NotFound, Refused
from conference.exchange.calendar_feed import deadline_feed
from conference.forms import NewAttendance, NewPerson, NewRequest
from conference.law import access
from conference.law.access import Operation, Role
from conference.law.annual import financial_year
from conference.law.audience import APPLICANT
from conference.record.changes import Notice
from conference.review import __file__ as review_file
from conference.review import (
    accounts,
    annual,
    attendance,
    chasing,
    drafts,
    evidence,
    intake,
    live,
    meeting,
    overdue,
    people,
    reading,
    retention,
    roles,
    room,
    searching,
    sign_in,
    subject_access,
    whereabouts,
)
from conference.review.deadlines import read_deadlines
from conference.review.desk import Desk
from conference.views import CaseOrder, MeetingState
from tests.fake_changes import FakeChanges
from tests.office import Office
from tests.review.test_referred_back import upheld

OLIVE = "Olive Officer"


def conflicted(office: Office, case_id: str, name: str = OLIVE, **more: Any) -> str:
    """Somebody's conflict is declared by the chair, at a meeting that is only planned."""
    meeting_id = office.plan(case_id)
    row = attendance.expect(office.chair, case_id, meeting_id, NewAttendance(name, **more))
    attendance.declare_conflict(office.chair, case_id, row, conflict="Lives next door.")
    return row


def lift(desk: Desk, case_id: str, row: str) -> None:
    attendance.withdraw_conflict(desk, case_id, row, why="Another road of that name.")


def another_officer(office: Office, name: str = "Oscar Other", role: Role = Role.OFFICER) -> Desk:
    """A second officer, or whoever else, with a role on all cases."""
    new = people.add_person(office.administrator, NewPerson(name, roles=(role,)))
    found = next(one for one in people.people(office.store, office.council_id) if one.id == new)
    return replace(office.officer, person=found)


# Every list over many cases


def _sent(desk: Desk, ids: Iterable[str]) -> list[str]:
    """The cases whose changes somebody who watches the caseload is told of."""
    told: list[Notice] = []
    changes = FakeChanges()
    desk = replace(desk)
    object.__setattr__(desk.store, "_changes", changes)
    watching = live.watch(desk, None, told.append)
    found = [one for one in ids if watching.asks_about(frozenset({one}))]
    watching.stop()
    return found


def _year(desk: Desk) -> Any:
    return financial_year(desk.today)


READS: dict[str, Callable[[Desk], Iterable[str]]] = {
    "the caseload": lambda desk: (one.id for one in reading.read_caseload(desk, ended=True)),
    "part of the caseload, by words": lambda desk: (
        one.id for one in reading.read_caseload(desk, words="Sample")
    ),
    "the number of open cases": lambda desk: list(reading.read_order(desk)),
    "each order": lambda desk: [
        one for by in CaseOrder for one in reading.read_order(desk, by=by, ended=True)
    ],
    "a page": lambda desk: [one.id for one in reading.read_shown(desk, lambda ids: ids)[1]],
    "search": lambda desk: [hit.case_id for hit in searching.search(desk, "sleep")],
    "the deadlines": lambda desk: [one.case_id for one in read_deadlines(desk)],
    "the calendar": lambda desk: [
        deadline_feed(read_deadlines(desk), council="", at=desk.clock()).decode()
    ],
    "whom to chase": lambda desk: [one.case_id for one in chasing.to_chase(desk)],
    "overdue recommendations": lambda desk: [
        one.case_id for one in overdue.overdue_recommendations(desk, ended=True)
    ],
    "the yearly figures": lambda desk: annual.read_figures(desk, _year(desk)).figures.received,
    "what is asked for of a year": lambda desk: [
        *annual.requested_facts(desk, _year(desk)).report.figures.reviews
    ],
    "ended cases": lambda desk: [
        one.case_id for one in retention.read_retention(desk, every=True).lines
    ],
    "meetings for the room": lambda desk: [
        choice.reference for choice in room.read_room(desk).choices
    ],
}


@pytest.mark.database("sqlite", "postgresql")
def test_every_read_over_all_cases_leaves_out_the_one_with_a_conflict(office: Office) -> None:
    """Each list shows the case first, and then to everybody else; another case stays in it."""
    ended, other_ended = (office.after_meeting() for _ in range(2))
    bound, other = (office.in_evidence() for _ in range(2))
    for one in (bound, other):
        late = NewRequest(office.housing_id, "All", due_on=office.clock.today)
        evidence.ask(office.officer, one, late)
        office.clock.tick()
        office.open_meeting(one)
    office.clock.tick(days=40)
    for one in (ended, other_ended):
        intake.withdraw(office.officer, one, why="It stopped.")
    names = {one: (one, office.case(one).reference) for one in (bound, other, ended, other_ended)}

    def shown(desk: Desk, one: str) -> set[str]:
        return {
            what
            for what, read in READS.items()
            if any(word in found for found in read(desk) for word in names[one])
        }

    before = {one: shown(office.officer, one) for one in names}
    assert before[bound] | before[ended] == set(READS)
    row = NewAttendance(OLIVE)
    for one in (bound, ended):
        with office.record() as session:
            declare_in(session, office, one, row.name)
    after = {one: shown(office.officer, one) for one in names}
    assert (after[bound], after[ended]) == (set(), set())
    alone = {"meetings for the room"}  # Of one meeting that is open there is nothing to choose.
    assert after[other] == before[other] - alone
    assert after[other_ended] == before[other_ended]
    assert shown(office.chair, bound) >= before[bound] - {"whom to chase"}


def declare_in(session: Any, office: Office, case_id: str, name: str) -> None:
    """Put a conflict into the record of a case, whatever has become of its meeting."""
    from sqlmodel import select

    from conference.record.tables import Attendance, Meeting

    held = session.exec(select(Meeting).where(Meeting.case_id == case_id)).first()
    session.add(
        Attendance(
            council_id=office.council_id,
            case_id=case_id,
            meeting_id=held.id,
            name=name,
            capacity="representative",
            conflict="Lives next door.",
        )
    )


WITHOUT_CASES = {
    "annual.read_figures": "in the list",
    "backups._may_back_up": "the whole record, for an administrator",
    "chasing.to_chase": "in the list",
    "deadlines.read_deadlines": "in the list",
    "desk._not_settled_by": "what is the council's",
    "desk._works_on_all": "one case",
    "intake._may_receive": "a new case",
    "live.watch": "has a test of its own",
    "overdue.overdue_recommendations": "in the list",
    "passwords.who_gets_in": "people",
    "proof.check_council": "what is the council's",
    "proof.export_council": "the ends of the chains, by ids that name nobody",
    "reading._chases": "agencies",
    "reading._wanted": "in the list",
    "retention._must_work_with_it": "in the list",
    "roles.roles_on_cases": "has a test of its own",
    "room.read_room": "in the list",
    "searching.search": "in the list",
    "sign_ins._must_administer": "what is the council's",
    "subject_access._namesakes": "has a test of its own",
    "witness._may_ask": "what is the council's",
}
"""Everything that asks what somebody is in the council, and how it is known to leave a case out."""


def test_no_read_over_all_cases_is_forgotten() -> None:
    """Whatever reads more than one case has to ask what somebody is in the council."""
    found = set()
    for file in Path(review_file).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and "council_standing(" in ast.unparse(node.body):
                found.add(f"{file.stem}.{node.name}")
    assert found == set(WITHOUT_CASES)


def test_figures_without_a_case_say_that_they_are_not_to_be_published(office: Office) -> None:
    conflicted(office, office.in_evidence())
    assert any(
        "conflict of interest" in one
        for one in annual.read_figures(office.officer, _year(office.officer)).doubts
    )
    assert annual.read_figures(office.chair, _year(office.chair)).doubts == ()


def test_the_caseload_is_not_told_of_what_happens_in_the_case(office: Office) -> None:
    bound, other = office.in_evidence(), office.in_evidence()
    assert _sent(office.officer, (bound, other)) == [bound, other]
    conflicted(office, bound)
    assert _sent(office.officer, (bound, other)) == [other]


def test_what_was_typed_and_where_somebody_was_is_gone_too(office: Office) -> None:
    case_id = office.in_evidence()
    place = whereabouts.Whereabouts(case_id, "evidence")
    drafts.keep(office.officer, "action/new", {"words": "She said"}, case_id=case_id)
    whereabouts.keep_whereabouts(office.officer, place)
    row = conflicted(office, case_id)
    assert drafts.kept(office.officer, "action/new") == {}
    assert whereabouts.last_whereabouts(office.officer) is None
    drafts.keep(office.officer, "action/new", {"words": "More"}, case_id=case_id)
    lift(office.chair, case_id, row)
    assert drafts.kept(office.officer, "action/new") == {"words": "She said"}
    assert whereabouts.last_whereabouts(office.officer) == place


def test_namesakes_and_roles_in_the_case_are_not_told(office: Office) -> None:
    bound, other = office.in_evidence(), office.in_evidence()
    reference = office.case(bound).reference
    roles.give_role(office.officer, office.observer.person.id, Role.CHAIR, case=reference)
    looked = subject_access.look(office.officer, other, "Mrs A. Sample")
    assert looked.also == (reference,)
    conflicted(office, bound)
    assert subject_access.look(office.officer, other, "Mrs A. Sample").also == ()
    assert roles.roles_on_cases(office.officer, office.observer.person.id) == ()
    assert roles.roles_on_cases(office.administrator, office.observer.person.id) != ()


# Whom it binds, and where


@pytest.mark.parametrize("name", [OLIVE, "olive  OFFICER"])
@pytest.mark.parametrize("agency", [False, True], ids=["of none", "of another agency"])
def test_it_binds_whoever_was_written_in_by_name(office: Office, name: str, agency: bool) -> None:
    case_id = office.in_evidence()
    conflicted(office, case_id, name, agency_id=office.housing_id if agency else None)
    with pytest.raises(NotFound):
        reading.read_case(office.officer, case_id)


def test_it_binds_all_of_a_name_and_those_who_come_later(office: Office) -> None:
    case_id = office.in_evidence()
    conflicted(office, case_id, "Oscar Other")
    for _ in range(2):
        oscar = another_officer(office)
        with pytest.raises(NotFound):
            reading.read_case(oscar, case_id)
    reading.read_case(office.officer, case_id)


def test_it_binds_only_the_one_of_the_agency_where_two_have_a_name(office: Office) -> None:
    case_id = office.in_evidence()
    pete = another_officer(office, "Pete Police")
    conflicted(office, case_id, "Pete Police", agency_id=office.police_id)
    with pytest.raises(NotFound):
        reading.read_case(office.police, case_id)
    reading.read_case(pete, case_id)


def test_it_stays_when_the_meeting_is_cancelled_and_counts_in_the_next(office: Office) -> None:
    case_id = office.in_evidence()
    conflicted(office, case_id)
    held = office.case(case_id, office.chair).meeting
    assert held is not None and held.state is MeetingState.PLANNED
    meeting.cancel(office.chair, case_id, held.id, why="Snow.")
    office.plan(case_id)
    with pytest.raises(NotFound):
        reading.read_case(office.officer, case_id)


def test_it_counts_in_the_review_that_looks_at_the_case_again(office: Office) -> None:
    first, again = (one.id for one in upheld(office))
    with office.record() as session:
        declare_in(session, office, first, OLIVE)
        declare_in(session, office, first, "Otto Observer")
    with pytest.raises(NotFound):
        reading.read_case(office.officer, again)
    conflicted(office, again, "Hana Housing", agency_id=office.housing_id)
    evidence.ask(office.chair, again, NewRequest(office.housing_id, "All"))
    with pytest.raises(NotFound):
        reading.read_case(office.housing, first)


def test_nobody_sees_the_case_as_somebody_else_either(office: Office) -> None:
    case_id = office.in_evidence()
    conflicted(office, case_id)
    with pytest.raises(NotFound):
        reading.read_case(office.officer, case_id, view_as=APPLICANT)


def test_words_that_vanish_when_they_are_cleaned_undo_nothing(office: Office) -> None:
    case_id = office.in_evidence()
    row = conflicted(office, case_id)
    for nothing in ("", " ", "\n\t "):
        with pytest.raises(BadInput):
            attendance.declare_conflict(office.chair, case_id, row, conflict=nothing)


def test_nobody_with_a_conflict_is_given_a_duty_in_the_case(office: Office) -> None:
    case_id = office.in_evidence()
    conflicted(office, case_id)
    olive = office.officer.person.id
    planned = office.case(case_id, office.chair).meeting
    assert planned is not None
    for name in (
        lambda: intake.name_contact(office.chair, case_id, person_id=olive),
        lambda: intake.name_chair(office.chair, case_id, person_id=olive),
        lambda: meeting.change_plan(
            office.chair, case_id, planned.id, office.meeting_plan(chair_id=olive)
        ),
    ):
        with pytest.raises(Refused, match="has a conflict of interest"):
            name()


# Who lifts it


def test_it_is_lifted_by_somebody_else_who_works_on_all_cases(office: Office) -> None:
    case_id = office.in_evidence()
    row = conflicted(office, case_id)
    with pytest.raises(BadInput):
        attendance.withdraw_conflict(office.chair, case_id, row, why=" \t")
    with pytest.raises(NotFound):
        lift(office.officer, case_id, row)
    lift(office.chair, case_id, row)
    assert "lifted a conflict of interest" in office.acts(case_id)


def test_it_is_not_lifted_by_a_role_on_the_one_case(office: Office) -> None:
    case_id = office.in_evidence()
    otto = office.observer.person.id
    for role in (Role.CHAIR, Role.OFFICER):
        roles.give_role(office.officer, otto, role, case=office.case(case_id).reference)
    row = conflicted(office, case_id)
    with pytest.raises(Refused, match="may not lift"):
        lift(office.observer, case_id, row)
    with pytest.raises(NotFound):
        reading.read_case(office.officer, case_id)


def test_it_is_lifted_in_the_whole_case_at_once(office: Office) -> None:
    case_id = office.in_evidence()
    conflicted(office, case_id)
    held = office.case(case_id, office.chair).meeting
    assert held is not None
    meeting.cancel(office.chair, case_id, held.id, why="Snow.")
    lift(office.chair, case_id, conflicted(office, case_id, "OLIVE officer"))
    reading.read_case(office.officer, case_id)


def test_in_a_case_that_has_ended_it_stays(office: Office) -> None:
    case_id = office.in_evidence()
    row = conflicted(office, case_id)
    intake.withdraw(another_officer(office), case_id, why="It stopped.")
    with pytest.raises(Refused, match="has ended"):
        lift(office.chair, case_id, row)


# Whom they can appoint


def test_whoever_has_one_decides_nothing_of_who_works_on_the_cases(office: Office) -> None:
    case_id, other = office.in_evidence(), office.in_evidence()
    boss = another_officer(office, "Both Atonce", Role.ADMINISTRATOR)
    otto, elsewhere = office.observer.person.id, office.case(other).reference
    tries: dict[Operation, Callable[[], object]] = {
        Operation.SET_PEOPLE: lambda: people.add_person(boss, NewPerson("New Name")),
        Operation.GIVE_ROLE: lambda: roles.give_role(boss, otto, Role.OFFICER),
        Operation.GIVE_ROLE_ON_CASE: lambda: roles.give_role(
            boss, otto, Role.CHAIR, case=elsewhere
        ),
        Operation.SET_PASSWORD: lambda: sign_in.reset_password(boss, otto),
        Operation.CLOSE_ACCOUNT: lambda: accounts.close_account(boss, otto),
    }
    assert set(tries) == access.ARRANGING
    row = conflicted(office, case_id, "Both Atonce")
    for attempt in tries.values():
        with pytest.raises(Refused, match="Somebody with a conflict of interest may not"):
            attempt()
    lift(office.chair, case_id, row)
    for attempt in tries.values():
        try:
            attempt()
        except ConferenceError as error:
            assert "Somebody with a conflict" not in error.what


def test_a_conflict_in_a_case_that_has_ended_bars_from_arranging_that_case_alone(
    office: Office,
) -> None:
    case_id, other = office.in_evidence(), office.in_evidence()
    reference = office.case(case_id).reference
    conflicted(office, case_id)
    intake.withdraw(another_officer(office), case_id, why="It stopped.")
    otto = office.observer.person.id
    roles.give_role(office.officer, otto, Role.CHAIR, case=office.case(other).reference)
    for change in (roles.give_role, roles.take_role):
        with pytest.raises(NotFound, match="no case of that reference"):
            change(office.officer, otto, Role.CHAIR, case=reference)


def test_another_name_does_not_free_whoever_was_written_in_by_name(office: Office) -> None:
    case_id = office.in_evidence()
    conflicted(office, case_id, "Oscar Other")
    oscar = another_officer(office).person
    for name in ("Oscar Newname", "Oscar Other"):
        form = NewPerson(name, "Head of service")
        if name == oscar.name:
            people.change_person(office.administrator, oscar.id, form, shown=oscar.version)
            continue
        with pytest.raises(Refused, match="under the name Oscar Other"):
            people.change_person(office.administrator, oscar.id, form, shown=oscar.version)
