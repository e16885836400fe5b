"""Every table, in the order of a case's life.

Rows leave this package only inside `casefile.py` and `review/`; everybody else gets views. Each row
belongs to one council, so that several can share a database and never meet. A `version` grows with
every change, and whoever saves says which one they were shown. Long lists of plain words are JSON.
"""

# No `from __future__ import annotations` here: SQLModel reads these annotations as types.

from datetime import date, datetime, time
from typing import Any, ClassVar

import sqlalchemy
from sqlalchemy import JSON, LargeBinary, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from conference.forms import Basis
from conference.law.audience import Mark
from conference.law.when import Precision
from conference.record.columns import ID_LENGTH, Instant, new_id, one_of
from conference.views import (
    AgencyKind,
    AgencyRole,
    Answer,
    ApplicantPart,
    Consent,
    DecisionKind,
    Grade,
    ItemState,
    LetterKind,
    LetterState,
    MeetingState,
    Moment,
    PartyRole,
    RequestState,
    Stage,
    Visibility,
)

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel):
    """The common home of all tables, with names for every constraint."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def _id(**options: Any) -> Any:
    return Field(max_length=ID_LENGTH, **options)


def _words(**options: Any) -> Any:
    return Field(default="", sa_type=Text, **options)


def _list() -> Any:
    return Field(default_factory=list, sa_type=JSON)


class Row(Base):
    """A row with an identity and a version that guards against silent overwriting."""

    id: str = _id(default_factory=new_id, primary_key=True)
    version: int = Field(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """SQLAlchemy raises the version with each change and refuses a stale one."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class CouncilRow(Row):
    """A row that belongs to one council."""

    council_id: str = _id(foreign_key="council.id", index=True)


class CaseRow(CouncilRow):
    """A row that belongs to one case."""

    case_id: str = _id(foreign_key="review_case.id", index=True)


class Dated(Base):
    """When something happened, as exactly as anyone knows: `law.when.When` in four columns."""

    when_from: date | None = Field(default=None, index=True)
    when_to: date | None = None
    when_precision: Precision = Field(default=Precision.UNKNOWN, sa_type=one_of(Precision))
    when_words: str = _words()


class Disclosed(Base):
    """Who may be told an entry: `law.audience` decides by these."""

    mark: Mark = Field(default=Mark.PANEL, sa_type=one_of(Mark))
    summary_wording: str = _words()
    named_agencies: list[str] = _list()


class Sourced(Base):
    """On whose word an entry rests, and the line of the file it came from."""

    grade: Grade = Field(default=Grade.AGENCY_RECORD, sa_type=one_of(Grade))
    source_id: str | None = _id(default=None, foreign_key="source.id")
    source_line: int | None = None
    source_digest: str = Field(default="", max_length=64, index=True)
    entered_by: str = _words()
    entered_at: datetime = Field(sa_type=Instant)


# The council and its people ----------------------------------------------------------------------


class Council(Row, table=True):
    """A council that runs reviews."""

    name: str = _words()
    code: str = Field(max_length=8)
    department: str = _words()
    address: list[str] = _list()
    phone: str = _words()
    email: str = _words()
    practice: bool = False
    source: str = _words()


class ProcedureText(CouncilRow, table=True):
    """A procedure as the council adopted it: the text, so that a case keeps what was in force."""

    __tablename__ = "procedure"

    key: str = _words()
    name: str = _words()
    effective_from: date
    text: str = _words()
    digest: str = Field(max_length=64)
    adopted_at: datetime = Field(sa_type=Instant)


class Agency(CouncilRow, table=True):
    """An agency of the area."""

    name: str = _words()
    kind: AgencyKind = Field(sa_type=one_of(AgencyKind))
    role: AgencyRole = Field(sa_type=one_of(AgencyRole))
    email: str = _words()
    phone: str = _words()
    escalation: str = _words(sa_column_kwargs={"server_default": ""})
    """Whom to ask above the usual contact when no answer comes: a name and how to reach them."""
    position: int = 0
    active: bool = True


