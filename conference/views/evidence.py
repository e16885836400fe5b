"""The chronology and what agencies were asked: incidents, reports, actions, requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference.law.audience import Mark
from conference.law.when import When
from conference.views.kinds import Grade, Moment, RequestState, Rung


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
