"""A practice review: a council, its people, and a case built from a real published chronology.

The reports and the landlord's steps are those of a published Housing Ombudsman decision, moved to
recent days. Everything else (the council, the people, the other agencies' answers, the meeting and
what follows from it) is made up for practice, and every screen and paper says that it is practice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import conference
from conference.exchange.chronology import read_chronology
from conference.exchange.procedures import DEFAULT, procedure_named
from conference.forms import (
    ApplicantHeard,
    Chronology,
    ChronologyRow,
    Disclosure,
    MeetingPlan,
    NewAction,
    NewApplication,
    NewAttendance,
    NewCouncil,
    NewDecision,
    NewIncident,
    NewParty,
    NewPerson,
    NewRecommendation,
    NewReport,
    NewRequest,
    RequestAnswer,
    RowKind,
    ThresholdForm,
)
from conference.law.access import Role
from conference.law.audience import Mark
from conference.law.calendar import london_day
from conference.law.when import When, on
from conference.record.store import Store
from conference.review import (
    attendance,
    evidence,
    imports,
    intake,
    meeting,
    outcome,
    people,
    reading,
    recommendations,
    threshold,
)
from conference.review.desk import Desk
from conference.views import (
    AgencyKind,
    AgencyView,
    ApplicantPart,
    Channel,
    DecisionKind,
    LetterKind,
    RequestState,
)

CHRONOLOGY = Path(conference.__file__).parents[1] / "templates" / "practice" / "chronology.csv"
SOURCE = (
    "Housing Ombudsman 202329817 (London Borough of Camden Council): the reports and the "
    "landlord's steps, dates moved. The rest is made up."
)
OFFICER, CHAIR, POLICE = "Sam Practice", "Robin Practice", "Alex Practice"
_APPLIED_AGO = timedelta(days=28)
_QUIET = timedelta(days=6)
"""Days from the last published entry to the practice application."""

Clock = Callable[[], datetime]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Practice:
    """A filled practice record: its desks and its one case."""

    officer: Desk
    chair: Desk
    police: Desk
    case_id: str
    reference: str


def fill(store: Store, clock: Clock, tell: Tell = lambda _words: None) -> Practice:
    """Fill an empty record up to the day of the meeting, with one agency's answer still to come.

    tell: is told each step as it is done.
    """
    tell("Setting up a practice council")
    council_id = people.set_up(store, clock, _set_up())
    desks = {
        one.name: Desk(one, council_id, store, clock) for one in people.people(store, council_id)
    }
    officer, chair = desks[OFFICER], desks[CHAIR]
    today = london_day(clock())
    applied = today - _APPLIED_AGO
    # Offices are shut at the week-end: the application came in on the Friday before.
    applied -= timedelta(days=max(0, applied.weekday() - 4))
    chronology = moved(applied)
    tell("Taking the application in")
    received = intake.receive(_earlier(officer, applied), _application(chronology, applied))
    case_id = received.case_id
    on_acknowledging = _earlier(officer, applied + timedelta(days=3))
    intake.acknowledge(on_acknowledging, case_id)
    tell("Bringing the landlord's chronology in")
    imports.bring_in(on_acknowledging, case_id, _without_reports(chronology))
    _decide_threshold(_earlier(chair, today - timedelta(days=20)), case_id)
    tell("Asking the agencies")
    _ask(_earlier(officer, today - timedelta(days=18)), case_id, today - timedelta(days=3))
    practice = Practice(officer, chair, desks[POLICE], case_id, received.reference)
    _answers(practice)
    _plan(practice, today)
    return practice


def _set_up() -> people.SetUp:
    return people.SetUp(
        council=NewCouncil(
            name="Practice Borough Council",
            code="PR",
            department="Community Safety",
            address=("Practice Hall", "1 Market Place", "Practice Town"),
            phone="01632 960001",
            email="safety@practice.example",
            practice=True,
            source=SOURCE,
        ),
        procedure=procedure_named(DEFAULT),
        agencies=people.USUAL_AGENCIES,
        people=(
            NewPerson(
                OFFICER,
                "Community safety officer",
                (Role.OFFICER, Role.ADMINISTRATOR),
                phone="01632 960002",
                email="sam@practice.example",
            ),
            NewPerson(CHAIR, "Head of another service", (Role.CHAIR,)),
            NewPerson(POLICE, "Sergeant", (Role.REPRESENTATIVE,), agency_id="Police"),
            NewPerson("Kim Practice", "Housing manager", (Role.REPRESENTATIVE,), "Council housing"),
        ),
    )


def _earlier(desk: Desk, day: date) -> Desk:
    """The same desk on an earlier day, at ten in the morning."""
    then = desk.clock()
    moment = datetime.combine(day, time(10), tzinfo=then.tzinfo)
    return replace(desk, clock=lambda: moment)


def moved(applied: date) -> Chronology:
    """The published chronology with its days moved so that it ends just before `applied`.

    The ombudsman's own decision, what is only background, and what has no single day are left out.
    """
    rows = [row for row in read_chronology(CHRONOLOGY).good.rows if _is_of_the_story(row)]
    last = max(row.when.earliest for row in rows if row.when.earliest)
    # Whole weeks, so that a Monday stays a Monday.
    by = timedelta(weeks=(applied - _QUIET - last).days // 7)
    return Chronology(
        file_name="Housing Ombudsman 202329817",
        digest="practice",
        rows=tuple(
            replace(row, when=_moved(row.when, by), reported=_moved(row.reported, by))
            for row in rows
        ),
    )


def _is_of_the_story(row: ChronologyRow) -> bool:
    background = row.note.startswith("context")
    return row.when.exact and not background and row.kind is not RowKind.DECISION


def _moved(when: When, by: timedelta) -> When:
    return on(when.earliest + by) if when.earliest else when


def _reports(chronology: Chronology) -> list[ChronologyRow]:
    return [row for row in chronology.rows if row.kind is RowKind.REPORT]


def _without_reports(chronology: Chronology) -> Chronology:
    """The landlord's steps: the dated reports are in the application already."""
    reports = _reports(chronology)
    return replace(chronology, rows=tuple(row for row in chronology.rows if row not in reports))


