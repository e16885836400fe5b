"""What the applicant asked for, and the decision on the threshold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from conference.case.facts import fact, text
from conference.views.kinds import Basis, Channel


def _agreed(agreed: bool) -> str:
    return "yes" if agreed else "not given"


def _met(met: bool) -> str:
    return "met" if met else "not met"


@dataclass(frozen=True, kw_only=True)
class ApplicationFacts:
    """What an application says: the union of the fields that councils ask for."""

    received_on: Annotated[
        date | None,
        fact("Received", heading="Received on", question="Received on", also=("date received",)),
    ] = None
    """None, where it is handed in: today."""
    channel: Annotated[Channel, fact("How it came", also=("received by",))] = Channel.ONLINE
    basis: Annotated[
        Basis,
        fact("On what footing", heading="Basis", also=("i apply as", "applying as")),
    ] = Basis.VICTIM
    problem: Annotated[
        str,
        text(
            "Problem",
            heading="The problem",
            question="The problem in a few words",
            also=("type of problem", "what is happening"),
            lines=1,
        ),
    ] = ""
    location: Annotated[
        str,
        text(
            "Where",
            heading="Location",
            question="Where it happens",
            also=("place of the problem",),
            lines=1,
        ),
    ] = ""
    others_affected: Annotated[
        str,
        text(
            "Others affected",
            question="Who else is affected",
            also=("who else is affected",),
            lines=1,
        ),
    ] = ""
    hate_strands: Annotated[
        tuple[str, ...],
        fact(
            "Hate",
            heading="Hate element",
            question="Hate: which strands",
            help="Separated by commas",
            also=("hate strand",),
        ),
    ] = ()
    impact: Annotated[
        str,
        text(
            "What it does to them",
            heading="Impact",
            also=("how it affects me", "effect"),
        ),
    ] = ""
    health_impact: Annotated[
        str,
        text(
            "Health",
            heading="Impact on health",
            question="What it does to their health",
            lines=2,
        ),
    ] = ""
    routine_impact: Annotated[
        str,
        text(
            "Their days",
            heading="Impact on daily life",
            question="What it does to their days",
            also=("daily life", "routine"),
            lines=2,
        ),
    ] = ""
    feeling_of_risk: Annotated[
        str,
        text("Feeling of risk", question="How much at risk they feel", also=("risk",), lines=2),
    ] = ""
    wanted_outcome: Annotated[
        str,
        text(
            "What they want",
            heading="Outcome wanted",
            question="What they want to happen",
            also=("desired outcome", "what i want"),
        ),
    ] = ""
    action_taken: Annotated[
        str,
        text(
            "Action taken, as ticked",
            heading="Any action taken",
            question="Was any action taken, as ticked",
            also=("has action been taken",),
            lines=1,
        ),
    ] = ""
    """Whether any action was taken, as ticked: yes, no, don't know."""
    tenure: Annotated[str, fact("Tenure", also=("housing", "type of tenancy"))] = ""
    landlord: Annotated[str, fact("Landlord")] = ""
    adjustments: Annotated[
        str,
        text(
            "Adjustments",
            heading="Adjustments needed",
            question="Adjustments they need",
            also=("access needs",),
            lines=2,
        ),
    ] = ""
    letter_format: Annotated[str, fact("Format of letters", also=("format",))] = "standard"
    language: Annotated[str, fact("Language", also=("preferred language",))] = "en"
    preferred_contact: Annotated[
        str,
        text(
            "How to reach them",
            heading="Preferred contact",
            question="How and when to reach them",
            also=("how to contact me",),
            lines=2,
        ),
    ] = ""
    contact_notes: Annotated[
        str,
        text(
            "Safe to write or ring",
            heading="Notes on contact",
            question="Is it safe to write or ring?",
            also=("safe contact", "when to contact me"),
            lines=2,
        ),
    ] = ""
    consent_to_share: Annotated[
        bool,
        fact(
            "Consent to share",
            question="They agree to their information being shared",
            also=("consent to share information",),
            tell=_agreed,
        ),
    ] = False
    signed_on: Annotated[
        date | None,
        fact(
            "Signed",
            heading="Signed on",
            question="Signed on",
            also=("date signed", "signature date", "date of signature"),
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class ApplicationView(ApplicationFacts):
    """What the applicant asked for and told."""

    withdrawn_on: Annotated[date | None, fact("Withdrawn")] = None
    withdrawn_why: Annotated[str, text("Why it was withdrawn")] = ""
    version: int = 1


@dataclass(frozen=True)
class ThresholdDecisionView:
    """The relevant bodies' decision of s.104(4) or (5), with its reasons."""

    id: str
    decided_on: Annotated[date, fact("Decided on")]
    met: Annotated[bool, fact("Decision", tell=_met)]
    basis: Annotated[str, fact("Basis")]
    """Under "s.104(4)", "s.104(5)" or the local limb."""
    persistence: Annotated[str, text("Persistence")]
    harm: Annotated[str, text("Harm")]
    adequacy: Annotated[str, text("Adequacy of the response")]
    reasons: Annotated[str, text("Reasons")]
    discretionary: Annotated[bool, fact("A review is held all the same")]
    """Not met, but a review is held anyway."""
    decided_by: Annotated[str, fact("Decided by")]
    signed_off_by: Annotated[str, fact("Signed off by")]
    refusal_ground: Annotated[str, text("Ground of refusal")]
    decider: Annotated[str, fact("On behalf of")]
    """Who took it: council, partnership, landlord, police or health."""
