"""What comes of the meeting: recommendations and letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference.law.audience import Mark
from conference.views.kinds import Answer, LetterKind, LetterState


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
    progress: tuple[str, ...]
    done_on: date | None
    mark: Mark
    summary_wording: str
    shortened: bool
    overdue: bool


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


@dataclass(frozen=True)
class LetterFileView:
    """One frozen file of an issued letter; its bytes are asked for apart."""

    id: str
    format: str
    """One of "pdf", "docx", "html", "txt" or "md"."""
    size: int
    digest: str
    """SHA-256, hexadecimal."""
