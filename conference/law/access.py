"""Who may do what: one table, read by everything that acts.

Neither the Act nor the guidance hands out these duties; they follow the practice of published
procedures (the officer is the single point of contact, the chair decides in the meeting, an agency
answers for itself) and the rule that whoever runs the machine reads no case.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is. One person can be several things, and different things on other cases."""

    CHAIR = "chair"
    REPRESENTATIVE = "representative"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    OBSERVER = "observer"
    ROOM = "room display"
    """No person: the screen in the room. It reads what the room may see, and nothing else."""


class Operation(StrEnum):
    """Everything that can be done, in the order of the procedure; the value finishes "may not"."""

    SET_UP = "set up the council, its agencies and its people"
    SET_PEOPLE = "add somebody, or change how they are named and reached"
    SET_PASSWORD = "let somebody in"  # noqa: S105 - words, no password
    READ_ACCESS = "see how everybody gets in"
    GIVE_ROLE = "give or take a role on all cases"
    GIVE_ROLE_ON_CASE = "give or take a role on one case"
    CLOSE_ACCOUNT = "close or reopen somebody's account"
    READ_CASELOAD = "see the caseload"
    RECEIVE = "take in an application"
    READ_CASE = "read the case"
    READ_HISTORY = "read the case's history"
    CORRECT_APPLICATION = "correct the application"
    ACKNOWLEDGE = "acknowledge the application"
    NAME_CONTACT = "name the single point of contact"
    WITHDRAW = "record that the application was withdrawn"
    RULE_ON_REPORT = "rule on a borderline report"
    DECIDE_THRESHOLD = "decide the threshold"
    ADD_CHRONOLOGY = "add incidents and reports"
    CORRECT_CHRONOLOGY = "correct an incident or a report"
    GROUP_INCIDENTS = "say which incidents are one and the same"
    IMPORT_CHRONOLOGY = "import a chronology"
    ASK_AGENCY = "ask an agency for information"
    CHASE = "chase an agency for its answer"
    ANSWER_REQUEST = "answer for an agency"
    MAKE_RETURN = "make a return form"
    TAKE_RETURN = "take in a return"
    LOG_ACTION = "log what an agency did"
    MARK_ENTRY = "change who may be told an entry"
    ASSESS_RISK = "record a risk assessment"
    PLAN_MEETING = "plan the meeting"
    MAKE_PACK = "make the agenda pack"
    RUN_MEETING = "run the meeting"
    LIFT_CONFLICT = "lift a conflict of interest"
    SHOW_ROOM = "show the meeting in the room"
    APPLICANT_PRESENT = "switch the shared displays for the applicant"
    END_APPLICANT_VIEW = "have the shared displays show the panel's view again"
    DECIDE = "record a decision of the panel"
    RECOMMEND = "record a recommendation"
    TAKE_STANCE = "say how an agency stands to a recommendation"
    ANSWER_RECOMMENDATION = "answer a recommendation"
    REPORT_PROGRESS = "report progress on a recommendation"
    WRITE_MINUTES = "write the minutes"
    APPROVE_MINUTES = "approve the minutes"
    MAKE_PAPER = "make a paper of the meeting"
    DRAFT_LETTER = "draft a letter"
    CHECK_LETTER = "check a letter"
    APPROVE_LETTER = "approve a letter"
    SEND_LETTER_BACK = "send a letter back to whoever wrote it"
    ISSUE_LETTER = "issue a letter"
    SEND_LETTER = "send an issued letter"
    TELL_APPLICANT = "note what the applicant was told of progress"
    FOLLOW_UP = "follow up with the applicant"
    STOP_CLOCK = "stop or restart a deadline's clock"
    CLOSE_CASE = "close the case"
    RECORD_APPEAL = "record an appeal"
    MAKE_BUNDLE = "make the appeal bundle"
    READ_DEADLINES = "see the deadlines of all cases"
    READ_FIGURES = "read the yearly figures"
    ENTER_FIGURES = "enter an earlier year's figures"
    SET_RETENTION = "set how long closed cases are kept"
    PLACE_HOLD = "place or lift a hold on a case"
    PROPOSE_DISPOSAL = "propose to dispose of a case"
    DECLINE_DISPOSAL = "decline to dispose of a case"
    DISPOSE = "dispose of a case"
    READ_SUBJECT = "gather what is held about one person"
    EXPORT_SUBJECT = "hand out what is held about one person"
    BACK_UP = "make a backup of the record"
    EXPORT_HISTORY = "take the case's history out of the record"
    WITNESS = "say who is a witness of the history"


