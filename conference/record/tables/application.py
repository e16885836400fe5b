"""The case, what the applicant asked for, and the decision on the threshold."""

# No `from __future__ import annotations` here: SQLModel reads these annotations as types.

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from conference.record.columns import Instant, one_of
from conference.record.tables.base import CaseRow, CouncilRow, identity, listed, wording
from conference.views import Basis, Consent, PartyRole, Stage


class Case(CouncilRow, table=True):
    """One application and all that follows; its stage and next step are kept true to the facts."""

    __tablename__ = "review_case"
    __table_args__ = (UniqueConstraint("council_id", "reference"),)

    reference: str = Field(max_length=24)
    procedure_id: str = identity(foreign_key="procedure.id")
    received_on: date
    received_at: datetime = Field(sa_type=Instant)
    stage: Stage = Field(default=Stage.APPLICATION, sa_type=one_of(Stage), index=True)
    next_step: str = wording()
    next_due: date | None = Field(default=None, index=True)
    applicant_name: str = wording()
    spoc_id: str | None = identity(default=None, foreign_key="person.id")
    chair_id: str | None = identity(default=None, foreign_key="person.id")
    acknowledged_on: date | None = None
    closed_on: date | None = None
    closed_why: str = wording()
    closed_view: str = wording(sa_column_kwargs={"server_default": ""})
    """What the applicant thinks of it, or how they were asked."""
    disposed_on: date | None = None
    """Since when only what is counted is left of it."""
    linked_case_id: str | None = identity(default=None, foreign_key="review_case.id")


class Application(CaseRow, table=True):
    """What the applicant asked for and told."""

    basis: Basis = Field(default=Basis.VICTIM, sa_type=one_of(Basis))
    channel: str = Field(default="", max_length=20)
    problem: str = wording()
    location: str = wording()
    others_affected: str = wording()
    hate_strands: list[str] = listed()
    impact: str = wording()
    health_impact: str = wording()
    routine_impact: str = wording()
    feeling_of_risk: str = wording()
    wanted_outcome: str = wording()
    action_taken: str = wording()
    tenure: str = wording()
    landlord: str = wording()
    adjustments: str = wording()
    letter_format: str = Field(default="standard", max_length=40)
    language: str = Field(default="en", max_length=10)
    preferred_contact: str = wording()
    contact_notes: str = wording()
    consent_to_share: bool = False
    signed_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_why: str = wording()


class Party(CaseRow, table=True):
    """A person outside the agencies."""

    role: PartyRole = Field(sa_type=one_of(PartyRole))
    position: int = 0
    name: str = wording()
    address: list[str] = listed()
    postcode: str = wording()
    phone: str = wording()
    mobile: str = wording()
    email: str = wording()
    born_on: date | None = None
    organisation: str = wording()
    relationship: str = wording()
    consent: Consent = Field(default=Consent.NOT_NEEDED, sa_type=one_of(Consent))
    consent_on: date | None = None
    vulnerabilities: str = wording()


class Ruling(CaseRow, table=True):
    """A person's decision whether a borderline report counts."""

    report_id: str = identity(foreign_key="report.id", index=True)
    counts: bool
    why: str = wording()
    ruled_by: str = wording()
    ruled_at: datetime = Field(sa_type=Instant)


class ThresholdDecision(CaseRow, table=True):
    """The decision of s.104(4) or (5). A later one takes the place of an earlier, which stays."""

    __tablename__ = "threshold_decision"

    decided_on: date
    decided_at: datetime = Field(sa_type=Instant)
    decided_by: str = wording()
    decider: str = Field(default="council", max_length=20)
    met: bool
    discretionary: bool = False
    basis: str = wording()
    statute_outcome: str = Field(default="", max_length=20)
    local_outcome: str = Field(default="", max_length=20)
    complaints_counted: int = 0
    persistence: str = wording()
    harm: str = wording()
    adequacy: str = wording()
    reasons: str = wording()
    refusal_ground: str = wording()
    signed_off_by: str = wording()
