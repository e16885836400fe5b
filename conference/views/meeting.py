"""The panel's meeting: its agenda, who is there, what is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from conference.law.audience import Mark
from conference.views.kinds import ApplicantPart, DecisionKind, ItemState, MeetingState, Visibility


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
