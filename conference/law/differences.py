"""What a person must be told about the two results, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conference.law.counting import Told
from conference.law.facts import IncidentFact, Outcome, Result

_SAID = {Outcome.MET: "met", Outcome.NOT_MET: "not met", Outcome.BORDERLINE: "borderline"}


def warnings(
    statute: Result,
    local: Result,
    told: Sequence[Told],
    incidents: Mapping[str, IncidentFact],
) -> tuple[str, ...]:
    """The warnings of one assessment, the gravest first. told: as the statute reads it."""
    return (
        *_differences(statute, local),
        *_doubts(statute, told, incidents),
        *_below_the_number(statute, local),
    )


def _differences(statute: Result, local: Result) -> Iterator[str]:
    if statute.outcome is not local.outcome:
        yield (
            f"The two tests differ: by the statute the threshold is {_SAID[statute.outcome]}, by "
            f"the local procedure {_SAID[local.outcome]}."
        )
    if statute.outcome is not Outcome.MET:
        return
    if local.outcome is not Outcome.MET:
        yield (
            f"{statute.count_worst} qualifying complaints were made, and s.104(4) says that with "
            f"{statute.needed} the relevant bodies must decide that the threshold is met."
        )
    for condition in local.conditions:
        if condition.holds is not True:
            yield (
                f"A local condition goes beyond the statute: “{condition.words}” Section 104(4) "
                "says “must”, and leaves no room for it."
            )


def _doubts(
    statute: Result, told: Sequence[Told], incidents: Mapping[str, IncidentFact]
) -> Iterator[str]:
    """Why the count under the statute is not one number."""
    if statute.count == statute.count_worst:
        return
    yield (
        f"Between {statute.count_worst} and {statute.count} complaints qualify under the statute, "
        f"and {statute.needed} are needed."
    )
    if any(len(one.incidents(certain=True)) > 1 for one in told):
        yield (
            "A report that tells of several incidents is one complaint at worst, and one for "
            "each incident at best."
        )
    if any(incident.perhaps_same_as for incident in incidents.values()):
        yield (
            "Incidents that may be the same one told twice are counted once at worst, and apart "
            "at best."
        )


def _below_the_number(statute: Result, local: Result) -> Iterator[str]:
    if statute.outcome is not Outcome.NOT_MET or local.outcome is Outcome.MET:
        return
    yield (
        f"With fewer than {statute.needed} qualifying complaints the relevant bodies may still "
        "decide that the threshold is met: s.104(5) names persistence, harm or potential harm, and "
        "adequacy of the response."
    )
