"""One case, the caseload's line of it, and what a search found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from conference.case.facts import fact, text
from conference.law.audience import Audience
from conference.law.procedure import Procedure, Step, StepTime
from conference.views.after import AppealView, ClockStopView, FollowUpView
from conference.views.application import ApplicationView, ThresholdDecisionView
from conference.views.evidence import ActionView, IncidentView, ReportView, RequestView
from conference.views.kinds import HitKind, MeetingState, PartyRole, Stage
from conference.views.meeting import MeetingView, RiskView
from conference.views.outcome import LetterView, RecommendationView
from conference.views.people import AgencyView, CouncilView, PartyView, PersonView
from conference.views.retention import DisposalView, HoldView


@dataclass(frozen=True)
class DueStep:
    """One dated step of the procedure for a case."""

    step: Step
    due_on: date | None
    """None where the procedure publishes no time, or its starting event has not happened."""
    rule: StepTime | None
    done_on: date | None
    overdue: bool
    unstopped: date | None = None
    """When it would be due if its clock had never been stopped."""
    stopped: str = ""
    """Why its clock is stopped now; empty while it runs."""

    @property
    def published(self) -> bool:
        """Whether the procedure sets a time."""
        return self.rule is not None


class CaseOrder(StrEnum):
    """What a caseload can be in order of; the first is what it is in order of by itself."""

    DUE = "due"
    REFERENCE = "reference"
    APPLICANT = "applicant"
    STAGE = "stage"
    RECEIVED = "received"


@dataclass(frozen=True)
class CaseLine:
    """One case in the caseload."""

    id: str
    reference: str
    applicant: str
    stage: Stage
    received_on: date
    next_step: str
    next_due: date | None
    overdue: bool
    outstanding: tuple[str, ...]
    """Names of the agencies whose answer is still to come."""
    spoc: str


@dataclass(frozen=True)
class HistoryLine:
    """One thing that was done or read."""

    number: int
    at: Annotated[datetime, fact("When")]
    actor: Annotated[str, fact("Who")]
    act: Annotated[str, fact("What")]
    subject: Annotated[str, fact("Of")]
    detail: Annotated[str, text("In detail")]
    digest: Annotated[str, fact("SHA-256")]


@dataclass(frozen=True)
class Hit:
    """One place in a case where all the words of a search were found."""

    case_id: str
    reference: str
    applicant: str
    stage: Stage
    kind: HitKind
    entry_id: str
    """Of the row they were found in."""
    where: str
    """The place in words: "report, 3 May 2025"."""
    snippet: str
    """The words with what stands around them, on one line."""


@dataclass(frozen=True)
class CaseFile:
    """One case for one audience, at one moment. The only way to anything shown or written."""

    id: str
    version: int
    reference: Annotated[str, fact("Reference")]
    audience: Audience
    council: CouncilView
    procedure: Procedure
    stage: Annotated[Stage, fact("Stage")]
    received_on: Annotated[date, fact("Received")]
    taken_on: date
    """The day this picture was taken."""
    spoc: PersonView | None
    chair: PersonView | None
    acknowledged_on: Annotated[date | None, fact("Acknowledged")]
    closed_on: Annotated[date | None, fact("Closed")]
    application: ApplicationView | None
    """None for an audience that may not see it."""
    parties: tuple[PartyView, ...]
    agencies: tuple[AgencyView, ...]
    incidents: tuple[IncidentView, ...]
    reports: tuple[ReportView, ...]
    requests: tuple[RequestView, ...]
    actions: tuple[ActionView, ...]
    threshold: ThresholdDecisionView | None
    """The decision in force."""
    meetings: tuple[MeetingView, ...]
    recommendations: tuple[RecommendationView, ...]
    letters: tuple[LetterView, ...]
    history: tuple[HistoryLine, ...]
    """What was done to it; empty unless it was asked for."""
    steps: tuple[DueStep, ...]
    warnings: Annotated[tuple[str, ...], fact("Warnings")] = field(default=())
    next_step: Annotated[str, fact("Next step")] = ""
    """What is to be done next, in words."""
    next_due: Annotated[date | None, fact("Next due")] = None
    closed_why: Annotated[str, text("Why it was closed")] = ""
    closed_view: Annotated[str, text("What the applicant thought of it")] = ""
    """What the applicant thought of it when it was closed, or how they were asked."""
    risks: tuple[RiskView, ...] = ()
    """Oldest first."""
    appeals: tuple[AppealView, ...] = ()
    follow_ups: tuple[FollowUpView, ...] = ()
    clock_stops: tuple[ClockStopView, ...] = ()
    linked_reference: Annotated[str, fact("Looks again at")] = ""
    """The review that this one looks at again, after an appeal was upheld."""
    holds: tuple[HoldView, ...] = ()
    """What was placed to keep it beyond its time, lifted or not, for the chair and the officer."""
    disposed: DisposalView | None = None
    """How its words were disposed of: then nothing else of it is left but what is counted."""

    @property
    def applicant(self) -> PartyView | None:
        """The person who applied, where this audience may know."""
        return next((p for p in self.parties if p.role is PartyRole.APPLICANT), None)

    @property
    def meeting(self) -> MeetingView | None:
        """The latest meeting that was not cancelled."""
        held = [one for one in self.meetings if one.state is not MeetingState.CANCELLED]
        return held[-1] if held else None