class Person(CouncilRow, table=True):
    """Somebody who works on reviews."""

    name: str = _words()
    title: str = _words()
    agency_id: str | None = _id(default=None, foreign_key="agency.id")
    email: str = _words()
    phone: str = _words()
    active: bool = True


class RoleHeld(CouncilRow, table=True):
    """A role somebody holds: on every case of the council, or on one."""

    __tablename__ = "role_held"

    person_id: str = _id(foreign_key="person.id", index=True)
    role: str = Field(max_length=20)
    case_id: str | None = _id(default=None, foreign_key="review_case.id")


class ReferenceCounter(Base, table=True):
    """The last number given out for a council's year; raised in the case's own transaction."""

    __tablename__ = "reference_counter"

    council_id: str = _id(foreign_key="council.id", primary_key=True)
    year: int = Field(primary_key=True)
    last: int = 0


# The application ---------------------------------------------------------------------------------


class Case(CouncilRow, table=True):
    """One application and all that follows; its stage and next step are kept true to the facts."""

    __tablename__ = "review_case"
    __table_args__ = (UniqueConstraint("council_id", "reference"),)

    reference: str = Field(max_length=24)
    procedure_id: str = _id(foreign_key="procedure.id")
    received_on: date
    received_at: datetime = Field(sa_type=Instant)
    stage: Stage = Field(default=Stage.APPLICATION, sa_type=one_of(Stage), index=True)
    next_step: str = _words()
    next_due: date | None = Field(default=None, index=True)
    applicant_name: str = _words()
    spoc_id: str | None = _id(default=None, foreign_key="person.id")
    chair_id: str | None = _id(default=None, foreign_key="person.id")
    acknowledged_on: date | None = None
    closed_on: date | None = None
    closed_why: str = _words()
    linked_case_id: str | None = _id(default=None, foreign_key="review_case.id")


class Application(CaseRow, table=True):
    """What the applicant asked for and told."""

    basis: Basis = Field(default=Basis.VICTIM, sa_type=one_of(Basis))
    channel: str = Field(default="", max_length=20)
    problem: str = _words()
    location: str = _words()
    others_affected: str = _words()
    hate_strands: list[str] = _list()
    impact: str = _words()
    health_impact: str = _words()
    routine_impact: str = _words()
    feeling_of_risk: str = _words()
    wanted_outcome: str = _words()
    action_taken: str = _words()
    tenure: str = _words()
    landlord: str = _words()
    adjustments: str = _words()
    letter_format: str = Field(default="standard", max_length=40)
    language: str = Field(default="en", max_length=10)
    preferred_contact: str = _words()
    contact_notes: str = _words()
    consent_to_share: bool = False
    signed_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_why: str = _words()


class Party(CaseRow, table=True):
    """A person outside the agencies."""

    role: PartyRole = Field(sa_type=one_of(PartyRole))
    position: int = 0
    name: str = _words()
    address: list[str] = _list()
    postcode: str = _words()
    phone: str = _words()
    mobile: str = _words()
    email: str = _words()
    born_on: date | None = None
    organisation: str = _words()
    relationship: str = _words()
    consent: Consent = Field(default=Consent.NOT_NEEDED, sa_type=one_of(Consent))
    consent_on: date | None = None
    vulnerabilities: str = _words()


class Source(CaseRow, table=True):
    """A file a chronology was read from."""

    file_name: str = _words()
    digest: str = Field(max_length=64)
    imported_at: datetime = Field(sa_type=Instant)
    imported_by: str = _words()


class IncidentGroup(CaseRow, table=True):
    """Entries that a person found to tell of one and the same incident. Each stays as it was."""

    __tablename__ = "incident_group"

    why: str = _words()
    made_by: str = _words()
    made_at: datetime = Field(sa_type=Instant)


class Incident(CaseRow, Dated, Disclosed, Sourced, table=True):
    """Behaviour that was suffered."""

    summary: str = _words()
    time_words: str = _words()
    place: str = _words()
    hate: bool = False
    about_applicant: bool = Field(
        default=False, sa_column_kwargs={"server_default": sqlalchemy.false()}
    )
    """A counter-allegation: it is the applicant who is said to have done it."""
    group_id: str | None = _id(default=None, foreign_key="incident_group.id", index=True)


