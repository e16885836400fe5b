"""Filling a practice record, up to the day of the meeting."""

from __future__ import annotations

from datetime import date, time, timedelta

from conference.forms import (
    Disclosure,
    MeetingPlan,
    NewAction,
    NewAttendance,
    NewRequest,
    RequestAnswer,
    ThresholdForm,
)
from conference.law.audience import Mark
from conference.law.calendar import london_day
from conference.law.when import on
from conference.practice.council import (
    CHAIR,
    ENVIRONMENT,
    HOUSING,
    OFFICER,
    POLICE,
    Clock,
    Practice,
    Tell,
    agencies_of,
    desks_of,
    earlier,
    set_up_form,
)
from conference.practice.story import application, moved, without_reports
from conference.record.store import Store
from conference.review import (
    attendance,
    chasing,
    evidence,
    imports,
    intake,
    meeting,
    people,
    reading,
    threshold,
)
from conference.review.desk import Desk
from conference.views import AgencyKind, Channel, RequestState, Rung

_APPLIED_AGO = timedelta(days=28)


def fill(store: Store, clock: Clock, tell: Tell = lambda _words: None) -> Practice:
    """Fill an empty record up to the day of the meeting, with one agency's answer still to come.

    tell: is told each step as it is done.
    """
    tell("Setting up a practice council")
    council_id = people.set_up(store, clock, set_up_form())
    desks = desks_of(store, council_id, clock)
    officer, chair = desks[OFFICER], desks[CHAIR]
    today = london_day(clock())
    applied = today - _APPLIED_AGO
    # Offices are shut at the week-end: the application came in on the Friday before.
    applied -= timedelta(days=max(0, applied.weekday() - 4))
    chronology = moved(applied)
    tell("Taking the application in")
    received = intake.receive(earlier(officer, applied), application(chronology, applied))
    case_id = received.case_id
    on_acknowledging = earlier(officer, applied + timedelta(days=3))
    intake.acknowledge(on_acknowledging, case_id)
    tell("Bringing the landlord's chronology in")
    imports.bring_in(on_acknowledging, case_id, without_reports(chronology))
    _decide_threshold(earlier(chair, today - timedelta(days=20)), case_id)
    tell("Asking the agencies")
    _ask(earlier(officer, today - timedelta(days=18)), case_id, today - timedelta(days=3))
    practice = Practice(
        officer,
        chair,
        desks[POLICE],
        desks[HOUSING],
        desks[ENVIRONMENT],
        case_id,
        received.reference,
    )
    _remind(earlier(officer, today - timedelta(days=5)), case_id)
    _answers(practice)
    _plan(practice, today)
    return practice


def _decide_threshold(chair: Desk, case_id: str) -> None:
    form = ThresholdForm(
        met=True,
        reasons="At least three qualifying complaints were made about the same neighbour within "
        "six months of the application, one of them by a member of the household.",
        persistence="Three complaints in two months, each about the same behaviour.",
        harm="The family avoids the shared stairs.",
        adequacy="The first answer came after the third complaint.",
    )
    threshold.decide(chair, case_id, form)


_ASKED = (
    AgencyKind.POLICE,
    AgencyKind.COUNCIL_HOUSING,
    AgencyKind.ENVIRONMENTAL_HEALTH,
)


def _ask(officer: Desk, case_id: str, due: date) -> None:
    agencies = agencies_of(officer)
    words = "Every report you received about this address, what you did and when."
    for kind in _ASKED:
        evidence.ask(officer, case_id, NewRequest(agencies[kind].id, words, due_on=due))


_REMINDED = {
    AgencyKind.COUNCIL_HOUSING: "housing@practice.example",
    AgencyKind.ENVIRONMENTAL_HEALTH: "environment@practice.example",
}


def _remind(officer: Desk, case_id: str) -> None:
    """Two agencies were reminded; one of them answered, and the other is to be chased today."""
    kinds = {agency.id: kind for kind, agency in agencies_of(officer).items()}
    for request in reading.read_case(officer, case_id, again=True).requests:
        sent_to = _REMINDED.get(kinds[request.agency_id])
        if sent_to:
            words = chasing.ready_text(officer, case_id, request.id, Rung.REMINDER)
            chasing.chase(
                officer,
                case_id,
                request.id,
                Rung.REMINDER,
                channel=Channel.EMAIL,
                sent_to=sent_to,
                words=words,
            )


def _answers(practice: Practice) -> None:
    """The police answered and housing said it sent its chronology; the third is still to come."""
    officer, case_id = practice.officer, practice.case_id
    agencies = agencies_of(officer)
    applied = reading.read_case(officer, case_id, again=True).received_on
    for form in _police_actions(agencies[AgencyKind.POLICE].id, applied):
        evidence.log_action(practice.police, case_id, form)
    for kind, note in (
        (AgencyKind.POLICE, "Both call-outs are in our log."),
        (AgencyKind.COUNCIL_HOUSING, "Our chronology is attached."),
    ):
        request = next(
            one
            for one in reading.read_case(officer, case_id, again=True).requests
            if one.agency_id == agencies[kind].id
        )
        evidence.answer_request(
            officer, case_id, request.id, RequestAnswer(RequestState.ANSWERED, note)
        )


def _police_actions(agency_id: str, applied: date) -> tuple[NewAction, ...]:
    return (
        NewAction(
            agency_id=agency_id,
            when=on(applied - timedelta(days=52)),
            kind="visit",
            summary="Officers spoke to residents on the stairs.",
            outcome="Nobody was found dealing.",
            disclosure=Disclosure(Mark.APPLICANT),
        ),
        NewAction(
            agency_id=agency_id,
            when=on(applied - timedelta(days=12)),
            kind="patrol",
            summary="Extra patrols of the block for two weeks.",
            outcome="Intelligence submitted.",
            disclosure=Disclosure(Mark.SUMMARY, "The police patrolled the block more often."),
        ),
        NewAction(
            agency_id=agency_id,
            when=on(applied + timedelta(days=5)),
            kind="intelligence",
            summary="A named visitor to the block is known to another force.",
            disclosure=Disclosure(Mark.NAMED, named_agencies=(agency_id,)),
        ),
    )


def _plan(practice: Practice, today: date) -> None:
    chair, case_id = practice.chair, practice.case_id
    plan = MeetingPlan(
        planned_for=today,
        starts_at=time(14),
        place="Practice Hall, room 1",
        chair_independence="Manages a service that never dealt with this case.",
    )
    meeting_id = meeting.plan(chair, case_id, plan)
    agencies = agencies_of(chair)
    for name, kind in (
        (POLICE, AgencyKind.POLICE),
        (HOUSING, AgencyKind.COUNCIL_HOUSING),
        (ENVIRONMENT, AgencyKind.ENVIRONMENTAL_HEALTH),
    ):
        attendance.expect(
            chair, case_id, meeting_id, NewAttendance(name, agency_id=agencies[kind].id)
        )
