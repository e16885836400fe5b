"""The chronology and what agencies were asked."""

# No `from __future__ import annotations` here: SQLModel reads these annotations as types.

from datetime import date, datetime

import sqlalchemy
from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from conference.record.columns import Instant, one_of
from conference.record.tables.base import (
    CaseRow,
    CouncilRow,
    Dated,
    Disclosed,
    Sourced,
    identity,
    wording,
)
from conference.views import Moment, RequestState


class Source(CaseRow, table=True):
    """A file a chronology was read from."""

    file_name: str = wording()
    digest: str = Field(max_length=64)
    imported_at: datetime = Field(sa_type=Instant)
    imported_by: str = wording()


class IncidentGroup(CaseRow, table=True):
    """Entries that a person found to tell of one and the same incident. Each stays as it was."""

    __tablename__ = "incident_group"

    why: str = wording()
    made_by: str = wording()
    made_at: datetime = Field(sa_type=Instant)


class Incident(CaseRow, Dated, Disclosed, Sourced, table=True):
    """Behaviour that was suffered."""

    summary: str = wording()
    time_words: str = wording()
    place: str = wording()
    hate: bool = False
    about_applicant: bool = Field(
        default=False, sa_column_kwargs={"server_default": sqlalchemy.false()}
    )
    """A counter-allegation: it is the applicant who is said to have done it."""
    group_id: str | None = identity(default=None, foreign_key="incident_group.id", index=True)


class Report(CaseRow, Dated, Disclosed, Sourced, table=True):
    """One telling of one or more incidents to a body."""

    agency_id: str | None = identity(default=None, foreign_key="agency.id")
    told_to: str = wording()
    reported_by: str = wording()
    method: str = wording()
    reference: str = wording()
    taken_by: str = wording()
    summary: str = wording()
    response: str = wording()
    formal: bool = True
    in_application: bool = False
    """Whether the applicant names it; only then is it counted as theirs without a second look."""


class ReportedIncident(CouncilRow, table=True):
    """Which incidents a report tells of."""

    __tablename__ = "reported_incident"
    __table_args__ = (UniqueConstraint("report_id", "incident_id"),)

    report_id: str = identity(foreign_key="report.id", index=True)
    incident_id: str = identity(foreign_key="incident.id", index=True)


class InformationRequest(CaseRow, table=True):
    """What one agency was asked: Schedule 4 paragraph 7."""

    __tablename__ = "information_request"

    agency_id: str = identity(foreign_key="agency.id", index=True)
    asked: str = wording()
    period_from: date | None = None
    period_to: date | None = None
    legal_basis: str = wording()
    asked_on: date
    due_on: date | None = None
    state: RequestState = Field(default=RequestState.ASKED, sa_type=one_of(RequestState))
    answered_on: date | None = None
    note: str = wording()
    extended_from: date | None = None
    """The day it was due before it was extended."""
    asked_again_of_id: str | None = identity(default=None, foreign_key="information_request.id")
    """The earlier request that this one asks again."""


class Chase(CaseRow, table=True):
    """One reminder that an answer is still to come: the proof that the agency was chased."""

    request_id: str = identity(foreign_key="information_request.id", index=True)
    rung: str = Field(max_length=20)
    """reminder, escalation, or overdue."""
    chased_on: date
    chased_at: datetime = Field(sa_type=Instant)
    chased_by: str = wording()
    channel: str = Field(default="", max_length=20)
    sent_to: str = wording()
    words: str = wording()


class Action(CaseRow, Dated, Disclosed, Sourced, table=True):
    """What an agency, or somebody the council has no agency for, did."""

    agency_id: str | None = identity(default=None, foreign_key="agency.id", index=True)
    done_by: str = wording()
    report_id: str | None = identity(default=None, foreign_key="report.id")
    kind: str = wording()
    summary: str = wording()
    outcome: str = wording()
    contact_with: str = wording()
    still_open: bool = False
    more_could_be_done: str = wording()
    reference: str = wording()
    moment: Moment = Field(default=Moment.BEFORE, sa_type=one_of(Moment))
    keyed_by: str = wording()
    keyed_for: str = wording()
