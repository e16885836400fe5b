"""How long closed cases are kept, what holds them, and how they were disposed of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from conference.case.facts import fact, text
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
    kind: Annotated[HoldKind, fact("Kind")]
    why: Annotated[str, text("Why")]
    placed_on: Annotated[date, fact("Placed on")]
    placed_by: Annotated[str, fact("Placed by")]
    lifted_on: Annotated[date | None, fact("Lifted on")] = None
    lifted_by: Annotated[str, fact("Lifted by")] = ""


@dataclass(frozen=True)
class DisposalView:
    """A disposal that was proposed, declined or carried out."""

    id: str
    why: Annotated[str, text("Why")]
    """What was said for and against it, one line a person."""
    proposed_on: Annotated[date, fact("Proposed on")]
    proposed_by: Annotated[str, fact("Proposed by")]
    proposed_by_id: str
    declined_on: Annotated[date | None, fact("Declined on")] = None
    done_at: Annotated[datetime | None, fact("Carried out")] = None
    done_by: Annotated[str, fact("Carried out by")] = ""


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