def _application(chronology: Chronology, received: date) -> NewApplication:
    """The reports as an applicant would put them; each incident is taken to be of its own day."""
    return NewApplication(
        applicant=NewParty(
            "Ms Jo Practice",
            address=("Flat 2", "14 Practice Road", "Practice Town"),
            postcode="ZZ1 1ZZ",
            phone="01632 960003",
            email="jo@practice.example",
        ),
        received_on=received,
        channel=Channel.ONLINE,
        problem="Dog nuisance and drug dealing by a neighbour",
        location="The block and its shared stairs",
        impact="My family and I do not feel safe on the stairs, and nobody tells us what is done.",
        wanted_outcome="Somebody who answers, and for it to stop.",
        tenure="Leaseholder of the council",
        incidents=tuple(
            NewIncident(
                row.when,
                row.summary,
                reports=(
                    NewReport(
                        row.when,
                        told_to=row.told_to or row.agency,
                        reported_by="Son of the applicant" if row.summary.startswith("Son") else "",
                        summary=row.summary,
                    ),
                ),
            )
            for row in _reports(chronology)
        ),
        preferred_contact="e-mail",
        consent_to_share=True,
        signed_on=received,
    )


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


def _agencies(desk: Desk) -> dict[AgencyKind, AgencyView]:
    return {agency.kind: agency for agency in reading.read_agencies(desk)}


_ASKED = (
    AgencyKind.POLICE,
    AgencyKind.COUNCIL_HOUSING,
    AgencyKind.ENVIRONMENTAL_HEALTH,
)


def _ask(officer: Desk, case_id: str, due: date) -> None:
    agencies = _agencies(officer)
    words = "Every report you received about this address, what you did and when."
    for kind in _ASKED:
        evidence.ask(officer, case_id, NewRequest(agencies[kind].id, words, due_on=due))