class Report(CaseRow, Dated, Disclosed, Sourced, table=True):
    """One telling of one or more incidents to a body."""

    agency_id: str | None = _id(default=None, foreign_key="agency.id")
    told_to: str = _words()
    reported_by: str = _words()
    method: str = _words()
    reference: str = _words()
    taken_by: str = _words()
    summary: str = _words()
    response: str = _words()
    formal: bool = True
    in_application: bool = False
    """Whether the applicant names it; only then is it counted as theirs without a second look."""


class ReportedIncident(CouncilRow, table=True):
    """Which incidents a report tells of."""

    __tablename__ = "reported_incident"
    __table_args__ = (UniqueConstraint("report_id", "incident_id"),)

    report_id: str = _id(foreign_key="report.id", index=True)
    incident_id: str = _id(foreign_key="incident.id", index=True)


# The threshold -----------------------------------------------------------------------------------


class Ruling(CaseRow, table=True):
    """A person's decision whether a borderline report counts."""

    report_id: str = _id(foreign_key="report.id", index=True)
    counts: bool
    why: str = _words()
    ruled_by: str = _words()
    ruled_at: datetime = Field(sa_type=Instant)


class ThresholdDecision(CaseRow, table=True):
    """The decision of s.104(4) or (5). A later one takes the place of an earlier, which stays."""

    __tablename__ = "threshold_decision"

    decided_on: date
    decided_at: datetime = Field(sa_type=Instant)
    decided_by: str = _words()
    decider: str = Field(default="council", max_length=20)
    met: bool
    discretionary: bool = False
    basis: str = _words()
    statute_outcome: str = Field(default="", max_length=20)
    local_outcome: str = Field(default="", max_length=20)
    complaints_counted: int = 0
    persistence: str = _words()
    harm: str = _words()
    adequacy: str = _words()
    reasons: str = _words()
    refusal_ground: str = _words()
    signed_off_by: str = _words()


# The evidence ------------------------------------------------------------------------------------


class InformationRequest(CaseRow, table=True):
    """What one agency was asked: Schedule 4 paragraph 7."""

    __tablename__ = "information_request"

    agency_id: str = _id(foreign_key="agency.id", index=True)
    asked: str = _words()
    period_from: date | None = None
    period_to: date | None = None
    legal_basis: str = _words()
    asked_on: date
    due_on: date | None = None
    state: RequestState = Field(default=RequestState.ASKED, sa_type=one_of(RequestState))
    answered_on: date | None = None
    note: str = _words()
    extended_from: date | None = None
    """The day it was due before it was extended."""
    asked_again_of_id: str | None = _id(default=None, foreign_key="information_request.id")
    """The earlier request that this one asks again."""


class Chase(CaseRow, table=True):
    """One reminder that an answer is still to come: the proof that the agency was chased."""

    request_id: str = _id(foreign_key="information_request.id", index=True)
    rung: str = Field(max_length=20)
    """reminder, escalation, or overdue."""
    chased_on: date
    chased_at: datetime = Field(sa_type=Instant)
    chased_by: str = _words()
    channel: str = Field(default="", max_length=20)
    sent_to: str = _words()
    words: str = _words()


class Action(CaseRow, Dated, Disclosed, Sourced, table=True):
    """What an agency, or somebody the council has no agency for, did."""

    agency_id: str | None = _id(default=None, foreign_key="agency.id", index=True)
    done_by: str = _words()
    report_id: str | None = _id(default=None, foreign_key="report.id")
    kind: str = _words()
    summary: str = _words()
    outcome: str = _words()
    contact_with: str = _words()
    still_open: bool = False
    more_could_be_done: str = _words()
    reference: str = _words()
    moment: Moment = Field(default=Moment.BEFORE, sa_type=one_of(Moment))
    keyed_by: str = _words()
    keyed_for: str = _words()


# The meeting -------------------------------------------------------------------------------------


