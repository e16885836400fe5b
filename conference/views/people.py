"""The council, its agencies, those who work on reviews and those the review is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference.law.access import Role
from conference.views.kinds import AgencyKind, AgencyRole, Consent, PartyRole


@dataclass(frozen=True)
class CouncilView:
    """The council that runs the review, as its letterhead has it."""

    id: str
    name: str
    code: str
    """The letters of its references: ER in ER-2026-0001."""
    department: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    practice: bool = False
    """A practice council: every screen and paper says so."""
    source: str = ""
    """For practice: whose published chronology the case is built from."""


@dataclass(frozen=True)
class AgencyView:
    """One agency of the area."""

    id: str
    name: str
    kind: AgencyKind
    role: AgencyRole
    email: str = ""
    phone: str = ""
    version: int = 1
    escalation: str = ""
    """Whom to ask above the usual contact, for those who chase."""


@dataclass(frozen=True)
class PersonView:
    """Somebody who works on reviews: chair, representative, officer, administrator or observer."""

    id: str
    name: str
    title: str
    roles: tuple[str, ...]
    agency_id: str | None = None
    agency_name: str = ""
    email: str = ""
    phone: str = ""
    version: int = 1

    @property
    def is_room_display(self) -> bool:
        """Whether this is nobody, but the screen in the meeting room."""
        return Role.ROOM in self.roles


@dataclass(frozen=True)
class PartyView:
    """A person outside the agencies."""

    id: str
    role: PartyRole
    name: str
    address: tuple[str, ...] = ()
    postcode: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    born_on: date | None = None
    organisation: str = ""
    relationship: str = ""
    consent: Consent = Consent.NOT_NEEDED
    consent_on: date | None = None
    vulnerabilities: str = ""
    version: int = 1
