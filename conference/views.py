"""What screens, documents and the command line are made from: frozen pictures of the record.

`casefile.py` takes these pictures, each for one audience; nothing that audience may not see is in
them. They hold no database row and import no database library, so a first screen can be drawn
before one is loaded. Days are Europe/London days; instants are aware and UTC. Every `version` is
what a form sends back when it saves, so that nobody's newer words are overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from conference.law.audience import Audience, Mark
from conference.law.procedure import Procedure, Step, StepTime
from conference.law.when import When


class Stage(StrEnum):
    """Where a case is, in the order of the procedure."""

    APPLICATION = "application"
    THRESHOLD = "threshold"
    EVIDENCE = "evidence"
    MEETING = "meeting"
    OUTCOME = "outcome"
    FOLLOW_UP = "follow-up"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class AgencyKind(StrEnum):
    """What an agency is, as an officer names it."""

    COUNCIL = "council"
    POLICE = "police"
    HOUSING = "housing provider"
    COUNCIL_HOUSING = "council housing"
    ENVIRONMENTAL_HEALTH = "environmental health"
    HEALTH = "health"
    SOCIAL_CARE = "adult social care"
    OTHER = "other"


class AgencyRole(StrEnum):
    """What the Act makes of it: s.105 and Schedule 4."""

    RELEVANT_BODY = "relevant body"
    CO_OPTED = "co-opted housing provider"
    CONTRIBUTOR = "contributor"
    """Asked for information under Schedule 4 paragraph 7, without being a relevant body."""


class PartyRole(StrEnum):
    """What a person outside the agencies is in the case."""

    APPLICANT = "applicant"
    VICTIM = "victim"
    GROUP_MEMBER = "member of the group"
    ACTING = "acting for the applicant"
    WITNESS = "witness"
    ALLEGED = "alleged perpetrator"
    OTHER = "other"


class Consent(StrEnum):
    """Whether somebody agreed to an application being made for them. A safeguard, not the law."""

    NOT_NEEDED = "not needed"
    GIVEN = "given"
    AWAITED = "awaited"
    REFUSED = "refused"


class Grade(StrEnum):
    """On whose word an entry rests."""

    AGENCY_RECORD = "agency record"
    APPLICANT = "applicant's account"
    DISPUTED = "disputed"


class RequestState(StrEnum):
    """How far an agency's answer has come."""

    ASKED = "asked"
    SEEN = "seen"
    PART_ANSWERED = "part answered"
    ANSWERED = "answered"
    NIL = "nil return"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def outstanding(self) -> bool:
        """Whether something is still to come."""
        return self in (RequestState.ASKED, RequestState.SEEN, RequestState.PART_ANSWERED)


class Moment(StrEnum):
    """When an entry was made, seen from the meeting."""

    BEFORE = "before the meeting"
    AT = "at the meeting"
    AFTER = "after the meeting"


class MeetingState(StrEnum):
    """The life of a meeting."""

    PLANNED = "planned"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    MINUTES_APPROVED = "minutes approved"


class ItemState(StrEnum):
    """How far an agenda item has come."""

    WAITING = "waiting"
    CURRENT = "current"
    PARKED = "parked"
    DONE = "done"


class Visibility(StrEnum):
    """Who sees an agenda item."""

    ROOM = "room"
    PANEL = "panel"
    CHAIR = "chair only"


class ApplicantPart(StrEnum):
    """How the applicant was heard. A meeting cannot close without one of these."""

    ATTENDS = "attends"
    REPRESENTED = "sends a representative"
    STATEMENT = "has a statement read"
    DECLINED = "declined"
    NOT_INVITED = "not invited"


class DecisionKind(StrEnum):
    """What the panel decided about."""

    RESPONSE = "was the response adequate"
    OPTION = "option considered"
    OTHER = "other"


class Answer(StrEnum):
    """What an addressee said to a recommendation. Its duty is to have regard: s.104(7)."""

    ACCEPTED = "accepted"
    IN_PART = "accepted in part"
    DECLINED = "declined"


class LetterKind(StrEnum):
    """Which paper it is; the value is also its template's name."""

    ACKNOWLEDGEMENT = "acknowledgement"
    AGENCY_REQUEST = "agency-request"
    THRESHOLD_MET = "threshold-met"
    THRESHOLD_NOT_MET = "threshold-not-met"
    OUTCOME = "outcome"


class PaperKind(StrEnum):
    """A paper that is no letter; the value is also its template's name."""

    AGENDA_PACK = "agenda-pack"


