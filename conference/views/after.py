"""What comes after the letter: appeals, follow-ups, stopped clocks, the yearly figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from conference.case.facts import fact, text
from conference.law.procedure import Step
from conference.views.kinds import AppealResult, FollowUpKind

KEY_ENDING = "-key.txt"
"""How the name of a bundle's key to the stand-ins ends."""


@dataclass(frozen=True)
class BundleFileView:
    """One frozen file of a bundle; its bytes are asked for apart."""

    id: str
    name: Annotated[str, fact("File")]
    size: Annotated[int, fact("Bytes")]
    digest: Annotated[str, fact("SHA-256")]
    """SHA-256, hexadecimal."""

    @property
    def is_key(self) -> bool:
        """Whether it says who stands for whom: for the chair and the officer alone."""
        return self.name.endswith(KEY_ENDING)


@dataclass(frozen=True)
class BundleView:
    """The papers of a case as they were sent to the appeal body."""

    id: str
    made_at: Annotated[datetime, fact("Made")]
    made_by: Annotated[str, fact("Made by")]
    pages: Annotated[int, fact("Pages")]
    files: tuple[BundleFileView, ...]


@dataclass(frozen=True)
class AppealView:
    """What a dissatisfied applicant did: Schedule 4 paragraph 3."""

    id: str
    version: int
    against: Annotated[str, fact("Against")]
    """What it is made against: "threshold" or "review"."""
    ground: Annotated[str, text("Ground")]
    lodged_on: Annotated[date, fact("Lodged on")]
    lodged_by: Annotated[str, fact("Lodged by")]
    letter_id: str | None
    last_day: Annotated[date | None, fact("Last day as the letter told it")]
    """As the letter told it; None where no window is published."""
    out_of_time: Annotated[bool, fact("Out of time")]
    acknowledged_on: Annotated[date | None, fact("Acknowledged on")]
    sent_on: Annotated[date | None, fact("Sent to the appeal body on")]
    sent_to: Annotated[str, fact("Sent to")]
    result: Annotated[AppealResult | None, fact("Result")]
    result_on: Annotated[date | None, fact("Result on")]
    result_words: Annotated[str, text("Why")]
    referred_reference: Annotated[str, fact("Referred back as")]
    """The reference of the review that was opened because it was upheld."""
    note: Annotated[str, text("Note")]
    bundles: tuple[BundleView, ...] = ()


@dataclass(frozen=True)
class FollowUpView:
    """Something promised after the letter."""

    id: str
    version: int
    kind: Annotated[FollowUpKind, fact("What")]
    due_on: Annotated[date, fact("Due on")]
    words: Annotated[str, text("What was promised")]
    done_on: Annotated[date | None, fact("Done on")]
    done_by: Annotated[str, fact("Done by")]
    happened: Annotated[str, text("What happened")]
    stopped: Annotated[str, fact("Whether it stopped")]
    """For a review: "yes", "no", "partly" or empty."""
    applicant_view: Annotated[str, text("What the applicant thinks")]
    letter_id: str | None
    overdue: Annotated[bool, fact("Overdue")]


@dataclass(frozen=True)
class ClockStopView:
    """Days that do not count towards a step's time, with the reason."""

    id: str
    version: int
    step: Annotated[Step, fact("Step")]
    stopped_on: Annotated[date, fact("Stopped on")]
    why: Annotated[str, text("Why")]
    stopped_by: Annotated[str, fact("Stopped by")]
    resumed_on: Annotated[date | None, fact("Runs again from")]
    resumed_by: Annotated[str, fact("Started again by")]


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
