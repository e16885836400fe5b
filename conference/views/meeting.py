"""The panel's meeting: its agenda, who is there, what is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated

from conference.case.facts import fact, text
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


def _minutes(seconds: int) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}" if minutes else ""


@dataclass(frozen=True)
class AgendaItemView:
    """One item of the agenda."""

    id: str
    version: int
    position: int
    key: str
    """What its content is: "attendance", "applicant", "recommendations" ... or empty."""
    title: Annotated[str, fact("Item")]
    visibility: Annotated[Visibility, fact("Who sees it")]
    planned_minutes: Annotated[int, fact("Minutes planned")]
    state: Annotated[ItemState, fact("State")]
    note: Annotated[str, text("Note")]
    required: bool
    owner: Annotated[str, fact("Who leads it")] = ""
    started_at: Annotated[datetime | None, fact("Begun")] = None
    """Since when it is the current item."""
    used_seconds: Annotated[int, fact("Time it took", tell=_minutes)] = 0
    """What it took before; the stretch that runs now is not in it."""


@dataclass(frozen=True)
class StretchView:
    """One stretch of being in the meeting."""

    arrived_at: Annotated[datetime, fact("Came")]
    left_at: Annotated[datetime | None, fact("Left")]
    left_why: Annotated[str, fact("Why they left")] = ""


APPLICANTS_SIDE = ("applicant", "for the applicant")
"""Capacities in which the applicant comes, or somebody for them."""


@dataclass(frozen=True)
class AttendanceView:
    """Somebody at the meeting, invited or expected."""

    id: str
    version: int
    name: Annotated[str, fact("Name")]
    agency_id: str | None
    agency_name: Annotated[str, fact("Agency")]
    capacity: Annotated[str, fact("Comes as")]
    """One of "chair", "representative", "applicant", "for the applicant", "observer"."""
    apologies: Annotated[bool, fact("Apologies")]
    substitute_for: Annotated[str, fact("Substitute for")]
    conflict: Annotated[str, text("Conflict of interest")]
    arrived_at: datetime | None
    left_at: datetime | None
    stretches: tuple[StretchView, ...] = ()
    """Somebody may leave and come back; the first and last give `arrived_at` and `left_at`."""
    confidentiality_at: Annotated[
        datetime | None, fact("Acknowledged the confidentiality notice")
    ] = None
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
    kind: Annotated[DecisionKind, fact("About")]
    agency_id: str | None
    agency_name: Annotated[str, fact("Agency")]
    what: Annotated[str, text("What")]
    outcome: Annotated[str, fact("Decision")]
    """One of "adequate" / "not adequate", "decided" / "rejected", or words."""
    reason: Annotated[str, text("Reason")]
    decided_at: Annotated[datetime, fact("Decided")]
    present: Annotated[tuple[str, ...], fact("Present")]
    mark: Annotated[Mark, fact("May be told to")]
    summary_wording: Annotated[str, text("Summary wording")]
    shortened: bool
    agenda_item_id: str | None = None
    named_agencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class MinutesView:
    """One edition of a meeting's minutes."""

    id: str
    version: int
    edition: Annotated[int, fact("Edition")]
    paragraphs: Annotated[dict[str, str], fact("Wording written over the record")]
    """The wording written over what the record says, by section."""
    text: Annotated[str, text("Text")]
    """What was approved, as plain text; empty for a draft."""
    why: Annotated[str, text("Why it was corrected")]
    """Why an approved edition was corrected by this one."""
    approved_at: Annotated[datetime | None, fact("Approved")]
    approved_by: Annotated[str, fact("Approved by")]
    digest: Annotated[str, fact("SHA-256 of the text")]
    """SHA-256 of `text`, hexadecimal; empty for a draft."""
    head: Annotated[str, fact("Head of the history when approved")]
    """The head of the case's history when they were approved."""
    files: tuple[LetterFileView, ...] = ()


@dataclass(frozen=True)
class RiskView:
    """How much harm somebody was found to be at risk of, by the area's own questions."""

    id: str
    version: int
    moment: Annotated[RiskMoment, fact("When")]
    assessed_on: Annotated[date, fact("Assessed on")]
    assessed_by: Annotated[str, fact("Assessed by")]
    answers: Annotated[dict[str, str], fact("Answers")]
    """By the key of the question."""
    band: Annotated[RiskBand, fact("Risk")]
    why: Annotated[str, text("Why")]
    review_on: Annotated[date | None, fact("To be looked at again on")]


@dataclass(frozen=True)
class MeetingView:
    """One meeting of the panel."""

    id: str
    version: int
    state: Annotated[MeetingState, fact("State")]
    planned_for: Annotated[date | None, fact("Planned for")]
    starts_at: Annotated[time | None, fact("Starts at")]
    place: Annotated[str, fact("Place")]
    link: Annotated[str, fact("Link")]
    chair: Annotated[str, fact("Chair")]
    chair_independence: Annotated[str, text("The chair's independence")]
    applicant_part: Annotated[ApplicantPart | None, fact("The applicant's part")]
    applicant_words: Annotated[str, text("In their words")]
    """What the applicant said and wants, in their words."""
    applicant_reason: Annotated[str, text("Reason for not inviting them")]
    """Why they were not invited, where they were not."""
    opened_at: Annotated[datetime | None, fact("Opened")]
    closed_at: Annotated[datetime | None, fact("Closed")]
    review_on: Annotated[date | None, fact("The panel looks again on")]
    booked_minutes: Annotated[int, fact("Minutes booked")]
    items: tuple[AgendaItemView, ...]
    attendance: tuple[AttendanceView, ...]
    decisions: tuple[DecisionView, ...]
    chair_id: str | None = None
    applicant_wants: Annotated[str, text("What they want")] = ""
    """The outcome they want, in their words."""
    applicant_in_room_since: Annotated[
        datetime | None, fact("The applicant is in the room since")
    ] = None
    """While set, every shared display shows only what the applicant may see."""
    calendar_sequence: int = 0
    cancelled_on: Annotated[date | None, fact("Cancelled on")] = None
    cancelled_why: Annotated[str, text("Why it was cancelled")] = ""
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