class LetterState(StrEnum):
    """The life of a letter."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


class Channel(StrEnum):
    """How something reached, or was sent to, the applicant."""

    POST = "post"
    EMAIL = "e-mail"
    IN_PERSON = "in person"
    PHONE = "telephone"
    ONLINE = "online form"


@dataclass(frozen=True)
class CouncilView:
    """The council that runs the review, as its letterhead has it."""

    id: str
    name: str
    code: str
    """The letters of its references: ER in ER-2026-0001."""
    department: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    practice: bool = False
    """A practice council: every screen and paper says so."""
    source: str = ""
    """For practice: whose published chronology the case is built from."""


@dataclass(frozen=True)
class AgencyView:
    """One agency of the area."""

    id: str
    name: str
    kind: AgencyKind
    role: AgencyRole
    email: str = ""
    phone: str = ""
    version: int = 1
    escalation: str = ""
    """Whom to ask above the usual contact, for those who chase."""


@dataclass(frozen=True)
class PersonView:
    """Somebody who works on reviews: chair, representative, officer, administrator or observer."""

    id: str
    name: str
    title: str
    roles: tuple[str, ...]
    agency_id: str | None = None
    agency_name: str = ""
    email: str = ""
    phone: str = ""
    version: int = 1


@dataclass(frozen=True)
class DueStep:
    """One dated step of the procedure for a case."""

    step: Step
    due_on: date | None
    """None where the procedure publishes no time, or its starting event has not happened."""
    rule: StepTime | None
    done_on: date | None
    overdue: bool

    @property
    def published(self) -> bool:
        """Whether the procedure sets a time."""
        return self.rule is not None


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
class PartyView:
    """A person outside the agencies."""

    id: str
    role: PartyRole
    name: str
    address: tuple[str, ...] = ()
    postcode: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    born_on: date | None = None
    organisation: str = ""
    relationship: str = ""
    consent: Consent = Consent.NOT_NEEDED
    consent_on: date | None = None
    vulnerabilities: str = ""
    version: int = 1


@dataclass(frozen=True)
class ApplicationView:
    """What the applicant asked for and told."""

    basis: str
    received_on: date
    channel: str
    problem: str
    location: str
    others_affected: str
    hate_strands: tuple[str, ...]
    impact: str
    health_impact: str
    routine_impact: str
    feeling_of_risk: str
    wanted_outcome: str
    action_taken: str
    tenure: str
    landlord: str
    adjustments: str
    letter_format: str
    language: str
    preferred_contact: str
    contact_notes: str
    signed_on: date | None
    withdrawn_on: date | None
    withdrawn_why: str
    version: int = 1


@dataclass(frozen=True)
class Entry:
    """What every entry about a case has in common."""

    id: str
    version: int
    when: When
    summary: str
    """For an audience that gets only the summary wording, that wording and nothing else."""
    mark: Mark
    summary_wording: str
    named_agencies: tuple[str, ...]
    """Agency ids."""
    grade: Grade
    source: str
    """The file or form it came from, with its line."""
    shortened: bool
    """True where this audience gets the summary wording in place of the entry."""


@dataclass(frozen=True)
class IncidentView(Entry):
    """Behaviour that was suffered."""

    time_words: str
    place: str
    hate: bool
    report_ids: tuple[str, ...]
    about_applicant: bool = False
    """A counter-allegation: it is the applicant who is said to have done it."""
    group_id: str | None = None
    """Incidents of one group are one and the same, told apart by two bodies."""


@dataclass(frozen=True)
class ReportView(Entry):
    """One telling of one or more incidents to a body."""

    agency_id: str | None
    told_to: str
    reported_by: str
    """Empty for the applicant."""
    method: str
    reference: str
    formal: bool
    incident_ids: tuple[str, ...]
    response: str
    """What was done or promised when it was made."""


@dataclass(frozen=True)
class ActionView(Entry):
    """What an agency did; for a body that is no agency of the council only its name is given."""

    agency_id: str | None
    agency_name: str
    kind: str
    outcome: str
    contact_with: str
    still_open: bool
    more_could_be_done: str
    moment: Moment
    reference: str
    report_id: str | None
    keyed_by: str
    keyed_for: str


class Rung(StrEnum):
    """How far the chasing of an answer has gone."""

    REMINDER = "reminder"
    ESCALATION = "escalation"
    """To the agency's escalation contact."""
    OVERDUE = "overdue"
    """The panel goes on without it, and says so."""


@dataclass(frozen=True)
class ChaseView:
    """One reminder that was sent: the proof that the agency was chased."""

    id: str
    rung: Rung
    chased_on: date
    chased_by: str
    channel: str
    sent_to: str
    words: str


@dataclass(frozen=True)
class RequestView:
    """What one agency was asked, and how far its answer has come."""

    id: str
    version: int
    agency_id: str
    agency_name: str
    asked: str
    period_from: date | None
    period_to: date | None
    legal_basis: str
    asked_on: date
    due_on: date | None
    state: RequestState
    answered_on: date | None
    note: str
    overdue: bool
    extended_from: date | None = None
    asked_again: bool = False
    """Whether a later request asks the same again."""
    chases: tuple[ChaseView, ...] = ()


@dataclass(frozen=True)
class ToChase:
    """Somebody to chase today: an answer that is late, and the rung that is due."""

    case_id: str
    reference: str
    request_id: str
    agency_id: str
    agency_name: str
    due_on: date
    days_late: int
    rung: Rung
    last_rung: Rung | None
    last_chased: date | None
    contact: str
    """Whom this rung goes to, as far as the settings know: an address, a name or a number."""


