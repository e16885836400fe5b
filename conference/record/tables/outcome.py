"""What comes of the meeting: recommendations, letters, an appeal."""

# No `from __future__ import annotations` here: SQLModel reads these annotations as types.

from datetime import date, datetime

from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlmodel import Field

from conference.law.procedure import Step
from conference.record.columns import Instant, one_of
from conference.record.tables.base import CaseRow, CouncilRow, Disclosed, identity, wording
from conference.views import (
    Answer,
    AppealResult,
    DeliveryState,
    FollowUpKind,
    LetterKind,
    LetterState,
    StanceKind,
)


class Recommendation(CaseRow, Disclosed, table=True):
    """What the panel recommends: s.104(7)."""

    meeting_id: str | None = identity(default=None, foreign_key="meeting.id", index=True)
    number: int
    to_body: str = wording()
    agency_id: str | None = identity(default=None, foreign_key="agency.id")
    what: str = wording()
    power: str = wording()
    why: str = wording()
    owner: str = wording()
    owner_id: str | None = identity(default=None, foreign_key="person.id")
    due_on: date | None = None
    how_known: str = wording()
    done_on: date | None = None
    carried_from_id: str | None = identity(default=None, foreign_key="recommendation.id")


class Stance(CaseRow, table=True):
    """How an agency stands to a recommendation: agrees, dissents or abstains, in words."""

    recommendation_id: str = identity(foreign_key="recommendation.id", index=True)
    agency_id: str = identity(foreign_key="agency.id")
    stance: StanceKind = Field(sa_type=one_of(StanceKind))
    words: str = wording()
    taken_at: datetime | None = Field(default=None, sa_type=Instant)
    taken_by: str = wording(sa_column_kwargs={"server_default": ""})


class RecommendationAnswer(CaseRow, table=True):
    """What the addressee answered; the duty is to have regard."""

    __tablename__ = "recommendation_answer"

    recommendation_id: str = identity(foreign_key="recommendation.id", index=True)
    answer: Answer = Field(sa_type=one_of(Answer))
    reason: str = wording()
    answered_on: date
    answered_by: str = wording()


class Progress(CaseRow, table=True):
    """What became of a recommendation."""

    recommendation_id: str = identity(foreign_key="recommendation.id", index=True)
    noted_on: date
    noted_at: datetime = Field(sa_type=Instant)
    note: str = wording()
    evidence: str = wording()
    done: bool = False
    noted_by: str = wording()
    applicant_told_on: date | None = None


class Letter(CaseRow, table=True):
    """One letter. What is issued never changes: a correction supersedes it."""

    kind: LetterKind = Field(sa_type=one_of(LetterKind))
    number: int
    state: LetterState = Field(default=LetterState.DRAFT, sa_type=one_of(LetterState))
    title: str = wording()
    paragraphs: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    agency_id: str | None = identity(default=None, foreign_key="agency.id")
    letter_date: date | None = None
    drafted_by: str = wording()
    checked_by: str = wording()
    approved_by: str = wording()
    approved_at: datetime | None = Field(default=None, sa_type=Instant)
    approval_note: str = wording()
    issued_by: str = wording()
    issued_at: datetime | None = Field(default=None, sa_type=Instant)
    channel: str = Field(default="", max_length=20)
    sent_to: str = wording()
    last_appeal_day: date | None = None
    supersedes_id: str | None = identity(default=None, foreign_key="letter.id")
    about_id: str = identity(default="", sa_column_kwargs={"server_default": ""})
    """The meeting, attendance, appeal or follow-up it is about; empty for the case itself."""
    overrides: list[dict[str, str]] = Field(
        default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"}
    )
    """What the check flagged and somebody let stand: `flag`, `reason` and `by` of each."""


