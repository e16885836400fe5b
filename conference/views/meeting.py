"""The panel's meeting: its agenda, who is there, what is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from conference.law.audience import Mark
from conference.views.kinds import (
    ApplicantPart,
    DecisionKind,
    ItemState,
    MeetingState,
    RiskBand,
    RiskMoment,
    Visibility,
)
from conference.views.outcome import LetterFileView


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
    owner: str = ""
    started_at: datetime | None = None
    """Since when it is the current item."""
    used_seconds: int = 0
    """What it took before; the stretch that runs now is not in it."""


@dataclass(frozen=True)
class StretchView:
    """One stretch of being in the meeting."""

    arrived_at: datetime
    left_at: datetime | None
    left_why: str = ""


APPLICANTS_SIDE = ("applicant", "for the applicant")
"""Capacities in which the applicant comes, or somebody for them."""


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
    stretches: tuple[StretchView, ...] = ()
    """Somebody may leave and come back; the first and last give `arrived_at` and `left_at`."""
    confidentiality_at: datetime | None = None
    """When they acknowledged the confidentiality notice."""
    person_id: str | None = None

    @property
    def is_here(self) -> bool:
        """Whether they are in the meeting now."""
        return self.arrived_at is not None and self.left_at is None

    @property
    def is_applicants(self) -> bool:
        """Whether they are the applicant, or come for the applicant: no part of the panel."""
        return self.capacity in APPLICANTS_SIDE


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
    agenda_item_id: str | None = None
    named_agencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class MinutesView:
    """One edition of a meeting's minutes."""

    id: str
    version: int
    edition: int
    paragraphs: dict[str, str]
    """The wording written over what the record says, by section."""
    text: str
    """What was approved, as plain text; empty for a draft."""
    why: str
    """Why an approved edition was corrected by this one."""
    approved_at: datetime | None
    approved_by: str
    digest: str
    """SHA-256 of `text`, hexadecimal; empty for a draft."""
    head: str
    """The head of the case's history when they were approved."""
    files: tuple[LetterFileView, ...] = ()


@dataclass(frozen=True)
class RiskView:
    """How much harm somebody was found to be at risk of, by the area's own questions."""

    id: str
    version: int
    moment: RiskMoment
    assessed_on: date
    assessed_by: str
    answers: dict[str, str]
    """By the key of the question."""
    band: RiskBand
    why: str
    review_on: date | None


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
    chair_id: str | None = None
    applicant_wants: str = ""
    """The outcome they want, in their words."""
    applicant_in_room_since: datetime | None = None
    """While set, every shared display shows only what the applicant may see."""
    calendar_sequence: int = 0
    cancelled_on: date | None = None
    cancelled_why: str = ""
    room_item_id: str | None = None
    """The item the room display shows; None where it shows none."""
    room_before_id: str | None = None
    room_held: bool = True
    """Whether the room display shows its holding screen."""
    minutes: tuple[MinutesView, ...] = ()
    """The editions, oldest first; drafts for those inside alone."""

    @property
    def current(self) -> AgendaItemView | None:
        """The item the meeting is at."""
        return next((item for item in self.items if item.state is ItemState.CURRENT), None)