@dataclass(frozen=True)
class ThresholdDecisionView:
    """The relevant bodies' decision of s.104(4) or (5), with its reasons."""

    id: str
    decided_on: date
    met: bool
    basis: str
    """Under "s.104(4)", "s.104(5)" or the local limb."""
    persistence: str
    harm: str
    adequacy: str
    reasons: str
    discretionary: bool
    """Not met, but a review is held anyway."""
    decided_by: str
    signed_off_by: str
    refusal_ground: str
    decider: str
    """Who took it: council, partnership, landlord, police or health."""


@dataclass(frozen=True)
class AgendaItemView:
    """One item of the agenda."""

    id: str
    version: int
    position: int
    key: str
    """What its content is: "attendance", "applicant", "recommendations" ... or empty."""
    title: str
    visibility: Visibility
    planned_minutes: int
    state: ItemState
    note: str
    required: bool


@dataclass(frozen=True)
class AttendanceView:
    """Somebody at the meeting, invited or expected."""

    id: str
    version: int
    name: str
    agency_id: str | None
    agency_name: str
    capacity: str
    """One of "chair", "representative", "applicant", "for the applicant", "observer"."""
    apologies: bool
    substitute_for: str
    conflict: str
    arrived_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True)
class DecisionView:
    """Something the panel decided, and who was there."""

    id: str
    version: int
    kind: DecisionKind
    agency_id: str | None
    agency_name: str
    what: str
    outcome: str
    """One of "adequate" / "not adequate", "decided" / "rejected", or words."""
    reason: str
    decided_at: datetime
    present: tuple[str, ...]
    mark: Mark
    summary_wording: str
    shortened: bool


@dataclass(frozen=True)
class MeetingView:
    """One meeting of the panel."""

    id: str
    version: int
    state: MeetingState
    planned_for: date | None
    starts_at: time | None
    place: str
    link: str
    chair: str
    chair_independence: str
    applicant_part: ApplicantPart | None
    applicant_words: str
    """What the applicant said and wants, in their words."""
    applicant_reason: str
    """Why they were not invited, where they were not."""
    opened_at: datetime | None
    closed_at: datetime | None
    review_on: date | None
    booked_minutes: int
    items: tuple[AgendaItemView, ...]
    attendance: tuple[AttendanceView, ...]
    decisions: tuple[DecisionView, ...]


@dataclass(frozen=True)
class RecommendationView:
    """What the panel recommends to a body that exercises public functions: s.104(7)."""

    id: str
    version: int
    number: int
    to_body: str
    agency_id: str | None
    what: str
    power: str
    why: str
    owner: str
    due_on: date | None
    how_known: str
    answer: Answer | None
    answer_reason: str
    progress: tuple[str, ...]
    done_on: date | None
    mark: Mark
    summary_wording: str
    shortened: bool
    overdue: bool


@dataclass(frozen=True)
class LetterView:
    """One letter, drafted or issued."""

    id: str
    version: int
    number: str
    """ER-2026-0001/3: the third letter of the case."""
    kind: LetterKind
    state: LetterState
    title: str
    paragraphs: dict[str, str]
    """What the officer wrote for the template's free paragraphs, by name."""
    letter_date: date | None
    drafted_by: str
    approved_by: str
    approval_note: str
    issued_by: str
    issued_on: date | None
    channel: str
    sent_to: str
    last_appeal_day: date | None
    files: tuple[LetterFileView, ...] = ()


@dataclass(frozen=True)
class LetterFileView:
    """One frozen file of an issued letter; its bytes are asked for apart."""

    id: str
    format: str
    """One of "pdf", "docx", "html", "txt" or "md"."""
    size: int
    digest: str
    """SHA-256, hexadecimal."""


@dataclass(frozen=True)
class HistoryLine:
    """One thing that was done or read."""

    number: int
    at: datetime
    actor: str
    act: str
    subject: str
    detail: str
    digest: str


class HitKind(StrEnum):
    """What words were found in."""

    REFERENCE = "reference"
    PERSON = "person"
    APPLICATION = "application"
    INCIDENT = "incident"
    REPORT = "report"
    ACTION = "action"
    DECISION = "decision"
    RECOMMENDATION = "recommendation"


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
    reference: str
    audience: Audience
    council: CouncilView
    procedure: Procedure
    stage: Stage
    received_on: date
    taken_on: date
    """The day this picture was taken."""
    spoc: PersonView | None
    chair: PersonView | None
    acknowledged_on: date | None
    closed_on: date | None
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
    steps: tuple[DueStep, ...]
    warnings: tuple[str, ...] = field(default=())
    next_step: str = ""
    """What is to be done next, in words."""
    next_due: date | None = None

    @property
    def applicant(self) -> PartyView | None:
        """The person who applied, where this audience may know."""
        return next((p for p in self.parties if p.role is PartyRole.APPLICANT), None)

    @property
    def meeting(self) -> MeetingView | None:
        """The latest meeting."""
        return self.meetings[-1] if self.meetings else None
