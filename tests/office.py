"""A council's office for tests: a desk for each role, and the usual walk through a review."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from conference.exchange.procedures import procedure_named
from conference.forms import (
    ApplicantHeard,
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
    ThresholdForm,
)
from conference.law.audience import Audience
from conference.law.procedure import Procedure
from conference.law.when import When, on
from conference.record.store import Store
from conference.record.tables import Council
from conference.review import (
    attendance,
    evidence,
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
    AgencyView,
    ApplicantPart,
    CaseFile,
    DecisionKind,
    LetterKind,
    MeetingState,
    PersonView,
)

START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
PEOPLE = (
    NewPerson("Olive Officer", "ASB officer", ("officer",), phone="0115 496 0000"),
    NewPerson("Carol Chair", "Head of service", ("chair",)),
    NewPerson("Pete Police", "Sergeant", ("representative",), agency_id="Police"),
    NewPerson("Hana Housing", "Officer", ("representative",), agency_id="Council housing"),
    NewPerson("Ada Administrator", "ICT", ("administrator",)),
    NewPerson("Otto Observer", "Commissioner's office", ("observer",)),
)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **by: float) -> None:
        """Move on: by a minute, or as `timedelta` has it."""
        self.now += timedelta(**(by or {"minutes": 1}))

    @property
    def today(self) -> date:
        return self.now.date()


def set_up(store: Store, procedure: Procedure | None = None) -> str:
    """Make the council, its agencies and its people; the council's id."""
    return people.set_up(
        store,
        Clock(),
        people.SetUp(
            NewCouncil("Erewash Borough Council", "ER", address=("Town Hall",)),
            procedure or procedure_named("erewash"),
            people.USUAL_AGENCIES,
            PEOPLE,
        ),
    )


def set_up_another(store: Store, name: str = "Amber Valley", code: str = "AV") -> str:
    """Make another council beside it, whose agencies and people have the same names; its id."""
    form = people.SetUp(
        NewCouncil(name, code), procedure_named("erewash"), people.USUAL_AGENCIES, PEOPLE
    )
    return people.set_up(store, Clock(), form, another=True)


def practise(place: str) -> None:
    """Make the council of a record a practice one: the real application then asks no password."""
    store = Store(place)
    with store.across().writing() as session:
        for council in session.exec(select(Council)):
            council.practice = True
            session.add(council)
    store.close()