class Reach(StrEnum):
    """How far a role's right goes."""

    ANY = "any case of the council"
    OWN = "their own agency's part of the cases it is asked on"


_ANY, _OWN = Reach.ANY, Reach.OWN
_C, _R, _O, _A, _V = (
    Role.CHAIR,
    Role.REPRESENTATIVE,
    Role.OFFICER,
    Role.ADMINISTRATOR,
    Role.OBSERVER,
)

TABLE: dict[Operation, dict[Role, Reach]] = {
    Operation.SET_UP: {_A: _ANY, _O: _ANY},
    Operation.SET_PEOPLE: {_A: _ANY, _O: _ANY},
    Operation.SET_PASSWORD: {_A: _ANY},
    Operation.READ_ACCESS: {_A: _ANY},
    Operation.GIVE_ROLE: {_A: _ANY},
    Operation.GIVE_ROLE_ON_CASE: {_A: _ANY, _O: _ANY},
    Operation.CLOSE_ACCOUNT: {_A: _ANY},
    Operation.READ_CASELOAD: {_C: _ANY, _O: _ANY, _R: _OWN, _V: _ANY},
    Operation.RECEIVE: {_O: _ANY},
    Operation.READ_CASE: {_C: _ANY, _O: _ANY, _R: _OWN, _V: _ANY},
    Operation.READ_HISTORY: {_C: _ANY, _O: _ANY, _V: _ANY},
    Operation.CORRECT_APPLICATION: {_O: _ANY},
    Operation.ACKNOWLEDGE: {_O: _ANY},
    Operation.NAME_CONTACT: {_O: _ANY, _C: _ANY},
    Operation.WITHDRAW: {_O: _ANY},
    Operation.RULE_ON_REPORT: {_O: _ANY, _C: _ANY},
    Operation.DECIDE_THRESHOLD: {_O: _ANY, _C: _ANY},
    Operation.ADD_CHRONOLOGY: {_O: _ANY, _C: _ANY, _R: _OWN},
    Operation.CORRECT_CHRONOLOGY: {_O: _ANY, _C: _ANY},
    Operation.GROUP_INCIDENTS: {_O: _ANY, _C: _ANY},
    Operation.IMPORT_CHRONOLOGY: {_O: _ANY},
    Operation.ASK_AGENCY: {_O: _ANY, _C: _ANY},
    Operation.CHASE: {_O: _ANY, _C: _ANY},
    Operation.ANSWER_REQUEST: {_R: _OWN, _O: _ANY},
    Operation.MAKE_RETURN: {_R: _OWN, _O: _ANY},
    Operation.TAKE_RETURN: {_R: _OWN, _O: _ANY},
    Operation.LOG_ACTION: {_R: _OWN, _O: _ANY, _C: _ANY},
    Operation.MARK_ENTRY: {_O: _ANY, _C: _ANY, _R: _OWN},
    Operation.ASSESS_RISK: {_O: _ANY, _C: _ANY},
    Operation.PLAN_MEETING: {_C: _ANY, _O: _ANY},
    Operation.MAKE_PACK: {_C: _ANY, _O: _ANY},
    Operation.RUN_MEETING: {_C: _ANY, _O: _ANY},
    Operation.LIFT_CONFLICT: {_C: _ANY, _O: _ANY},
    Operation.SHOW_ROOM: {_C: _ANY, _O: _ANY, Role.ROOM: _ANY},
    Operation.APPLICANT_PRESENT: {_C: _ANY, _O: _ANY},
    Operation.END_APPLICANT_VIEW: {_C: _ANY, _O: _ANY},
    Operation.DECIDE: {_C: _ANY, _O: _ANY},
    Operation.RECOMMEND: {_C: _ANY, _O: _ANY},
    Operation.TAKE_STANCE: {_R: _OWN, _O: _ANY, _C: _ANY},
    Operation.ANSWER_RECOMMENDATION: {_R: _OWN, _O: _ANY},
    Operation.REPORT_PROGRESS: {_R: _OWN, _O: _ANY, _C: _ANY},
    Operation.WRITE_MINUTES: {_C: _ANY, _O: _ANY},
    Operation.APPROVE_MINUTES: {_C: _ANY},
    Operation.MAKE_PAPER: {_C: _ANY, _O: _ANY},
    Operation.DRAFT_LETTER: {_O: _ANY},
    Operation.CHECK_LETTER: {_O: _ANY, _C: _ANY},
    Operation.APPROVE_LETTER: {_C: _ANY},
    Operation.SEND_LETTER_BACK: {_C: _ANY},
    Operation.ISSUE_LETTER: {_O: _ANY},
    Operation.SEND_LETTER: {_O: _ANY},
    Operation.TELL_APPLICANT: {_O: _ANY},
    Operation.FOLLOW_UP: {_O: _ANY, _C: _ANY},
    Operation.STOP_CLOCK: {_O: _ANY, _C: _ANY},
    Operation.CLOSE_CASE: {_O: _ANY, _C: _ANY},
    Operation.RECORD_APPEAL: {_O: _ANY},
    Operation.MAKE_BUNDLE: {_O: _ANY},
    Operation.READ_DEADLINES: {_O: _ANY, _C: _ANY, _V: _ANY},
    Operation.READ_FIGURES: {_O: _ANY, _C: _ANY, _V: _ANY},
    Operation.ENTER_FIGURES: {_O: _ANY},
    Operation.SET_RETENTION: {_A: _ANY, _O: _ANY},
    Operation.PLACE_HOLD: {_O: _ANY, _C: _ANY},
    Operation.PROPOSE_DISPOSAL: {_O: _ANY},
    Operation.DECLINE_DISPOSAL: {_O: _ANY, _C: _ANY},
    Operation.DISPOSE: {_O: _ANY, _C: _ANY},
    Operation.READ_SUBJECT: {_O: _ANY},
    Operation.EXPORT_SUBJECT: {_O: _ANY},
    Operation.BACK_UP: {_A: _ANY},
    Operation.EXPORT_HISTORY: {_O: _ANY, _C: _ANY, _V: _ANY},
    Operation.WITNESS: {_A: _ANY},
}