class LetterFile(CaseRow, table=True):
    """The frozen bytes of an issued letter in one format."""

    __tablename__ = "letter_file"
    __table_args__ = (UniqueConstraint("letter_id", "format"),)

    letter_id: str = identity(foreign_key="letter.id", index=True)
    format: str = Field(max_length=8)
    content: bytes = Field(sa_type=LargeBinary)
    size: int
    digest: str = Field(max_length=64)


class Delivery(CaseRow, table=True):
    """One sending of an issued letter: kept before it is tried, so that none is doubled."""

    letter_id: str = identity(foreign_key="letter.id", index=True)
    channel: str = Field(max_length=20)
    sent_to: str = wording()
    state: DeliveryState = Field(default=DeliveryState.SENDING, sa_type=one_of(DeliveryState))
    message_id: str = wording()
    """The message's own identity, the same at each attempt."""
    attempts: int = 0
    tried_at: datetime | None = Field(default=None, sa_type=Instant)
    tried_by: str = wording()
    problem: str = wording()


class Appeal(CaseRow, table=True):
    """What a dissatisfied applicant did: Schedule 4 paragraph 3."""

    against: str = Field(max_length=20)
    """What it is made against: "threshold" or "review"."""
    ground: str = wording()
    lodged_on: date
    lodged_by: str = wording()
    letter_id: str | None = identity(default=None, foreign_key="letter.id")
    """The letter that told the decision."""
    last_day: date | None = None
    """The last day to appeal, as that letter told it; None where none is published."""
    out_of_time: bool = False
    acknowledged_on: date | None = None
    sent_on: date | None = None
    sent_to: str = wording()
    result: AppealResult | None = Field(default=None, sa_type=one_of(AppealResult))
    result_on: date | None = None
    result_words: str = wording(sa_column_kwargs={"server_default": ""})
    referred_case_id: str | None = identity(default=None, foreign_key="review_case.id")
    """The review that was opened because it was upheld and referred back."""
    note: str = wording()


class AppealBundle(CaseRow, table=True):
    """The papers of a case as they were sent to the appeal body."""

    __tablename__ = "appeal_bundle"

    appeal_id: str = identity(foreign_key="appeal.id", index=True)
    made_at: datetime = Field(sa_type=Instant)
    made_by: str = wording()
    pages: int = 0


class BundleFile(CaseRow, table=True):
    """One frozen file of a bundle."""

    __tablename__ = "bundle_file"

    bundle_id: str = identity(foreign_key="appeal_bundle.id", index=True)
    name: str = wording()
    content: bytes = Field(sa_type=LargeBinary)
    size: int
    digest: str = Field(max_length=64)


class FollowUp(CaseRow, table=True):
    """Something promised after the letter: an update to the applicant, or a look back."""

    __tablename__ = "follow_up"

    kind: FollowUpKind = Field(sa_type=one_of(FollowUpKind))
    due_on: date
    words: str = wording()
    """What was promised."""
    done_on: date | None = None
    done_by: str = wording()
    happened: str = wording()
    stopped: str = Field(default="", max_length=20)
    """For a review, whether the behaviour stopped: "yes", "no", "partly" or empty."""
    applicant_view: str = wording()
    letter_id: str | None = identity(default=None, foreign_key="letter.id")


class ClockStop(CaseRow, table=True):
    """Days that do not count towards a step's time, with the reason."""

    __tablename__ = "clock_stop"

    step: Step = Field(sa_type=one_of(Step))
    stopped_on: date
    why: str = wording()
    stopped_by: str = wording()
    resumed_on: date | None = None
    resumed_by: str = wording()


class PublishedYear(CouncilRow, table=True):
    """An earlier reporting period's figures as the council published them: s.104(9)."""

    __tablename__ = "published_year"
    __table_args__ = (UniqueConstraint("council_id", "period_from", "period_to"),)

    period_from: date
    period_to: date
    received: int
    not_met: int
    reviews: int
    with_recommendations: int
    appeals: int | None = None
    note: str = wording()
    source: str = wording()
    entered_by: str = wording()
    entered_at: datetime = Field(sa_type=Instant)