@dataclass(frozen=True)
class Office:
    """Everybody at their desks."""

    store: Store
    clock: Clock
    council_id: str
    officer: Desk
    chair: Desk
    police: Desk
    housing: Desk
    administrator: Desk
    observer: Desk
    room: Desk
    agencies: dict[str, AgencyView]

    @classmethod
    def in_store(cls, store: Store) -> Office:
        clock = Clock()
        council_id = people.only_council(store)
        assert council_id is not None
        store = store.within(council_id)
        found = people.people(store, council_id)
        desks = {_desk_name(person): Desk(person, council_id, store, clock) for person in found}
        agencies = {agency.name: agency for agency in reading.read_agencies(desks["officer"])}
        return cls(store, clock, council_id, **desks, agencies=agencies)

    @property
    def desks(self) -> dict[str, Desk]:
        names = ("officer", "chair", "police", "housing", "administrator", "observer", "room")
        return {name: getattr(self, name) for name in names}

    @property
    def police_id(self) -> str:
        return self.agencies["Police"].id

    @property
    def housing_id(self) -> str:
        return self.agencies["Council housing"].id

    def day(self, before: int) -> When:
        """The day so many days ago."""
        return on(self.clock.today - timedelta(days=before))

    def application(self, **more: Any) -> NewApplication:
        """Three incidents, each told to the police the next day; applied two weeks after."""
        given = NewApplication(
            applicant=NewParty("Mrs A. Sample", address=("1 High Street",), postcode="DE7 1AA"),
            incidents=tuple(self.incident(before) for before in (28, 21, 14)),
            impact="I cannot sleep.",
        )
        return replace(given, **more)

    def incident(self, before: int, told_to: str = "police", after: int = 1) -> NewIncident:
        """An incident so many days ago, reported so many days after it."""
        report = NewReport(self.day(before - after), told_to=told_to)
        return NewIncident(self.day(before), f"Noise {before} days ago", reports=(report,))

    def receive(self, **more: Any) -> str:
        """Take an application in; the case's id."""
        return intake.receive(self.officer, self.application(**more)).case_id

    def decide(self, case_id: str, *, met: bool = True, **more: str | bool) -> str:
        """Decide the threshold."""
        self.clock.tick()
        weighed = {"persistence": "Weekly.", "harm": "No sleep.", "adequacy": "One visit."}
        given: dict[str, Any] = {"reasons": "Three reports in a month.", **weighed, **more}
        return threshold.decide(self.officer, case_id, ThresholdForm(met=met, **given))

    def wanted(self, agency_id: str = "") -> NewRequest:
        """What the police, or another agency, are asked for."""
        return NewRequest(agency_id or self.police_id, "All reports and what was done")

    def ask(self, case_id: str, agency_id: str = "") -> str:
        """Ask the police, or another agency; the request's id."""
        return evidence.ask(self.officer, case_id, self.wanted(agency_id))

    def guest(self) -> NewAttendance:
        """Somebody from outside who is expected at the meeting."""
        return NewAttendance("Vera Victim-Support", capacity="observer")

    def action(self, agency_id: str = "", **more: Any) -> NewAction:
        return NewAction(
            agency_id=agency_id or self.police_id,
            when=self.day(10),
            kind="visit",
            summary="Officers visited.",
            **more,
        )

    def in_evidence(self, **more: Any) -> str:
        """A case whose threshold was met and on which the police are asked."""
        case_id = self.receive(**more)
        intake.acknowledge(self.officer, case_id)
        self.decide(case_id)
        self.ask(case_id)
        return case_id

    def meeting_plan(self, **more: Any) -> MeetingPlan:
        """A meeting today, by a chair who said how they are independent."""
        given = MeetingPlan(
            self.clock.today,
            place="Town Hall",
            chair_independence="Manages a service that never dealt with this case.",
        )
        return replace(given, **more)

    def plan(self, case_id: str) -> str:
        """Plan the meeting for today; its id."""
        return meeting.plan(self.chair, case_id, self.meeting_plan())

    def open_meeting(self, case_id: str) -> str:
        """Plan and open a meeting; the chair and the police are present."""
        meeting_id = self.plan(case_id)
        pete = NewAttendance("Pete Police", self.police_id)
        expected = attendance.expect(self.chair, case_id, meeting_id, pete)
        meeting.open_meeting(self.chair, case_id, meeting_id)
        chair = next(one.id for one in self.meeting(case_id).attendance if one.capacity == "chair")
        for attendance_id in (chair, expected):
            attendance.arrive(self.chair, case_id, attendance_id)
        return meeting_id

    def finding(self, **more: Any) -> NewDecision:
        """What the panel finds on the police's response."""
        given = NewDecision(
            DecisionKind.RESPONSE,
            "The police response",
            "not adequate",
            "One visit in five weeks.",
            agency_id=self.police_id,
        )
        return replace(given, **more)

    def recommendation(self, **more: Any) -> NewRecommendation:
        given = NewRecommendation(
            "Police",
            "Visit every week",
            "Sergeant Police",
            self.clock.today + timedelta(days=30),
            agency_id=self.police_id,
        )
        return replace(given, **more)

    def after_meeting(self, **more: Any) -> str:
        """A case whose meeting found, recommended and closed."""
        case_id = self.in_evidence(**more)
        self.hold_meeting(case_id)
        return case_id

    def hold_meeting(self, case_id: str) -> str:
        """Hold the meeting from its planning to its close; its id."""
        meeting_id = self.open_meeting(case_id)
        self.finish_meeting(case_id, meeting_id)
        return meeting_id

    def finish_meeting(self, case_id: str, meeting_id: str) -> None:
        """Record what an open meeting owes, and close it."""
        heard = ApplicantHeard(ApplicantPart.ATTENDS, "I want to sleep.")
        meeting.hear_applicant(self.chair, case_id, meeting_id, heard)
        meeting.decide(self.chair, case_id, meeting_id, self.finding())
        recommendations.recommend(self.chair, case_id, self.recommendation())
        again = self.clock.today + timedelta(days=90)
        meeting.close(self.chair, case_id, meeting_id, review_on=again)
        assert self.meeting(case_id).state is MeetingState.CLOSED

    def outcome_letter(self, case_id: str, *, approved: bool = True) -> str:
        """Draft the outcome letter, and have it approved; its id."""
        letter_id = outcome.draft(self.officer, case_id, LetterKind.OUTCOME)
        if approved:
            outcome.approve(self.chair, case_id, letter_id)
        return letter_id

    def case(self, case_id: str, desk: Desk | None = None, **more: Audience) -> CaseFile:
        """The whole case as the officer or somebody else sees it; this reading leaves no trace."""
        return reading.read_case(
            desk or self.officer,
            case_id,
            view_as=more.get("view_as"),
            again=True,
            with_history=True,
        )

    def meeting(self, case_id: str) -> Any:
        """The latest meeting, as the officer sees it."""
        return self.case(case_id).meeting

    def acts(self, case_id: str) -> list[str]:
        """What the history says was done, oldest first."""
        return [line.act for line in reversed(self.case(case_id).history)]

    @contextmanager
    def record(self) -> Iterator[Session]:
        """The bare record, to look behind the views or to tamper with it."""
        with self.store.writing() as session:
            yield session


def _desk_name(person: PersonView) -> str:
    """What a desk is called: "officer" for Olive Officer, "room" for the display in the room."""
    return "room" if person.is_room_display else person.name.split()[1].lower()
