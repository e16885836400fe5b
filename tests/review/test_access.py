"""Who may do what: the real functions, by everybody, held against the one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from conference.errors import ConferenceError, NotFound, Refused
from conference.exchange.mail import Mail, Sent
from conference.exchange.sealing import Sealing
from conference.forms import (
    ApplicantHeard,
    Disclosure,
    MeetingPlan,
    NewAgency,
    NewAppeal,
    NewAttendance,
    NewFollowUp,
    NewIncident,
    NewItem,
    NewPerson,
    NewPublishedYear,
    NewReport,
    NewRisk,
    RequestAnswer,
    ThresholdForm,
)
from conference.law import access
from conference.law.access import Operation, Role, Standing
from conference.law.annual import financial_year
from conference.law.procedure import Step
from conference.review import (
    accounts,
    agenda,
    annual,
    appeals,
    applicant,
    attendance,
    backups,
    bundles,
    chasing,
    clocks,
    codes,
    decisions,
    delivery,
    evidence,
    follow_up,
    imports,
    intake,
    meeting,
    minutes,
    outcome,
    papers,
    people,
    proof,
    reading,
    recommendations,
    retention,
    returns,
    risk,
    roles,
    room,
    sign_in,
    subject_access,
    threshold,
    witness,
)
from conference.review import chronology as chronology_review
from conference.review.deadlines import read_deadlines
from conference.review.desk import NO_SUCH_CASE, Desk
from conference.review.overdue import overdue_recommendations
from conference.views import (
    AgencyKind,
    AgencyRole,
    Answer,
    AppealResult,
    ApplicantPart,
    Channel,
    FollowUpKind,
    Grade,
    HoldKind,
    LetterKind,
    MeetingState,
    RequestState,
    RiskBand,
    RiskMoment,
    Rung,
    StanceKind,
)
from tests.office import Office
from tests.returns import nil_return
from tests.review.test_imports import chronology

pytestmark = pytest.mark.database("sqlite")


@dataclass(frozen=True)
class Target:
    """A case and what is in it to act on. Both agencies are asked, or neither."""

    office: Office
    id: str
    asked: bool
    report: str
    incidents: tuple[str, ...]
    request: str
    action: str
    meeting: str
    item: str
    chair: str
    guest: str
    decision: str
    recommendation: str
    letter: str
    minutes: str
    appeal: str
    spare: str
    """Somebody without any role, to whom one can be given."""

    @property
    def reference(self) -> str:
        return self.office.case(self.id).reference


def target(office: Office, *, asked: bool) -> Target:
    """A case in the middle of its meeting, on which the agencies are asked or nobody is."""
    case_id = office.receive()
    intake.acknowledge(office.officer, case_id)
    office.decide(case_id)
    request = ""
    if asked:
        request = office.ask(case_id)
        office.ask(case_id, office.housing_id)
    action = evidence.log_action(office.officer, case_id, office.action())
    meeting_id = office.open_meeting(case_id)
    row = recommendations.recommend(office.chair, case_id, office.recommendation())
    letter = outcome.draft(office.officer, case_id, LetterKind.OUTCOME)
    came = NewAttendance("Gus Guest", capacity="observer")
    guest = attendance.expect(office.chair, case_id, meeting_id, came)
    found = decisions.decide(office.chair, case_id, meeting_id, office.finding())
    held = office.meeting(case_id)
    return Target(
        office,
        case_id,
        asked,
        report=office.case(case_id).reports[0].id,
        incidents=tuple(one.id for one in office.case(case_id).incidents),
        request=request,
        action=action,
        meeting=meeting_id,
        item=held.items[0].id,
        chair=next(a.id for a in held.attendance if a.capacity == "chair"),
        guest=guest,
        decision=found,
        recommendation=row,
        letter=letter,
        minutes=minutes.begin(office.officer, case_id, meeting_id),
        appeal=appeals.lodge(office.officer, case_id, APPEAL),
        spare=people.add_person(office.officer, NewPerson("Sam Spare")),
    )


Act = Callable[[Desk, Target], object]


def never_asked(mail: Mail) -> Sent:
    """A mail server for a letter that is not issued."""
    raise AssertionError(f"it was sent to {mail.to}")


YEAR = financial_year(date(2026, 11, 2))
PUBLISHED_YEAR = NewPublishedYear(YEAR.before.first, YEAR.before.last, 2, 2, 0, 0, 0)
FIRE = NewAgency("Fire service", AgencyKind.OTHER, AgencyRole.CONTRIBUTOR)

APPEAL = NewAppeal("review", "Nobody looked at my diary.")

OF_THE_COUNCIL: dict[Operation, tuple[Act, ...]] = {
    Operation.SET_UP: (lambda desk, on: people.add_agency(desk, FIRE),),
    Operation.SET_PEOPLE: (
        lambda desk, on: people.add_person(desk, NewPerson("Nell New")),
        lambda desk, on: roles.roles_on_cases(desk, on.spare),
        lambda desk, on: people.change_person(
            desk, on.office.observer.person.id, NewPerson("Otto Observer"), shown=1
        ),
    ),
    Operation.READ_ACCESS: (lambda desk, on: sign_in.who_gets_in(desk),),
    Operation.GIVE_ROLE: (
        lambda desk, on: people.add_person(desk, NewPerson("Ned New", roles=(Role.OFFICER,))),
        lambda desk, on: roles.give_role(desk, on.office.observer.person.id, Role.OFFICER),
        lambda desk, on: roles.take_role(desk, on.office.observer.person.id, Role.OFFICER),
    ),
    Operation.GIVE_ROLE_ON_CASE: (
        lambda desk, on: roles.give_role(desk, on.spare, Role.CHAIR, case=on.reference),
        lambda desk, on: roles.take_role(desk, on.spare, Role.CHAIR, case=on.reference),
    ),
    Operation.CLOSE_ACCOUNT: (
        lambda desk, on: accounts.close_account(desk, on.spare),
        lambda desk, on: accounts.reopen_account(desk, on.spare),
    ),
    Operation.SET_PASSWORD: (
        lambda desk, on: sign_in.reset_password(desk, on.office.observer.person.id),
        lambda desk, on: sign_in.unlock(desk, on.office.observer.person.id),
        lambda desk, on: sign_in.set_lock_minutes(desk, 10),
        lambda desk, on: codes.turn_off_for(desk, on.office.observer.person.id),
    ),
    Operation.READ_CASELOAD: (lambda desk, on: reading.read_caseload(desk),),
    Operation.RECEIVE: (lambda desk, on: intake.receive(desk, on.office.application()),),
    Operation.READ_FIGURES: (
        lambda desk, on: annual.read_figures(desk, YEAR),
        lambda desk, on: annual.requested_facts(desk, YEAR),
    ),
    Operation.READ_DEADLINES: (
        lambda desk, on: read_deadlines(desk),
        lambda desk, on: overdue_recommendations(desk),
    ),
    Operation.ENTER_FIGURES: (lambda desk, on: annual.enter_year(desk, PUBLISHED_YEAR),),
    Operation.SET_RETENTION: (
        lambda desk, on: retention.set_retention(desk, 72, "Schedule"),
        lambda desk, on: retention.set_retention(desk, None),
    ),
    Operation.SHOW_ROOM: (lambda desk, on: room.read_room(desk),),
    Operation.WITNESS: (lambda desk, on: witness.set_witness(desk, ""),),
    Operation.BACK_UP: (
        lambda desk, on: backups.back_up(desk, Sealing(), lambda content, check: check(content)),
    ),
}
ON_A_CASE: dict[Operation, tuple[Act, ...]] = {
    Operation.READ_CASE: (lambda desk, on: reading.read_case(desk, on.id),),
    Operation.READ_HISTORY: (
        lambda desk, on: reading.history_faults(desk, on.id),
        lambda desk, on: proof.head_of(desk, on.id),
    ),
    Operation.EXPORT_HISTORY: (lambda desk, on: proof.export_history(desk, on.id),),
    Operation.CORRECT_APPLICATION: (
        lambda desk, on: intake.correct_application(desk, on.id, shown=1, impact="More."),
    ),
    Operation.ACKNOWLEDGE: (lambda desk, on: intake.acknowledge(desk, on.id),),
    Operation.NAME_CONTACT: (
        lambda desk, on: intake.name_contact(desk, on.id, person_id=on.office.officer.person.id),
        lambda desk, on: intake.name_chair(desk, on.id, person_id=on.office.chair.person.id),
    ),
    Operation.RULE_ON_REPORT: (
        lambda desk, on: threshold.rule_on_report(desk, on.id, on.report, counts=True, why="So."),
    ),
    Operation.DECIDE_THRESHOLD: (
        lambda desk, on: threshold.decide(desk, on.id, ThresholdForm(True, "So.")),
        lambda desk, on: reading.weigh_case(desk, on.id),
    ),
    Operation.ADD_CHRONOLOGY: (
        lambda desk, on: evidence.add_incident(desk, on.id, NewIncident(on.office.day(9), "Noise")),
        lambda desk, on: evidence.add_report(desk, on.id, NewReport(on.office.day(9), "police")),
    ),
    Operation.CORRECT_CHRONOLOGY: (
        lambda desk, on: chronology_review.correct_incident(
            desk,
            on.id,
            on.incidents[0],
            NewIncident(on.office.day(28), "Noise"),
            grade=Grade.DISPUTED,
            about_applicant=False,
            shown=1,
        ),
        lambda desk, on: chronology_review.correct_report(
            desk,
            on.id,
            on.report,
            NewReport(on.office.day(9), "police"),
            incident_ids=on.incidents[:1],
            grade=Grade.DISPUTED,
            shown=1,
        ),
        lambda desk, on: chronology_review.join_report(desk, on.id, on.report, on.incidents[:1]),
        lambda desk, on: chronology_review.part_report(desk, on.id, on.report, on.incidents[:1]),
    ),
    Operation.GROUP_INCIDENTS: (
        lambda desk, on: chronology_review.group(desk, on.id, on.incidents[:2], why="One night."),
        lambda desk, on: chronology_review.ungroup(desk, on.id, incident_id=on.incidents[0]),
    ),
    Operation.IMPORT_CHRONOLOGY: (
        lambda desk, on: imports.preview(desk, on.id, chronology()),
        lambda desk, on: imports.bring_in(desk, on.id, chronology()),
    ),
    Operation.ASK_AGENCY: (
        lambda desk, on: evidence.ask(
            desk, on.id, on.office.wanted(on.office.agencies["Health"].id)
        ),
    ),
    Operation.CHASE: (
        lambda desk, on: chasing.chase(
            desk,
            on.id,
            on.request,
            Rung.REMINDER,
            channel=Channel.EMAIL,
            sent_to="police@example.org",
            words="Please answer.",
        ),
    ),
    Operation.PLAN_MEETING: (
        lambda desk, on: meeting.change_plan(
            desk, on.id, on.meeting, MeetingPlan(on.office.clock.today)
        ),
        lambda desk, on: meeting.cancel(desk, on.id, on.meeting, why="Nobody can come."),
        lambda desk, on: agenda.add_item(desk, on.id, on.meeting, NewItem("One more")),
        lambda desk, on: agenda.change_item(desk, on.id, on.item, NewItem("Opening")),
        lambda desk, on: agenda.move_item(desk, on.id, on.item, up=False),
        lambda desk, on: agenda.remove_item(desk, on.id, on.item),
        lambda desk, on: attendance.expect(desk, on.id, on.meeting, on.office.guest()),
        lambda desk, on: attendance.apologise(desk, on.id, on.guest),
        lambda desk, on: attendance.substitute(desk, on.id, on.guest, name="Gil Guest"),
    ),
    Operation.MAKE_PACK: (lambda desk, on: papers.agenda_pack(desk, on.id, formats=("txt",)),),
    Operation.WRITE_MINUTES: (
        lambda desk, on: minutes.begin(desk, on.id, on.meeting),
        lambda desk, on: minutes.preview(desk, on.id, on.minutes),
        lambda desk, on: minutes.write(desk, on.id, on.minutes, {"opening": "All came."}),
        lambda desk, on: minutes.correct(desk, on.id, on.minutes, why="A name."),
        lambda desk, on: minutes.read_minutes_file(desk, on.id, "no file"),
    ),
    Operation.APPROVE_MINUTES: (lambda desk, on: minutes.approve(desk, on.id, on.minutes),),
    Operation.MAKE_PAPER: (
        lambda desk, on: papers.agenda(desk, on.id, on.meeting, formats=("txt",)),
        lambda desk, on: papers.action_notices(desk, on.id, on.meeting, formats=("txt",)),
        lambda desk, on: papers.invitation_file(desk, on.id, on.meeting),
    ),
    Operation.RUN_MEETING: (
        lambda desk, on: meeting.go_to_item(desk, on.id, on.item),
        lambda desk, on: meeting.note_item(desk, on.id, on.item, note="Said."),
        lambda desk, on: meeting.finish_item(desk, on.id, on.item),
        lambda desk, on: attendance.leave(desk, on.id, on.chair),
        lambda desk, on: attendance.arrive(desk, on.id, on.chair),
        lambda desk, on: attendance.acknowledge_confidentiality(desk, on.id, on.chair),
        lambda desk, on: attendance.acknowledge_all(desk, on.id, on.meeting),
        lambda desk, on: attendance.declare_conflict(desk, on.id, on.guest, conflict="Kin."),
        lambda desk, on: applicant.hear_applicant(
            desk, on.id, on.meeting, ApplicantHeard(ApplicantPart.ATTENDS)
        ),
        lambda desk, on: meeting.adjourn(desk, on.id, on.meeting),
        lambda desk, on: meeting.open_meeting(desk, on.id, on.meeting),
        lambda desk, on: meeting.close(desk, on.id, on.meeting, review_on=None),
    ),
    Operation.LIFT_CONFLICT: (
        lambda desk, on: attendance.withdraw_conflict(desk, on.id, on.guest, why="Not kin."),
    ),
    Operation.APPLICANT_PRESENT: (
        lambda desk, on: applicant.applicant_enters(desk, on.id, on.meeting),
    ),
    Operation.END_APPLICANT_VIEW: (
        lambda desk, on: applicant.applicant_leaves(desk, on.id, on.meeting),
    ),
    Operation.DECIDE: (
        lambda desk, on: decisions.correct_decision(
            desk, on.id, on.decision, on.office.finding(), shown=1
        ),
        lambda desk, on: meeting.decide(desk, on.id, on.meeting, on.office.finding()),
    ),
    Operation.RECOMMEND: (
        lambda desk, on: recommendations.recommend(desk, on.id, on.office.recommendation()),
        lambda desk, on: recommendations.correct(
            desk, on.id, on.recommendation, on.office.recommendation(), shown=1
        ),
        lambda desk, on: recommendations.carry_forward(
            desk, on.id, on.recommendation, on.office.recommendation()
        ),
    ),
    Operation.ASSESS_RISK: (
        lambda desk, on: risk.assess(
            desk,
            on.id,
            NewRisk(RiskMoment.THEN, {"frequency": "every day"}, RiskBand.HIGH, "So."),
        ),
    ),
    Operation.TELL_APPLICANT: (
        lambda desk, on: recommendations.tell_applicant(
            desk, on.id, on.recommendation, ["of what became of it"]
        ),
    ),
    Operation.DRAFT_LETTER: (
        lambda desk, on: outcome.draft(desk, on.id, LetterKind.OUTCOME),
        lambda desk, on: outcome.write_paragraphs(desk, on.id, on.letter, paragraphs={}),
    ),
    Operation.CHECK_LETTER: (lambda desk, on: outcome.check(desk, on.id, on.letter),),
    Operation.APPROVE_LETTER: (lambda desk, on: outcome.approve(desk, on.id, on.letter),),
    Operation.SEND_LETTER_BACK: (
        lambda desk, on: outcome.send_back(desk, on.id, on.letter, note="Again."),
    ),
    Operation.ISSUE_LETTER: (
        lambda desk, on: outcome.issue(desk, on.id, on.letter, channel=Channel.POST),
    ),
    Operation.SEND_LETTER: (
        lambda desk, on: delivery.send_letter(desk, on.id, on.letter, never_asked),
    ),
    Operation.STOP_CLOCK: (
        lambda desk, on: clocks.stop_clock(desk, on.id, Step.THRESHOLD, why="Consent"),
        lambda desk, on: clocks.resume_clock(desk, on.id, Step.THRESHOLD),
    ),
    Operation.FOLLOW_UP: (
        lambda desk, on: follow_up.promise(
            desk, on.id, NewFollowUp(FollowUpKind.UPDATE, date(2027, 1, 4), "Ring")
        ),
        lambda desk, on: follow_up.plan_usual(desk, on.id),
    ),
    Operation.CLOSE_CASE: (
        lambda desk, on: follow_up.close_case(desk, on.id, why="Done.", applicant_view="Asked."),
    ),
    Operation.WITHDRAW: (lambda desk, on: intake.withdraw(desk, on.id, why="It stopped."),),
    Operation.RECORD_APPEAL: (
        lambda desk, on: appeals.lodge(desk, on.id, APPEAL),
        lambda desk, on: appeals.correct(desk, on.id, on.appeal, APPEAL, shown=1),
        lambda desk, on: appeals.acknowledge(desk, on.id, on.appeal),
        lambda desk, on: appeals.send(desk, on.id, on.appeal),
        lambda desk, on: appeals.result(
            desk, on.id, on.appeal, AppealResult.NOT_UPHELD, "It was looked at."
        ),
    ),
    Operation.MAKE_BUNDLE: (lambda desk, on: bundles.make_bundle(desk, on.id, on.appeal),),
    Operation.PLACE_HOLD: (
        lambda desk, on: retention.place_hold(desk, on.id, HoldKind.COURT, "So."),
        lambda desk, on: retention.lift_hold(desk, on.id, "no hold", why="So."),
    ),
    Operation.READ_SUBJECT: (lambda desk, on: subject_access.look(desk, on.id, "Mrs A. Sample"),),
    Operation.EXPORT_SUBJECT: (
        lambda desk, on: subject_access.hand_out(desk, on.id, "Mrs A. Sample", {}),
    ),
    Operation.PROPOSE_DISPOSAL: (lambda desk, on: retention.propose(desk, on.id, why="So."),),
    Operation.DECLINE_DISPOSAL: (lambda desk, on: retention.decline(desk, on.id, why="So."),),
    Operation.DISPOSE: (lambda desk, on: retention.dispose(desk, on.id, why="So."),),
}
OF_THE_POLICE: dict[Operation, tuple[Act, ...]] = {
    Operation.ANSWER_REQUEST: (
        lambda desk, on: evidence.answer_request(
            desk, on.id, on.request, RequestAnswer(RequestState.SEEN)
        ),
    ),
    Operation.MAKE_RETURN: (lambda desk, on: returns.make(desk, on.id, on.office.police_id),),
    Operation.TAKE_RETURN: (
        lambda desk, on: returns.preview(desk, nil_return(on.office, on.id)),
        lambda desk, on: returns.take(desk, nil_return(on.office, on.id)),
    ),
    Operation.LOG_ACTION: (
        lambda desk, on: evidence.log_action(desk, on.id, on.office.action()),
        lambda desk, on: evidence.correct_action(
            desk, on.id, on.action, on.office.action(), shown=1
        ),
    ),
    Operation.MARK_ENTRY: (
        lambda desk, on: evidence.mark_entry(desk, on.id, on.action, Disclosure()),
    ),
    Operation.TAKE_STANCE: (
        lambda desk, on: recommendations.take_stance(
            desk, on.id, on.recommendation, on.office.police_id, StanceKind.AGREES
        ),
    ),
    Operation.ANSWER_RECOMMENDATION: (
        lambda desk, on: recommendations.answer(
            desk, on.id, on.recommendation, answer=Answer.ACCEPTED
        ),
    ),
    Operation.REPORT_PROGRESS: (
        lambda desk, on: recommendations.report_progress(
            desk, on.id, on.recommendation, note="Visited."
        ),
    ),
}


def came_of(act: Act, desk: Desk, on: Target) -> str:
    """What happened: "not found", "refused", or "allowed" even where something is missing."""
    try:
        act(desk, on)
    except NotFound as error:
        return "not found" if error.what == NO_SUCH_CASE else "allowed"
    except Refused as error:
        return "refused" if error.what.startswith("You may not") else "allowed"
    except ConferenceError:
        return "allowed"
    return "allowed"


def standing(desk: Desk, asked: bool) -> Standing:
    is_asked = asked and desk.person.agency_id is not None
    return Standing(
        frozenset(Role(role) for role in desk.person.roles), desk.person.agency_id, asked=is_asked
    )


def wanted(operation: Operation, desk: Desk, on: Target, whose: str | None) -> str:
    """What the table says should happen."""
    here = standing(desk, on.asked)
    if operation not in OF_THE_COUNCIL and not access.may_know_of_case(here):
        return "not found"
    return "allowed" if access.may(here, operation, entry_agency=whose) else "refused"


def acts() -> Iterator[tuple[Operation, Act]]:
    for table in (OF_THE_COUNCIL, ON_A_CASE, OF_THE_POLICE):
        for operation, functions in table.items():
            for function in functions:
                yield operation, function


def test_every_operation_is_tried() -> None:
    tried = {*OF_THE_COUNCIL, *ON_A_CASE, *OF_THE_POLICE}
    assert tried == set(Operation)


@pytest.mark.parametrize("asked", [True, False], ids=["agencies asked", "nobody asked"])
def test_what_everybody_may_do_is_what_the_table_says(office: Office, asked: bool) -> None:
    """Those who may not try first, so that the case stays as it was for those who may."""
    on = target(office, asked=asked)
    wrong = []
    for operation, act in acts():
        if operation is Operation.ANSWER_REQUEST and not asked:
            continue
        whose = office.police_id if operation in OF_THE_POLICE else None
        tries = [(wanted(operation, d, on, whose), name, d) for name, d in office.desks.items()]
        for expected, name, desk in sorted(tries, key=lambda one: one[0] == "allowed"):
            came = came_of(act, desk, on)
            if came != expected:
                wrong.append(f"{name} may {operation}? {came}, and the table says {expected}")
    assert wrong == []


def test_whoever_may_not_leaves_no_trace_but_the_refusal(office: Office) -> None:
    on = target(office, asked=True)
    before = office.case(on.id)
    refusals = 0
    for operation, act in acts():
        whose = office.police_id if operation in OF_THE_POLICE else None
        for desk in office.desks.values():
            if wanted(operation, desk, on, whose) != "allowed":
                refusals += came_of(act, desk, on) == "refused"
    after = office.case(on.id)
    assert refusals > 20
    new = after.history[: len(after.history) - len(before.history)]
    assert all(line.act.startswith("was refused: ") for line in new)
    assert after.meeting == before.meeting
    assert (after.actions, after.letters, after.recommendations) == (
        before.actions,
        before.letters,
        before.recommendations,
    )


def test_an_administrator_reads_no_case(office: Office) -> None:
    on = target(office, asked=True)
    for act in (
        lambda: reading.read_case(office.administrator, on.id),
        lambda: reading.weigh_case(office.administrator, on.id),
        lambda: reading.history_faults(office.administrator, on.id),
        lambda: outcome.preview(office.administrator, on.id, on.letter),
        lambda: outcome.missing(office.administrator, on.id, on.letter),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(Refused):
        reading.read_caseload(office.administrator)


def test_a_person_of_another_council_finds_nothing(office: Office) -> None:
    from dataclasses import replace

    case_id = office.receive()
    stranger = replace(office.officer, council_id="another")
    with pytest.raises(NotFound):
        reading.read_case(stranger, case_id)
    assert reading.read_caseload(stranger) == ()


def test_only_those_who_see_everything_view_the_case_as_others(office: Office) -> None:
    from conference.law.audience import APPLICANT, PANEL, agency

    case_id = office.in_evidence()
    for desk in (office.officer, office.chair):
        assert office.case(case_id, desk, view_as=APPLICANT).audience == APPLICANT
    for desk in (office.police, office.observer):
        for audience in (PANEL, APPLICANT, agency(office.housing_id)):
            with pytest.raises(Refused):
                office.case(case_id, desk, view_as=audience)
    own = agency(office.police_id)
    assert office.case(case_id, office.police, view_as=own).audience == own


def test_the_meeting_the_targets_are_in_is_open(office: Office) -> None:
    on = target(office, asked=False)
    assert office.meeting(on.id).state is MeetingState.OPEN
