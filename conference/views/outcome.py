"""What comes of the meeting: recommendations and letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from conference.case.facts import fact, text
from conference.law.audience import Mark
from conference.views.kinds import Answer, DeliveryState, LetterKind, LetterState, StanceKind


@dataclass(frozen=True)
class StanceView:
    """How one agency stands to a recommendation."""

    id: str
    version: int
    agency_id: str
    agency_name: Annotated[str, fact("Agency")]
    stance: Annotated[StanceKind, fact("Stands to it")]
    words: Annotated[str, text("Words")]
    taken_by: Annotated[str, fact("Recorded by")]


@dataclass(frozen=True)
class ProgressView:
    """What became of a recommendation, told once."""

    id: str
    noted_on: Annotated[date, fact("Noted on")]
    noted_by: Annotated[str, fact("Noted by")]
    note: Annotated[str, text("Progress")]
    evidence: Annotated[str, text("Evidence")]
    done: Annotated[bool, fact("Done")]
    applicant_told_on: Annotated[date | None, fact("The applicant was told on")]


@dataclass(frozen=True)
class RecommendationView:
    """What the panel recommends to a body that exercises public functions: s.104(7)."""

    id: str
    version: int
    number: int
    to_body: Annotated[str, fact("To")]
    agency_id: str | None
    what: Annotated[str, text("What")]
    power: Annotated[str, fact("Tool or power")]
    why: Annotated[str, text("Why")]
    owner: Annotated[str, fact("Who answers for it")]
    due_on: Annotated[date | None, fact("By")]
    how_known: Annotated[str, text("How we will know")]
    answer: Annotated[Answer | None, fact("Answer")]
    answer_reason: Annotated[str, text("Reasons for the answer")]
    progress: tuple[ProgressView, ...]
    done_on: Annotated[date | None, fact("Done on")]
    mark: Annotated[Mark, fact("May be told to")]
    summary_wording: Annotated[str, text("Summary wording")]
    shortened: bool
    overdue: Annotated[bool, fact("Overdue")]
    meeting_id: str | None = None
    owner_id: str | None = None
    answered_on: Annotated[date | None, fact("Answered on")] = None
    answered_by: Annotated[str, fact("Answered by")] = ""
    stances: tuple[StanceView, ...] = ()
    named_agencies: tuple[str, ...] = ()
    carried_from_id: str | None = None
    """The recommendation of an earlier meeting that this one carries forward."""
    carried_to: Annotated[int | None, fact("Carried forward as number")] = None
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

    flag: Annotated[str, fact("Flagged")]
    """The flag's own key: what was found, and where."""
    reason: Annotated[str, text("Why it stands")]
    by: Annotated[str, fact("Let stand by")]


@dataclass(frozen=True)
class DeliveryView:
    """One sending of an issued letter."""

    id: str
    version: int
    channel: Annotated[str, fact("How")]
    sent_to: Annotated[str, fact("Sent to")]
    state: Annotated[DeliveryState, fact("State")]
    attempts: Annotated[int, fact("Tries")]
    tried_at: Annotated[datetime | None, fact("Tried")]
    tried_by: Annotated[str, fact("Tried by")]
    problem: Annotated[str, text("What went wrong")]


@dataclass(frozen=True)
class LetterView:
    """One letter, drafted or issued."""

    id: str
    version: int
    number: str
    """ER-2026-0001/3: the third letter of the case."""
    kind: LetterKind
    state: Annotated[LetterState, fact("State")]
    title: str
    paragraphs: Annotated[dict[str, str], fact("Own words")]
    """What the officer wrote for the template's free paragraphs, by name."""
    letter_date: Annotated[date | None, fact("Dated")]
    drafted_by: Annotated[str, fact("Drafted by")]
    approved_by: Annotated[str, fact("Approved by")]
    approval_note: Annotated[str, text("The chair's note")]
    issued_by: Annotated[str, fact("Issued by")]
    issued_on: Annotated[date | None, fact("Issued on")]
    channel: Annotated[str, fact("How")]
    sent_to: Annotated[str, fact("Sent to")]
    last_appeal_day: Annotated[date | None, fact("Last day to appeal")]
    files: tuple[LetterFileView, ...] = ()
    agency_id: str | None = None
    about_id: str = ""
    """The meeting, attendance, appeal or follow-up it is about; empty for the case itself."""
    supersedes_id: str | None = None
    checked_by: Annotated[str, fact("Checked by")] = ""
    overrides: tuple[OverrideView, ...] = ()
    deliveries: tuple[DeliveryView, ...] = ()


@dataclass(frozen=True)
class LetterFileView:
    """One frozen file of an issued letter; its bytes are asked for apart."""

    id: str
    format: Annotated[str, fact("Format")]
    """One of "pdf", "docx", "html", "txt" or "md"."""
    size: Annotated[int, fact("Bytes")]
    digest: Annotated[str, fact("SHA-256")]
    """SHA-256, hexadecimal."""
