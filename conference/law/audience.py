"""Who may see which mark of disclosure: the one place that decides it.

Every entry about a case (incident, report, action, decision, recommendation) carries one mark. An
audience sees an entry as it stands, sees only its summary wording, or does not see it at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What may be told of an entry. The default is PANEL."""

    APPLICANT = "applicant"
    """The applicant may be told it as it stands."""
    SUMMARY = "summary"
    """The applicant may be told only the summary wording."""
    PANEL = "panel"
    """Everybody at the meeting, and nobody else."""
    NAMED = "named agencies"
    """Only the agencies named on the entry, the chair and the officer."""


class AudienceKind(StrEnum):
    """For whose eyes something is made."""

    APPLICANT = "applicant"
    """Letters, and every shared display while the applicant is in the room."""
    ROOM = "room"
    """The room display: what all agencies present may see."""
    AGENCY = "agency"
    """One agency's representative."""
    PANEL = "panel"
    """The chair and the officer, who see every entry."""
    COMMISSIONER = "commissioner"
    """The police and crime commissioner's office, on appeal."""


@dataclass(frozen=True)
class Audience:
    """A kind of audience; for AGENCY, which one."""

    kind: AudienceKind
    agency_id: str | None = None


APPLICANT = Audience(AudienceKind.APPLICANT)
ROOM = Audience(AudienceKind.ROOM)
PANEL = Audience(AudienceKind.PANEL)
COMMISSIONER = Audience(AudienceKind.COMMISSIONER)


def agency(agency_id: str) -> Audience:
    """The representative of that agency."""
    return Audience(AudienceKind.AGENCY, agency_id)


class Sight(StrEnum):
    """How much of an entry an audience gets."""

    WHOLE = "whole"
    SUMMARY = "summary"
    NOTHING = "nothing"


def sight(
    audience: Audience, mark: Mark, *, named: tuple[str, ...] = (), own_agency: str | None = None
) -> Sight:
    """How much of an entry with `mark` the audience gets.

    named: ids of the agencies named on a NAMED entry. own_agency: id of the agency whose entry it
    is; an agency always sees its own.
    """
    match audience.kind:
        case AudienceKind.PANEL:
            return Sight.WHOLE
        case AudienceKind.AGENCY:
            is_party = audience.agency_id is not None and (
                audience.agency_id == own_agency or audience.agency_id in named
            )
            return Sight.WHOLE if mark is not Mark.NAMED or is_party else Sight.NOTHING
        case AudienceKind.ROOM | AudienceKind.COMMISSIONER:
            return Sight.WHOLE if mark is not Mark.NAMED else Sight.NOTHING
        case AudienceKind.APPLICANT:
            return {Mark.APPLICANT: Sight.WHOLE, Mark.SUMMARY: Sight.SUMMARY}.get(
                mark, Sight.NOTHING
            )
