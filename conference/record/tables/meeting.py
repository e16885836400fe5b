"""The panel's meeting: its agenda, who was there, what was decided, its minutes."""

# No `from __future__ import annotations` here: SQLModel reads these annotations as types.

from datetime import date, datetime, time

import sqlalchemy
from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlmodel import Field

from conference.record.columns import Instant, one_of
from conference.record.tables.base import CaseRow, Disclosed, identity, listed, wording
from conference.views import (
    ApplicantPart,
    DecisionKind,
    ItemState,
    MeetingState,
    RiskBand,
    RiskMoment,
    Visibility,
)


class Meeting(CaseRow, table=True):
    """One meeting of the panel."""

    state: MeetingState = Field(default=MeetingState.PLANNED, sa_type=one_of(MeetingState))
    planned_for: date | None = None
    starts_at: time | None = None
    booked_minutes: int = 120
    place: str = wording()
    link: str = wording()
    chair_id: str | None = identity(default=None, foreign_key="person.id")
    chair_independence: str = wording()
    applicant_part: ApplicantPart | None = Field(default=None, sa_type=one_of(ApplicantPart))
    applicant_words: str = wording()
    applicant_wants: str = wording(sa_column_kwargs={"server_default": ""})
    """The outcome they want, in their words."""
    applicant_reason: str = wording()
    applicant_in_room_since: datetime | None = Field(default=None, sa_type=Instant)
    """While it is set, every shared display shows only what the applicant may see."""
    opened_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    review_on: date | None = None
    calendar_sequence: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Raised with each change of the plan, so that calendars take the newer one (RFC 5545)."""
    cancelled_on: date | None = None
    cancelled_why: str = wording(sa_column_kwargs={"server_default": ""})
    room_item_id: str | None = identity(default=None)
    """The item the room display shows; nothing where it is held, or shows none."""
    room_before_id: str | None = identity(default=None)
    """What it showed before: for taking a wrong showing back at once."""
    room_held: bool = Field(default=True, sa_column_kwargs={"server_default": sqlalchemy.true()})
    """Whether the room display shows its holding screen instead of the meeting."""


class AgendaItem(CaseRow, table=True):
    """One item of an agenda."""

    __tablename__ = "agenda_item"

    meeting_id: str = identity(foreign_key="meeting.id", index=True)
    position: int
    key: str = Field(default="", max_length=40)
    title: str = wording()
    visibility: Visibility = Field(default=Visibility.ROOM, sa_type=one_of(Visibility))
    planned_minutes: int = 0
    owner: str = wording()
    state: ItemState = Field(default=ItemState.WAITING, sa_type=one_of(ItemState))
    required: bool = False
    note: str = wording()
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    used_seconds: int = 0


class Attendance(CaseRow, table=True):
    """Somebody expected at a meeting."""

    meeting_id: str = identity(foreign_key="meeting.id", index=True)
    person_id: str | None = identity(default=None, foreign_key="person.id")
    agency_id: str | None = identity(default=None, foreign_key="agency.id")
    name: str = wording()
    capacity: str = Field(default="representative", max_length=40)
    substitute_for: str = wording()
    apologies: bool = False
    conflict: str = wording()
    confidentiality_at: datetime | None = Field(default=None, sa_type=Instant)


class Presence(CaseRow, table=True):
    """One stretch of being in the meeting: somebody may leave and come back."""

    attendance_id: str = identity(foreign_key="attendance.id", index=True)
    arrived_at: datetime = Field(sa_type=Instant)
    left_at: datetime | None = Field(default=None, sa_type=Instant)
    left_why: str = wording(sa_column_kwargs={"server_default": ""})
    """Where they left for a reason that the minutes tell, such as a conflict of interest."""


class Minutes(CaseRow, table=True):
    """The minutes of a meeting; approved ones are locked and a correction is a new edition."""

    meeting_id: str = identity(foreign_key="meeting.id", index=True)
    edition: int = 1
    text: str = wording()
    """What was approved, as plain text; empty until then."""
    paragraphs: dict[str, str] = Field(
        default_factory=dict, sa_type=JSON, sa_column_kwargs={"server_default": "{}"}
    )
    """The wording that was written over what the record says, by section."""
    why: str = wording(sa_column_kwargs={"server_default": ""})
    """Why an approved edition was corrected by this one."""
    head: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    """The head of the case's history when they were approved."""
    approved_at: datetime | None = Field(default=None, sa_type=Instant)
    approved_by: str = wording()
    digest: str = Field(default="", max_length=64)


class Decision(CaseRow, Disclosed, table=True):
    """Something the panel decided, with who was there."""

    meeting_id: str = identity(foreign_key="meeting.id", index=True)
    agenda_item_id: str | None = identity(default=None, foreign_key="agenda_item.id")
    kind: DecisionKind = Field(sa_type=one_of(DecisionKind))
    agency_id: str | None = identity(default=None, foreign_key="agency.id")
    what: str = wording()
    outcome: str = wording()
    reason: str = wording()
    decided_at: datetime = Field(sa_type=Instant)
    present: list[str] = listed()


class MinutesFile(CaseRow, table=True):
    """The frozen bytes of approved minutes in one format."""

    __tablename__ = "minutes_file"
    __table_args__ = (UniqueConstraint("minutes_id", "format"),)

    minutes_id: str = identity(foreign_key="minutes.id", index=True)
    format: str = Field(max_length=8)
    content: bytes = Field(sa_type=LargeBinary)
    size: int
    digest: str = Field(max_length=64)


class RiskAssessment(CaseRow, table=True):
    """How much harm somebody was found to be at risk of, by the area's own questions."""

    __tablename__ = "risk_assessment"

    moment: RiskMoment = Field(sa_type=one_of(RiskMoment))
    meeting_id: str | None = identity(default=None, foreign_key="meeting.id")
    assessed_on: date
    assessed_at: datetime = Field(sa_type=Instant)
    assessed_by: str = wording()
    answers: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What was answered, by the key of the question."""
    band: RiskBand = Field(sa_type=one_of(RiskBand))
    why: str = wording()
    review_on: date | None = None
