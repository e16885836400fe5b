"""Matching what people write to the agencies of the council: "landlord", "the police", "EH"."""

from __future__ import annotations

from collections.abc import Iterable

from conference.record.tables import Agency
from conference.text import one_line
from conference.views import AgencyKind

_KINDS = {
    AgencyKind.POLICE: ("police", "pcso", "101"),
    AgencyKind.HOUSING: ("housing association", "registered provider", "landlord", "tmo"),
    AgencyKind.COUNCIL_HOUSING: ("council housing", "housing officer", "landlord", "housing"),
    AgencyKind.ENVIRONMENTAL_HEALTH: ("environmental health", "eh", "noise team", "pollution"),
    AgencyKind.HEALTH: ("health", "nhs", "gp", "icb", "hospital"),
    AgencyKind.SOCIAL_CARE: ("social care", "social_care", "social services", "adult social care"),
    AgencyKind.COUNCIL: ("council", "community safety", "asb team", "district council"),
}


def match(words: str, agencies: Iterable[Agency]) -> Agency | None:
    """The agency that was meant: by its name first, then by what bodies of its kind are called.

    None where nothing fits, or where two would: nobody's words are filed under a guess.
    """
    said = one_line(words).casefold()
    if not said:
        return None
    agencies = list(agencies)
    named = [agency for agency in agencies if agency.name.casefold() == said]
    called = [agency for agency in agencies if said in _KINDS.get(agency.kind, ())]
    partly = [agency for agency in agencies if said in agency.name.casefold()]
    for found in (named, called, partly):
        if len(found) == 1:
            return found[0]
    return None