def _answers(practice: Practice) -> None:
    """The police answered and housing said it sent its chronology; the third is still to come."""
    officer, case_id = practice.officer, practice.case_id
    agencies = _agencies(officer)
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
            agency_id,
            on(applied - timedelta(days=52)),
            "visit",
            "Officers spoke to residents on the stairs.",
            outcome="Nobody was found dealing.",
            disclosure=Disclosure(Mark.APPLICANT),
        ),
        NewAction(
            agency_id,
            on(applied - timedelta(days=12)),
            "patrol",
            "Extra patrols of the block for two weeks.",
            outcome="Intelligence submitted.",
            disclosure=Disclosure(Mark.SUMMARY, "The police patrolled the block more often."),
        ),
        NewAction(
            agency_id,
            on(applied + timedelta(days=5)),
            "intelligence",
            "A named visitor to the block is known to another force.",
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
    agencies = _agencies(chair)
    for name, kind in (
        (POLICE, AgencyKind.POLICE),
        ("Kim Practice", AgencyKind.COUNCIL_HOUSING),
        ("Lee Practice", AgencyKind.ENVIRONMENTAL_HEALTH),
    ):
        attendance.expect(
            chair, case_id, meeting_id, NewAttendance(name, agency_id=agencies[kind].id)
        )


def finish(practice: Practice, tell: Tell = lambda _words: None) -> str:
    """Carry the practice case from the meeting to the issued outcome letter; the letter's id."""
    tell("Holding the meeting")
    _hold(practice)
    tell("Writing the outcome letter")
    officer, chair, case_id = practice.officer, practice.chair, practice.case_id
    letter_id = outcome.draft(officer, case_id, LetterKind.OUTCOME)
    outcome.approve(chair, case_id, letter_id)
    tell("Issuing the outcome letter")
    outcome.issue(officer, case_id, letter_id, channel=Channel.POST)
    return letter_id


def _hold(practice: Practice) -> None:
    chair, case_id = practice.chair, practice.case_id
    planned = reading.read_case(chair, case_id, again=True).meeting
    if planned is None:
        raise RuntimeError("the practice meeting is not planned")
    meeting.open_meeting(chair, case_id, planned.id)
    for row in planned.attendance:
        attendance.arrive(chair, case_id, row.id)
    words = "I reported it again and again. I want one person who answers me."
    heard = ApplicantHeard(ApplicantPart.ATTENDS, words)
    meeting.hear_applicant(chair, case_id, planned.id, heard)
    agencies = _agencies(chair)
    for form in _decisions(agencies):
        meeting.decide(chair, case_id, planned.id, form)
    today = chair.today
    for recommendation in _recommendations(agencies, today):
        recommendations.recommend(chair, case_id, recommendation)
    meeting.close(chair, case_id, planned.id, review_on=today + timedelta(days=91))


def _decisions(agencies: dict[AgencyKind, AgencyView]) -> tuple[NewDecision, ...]:
    housing, police = agencies[AgencyKind.COUNCIL_HOUSING], agencies[AgencyKind.POLICE]
    return (
        NewDecision(
            DecisionKind.RESPONSE,
            "The response to your reports",
            "not adequate",
            "You reported three times before anybody answered. The visit that was promised has "
            "not been recorded.",
            agency_id=housing.id,
        ),
        NewDecision(
            DecisionKind.RESPONSE,
            "The response to the call-outs",
            "adequate",
            "Officers came both times and patrols were increased.",
            agency_id=police.id,
        ),
    )


def _recommendations(
    agencies: dict[AgencyKind, AgencyView], today: date
) -> tuple[NewRecommendation, ...]:
    housing, police = agencies[AgencyKind.COUNCIL_HOUSING], agencies[AgencyKind.POLICE]
    return (
        NewRecommendation(
            housing.name,
            "Name one officer who rings the applicant every two weeks until the review.",
            "Kim Practice",
            today + timedelta(days=7),
            agency_id=housing.id,
            how_known="The log of calls.",
        ),
        NewRecommendation(
            housing.name,
            "Interview the neighbour, and decide within a month whether to offer an acceptable "
            "behaviour contract.",
            "Kim Practice",
            today + timedelta(days=28),
            agency_id=housing.id,
            power="Acceptable behaviour contract",
        ),
        NewRecommendation(
            police.name,
            "Keep the block on the patrol plan and tell housing what is found.",
            POLICE,
            today + timedelta(days=56),
            agency_id=police.id,
        ),
    )
