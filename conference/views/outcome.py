"""What comes of the meeting: recommendations and letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from conference.law.audience import Mark
from conference.views.kinds import Answer, DeliveryState, LetterKind, LetterState, StanceKind


@dataclass(frozen=True)
class StanceView:
    """How one agency stands to a recommendation."""

    id: str
    version: int
    agency_id: str
    agency_name: str
    stance: StanceKind
    words: str
    taken_by: str


@dataclass(frozen=True)
class ProgressView:
    """What became of a recommendation, told once."""

    id: str
    noted_on: date
    noted_by: str
    note: str
    evidence: str
    done: bool
    applicant_told_on: date | None


@dataclass(frozen=True)
class RecommendationView:
    """What the panel recommends to a body that exercises public functions: s.104(7)."""

    id: str
    version: int
    number: int
    to_body: str
    agency_id: str | None
    what: str
    power: str
    why: str
    owner: str
    due_on: date | None
    how_known: str
    answer: Answer | None
    answer_reason: str
    progress: tuple[ProgressView, ...]
    done_on: date | None
    mark: Mark
    summary_wording: str
    shortened: bool
    overdue: bool
    meeting_id: str | None = None
    owner_id: str | None = None
    answered_on: date | None = None
    answered_by: str = ""
    stances: tuple[StanceView, ...] = ()
    named_agencies: tuple[str, ...] = ()
    carried_from_id: str | None = None
    """The recommendation of an earlier meeting that this one carries forward."""
    carried_to: int | None = None
    """The number of the later recommendation that carries this one forward."""
    answer_version: int = 0
    """0 where nothing was answered yet."""

    @property
    def unfinished(self) -> bool:
        """Whether anything is still to come of it: not done, not declined, not carried forward."""
        settled = self.done_on is not None or self.carried_to is not None
        return not settled and self.answer is not Answer.DECLINED


@dataclass(frozen=True)
class OverrideView:
    """Something the check flagged and somebody let stand."""

    flag: str
    """The flag's own key: what was found, and where."""
    reason: str
    by: str


@dataclass(frozen=True)
class DeliveryView:
    """One sending of an issued letter."""

    id: str
    version: int
    channel: str
    sent_to: str
    state: DeliveryState
    attempts: int
    tried_at: datetime | None
    tried_by: str
    problem: str


@dataclass(frozen=True)
class LetterView:
    """One letter, drafted or issued."""

    id: str
    version: int
    number: str
    """ER-2026-0001/3: the third letter of the case."""
    kind: LetterKind
    state: LetterState
    title: str
    paragraphs: dict[str, str]
    """What the officer wrote for the template's free paragraphs, by name."""
    letter_date: date | None
    drafted_by: str
    approved_by: str
    approval_note: str
    issued_by: str
    issued_on: date | None
    channel: str
    sent_to: str
    last_appeal_day: date | None
    files: tuple[LetterFileView, ...] = ()
    agency_id: str | None = None
    about_id: str = ""
    """The meeting, attendance, appeal or follow-up it is about; empty for the case itself."""
    supersedes_id: str | None = None
    checked_by: str = ""
    overrides: tuple[OverrideView, ...] = ()
    deliveries: tuple[DeliveryView, ...] = ()


@dataclass(frozen=True)
class LetterFileView:
    """One frozen file of an issued letter; its bytes are asked for apart."""

    id: str
    format: str
    """One of "pdf", "docx", "html", "txt" or "md"."""
    size: int
    digest: str
    """SHA-256, hexadecimal."""