class Meeting(CaseRow, table=True):
    """One meeting of the panel."""

    state: MeetingState = Field(default=MeetingState.PLANNED, sa_type=one_of(MeetingState))
    planned_for: date | None = None
    starts_at: time | None = None
    booked_minutes: int = 120
    place: str = _words()
    link: str = _words()
    chair_id: str | None = _id(default=None, foreign_key="person.id")
    chair_independence: str = _words()
    applicant_part: ApplicantPart | None = Field(default=None, sa_type=one_of(ApplicantPart))
    applicant_words: str = _words()
    applicant_reason: str = _words()
    opened_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    review_on: date | None = None


class AgendaItem(CaseRow, table=True):
    """One item of an agenda."""

    __tablename__ = "agenda_item"

    meeting_id: str = _id(foreign_key="meeting.id", index=True)
    position: int
    key: str = Field(default="", max_length=40)
    title: str = _words()
    visibility: Visibility = Field(default=Visibility.ROOM, sa_type=one_of(Visibility))
    planned_minutes: int = 0
    owner: str = _words()
    state: ItemState = Field(default=ItemState.WAITING, sa_type=one_of(ItemState))
    required: bool = False
    note: str = _words()
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    used_seconds: int = 0


class Attendance(CaseRow, table=True):
    """Somebody expected at a meeting."""

    meeting_id: str = _id(foreign_key="meeting.id", index=True)
    person_id: str | None = _id(default=None, foreign_key="person.id")
    agency_id: str | None = _id(default=None, foreign_key="agency.id")
    name: str = _words()
    capacity: str = Field(default="representative", max_length=40)
    substitute_for: str = _words()
    apologies: bool = False
    conflict: str = _words()
    confidentiality_at: datetime | None = Field(default=None, sa_type=Instant)


class Presence(CaseRow, table=True):
    """One stretch of being in the meeting: somebody may leave and come back."""

    attendance_id: str = _id(foreign_key="attendance.id", index=True)
    arrived_at: datetime = Field(sa_type=Instant)
    left_at: datetime | None = Field(default=None, sa_type=Instant)


class Minutes(CaseRow, table=True):
    """The minutes of a meeting; approved ones are locked and a correction is a new edition."""

    meeting_id: str = _id(foreign_key="meeting.id", index=True)
    edition: int = 1
    text: str = _words()
    approved_at: datetime | None = Field(default=None, sa_type=Instant)
    approved_by: str = _words()
    digest: str = Field(default="", max_length=64)


class Decision(CaseRow, Disclosed, table=True):
    """Something the panel decided, with who was there."""

    meeting_id: str = _id(foreign_key="meeting.id", index=True)
    agenda_item_id: str | None = _id(default=None, foreign_key="agenda_item.id")
    kind: DecisionKind = Field(sa_type=one_of(DecisionKind))
    agency_id: str | None = _id(default=None, foreign_key="agency.id")
    what: str = _words()
    outcome: str = _words()
    reason: str = _words()
    decided_at: datetime = Field(sa_type=Instant)
    present: list[str] = _list()


class Recommendation(CaseRow, Disclosed, table=True):
    """What the panel recommends: s.104(7)."""

    meeting_id: str | None = _id(default=None, foreign_key="meeting.id", index=True)
    number: int
    to_body: str = _words()
    agency_id: str | None = _id(default=None, foreign_key="agency.id")
    what: str = _words()
    power: str = _words()
    why: str = _words()
    owner: str = _words()
    owner_id: str | None = _id(default=None, foreign_key="person.id")
    due_on: date | None = None
    how_known: str = _words()
    done_on: date | None = None
    carried_from_id: str | None = _id(default=None, foreign_key="recommendation.id")


class Stance(CaseRow, table=True):
    """How an agency stands to a recommendation: agrees, dissents or abstains, in words."""

    recommendation_id: str = _id(foreign_key="recommendation.id", index=True)
    agency_id: str = _id(foreign_key="agency.id")
    stance: str = Field(max_length=20)
    words: str = _words()


