"""What comes after the letter: appeals, follow-ups, stopped clocks, the yearly figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from conference.law.procedure import Step
from conference.views.kinds import AppealResult, FollowUpKind

KEY_ENDING = "-key.txt"
"""How the name of a bundle's key to the stand-ins ends."""


@dataclass(frozen=True)
class BundleFileView:
    """One frozen file of a bundle; its bytes are asked for apart."""

    id: str
    name: str
    size: int
    digest: str
    """SHA-256, hexadecimal."""

    @property
    def is_key(self) -> bool:
        """Whether it says who stands for whom: for the chair and the officer alone."""
        return self.name.endswith(KEY_ENDING)


@dataclass(frozen=True)
class BundleView:
    """The papers of a case as they were sent to the appeal body."""

    id: str
    made_at: datetime
    made_by: str
    pages: int
    files: tuple[BundleFileView, ...]


@dataclass(frozen=True)
class AppealView:
    """What a dissatisfied applicant did: Schedule 4 paragraph 3."""

    id: str
    version: int
    against: str
    """What it is made against: "threshold" or "review"."""
    ground: str
    lodged_on: date
    lodged_by: str
    letter_id: str | None
    last_day: date | None
    """As the letter told it; None where no window is published."""
    out_of_time: bool
    acknowledged_on: date | None
    sent_on: date | None
    sent_to: str
    result: AppealResult | None
    result_on: date | None
    result_words: str
    referred_reference: str
    """The reference of the review that was opened because it was upheld."""
    note: str
    bundles: tuple[BundleView, ...] = ()


@dataclass(frozen=True)
class FollowUpView:
    """Something promised after the letter."""

    id: str
    version: int
    kind: FollowUpKind
    due_on: date
    words: str
    done_on: date | None
    done_by: str
    happened: str
    stopped: str
    """For a review: "yes", "no", "partly" or empty."""
    applicant_view: str
    letter_id: str | None
    overdue: bool


@dataclass(frozen=True)
class ClockStopView:
    """Days that do not count towards a step's time, with the reason."""

    id: str
    version: int
    step: Step
    stopped_on: date
    why: str
    stopped_by: str
    resumed_on: date | None
    resumed_by: str


@dataclass(frozen=True)
class PublishedYearView:
    """An earlier reporting period's figures as the council published them: s.104(9)."""

    id: str
    version: int
    period_from: date
    period_to: date
    received: int
    not_met: int
    reviews: int
    with_recommendations: int
    appeals: int | None
    note: str
    source: str
    entered_by: str


class DeadlineKind(StrEnum):
    """What falls due."""

    STEP = "step of the procedure"
    ANSWER = "agency's answer"
    MEETING = "meeting"
    RECOMMENDATION = "recommendation"
    FOLLOW_UP = "follow-up"
    RISK = "look at the risk again"


@dataclass(frozen=True)
class Deadline:
    """One thing that falls due in one case, or whose clock is stopped."""

    key: str
    """The row it comes from: the same at every look."""
    case_id: str
    reference: str
    applicant: str
    kind: DeadlineKind
    words: str
    """What is to be done; names nobody outside the agencies."""
    who: str
    """Who does it, where somebody is named."""
    due_on: date | None
    """None while its clock is stopped."""
    overdue: bool
    stopped: str = ""
    """Why its clock is stopped."""
