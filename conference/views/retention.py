"""How long closed cases are kept, what holds them, and how they were disposed of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from conference.views.kinds import HoldKind


class RetentionState(StrEnum):
    """Where an ended case stands on its way to disposal, the most urgent first."""

    PROPOSED = "proposed"
    """Somebody proposed to dispose of it; another has to carry it out."""
    DUE = "due"
    """Its time has run, and nothing holds it."""
    HELD = "held"
    """Its time has run, and something holds it."""
    KEPT = "kept"
    """Its time is still running."""
    UNSET = "no time is set"
    """The council has not said how long it keeps a case: nothing falls due."""


@dataclass(frozen=True)
class HoldView:
    """Why a case is kept. Days are London days."""

    id: str
    kind: HoldKind
    why: str
    placed_on: date
    placed_by: str
    lifted_on: date | None = None
    lifted_by: str = ""


@dataclass(frozen=True)
class DisposalView:
    """A disposal that was proposed, declined or carried out."""

    id: str
    why: str
    """What was said for and against it, one line a person."""
    proposed_on: date
    proposed_by: str
    proposed_by_id: str
    declined_on: date | None = None
    done_at: datetime | None = None
    done_by: str = ""


@dataclass(frozen=True)
class RetentionLine:
    """One ended case whose words are still there."""

    case_id: str
    reference: str
    applicant: str
    ended_on: date
    ended_as: str
    """ "closed" or "withdrawn"."""
    due_on: date | None
    """From when it may be disposed of; None while the council has not set a time."""
    state: RetentionState
    holds: tuple[HoldView, ...]
    """Those that were placed and not lifted."""
    held_by: tuple[str, ...]
    """Everything that holds it, in words: also an appeal without a result."""
    proposal: DisposalView | None


@dataclass(frozen=True)
class RetentionSetting:
    """How long the council keeps a case after it ended, as it published it."""

    months: int | None
    words: str
    """Where it is published."""
    version: int


@dataclass(frozen=True)
class RetentionList:
    """The council's setting, and the ended cases to look at."""

    setting: RetentionSetting
    lines: tuple[RetentionLine, ...]
    others: int
    """How many more ended cases there are, whose time still runs or is not set."""