class RecommendationAnswer(CaseRow, table=True):
    """What the addressee answered; the duty is to have regard."""

    __tablename__ = "recommendation_answer"

    recommendation_id: str = _id(foreign_key="recommendation.id", index=True)
    answer: Answer = Field(sa_type=one_of(Answer))
    reason: str = _words()
    answered_on: date
    answered_by: str = _words()


class Progress(CaseRow, table=True):
    """What became of a recommendation."""

    recommendation_id: str = _id(foreign_key="recommendation.id", index=True)
    noted_on: date
    noted_at: datetime = Field(sa_type=Instant)
    note: str = _words()
    evidence: str = _words()
    done: bool = False
    noted_by: str = _words()
    applicant_told_on: date | None = None


# The outcome and after ---------------------------------------------------------------------------


class Letter(CaseRow, table=True):
    """One letter. What is issued never changes: a correction supersedes it."""

    kind: LetterKind = Field(sa_type=one_of(LetterKind))
    number: int
    state: LetterState = Field(default=LetterState.DRAFT, sa_type=one_of(LetterState))
    title: str = _words()
    paragraphs: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    agency_id: str | None = _id(default=None, foreign_key="agency.id")
    letter_date: date | None = None
    drafted_by: str = _words()
    checked_by: str = _words()
    approved_by: str = _words()
    approved_at: datetime | None = Field(default=None, sa_type=Instant)
    approval_note: str = _words()
    issued_by: str = _words()
    issued_at: datetime | None = Field(default=None, sa_type=Instant)
    channel: str = Field(default="", max_length=20)
    sent_to: str = _words()
    last_appeal_day: date | None = None
    supersedes_id: str | None = _id(default=None, foreign_key="letter.id")


class LetterFile(CaseRow, table=True):
    """The frozen bytes of an issued letter in one format."""

    __tablename__ = "letter_file"
    __table_args__ = (UniqueConstraint("letter_id", "format"),)

    letter_id: str = _id(foreign_key="letter.id", index=True)
    format: str = Field(max_length=8)
    content: bytes = Field(sa_type=LargeBinary)
    size: int
    digest: str = Field(max_length=64)


class Appeal(CaseRow, table=True):
    """What a dissatisfied applicant did: Schedule 4 paragraph 3."""

    against: str = Field(max_length=20)
    ground: str = _words()
    lodged_on: date
    lodged_by: str = _words()
    out_of_time: bool = False
    acknowledged_on: date | None = None
    sent_on: date | None = None
    sent_to: str = _words()
    result: str = Field(default="", max_length=40)
    result_on: date | None = None
    note: str = _words()


# What was done, and what is being typed ----------------------------------------------------------


class Chain(Base, table=True):
    """The head of one chain of history: a case's, or the council's own. Locked while it grows."""

    id: str = _id(primary_key=True)
    council_id: str = _id(foreign_key="council.id", index=True)
    length: int = 0
    head: str = Field(default="", max_length=64)


class History(Base, table=True):
    """One thing that was done or read. Only ever added; each entry seals the one before it."""

    id: str = _id(default_factory=new_id, primary_key=True)
    council_id: str = _id(foreign_key="council.id", index=True)
    chain_id: str = _id(foreign_key="chain.id", index=True)
    case_id: str | None = _id(default=None, foreign_key="review_case.id", index=True)
    number: int
    at: datetime = Field(sa_type=Instant)
    actor_id: str = Field(default="", max_length=ID_LENGTH)
    actor: str = _words()
    act: str = _words()
    subject: str = _words()
    subject_id: str = Field(default="", max_length=ID_LENGTH)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    details_digest: str = Field(max_length=64)
    digest: str = Field(max_length=64)

    __table_args__ = (UniqueConstraint("chain_id", "number"),)


class Draft(Row, table=True):
    """What somebody is typing into a form, kept until they save or discard it."""

    __table_args__ = (UniqueConstraint("person_id", "place"),)

    council_id: str = _id(foreign_key="council.id", index=True)
    person_id: str = _id(foreign_key="person.id")
    case_id: str | None = _id(default=None, foreign_key="review_case.id", index=True)
    place: str = Field(max_length=120)
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    saved_at: datetime = Field(sa_type=Instant)