PROVED = frozenset(
    {
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
)
"""What somebody must have given their password for a moment ago: it opens a way to the cases, it
stands, it is gone, or it has left the record."""

ARRANGING = frozenset(
    {
        Operation.SET_PEOPLE,
        Operation.SET_PASSWORD,
        Operation.GIVE_ROLE,
        Operation.GIVE_ROLE_ON_CASE,
        Operation.CLOSE_ACCOUNT,
    }
)
"""What decides who works on the cases: not for somebody who has a conflict of interest in a case
that has not ended, since whom they appoint could see it, or lift the conflict, for them."""

WORKS_ON_ALL = frozenset({Operation.GIVE_ROLE_ON_CASE, Operation.LIFT_CONFLICT})
"""What a role on the one case does not suffice for: somebody with a conflict may have given it."""


@dataclass(frozen=True)
class Standing:
    """What somebody is to a case: everything the table needs to know of them."""

    roles: frozenset[Role]
    agency_id: str | None = None
    asked: bool = False
    """Whether their agency is asked on the case."""
    conflicted: bool = False
    """Whether they declared a conflict of interest in it."""


def may_know_of_case(standing: Standing) -> bool:
    """Whether the case exists at all for them; where not, it is "not found", never "refused"."""
    return may(standing, Operation.READ_CASE)


def may(standing: Standing, operation: Operation, *, entry_agency: str | None = None) -> bool:
    """Whether somebody with this standing may do the operation.

    entry_agency: id of the agency whose entry, answer or recommendation is acted on, if any.
    """
    if standing.conflicted:
        return False
    reaches = {TABLE[operation][role] for role in standing.roles if role in TABLE[operation]}
    if Reach.ANY in reaches:
        return True
    if Reach.OWN not in reaches or standing.agency_id is None:
        return False
    if operation is Operation.READ_CASELOAD:
        return True
    return standing.asked and entry_agency in (None, standing.agency_id)


def roles_for(operation: Operation) -> str:
    """Who may, in words: "the chair or an officer"."""
    names = {
        Role.CHAIR: "the chair",
        Role.REPRESENTATIVE: "the agency's own representative",
        Role.OFFICER: "an officer",
        Role.ADMINISTRATOR: "an administrator",
        Role.OBSERVER: "an observer",
        Role.ROOM: "the room display",
    }
    return " or ".join(names[role] for role in TABLE[operation])
