"""The further ways in which a local procedure lets the threshold be met, beside the number."""

from __future__ import annotations

from collections.abc import Callable

from conference.law.counting import Count, SameIncidents, Told, incidents, people
from conference.law.counting import people_on_one_incident as together
from conference.law.facts import CaseFacts, IncidentFact, Outcome
from conference.law.procedure import Limb, LimbKind, Period

Tell = Callable[[Period | None], tuple[Told, ...]]
"""The reports read with a limb's own time to apply, or with the procedure's for None."""


def outcome_of(count: Count, needed: int) -> Outcome:
    """Met even at worst, not met even at best, or borderline."""
    if count.worst >= needed:
        return Outcome.MET
    return Outcome.NOT_MET if count.best < needed else Outcome.BORDERLINE


def limb_outcome(
    limb: Limb,
    tell: Tell,
    same: SameIncidents,
    hate: dict[str, IncidentFact],
    case: CaseFacts,
) -> Outcome:
    """Whether one limb is met. hate: the hate incidents by key."""
    match limb.kind:
        case LimbKind.HATE:
            told = [_only(one, hate) for one in tell(limb.within)]
            return outcome_of(incidents(told, same), limb.number)
        case LimbKind.PEOPLE:
            told = list(tell(limb.within))
            count = together(told, same) if limb.same_incident else people(told)
            return outcome_of(count, limb.number)
        case LimbKind.SAFEGUARDING:
            return Outcome.MET if case.safeguarding else Outcome.NOT_MET


def limb_words(limb: Limb, outcome: Outcome, case: CaseFacts) -> str:
    """How a result names a limb; empty for one that is not met."""
    if outcome is Outcome.MET:
        return limb.words
    if outcome is Outcome.BORDERLINE:
        return f"Perhaps: {limb.words}"
    if limb.kind is LimbKind.SAFEGUARDING and case.safeguarding is None:
        return f"Not decided yet: {limb.words}"
    return ""


def _only(told: Told, keys: dict[str, IncidentFact]) -> Told:
    return Told(
        told.report, {key: verdict for key, verdict in told.verdicts.items() if key in keys}
    )
