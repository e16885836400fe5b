"""What is final needs a fresh proof of who acts: every operation is tried with an old one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from conference.errors import ConferenceError, NeedsProof
from conference.law import access
from conference.law.access import Operation
from conference.record.tables import Credential
from conference.review.desk import Desk
from conference.review.protection import PROOF_LASTS, Proof
from tests.office import Office
from tests.review.test_access import OF_THE_POLICE, Act, Target, acts, target, wanted

pytestmark = pytest.mark.database("sqlite")

FINAL = {
    Operation.SET_PASSWORD,
    Operation.GIVE_ROLE,
    Operation.GIVE_ROLE_ON_CASE,
    Operation.CLOSE_ACCOUNT,
    Operation.LIFT_CONFLICT,
    Operation.END_APPLICANT_VIEW,
    Operation.APPROVE_MINUTES,
    Operation.APPROVE_LETTER,
    Operation.ISSUE_LETTER,
    Operation.CLOSE_CASE,
    Operation.SET_RETENTION,
    Operation.DISPOSE,
    Operation.EXPORT_SUBJECT,
    Operation.BACK_UP,
    Operation.WITNESS,
}
_NAMES = """
    SET_UP SET_PEOPLE READ_ACCESS READ_CASELOAD RECEIVE READ_CASE READ_HISTORY CORRECT_APPLICATION
    ACKNOWLEDGE NAME_CONTACT WITHDRAW RULE_ON_REPORT DECIDE_THRESHOLD ADD_CHRONOLOGY
    CORRECT_CHRONOLOGY GROUP_INCIDENTS IMPORT_CHRONOLOGY ASK_AGENCY CHASE ANSWER_REQUEST MAKE_RETURN
    TAKE_RETURN LOG_ACTION MARK_ENTRY ASSESS_RISK PLAN_MEETING MAKE_PACK RUN_MEETING SHOW_ROOM
    APPLICANT_PRESENT DECIDE RECOMMEND TAKE_STANCE ANSWER_RECOMMENDATION REPORT_PROGRESS
    WRITE_MINUTES MAKE_PAPER DRAFT_LETTER CHECK_LETTER SEND_LETTER_BACK SEND_LETTER TELL_APPLICANT
    FOLLOW_UP STOP_CLOCK RECORD_APPEAL MAKE_BUNDLE READ_DEADLINES READ_FIGURES ENTER_FIGURES
    PLACE_HOLD PROPOSE_DISPOSAL DECLINE_DISPOSAL READ_SUBJECT EXPORT_HISTORY
"""
NOT_FINAL = {Operation[name] for name in _NAMES.split()}
"""Each can be mended, or taken back, by another act."""


def protected(office: Office) -> None:
    """The council has a password, so that proofs are asked for."""
    with office.record() as session:
        session.add(
            Credential(
                council_id=office.council_id,
                person_id=office.administrator.person.id,
                password="none that opens anything",
                changed_at=office.clock.now,
            )
        )


def proved(desk: Desk, before: timedelta | None) -> Desk:
    """The desk, whose person gave their password so long ago, or never."""
    return replace(desk, proof=Proof(None if before is None else desk.clock() - before))


def asks(act: Act, desk: Desk, on: Target) -> bool:
    """Whether a proof was asked for."""
    try:
        act(desk, on)
    except NeedsProof:
        return True
    except ConferenceError:
        return False
    return False


def allowed(office: Office, on: Target) -> Iterator[tuple[Operation, Act, Desk]]:
    """Every act, at the desk of somebody who may do it."""
    for operation, act in acts():
        whose = office.police_id if operation in OF_THE_POLICE else None
        yield (
            operation,
            act,
            next(d for d in office.desks.values() if wanted(operation, d, on, whose) == "allowed"),
        )


def test_each_operation_is_said_to_be_final_or_not() -> None:
    assert set(Operation) == FINAL | NOT_FINAL
    assert not FINAL & NOT_FINAL
    assert access.PROVED == FINAL


def test_what_is_final_is_done_by_nobody_with_an_old_proof_or_none(office: Office) -> None:
    on = target(office, asked=True)
    protected(office)
    too_old = PROOF_LASTS + timedelta(seconds=1)
    wrong = []
    for operation, act, desk in allowed(office, on):
        for before in (None, too_old, -timedelta(seconds=1)) if operation in FINAL else (None,):
            if asks(act, proved(desk, before), on) is not (operation in FINAL):
                wrong.append(f"{operation}: proved {before} ago")
    for operation, act, desk in allowed(office, on):
        if operation in FINAL and asks(act, proved(desk, PROOF_LASTS), on):
            wrong.append(f"{operation}: asked for a proof that was there")
    assert wrong == []
