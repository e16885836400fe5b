"""What the applicant asked for, and the decision on the threshold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ApplicationView:
    """What the applicant asked for and told."""

    basis: str
    received_on: date
    channel: str
    problem: str
    location: str
    others_affected: str
    hate_strands: tuple[str, ...]
    impact: str
    health_impact: str
    routine_impact: str
    feeling_of_risk: str
    wanted_outcome: str
    action_taken: str
    tenure: str
    landlord: str
    adjustments: str
    letter_format: str
    language: str
    preferred_contact: str
    contact_notes: str
    signed_on: date | None
    withdrawn_on: date | None
    withdrawn_why: str
    version: int = 1


@dataclass(frozen=True)
class ThresholdDecisionView:
    """The relevant bodies' decision of s.104(4) or (5), with its reasons."""

    id: str
    decided_on: date
    met: bool
    basis: str
    """Under "s.104(4)", "s.104(5)" or the local limb."""
    persistence: str
    harm: str
    adequacy: str
    reasons: str
    discretionary: bool
    """Not met, but a review is held anyway."""
    decided_by: str
    signed_off_by: str
    refusal_ground: str
    decider: str
    """Who took it: council, partnership, landlord, police or health."""
